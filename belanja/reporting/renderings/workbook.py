"""A laid-out report as XLSX: every table of the paper on a sheet of its own, values typed, and the sources."""

from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO

from belanja.documents import sheets, xlsx
from belanja.foundation import text
from belanja.reporting.chapters import Layout, model

_KINDS = {
    model.Kind.TEXT: sheets.Kind.TEXT,
    model.Kind.RUPIAH: sheets.Kind.MONEY,
    model.Kind.PERCENT: sheets.Kind.PERCENT,
    model.Kind.POINTS: sheets.Kind.NUMBER,
    model.Kind.NUMBER: sheets.Kind.NUMBER,
    model.Kind.COUNT: sheets.Kind.COUNT,
    model.Kind.DAY: sheets.Kind.DAY,
    model.Kind.MOMENT: sheets.Kind.MOMENT,
}


def write_workbook(layout: Layout, *, sha256: str, at: datetime) -> bytes:
    """The workbook of a report. `at` is written as its creation date, so that one report gives one file."""
    target = BytesIO()
    lines = [*layout.sources, *([("SHA-256 angka beku (report.json)", sha256)] if sha256 else [])]
    found = [
        _summary(layout),
        *(_sheet(table, lines if not number else ()) for number, table in enumerate(layout.tables)),
    ]
    xlsx.write(target, found, title=f"{layout.title}, {layout.government}", created=at)
    return target.getvalue()


def _summary(layout: Layout) -> sheets.Sheet:
    """The headline figures as they stand on the first page, in words."""
    boxes = [
        box
        for chapter in layout.chapters
        for block in chapter.blocks
        if isinstance(block, model.Boxes)
        for box in block.boxes
    ]
    rows = [
        ("Laporan", layout.title, ""),
        ("Pemerintah daerah", layout.government, "data contoh, bukan data resmi" if layout.is_example else ""),
        *((label, words, "") for label, words in layout.facts),
        *((box.label, box.value, box.detail) for box in boxes),
    ]
    return sheets.Sheet(
        name="Ringkasan",
        title="Ringkasan eksekutif",
        fields=(
            sheets.Field("hal", "Hal", width=44),
            sheets.Field("isi", "Isi", width=36),
            sheets.Field("dasar", "Dasar", width=70),
        ),
        rows=lambda: rows,
    )


def _sheet(table: model.Table, sources: Sequence[tuple[str, str]]) -> sheets.Sheet:
    return sheets.Sheet(
        name=table.sheet,
        title=table.title,
        fields=tuple(
            sheets.Field(column.key, f"{column.label} ({column.help})" if column.help else column.label, kind(column))
            for column in table.columns
        ),
        rows=_rows(table.rows),
        total=[_value(value) for value in table.total],
        source=[*sources, *([("Catatan", table.note)] if table.note else [])],
    )


def kind(column: model.Column) -> sheets.Kind:
    """The kind of a column in a spreadsheet; codes stay text that no program takes for a number."""
    return sheets.Kind.CODE if column.key == "kode" else _KINDS[column.kind]


def _rows(rows: Sequence[Sequence[model.Value]]) -> Callable[[], list[list[model.Value]]]:
    return lambda: [[_value(value) for value in row] for row in rows]


def _value(value: model.Value) -> model.Value:
    return text.UNKNOWN if value is None else value
