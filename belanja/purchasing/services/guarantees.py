"""Guarantees that a firm brings (Perpres 16/2018 Pasal 30): written down by the PPK with their scan, given back or
claimed; of those that run out both sides are reminded."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from belanja.foundation import clock, text
from belanja.journal.services import Actor
from belanja.rules import scans
from belanja.rules.buying.guarantees import CITATION as OF_ADVANCE
from belanja.rules.buying.guarantees import GuaranteeState
from belanja.rules.buying.posts import short_post_of_ppk
from belanja.rules.buying.states import CANCELLED, GuaranteeKind, MoneyStep, OrderState, PaymentPart, Side
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role
from belanja.rules.scans import Scan

from ..models import Guarantee, Order, Payment
from ..selectors import guarantees as selectors
from . import base

CITATION = "Perpres 16/2018 Pasal 30"


@dataclass(frozen=True)
class Terms:
    """What a guarantee says."""

    kind: GuaranteeKind
    number: str
    issuer: str
    amount: Decimal
    valid_from: date
    valid_to: date


@transaction.atomic
def record(*, order_id: int, told: Terms, actor: Actor, scan: Scan | None = None) -> Guarantee:
    """Write down a guarantee with its scan. Raises RuleBroken 403/404 for a missing duty, 409 for one that is known or
    an order that was cancelled, 422 for one without number, issuer, amount or term, and for a file that is no scan."""
    order = base.locked(order_id)
    base.officer(actor, Duty.ACCEPT_GOODS, order)
    if OrderState(order.state) in CANCELLED or order.signed_at is None:
        label = OrderState(order.state).label.lower()
        raise RuleBroken(
            "wrong_state", f"Jaminan dicatat untuk pesanan yang disepakati. Keadaan pesanan: {label}.", status=409
        )
    number, issuer = " ".join(told.number.split())[:80], told.issuer.strip()[:160]
    if not number or not issuer or told.amount <= 0 or told.valid_to < told.valid_from:
        raise RuleBroken("guarantee_incomplete", "Isi nomor, penerbit, nilai, dan masa jaminan.", CITATION)
    made = Guarantee(
        order=order, kind=told.kind, number=number, issuer=issuer, amount=told.amount, valid_from=told.valid_from,
        valid_to=told.valid_to, at=clock.now(), by_id=actor.user_id,
        by_label=actor.doing([Duty.ACCEPT_GOODS.value], order.unit_id).label,
    )  # fmt: skip
    if scan is not None:
        _keep(made, scan)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise RuleBroken("guarantee_known", "Jaminan ini sudah dicatat.", CITATION, status=409) from None
    base.step(order, MoneyStep.GUARANTEE, actor=actor, side=Side.BUYER, note=_named(made), amount=str(made.amount),
              sha256=made.sha256)  # fmt: skip
    base.tell_firm(order, f"{_named(made)} dicatat, berlaku sampai {text.long_date(made.valid_to)}.", actor)
    return made


@transaction.atomic
def give_back(*, guarantee_id: int, day: date, actor: Actor) -> Guarantee:
    """The firm has its guarantee back. Raises RuleBroken 403/404, 409 for one that was given back or claimed."""
    found, order = _open(guarantee_id, actor)
    found.returned_on = _past(found, day)
    found.save(update_fields=["returned_on"])
    base.step(order, MoneyStep.GIVE_BACK_GUARANTEE, actor=actor, side=Side.BUYER, note=_named(found))
    base.tell_firm(order, f"{_named(found)} dikembalikan.", actor)
    return found


@transaction.atomic
def claim(*, guarantee_id: int, day: date, reason: str, actor: Actor) -> Guarantee:
    """The issuer pays a guarantee out to the region: the firm did not do what it guaranteed. Raises RuleBroken 403/404,
    409 for one that was given back, claimed or has run out by that day, 422 without words."""
    found, order = _open(guarantee_id, actor)
    if len(reason.strip()) < 10:
        raise RuleBroken("reason_missing", "Tulis mengapa jaminan dicairkan, paling sedikit 10 huruf.", CITATION)
    on = _past(found, day)
    if found.state_on(on) is not GuaranteeState.HELD:
        raise RuleBroken("guarantee_over", "Masa jaminan ini sudah habis pada hari itu.", CITATION, status=409)
    found.claimed_on, found.end_note = on, reason.strip()[:300]
    found.save(update_fields=["claimed_on", "end_note"])
    base.step(order, MoneyStep.CLAIM_GUARANTEE, actor=actor, side=Side.BUYER, note=f"{_named(found)}: {found.end_note}",
              amount=str(found.amount))  # fmt: skip
    base.tell_firm(order, f"{_named(found)} dicairkan: {found.end_note}", actor)
    return found


def insist(order: Order, payment: Payment) -> None:
    """Raise RuleBroken 409 where an advance would be paid without its guarantee, and the dated row says that this
    stops it. The caller holds the order."""
    today = clock.today()
    if payment.part != PaymentPart.ADVANCE or not selectors.may_stop(order, on=today):
        return
    open_sum = selectors.lacking_for(order, on=today)
    if open_sum:
        raise RuleBroken(
            "advance_not_guaranteed",
            f"Uang muka dibayar sesudah ada jaminan senilainya; yang belum dijamin {text.rupiah(open_sum)}. "
            f"{short_post_of_ppk(Role(order.ppk_role))} mencatat jaminannya di halaman pesanan.",
            OF_ADVANCE,
            status=409,
        )


def remind() -> int:
    """Tell both sides, once each, of guarantees that soon run out, and of those that have; returns how many."""
    today = clock.today()
    waiting = [
        one
        for one in selectors.running_out(on=today).exclude(reminded=GuaranteeState.EXPIRED)
        if one.reminded != one.state_on(today) and selectors.is_soon(one, on=today)
    ]
    return sum(_remind(one.pk, today) for one in waiting)


@transaction.atomic
def _remind(guarantee_id: int, today: date) -> bool:
    order = base.locked(Guarantee.objects.values_list("order_id", flat=True).get(pk=guarantee_id))
    found = Guarantee.objects.defer("content").get(pk=guarantee_id)
    state = found.state_on(today)
    if state not in (GuaranteeState.HELD, GuaranteeState.EXPIRED) or found.reminded == state:
        return False  # somebody was faster
    over = state is GuaranteeState.EXPIRED
    found.reminded = state
    found.save(update_fields=["reminded"])
    when = f"habis {text.long_date(found.valid_to)}"
    told = f"masa {_named(found)} sudah {when}." if over else f"{_named(found)} {when}; perpanjang atau kembalikan."
    base.tell_officers(order, told, base.CALENDAR)
    base.tell_firm(order, told, base.CALENDAR)
    return True


def _open(guarantee_id: int, actor: Actor) -> tuple[Guarantee, Order]:
    """A guarantee that has not ended, under the lock of its order, for its PPK. Raises RuleBroken 403/404, 409."""
    known = Guarantee.objects.filter(pk=guarantee_id).values_list("order_id", flat=True).first()
    if known is None:
        raise RuleBroken("not_found", "Jaminan ini tidak ditemukan.", status=404)
    order = base.locked(known)
    base.officer(actor, Duty.ACCEPT_GOODS, order)
    found = Guarantee.objects.defer("content").get(pk=guarantee_id)
    if found.returned_on is not None or found.claimed_on is not None:
        label = found.state_on(clock.today()).label.lower()
        raise RuleBroken("guarantee_ended", f"Jaminan ini sudah {label}.", status=409)
    return found, order


def _past(found: Guarantee, day: date) -> date:
    """A day from the guarantee's first to today. Raises RuleBroken 422."""
    if not found.valid_from <= day <= clock.today():
        raise RuleBroken("guarantee_day", "Tanggalnya antara hari pertama jaminan dan hari ini.", CITATION)
    return day


def _named(found: Guarantee) -> str:
    return f"{found.get_kind_display().lower()} {found.number}"


def _keep(made: Guarantee, scan: Scan) -> None:
    """Write a scan into a guarantee; judged by its bytes, not by its name. Raises RuleBroken 422."""
    kept = scans.checked(scan, unnamed="jaminan")
    made.file_name, made.media_type = kept.file_name, kept.media_type
    made.content, made.sha256 = kept.content, kept.sha256
