"""Who may take which step: every role, a stranger, another unit and both kinds of a firm's people are tried at each; a
refusal changes nothing."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.purchasing.models import Order, OrderStep, Package
from belanja.purchasing.services import addenda, call_offs, negotiation, orders, package_lines, packages, sending
from belanja.purchasing.services.addenda import Changes
from belanja.purchasing.services.packages import Description
from belanja.rules.buying.states import Method, OrderKind, OrderState, Side
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.registration import MemberRole
from tests.purchasing.world import PLAN, Office, office, said_of
from tests.support.firms import member, registered
from tests.support.people import hired

pytestmark = pytest.mark.django_db

_O = OrderState
Act = Callable[[Office, Order, Actor], object]


def _cast(of: Office) -> Iterator[tuple[str, Actor]]:
    for role, actor in of.people.items():
        yield role.value, actor
    for role, actor in of.elsewhere.items():
        yield f"lain_{role.value}", actor
    yield "asing", hired(of.government)
    yield "pemilik", of.owner
    yield "admin_toko", member(of.shop.firm, role=MemberRole.KEEPER)
    yield "pemilik_lain", member(registered(of.government))


def _change(order: Order) -> Changes:
    line = order.lines.get()
    return Changes(quantities={line.pk: line.quantity - 1})


ORDERS: dict[str, tuple[OrderState, Act, set[str]]] = {
    "tawar": (_O.NEGOTIATION, lambda of, o, a: negotiation.offer(
        order_id=o.pk, version=o.version, side=Side.BUYER, lines=said_of(o, price="40000"), message="", actor=a),
        {"pejabat_pengadaan", "ppk"}),
    "tawar_penyedia": (_O.NEGOTIATION, lambda of, o, a: negotiation.offer(
        order_id=o.pk, version=o.version, side=Side.FIRM, lines=said_of(o, price="40000"), message="", actor=a),
        {"pemilik", "admin_toko"}),
    "mundur": (_O.NEGOTIATION, lambda of, o, a: negotiation.withdraw(
        order_id=o.pk, version=o.version, reason_code="stok_tidak_tersedia", note="", actor=a),
        {"pemilik", "admin_toko"}),
    "batal_negosiasi": (_O.NEGOTIATION, lambda of, o, a: orders.cancel(
        order_id=o.pk, version=o.version, reason_code="kebutuhan_berubah", note="", actor=a),
        {"pejabat_pengadaan", "ppk"}),
    "setujui": (_O.REVIEW, lambda of, o, a: orders.approve(order_id=o.pk, version=o.version, actor=a), {"ppk"}),
    "kembalikan": (_O.REVIEW, lambda of, o, a: orders.return_(
        order_id=o.pk, version=o.version, note="Periksa jumlahnya", actor=a), {"ppk"}),
    "batal_tinjau": (_O.REVIEW, lambda of, o, a: orders.cancel(
        order_id=o.pk, version=o.version, reason_code="kebutuhan_berubah", note="", actor=a),
        {"pejabat_pengadaan", "ppk"}),
    "tanda_tangani": (_O.SIGNING, lambda of, o, a: orders.sign(order_id=o.pk, version=o.version, actor=a), {"ppk"}),
    "terima": (_O.CONFIRMATION, lambda of, o, a: orders.accept(order_id=o.pk, version=o.version, actor=a), {"pemilik"}),
    "tolak": (_O.CONFIRMATION, lambda of, o, a: orders.decline(
        order_id=o.pk, version=o.version, reason_code="tidak_sanggup_waktu", note="", actor=a),
        {"pemilik", "admin_toko"}),
    "batal_tunggu": (_O.CONFIRMATION, lambda of, o, a: orders.cancel(
        order_id=o.pk, version=o.version, reason_code="kebutuhan_berubah", note="", actor=a), {"ppk"}),
    "akhiri": (_O.PROCESS, lambda of, o, a: orders.cancel(
        order_id=o.pk, version=o.version, reason_code="wanprestasi", note="Tidak mengirim", actor=a), {"ppk"}),
    "minta_batal": (_O.PROCESS, lambda of, o, a: orders.ask_cancel(
        order_id=o.pk, version=o.version, side=Side.BUYER, reason_code="kesepakatan_para_pihak", note="Sepakat",
        actor=a), {"ppk"}),
    "usul_adendum": (_O.PROCESS, lambda of, o, a: addenda.propose(
        order_id=o.pk, version=o.version, side=Side.BUYER, changes=_change(o), reason="Kurang satu", actor=a), {"ppk"}),
    "usul_adendum_penyedia": (_O.PROCESS, lambda of, o, a: addenda.propose(
        order_id=o.pk, version=o.version, side=Side.FIRM, changes=_change(o), reason="Kurang satu", actor=a),
        {"pemilik"}),
}  # fmt: skip


@pytest.mark.parametrize("name", ORDERS)
def test_only_those_whose_duty_it_is_take_a_step_of_an_order(name: str) -> None:
    state, act, allowed = ORDERS[name]
    of = office()
    order = of.order(state)
    _try_each(of, allowed, lambda actor: act(of, Order.objects.get(pk=order.pk), actor), lambda: _seen(order))


def test_only_pa_or_kpa_determines_a_large_order() -> None:
    of = office(pagu="900000000000", price="9000000000", stock=None)
    order = of.order(OrderState.DETERMINATION, quantity="30", by=of.ppk)

    def act(actor: Actor) -> object:
        return orders.determine(order_id=order.pk, version=order.version, actor=actor)

    _try_each(of, {"pa"}, act, lambda: _seen(order))


PACKAGES: dict[str, tuple[Callable[[Office, Package, Actor], object], set[str]]] = {
    "mulai": (lambda of, p, a: packages.begin(
        government=of.government, unit_id=of.unit.pk, title="Paket lain", actor=a),
        {"pejabat_pengadaan", "ppk", "pptk"}),
    "terangkan": (lambda of, p, a: packages.describe(
        package_id=p.pk, version=p.version, told=Description(need="Untuk rapat"), actor=a),
        {"pejabat_pengadaan", "ppk", "pptk"}),
    "rup": (lambda of, p, a: packages.choose_plan(package_id=p.pk, version=p.version, plan_code=PLAN, actor=a),
        {"pejabat_pengadaan", "ppk", "pptk"}),
    "baris": (lambda of, p, a: package_lines.add_rows(
        package_id=p.pk, version=p.version, text=f"{of.offer.pk};2", actor=a), {"pejabat_pengadaan", "ppk", "pptk"}),
    "ajukan": (lambda of, p, a: packages.request(package_id=p.pk, version=p.version, actor=a),
        {"pejabat_pengadaan", "pptk"}),
    "batalkan": (lambda of, p, a: packages.cancel(package_id=p.pk, version=p.version, note="Tidak jadi", actor=a),
        {"pejabat_pengadaan", "ppk"}),
    "kirim": (lambda of, p, a: sending.send(package_id=p.pk, version=p.version, actor=a), {"pejabat_pengadaan", "ppk"}),
}  # fmt: skip


@pytest.mark.parametrize("name", PACKAGES)
def test_only_those_whose_duty_it_is_take_a_step_of_a_package(name: str) -> None:
    act, allowed = PACKAGES[name]
    of = office()
    package = of.package()
    _try_each(
        of,
        allowed,
        lambda actor: act(of, Package.objects.get(pk=package.pk), actor),
        lambda: (Package.objects.filter(pk=package.pk).values().get(), Package.objects.count(), Event.objects.count()),
    )


def test_only_the_ppk_calls_goods_of_a_call_off() -> None:
    of = office(stock=None)
    order = of.order(OrderState.PROCESS, kind=OrderKind.CALL_OFF, method=Method.DIRECT)
    line = order.lines.get()

    def act(actor: Actor) -> object:
        return call_offs.call(
            order_id=order.pk,
            version=order.version,
            quantities={line.pk: Decimal(2)},
            wanted_on=clock.today(),
            actor=actor,
        )

    _try_each(of, {"ppk"}, act, lambda: _seen(order))


def test_who_asked_for_it_or_bought_it_does_not_approve_it() -> None:
    of = office()
    package = of.package()
    both = hired(of.government, Role.PEJABAT_PENGADAAN, Role.PPK, unit=of.unit)
    order = sending.send(package_id=package.pk, version=package.version, actor=both)[0]
    with pytest.raises(RuleBroken) as refusal:
        orders.approve(order_id=order.pk, version=order.version, actor=both)
    assert refusal.value.status == 403
    order.refresh_from_db()
    assert order.state == OrderState.REVIEW


def test_a_member_of_the_firm_never_acts_on_its_order_as_an_officer() -> None:
    of = office()
    order = of.order(OrderState.REVIEW)
    clerk = hired(of.government, Role.PPK, unit=of.unit)
    member(of.shop.firm, role=MemberRole.KEEPER, user=User.objects.get(pk=clerk.user_id))
    with pytest.raises(RuleBroken) as refusal:
        orders.approve(order_id=order.pk, version=order.version, actor=clerk)
    assert refusal.value.status == 403


def test_nobody_links_a_national_order_under_the_local_mode() -> None:
    of = office()
    order = of.order(OrderState.SIGNING)
    with pytest.raises(RuleBroken) as refusal:
        orders.link_national(
            order_id=order.pk, version=order.version, number="EP-01ABC", day=date(2026, 1, 5), actor=of.pp
        )
    assert refusal.value.status == 409


def _seen(order: Order) -> tuple[object, ...]:
    found = Order.objects.filter(pk=order.pk).values().get()
    return found, OrderStep.objects.filter(order=order).count(), Event.objects.count()


def _try_each(
    of: Office, allowed: set[str], act: Callable[[Actor], object], seen: Callable[[], tuple[object, ...]]
) -> None:
    """Each tries on the same state: whoever succeeds is undone, whoever is refused has changed nothing. Those who may
    see the thing are refused openly, to all others it is not there."""
    of_firm = {"pemilik", "admin_toko"}
    sees = of_firm if allowed <= of_firm else {role.value for role in of.people}
    went, refused = set(), {}
    cast = list(_cast(of))
    before = seen()
    for name, actor in cast:
        try:
            with transaction.atomic():
                act(actor)
                went.add(name)
                raise _UndoneError
        except _UndoneError:
            pass
        except RuleBroken as refusal:
            refused[name] = refusal.status
            unchanged = seen() == before
            went |= set() if unchanged else {f"{name} changed something"}
    assert went == allowed
    assert refused == {name: 403 if name in sees else 404 for name, _actor in cast if name not in allowed}


class _UndoneError(Exception):
    """Takes a success back."""
