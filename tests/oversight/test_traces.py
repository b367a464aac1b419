"""Traces of accounts: marks alone, once a day, gone when their days are over; read by the auditor of a case, on a page
that writes down who opened it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import models
from django.test import Client

from belanja.accounts.marks import device_mark, network_mark
from belanja.accounts.models import Trace, User
from belanja.accounts.services import deactivate_account, leave_trace
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import RoleAssignment
from belanja.journal.services import CONSOLE, Actor
from belanja.oversight import jobs
from belanja.oversight.models import Case, Flag, Sight, Sweep
from belanja.oversight.selectors import traces as reading
from belanja.oversight.services import opening, reviewing
from belanja.rules.buying.states import OrderState
from belanja.rules.channels import Channel
from belanja.rules.duties import Role
from belanja.rules.traces import TRACE_DAYS, Kind
from belanja.web.traces import COOKIE
from tests.purchasing.world import Office, office
from tests.support.firms import signed
from tests.support.people import hired

pytestmark = pytest.mark.django_db
WIFI = network_mark("10.1.2.3")


@pytest.fixture
def of() -> Office:
    return office()


@pytest.fixture
def case(of: Office) -> Case:
    """A case about one order that is in force, under review by an auditor who has declared himself."""
    order = of.order(OrderState.PROCESS)
    sweep = Sweep.objects.create(government=of.government, started_at=clock.now())
    Flag.objects.create(
        government=of.government, sweep=sweep, indicator="petugas.rangkap", version=1, subject_kind="Order",
        subject_key=order.code, channel=Channel.NATIVE, year=order.year, said="x", found_at=clock.now(), evidence={},
        case_key="uji", shown=True, amount=order.total,
    )  # fmt: skip
    opening.open_cases(government=of.government)
    made = Case.objects.get()
    reviewing.take_case(case_id=made.pk, version=None, independent=True, actor=auditor(of))
    return Case.objects.get(pk=made.pk)


def auditor(of: Office) -> Actor:
    return of.people[Role.APIP]


def trace(who: Actor, *, network: str = WIFI, device: str = "", ago: int = 0) -> None:
    leave_trace(user_id=who.user_id or 0, network=network, device=device)
    if ago:
        Trace.objects.filter(user_id=who.user_id).update(day=clock.today() - timedelta(days=ago))


def told(case: Case) -> set[tuple[str, str, str, bool]]:
    found = reading.traces(case).shared
    return {(one.one.person, one.other.person, one.kind.value, one.door) for of in found for one in of.found}


def address(case: Case) -> str:
    return f"/pantau/{case.government.code}/kasus/{case.code}/jejak/"


def test_signing_in_and_a_step_leave_marks_once_a_day_and_never_an_address(of: Office) -> None:
    user = User.objects.get(pk=of.ppk.user_id)
    user.set_password("kata-sandi-panjang-1")
    user.save()
    client = Client(REMOTE_ADDR="10.1.2.3")
    assert client.get("/akun/masuk/").status_code == 200
    assert COOKIE not in client.cookies
    client.post("/akun/masuk/", {"login": user.email, "password": "kata-sandi-panjang-1"})
    left = Trace.objects.get()
    value = client.cookies[COOKIE].value
    assert (left.user_id, left.day, left.network, left.device) == (user.pk, clock.today(), WIFI, device_mark(value))
    assert client.cookies[COOKIE]["httponly"]
    client.post(f"/beli/{of.government.code}/pelimpahan/", {})
    assert Trace.objects.count() == 1
    kept = [str(one) for one in Trace.objects.values_list("network", "device").get()]
    assert not any(part in one for one in kept for part in ("10.1", value))
    assert {field.name for field in Trace._meta.get_fields() if isinstance(field, models.Field)} == {
        "id", "user", "day", "network", "device",
    }  # fmt: skip


def test_whoever_only_reads_or_is_turned_away_leaves_none(of: Office) -> None:
    Client().post("/akun/masuk/", {"login": "siapa@contoh.id", "password": "salah"})
    client = signed(of.ppk)
    client.get(f"/beli/{of.government.code}/")
    client.post("/beli/D50/pelimpahan/", {})
    assert not Trace.objects.exists()


def test_a_network_is_told_by_its_block() -> None:
    assert network_mark("2001:db8:1:2::5") == network_mark("2001:db8:1:2:ffff::9") != network_mark("2001:db8:1:3::5")
    assert network_mark("::ffff:10.1.2.3") == WIFI != network_mark("10.1.2.4")
    assert network_mark("salah") == device_mark("") == ""


def test_buyer_and_firm_who_share_a_trace_on_the_days_of_the_order(of: Office, case: Case) -> None:
    trace(of.owner, device="d")
    trace(of.ppk, device="d")
    trace(of.pp, network="lain")
    assert told(case) == {
        (str(of.ppk.user_id), str(of.owner.user_id), kind, False) for kind in (Kind.NETWORK.value, Kind.DEVICE.value)
    }
    Trace.objects.filter(user_id=of.owner.user_id).update(day=clock.today() - timedelta(days=1))
    assert told(case) == set(), "he did nothing in the order on that day"


def test_a_helpers_desk_and_a_helper_are_exempt(of: Office, case: Case) -> None:
    trace(of.owner)
    trace(of.ppk)
    helper = hired(of.government, Role.PEMBINA)
    trace(helper, ago=5)
    RoleAssignment.objects.filter(user_id=helper.user_id).update(valid_from=clock.today() - timedelta(days=9))
    assert {door for *_rest, door in told(case)} == {True}
    RoleAssignment.objects.filter(user_id=helper.user_id).update(valid_from=clock.today())
    assert {door for *_rest, door in told(case)} == {False}, "no helper on the day on which he left it"
    RoleAssignment.objects.create(
        user_id=of.ppk.user_id, role=Role.VERIFIKATOR, government=of.government,
        valid_from=clock.today(), valid_to=clock.today() + timedelta(days=9),
    )  # fmt: skip
    assert told(case) == set()


def test_they_are_deleted_when_their_days_are_over_and_with_the_account(of: Office) -> None:
    days = int(institutions.parameter(TRACE_DAYS, government_id=None, on=clock.today()))
    trace(of.ppk, ago=days)
    trace(of.pp, ago=days + 1)
    assert jobs.traces()
    assert not jobs.traces()
    assert list(Trace.objects.values_list("user_id", flat=True)) == [of.ppk.user_id]
    deactivate_account(user_id=of.ppk.user_id or 0, actor=CONSOLE)
    assert not Trace.objects.exists()


def test_only_within_a_case_that_is_reviewed_and_every_look_is_written_down(of: Office, case: Case) -> None:
    trace(of.owner)
    trace(of.ppk)
    client = signed(auditor(of))
    assert f'href="{address(case)}"' in client.get(address(case).removesuffix("jejak/")).content.decode()
    page = client.get(address(case)).content.decode()
    assert f"akun {of.ppk.user_id}" in page
    assert "Satu kantor, satu wifi" in page
    assert Sight.objects.filter(case=case, what="jejak", by_id=auditor(of).user_id).count() == 1
    assert client.get(f"{address(case)}?unduh=jejak-tabel.csv").status_code == 404
    for role in set(Role) - {Role.APIP}:
        assert signed(hired(of.government, role)).get(address(case)).status_code == 404, role
    Case.objects.filter(pk=case.pk).update(declared_at=None)
    assert client.get(address(case)).status_code == 404
    assert address(case) not in client.get(address(case).removesuffix("jejak/")).content.decode()


def test_as_many_queries_for_many_orders_as_for_one(of: Office, case: Case, django_assert_max_num_queries: Any) -> None:
    Case.objects.filter(pk=case.pk).update(firm=of.shop.firm)
    for _ in range(3):
        of.order(OrderState.PROCESS)
    trace(of.owner)
    trace(of.ppk)
    found = Case.objects.get(pk=case.pk)
    reading.traces(found)
    with django_assert_max_num_queries(8):
        assert len(reading.traces(found).shared) == 4
