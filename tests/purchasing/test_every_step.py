"""The whole table of steps against every role: each row that a person takes is tried by everybody, so that a step added
without its trial fails here. Who may is written down a second time on purpose."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.purchasing.models import Delivery, Handover, Order
from belanja.purchasing.services import addenda, call_offs, deliveries, handovers, negotiation, orders
from belanja.purchasing.services.addenda import Changes
from belanja.purchasing.services.deliveries import Found
from belanja.purchasing.services.payment_terms import set_payment_terms
from belanja.purchasing.services.payments import close_outside
from belanja.rules.buying.states import Method, OrderKind, OrderState, Side
from belanja.rules.buying.steps import RULES, Axis, Rule, Step
from belanja.rules.channels import Mode
from tests.purchasing.test_who_may import ORDERS, PACKAGES, _seen, _try_each
from tests.purchasing.world import Office, agreed, office, said_of

pytestmark = pytest.mark.django_db

_O = OrderState
_B, _F = Side.BUYER, Side.FIRM
BUYERS, PPK, PA = {"pejabat_pengadaan", "ppk"}, {"ppk"}, {"pa"}
SELLERS, OWNER = {"pemilik", "admin_toko"}, {"pemilik"}
Made = Callable[[Office], Order]
Act = Callable[[Office, Order, Actor], object]
Key = tuple[Axis, Step, Side]


def _by(order: Order, actor: Actor) -> dict[str, Any]:
    return {"order_id": order.pk, "version": order.version, "actor": actor}


def _in(state: OrderState, **told: Any) -> Made:
    return lambda of: of.order(state, **told)


def _offered(side: Side) -> Made:
    """An offer of this side waits."""

    def make(of: Office) -> Order:
        order = of.order(_O.NEGOTIATION)
        actor = of.pp if side is _B else of.owner
        negotiation.offer(**_by(order, actor), side=side, lines=said_of(order, price="45000"), message="")
        return Order.objects.get(pk=order.pk)

    return make


def _wished(side: Side) -> Made:
    """This side asks to end the order."""

    def make(of: Office) -> Order:
        order = of.order(_O.PROCESS)
        actor = of.ppk if side is _B else of.owner
        told: dict[str, Any] = {"reason_code": "kesepakatan_para_pihak", "note": "Sepakat"}
        return orders.ask_cancel(**_by(order, actor), side=side, **told)

    return make


def _amended(side: Side) -> Made:
    """An addendum of this side waits."""

    def make(of: Office) -> Order:
        order = of.order(_O.PROCESS)
        actor = of.ppk if side is _B else of.owner
        addenda.propose(**_by(order, actor), side=side, changes=Changes(terms="Dirakit"), reason="Kebutuhan berubah")
        return Order.objects.get(pk=order.pk)

    return make


def _called(of: Office) -> Order:
    order = of.order(_O.PROCESS, kind=OrderKind.CALL_OFF, method=Method.DIRECT)
    _call(of, order, of.ppk)
    return Order.objects.get(pk=order.pk)


def _call(of: Office, order: Order, actor: Actor) -> object:
    return call_offs.call(**_by(order, actor), quantities={order.lines.get().pk: Decimal(2)}, wanted_on=clock.today())


def _sent(*done: str) -> Made:
    """Goods on their way: prepared, and what is named besides."""

    def make(of: Office) -> Order:
        order = of.order(_O.PROCESS)
        line = order.lines.get()
        one = deliveries.prepare(order_id=order.pk, version=None, lines={line.pk: line.quantity}, actor=of.owner)
        by: dict[str, Any] = {"delivery_id": one.pk, "version": None}
        if "sent" in done:
            deliveries.send(**by, actor=of.owner)
        if "there" in done:
            deliveries.arrive(**by, day=clock.today(), actor=of.pptk)
        if "seen" in done:
            _inspect(of, order, of.pptk)
        return Order.objects.get(pk=order.pk)

    return make


def _one() -> dict[str, Any]:
    return {"delivery_id": Delivery.objects.get().pk, "version": None}


def _inspect(of: Office, order: Order, actor: Actor) -> object:
    found = {line.pk: Found(line.quantity) for line in order.lines.all()}
    return deliveries.inspect(**_one(), found=found, works=True, complete=True, in_time=True, actor=actor)


def _whole(of: Office) -> Order:
    """Everything is handed over, and nothing was paid."""
    order = _sent("sent", "there", "seen")(of)
    handovers.propose(order_id=order.pk, version=None, day=clock.today(), actor=of.owner, side=_F)
    handovers.agree(handover_id=Handover.objects.get().pk, version=None, actor=of.ppk, side=_B)
    return Order.objects.get(pk=order.pk)


def _hand_over(side: Side) -> Act:
    return lambda of, o, a: handovers.propose(order_id=o.pk, version=None, day=clock.today(), actor=a, side=side)


def _terms(of: Office, order: Order, actor: Actor) -> object:
    return set_payment_terms(**_by(order, actor), advance=Decimal(0), retention_percent=Decimal(5))


def _large(of: Office) -> Order:
    return of.order(_O.DETERMINATION, quantity="30", by=of.ppk)


def _expired(of: Office, order: Order, actor: Actor) -> object:
    with clock.frozen(clock.now() + timedelta(days=15)):
        return negotiation.confirm_expiry(**_by(order, actor))


#: What the older matrix tries already, by its names: packages and the plain steps of orders.
TRIED: dict[Key, set[str]] = {
    (Axis.PACKAGE, Step.BEGIN, _B): {"mulai"},
    (Axis.PACKAGE, Step.EDIT, _B): {"rup", "baris"},
    (Axis.PACKAGE, Step.DESCRIBE, _B): {"terangkan"},
    (Axis.PACKAGE, Step.REQUEST, _B): {"ajukan"},
    (Axis.PACKAGE, Step.SEND, _B): {"kirim"},
    (Axis.PACKAGE, Step.CANCEL, _B): {"batalkan"},
    (Axis.ORDER, Step.CREATE, _B): {"kirim"},
    (Axis.ORDER, Step.OFFER, _B): {"tawar"},
    (Axis.ORDER, Step.OFFER, _F): {"tawar_penyedia"},
    (Axis.ORDER, Step.WITHDRAW, _F): {"mundur"},
    (Axis.ORDER, Step.CANCEL, _B): {"batal_negosiasi", "batal_tinjau", "batal_tunggu", "akhiri"},
    (Axis.ORDER, Step.APPROVE, _B): {"setujui"},
    (Axis.ORDER, Step.SIGN, _B): {"tanda_tangani"},
    (Axis.ORDER, Step.ACCEPT, _F): {"terima"},
    (Axis.ORDER, Step.DECLINE, _F): {"tolak"},
    (Axis.ORDER, Step.ASK_CANCEL, _B): {"minta_batal"},
    (Axis.ORDER, Step.PROPOSE_ADDENDUM, _B): {"usul_adendum"},
    (Axis.ORDER, Step.PROPOSE_ADDENDUM, _F): {"usul_adendum_penyedia"},
}
LARGE: dict[str, Any] = {"pagu": "900000000000", "price": "9000000000", "stock": None}
#: The office, the order, the step and who may take it.
HERE: dict[Key, list[tuple[dict[str, Any], Made, Act, set[str]]]] = {
    (Axis.ORDER, Step.AGREE, _B): [
        ({}, _offered(_F), lambda of, o, a: negotiation.accept(**_by(o, a), side=_B), BUYERS)],
    (Axis.ORDER, Step.AGREE, _F): [
        ({}, _offered(_B), lambda of, o, a: negotiation.accept(**_by(o, a), side=_F), SELLERS)],
    (Axis.ORDER, Step.DECLINE_OFFER, _B): [
        ({}, _offered(_F), lambda of, o, a: negotiation.decline(**_by(o, a), side=_B, note="Mahal"), BUYERS)],
    (Axis.ORDER, Step.DECLINE_OFFER, _F): [
        ({}, _offered(_B), lambda of, o, a: negotiation.decline(**_by(o, a), side=_F, note="Murah"), SELLERS)],
    (Axis.ORDER, Step.EXTEND, _B): [
        ({}, _offered(_B), lambda of, o, a: negotiation.extend(**_by(o, a)), BUYERS)],
    (Axis.ORDER, Step.CONFIRM_EXPIRY, _B): [({}, _offered(_B), _expired, BUYERS)],
    (Axis.ORDER, Step.PAYMENT_TERMS, _B): [
        ({}, _in(_O.NEGOTIATION), _terms, BUYERS), ({}, _in(_O.REVIEW), _terms, PPK),
        ({}, _in(_O.SIGNING), _terms, PPK)],
    (Axis.ORDER, Step.SUBMIT, _B): [
        ({}, lambda of: agreed(of, of.order(_O.NEGOTIATION), price="45000"),
         lambda of, o, a: orders.submit(**_by(o, a)), BUYERS)],
    (Axis.ORDER, Step.RETURN, _B): [
        ({}, _in(_O.REVIEW), lambda of, o, a: orders.return_(**_by(o, a), note="Periksa lagi"), PPK),
        (LARGE, _large, lambda of, o, a: orders.return_(**_by(o, a), note="Periksa lagi"), PA)],
    (Axis.ORDER, Step.DETERMINE, _B): [(LARGE, _large, lambda of, o, a: orders.determine(**_by(o, a)), PA)],
    (Axis.ORDER, Step.LINK_NATIONAL, _B): [
        ({"mode": Mode.COMPANION}, _in(_O.SIGNING),
         lambda of, o, a: orders.link_national(**_by(o, a), number="EP-01ABC", day=clock.today()), BUYERS)],
    (Axis.ORDER, Step.ASK_CANCEL, _F): [
        ({}, _in(_O.PROCESS), lambda of, o, a: orders.ask_cancel(
            **_by(o, a), side=_F, reason_code="kesepakatan_para_pihak", note="Sepakat"), SELLERS)],
    (Axis.ORDER, Step.AGREE_CANCEL, _B): [
        ({}, _wished(_F), lambda of, o, a: orders.agree_cancel(**_by(o, a), side=_B), PPK)],
    (Axis.ORDER, Step.AGREE_CANCEL, _F): [
        ({}, _wished(_B), lambda of, o, a: orders.agree_cancel(**_by(o, a), side=_F), OWNER)],
    (Axis.ORDER, Step.REFUSE_CANCEL, _B): [
        ({}, _wished(_F), lambda of, o, a: orders.refuse_cancel(**_by(o, a), side=_B), PPK)],
    (Axis.ORDER, Step.REFUSE_CANCEL, _F): [
        ({}, _wished(_B), lambda of, o, a: orders.refuse_cancel(**_by(o, a), side=_F), SELLERS)],
    (Axis.ORDER, Step.SIGN_ADDENDUM, _B): [
        ({}, _amended(_F), lambda of, o, a: addenda.sign(**_by(o, a), side=_B), PPK)],
    (Axis.ORDER, Step.SIGN_ADDENDUM, _F): [
        ({}, _amended(_B), lambda of, o, a: addenda.sign(**_by(o, a), side=_F), OWNER)],
    (Axis.ORDER, Step.REFUSE_ADDENDUM, _B): [
        ({}, _amended(_F), lambda of, o, a: addenda.refuse(**_by(o, a), side=_B, note="Tidak perlu"), PPK)],
    (Axis.ORDER, Step.REFUSE_ADDENDUM, _F): [
        ({}, _amended(_B), lambda of, o, a: addenda.refuse(**_by(o, a), side=_F, note="Tidak perlu"), SELLERS)],
    (Axis.ORDER, Step.WITHDRAW_ADDENDUM, _B): [
        ({}, _amended(_B), lambda of, o, a: addenda.withdraw(**_by(o, a), side=_B), PPK)],
    (Axis.ORDER, Step.WITHDRAW_ADDENDUM, _F): [
        ({}, _amended(_F), lambda of, o, a: addenda.withdraw(**_by(o, a), side=_F), SELLERS)],
    (Axis.ORDER, Step.CALL, _B): [
        ({"stock": None}, _in(_O.PROCESS, kind=OrderKind.CALL_OFF, method=Method.DIRECT), _call, PPK)],
    (Axis.ORDER, Step.ANSWER_CALL, _F): [
        ({"stock": None}, _called, lambda of, o, a: call_offs.answer(**_by(o, a), number=1), SELLERS)],
    (Axis.ORDER, Step.CANCEL_CALL, _B): [
        ({"stock": None}, _called,
         lambda of, o, a: call_offs.cancel(**_by(o, a), number=1, side=_B, note="Tidak jadi"), PPK)],
    (Axis.ORDER, Step.CANCEL_CALL, _F): [
        ({"stock": None}, _called,
         lambda of, o, a: call_offs.cancel(**_by(o, a), number=1, side=_F, note="Tidak sanggup"), SELLERS)],
    (Axis.ORDER, Step.COMPLETE_OUTSIDE, _B): [
        ({}, _whole, lambda of, o, a: close_outside(**_by(o, a), note="Dibayar dengan uang persediaan"), PPK)],
    (Axis.SHIPMENT, Step.PREPARE, _F): [
        ({}, _in(_O.PROCESS), lambda of, o, a: deliveries.prepare(
            order_id=o.pk, version=None, lines={o.lines.get().pk: Decimal(2)}, actor=a), SELLERS)],
    (Axis.SHIPMENT, Step.SHIP, _F): [
        ({}, _sent(), lambda of, o, a: deliveries.send(**_one(), actor=a), SELLERS)],
    (Axis.SHIPMENT, Step.ARRIVE, _B): [
        ({}, _sent("sent"), lambda of, o, a: deliveries.arrive(**_one(), day=clock.today(), actor=a), {"pptk", "ppk"})],
    (Axis.SHIPMENT, Step.ARRIVE, _F): [
        ({}, _sent("sent"), lambda of, o, a: deliveries.arrive(
            **_one(), day=clock.today(), actor=a, by_firm=True, note="Tanda terima 12"), SELLERS)],
    (Axis.SHIPMENT, Step.INSPECT, _B): [({}, _sent("sent", "there"), _inspect, {"pptk", "ppk"})],
    (Axis.SHIPMENT, Step.HAND_OVER, _B): [({}, _sent("sent", "there", "seen"), _hand_over(_B), PPK)],
    (Axis.SHIPMENT, Step.HAND_OVER, _F): [({}, _sent("sent", "there", "seen"), _hand_over(_F), SELLERS)],
}  # fmt: skip
#: Taken by the system once the last payment is recorded: nobody presses it.
BY_ITSELF: set[Key] = {(Axis.ORDER, Step.COMPLETE, _B)}
#: Follow when the treasurer takes a payment back; who may do that is tried in test_settlements.
WITH_A_PAYMENT: set[Key] = {(Axis.PACKAGE, Step.REOPEN, _B), (Axis.ORDER, Step.REOPEN, _B)}
#: Rows of the older matrix, and of requests, that are tried in tests of their own below.
BELOW: set[Key] = {(Axis.PACKAGE, Step.RETURN, _B)}


def _taken(rule: Rule) -> bool:
    return rule.side is not Side.TIME


def test_no_step_of_the_table_is_left_out() -> None:
    """The versions of an order move with the order's own steps, by the same services."""
    every = {(axis, one.step, one.side) for axis in Axis for one in RULES[axis] if _taken(one)}
    of_versions = {key for key in every if key[0] is Axis.VERSION}
    assert {(Axis.ORDER, step, side) for _axis, step, side in of_versions} <= every
    assert every - of_versions == {*TRIED, *HERE, *BY_ITSELF, *WITH_A_PAYMENT, *BELOW}
    assert not {*TRIED} & {*HERE}
    assert {name for names in TRIED.values() for name in names} == {*ORDERS, *PACKAGES} - {"kembalikan"}


