"""Plan lines that are read anew while an import brings them with other words."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection, transaction

from belanja.institutions.models import Government
from belanja.plans import services
from belanja.plans.models import PlanClass, RupPackage
from belanja.plans.services.classes import hold_classes
from belanja.rules.classification import VERSION
from tests.support.people import unit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def package() -> RupPackage:
    """A line that older rules have read."""
    government = Government.objects.get(code="D50")
    made = RupPackage.objects.create(
        government=government, unit=unit(government, "1.02.0.00.0.00.01.0000", "Dinas Kesehatan"), year=2026, code="1",
        kind="penyedia", title="Belanja Alat Tulis Kantor", pagu=1_000, announced=True, active=True, counts=True,
        source_row_id=1,
    )  # fmt: skip
    services.read_classes(government_id=government.pk, year=2026)
    PlanClass.objects.update(version="2020.1")
    return made


def beside(what: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            what()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def until_somebody_waits() -> None:
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


def test_the_words_that_came_last_are_what_was_read(package: RupPackage) -> None:
    begun, over = threading.Event(), threading.Event()

    def bring() -> None:
        with transaction.atomic():
            RupPackage.objects.update(title="Laptop")
            services.read_classes(government_id=package.government_id, year=2026)
            begun.set()
            over.wait(20)

    bringing = beside(bring)
    assert begun.wait(20)
    reading = beside(services.read_again)
    until_somebody_waits()
    over.set()
    for one in (bringing, reading):
        one.join()
    row = PlanClass.objects.get()
    assert (row.read, row.version) == ("komputer", VERSION)


def test_lines_that_are_being_read_are_not_taken_back_meanwhile(package: RupPackage) -> None:
    begun, over = threading.Event(), threading.Event()

    def read() -> None:
        with transaction.atomic():
            hold_classes(package.government_id)
            begun.set()
            over.wait(20)

    reading = beside(read)
    assert begun.wait(20)
    try:
        with pytest.raises(OperationalError), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '300ms'")
            services.forget_rup(source_row_ids=[1])
    finally:
        over.set()
        reading.join()
    services.forget_rup(source_row_ids=[1])
    assert not PlanClass.objects.exists()
