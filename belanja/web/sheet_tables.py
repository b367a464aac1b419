"""A sheet as a table of a page: what the page shows, and what its files hold, are the same rows."""

from decimal import Decimal

from belanja.documents.sheets import Kind, Sheet, Value, written
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table


def table(
    sheet: Sheet, *, empty: EmptyState | None = None, stacked: bool = False, tight: bool = False, level: int = 3
) -> Table:
    """The whole sheet, for few rows: every one of them is shown."""
    kinds = [one.kind for one in sheet.fields]
    return Table(
        key=sheet.name,
        caption=sheet.title,
        show_caption=False,
        columns=[Column(key=one.key, label=one.label, numeric=one.kind.numeric) for one in sheet.fields],
        rows=[Row(cells=[_cell(value, kind) for value, kind in zip(row, kinds, strict=True)]) for row in sheet.rows()],
        total=[_cell(value, kind) for value, kind in zip(sheet.total, kinds, strict=True)] if sheet.total else (),
        whole=lambda: sheet,
        empty=empty,
        stacked=stacked,
        tight=tight,
        level=level,
    )


def _cell(value: Value, kind: Kind) -> Cell:
    return Cell(text=written(value, kind), words=kind.numeric and not isinstance(value, int | Decimal))
