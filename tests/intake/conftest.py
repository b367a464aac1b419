"""Importing small files, and asking for shares and the second count at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from belanja.affirmation import selectors
from belanja.affirmation.figures import ShareTable
from belanja.affirmation.recount import differences, recount
from belanja.facts import selectors as facts
from belanja.institutions import selectors as institutions
from belanja.intake import services
from belanja.intake.services import Outcome
from belanja.journal.services import CONSOLE

from .files import GOV

Take = Callable[..., Outcome]
Shares = Callable[..., ShareTable]


@pytest.fixture
def take(db: None) -> Take:
    """`take(path, …)` imports files from the console."""

    def run(*paths: Path, **more: Any) -> Outcome:
        return services.import_paths(paths=list(paths), actor=CONSOLE, **more)

    return run


@pytest.fixture
def shares(db: None) -> Shares:
    """`shares(numerator="pesanan")`: the table by SQL, after proving that plain Python over the rows agrees and
    that the aggregate equals the raw facts."""

    def ask(*, government: str = GOV, year: int = 2025, **more: Any) -> ShareTable:
        who = institutions.government(government)
        table = selectors.share_table(government=who, year=year, **more)
        assert differences(table, recount(table)) == []
        assert facts.aggregate_differences(government_id=who.pk, year=year) == []
        assert facts.orphans() == 0
        return table

    return ask


@contextmanager
def forgotten() -> Iterator[None]:
    """What happens within it never happened."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


def of(table: ShareTable, code: str) -> Any:
    """The share of one unit."""
    return next(unit.share for unit in table.units if unit.code == code)


def rupiah(amount: int | str) -> Decimal:
    return Decimal(amount).quantize(Decimal("0.01"))
