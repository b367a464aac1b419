"""The annex of the report on what the letter asks: who misses something, what is asked of everybody, what was kept."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from belanja.foundation import clock
from belanja.needs.models import Need
from belanja.reporting.canonical import canonical_bytes, read
from belanja.reporting.chapters.letter import chapters
from belanja.reporting.chapters.model import Paragraph, Table
from belanja.reporting.record import Record
from belanja.reporting.sections import letter
from tests.support.needs import posted_need
from tests.support.receiving import deal

pytestmark = pytest.mark.django_db


def test_units_of_which_nothing_is_asked_are_counted_and_not_listed_twice(
    freeze: Callable[[date], datetime],
) -> None:
    freeze(date(2026, 11, 2))
    made = deal()
    need = posted_need(made.government)
    Need.objects.filter(pk=need.pk).update(unit=made.unit)
    record = Record(government=made.government, year=2026, quarter=4, cut_off=clock.today())
    frozen = read(canonical_bytes({"letter": letter.build(record)}))
    (annex,) = chapters(frozen)
    tables = {block.key: block for block in annex.blocks if isinstance(block, Table)}
    told = [block.text for block in annex.blocks if isinstance(block, Paragraph)]
    every = len(frozen["letter"]["units"])
    assert any(f"Bagi {every - 1} dari {every} Perangkat Daerah" in one for one in told)
    asked, whole = tables["surat-edaran-unit"], tables["surat-edaran-komitmen"]
    assert [row[0] for row in asked.rows] == [made.unit.name]
    assert len(whole.rows) == every
    for table in (asked, whole):
        assert {len(row) for row in (*table.rows, table.total)} == {len(table.columns)}
    assert [column.key for column in whole.columns][1:4] == ["surat_diterima", "impor", "impor_semua"]
    assert "ditepati" in [column.key for column in whole.columns]
    for one in frozen["letter"]["units"]:
        one["missing"] |= {"open_needs": 0, "plan_lines": 0}
    (annex,) = chapters(frozen)
    told = [block.text for block in annex.blocks if isinstance(block, Paragraph)]
    assert any(f"Bagi {every} dari {every} Perangkat Daerah tidak ada" in one for one in told), "it missed nothing"
    assert "surat-edaran-unit" in [block.key for block in annex.blocks if isinstance(block, Table)], "and did something"
