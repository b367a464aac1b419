"""Working days of orders: counted with days off, parted by whose turn it was, unknown with a reason, never stale."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Sum

from belanja.facts.models import OrderTimes, TimesCount
from belanja.facts.services import fold_times, keep_missing
from belanja.foundation import clock
from belanja.institutions.models import Holiday, LegalBasis
from belanja.institutions.services.holidays import add_holiday, withdraw_holiday
from belanja.plans.models import RupPackage
from belanja.purchasing.models import Order
from belanja.purchasing.services import orders
from belanja.rules.buying.states import OrderState
from belanja.rules.duties import Role
from belanja.rules.waits import BY_CODE, Gap
from tests.purchasing.world import Office, office
from tests.support.people import hired
from tests.support.receiving import Deal, accepted, billed, handed_over, paid

pytestmark = pytest.mark.django_db
#: A Monday without days off around it.
MONDAY = datetime(2026, 11, 2, 9, tzinfo=clock.WIB)
CODES = [one.code for one in BY_CODE.values()]


@contextmanager
def on(day: int) -> Iterator[None]:
    """Monday and `day` days later."""
    with clock.frozen(MONDAY + timedelta(days=day)):
        yield


def told(order: Order) -> dict[str, int | Gap]:
    row = OrderTimes.objects.get(document__key=order.code)
    pairs = zip(CODES, row.days, row.gaps, strict=True)
    return {code: days if gap == 0 else Gap(gap) for code, days, gap in pairs}


def deal_of(of: Office, order: Order) -> Deal:
    people = of.people
    return Deal(
        order=order, lines=list(order.lines.all()), owner=of.owner, ppk=of.ppk, pptk=of.pptk,
        treasurer=people[Role.BENDAHARA], bpkad=of.pp, stranger=of.pp, elsewhere=of.pp,
    )  # fmt: skip


def walked(of: Office) -> Order:
    """Monday 2: ordered. Tuesday: signed by the PPK. Friday: by the firm. Tuesday 10: came and inspected. Thursday:
    handed over. Monday 16: billed. Wednesday 18: paid."""
    with on(0):
        order = of.order(OrderState.REVIEW)
    with on(1):
        order = of.on(order, OrderState.CONFIRMATION)
    with on(4):
        order = orders.accept(order_id=order.pk, version=order.version, actor=of.owner)
    made = deal_of(of, order)
    with on(8):
        accepted(made, int(made.lines[0].quantity))
    with on(10):
        handed_over(made)
    with on(14):
        bill = billed(made)
    with on(16):
        paid(made, bill)
    return order


@pytest.fixture
def of() -> Office:
    with on(0):
        made = office()
    RupPackage.objects.update(announced_on=(MONDAY - timedelta(days=7)).date())
    return made


def test_each_stretch_is_counted_in_working_days_and_parted_by_whose_turn_it_was(of: Office) -> None:
    order = walked(of)
    assert told(order) == {
        "rencana_tanda_tangan": 9,
        "rencana_serah_terima": 13,
        "rencana_bayar": 17,
        "pesan_tanda_tangan": 4,
        "pesan_tanda_tangan_unit": 1,
        "pesan_tanda_tangan_penyedia": 3,
        "tanda_tangan_serah_terima": 4,
        "tanda_tangan_serah_terima_unit": 2,
        "tanda_tangan_serah_terima_penyedia": 2,
        "serah_terima_bayar": 4,
        "serah_terima_bayar_unit": 2,
        "serah_terima_bayar_penyedia": 2,
        "pesan_serah_terima": 8,
    }


def test_a_day_off_that_is_told_or_taken_back_counts_at_once(of: Office) -> None:
    order = walked(of)
    clerk = hired(of.government, Role.BIRO_PBJ)
    day = (MONDAY + timedelta(days=2)).date()
    basis = LegalBasis.objects.first()
    assert basis is not None
    off = add_holiday(
        government=of.government, day=day, name="Hari daerah", kind=Holiday.Kind.values[0], legal_basis=basis,
        actor=clerk,
    )  # fmt: skip
    assert told(order)["pesan_tanda_tangan_penyedia"] == 2
    assert told(order)["rencana_bayar"] == 16
    withdraw_holiday(holiday_id=off.pk, government=of.government, reason="Salah catat", actor=clerk)
    assert told(order)["rencana_bayar"] == 17


def test_what_is_not_reached_or_not_known_is_told_with_its_reason(of: Office) -> None:
    RupPackage.objects.update(announced_on=None)
    with on(0):
        order = of.order(OrderState.REVIEW)
    assert told(order)["pesan_tanda_tangan"] is Gap.NOT_YET
    with on(1):
        order = of.on(order, OrderState.PROCESS)
    after = told(order)
    assert after["rencana_tanda_tangan"] is Gap.NO_PLAN_DAY
    assert after["pesan_tanda_tangan"] == 1
    assert after["serah_terima_bayar"] is Gap.NOT_YET


def test_a_cancelled_order_leaves_the_counts_as_if_it_had_never_been(of: Office) -> None:
    with on(0):
        order = of.order(OrderState.REVIEW)
    assert OrderTimes.objects.exists()
    with on(1):
        orders.cancel(order_id=order.pk, version=order.version, reason_code="kebutuhan_berubah", note="", actor=of.pp)
    assert not OrderTimes.objects.exists()
    assert not TimesCount.objects.aggregate(n=Sum("orders"))["n"]


def test_an_older_order_is_counted_beside_newer_ones_and_once(of: Office) -> None:
    order = walked(of)
    with on(0):
        of.order(OrderState.REVIEW)
    before = told(order)
    old = OrderTimes.objects.filter(document__key=order.code)
    TimesCount.objects.all().delete()
    old.delete()
    for _ in range(2):
        keep_missing(government_id=of.government.pk)
    assert told(order) == before
    assert TimesCount.objects.aggregate(n=Sum("orders"))["n"] == len(CODES)


def test_folding_changes_no_number(of: Office) -> None:
    order = walked(of)

    def counts() -> list[Any]:
        groups = TimesCount.objects.values("stretch", "days", "gap").annotate(n=Sum("orders")).exclude(n=0)
        return sorted((one["stretch"], one["days"] or -1, one["gap"], one["n"]) for one in groups)

    before = counts()
    left = fold_times(government_id=of.government.pk, year=order.year)
    assert counts() == before
    assert left == len(before) == TimesCount.objects.count()
