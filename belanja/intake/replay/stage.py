"""Rows on record brought back to the staging table: typed again by their feed, from the payload that was kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, TypeVar

from django.db import connection

from belanja.institutions import selectors as institutions
from belanja.journal.services import CONSOLE

from .. import run, versions
from ..feeds import Feed
from ..feeds.base import accepting
from ..models import SourceRow
from ..staging import TABLE, Staging

_BATCH = 5000

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Stored:
    """A row version as it lies on record."""

    id: int
    government_id: int | None
    year: int
    key: str
    amount: Decimal | None
    payload: dict[str, Any]


def stored(ids: Sequence[int]) -> Iterator[Stored]:
    """Row versions of these ids, a batch at a time."""
    fields = ("id", "government_id", "year", "key", "amount", "payload")
    for some in _batches(ids):
        for row in SourceRow.objects.filter(pk__in=some).order_by("pk").values_list(*fields):
            yield Stored(*row)


def stage(feed: Feed, rows: Iterable[Stored]) -> Staging:
    """Fill the staging table with row versions, under their own keys; `intake_replayed` names each one's id."""
    staging = Staging(feed, None)
    staging.create()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS intake_replayed")
        cursor.execute("CREATE TEMP TABLE intake_replayed (rid integer, source_row_id bigint) ON COMMIT DROP")
    codes: dict[int, str] = {}
    empty = {column.name: None for column in feed.columns}
    columns = ["rid", "gov", "year", "key", "version", "repeats", "amount", "unit_number", "unit_code", "payload"]
    columns += [name for name, _kind in feed.typed]
    number = 0
    for some in _batches(rows):
        lines, names = [], []
        for row in some:
            number += 1
            clean = {**empty, **row.payload}
            code = _code(row.government_id, codes)
            with accepting():
                typed = feed.stage(clean).typed
            unit_number, unit_code = clean.get("kd_satker") or "", clean.get("kd_satker_str") or ""
            if unit_number or unit_code:
                name = clean.get("nama_satker") or ""
                staging.units.setdefault((code, row.year, unit_number, unit_code), name)
            # The payload is needed of rows that are gone alone, and those are read from the record.
            line = (number, code, row.year, row.key, "", False, row.amount, unit_number, unit_code, None, *typed)
            lines.append(line)
            names.append((number, row.id))
        _copy(TABLE, columns, lines)
        _copy("intake_replayed", ["rid", "source_row_id"], names)
    for code in codes.values():
        staging.governments.setdefault(code, ("", ""))
    staging.rows = number
    run.resolve(staging, CONSOLE)
    return staging


def expose(feed: Feed, *, anew: Iterable[int], former: Iterable[tuple[int, int]] = (), gone: Iterable[int]) -> None:
    """Make `intake_current` and `intake_gone` of the staged rows. `anew`: ids of rows that are new to the record,
    `former`: (id, id of the version that it replaces), `gone`: ids of versions that are over."""
    replaces = list(former)
    typed = "".join(f", s.{name}" for name, _kind in feed.typed)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS intake_rows, intake_gone, intake_former CASCADE")
        cursor.execute("CREATE TEMP TABLE intake_former (id bigint, former_id bigint) ON COMMIT DROP")
        cursor.execute(
            "INSERT INTO intake_former SELECT * FROM unnest(%s::bigint[], %s::bigint[])",
            [[pair[0] for pair in replaces], [pair[1] for pair in replaces]],
        )
        cursor.execute(
            f"""
            CREATE TEMP TABLE intake_rows ON COMMIT DROP AS
            SELECT s.rid, s.file_no, g.government_id, s.year, u.unit_id, s.key, s.amount,
              CASE WHEN f.id IS NOT NULL THEN 'changed' WHEN n.id IS NOT NULL THEN 'new' ELSE 'same' END AS class,
              f.former_id, p.source_row_id{typed}
            FROM {TABLE} s
            JOIN intake_replayed p USING (rid)
            LEFT JOIN unnest(%s::bigint[]) n(id) ON n.id = p.source_row_id
            LEFT JOIN intake_former f ON f.id = p.source_row_id
            LEFT JOIN intake_governments g ON g.gov = s.gov
            LEFT JOIN intake_units u ON u.gov = s.gov AND u.year = s.year
              AND u.number = s.unit_number AND u.code = s.unit_code
            """,
            [list(anew)],
        )
        cursor.execute("CREATE INDEX ON intake_rows (rid)")
        cursor.execute(
            """
            CREATE TEMP TABLE intake_gone ON COMMIT DROP AS
            SELECT id, government_id, year, payload, amount, year AS pull_year FROM intake_sourcerow
            WHERE id = ANY(%s)
            """,
            [list(gone)],
        )
    versions.expose()


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    waiting = iter(items)
    while some := list(islice(waiting, _BATCH)):
        yield some


def _code(government_id: int | None, known: dict[int, str]) -> str:
    if government_id is None:
        return ""
    if government_id not in known:
        known[government_id] = institutions.governments().get(pk=government_id).code
    return known[government_id]


def _copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
