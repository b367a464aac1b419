"""Addenda: the next version of a signed order, proposed by one side, signed or refused by the other.

What was signed never changes; an addendum holds once both have signed it. A line may be brought down to what was sent
or called, to zero where nothing was; one line stays. The total stays within the dated percentage of what was first
signed (Perpres 16/2018 Pasal 54) and within the plan.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.db.models import Max

from belanja.foundation import clock, text
from belanja.journal.services import Actor
from belanja.rules.buying.amounts import Sum, part_of
from belanja.rules.buying.policy import Occasion
from belanja.rules.buying.states import OrderKind, OrderState, Side, VersionState
from belanja.rules.buying.steps import PERPRES_54, Step
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.money import ZERO, to_sen
from belanja.rules.separation import Part

from .. import ledgers
from ..contents import content_of, digest_of
from ..models import Order, OrderLine, OrderVersion
from ..policy_case import ask_order, book_for, insist, keep
from ..reckoning import sum_of_line
from ..selectors.deliveries import handed_over, least_of
from . import apart, base, handovers, signatures, terms
from .negotiation import write_sums, write_total
from .taking import order_for, refuse_self


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What an addendum changes; by line id. None or empty: stays. Its kinds follow from what is told."""

    quantities: Mapping[int, Decimal] = field(default_factory=dict)
    freights: Mapping[int, Decimal] = field(default_factory=dict)
    tax_percents: Mapping[int, Decimal] = field(default_factory=dict)
    due_on: date | None = None
    terms: str | None = None
    signatory: str | None = None

    @property
    def kinds(self) -> list[str]:
        """Codes of `rules.buying.reasons` (Use.ADDENDUM)."""
        told = {
            "adendum_volume": self.quantities,
            "adendum_ongkir": self.freights,
            "adendum_pajak": self.tax_percents,
            "adendum_waktu": self.due_on,
            "adendum_ketentuan": self.terms,
            "adendum_penandatangan": self.signatory,
        }
        return [code for code, value in told.items() if value]


