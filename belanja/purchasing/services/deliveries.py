"""Consignments: the firm prepares and sends them, the unit records their arrival and inspects them, what was rejected
is replaced. Every write holds the order first, so that two consignments never hold the same goods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal.services import Actor
from belanja.rules.buying import receipt
from belanja.rules.buying.reasons import REASONS, Use, reasons_for
from belanja.rules.buying.states import DeliveryState, OrderKind, OrderState, ShipmentState, Side
from belanja.rules.buying.steps import Axis, Rule, Step, rule_for
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role

from ..models import CallOff, Delivery, DeliveryLine, Order
from ..selectors import deliveries as selectors
from . import base

_ZERO = Decimal(0)
#: States of an order in which goods move; an addendum that waits does not stop a lorry.
MOVING = (OrderState.PROCESS, OrderState.ADDENDUM)


@dataclass(frozen=True)
class Found:
    """What the inspection found of one line of a consignment; what is neither accepted nor rejected did not come."""

    accepted: Decimal
    rejected: Decimal = _ZERO
    reason: str = ""
    note: str = ""


@transaction.atomic
def prepare(
    *,
    order_id: int,
    version: int | None,
    lines: Mapping[int, Decimal],
    actor: Actor,
    deliver_to_id: int | None = None,
    address: str = "",
    courier: str = "",
    note: str = "",
    call_id: int | None = None,
    replaces_id: int | None = None,
) -> Delivery:
    """The firm puts together a consignment to one place: quantities by id of order line. Of a call-off it names the
    call; a replacement names the consignment of which something was rejected.

    Raises RuleBroken 404 for strangers, 409 for a stale page, an order that is not running, or more than is still to
    come, 422 for an empty consignment or a call that is not there.
    """
    order = base.locked(order_id)
    base.firm_side(actor, order)
    base.still(order, version)
    base.be(order, *MOVING, told="Kiriman disiapkan untuk pesanan yang sedang diproses.")
    rule = rule_for(Axis.SHIPMENT, Step.PREPARE, order.shipment, Side.FIRM)
    replaces = _replaced(order, replaces_id)
    call = _call(order, replaces.call_id if replaces else call_id)
    wanted = {line_id: quantity for line_id, quantity in lines.items() if quantity}
    _check_room(order, wanted, call, replaces)
    delivery = Delivery.objects.create(
        order=order,
        number=order.deliveries.count() + 1,
        state=DeliveryState.PREPARED,
        deliver_to_id=deliver_to_id or (replaces.deliver_to_id if replaces else None),
        address=(address or (call.address if call else "") or (replaces.address if replaces else "")).strip()[:300],
        courier=courier.strip()[:160],
        note=note.strip()[:300],
        call=call,
        replaces=replaces,
        prepared_at=clock.now(),
    )
    DeliveryLine.objects.bulk_create(
        [DeliveryLine(delivery=delivery, line_id=line_id, sent=quantity) for line_id, quantity in wanted.items()]
    )
    _move(order, rule, actor, Side.FIRM, delivery)
    return delivery


@transaction.atomic
def discard(*, delivery_id: int, version: int | None, actor: Actor) -> None:
    """The firm takes a consignment apart that has not left; its goods are still to come. RuleBroken 404, 409."""
    delivery, order = _taken(delivery_id)
    base.firm_side(actor, order)
    base.still(order, version)
    _in(delivery, DeliveryState.PREPARED)
    if delivery.number != order.deliveries.count():
        raise RuleBroken("not_the_last", "Hanya kiriman terakhir yang dapat dibongkar.", status=409)
    number = delivery.number
    delivery.delete()
    base.step(order, Step.PREPARE, actor=actor, side=Side.FIRM, source=order.shipment, target=order.shipment,
              note=f"Kiriman {number} dibongkar lagi.", delivery=number, discarded=True)  # fmt: skip


@transaction.atomic
def send(*, delivery_id: int, version: int | None, actor: Actor, courier: str = "") -> Delivery:
    """The consignment leaves. Raises RuleBroken 404 for strangers, 409 for one that has left or a stale page."""
    delivery, order = _taken(delivery_id)
    base.firm_side(actor, order)
    base.still(order, version)
    base.be(order, *MOVING, told="Hanya pesanan yang sedang diproses yang dikirim.")
    rule = rule_for(Axis.SHIPMENT, Step.SHIP, order.shipment, Side.FIRM)
    _in(delivery, DeliveryState.PREPARED)
    delivery.state, delivery.sent_at = DeliveryState.SENT, clock.now()
    delivery.courier = courier.strip()[:160] or delivery.courier
    delivery.save(update_fields=["state", "sent_at", "courier"])
    for one in delivery.lines.select_related("line").order_by("line_id"):
        if delivery.replaces_id:
            one.line.rejected -= one.sent
        else:
            one.line.sent += one.sent
        one.line.save(update_fields=["sent", "rejected"])
    _move(order, rule, actor, Side.FIRM, delivery)
    base.tell_officers(order, f"kiriman {delivery.number} sedang dikirim.", actor, roles=(Role.PPTK,))
    return delivery


@transaction.atomic
def arrive(
    *, delivery_id: int, version: int | None, day: date, actor: Actor, by_firm: bool = False, note: str = ""
) -> Delivery:
    """A consignment is there: recorded by the PPTK or PPK, or told by the firm with where its proof is (`note`); the
    inspection may set the day right.

    Raises RuleBroken 403/404 for a missing duty, 409 for one that is not under way, 422 for a day that cannot be.
    """
    delivery, order = _taken(delivery_id)
    side = Side.FIRM if by_firm else Side.BUYER
    if by_firm:
        base.firm_side(actor, order)
        if len(note.strip()) < 5:
            raise RuleBroken("proof_missing", "Tulis bukti tibanya: nama penerima atau nomor tanda terima.")
    else:
        base.officer(actor, Duty.RECEIVE_GOODS, order)
    base.still(order, version)
    rule = rule_for(Axis.SHIPMENT, Step.ARRIVE, order.shipment, side)
    _in(delivery, DeliveryState.SENT)
    delivery.state, delivery.arrived_on = DeliveryState.ARRIVED, _day(delivery, day)
    delivery.save(update_fields=["state", "arrived_on"])
    _end_silent(order)
    _move(order, rule, actor, side, delivery, note=note.strip()[:300], arrived_on=day.isoformat())
    if by_firm:
        told = f"menurut penyedia kiriman {delivery.number} tiba {day:%d-%m-%Y}; mohon diperiksa."
        base.tell_officers(order, told, actor, roles=(Role.PPTK,))
    return delivery


@transaction.atomic
def inspect(
    *,
    delivery_id: int,
    version: int | None,
    found: Mapping[int, Found],
    works: bool,
    complete: bool,
    in_time: bool,
    actor: Actor,
    finding: str = "",
    arrived_on: date | None = None,
) -> Delivery:
    """Look at what came: function, quantity, time, and for every line (by id of the order line) how much is accepted
    and rejected. Finds the late penalty anew.

    Raises RuleBroken 403/404 for a missing duty or a firm of one's own, 409 for a consignment that is not there yet or
    was inspected, 422 for more than was sent or a rejection without its reason.
    """
    delivery, order = _taken(delivery_id)
    base.officer(actor, Duty.RECEIVE_GOODS, order)
    base.still(order, version)
    rule = rule_for(Axis.SHIPMENT, Step.INSPECT, order.shipment, Side.BUYER)
    _in(delivery, DeliveryState.ARRIVED)
    if arrived_on is not None:
        delivery.arrived_on = _day(delivery, arrived_on)
    delivery.works, delivery.complete, delivery.in_time = works, complete, in_time
    delivery.finding = finding.strip()[:4000]
    take_in(order, delivery, found, actor)
    _end_silent(order)
    note = "; ".join(f"{REASONS[one.reason].label}: {one.rejected.normalize():f}" for one in found.values()
                     if one.rejected)  # fmt: skip
    _move(order, rule, actor, Side.BUYER, delivery, note=note, penalty=str(order.penalty))
    told = f"kiriman {delivery.number} sudah diperiksa" + (", sebagian ditolak." if note else " dan diterima.")
    base.tell_firm(order, told, actor)
    return delivery


def take_in(order: Order, delivery: Delivery, found: Mapping[int, Found], actor: Actor) -> None:
    """Write what an inspection found into consignment and order; the caller holds the order and moves it on."""
    lines = list(delivery.lines.select_related("line").order_by("line_id"))
    if set(found) != {one.line_id for one in lines}:
        raise RuleBroken("inspection_lines", "Isi hasil pemeriksaan setiap barang dalam kiriman ini.")
    for one in lines:
        result = found[one.line_id]
        _check_found(one, result)
        one.accepted, one.rejected = result.accepted, result.rejected
        one.reason_code, one.note = result.reason if result.rejected else "", result.note.strip()[:300]
        one.save(update_fields=["accepted", "rejected", "reason_code", "note"])
        missing = one.sent - one.accepted - one.rejected
        one.line.accepted += one.accepted
        one.line.rejected += one.rejected + (missing if delivery.replaces_id else _ZERO)
        one.line.sent -= _ZERO if delivery.replaces_id else missing
        one.line.save(update_fields=["sent", "accepted", "rejected"])
    delivery.state, delivery.inspected_at = DeliveryState.INSPECTED, clock.now()
    delivery.inspected_by_id = actor.user_id
    delivery.inspected_by_label = actor.doing([Duty.RECEIVE_GOODS.value], order.unit_id).label
    delivery.save()
    order.penalty = _penalty(order)


def shipment_of(order: Order) -> ShipmentState:
    """Where the goods are after an inspection or a partial hand-over: confirmed once nothing is to come any more."""
    came = selectors.accepted(order)
    to_come = any(came.get(key, _ZERO) < piece.wanted for key, piece in selectors.pieces(order).items())
    under_way = order.deliveries.exclude(state=DeliveryState.INSPECTED).exists()
    return ShipmentState.PROCESSING if to_come or under_way else ShipmentState.BUYER_CONFIRMED


def _move(
    order: Order, rule: Rule, actor: Actor, side: Side, delivery: Delivery, *, note: str = "", **told: Any
) -> None:
    before = order.shipment
    order.shipment = rule.targets[0] if len(rule.targets) == 1 else shipment_of(order)
    base.step(
        order,
        rule.step,
        actor=actor,
        side=side,
        source=before,
        target=order.shipment,
        note=note,
        delivery=delivery.number,
        **told,
    )


def _end_silent(order: Order) -> None:
    """What silence has proposed falls away as soon as something happens to the goods."""
    waiting = selectors.open_handover(order.pk)
    if waiting is not None and waiting.by_silence:
        waiting.refused_at, waiting.refusal = clock.now(), "Diganti: ada kiriman atau pemeriksaan sesudahnya."
        waiting.save(update_fields=["refused_at", "refusal"])


def _taken(delivery_id: int) -> tuple[Delivery, Order]:
    """A consignment under the lock of its order. Raises RuleBroken 404."""
    known = Delivery.objects.filter(pk=delivery_id).values_list("order_id", flat=True).first()
    if known is None:
        raise RuleBroken("not_found", "Kiriman ini tidak ditemukan.", status=404)
    order = base.locked(known)
    delivery = Delivery.objects.select_related("replaces").filter(pk=delivery_id).first()
    if delivery is None:
        raise RuleBroken("not_found", "Kiriman ini tidak ditemukan.", status=404)
    return delivery, order


def _in(delivery: Delivery, state: DeliveryState) -> None:
    if delivery.state != state:
        label = DeliveryState(delivery.state).label.lower()
        raise RuleBroken(
            "delivery_state", f"Kiriman {delivery.number} sekarang {label}. Muat ulang halaman.", status=409
        )


def _day(delivery: Delivery, day: date) -> date:
    sent = clock.wib(delivery.sent_at).date() if delivery.sent_at else day
    if not sent <= day <= clock.today():
        raise RuleBroken("arrival_day", f"Tanggal tiba antara {sent:%d-%m-%Y} (dikirim) dan hari ini.")
    return day


def _replaced(order: Order, delivery_id: int | None) -> Delivery | None:
    if delivery_id is None:
        return None
    found = Delivery.objects.filter(pk=delivery_id, order=order, state=DeliveryState.INSPECTED).first()
    if found is None:
        raise RuleBroken("replaces_nothing", "Pilih kiriman yang sebagian ditolak.")
    return found


def _call(order: Order, call_id: int | None) -> CallOff | None:
    if order.kind != OrderKind.CALL_OFF:
        return None
    found = CallOff.objects.filter(pk=call_id or 0, order=order, cancelled_at__isnull=True).first()
    if found is None:
        raise RuleBroken("call_missing", "Pilih panggilan yang dipenuhi kiriman ini.")
    return found


def _check_room(order: Order, wanted: Mapping[int, Decimal], call: CallOff | None, replaces: Delivery | None) -> None:
    """No more than is still to come, by line. Names the line that has too much."""
    if not wanted or any(quantity < 0 for quantity in wanted.values()):
        raise RuleBroken("delivery_empty", "Isi jumlah paling sedikit satu barang.")
    if replaces is not None:
        room = selectors.still_to_replace(replaces)
    else:
        call_id = call.pk if call else None
        room = {line: left for (line, of), left in selectors.still_to_send(order).items() if of == call_id}
    names = dict(order.lines.values_list("pk", "name"))
    for line_id, quantity in wanted.items():
        left = max(room.get(line_id, _ZERO), _ZERO)
        if quantity > left:
            name = names.get(line_id, "Barang ini")
            raise RuleBroken("too_much_sent", f"{name}: tinggal {left.normalize():f} yang belum dikirim.", status=409)


def _check_found(line: DeliveryLine, result: Found) -> None:
    name = line.line.name
    if result.accepted < 0 or result.rejected < 0 or result.accepted + result.rejected > line.sent:
        raise RuleBroken(
            "inspection_sum", f"{name}: diterima dan ditolak paling banyak {line.sent.normalize():f} bersama."
        )
    if not result.rejected:
        return
    reason = next((one for one in reasons_for(Use.REJECT_GOODS) if one.code == result.reason), None)
    if reason is None:
        raise RuleBroken("rejection_reason", f"{name}: pilih alasan penolakan.")
    if reason.needs_note and len(result.note.strip()) < 5:
        raise RuleBroken("rejection_note", f"{name}: tuliskan alasan penolakannya.")


def _penalty(order: Order) -> Decimal:
    book = institutions.book(government_id=order.government_id, on=clock.today())
    contract = order.goods + order.freight
    return receipt.penalty(selectors.late_parts(order), contract=contract, book=book)


def all_accepted(deliveries: Sequence[Delivery]) -> dict[int, dict[int, Found]]:
    """What an inspection that finds nothing wrong says of each consignment."""
    return {one.pk: {line.line_id: Found(line.sent) for line in one.lines.all()} for one in deliveries}
