"""Pages of buying: every address × every role × own, another unit's or another government's; firms; strangers."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from belanja.accounts.models import User
from belanja.catalogue.models import Offer
from belanja.documents.models import Paper
from belanja.foundation import clock
from belanja.institutions.models import Government, RoleAssignment
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.purchasing.models import Guarantee, Order, Package
from belanja.rules.buying.states import OrderKind, OrderState, PackageState
from belanja.rules.channels import Mode
from belanja.rules.duties import DUTIES, Duty, Role
from belanja.vendors.models import Firm
from belanja.web.buyer import urls
from belanja.web.vendor.orders.urls import urlpatterns as of_firms
from tests.purchasing.world import listed
from tests.support.firms import member, registered
from tests.support.listings import shop
from tests.support.officers import sitting
from tests.support.people import hired, tomorrow
from tests.support.purchases import guarantee_of, money_of, order, package, paper_of, unit_of

pytestmark = pytest.mark.django_db

SEE, KEEP = {Duty.SEE_PURCHASES}, {Duty.REQUEST_PURCHASE, Duty.BUY}
#: Duties of which one opens a page. Written down here a second time on purpose.
OPENS: dict[str, set[Duty]] = {
    "desk": SEE,
    "terms": SEE,
    "practice": SEE,
    "buyers": {Duty.NAME_BUYER},
    "delegation": {Duty.HAND_ON_ROLE},
    "plans": KEEP,
    "put": KEEP,
    "packages": SEE,
    "begin": KEEP,
    "package": SEE,
    "package_plan": KEEP,
    "package_list": KEEP,
    "empty_list": KEEP,
    "templates": KEEP,
    "orders": SEE,
    "order": SEE,
    "negotiation": SEE,
    "minutes": SEE,
    "addendum": SEE,
    "calls": SEE,
    "receipt": SEE,
    "price_pack": SEE,
    "guarantees": SEE,
    "guarantee_scan": SEE,
    "paper": SEE,
    "draft": SEE,
    "order_pack": SEE,
    "payments": SEE,
    "tax_status": SEE,
    "payment": {Duty.PAY_PURCHASE},
    "registers": {Duty.IMPORT_SP2D, Duty.PAY_PURCHASE},
    "register": {Duty.IMPORT_SP2D},
    "register_row": {Duty.IMPORT_SP2D, Duty.PAY_PURCHASE},
}
#: Addresses that name an order.
OF_AN_ORDER = ("order", "draft", "negotiation", "minutes", "addendum", "calls", "receipt", "guarantees", "price_pack",
               "tax_status")  # fmt: skip
BODY = {"do": "terima", "version": "1", "alasan": "alasan yang cukup panjang", "judul": "Paket lain"}


@dataclass(frozen=True)
class Scene:
    government: Government
    package: Package
    order: Order
    national: Order
    """What is to be placed in the national catalogue."""
    firm: Firm
    owner: Actor
    offer: Offer
    paper: Paper
    guarantee: Guarantee
    money: dict[str, int]
    """Ids of a payment, a register and a row of it."""


@pytest.fixture
def scene() -> Scene:
    """A cart, and an order of another package that is called off by month."""
    selling = shop()
    unit = unit_of(selling.government)
    bought = package(unit, title="Makan rapat", state=PackageState.BUYING.value)
    calls = {"kind": OrderKind.CALL_OFF.value, "cap": Decimal(20_000_000), "term_to": tomorrow(90)}
    ordered = order(bought, selling.firm, **calls)
    return Scene(
        selling.government,
        package(unit),
        ordered,
        order(bought, selling.firm, code="BLJ26000099", mode=Mode.COMPANION.value, state=OrderState.SIGNING.value),
        selling.firm,
        selling.owner,
        listed(selling),
        paper_of(ordered),
        guarantee_of(ordered),
        money_of(ordered),
    )


def addresses(scene: Scene, code: str = "D43") -> dict[str, str]:
    more: dict[str, list[object]] = {name: [scene.order.code] for name in OF_AN_ORDER}
    more |= {name: [scene.package.pk] for name in ("package", "package_plan", "package_list")}
    more["paper"] = [scene.order.code, scene.paper.pk]
    more["order_pack"] = [scene.national.code, "xlsx"]
    more["guarantee_scan"] = [scene.order.code, scene.guarantee.pk]
    plain = [name for name in OPENS if name not in scene.money]
    found = {name: reverse(f"buying:{name}", args=[code, *more.get(name, [])]) for name in plain}
    found |= {name: reverse(f"buying:{name}", args=[code, number]) for name, number in scene.money.items()}
    return found | {"put": f"{found['put']}?penawaran={scene.offer.pk}"}


def firm_addresses(scene: Scene, firm: Firm) -> dict[str, str]:
    more: dict[str, list[object]] = {
        name: [scene.order.code] for name in _of_firms() if name not in ("orders", "terms")
    }
    more["order_paper"] = [scene.order.code, scene.paper.pk]
    more["guarantee_scan"] = [scene.order.code, scene.guarantee.pk]
    return {name: reverse(f"vendor:{name}", args=[firm.pk, *more.get(name, [])]) for name in _of_firms()}


def _of_firms() -> list[str]:
    return [str(pattern.name) for pattern in of_firms]


def as_(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def state() -> list[object]:
    """What a refused request must leave as it is."""
    return [
        Event.objects.count(),
        list(Package.objects.order_by("pk").values_list("pk", "state", "version")),
        list(Order.objects.order_by("pk").values_list("pk", "state", "shipment", "version")),
    ]


def test_the_matrix_knows_every_address() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == set(OPENS)


@pytest.mark.parametrize("role", list(Role))
def test_only_the_duty_opens_a_page_and_refusal_changes_nothing(scene: Scene, role: Role) -> None:
    client = sitting(scene.government, role)
    for name, address in addresses(scene).items():
        opens = any(role in DUTIES[duty] for duty in OPENS[name])
        before = state()
        assert client.get(address).status_code == (200 if opens else 404), (role, name)
        if not opens:
            assert client.post(address, BODY).status_code in (404, 405), (role, name)
        assert state() == before


def test_another_unit_s_things_are_not_there(scene: Scene) -> None:
    """A role bound to a unit reaches that unit's packages and orders alone."""
    client = sitting(scene.government, Role.PPK)
    RoleAssignment.objects.update(unit=scene.package.unit)
    found = addresses(scene)
    assert {client.get(found[name]).status_code for name in ("package", *OF_AN_ORDER)} == {200}
    assert scene.order.code in client.get(found["orders"]).content.decode()
    RoleAssignment.objects.update(unit=unit_of(scene.government, "1.01.0.00.0.00.01.0000", "Dinas Pendidikan"))
    before = state()
    for name in ("package", "package_plan", *OF_AN_ORDER):
        assert client.get(found[name]).status_code == 404
        assert client.post(found[name], BODY).status_code in (404, 405)
    assert scene.order.code not in client.get(found["orders"]).content.decode()
    assert state() == before


