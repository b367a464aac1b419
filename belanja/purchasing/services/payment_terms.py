"""Advance and retention of an order, agreed before anybody signs: they stand in what both sides sign."""

from decimal import Decimal

from django.db import transaction

from belanja.journal.services import Actor
from belanja.rules.buying.policy import Occasion
from belanja.rules.buying.reasons import Use
from belanja.rules.buying.states import OrderKind, Side
from belanja.rules.buying.steps import Step
from belanja.rules.decisions import RuleBroken
from belanja.rules.money import to_sen

from ..models import Order, Package
from ..policy_case import ask_order, book_for, insist_on
from . import base
from .taking import check_reason, order_for

_ADVANCE = "Perpres 16/2018 Pasal 29"


@transaction.atomic
def set_payment_terms(
    *,
    order_id: int,
    version: int,
    advance: Decimal,
    retention_percent: Decimal,
    actor: Actor,
    reason_code: str = "",
    note: str = "",
) -> Order:
    """The buyer while negotiating, the PPK before signing, says how much is paid in advance (rupiah, with tax) and what
    part of each instalment is kept back (percent).

    `reason_code`: of `rules.buying.reasons` for an advance above what the firm's scale allows; it is kept with the
    package, where the rules find it at every later step. Raises RuleBroken 422 for amounts that cannot be and for a
    missing reason, 409 for late-comers, call-offs and orders that PA/KPA has determined, 403/404 as for every step.
    """
    order, _rule = order_for(order_id, Step.PAYMENT_TERMS, side=Side.BUYER, version=version, actor=actor)
    _check(order, advance, retention_percent)
    if reason_code:
        _reasoned(order, reason_code, note)
    order.advance, order.retention_percent = to_sen(advance), retention_percent
    asked = ask_order(order, occasion=Occasion.APPROVAL, book=book_for(order.government_id))
    insist_on(asked, ("kontrak.uang_muka", "kontrak.retensi"))
    base.step(
        order, Step.PAYMENT_TERMS.value, actor=actor, side=Side.BUYER, reason_code=reason_code, note=note.strip(),
        advance=str(order.advance), retention=str(order.retention_percent),
    )  # fmt: skip
    base.tell_firm(order, "uang muka dan retensinya diatur; lihat yang akan Anda terima.", actor)
    return order


def _check(order: Order, advance: Decimal, retention_percent: Decimal) -> None:
    if order.determined_by_id is not None:
        raise RuleBroken(
            "determined", "PA/KPA sudah menetapkan pesanan ini; kembalikan dahulu bila isinya berubah.", status=409
        )
    if order.kind == OrderKind.CALL_OFF and advance:
        raise RuleBroken("advance_of_call_off", "Pesanan bertahap dibayar per panggilan, tanpa uang muka.", status=409)
    if not 0 <= advance <= order.total:
        raise RuleBroken("advance_amount", "Uang muka paling sedikit nol dan paling banyak nilai pesanan.", _ADVANCE)
    if not 0 <= retention_percent < 100:
        raise RuleBroken("retention_percent", "Retensi diisi dari 0 sampai di bawah 100 persen.")


def _reasoned(order: Order, code: str, note: str) -> None:
    """Keep the reason with the package. It is held after the order, as at the end of an order."""
    check_reason(code, note, Use.ADVANCE, _ADVANCE)
    package = Package.objects.select_for_update(of=("self",)).get(pk=order.package_id)
    if code not in package.reason_codes:
        package.reason_codes = [*package.reason_codes, code]
        package.save(update_fields=["reason_codes"])
    order.package = package
