"""Payments: opened by an invoice, their taxes confirmed by the treasurer, documented or matched; never beyond what was
handed over. The account of the order (`Settlement`) moves with every one of them, under the lock of the order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.rules.buying import receipt
from belanja.rules.buying.states import MoneyStep, OrderKind, OrderState, PaymentPart, PaymentState, PaymentWay, Side
from belanja.rules.buying.steps import Axis, Step, rule_for
from belanja.rules.buying.taxes import TaxLine
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.separation import Part

from ..models import Invoice, Order, Payment, Settlement
from ..selectors.deliveries import received_amounts
from ..taxes import without_reserve
from . import apart, base, guarantees, tax_reserve
from . import payment_sums as sums
from .ending import close_package, reopen
from .settlements import position, settlement

CITATION = receipt.PAYMENT
_SIGNS = "UU 1/2004 Pasal 10 dan Pasal 21"
#: Letters of a reason.
_SHORTEST = 10


@dataclass(frozen=True)
class Proof:
    """Of a payment that was made: numbers of the finance papers, the day, and what shows it."""

    paid_on: date
    sp2d: str
    spp: str = ""
    spm: str = ""
    evidence: str = ""


def treasurer(actor: Actor, order: Order) -> None:
    """Raise RuleBroken unless the actor pays for the order's unit, and neither bought, signed nor determined it."""
    base.officer(actor, Duty.PAY_PURCHASE, order)
    if actor.user_id is not None and actor.user_id in (order.buyer_id, order.ppk_id, order.determined_by_id):
        raise RuleBroken("four_eyes", "Yang membeli atau menandatangani pesanan tidak membayarnya.", _SIGNS, status=403)
    apart.insist(order, Part.TREASURER, actor)


def open_for(order: Order, invoice: Invoice, actor: Actor) -> Payment:
    """The payment that an invoice asks for, with what it must hold back and its taxes as an estimate. The caller holds
    the order. Raises RuleBroken 409 where it would go beyond what may be paid."""
    account = settlement(order)
    payment = Payment(
        order=order,
        invoice=invoice,
        part=invoice.part,
        way=PaymentWay.LS,
        state=PaymentState.REQUESTED,
        gross=invoice.amount,
        at=clock.now(),
        by_id=actor.user_id,
        by_label=actor.label,
    )
    _check(order, account, payment)
    sums.weigh(order, account, payment, taxes=None)
    sums.count(account, payment, 1)
    sums.keep(account)
    payment.save()
    tax_reserve.tell(order, payment, actor)
    return payment


def drop(order: Order, invoice: Invoice) -> None:
    """Payments of an invoice that was returned count no more. The caller holds the order."""
    account = settlement(order)
    for payment in invoice.payments.filter(state=PaymentState.REQUESTED):
        sums.count(account, payment, -1)
        payment.state = PaymentState.REFUSED
        payment.save(update_fields=["state"])
    sums.keep(account)


@transaction.atomic
def confirm_taxes(*, payment_id: int, taxes: Sequence[TaxLine] | None, actor: Actor) -> Payment:
    """The treasurer confirms what is withheld (None: as estimated), or sets it right. As long as it is not paid, what
    is held back is looked at anew: more penalty may have been found since the invoice came. Where PPN was set aside it
    is asked whether the firm is PKP by now.

    Raises RuleBroken 403/404 for a missing duty, 409 for a payment that was refused or where nobody knows that, 422 for
    taxes that leave less than nothing.
    """
    payment, order = taken(payment_id)
    treasurer(actor, order)
    if payment.state == PaymentState.REFUSED:
        waits(payment)
    tax_reserve.ask(order, payment, actor)
    account = settlement(order)
    given = sums.lines_of(payment) if taxes is None else taxes
    sums.charge(order, account, payment, lambda taxable: tax_reserve.lines_now(order, payment, given, taxable))
    payment.taxes_confirmed_at, payment.taxes_confirmed_by_id = clock.now(), actor.user_id
    sums.keep(account)
    payment.save()
    base.step(order, MoneyStep.CONFIRM_TAXES, actor=actor, side=Side.BUYER, payment=payment.pk,
              withheld=str(payment.withheld_total), net=str(payment.net))  # fmt: skip
    return payment


@transaction.atomic
def document(*, payment_id: int, way: PaymentWay | str, proof: Proof, actor: Actor) -> Payment:
    """The treasurer records that a payment was made, with its papers: it counts as paid until the register says
    otherwise. Its taxes must be confirmed first.

    Raises RuleBroken 403/404, 409 for one that was made or refused or whose taxes wait, 422 for missing papers or a day
    that cannot be.
    """
    payment, order = taken(payment_id)
    treasurer(actor, order)
    waits(payment)
    guarantees.insist(order, payment)
    tax_reserve.insist(order, payment)
    if payment.taxes_confirmed_at is None:
        raise RuleBroken("taxes_wait", "Sahkan dahulu potongan pajaknya.", status=409)
    _check_proof(order, proof)
    payment.way, payment.state = PaymentWay(way), PaymentState.DOCUMENTED
    payment.spp, payment.spm = proof.spp.strip()[:80], proof.spm.strip()[:80]
    payment.evidence = proof.evidence.strip()[:300]
    paid(order, payment, actor, number=proof.sp2d, day=proof.paid_on, told="dicatat dengan bukti")
    return payment