@pytest.mark.parametrize("role", [Role.PPK, Role.KEPALA_BIRO_PBJ, Role.APIP])
def test_another_government_is_not_there(scene: Scene, role: Role) -> None:
    client = sitting(Government.objects.get(code="D50"), role)
    before = state()
    for name, address in addresses(scene).items():
        assert client.get(address).status_code == 404, (role, name)
        assert client.post(address, BODY).status_code in (404, 405), (role, name)
    for name in ("package", "package_plan", *OF_AN_ORDER):
        foreign = addresses(scene, "D50")[name]
        assert client.get(foreign).status_code == 404
        assert client.post(foreign, BODY).status_code in (404, 405)
    assert state() == before


def test_a_stranger_is_sent_to_sign_in(scene: Scene) -> None:
    before = state()
    for address in [*addresses(scene).values(), *firm_addresses(scene, scene.firm).values()]:
        answer = Client().get(address)
        assert (answer.status_code, answer["Location"][:18]) == (302, "/akun/masuk/?next="), address
        assert Client().post(address, BODY).status_code in (302, 405)
    assert state() == before


def test_a_firm_sees_its_own_orders_alone(scene: Scene) -> None:
    other = registered(scene.government)
    stranger = member(other)
    before = state()
    for address in firm_addresses(scene, scene.firm).values():
        assert as_(stranger).get(address).status_code == 404
        assert as_(stranger).post(address, BODY).status_code in (404, 405)
        assert as_(hired(scene.government, Role.PPK)).get(address).status_code == 404
    for name, address in firm_addresses(scene, other).items():
        assert as_(stranger).get(address).status_code == (200 if name in ("orders", "terms") else 404), name
    for address in firm_addresses(scene, scene.firm).values():
        assert as_(scene.owner).get(address).status_code == 200, address
    assert state() == before


@pytest.mark.parametrize("signed", [False, True])
def test_an_order_is_public_once_both_have_signed(scene: Scene, *, signed: bool) -> None:
    if signed:
        scene.order.state, scene.order.signed_at = OrderState.PROCESS.value, clock.now()
        scene.order.save()
    listing = Client().get("/pesanan/?pemda=D43")
    assert listing.status_code == 200
    assert (scene.order.code in listing.content.decode()) is signed
    assert Client().get(f"/pesanan/{scene.order.code}/").status_code == (200 if signed else 404)
