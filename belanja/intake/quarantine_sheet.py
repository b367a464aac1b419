"""The quarantine of one feed as a sheet that people fill in, and what a returned sheet would change.

A cell that differs from what the source said is a correction; the column `putusan` may say `terima` or `tolak`
instead. A sheet that comes back as it went changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from belanja.institutions.models import Government
from belanja.rules.decisions import RuleBroken

from . import corrected, readers
from .feeds import BY_NAME, Feed
from .models import Correction, QuarantineRow
from .quarantine import current_pulls
from .services.corrections import fit

NUMBER, ANSWER = "nomor", "putusan"
#: Columns in front of those of the feed; only the answer is read back.
FRONT = (NUMBER, "berkas", "baris", "penjelasan", ANSWER)
ANSWERS = {"terima": Correction.Action.ACCEPT, "tolak": Correction.Action.REJECT, "koreksi": Correction.Action.CORRECT}
#: So many rows are taken back at once.
MOST_ROWS = 5000
_MOST_ERRORS = 100


@dataclass
class Returned:
    """What a filled sheet asks for: by action, row -> corrected cells; and what is wrong with it, in words."""

    wanted: dict[str, dict[int, dict[str, str]]] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0

    @property
    def rows(self) -> int:
        return sum(len(rows) for rows in self.wanted.values())


def header(feed: Feed) -> list[str]:
    return [*FRONT, *corrected.columns(feed)]


def lines(feed: Feed, rows: Iterable[QuarantineRow]) -> Iterator[list[str]]:
    """Each row as texts under `header`."""
    names = corrected.columns(feed)
    for row in rows:
        cells = [written(row.payload.get(name)) for name in names]
        yield [str(row.pk), row.file, str(row.row_number), row.message, "", *cells]


def written(value: Any) -> str:
    """A kept value as a person reads and writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def read(path: Path, *, government: Government) -> Returned:
    """What a returned sheet asks for. Raises RuleBroken for a file that is no such sheet."""
    table = readers.open_table(path)
    if table is None:
        raise RuleBroken("not_a_sheet", "Berkas ini bukan lembar CSV atau XLSX.")
    found = Returned()
    with table:
        given = [line for batch in table.rows() for line in batch]
    if not given or NUMBER not in given[0]:
        raise RuleBroken("not_a_sheet", f"Lembar ini tidak punya kolom “{NUMBER}”. Unduh lembarnya dari halaman ini.")
    if len(given) > MOST_ROWS:
        raise RuleBroken("sheet_too_long", f"Paling banyak {MOST_ROWS} baris sekali kembali. Bagi lembarnya.")
    ids = [int(number) for line in given if (number := _text(line.get(NUMBER))).isdigit() and len(number) < 19]
    rows = {
        row.pk: row
        for row in QuarantineRow.objects.filter(
            pk__in=ids, pull_id__in=current_pulls(government_id=government.pk)
        ).select_related("pull")
    }
    for place, line in enumerate(given, start=2):
        _take(found, government, rows, line, f"Baris {place} lembar")
    return found


def _take(
    found: Returned, government: Government, rows: Mapping[int, QuarantineRow], line: Mapping[str, Any], where: str
) -> None:
    number = _text(line.get(NUMBER))
    row = rows.get(int(number)) if number.isdigit() and len(number) < 19 else None
    answer = _text(line.get(ANSWER)).lower()
    if row is None:
        return _wrong(found, where, f"nomor “{number[:20]}” bukan baris karantina yang berlaku.")
    cells = _changed(row, line)
    if not cells and answer in ("", "koreksi"):
        found.unchanged += 1
        return None
    if answer and answer not in ANSWERS:
        return _wrong(found, where, f"putusan “{answer[:20]}” tidak dikenal; tulis terima, tolak, atau kosongkan.")
    if row.state != QuarantineRow.State.OPEN:
        return _wrong(found, where, f"baris ini {row.get_state_display()}; tidak dapat diubah lagi.")
    action = ANSWERS.get(answer, Correction.Action.CORRECT)
    if action != Correction.Action.CORRECT:
        cells = {}
    if action != Correction.Action.REJECT:
        why = fit(government=government, row=row, cells=cells, accept=action == Correction.Action.ACCEPT)
        if why:
            return _wrong(found, where, why)
    found.wanted.setdefault(action.value, {})[row.pk] = cells
    return None


def _changed(row: QuarantineRow, line: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: _text(line[name])
        for name in corrected.columns(BY_NAME[row.pull.feed])
        if name in line and _text(line[name]) != _text(written(row.payload.get(name)))
    }


def _wrong(found: Returned, where: str, why: str) -> None:
    if len(found.errors) < _MOST_ERRORS:
        found.errors.append((where, why))


def _text(value: Any) -> str:
    """A cell as text, without the apostrophe that keeps spreadsheets from running it."""
    text = "" if value is None else str(value).strip()
    return text[1:] if text[:1] == "'" else text


def preview(found: Returned) -> Sequence[tuple[QuarantineRow, str, str, str, str]]:
    """Row, action, column, value of the source, new value: what a returned sheet would change, cell by cell."""
    ids = [pk for rows in found.wanted.values() for pk in rows]
    rows = QuarantineRow.objects.select_related("pull").in_bulk(ids)
    told = []
    for action, wanted in found.wanted.items():
        for pk, cells in wanted.items():
            row = rows[pk]
            for name, value in (cells or {"": ""}).items():
                told.append((row, action, name, written(row.payload.get(name)) if name else "", value))
    return told
