"""Units as feeds bring them: by code, never by name, and the same in any order of the feeds."""

from collections.abc import Iterable, Sequence
from datetime import date
from random import Random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belanja.institutions import selectors, services
from belanja.institutions.models import Government, Unit, UnitCode, UnitParent
from belanja.institutions.services import UnitSeen
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.rules.decisions import RuleBroken

pytestmark = pytest.mark.django_db

PD = "1.02.0.00.0.00.02.0000"
SUB = "1.02.0.00.0.00.02.0007"
OTHER_PD = "1.03.0.00.0.00.01.0000"
DAY = date(2025, 6, 30)


@pytest.fixture
def government() -> Government:
    return Government.objects.create(code="D900", name="Kabupaten Contoh", kind=Government.Kind.REGENCY)


def see(government: Government, *seen: UnitSeen) -> dict[tuple[str | None, str | None], int]:
    return services.ensure_units(government=government, seen=seen, actor=CONSOLE)


def pd_of(government: Government, unit_id: int, on: date = DAY) -> str:
    return Unit.objects.get(pk=selectors.pd_map(government.pk, on)[unit_id]).code


def test_a_coded_row_makes_the_unit_its_pd_and_its_aliases(government: Government) -> None:
    ids = see(government, UnitSeen("71", " 1.02.0.00.0.00.02.0007 ", "UPT  PUSKESMAS SATU", 2025))
    unit = Unit.objects.get(pk=ids[("71", " 1.02.0.00.0.00.02.0007 ")])
    assert (unit.code, unit.kind, unit.name) == (SUB, Unit.Kind.SUB_UNIT, "UPT PUSKESMAS SATU")
    parent = Unit.objects.get(government=government, code=PD)
    assert parent.kind == Unit.Kind.PD
    assert UnitParent.objects.get(unit=unit).parent == parent
    assert pd_of(government, unit.pk) == PD
    aliases = UnitCode.objects.filter(unit=unit).values_list("scheme", "year", "value", "name")
    assert set(aliases) == {
        ("kd_satker", 2025, "71", "UPT PUSKESMAS SATU"),
        ("kd_satker_str", 2025, SUB, "UPT PUSKESMAS SATU"),
    }


def test_seeing_the_same_again_changes_nothing(government: Government) -> None:
    rows = [UnitSeen("71", SUB, "Puskesmas", 2025), UnitSeen("72", None, "Kecamatan", 2025)]
    first = see(government, *rows)
    before = (Event.objects.count(), list(Unit.objects.order_by("pk").values()), UnitCode.objects.count())
    assert see(government, *rows) == first
    assert before == (
        Event.objects.count(),
        list(Unit.objects.order_by("pk").values()),
        UnitCode.objects.count(),
    )


def test_a_number_counts_as_its_code_of_the_same_year_only(government: Government) -> None:
    coded = see(government, UnitSeen("71", PD, "Dinas", 2024))[("71", PD)]
    assert see(government, UnitSeen("71", None, "Dinas", 2024))[("71", None)] == coded
    later = see(government, UnitSeen("71", None, "Dinas", 2025))[("71", None)]
    unit = Unit.objects.get(pk=later)
    assert (unit.code, unit.provisional, unit.replaced_by) == ("#71/2025", True, None)
    assert pd_of(government, later) == "#71/2025"


def test_the_same_name_never_makes_the_same_unit(government: Government) -> None:
    ids = see(
        government,
        UnitSeen("1", PD, "Dinas Kesehatan", 2025),
        UnitSeen("2", OTHER_PD, "Dinas Kesehatan", 2025),
    )
    assert len(set(ids.values())) == 2


def test_a_provisional_unit_takes_its_code_when_nobody_has_it(government: Government) -> None:
    early = see(government, UnitSeen("71", None, "Puskesmas", 2025))[("71", None)]
    late = see(government, UnitSeen("71", SUB, "Puskesmas Satu", 2025))[("71", SUB)]
    assert early == late
    unit = Unit.objects.get(pk=early)
    assert (unit.code, unit.kind, unit.provisional, unit.name) == (SUB, "sub_unit", False, "Puskesmas Satu")
    assert pd_of(government, early) == PD


def test_a_provisional_unit_is_replaced_where_its_code_is_taken(government: Government) -> None:
    coded = see(government, UnitSeen("5", SUB, "Puskesmas", 2024))[("5", SUB)]
    early = see(government, UnitSeen("71", None, "Puskesmas", 2025))[("71", None)]
    assert see(government, UnitSeen("71", SUB, "Puskesmas", 2025))[("71", SUB)] == coded
    unit = Unit.objects.get(pk=early)
    assert (unit.code, unit.replaced_by_id) == ("#71/2025", coded)
    assert pd_of(government, early) == PD
    assert see(government, UnitSeen("71", None, "Puskesmas", 2025))[("71", None)] == coded


def test_an_undated_list_is_believed_until_a_dated_feed_says_otherwise(government: Government) -> None:
    early = see(government, UnitSeen("71", None, "Dinas", 2025))[("71", None)]
    see(government, UnitSeen("71", PD, "Dinas Kesehatan", 0))
    assert pd_of(government, early) == PD
    see(government, UnitSeen("71", OTHER_PD, "Dinas PU", 2025))
    assert pd_of(government, early) == OTHER_PD


