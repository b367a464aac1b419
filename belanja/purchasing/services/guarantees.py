"""Guarantees that a firm brings (Perpres 16/2018 Pasal 30): written down by the PPK, and given back."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.rules.buying.states import CANCELLED, GuaranteeKind, MoneyStep, OrderState, Side
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from ..models import Guarantee
from . import base

CITATION = "Perpres 16/2018 Pasal 30"


@transaction.atomic
def record(
    *,
    order_id: int,
    kind: GuaranteeKind | str,
    number: str,
    issuer: str,
    amount: Decimal,
    valid_from: date,
    valid_to: date,
    actor: Actor,
) -> Guarantee:
    """Write down a guarantee. Raises RuleBroken 403/404 for a missing duty, 409 for one that is known or an order that
    was cancelled, 422 for one without number, issuer, amount or term."""
    order = base.locked(order_id)
    base.officer(actor, Duty.ACCEPT_GOODS, order)
    if OrderState(order.state) in CANCELLED:
        base.be(order, told="Jaminan dicatat untuk pesanan yang berjalan.")
    tidy, by = " ".join(number.split())[:80], issuer.strip()[:160]
    if not tidy or not by or amount <= 0 or valid_to < valid_from:
        raise RuleBroken("guarantee_incomplete", "Isi nomor, penerbit, nilai, dan masa jaminan.", CITATION)
    try:
        with transaction.atomic():
            made = Guarantee.objects.create(
                order=order, kind=GuaranteeKind(kind), number=tidy, issuer=by, amount=amount, valid_from=valid_from,
                valid_to=valid_to, at=clock.now(), by_id=actor.user_id, by_label=actor.label,
            )  # fmt: skip
    except IntegrityError:
        raise RuleBroken("guarantee_known", "Jaminan ini sudah dicatat.", CITATION, status=409) from None
    base.step(order, MoneyStep.GUARANTEE, actor=actor, side=Side.BUYER, note=f"{made.get_kind_display()} {tidy}",
              amount=str(amount))  # fmt: skip
    return made


@transaction.atomic
def give_back(*, guarantee_id: int, day: date, actor: Actor) -> Guarantee:
    """The firm has its guarantee back. Raises RuleBroken 403/404, 409 for one that was given back."""
    known = Guarantee.objects.filter(pk=guarantee_id).values_list("order_id", flat=True).first()
    if known is None:
        raise RuleBroken("not_found", "Jaminan ini tidak ditemukan.", status=404)
    order = base.locked(known)
    base.officer(actor, Duty.ACCEPT_GOODS, order)
    found = Guarantee.objects.get(pk=guarantee_id)
    if found.returned_on is not None:
        raise RuleBroken("guarantee_returned", "Jaminan ini sudah dikembalikan.", status=409)
    found.returned_on = min(day, clock.today())
    found.save(update_fields=["returned_on"])
    base.step(order, MoneyStep.GIVE_BACK_GUARANTEE, actor=actor, side=Side.BUYER,
              note=f"{found.get_kind_display()} {found.number}")  # fmt: skip
    base.tell_firm(order, f"{found.get_kind_display().lower()} {found.number} dikembalikan.", actor)
    return found
