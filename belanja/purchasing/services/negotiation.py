"""The negotiation of an order: rounds of both sides on price, quantity, freight and day, line by line.

Both sides see the same rounds. No price ever rises above the listed one (Kepka LKPP 122/2022: harga satuan tertinggi).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from belanja.foundation import clock, text
from belanja.journal.services import Actor
from belanja.rules.buying.amounts import Sum
from belanja.rules.buying.reasons import Use
from belanja.rules.buying.states import Method, OrderKind, OrderState, RoundState, Side
from belanja.rules.buying.steps import Step
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.money import to_sen

from .. import ledgers
from ..models import Order, OrderLine, Round, RoundLine
from ..reckoning import sum_of_line
from . import base, ending, terms
from .taking import order_for

_HIGHEST = "Kepka LKPP 122/2022: harga satuan tertinggi"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a round says of one line: price without tax a sold unit, quantity, freight of the line without tax, day."""

    line_id: int
    unit_price: Decimal
    quantity: Decimal
    freight: Decimal
    due_on: date | None = None


@transaction.atomic
def offer(*, order_id: int, version: int, side: Side, lines: Sequence[Said], message: str, actor: Actor) -> Round:
    """Say an offer over all lines, or answer the other side's with another. Its term begins. RuleBroken 404, 403; 409
    for another version or state, or where one's own offer still waits; 422 for a price above the listed one."""
    order, _rule = order_for(order_id, Step.OFFER, side=side, version=version, actor=actor)
    waiting = order.rounds.filter(state=RoundState.OPEN).first()
    if waiting is not None and waiting.side == side:
        raise RuleBroken("own_offer_waits", "Tawaran Anda masih menunggu jawaban.", status=409)
    known = {line.pk: line for line in order.lines.select_related("offer__product")}
    if sorted(one.line_id for one in lines) != sorted(known):
        raise RuleBroken("lines_missing", "Isi harga, jumlah, dan ongkos kirim untuk setiap baris.")
    total = sum((_checked(known[one.line_id], one, order).total for one in lines), Decimal(0))
    if waiting is not None:
        _answered(waiting, RoundState.COUNTERED)
    order.method = Method.NEGOTIATION
    due = terms.begin_offer(order)
    made = Round.objects.create(
        order=order,
        number=(order.rounds.aggregate(last=Max("number"))["last"] or 0) + 1,
        side=side,
        state=RoundState.OPEN,
        message=message.strip(),
        total=total,
        at=clock.now(),
        due_at=due,
        by_id=actor.user_id,
        by_label=actor.doing(base.duties_of(Step.OFFER.value), order.unit_id).label[:120],
    )
    RoundLine.objects.bulk_create(
        RoundLine(
            round=made, line_id=one.line_id, unit_price=to_sen(one.unit_price), quantity=to_sen(one.quantity),
            freight=to_sen(one.freight), due_on=one.due_on,
        )
        for one in lines
    )  # fmt: skip
    base.step(order, Step.OFFER.value, actor=actor, side=side, round=made.number, total=str(total))
    base.tell_other(order, side, f"ada tawaran baru, jawab sampai {text.date_time(due)}.", actor)
    return made


@transaction.atomic
def accept(*, order_id: int, version: int, side: Side, actor: Actor) -> Order:
    """Agree to the offer of the other side that waits: it is written into the lines. RuleBroken 404, 403, 409."""
    order, _rule = order_for(order_id, Step.AGREE, side=side, version=version, actor=actor)
    made = _of_other(order, side)
    said = {one.line_id: one for one in made.lines.all()}
    lines = list(order.lines.select_related("offer__product"))
    for line in lines:
        one = said[line.pk]
        line.unit_price, line.quantity, line.due_on = one.unit_price, one.quantity, one.due_on
        write_sums(line, sum_of_line(line, order, quantity=one.quantity, price=one.unit_price, freight=one.freight))
        line.save()
    _answered(made, RoundState.ACCEPTED)
    write_total(order, lines)
    if order.kind == OrderKind.CALL_OFF:
        order.cap = order.total
    terms.begin(order)
    ledgers.change(order, actor)
    base.step(order, Step.AGREE.value, actor=actor, side=side, round=made.number, total=str(order.total))
    if order.kind == OrderKind.ONCE:
        base.reached(order, Stage.ORDERED, day=clock.wib(order.created_at).date(), actor=actor)
    base.tell_other(order, side, f"tawaran disepakati: {text.rupiah(order.total)}.", actor)
    return order


@transaction.atomic
def decline(*, order_id: int, version: int, side: Side, note: str, actor: Actor) -> Order:
    """Turn down the offer that waits without another: either side may offer anew. RuleBroken 404, 403, 409, 422."""
    order, _rule = order_for(order_id, Step.DECLINE_OFFER, side=side, version=version, actor=actor, note=note)
    _answered(_of_other(order, side), RoundState.DECLINED)
    terms.begin(order)
    base.step(order, Step.DECLINE_OFFER.value, actor=actor, side=side, note=note.strip())
    base.tell_other(order, side, f"tawaran ditolak: {note.strip()}", actor)
    return order


