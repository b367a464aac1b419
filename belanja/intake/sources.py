"""The files of one import: which feed each is, which are parts of one pull, which are pulls of other days."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection

from . import feeds, readers
from .readers.paths import display_name
from .staging import TABLE, Staging

PassedOver = list[tuple[str, str]]
"""Names of files that are not taken, each with the reason."""


@dataclass
class File:
    table: readers.Table
    feed: feeds.Feed
    depth: int
    """Folders between the path that a person named and the file."""
    scopes: frozenset[tuple[str, str]]
    """Governments and years of its first rows, as written."""
    rows: int = 0


def recognised(named: list[Path], passed_over: PassedOver, open_tables: ExitStack) -> list[File]:
    """The files of known feeds at the paths that a person named, opened; the others with the reason."""
    files = []
    for path in readers.discover(named):
        try:
            table = readers.open_table(path)
        except readers.BrokenFile as broken:
            if path in named or feeds.may_be_one(path):
                raise
            # In a folder, what no feed could be is passed over however badly it is written.
            passed_over.append((display_name(path), f"tidak dapat dibaca: {broken.problem}"))
            continue
        if table is None:
            passed_over.append((path.name, "bukan berkas tabel"))
            continue
        open_tables.enter_context(table)
        if table.empty:
            passed_over.append((table.name, "kosong, tidak ada baris"))
        elif table.not_a_table:
            passed_over.append((table.name, "bukan daftar baris"))
        else:
            head = table.peek(50)
            feed = feeds.recognise(frozenset(name for row in head for name in row) | frozenset(table.columns))
            if feed is None:
                passed_over.append((table.name, "kolomnya bukan kolom data yang dikenal"))
            else:
                files.append(File(table, feed, _depth(path, named), feeds.scopes_of(feed, head)))
    return files


def _depth(path: Path, named: list[Path]) -> int:
    above = [root for root in named if root in path.parents]
    return min((len(path.relative_to(root).parts) for root in above), default=0)


def without_other_pulls(files: list[File], passed_over: PassedOver) -> list[File]:
    """A sub-folder may hold another pull of what lies above it (an archive, a copy for display). Mixing the two
    would give figures of no day at all, so the upper one is taken and the other named."""
    kept = []
    for file in files:
        rivals = [
            other
            for other in files
            if other.feed is file.feed
            and other.scopes == file.scopes
            and other.depth < file.depth
            and not file.feed.national
        ]
        if rivals and file.scopes:
            passed_over.append(
                (
                    file.table.name,
                    f"tarikan lain dari data yang sama dengan {rivals[0].table.name}; impor tersendiri",
                )
            )
        else:
            kept.append(file)
    return kept


def successive(staging: Staging, files: list[File]) -> list[File]:
    """Files that tell the same rows differently are pulls of different days: in their order, the oldest first.
    Empty when the files are parts of one pull (pages, months), which hold different rows or few the same."""
    day = next((name for name, _type in staging.feed.typed if name in ("day", "announced_on", "approved_on")), None)
    if day is None:
        return []  # nothing tells which came first: what contradicts itself is for a person to decide
    key = "doc_key" if staging.feed.domain == "orders" else "key"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH rows AS (
              SELECT gov, year, {key} AS key, file_no, min(digest::text) AS least, max(digest::text) AS greatest
              FROM {TABLE} WHERE version = '' GROUP BY 1, 2, 3, 4
            ), sizes AS (
              SELECT gov, year, file_no, count(*) AS keys FROM rows GROUP BY 1, 2, 3
            ), pairs AS (
              SELECT a.gov, a.year, a.file_no AS one, b.file_no AS other, count(*) AS shared,
                     bool_or(a.least <> b.least OR a.greatest <> b.greatest) AS differ
              FROM rows a JOIN rows b USING (gov, year, key) WHERE a.file_no < b.file_no
              GROUP BY 1, 2, 3, 4
            )
            SELECT EXISTS (
              SELECT 1 FROM pairs p
              JOIN sizes a ON a.file_no = p.one AND a.gov = p.gov AND a.year IS NOT DISTINCT FROM p.year
              JOIN sizes b ON b.file_no = p.other AND b.gov = p.gov AND b.year IS NOT DISTINCT FROM p.year
              WHERE p.differ AND 2 * p.shared >= least(a.keys, b.keys)
            )
            """
        )
        if not cursor.fetchone()[0]:
            return []
        cursor.execute(f"SELECT file_no, max({day}) FROM {TABLE} GROUP BY file_no")
        newest = dict(cursor.fetchall())
    order = sorted(range(len(files)), key=lambda number: (newest.get(number) or date.min, files[number].table.name))
    return [files[number] for number in order]
