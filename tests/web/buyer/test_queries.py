"""What a page of buying may ask the database: so much whatever stands on it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from belanja.purchasing.models import Order
from belanja.purchasing.selectors.desks import waits_for_firm, waits_for_officer
from belanja.purchasing.services import package_lines
from belanja.rules.buying.states import OrderState
from belanja.rules.duties import Role
from tests.purchasing.world import Office, listed, office
from tests.support.firms import signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Office:
    return office()


def asked(client: Client, address: str) -> int:
    """Queries of the second look."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_package_asks_no_more_for_many_lines_than_for_one(of: Office) -> None:
    client, made = signed(of.pp), of.package()
    address = reverse("buying:package", args=["D43", made.pk])
    one = asked(client, address)
    for number in range(4):
        offer = listed(of.shop, price=f"{60_000 + number}", name=f"Kertas lain {number}")
        made = package_lines.add_line(
            package_id=made.pk, version=made.version, offer_id=offer.pk, quantity=Decimal(1), actor=of.pp
        )
    assert made.lines.count() == 5
    assert asked(client, address) == one <= 15


def test_a_form_of_a_package_works_out_no_cart(of: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    made = of.package()
    monkeypatch.setattr("belanja.web.buyer.package.carts.cart_of", None)
    told = {"do": "keluar", "version": str(made.version), "sekali": "x" * 24, "line": str(made.lines.get().pk)}
    assert signed(of.pp).post(reverse("buying:package", args=["D43", made.pk]), told).status_code == 302


def test_a_form_reads_the_marks_three_times_and_its_step_has_no_savepoint(of: Office) -> None:
    """At the door, for the form and in the step; the savepoint is that of the form in the test's transaction."""
    client, made = signed(of.pp), of.package()
    for turn in range(2):
        told = {"keterangan-title": f"Kertas {turn}", "keterangan-method": made.method, "keterangan-kind": made.kind}
        told |= {"do": "keterangan", "version": str(made.version + turn), "sekali": f"{turn}" * 24}
        with CaptureQueriesContext(connection) as captured:
            assert client.post(reverse("buying:package", args=["D43", made.pk]), told).status_code == 302
    statements = [one["sql"] for one in captured]
    assert sum("journal_partmark" in one for one in statements) == 3
    assert sum(one.startswith("SAVEPOINT") for one in statements) == 1


@pytest.mark.parametrize("role", [Role.PEJABAT_PENGADAAN, Role.PPK, Role.PA, Role.PPTK, Role.BENDAHARA, Role.BIRO_PBJ])
def test_a_desk_asks_no_more_whatever_waits(of: Office, role: Role) -> None:
    for state in (OrderState.NEGOTIATION, OrderState.REVIEW, OrderState.SIGNING, OrderState.PROCESS):
        of.order(state)
    assert asked(signed(of.people[role]), reverse("buying:desk", args=["D43"])) <= 12


def test_the_orders_of_a_firm_ask_no_more_whatever_waits(of: Office) -> None:
    for state in (OrderState.NEGOTIATION, OrderState.CONFIRMATION, OrderState.PROCESS):
        of.order(state)
    firm = of.shop.firm.pk
    assert [one.what for one in waits_for_firm(of.owner, firm)] == [
        "Terima atau tolak pesanan",
        "Siapkan dan kirim barang",
    ]
    assert asked(signed(of.owner), reverse("vendor:orders", args=[firm])) <= 12


def test_one_order_may_wait_for_one_person_in_two_ways(of: Office) -> None:
    order = of.order(OrderState.PROCESS)
    Order.objects.filter(pk=order.pk).update(cancel_side="penyedia", shipment="DELIVERED")
    told = [one.what for one in waits_for_officer(of.ppk, of.government)]
    assert told == ["Jawab permintaan pembatalan", "Periksa barang yang tiba"]
