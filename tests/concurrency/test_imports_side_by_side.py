"""Imports of different governments go on side by side; those of one, and of any, follow each other."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction

from belanja.intake.run import lock
from belanja.intake.services import import_paths
from belanja.journal.services import CONSOLE

from ..intake.files import GOV, PD_A, as_json, v6

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def running(government: str | None) -> Iterator[None]:
    """As if an import of `government` (None: of any) were under way on another connection."""
    begun, over = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                lock(government=government)
                begun.set()
                over.wait()
        finally:
            connection.close()

    other = threading.Thread(target=hold)
    other.start()
    begun.wait()
    try:
        yield
    finally:
        over.set()
        other.join()


@pytest.fixture
def orders(tmp_path: Path) -> Iterator[Path]:
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '300ms'")
    yield as_json(tmp_path / "o.json", [v6("01K32QD12XPKKTQMJ6E33ADS4A", PD_A, 10)])
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")


@pytest.mark.parametrize("other", ["D777", None])
@pytest.mark.parametrize("own", [GOV, None])
def test_only_governments_that_are_named_on_both_sides_go_side_by_side(
    orders: Path, other: str | None, own: str | None
) -> None:
    with running(other):
        if other and own:
            assert import_paths(paths=[orders], actor=CONSOLE, government=own).pulls[0].added == 1
        else:
            with pytest.raises(OperationalError):
                import_paths(paths=[orders], actor=CONSOLE, government=own)


def test_imports_of_one_government_follow_each_other(orders: Path) -> None:
    with running(GOV), pytest.raises(OperationalError):
        import_paths(paths=[orders], actor=CONSOLE, government=GOV)
    assert import_paths(paths=[orders], actor=CONSOLE, government=GOV).pulls[0].added == 1


def test_a_list_of_the_whole_country_waits_for_everybody(orders: Path, tmp_path: Path) -> None:
    national = as_json(
        tmp_path / "e.json",
        [{"kd_komoditas": 1, "nama_komoditas": "Etalase", "jenis_katalog": "Nasional", "kd_instansi_katalog": "x"}],
    )
    with running("D777"), pytest.raises(OperationalError):
        import_paths(paths=[orders, national], actor=CONSOLE, government=GOV)