def paid(
    order: Order,
    payment: Payment,
    actor: Actor,
    *,
    number: str,
    day: date,
    told: str,
) -> None:
    """A payment was made: it is settled, and where everything is, the facts hear of it and the order ends. The caller
    holds the order and has set the state, and the row where there is one."""
    payment.sp2d, payment.paid_on = " ".join(number.split())[:80], day
    payment.save()
    account = settlement(order)
    account.settled += payment.settles
    account.save()
    base.step(order, MoneyStep.PAY, actor=actor, side=Side.BUYER, note=f"{PaymentPart(payment.part).label} {told}.",
              payment=payment.pk, number=payment.sp2d, paid_on=day.isoformat(), gross=str(payment.gross),
              net=str(payment.net))  # fmt: skip
    base.tell_firm(order, f"{PaymentPart(payment.part).label.lower()} dibayar {day:%d-%m-%Y}.", actor)
    finish(order, account, actor)


@transaction.atomic
def take_back(*, payment_id: int, reason: str, actor: Actor) -> Payment:
    """A payment that was documented turns out not to have been made: it waits again, its proof stays to be read.

    Raises RuleBroken 403/404, 409 for one that is not documented (a match is taken apart at its row), 422 without
    words."""
    payment, order = taken(payment_id)
    treasurer(actor, order)
    if payment.state != PaymentState.DOCUMENTED:
        raise RuleBroken(
            "payment_state", "Hanya pembayaran yang dicatat dengan bukti yang ditarik di sini.", status=409
        )
    if len(reason.strip()) < _SHORTEST:
        raise RuleBroken("reason_missing", "Tulis mengapa ternyata belum dibayar, paling sedikit 10 huruf.")
    payment.state, payment.sp2d, payment.paid_on = PaymentState.REQUESTED, "", None
    unpaid(order, payment, actor, reason=reason.strip()[:4000])
    return payment


def remember(payment: Payment) -> None:
    """Keep how a payment stands before it is matched, so that taking the match apart restores it. The caller saves."""
    day = payment.paid_on.isoformat() if payment.paid_on else ""
    payment.before_row = {"state": payment.state, "way": payment.way, "sp2d": payment.sp2d, "paid_on": day}


def parted(order: Order, payment: Payment, actor: Actor, *, reason: str) -> None:
    """A payment is no longer one with its row: it stands as before, documented or waiting. The caller holds the order
    and the row."""
    before, payment.before_row = payment.before_row, {}
    payment.row, payment.row_amount = None, None
    payment.state = PaymentState(before.get("state", PaymentState.REQUESTED))
    payment.way, payment.sp2d = before.get("way", payment.way), before.get("sp2d", "")
    payment.paid_on = date.fromisoformat(before["paid_on"]) if before.get("paid_on") else None
    if payment.state != PaymentState.DOCUMENTED:
        unpaid(order, payment, actor, reason=reason)
        return
    payment.save()
    base.step(order, MoneyStep.PART, actor=actor, side=Side.BUYER, note=reason, payment=payment.pk)


def unpaid(order: Order, payment: Payment, actor: Actor, *, reason: str) -> None:
    """A payment turns out not to have been made: the account and the facts lose what it had told, and an order that had
    ended with it is under way again. The caller holds the order and has set the payment back."""
    account = settlement(order)
    account.settled -= payment.settles
    account.save()
    payment.save()
    base.step(order, MoneyStep.UNPAY, actor=actor, side=Side.BUYER, note=reason, payment=payment.pk)
    told = f"{PaymentPart(payment.part).label.lower()} ternyata belum dibayar; tagihannya menunggu lagi."
    base.tell_firm(order, told, actor)
    if order.paid_at is not None and not position(order, account).covered(whole=True):
        order.paid_at = None
        order.save(update_fields=["paid_at"])
        base.undone(order, Stage.PAID, actor=actor)
        reopen(order, actor)
    if _by_month(order) and order.paid_at is None and not tell_months(order, account, actor):
        base.undone(order, Stage.PAID, actor=actor)


