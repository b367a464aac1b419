"""A sheet that somebody asks for, filled from a frozen report: its table, its columns in their order, its heads.

It computes nothing: every value is one of the laid-out report, or a word that the form holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from belanja.documents import sheets, xlsx
from belanja.foundation import text
from belanja.reporting.chapters import Layout, model
from belanja.reporting.models import SheetForm
from belanja.reporting.renderings.workbook import kind
from belanja.rules.decisions import RuleBroken


@dataclass(frozen=True)
class Head:
    """One column: its head, and the column of the report under it, or `words` that stand in every row."""

    head: str
    column: str = ""
    words: str = ""

    def as_json(self) -> dict[str, str]:
        """As it is kept."""
        return {"head": self.head.strip(), "column": self.column, "words": self.words.strip()}


def tables_of(layout: Layout) -> dict[str, model.Table]:
    """The tables that a sheet may be filled from, by their key."""
    return {table.key: table for table in layout.tables}


def filled(form: SheetForm, layout: Layout) -> model.Table:
    """The sheet as a table of this report. RuleBroken 409 where the report has not that table or column."""
    table = tables_of(layout).get(form.table)
    if table is None:
        raise RuleBroken("form_table_gone", f"Laporan ini tidak mempunyai tabel “{form.table}”.", status=409)
    places = {column.key: place for place, column in enumerate(table.columns)}
    heads = [Head(**row) for row in form.columns]
    gone = [head.column for head in heads if head.column and head.column not in places]
    if gone:
        raise RuleBroken("form_column_gone", f"Kolom laporan ini tidak ada: {', '.join(gone)}.", status=409)
    columns = tuple(
        model.Column(
            f"k{number}", head.head, table.columns[places[head.column]].kind if head.column else model.Kind.TEXT
        )
        for number, head in enumerate(heads, 1)
    )
    return model.Table(
        key=form.code,
        title=form.title,
        sheet=text.capital_first(form.code.replace("-", " "))[:31],
        columns=columns,
        rows=tuple(
            tuple(row[places[head.column]] if head.column else head.words for head in heads) for row in table.rows
        ),
        note=f"Diminta oleh {form.asked_by}; bentuk versi {form.version}. Sumber: {table.title}.",
    )


def written(form: SheetForm, layout: Layout, *, sha256: str, at: datetime) -> bytes:
    """The sheet as XLSX. One report and form give one sequence of bytes."""
    table = filled(form, layout)
    target = BytesIO()
    sheet = sheets.Sheet(
        name=table.sheet,
        title=table.title,
        fields=tuple(sheets.Field(column.key, column.label, kind(column)) for column in table.columns),
        rows=_rows(table.rows),
        source=[*layout.sources, ("SHA-256 angka beku (report.json)", sha256 or "draf"), ("Catatan", table.note)],
    )
    xlsx.write(target, [sheet], title=f"{form.title}, {layout.government}", created=at)
    return target.getvalue()


def _rows(rows: Sequence[Sequence[model.Value]]) -> Callable[[], list[list[model.Value]]]:
    return lambda: [[text.UNKNOWN if value is None else value for value in row] for row in rows]