@transaction.atomic
def extend(*, order_id: int, version: int, actor: Actor) -> Order:
    """The buyer gives the firm its one extension. RuleBroken 404, 403, 409 where it was given or nothing waits."""
    order, _rule = order_for(order_id, Step.EXTEND, side=Side.BUYER, version=version, actor=actor)
    waiting = _waiting(order)
    if order.extended or order.due_at is None:
        raise RuleBroken("extended_already", "Waktu menjawab hanya diperpanjang satu kali.", status=409)
    since = clock.wib(order.due_at).date()
    order.due_at = terms.end_of(order, "beli.tenggat.negosiasi.tambahan", since=since)
    order.extended, order.reminded_at = True, None
    waiting.due_at = order.due_at
    waiting.save(update_fields=["due_at"])
    base.step(order, Step.EXTEND.value, actor=actor, side=Side.BUYER)
    base.tell_firm(order, f"waktu menjawab diperpanjang sampai {text.date_time(order.due_at)}.", actor)
    return order


@transaction.atomic
def confirm_expiry(*, order_id: int, version: int, actor: Actor) -> Order:
    """The buyer states that the firm did not answer in time: the order ends. RuleBroken 404, 403, 409 before that."""
    order, _rule = order_for(order_id, Step.CONFIRM_EXPIRY, side=Side.BUYER, version=version, actor=actor)
    last = order.rounds.order_by("-number").first()
    over = last is not None and last.side == Side.BUYER and last.due_at is not None and last.due_at < clock.now()
    if last is None or not over or last.state not in (RoundState.OPEN, RoundState.EXPIRED):
        raise RuleBroken("not_expired", "Tenggat penyedia belum lewat, atau ia sudah menjawab.", status=409)
    if last.state == RoundState.OPEN:
        _answered(last, RoundState.EXPIRED)
    ending.end(order, OrderState.CANCELLED_NEGOTIATION, Step.CONFIRM_EXPIRY, side=Side.BUYER, actor=actor)
    base.tell_firm(order, "negosiasi berakhir karena tidak dijawab sampai tenggatnya.", actor)
    return order


@transaction.atomic
def withdraw(*, order_id: int, version: int, reason_code: str, note: str, actor: Actor) -> Order:
    """The firm leaves the negotiation. RuleBroken 404, 409, 422 without a reason."""
    order, _rule = order_for(
        order_id, Step.WITHDRAW, side=Side.FIRM, version=version, actor=actor, reason_code=reason_code, note=note,
        use=Use.DECLINE,
    )  # fmt: skip
    ending.end(
        order, OrderState.CANCELLED_NEGOTIATION, Step.WITHDRAW, side=Side.FIRM, actor=actor, reason_code=reason_code,
        note=note,
    )  # fmt: skip
    base.tell_officers(order, "penyedia mundur dari negosiasi.", actor)
    return order


def lapse(order: Order, actor: Actor) -> None:
    """Nobody answered the offer that waits: it counts no longer; the buyer says what follows. The caller holds it."""
    waiting = _waiting(order)
    _answered(waiting, RoundState.EXPIRED)
    terms.begin(order)
    base.step(order, Step.OFFER_LAPSED.value, actor=actor, side=Side.TIME, round=waiting.number)
    base.tell_officers(order, "tawaran tidak dijawab sampai tenggatnya.", actor)
    base.tell_firm(order, "tawaran tidak dijawab sampai tenggatnya.", actor)


def write_sums(line: OrderLine, sums: Sum) -> None:
    line.goods, line.freight, line.tax, line.total = sums.goods, sums.freight, sums.tax, sums.total


def write_total(order: Order, lines: Sequence[OrderLine]) -> None:
    """The order is the sum of its lines."""
    order.goods = sum((line.goods for line in lines), Decimal(0))
    order.freight = sum((line.freight for line in lines), Decimal(0))
    order.tax = sum((line.tax for line in lines), Decimal(0))
    order.total = order.goods + order.freight + order.tax


def _checked(line: OrderLine, said: Said, order: Order) -> Sum:
    """What a line would cost as said. RuleBroken 422 for what no line can be."""
    if not 0 < said.unit_price <= line.listed_price:
        raise RuleBroken(
            "above_listed_price",
            f"{line.name}: harga satuan di atas nol, paling tinggi harga tayangnya {text.rupiah(line.listed_price)} "
            "tanpa pajak.",
            _HIGHEST,
        )
    if not 0 < said.quantity < Decimal(10) ** 12 or not 0 <= said.freight < Decimal(10) ** 15:
        raise RuleBroken("line_amounts", f"{line.name}: jumlah di atas nol, ongkos kirim tidak di bawah nol.")
    if line.offer.least_order is not None and said.quantity < line.offer.least_order:
        raise RuleBroken(
            "least_order", f"{line.name}: paling sedikit {text.number(line.offer.least_order)} sekali pesan."
        )
    if said.due_on is not None and said.due_on < clock.today():
        raise RuleBroken("day_past", f"{line.name}: hari tibanya sudah lewat.")
    return sum_of_line(
        line, order, quantity=to_sen(said.quantity), price=to_sen(said.unit_price), freight=to_sen(said.freight)
    )


def _waiting(order: Order) -> Round:
    found = order.rounds.filter(state=RoundState.OPEN).first()
    if found is None:
        raise RuleBroken("nothing_waits", "Tidak ada tawaran yang menunggu jawaban.", status=409)
    return found


def _of_other(order: Order, side: Side) -> Round:
    found = _waiting(order)
    if found.side == side:
        raise RuleBroken("own_offer", "Tawaran ini dari pihak Anda sendiri; pihak lain yang menjawab.", status=409)
    return found


def _answered(made: Round, state: RoundState) -> None:
    made.state, made.answered_at = state, clock.now()
    made.save(update_fields=["state", "answered_at"])
