"""What is kept of the slow parts of the record is never older than the record, whoever changes it."""

from contextlib import ExitStack, closing
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from belanja.accounts.models import User
from belanja.accounts.selectors import in_use
from belanja.foundation import clock
from belanja.institutions import selectors, standing
from belanja.institutions.models import Government, Holiday, LegalBasis, ParameterRow, RoleAssignment, Unit, UnitParent
from belanja.institutions.working_days import holidays
from belanja.journal.readings import Part, kept, many_readings, one_reading
from belanja.rules.duties import Duty, Role
from tests.support.people import hired, unit

KEY = "roles.longest_term_days"


def longest() -> int:
    return int(selectors.parameter(KEY, government_id=None, on=clock.today()))


def change(value: int) -> None:
    ParameterRow.objects.filter(key=KEY, government=None).update(value=str(value))


@pytest.mark.django_db
def test_a_second_question_reads_nothing_but_the_marks() -> None:
    longest()
    with CaptureQueriesContext(connection) as queries:
        longest()
    assert ["journal_partmark" in one["sql"] for one in queries.captured_queries] == [True]
    with one_reading(), CaptureQueriesContext(connection) as queries:
        for _ in range(3):
            longest()
    assert len(queries) == 1


@pytest.mark.django_db
def test_a_change_is_seen_at_once_and_one_that_is_rolled_back_never_was() -> None:
    before = longest()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        change(before + 1)
        assert longest() == before + 1
        raise ZeroDivisionError
    assert longest() == before
    change(before + 2)
    assert longest() == before + 2


@pytest.mark.django_db
def test_one_reading_is_of_one_moment_and_the_next_is_fresh() -> None:
    with one_reading():
        before = longest()
        change(before + 1)
        assert longest() == before
        with many_readings():
            assert longest() == before + 1
    assert longest() == before + 1


@pytest.mark.django_db
def test_what_is_first_asked_after_an_own_change_in_a_reading_is_forgotten_with_the_change() -> None:
    before = longest()
    later = clock.today() + timedelta(days=3)  # a question that nobody asked yet

    def cold() -> int:
        return int(selectors.parameter(KEY, government_id=None, on=later))

    with pytest.raises(ZeroDivisionError), transaction.atomic(), one_reading():
        assert longest() == before
        change(before + 1)
        assert cold() == before + 1
        raise ZeroDivisionError
    assert cold() == before


@pytest.mark.django_db
def test_an_answer_that_asks_in_turn_is_not_built_on_what_was_known_before_a_change() -> None:
    value = {"now": 1}

    @kept(Part.RULES)
    def inner() -> int:
        return value["now"]

    @kept(Part.RULES)
    def outer() -> int:
        return inner()

    with one_reading():
        assert inner() == 1
        change(longest() + 1)
        value["now"] = 2
        assert (inner(), outer()) == (1, 2)
    assert (inner(), outer()) == (2, 2)


@pytest.mark.django_db
def test_no_writer_waits_for_the_mark_of_another() -> None:
    with ExitStack() as opened:
        writers = [opened.enter_context(closing(connection.copy())) for _ in range(17)]
        for one in writers:
            one.set_autocommit(False)
            with one.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
        for table, order in (("parameterrow", writers), ("roleassignment", writers[::-1])):
            for one in order:
                with one.cursor() as cursor:
                    cursor.execute(f"UPDATE institutions_{table} SET id = id WHERE false")
        for one in writers:
            one.rollback()


@pytest.mark.django_db
def test_an_account_that_is_deleted_is_in_use_no_more() -> None:
    user = User.objects.create_user(name="Petugas Contoh", email="hapus@banten.example.id")
    assert in_use((user.pk,)) == (user.pk,)
    User.objects.filter(pk=user.pk)._raw_delete("default")
    assert in_use((user.pk,)) == ()


@pytest.mark.django_db
def test_every_table_that_is_read_marks_its_part() -> None:
    government = Government.objects.create(code="D900", name="Kabupaten Contoh", kind=Government.Kind.REGENCY)
    here, above = unit(government, "1.01.UJI"), unit(government, "1.02.UJI")
    clerk = hired(government, Role.PPK, unit=here)
    assert clerk.user_id is not None
    today = clock.today()

    def seen() -> dict[str, Any]:
        return {
            "may": selectors.is_allowed(clerk, Duty.APPROVE_PURCHASE, government, unit_id=here.pk),
            "people": selectors.people_in(here, (Role.PPK,)),
            "top": selectors.pd_map(government.pk, today).get(here.pk),
            "off": date(2031, 3, 3) in holidays(government.pk),
            "names": [found.name for found, _reach in standing.reaches(clerk.user_id or 0)],
        }

    assert seen() | {"names": 0} == {"may": True, "people": [clerk.user_id], "top": here.pk, "off": False, "names": 0}
    UnitParent.objects.create(unit=here, parent=above, valid_from=date(2020, 1, 1))
    assert seen()["top"] == above.pk
    Unit.objects.filter(pk=here.pk).update(replaced_by=here, valid_to=date(2020, 1, 1))
    assert seen()["top"] == here.pk
    basis = LegalBasis.objects.get(slug="inpres-2-2022")
    Holiday.objects.create(
        day=date(2031, 3, 3), name="Uji", kind=Holiday.Kind.NATIONAL, legal_basis=basis, added_at=clock.now()
    )
    assert seen()["off"]
    Government.objects.filter(pk=government.pk).update(name="Nama lain")
    assert seen()["names"] == ["Nama lain"]
    User.objects.filter(pk=clerk.user_id).update(is_active=False)
    assert (seen()["may"], seen()["people"]) == (False, [])
    User.objects.filter(pk=clerk.user_id).update(is_active=True)
    assert seen()["may"]
    RoleAssignment.objects.filter(user_id=clerk.user_id).update(valid_to=today)
    assert (seen()["may"], seen()["people"], seen()["names"]) == (False, [], [])