@pytest.mark.parametrize(
    ("key", "place"),
    [(key, place) for key, rows in HERE.items() for place in range(len(rows))],
    ids=lambda one: "-".join(one) if isinstance(one, tuple) else str(one),
)
def test_only_those_whose_duty_it_is_take_it(key: Key, place: int) -> None:
    told, make, act, allowed = HERE[key][place]
    of = office(**told)
    order = make(of)
    _try_each(of, allowed, lambda actor: act(of, Order.objects.get(pk=order.pk), actor), lambda: _seen(order))


@pytest.mark.parametrize("name", ["kembalikan", "terangkan", "kirim", "batalkan"])
def test_a_request_is_in_the_hands_of_those_who_buy(name: str) -> None:
    from belanja.journal.models import Event
    from belanja.purchasing.models import Package
    from belanja.purchasing.services import packages

    of = office()
    package = of.package(by=of.pptk)
    package = packages.request(package_id=package.pk, version=package.version, actor=of.pptk)

    def act(actor: Actor) -> object:
        found = Package.objects.get(pk=package.pk)
        if name == "kembalikan":
            return packages.return_(package_id=found.pk, version=found.version, note="Periksa lagi", actor=actor)
        return PACKAGES[name][0](of, found, actor)

    asked = {"pptk"} if name == "batalkan" else set()
    seen = lambda: (Package.objects.filter(pk=package.pk).values().get(), Event.objects.count())  # noqa: E731
    _try_each(of, BUYERS | asked, act, seen)
