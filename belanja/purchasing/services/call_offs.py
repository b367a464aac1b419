"""Calls under an order of kind *bertahap*: one agreed price list with a hard cap and a term (meals, cleaning, fuel).

What is bought is what is called: the facts carry the calls that stand, each under its own day, while the plan keeps the
whole cap committed (docs/decisions/buying.md).
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.db.models import Sum as Total

from belanja.foundation import clock, text
from belanja.journal.services import Actor
from belanja.rules.buying.amounts import Sum, part_of
from belanja.rules.buying.states import OrderKind, Side
from belanja.rules.buying.steps import Step
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.money import ZERO, to_sen

from .. import ledgers
from ..models import CallOff, CallOffLine, Order, OrderLine
from . import base
from .taking import order_for


@transaction.atomic
def call(
    *,
    order_id: int,
    version: int | None,
    quantities: Mapping[int, Decimal],
    wanted_on: date,
    actor: Actor,
    address: str = "",
    note: str = "",
) -> CallOff:
    """Call quantities (by line id) for a day within the term, never beyond the cap. RuleBroken 404, 403, 409, 422."""
    order, _rule = order_for(order_id, Step.CALL, side=Side.BUYER, version=version, actor=actor)
    _is_call_off(order)
    if order.term_to is None or not max(order.term_from or wanted_on, clock.today()) <= wanted_on <= order.term_to:
        until = text.long_date(order.term_to) if order.term_to else "-"
        raise RuleBroken("outside_term", f"Pilih hari dari hari ini sampai {until}.")
    lines = {line.pk: line for line in order.lines.all()}
    wanted = {pk: quantity for pk, quantity in quantities.items() if quantity}
    if not wanted or not wanted.keys() <= lines.keys():
        raise RuleBroken("call_empty", "Isi jumlah yang dipanggil, paling sedikit satu barang.")
    standing = _standing(order)
    parts = {pk: _worth(lines[pk], quantity, standing.get(pk)) for pk, quantity in wanted.items()}
    total = sum((part.total for part in parts.values()), ZERO)
    before = _sum_of(order)
    if order.cap is not None and before + total > order.cap:
        raise RuleBroken(
            "cap_exceeded",
            f"Panggilan ini {text.rupiah(total)}, sedangkan sisa batas pesanan {text.rupiah(order.cap - before)}.",
            "Perpres 16/2018 Pasal 54", status=409,
        )  # fmt: skip
    made = CallOff.objects.create(
        order=order,
        number=(order.calls.aggregate(last=Max("number"))["last"] or 0) + 1,
        wanted_on=wanted_on,
        address=" ".join(address.split())[:300],
        note=note.strip()[:300],
        total=total,
        at=clock.now(),
        by_id=actor.user_id,
        by_label=actor.doing(base.duties_of(Step.CALL.value), order.unit_id).label[:120],
    )
    CallOffLine.objects.bulk_create(
        CallOffLine(
            call=made, line_id=pk, quantity=to_sen(wanted[pk]), goods=part.goods, freight=part.freight, tax=part.tax
        )
        for pk, part in parts.items()
    )
    ledgers.hold_call(made, actor)
    base.step(order, Step.CALL.value, actor=actor, side=Side.BUYER, call=made.number, total=str(total))
    _tell_facts(order, actor)
    base.tell_firm(order, f"panggilan {made.number} untuk {text.long_date(wanted_on)}, {text.rupiah(total)}.", actor)
    return made


@transaction.atomic
def answer(*, order_id: int, version: int | None, number: int, actor: Actor) -> CallOff:
    """The firm says that it will deliver. RuleBroken 404, 409."""
    order, _rule = order_for(order_id, Step.ANSWER_CALL, side=Side.FIRM, version=version, actor=actor)
    made = _standing_call(order, number)
    if made.answered_at is None:
        made.answered_at = clock.now()
        made.save(update_fields=["answered_at"])
        base.step(order, Step.ANSWER_CALL.value, actor=actor, side=Side.FIRM, call=number)
        base.tell_officers(order, f"panggilan {number} disanggupi penyedia.", actor)
    return made


@transaction.atomic
def cancel(*, order_id: int, version: int | None, number: int, side: Side, note: str, actor: Actor) -> CallOff:
    """A call is taken back, or the firm turns it down, before anything of it was sent. RuleBroken 404, 403, 409, or
    422 without words."""
    order, _rule = order_for(order_id, Step.CANCEL_CALL, side=side, version=version, actor=actor, note=note)
    made = _standing_call(order, number)
    if made.deliveries.exists():
        raise RuleBroken(
            "call_delivered", "Panggilan ini sudah dikirim; barangnya diperiksa, bukan dibatalkan.", status=409
        )
    made.cancelled_at, made.cancel_note = clock.now(), note.strip()[:300]
    made.save(update_fields=["cancelled_at", "cancel_note"])
    ledgers.give_back_call(made, actor)
    base.step(order, Step.CANCEL_CALL.value, actor=actor, side=side, note=note.strip(), call=number)
    _tell_facts(order, actor)
    base.tell_other(order, side, f"panggilan {number} dibatalkan: {note.strip()}", actor)
    return made


def called_amounts(order: Order) -> dict[int, Decimal]:
    """By line position, what was called and stands, in rupiah incl. freight and tax."""
    rows = CallOffLine.objects.filter(call__order=order, call__cancelled_at__isnull=True)
    found: dict[int, Decimal] = {}
    for position, goods, freight, tax in rows.values_list("line__position", "goods", "freight", "tax"):
        found[position] = found.get(position, ZERO) + goods + freight + tax
    return found


def _standing(order: Order) -> dict[int, tuple[Decimal, Sum]]:
    """By line id, how much was called and what that is worth."""
    found: dict[int, tuple[Decimal, Sum]] = {}
    for row in CallOffLine.objects.filter(call__order=order, call__cancelled_at__isnull=True):
        quantity, worth = found.get(row.line_id, (ZERO, Sum()))
        found[row.line_id] = quantity + row.quantity, worth + Sum(row.goods, row.freight, row.tax)
    return found


def _worth(line: OrderLine, quantity: Decimal, standing: tuple[Decimal, Sum] | None) -> Sum:
    """What this much more of a line is worth, such that all calls together are the line to the sen."""
    before, worth = standing or (ZERO, Sum())
    if quantity < 0 or quantity != to_sen(quantity) or before + quantity > line.quantity:
        raise RuleBroken(
            "line_exceeded",
            f"{line.name}: tersisa {text.number(line.quantity - before)} dari jumlah yang disepakati.",
            "Perpres 16/2018 Pasal 54", status=409,
        )  # fmt: skip
    whole = Sum(line.goods, line.freight, line.tax)
    return part_of(whole, quantity=before + quantity, ordered=line.quantity) - worth


def _sum_of(order: Order) -> Decimal:
    found: Decimal | None = order.calls.filter(cancelled_at__isnull=True).aggregate(sum=Total("total"))["sum"]
    return found or ZERO


def _standing_call(order: Order, number: int) -> CallOff:
    _is_call_off(order)
    made = order.calls.filter(number=number).first()
    if made is None:
        raise RuleBroken("not_found", "Panggilan ini tidak ditemukan.", status=404)
    if made.cancelled_at is not None:
        raise RuleBroken("call_cancelled", "Panggilan ini sudah dibatalkan.", status=409)
    return made


def _is_call_off(order: Order) -> None:
    if order.kind != OrderKind.CALL_OFF:
        raise RuleBroken("no_call_off", "Pesanan ini dikirim sekali, bukan dipanggil bertahap.", status=409)


def _tell_facts(order: Order, actor: Actor) -> None:
    """What was called and stands is what is ordered and contracted, each call under its own day."""
    rows = CallOffLine.objects.filter(call__order=order, call__cancelled_at__isnull=True)
    told = rows.values_list("call__number", "line__position", "goods", "freight", "tax")
    calls = {(number, position): goods + freight + tax for number, position, goods, freight, tax in told}
    for stage in (Stage.ORDERED, Stage.CONTRACTED):
        base.reached(order, stage, day=clock.today(), actor=actor, calls=calls)
