"""The rows of a table, written without a template: a list has some hundred cells, each a dozen nodes of one."""

from collections.abc import Callable, Sequence

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from belanja.web.pieces import Badge, Cell, Column, Piece, Row, StatusTag, Table

_Show = Callable[[Piece], str]


def rows(table: Table, show: _Show) -> SafeString:
    """`<tr>` after `<tr>`; the first cell of each is its head. `show` draws a piece within a cell; words with a
    sign, of which a list repeats a few, are drawn once."""
    drawn: dict[Piece, str] = {}

    def once(piece: Piece) -> str:
        if not isinstance(piece, StatusTag | Badge):
            return show(piece)
        if piece not in drawn:
            drawn[piece] = show(piece)
        return drawn[piece]

    labels = [_label(column) if table.stacked else "" for column in table.columns]
    lines = (_row(row, cells, labels, once) for row, cells in table.lines)
    return mark_safe("".join(lines))  # noqa: S308  (every value is escaped below)


def _row(row: Row, cells: Sequence[tuple[Column, Cell]], labels: Sequence[str], show: _Show) -> str:
    parts = ["\n        <tr>"]
    for place, (column, cell) in enumerate(cells):
        if place == 0:
            parts.append(f'\n          <th scope="row">{_head(row, cell, show)}{_sub(cell)}</th>')
        else:
            kinds = ("num" if column.numeric else "") + (" words" if cell.words else "")
            kinds += " differs" if cell.differs else ""
            parts.append(f'\n          <td class="{kinds}"{labels[place]}>{_value(cell, show)}{_sub(cell)}</td>')
    parts.append("\n        </tr>")
    return "".join(parts)


def _head(row: Row, cell: Cell, show: _Show) -> str:
    href = row.href or cell.href
    if href:
        return f'<a href="{conditional_escape(href)}">{conditional_escape(cell.text)}</a>'
    return show(cell.piece) if cell.piece else conditional_escape(cell.text)


def _value(cell: Cell, show: _Show) -> str:
    if cell.piece:
        return show(cell.piece)
    words = conditional_escape(cell.text)
    return f'<a href="{conditional_escape(cell.href)}">{words}</a>' if cell.href else words


def _sub(cell: Cell) -> str:
    return f'<span class="sub">{conditional_escape(cell.sub)}</span>' if cell.sub else ""


def _label(column: Column) -> str:
    note = f" ({conditional_escape(column.note)})" if column.note else ""
    return f' data-label="{conditional_escape(column.label)}{note}"'