def test_a_number_with_two_codes_in_one_year_means_nothing(government: Government) -> None:
    see(government, UnitSeen("71", PD, "Satu", 2025), UnitSeen("71", OTHER_PD, "Dua", 2025))
    alone = see(government, UnitSeen("71", None, "Satu", 2025))[("71", None)]
    assert pd_of(government, alone) == "#71/2025"
    changes = [
        change for event in Event.objects.filter(name="institutions.units_seen") for change in event.payload["changes"]
    ]
    assert {"number": "71", "year": 2025, "contradicted": OTHER_PD} in changes


def test_the_newest_spelling_is_the_name(government: Government) -> None:
    see(government, UnitSeen("1", PD, "DINAS KESEHATAN BARU", 2026))
    see(government, UnitSeen("9", PD, "Dinas Kesehatan", 2022))
    assert Unit.objects.get(government=government, code=PD).name == "DINAS KESEHATAN BARU"
    assert set(UnitCode.objects.filter(unit__code=PD, unit__government=government).values_list("year", "name")) == {
        (2026, "DINAS KESEHATAN BARU"),
        (2022, "Dinas Kesehatan"),
    }


def test_a_decided_parent_is_not_undone_by_a_feed(government: Government) -> None:
    ids = see(government, UnitSeen("1", SUB, "Puskesmas", 2025), UnitSeen("2", OTHER_PD, "Dinas", 2025))
    unit, parent = Unit.objects.get(pk=ids[("1", SUB)]), Unit.objects.get(pk=ids[("2", OTHER_PD)])
    services.set_parent(unit=unit, parent=parent, valid_from=date(2025, 7, 1), actor=CONSOLE)
    see(government, UnitSeen("1", SUB, "Puskesmas", 2026))
    assert pd_of(government, unit.pk, date(2025, 6, 30)) == PD
    assert pd_of(government, unit.pk, date(2025, 7, 1)) == OTHER_PD


def test_thousands_of_rows_cost_a_handful_of_queries(government: Government) -> None:
    def rows(year: int) -> list[UnitSeen]:
        return [
            UnitSeen(str(number), f"1.02.0.00.0.00.{number // 100:02d}.{number % 100:04d}", f"Unit {number}", year)
            for number in range(3000)
        ] + [UnitSeen(f"x{number}", None, "Tanpa kode", year) for number in range(500)]

    for year, most in ((2024, 40), (2025, 40), (2025, 8)):
        with CaptureQueriesContext(connection) as queries:
            assert len(see(government, *rows(year))) == 3500
        assert len(queries) <= most, [query["sql"][:80] for query in queries]


@pytest.mark.parametrize("seen", [UnitSeen("1" * 41, None, "X", 2025), UnitSeen(None, "1" * 41, "X", 2025)])
def test_a_code_that_cannot_be_kept_is_refused(government: Government, seen: UnitSeen) -> None:
    with pytest.raises(RuleBroken):
        see(government, seen)
    assert not Unit.objects.filter(government=government).exists()


def test_a_row_without_number_and_code_has_no_unit(government: Government) -> None:
    assert see(government, UnitSeen(None, " ", "Entah", 2025)) == {}


def test_only_an_importer_may_bring_units(government: Government) -> None:
    with pytest.raises(RuleBroken) as refusal:
        services.ensure_units(
            government=government,
            seen=[UnitSeen("1", PD, "X", 2025)],
            actor=Actor(user_id=999, label="orang lain"),
        )
    assert refusal.value.status == 404
    assert not Unit.objects.filter(government=government).exists()


# Any order of feeds gives the same roll-up

CODES = [PD, SUB, OTHER_PD, "1.03.0.00.0.00.01.0002"]
YEARS = [0, 2024, 2025]
#: What each number means in each year, so that feeds never contradict each other (that case has its own test).
MEANING = {
    (number, year): CODES[(int(number) + index) % len(CODES)]
    for number in ("1", "2", "3")
    for index, year in enumerate(YEARS)
}


@st.composite
def feeds(draw: st.DrawFn) -> list[tuple[UnitSeen, ...]]:
    row = st.builds(
        lambda number, year, with_code: UnitSeen(
            number, MEANING[(number, year)] if with_code else None, f"Unit {number} {year}", year
        ),
        st.sampled_from(["1", "2", "3"]),
        st.sampled_from(YEARS),
        st.booleans(),
    )
    batches = draw(st.lists(st.lists(row, min_size=1, max_size=4), min_size=1, max_size=5))
    # One pull has one year.
    return [tuple(one for one in batch if one.year == batch[0].year) for batch in batches]


def roll_up(government: Government, pulls: Iterable[Sequence[UnitSeen]]) -> dict[UnitSeen, str]:
    """Load the pulls in this order, then tell under which PD each row's figures count and how each PD is called."""
    where: dict[UnitSeen, int] = {}
    for pull in pulls:
        ids = see(government, *pull)
        for row in pull:
            where.setdefault(row, ids[(row.number, row.code)])
    pds = selectors.pd_map(government.pk, DAY)
    units = {unit.pk: unit for unit in selectors.units(government.pk)}
    return {row: f"{units[pds[unit]].code} {units[pds[unit]].name}" for row, unit in where.items()}


@given(feeds=feeds(), order=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_feeds_in_any_order_give_the_same_roll_up(
    government: Government, feeds: list[tuple[UnitSeen, ...]], order: Random
) -> None:
    results = []
    shuffled = list(feeds)
    order.shuffle(shuffled)
    for pulls in (feeds, shuffled, [*shuffled, *feeds]):
        with transaction.atomic():
            results.append(roll_up(government, pulls))
            transaction.set_rollback(True)
    assert results[0] == results[1] == results[2]
