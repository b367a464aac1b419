"""The dated tree: parents from/to, mergers and splits, who a number really is."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from belanja.institutions import selectors, services
from belanja.institutions.models import Government, LegalBasis, Unit, UnitParent
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE
from belanja.rules.decisions import RuleBroken
from tests.support.people import unit

pytestmark = pytest.mark.django_db


def tree(government: Government) -> tuple[Unit, Unit, Unit]:
    first, second, below = (
        unit(government, code)
        for code in ("1.01.0.00.0.00.01.0000", "1.02.0.00.0.00.01.0000", "1.01.0.00.0.00.01.0004")
    )
    UnitParent.objects.create(unit=below, parent=first)
    return first, second, below


def top(government: Government, one: Unit, on: date) -> int:
    return selectors.pd_map(government.pk, on)[one.pk]


def test_another_parent_holds_from_its_day_on(government: Government, basis: LegalBasis) -> None:
    first, second, below = tree(government)
    services.set_parent(unit=below, parent=second, valid_from=date(2025, 7, 1), legal_basis=basis, actor=CONSOLE)
    assert [top(government, below, date(2025, 6, 30)), top(government, below, date(2025, 7, 1))] == [
        first.pk,
        second.pk,
    ]
    services.set_parent(unit=below, parent=first, valid_from=date(2026, 1, 1), actor=CONSOLE)
    assert [top(government, below, date(2025, 12, 31)), top(government, below, date(2026, 1, 1))] == [
        second.pk,
        first.pk,
    ]
    event = Event.objects.filter(name="institutions.parent_set").earliest("pk")
    assert event.payload == {"parent": second.code, "valid_from": "2025-07-01", "legal_basis": basis.slug}


def test_history_is_not_rewritten(government: Government) -> None:
    first, second, below = tree(government)
    services.set_parent(unit=below, parent=second, valid_from=date(2025, 7, 1), actor=CONSOLE)
    for day in (date(2025, 7, 1), date(2025, 1, 1)):
        with pytest.raises(RuleBroken) as refusal:
            services.set_parent(unit=below, parent=first, valid_from=day, actor=CONSOLE)
        assert refusal.value.status == 409


def test_nothing_is_under_itself(government: Government, neighbour: Government) -> None:
    first, second, below = tree(government)
    services.set_parent(unit=first, parent=second, valid_from=date(2025, 1, 1), actor=CONSOLE)
    for parent in (second, below, first):
        with pytest.raises(RuleBroken) as refusal:
            services.set_parent(unit=second, parent=parent, valid_from=date(2025, 6, 1), actor=CONSOLE)
        assert refusal.value.code == "parent_circle"
    with pytest.raises(RuleBroken) as refusal:
        services.set_parent(unit=below, parent=unit(neighbour, "9"), valid_from=date(2025, 6, 1), actor=CONSOLE)
    assert refusal.value.code == "parent_elsewhere"


@pytest.mark.parametrize(
    ("begins", "ends", "fits"),
    [
        (date(2024, 1, 1), date(2025, 1, 1), True),
        (date(2026, 1, 1), None, True),
        (date(2024, 1, 1), date(2025, 1, 2), False),
        (date(2025, 12, 31), None, False),
        (date(2025, 3, 1), date(2025, 3, 2), False),
        (date(1900, 1, 1), None, False),
    ],
)
def test_the_database_keeps_one_parent_a_day(
    government: Government, begins: date, ends: date | None, fits: bool
) -> None:
    first, second, other = (unit(government, code) for code in "123")
    UnitParent.objects.create(unit=first, parent=second, valid_from=date(2025, 1, 1), valid_to=date(2026, 1, 1))
    UnitParent.objects.create(unit=other, parent=second, valid_from=begins, valid_to=ends)  # another unit may
    if fits:
        UnitParent.objects.create(unit=first, parent=second, valid_from=begins, valid_to=ends)
    else:
        with pytest.raises(IntegrityError, match="unit_parent_once_a_day"), transaction.atomic():
            UnitParent.objects.create(unit=first, parent=second, valid_from=begins, valid_to=ends)


def test_a_merger_moves_the_figures_from_its_day_on(government: Government) -> None:
    first, second, below = tree(government)
    services.replace_unit(unit=first, successor=second, valid_from=date(2026, 1, 1), actor=CONSOLE)
    for one in (first, below):
        assert top(government, one, date(2025, 12, 31)) == first.pk
        assert top(government, one, date(2026, 1, 1)) == second.pk
    with pytest.raises(RuleBroken) as refusal:
        services.replace_unit(unit=first, successor=None, valid_from=date(2027, 1, 1), actor=CONSOLE)
    assert refusal.value.status == 409
    with pytest.raises(RuleBroken) as refusal:
        services.replace_unit(unit=second, successor=below, valid_from=date(2027, 1, 1), actor=CONSOLE)
    assert refusal.value.code == "successor_circle"


def test_a_unit_may_end_without_a_successor(government: Government) -> None:
    first, _, _ = tree(government)
    services.replace_unit(unit=first, successor=None, valid_from=date(2026, 1, 1), actor=CONSOLE)
    assert top(government, first, date(2026, 6, 1)) == first.pk


def test_a_shipped_unit_is_identified_with_the_true_one(government: Government) -> None:
    first, second, _ = tree(government)
    with pytest.raises(RuleBroken) as refusal:
        services.identify_unit(unit=first, same_as=second, reason="sama", actor=CONSOLE)
    assert refusal.value.code == "unit_certain"
    Unit.objects.filter(pk=first.pk).update(provisional=True)
    with pytest.raises(RuleBroken, match="alasan"):
        services.identify_unit(unit=first, same_as=second, reason=" ", actor=CONSOLE)
    services.identify_unit(unit=first, same_as=second, reason="dokumen pelaksanaan anggaran", actor=CONSOLE)
    assert top(government, first, date(2020, 1, 1)) == second.pk


def test_a_feed_does_not_undo_what_a_person_said_about_a_number(government: Government) -> None:
    first, second, _ = tree(government)
    seen = services.UnitSeen("7", None, "?", 2025)
    number = Unit.objects.get(pk=services.ensure_units(government=government, seen=[seen], actor=CONSOLE)[("7", None)])
    services.identify_unit(unit=number, same_as=first, reason="nota dinas", actor=CONSOLE)
    coded = services.UnitSeen("7", second.code, "Dinas Dua", 2025)
    services.ensure_units(government=government, seen=[coded], actor=CONSOLE)
    assert top(government, number, date(2025, 6, 1)) == first.pk


def test_the_whole_map_costs_two_queries_and_the_mark_and_then_the_mark_alone(government: Government) -> None:
    tree(government)
    with CaptureQueriesContext(connection) as queries:
        found = selectors.pd_map(government.pk, date(2025, 6, 1))
    assert (len(found), len(queries)) == (3, 3)
    with CaptureQueriesContext(connection) as queries:
        assert selectors.pd_map(government.pk, date(2025, 6, 1)) == found
    assert len(queries) == 1
