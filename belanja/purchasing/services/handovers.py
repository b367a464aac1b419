"""Hand-overs (BAST): what was accepted is taken over by both sides, in parts or as a whole. Silence only proposes."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.journal.services import Actor
from belanja.rules.buying.amounts import part_of
from belanja.rules.buying.posts import of_ppk
from belanja.rules.buying.states import DeliveryState, OrderKind, OrderState, ShipmentState, Side
from belanja.rules.buying.steps import Axis, Step, rule_for
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role
from belanja.rules.separation import Part
from belanja.rules.working_days import working_days_after

from ..models import Delivery, Handover, Order
from ..selectors import deliveries as selectors
from . import apart, base, payments
from .deliveries import all_accepted, shipment_of, take_in
from .settlements import settlement

_ZERO = Decimal(0)
Key = tuple[int, int | None]


@transaction.atomic
def propose(
    *, order_id: int, version: int | None, day: date, actor: Actor, side: Side, closing: bool = False
) -> Handover:
    """One side draws up the BAST over everything accepted and not handed over yet, and signs it; the other agrees or
    refuses. `closing`: of a call-off, that nothing more will be called.

    Raises RuleBroken 403/404 for a missing duty or a stranger, 409 where nothing was accepted, one already waits, the
    order is not running, or the page is stale; 422 for a day that cannot be.
    """
    order = base.locked(order_id)
    _signer(order, actor, side)
    base.still(order, version)
    base.be(order, OrderState.PROCESS, told="Serah terima hanya untuk pesanan yang sedang diproses.")
    rule_for(Axis.SHIPMENT, Step.HAND_OVER, order.shipment, side)
    _none_waits(order)
    if not (order.signed_at and clock.wib(order.signed_at).date() <= day <= clock.today()):
        raise RuleBroken("handover_day", "Tanggal BAST antara tanda tangan pesanan dan hari ini.")
    handover = _draw_up(order, selectors.accepted(order), day, closing=closing, by_silence=False)
    _sign(handover, side, actor)
    handover.save()
    _told(order, handover, actor, side, f"BAST {handover.number} diusulkan.")
    return handover


@transaction.atomic
def agree(*, handover_id: int, version: int | None, actor: Actor, side: Side) -> Handover:
    """The other side signs. Of a proposal that silence made the PPK first takes in what nobody inspected.

    Raises RuleBroken 403/404, 409 for one that was refused or signed, or a stale page.
    """
    handover, order = _taken(handover_id)
    _signer(order, actor, side)
    base.still(order, version)
    base.be(order, OrderState.PROCESS, told="Serah terima hanya untuk pesanan yang sedang diproses.")
    rule = rule_for(Axis.SHIPMENT, Step.HAND_OVER, order.shipment, side)
    _waiting(handover, side)
    if handover.by_silence and side is Side.BUYER:
        _accept_unseen(order, actor)
    _still_true(order, handover)
    _sign(handover, side, actor)
    handover.save()
    if handover.buyer_signed_at is None or handover.firm_signed_at is None:
        _told(order, handover, actor, side, f"BAST {handover.number} ditandatangani {side.label.lower()}.")
        return handover
    before = order.shipment
    account = settlement(order)
    account.handed_over += handover.amount
    account.save()
    order.shipment = ShipmentState.COMPLETED if handover.whole else shipment_of(order)
    if handover.whole:
        order.handed_over_at = clock.now()
    base.step(order, rule.step, actor=actor, side=side, source=before, target=order.shipment,
              handover=handover.number, amount=str(handover.amount), whole=handover.whole)  # fmt: skip
    # Calls are complete in themselves: what is received of a call-off grows with every hand-over.
    if handover.whole or order.kind == OrderKind.CALL_OFF:
        base.reached(order, Stage.RECEIVED, day=handover.day, actor=actor, amounts=selectors.received_amounts(order))
    return handover


@transaction.atomic
def refuse(*, handover_id: int, version: int | None, reason: str, actor: Actor, side: Side) -> Handover:
    """A side does not agree to a proposal, its own or the other's, and says why; what was accepted stays accepted.
    Raises RuleBroken 403/404, 409, 422 without words."""
    handover, order = _taken(handover_id)
    _signer(order, actor, side)
    base.still(order, version)
    _waiting(handover, None)
    if len(reason.strip()) < 10:
        raise RuleBroken("reason_missing", "Tulis alasannya, paling sedikit 10 huruf.")
    handover.refused_at, handover.refusal = clock.now(), reason.strip()[:300]
    handover.save(update_fields=["refused_at", "refusal"])
    _told(order, handover, actor, side, f"BAST {handover.number} ditolak: {handover.refusal}")
    return handover


@transaction.atomic
def close_call_off(*, order_id: int, actor: Actor) -> Order:
    """After its term a call-off whose calls are all handed over has been received as a whole: said by the PPK, or by
    the daily pass. One that is paid already ends with it. Raises RuleBroken 403/404, 409 before that."""
    order = base.locked(order_id)
    if actor is not base.CALENDAR:
        _signer(order, actor, Side.BUYER)
    base.be(order, OrderState.PROCESS, told="Hanya pesanan bertahap yang berjalan yang ditutup.")
    if order.handed_over_at is not None:
        return order
    handed = selectors.handed_over(order)
    left = [k for k, one in selectors.pieces(order).items() if handed.get(k, selectors.Taken()).quantity < one.wanted]
    if order.kind != OrderKind.CALL_OFF or left or not handed or not _closes(order, closing=False):
        raise RuleBroken(
            "call_off_open", "Masa pesanan belum lewat, atau ada panggilan yang belum diserahterimakan.", status=409
        )
    _received(order, actor, Side.BUYER, "Masa pesanan berakhir; semua panggilan sudah diserahterimakan.")
    return order


def whole_after_addendum(order: Order, *, side: Side, actor: Actor) -> None:
    """An addendum gave up what was still to come: where both sides have signed for all that stays, the order has been
    received as a whole. The caller holds it."""
    handed = selectors.handed_over(order)
    left = [k for k, one in selectors.pieces(order).items() if handed.get(k, selectors.Taken()).quantity < one.wanted]
    if order.kind != OrderKind.ONCE or order.handed_over_at is not None or left:
        return
    _received(order, actor, side, "Sisanya dilepas dengan adendum; semua yang tetap sudah diserahterimakan.")


def _received(order: Order, actor: Actor, side: Side, note: str) -> None:
    """Nothing more is to come and all of it was handed over: told without another paper. Where all of it was paid
    before, the order ends with it."""
    before = order.shipment
    order.shipment, order.handed_over_at = ShipmentState.COMPLETED, clock.now()
    base.step(order, Step.HAND_OVER, actor=actor, side=side, source=before, target=order.shipment, note=note)
    base.reached(order, Stage.RECEIVED, day=clock.today(), actor=actor, amounts=selectors.received_amounts(order))
    payments.finish(order, settlement(order), actor)


@transaction.atomic
def propose_by_silence(*, order_id: int) -> Handover | None:
    """Draw up what nobody inspected or handed over within the dated working days; the PPK confirms or inspects. None
    where nothing is that old. Twice does no harm."""
    order = base.locked(order_id)
    if order.state != OrderState.PROCESS or selectors.open_handover(order.pk) is not None:
        return None
    days = int(institutions.parameter("beli.serah_terima.hari", government_id=order.government_id, on=clock.today()))
    if not _overdue(order, days):
        return None
    rule = rule_for(Axis.SHIPMENT, Step.PROPOSE_HANDOVER, order.shipment, Side.TIME)
    amounts = dict(selectors.accepted(order))
    for delivery in _unseen(order):
        for line in delivery.lines.all():
            key = (line.line_id, delivery.call_id)
            amounts[key] = amounts.get(key, _ZERO) + line.sent
    handover = _draw_up(order, amounts, clock.today(), closing=False, by_silence=True)
    handover.save()
    base.step(order, rule.step, actor=base.CALENDAR, side=Side.TIME, source=order.shipment, target=order.shipment,
              note=f"Barang tiba lebih dari {days} hari kerja lalu.", handover=handover.number)  # fmt: skip
    told = f"serah terima diusulkan karena {days} hari kerja berlalu; mohon disetujui atau diperiksa."
    base.tell_officers(order, told, base.CALENDAR, roles=(Role.PPTK,))
    told = of_ppk("serah terima diusulkan karena barang belum diperiksa; PPK diberi tahu.", Role(order.ppk_role))
    base.tell_firm(order, told, base.CALENDAR)
    return handover


def _draw_up(order: Order, accepted: Mapping[Key, Decimal], day: date, *, closing: bool, by_silence: bool) -> Handover:
    """What is accepted and not handed over, at contract price. The amount of a part is what all of it up to here is
    worth less what was signed for before: so the parts add up to the whole, also across an addendum."""
    pieces, before = selectors.pieces(order), selectors.handed_over(order)
    rows: list[dict[str, Any]] = []
    for key, piece in pieces.items():
        had, has = before.get(key, selectors.Taken()), accepted.get(key, _ZERO)
        if has > had.quantity:
            amount = part_of(piece.worth, quantity=has, ordered=piece.wanted).total - had.amount
            quantity = str(has - had.quantity)
            rows.append({"line": key[0], "call": key[1], "quantity": quantity, "amount": str(amount)})
    if not rows:
        raise RuleBroken("nothing_accepted", "Belum ada barang diterima yang belum diserahterimakan.", status=409)
    everything = all(accepted.get(key, _ZERO) >= piece.wanted for key, piece in pieces.items())
    return Handover(
        order=order,
        number=order.handovers.count() + 1,
        day=day,
        whole=everything and (order.kind != OrderKind.CALL_OFF or _closes(order, closing)),
        amount=sum((Decimal(row["amount"]) for row in rows), _ZERO),
        content=rows,
        by_silence=by_silence,
        at=clock.now(),
    )


def _closes(order: Order, closing: bool) -> bool:
    """A call-off ends when its term is over, or both sides sign that nothing more will be called."""
    return closing or (order.term_to is not None and order.term_to < clock.today())


def _signer(order: Order, actor: Actor, side: Side) -> None:
    if side is Side.FIRM:
        base.firm_side(actor, order)
    else:
        base.officer(actor, Duty.ACCEPT_GOODS, order)
        apart.insist(order, Part.SIGNER, actor)


def _sign(handover: Handover, side: Side, actor: Actor) -> None:
    if side is Side.FIRM:
        handover.firm_signed_at, handover.firm_by_id = clock.now(), actor.user_id
    else:
        handover.buyer_signed_at, handover.buyer_by_id = clock.now(), actor.user_id


def _waiting(handover: Handover, side: Side | None) -> None:
    """The proposal must still wait, for this side where one is named."""
    both = handover.buyer_signed_at and handover.firm_signed_at
    mine = {Side.FIRM: handover.firm_signed_at, Side.BUYER: handover.buyer_signed_at}.get(side) if side else None
    if handover.refused_at or both or mine:
        told = "ditolak" if handover.refused_at else "ditandatangani"
        raise RuleBroken("handover_decided", f"BAST {handover.number} sudah {told}. Muat ulang halaman.", status=409)


def _none_waits(order: Order) -> None:
    waiting = selectors.open_handover(order.pk)
    if waiting is not None:
        raise RuleBroken(
            "handover_waits", f"BAST {waiting.number} masih menunggu tanda tangan; selesaikan dahulu.", status=409
        )


def _still_true(order: Order, handover: Handover) -> None:
    """An addendum may have changed what the goods are worth since the proposal was drawn up."""
    told = {key: one.quantity for key, one in selectors.handed_over(order).items()}
    for row in handover.content:
        key = (row["line"], row["call"])
        told[key] = told.get(key, _ZERO) + Decimal(row["quantity"])
    now = _draw_up(order, told, handover.day, closing=handover.whole, by_silence=handover.by_silence)
    if (now.amount, now.content, now.whole) != (handover.amount, handover.content, handover.whole):
        raise RuleBroken(
            "handover_outdated",
            f"Pesanan berubah sejak BAST {handover.number} diusulkan. Tolak usulan ini, lalu usulkan lagi.",
            status=409,
        )


def _unseen(order: Order) -> list[Delivery]:
    """Consignments that came and were not inspected."""
    return list(order.deliveries.filter(state=DeliveryState.ARRIVED).prefetch_related("lines").order_by("number"))


def _accept_unseen(order: Order, actor: Actor) -> None:
    """The PPK takes in, as sent, what came before the proposal that he confirms."""
    unseen = _unseen(order)
    found = all_accepted(unseen)
    for delivery in unseen:
        delivery.finding = "Diterima tanpa pemeriksaan tersendiri, atas usulan sesudah tenggat."
        take_in(order, delivery, found[delivery.pk], actor)


def _overdue(order: Order, days: int) -> bool:
    """Whether something came, or was accepted, that many working days ago and was not handed over since."""
    today = clock.today()
    came = [one.arrived_on for one in _unseen(order) if one.arrived_on]
    handed, accepted = selectors.handed_over(order), selectors.accepted(order)
    if any(quantity > handed.get(key, selectors.Taken()).quantity for key, quantity in accepted.items()):
        last = order.deliveries.filter(state=DeliveryState.INSPECTED).order_by("-inspected_at").first()
        if last is not None and last.inspected_at is not None:
            came.append(clock.wib(last.inspected_at).date())
    off = working_days.holidays(order.government_id)
    return any(working_days_after(day, days, off) < today for day in came)


def _taken(handover_id: int) -> tuple[Handover, Order]:
    known = Handover.objects.filter(pk=handover_id).values_list("order_id", flat=True).first()
    if known is None:
        raise RuleBroken("not_found", "BAST ini tidak ditemukan.", status=404)
    order = base.locked(known)
    return Handover.objects.get(pk=handover_id), order


def _told(order: Order, handover: Handover, actor: Actor, side: Side, words: str) -> None:
    """A step that leaves the goods where they are: written, and told to the other side."""
    base.step(order, Step.HAND_OVER, actor=actor, side=side, source=order.shipment, target=order.shipment,
              note=words, handover=handover.number, amount=str(handover.amount))  # fmt: skip
    if side is Side.FIRM:
        base.tell_officers(order, words, actor)
    else:
        base.tell_firm(order, words, actor)
