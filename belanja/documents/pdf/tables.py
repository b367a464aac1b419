"""A sheet as a table on paper: the same values as in its files, written for readers."""

from ..sheets import Sheet, written
from . import content

#: Columns from which a table is laid on a turned page, and its letters.
_WIDE, _SMALL, _SMALLER = 7, 8.2, 7.2


def table(sheet: Sheet, *, note: str = "") -> content.Table:
    """The whole of it, with its totals line; figures as wide as their longest value."""
    fields = sheet.fields
    wide = len(fields) >= _WIDE
    rows = [[written(value, one.kind) for one, value in zip(fields, row, strict=True)] for row in sheet.rows()]
    total = [written(value, one.kind) for one, value in zip(fields, sheet.total, strict=True)] if sheet.total else ()
    return content.Table(
        title=sheet.title,
        columns=[
            content.Column(
                label=one.label, align="right" if one.kind.numeric else "left", weight=one.width or 10,
                fit=one.kind.numeric,
            )
            for one in fields
        ],
        rows=rows,
        total=total,
        note=note,
        wide=wide,
        size=_SMALLER if wide else _SMALL,
    )  # fmt: skip