@transaction.atomic
def propose(*, order_id: int, version: int, side: Side, changes: Changes, reason: str, actor: Actor) -> OrderVersion:
    """Propose and sign an addendum for one's own side. RuleBroken 404, 403, 409; 422 where nothing changes, beyond the
    dated percentage, below what was delivered, beyond plan, cap or stock."""
    order, _rule = order_for(order_id, Step.PROPOSE_ADDENDUM, side=side, version=version, actor=actor, note=reason)
    _own_side(order, side, actor)
    if order.cancel_side:
        raise RuleBroken("cancel_asked", "Pembatalan sedang diminta; jawab dulu permintaan itu.", status=409)
    changed, lines = _changed(order, changes)
    _within(order, changed)
    asked = ask_order(order, occasion=Occasion.ADDENDUM, book=book_for(order.government_id), total=changed.total)
    insist(asked)
    content = content_of(changed, lines, signatory=(changes.signatory or "").strip()[:160])
    made = OrderVersion.objects.create(
        order=order,
        number=(order.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        state=VersionState.PROPOSED,
        kinds=changes.kinds,
        content=content,
        total=changed.total,
        reason=reason.strip(),
        digest=digest_of(content),
        proposed_side=side,
        proposed_by_id=actor.user_id,
        proposed_by_label=actor.doing(base.duties_of(Step.PROPOSE_ADDENDUM.value), order.unit_id).label[:120],
        proposed_at=clock.now(),
    )
    signatures.sign(made, side, order, actor)
    keep(asked, step=Step.PROPOSE_ADDENDUM.value, order=order)
    _back(order, Step.PROPOSE_ADDENDUM, side, actor, OrderState.ADDENDUM, note=reason, addendum=made.number)
    base.tell_other(order, side, f"adendum {made.number} diusulkan; jawab sebelum tenggatnya.", actor)
    return made


@transaction.atomic
def sign(*, order_id: int, version: int, side: Side, actor: Actor) -> Order:
    """The other side signs: lines, sums, commitment, stock and facts follow. RuleBroken 404, 403, 409."""
    order, _rule = order_for(order_id, Step.SIGN_ADDENDUM, side=side, version=version, actor=actor)
    made = _proposed(order)
    if made.proposed_side == side:
        raise RuleBroken("own_proposal", "Usulan ini dari pihak Anda; pihak lain yang menandatangani.", status=409)
    _own_side(order, side, actor)
    if made.proposed_by_id is not None:
        refuse_self(actor, [made.proposed_by_id], "Yang mengusulkan adendum tidak menandatangani bagi pihak lain.")
    signatures.sign(made, side, order, actor)
    order.versions.filter(state=VersionState.IN_FORCE).update(state=VersionState.REPLACED)
    made.state, made.in_force_at = VersionState.IN_FORCE, clock.now()
    made.save(update_fields=["state", "in_force_at"])
    _write(order, made)
    ledgers.change(order, actor)
    _back(order, Step.SIGN_ADDENDUM, side, actor, OrderState.PROCESS, addendum=made.number)
    _tell_facts(order, actor)
    base.tell_other(order, side, f"adendum {made.number} berlaku: {text.rupiah(order.total)}.", actor)
    handovers.whole_after_addendum(order, side=side, actor=actor)
    return order


@transaction.atomic
def refuse(*, order_id: int, version: int, side: Side, note: str, actor: Actor) -> Order:
    """The other side does not sign: the order goes on as it was. RuleBroken 404, 403, 409, 422."""
    order, _rule = order_for(order_id, Step.REFUSE_ADDENDUM, side=side, version=version, actor=actor, note=note)
    made = _proposed(order)
    if made.proposed_side == side:
        raise RuleBroken("own_proposal", "Usulan ini dari pihak Anda; tarik bila tidak jadi.", status=409)
    return _dropped(order, made, Step.REFUSE_ADDENDUM, side, actor, note)


@transaction.atomic
def withdraw(*, order_id: int, version: int, side: Side, actor: Actor) -> Order:
    """The proposer takes it back before it was signed. RuleBroken 404, 403, 409."""
    order, _rule = order_for(order_id, Step.WITHDRAW_ADDENDUM, side=side, version=version, actor=actor)
    made = _proposed(order)
    if made.proposed_side != side:
        raise RuleBroken("not_proposal", "Usulan ini dari pihak lain; tolak bila tidak setuju.", status=409)
    return _dropped(order, made, Step.WITHDRAW_ADDENDUM, side, actor)


def lapse(order: Order, actor: Actor) -> None:
    """Nobody answered: the proposal is off the table, the order goes on as it was. The caller holds it."""
    made = _proposed(order)
    _dropped(order, made, Step.ADDENDUM_LAPSED, Side.TIME, actor)
    base.tell_officers(order, "usulan adendum tidak dijawab dan gugur.", actor)


def _dropped(order: Order, made: OrderVersion, step: Step, side: Side, actor: Actor, note: str = "") -> Order:
    made.state = VersionState.REFUSED
    made.save(update_fields=["state"])
    _back(order, step, side, actor, OrderState.PROCESS, note=note, addendum=made.number)
    base.tell_other(order, Side.BUYER if side is Side.TIME else side, f"adendum {made.number} tidak berlaku.", actor)
    return order


def _back(
    order: Order, step: Step, side: Side, actor: Actor, target: OrderState, *, note: str = "", addendum: int
) -> None:
    source, order.state = order.state, target
    terms.begin(order)
    base.step(order, step.value, actor=actor, side=side, source=source, note=note.strip(), addendum=addendum)


def _proposed(order: Order) -> OrderVersion:
    found = order.versions.filter(state=VersionState.PROPOSED).first()
    if found is None:
        raise RuleBroken("nothing_proposed", "Tidak ada adendum yang menunggu.", status=409)
    return found


def _own_side(order: Order, side: Side, actor: Actor) -> None:
    """For the buyer the PPK of the order signs; nobody signs for both sides."""
    if side is Side.FIRM:
        refuse_self(actor, [order.buyer_id, order.ppk_id], "Anda bertindak untuk pembeli dalam pesanan ini.")
    elif order.buyer_id != order.ppk_id:
        refuse_self(actor, [order.buyer_id], "Yang membeli tidak menandatangani pembeliannya sendiri.")
    if side is Side.BUYER:
        apart.insist(order, Part.SIGNER, actor)


def _changed(order: Order, changes: Changes) -> tuple[Order, list[OrderLine]]:
    """The order and its lines as they would be; nothing is written. RuleBroken 422 where nothing changes or a line
    would be less than was sent."""
    lines = list(order.lines.select_related("deliver_to"))
    least = least_of(order)
    named = {*changes.quantities, *changes.freights, *changes.tax_percents}
    if not changes.kinds or not named <= {line.pk for line in lines}:
        raise RuleBroken("nothing_changes", "Isi apa yang berubah.", PERPRES_54)
    if changes.due_on is not None and changes.due_on < clock.today():
        raise RuleBroken("day_past", "Hari tiba yang baru sudah lewat.", PERPRES_54)
    for line in lines:
        _change(order, line, changes, least.get(line.pk, ZERO))
    handed = handed_over(order)
    for line in lines:
        had = handed.get((line.pk, None))
        if had is not None and had.quantity == line.quantity and had.amount != line.total:
            told = f"{line.name} sudah diserahterimakan seluruhnya; nilainya tidak berubah lagi."
            raise RuleBroken("handed_over_already", told, PERPRES_54)
    if not any(line.quantity for line in lines):
        raise RuleBroken(
            "nothing_left", "Paling sedikit satu baris tetap; untuk melepas seluruh pesanan, minta pembatalan.",
            PERPRES_54,
        )  # fmt: skip
    changed = copy(order)
    write_total(changed, lines)
    if order.kind == OrderKind.CALL_OFF:
        changed.cap = changed.total
    changed.term_to = changes.due_on or order.term_to
    changed.terms = order.terms if changes.terms is None else changes.terms.strip()
    return changed, lines


def _change(order: Order, line: OrderLine, changes: Changes, least: Decimal) -> None:
    """Write a line as it would be. Zero gives it up, freight and all; what is cut down to just what was taken over
    costs what both sides have signed for, so that the rest leaves nothing behind."""
    quantity = to_sen(changes.quantities.get(line.pk, line.quantity))
    freight = to_sen(changes.freights.get(line.pk, line.freight))
    if quantity < least or quantity < 0 or freight < 0:
        raise RuleBroken(
            "below_delivered", f"{line.name}: jumlah paling sedikit {text.number(least)}, yang sudah dikirim atau "
            "dipanggil; ongkos kirim tidak di bawah nol.", PERPRES_54,
        )  # fmt: skip
    percent = changes.tax_percents.get(line.pk)
    if percent is not None and not 0 <= percent <= 100:
        raise RuleBroken("tax_percent", f"{line.name}: tarif pajak antara 0 dan 100 persen.")
    told_more = freight != line.freight or percent is not None
    if quantity == line.quantity and not told_more:
        line.due_on = changes.due_on or line.due_on
        return
    if quantity == 0 or (quantity == line.accepted and quantity < line.quantity and not told_more):
        whole = Sum(line.goods, line.freight, line.tax)
        write_sums(line, part_of(whole, quantity=quantity, ordered=line.quantity) if line.quantity else Sum())
        line.quantity, line.due_on = quantity, changes.due_on or line.due_on
        return
    sums = sum_of_line(line, order, quantity=quantity, price=line.unit_price, freight=freight)
    if percent is not None:
        tax = (sums.bare * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)
        sums, line.tax_percent = Sum(sums.goods, sums.freight, to_sen(tax)), percent
    line.quantity, line.due_on = quantity, changes.due_on or line.due_on
    write_sums(line, sums)


def _within(order: Order, changed: Order) -> None:
    """RuleBroken 422 beyond the dated percentage of what was first signed."""
    row = book_for(order.government_id).row("beli.perubahan.persen")
    first = order.first_total or order.total
    if changed.total * 100 > first * (100 + row.number):
        most = to_sen(first * (100 + row.number) / 100)
        raise RuleBroken(
            "addendum_limit",
            f"Nilai baru {text.rupiah(changed.total)} melampaui {text.rupiah(most)}, yaitu nilai awal ditambah "
            f"{text.number(row.number)} persen.",
            f"{row.citation}, {row.article}",
        )


def _write(order: Order, made: OrderVersion) -> None:
    """Copy what both have signed into the order and its lines."""
    content = made.content
    told = {row["position"]: row for row in content["lines"]}
    lines: Sequence[OrderLine] = list(order.lines.all())
    for line in lines:
        row = told[line.position]
        line.quantity, line.tax_percent = Decimal(row["quantity"]), Decimal(row["tax_percent"])
        write_sums(line, Sum(Decimal(row["goods"]), Decimal(row["freight"]), Decimal(row["tax"])))
        line.due_on = date.fromisoformat(row["due_on"]) if row["due_on"] else None
        line.save()
    write_total(order, lines)
    order.cap = None if content["cap"] is None else Decimal(content["cap"])
    order.term_to = date.fromisoformat(content["term_to"]) if content["term_to"] else None
    order.terms = content["terms"]


def _tell_facts(order: Order, actor: Actor) -> None:
    """The contract counts net of its addenda, under the day on which it was signed."""
    assert order.signed_at is not None  # only a signed order is amended
    if order.kind == OrderKind.CALL_OFF:
        return
    base.reached(order, Stage.ORDERED, day=clock.wib(order.created_at).date(), actor=actor)
    base.reached(order, Stage.CONTRACTED, day=clock.wib(order.signed_at).date(), actor=actor)