def finish(order: Order, account: Settlement, actor: Actor) -> None:
    """Once everything handed over is paid: tell the facts, and end the order. What is paid of a call-off is told by
    hand-over, as far as the payments reach. The caller holds the order."""
    whole = order.handed_over_at is not None
    if order.paid_at is not None:
        return
    if not position(order, account).covered(whole=whole):
        if _by_month(order):
            tell_months(order, account, actor)
        return
    order.paid_at = clock.now()
    last = order.payments.filter(paid_on__isnull=False).order_by("-paid_on").values_list("paid_on", flat=True).first()
    if order.state == OrderState.PROCESS:
        outside = order.payments.filter(way=PaymentWay.OUTSIDE, state=PaymentState.DOCUMENTED).exists()
        _end(order, Step.COMPLETE_OUTSIDE if outside else Step.COMPLETE, actor)
    else:
        order.save(update_fields=["paid_at"])
    amounts = without_reserve(order, received_amounts(order))
    base.reached(order, Stage.PAID, day=last or clock.today(), actor=actor, amounts=amounts)


@transaction.atomic
def close_outside(*, order_id: int, version: int | None, note: str, actor: Actor) -> Order:
    """The PPK ends an order whose unit pays outside of what is recorded here (letter LKPP 7597/D.2.3/04/2025); it
    counts as paid only when a payment is documented. Raises RuleBroken 403/404, 409 before the whole is handed over,
    422 without words."""
    order = base.locked(order_id)
    base.officer(actor, Duty.ACCEPT_GOODS, order)
    base.still(order, version)
    base.be(order, OrderState.PROCESS, told="Hanya pesanan yang sedang diproses yang ditutup.")
    if order.handed_over_at is None:
        raise RuleBroken("not_handed_over", "Pesanan ditutup sesudah semua barang diserahterimakan.", status=409)
    if len(note.strip()) < 10:
        raise RuleBroken("reason_missing", "Tulis bagaimana pesanan ini dibayar, paling sedikit 10 huruf.")
    _end(order, Step.COMPLETE_OUTSIDE, actor, note=note.strip())
    return order


def tell_months(order: Order, account: Settlement, actor: Actor) -> bool:
    """Tell the facts which hand-overs of a call-off are paid: the first ones, as far as what is settled reaches.
    Whether there is any."""
    amounts = without_reserve(order, received_amounts(order, within=account.settled))
    if amounts:
        base.reached(order, Stage.PAID, day=clock.today(), actor=actor, amounts=amounts)
    return bool(amounts)


def _by_month(order: Order) -> bool:
    return order.kind == OrderKind.CALL_OFF


def _end(order: Order, step: Step, actor: Actor, note: str = "") -> None:
    rule = rule_for(Axis.ORDER, step, order.state, Side.BUYER)
    before, order.state = order.state, rule.targets[0]
    order.ended_at, order.due_at = clock.now(), None
    base.step(order, step, actor=actor, side=Side.BUYER, source=before, note=note)
    if not note:
        told = "semua sudah diserahterimakan dan dibayar; pesanan selesai."
        base.tell_officers(order, told, actor)
    amounts = without_reserve(order, received_amounts(order))
    base.reached(order, Stage.COMPLETED, day=clock.today(), actor=actor, amounts=amounts)
    close_package(order.package_id, actor)


def _check(order: Order, account: Settlement, payment: Payment) -> None:
    where = position(order, account)
    if payment.part == PaymentPart.ADVANCE:
        receipt.check_advance(where, payment.gross)
    elif payment.part == PaymentPart.RETENTION:
        receipt.check_release(where, payment.gross)
    else:
        receipt.check_claim(where, payment.gross)


def taken(payment_id: int) -> tuple[Payment, Order]:
    """A payment under the lock of its order. Raises RuleBroken 404."""
    return all_taken([payment_id])[0]


def all_taken(payment_ids: Iterable[int]) -> list[tuple[Payment, Order]]:
    """Payments under the locks of their orders, which are taken in the order of their ids; two payments of one order
    come with one and the same order. Raises RuleBroken 404."""
    asked = set(payment_ids)
    known = dict(Payment.objects.filter(pk__in=asked).values_list("pk", "order_id"))
    if len(known) != len(asked):
        raise RuleBroken("not_found", "Pembayaran ini tidak ditemukan.", status=404)
    orders = {order_id: base.locked(order_id) for order_id in sorted(set(known.values()))}
    found = Payment.objects.filter(pk__in=asked).select_related("invoice").order_by("order_id", "pk")
    return [(payment, orders[payment.order_id]) for payment in found]


def waits(payment: Payment) -> None:
    """Raise RuleBroken 409 unless a payment is still to be made."""
    if payment.state != PaymentState.REQUESTED:
        label = PaymentState(payment.state).label.lower()
        raise RuleBroken("payment_state", f"Pembayaran ini sekarang: {label}. Muat ulang halaman.", status=409)


def _check_proof(order: Order, proof: Proof) -> None:
    signed = clock.wib(order.signed_at).date() if order.signed_at else proof.paid_on
    if not signed <= proof.paid_on <= clock.today():
        raise RuleBroken("payment_day", "Tanggal bayar antara tanda tangan pesanan dan hari ini.")
    if not proof.sp2d.strip():
        raise RuleBroken("payment_number", "Isi nomor SP2D atau nomor bukti pembayaran.")
