"""The officer's table and its relatives."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict

from belanja.documents.sheets import Sheet
from belanja.foundation import text
from belanja.web.pieces.base import Choice, EmptyState, Link, Notice, Piece


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: `key` is its name in the query string, `note` a second line (unit, source)."""

    key: str
    label: str
    numeric: bool = False
    note: str = ""
    sort_href: str = ""
    direction: str = ""  # "ascending" or "descending" where the table is sorted by this column

    @property
    def arrow(self) -> str:
        return {"ascending": "up", "descending": "down"}.get(self.direction, "sort")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One value: written text, or a piece, of which `text` is what files say. `words` marks a statement in place of a
    number; `label` names it on a phone where the name of its column would not be true (a total that stands under a
    price)."""

    text: str = ""
    href: str = ""
    sub: str = ""
    piece: Piece | None = None
    words: bool = False
    differs: bool = False
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line; `href` makes its first cell a link to the object."""

    cells: Sequence[Cell | str]
    href: str = ""


def _cell(value: Cell | str) -> Cell:
    return value if isinstance(value, Cell) else Cell(text=value)


@dataclass(frozen=True, kw_only=True)
class Pagination(Piece):
    """Pages of a list: what is shown of how many, and links; `total` rows, `per_page` rows on a page."""

    template = "components/pagination.html"
    page: int
    per_page: int
    total: int
    base: str = "?"  # address up to the page number: "?q=meja&"

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def range_text(self) -> str:
        first = min(self.total, (self.page - 1) * self.per_page + 1)
        last = min(self.total, self.page * self.per_page)
        return f"{text.number(first)}–{text.number(last)} dari {text.number(self.total)}"

    @property
    def links(self) -> list[Link | None]:
        """Page links; `None` is a gap."""
        wanted = sorted({1, self.pages, *range(max(1, self.page - 1), min(self.pages, self.page + 1) + 1)})
        out: list[Link | None] = []
        for before, page in zip([0, *wanted], wanted, strict=False):
            if page - before > 1:
                out.append(None)
            out.append(Link(label=text.number(page), href=self._address(page), current=page == self.page))
        return out

    def _address(self, page: int) -> str:
        return f"{self.base}page={page}"

    @property
    def previous(self) -> str:
        return self._address(self.page - 1) if self.page > 1 else ""

    @property
    def following(self) -> str:
        return self._address(self.page + 1) if self.page < self.pages else ""


@dataclass(frozen=True, kw_only=True)
class Table(Piece):
    """Rows to be read, sorted, exported and followed.

    `key` is unique on the page (ids hang on it). `total` is the totals line, same width as the columns. Every table
    can be taken along as CSV and XLSX (`belanja.web.exports`), and that never truncates; a list that may be long
    reads its rows for it by `whole`, under the same filters. `density_href` switches between airy and tight,
    `column_choices` (value = column key) is sent as repeated `kolom`; both work by address alone. A `personal` table
    shows names and numbers of people and offers no file. A `stacked` table stands line under line on a phone, each
    value beside the name of its column: for few rows with many words.
    """

    template = "components/table.html"
    key: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row] = ()
    total: Sequence[Cell | str] = ()
    whole: Callable[[], Sheet] | None = None
    tight: bool = False
    stacked: bool = False
    density_href: str = ""
    column_choices: Sequence[Choice] = ()
    kept: Sequence[Choice] = ()  # other parameters of the address, kept when columns are chosen
    pagination: Pagination | None = None
    empty: EmptyState | None = None
    show_caption: bool = True
    level: int = 3
    tall: bool = False
    personal: bool = False

    @property
    def lines(self) -> Iterator[tuple[Row, list[tuple[Column, Cell]]]]:
        for row in self.rows:
            yield row, self._pairs(row.cells)

    @property
    def total_line(self) -> list[tuple[Column, Cell]]:
        return self._pairs(self.total)

    def _pairs(self, cells: Sequence[Cell | str]) -> list[tuple[Column, Cell]]:
        return [(column, _cell(cell)) for column, cell in zip(self.columns, cells, strict=True)]


def sortable(columns: Sequence[Column], query: QueryDict, *, allowed: Sequence[str], default: str) -> list[Column]:
    """The columns with sort links made from the address: `?urut=nama`, `?urut=-nama` for descending.

    Only keys in `allowed` get a link; `default` is the order without a parameter. Pages start again at one.
    """
    order = query.get("urut", default)
    current = order.removeprefix("-")
    if current not in allowed:
        order, current = default, default.removeprefix("-")
    out = []
    for column in columns:
        if column.key not in allowed:
            out.append(column)
            continue
        params = query.copy()
        params.pop("page", None)
        active = column.key == current
        descending = active and order.startswith("-")
        # Numbers are mostly looked at from the top, so their first click sorts downwards.
        first_down = column.numeric and not active
        params["urut"] = f"-{column.key}" if first_down or (active and not descending) else column.key
        direction = "" if not active else ("descending" if descending else "ascending")
        out.append(
            Column(
                key=column.key,
                label=column.label,
                numeric=column.numeric,
                note=column.note,
                sort_href=f"?{params.urlencode()}",
                direction=direction,
            )
        )
    return out


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Rows and rupiah of one path an import row can take."""

    label: str
    rows: int
    amount: Decimal
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Reconciliation(Piece):
    """An import adds up: rows and rupiah that came in equal what was loaded, quarantined, unchanged, double.

    `incoming` on one side, `outgoing` on the other; a difference is shown as an error in words.
    """

    template = "components/reconciliation.html"
    key: str
    incoming: Flow
    outgoing: Sequence[Flow] = ()
    caption: str = "Rekonsiliasi baris dan rupiah"

    @property
    def rows_out(self) -> int:
        return sum(flow.rows for flow in self.outgoing)

    @property
    def amount_out(self) -> Decimal:
        return sum((flow.amount for flow in self.outgoing), Decimal(0))

    @property
    def balanced(self) -> bool:
        return self.rows_out == self.incoming.rows and self.amount_out == self.incoming.amount

    @property
    def table(self) -> Table:
        columns = [
            Column(key="jalur", label="Jalur"),
            Column(key="baris", label="Baris", numeric=True),
            Column(key="rupiah", label="Rupiah", numeric=True),
        ]
        flows = [self.incoming, *self.outgoing]
        rows = [
            Row(cells=[flow.label, text.number(flow.rows), text.rupiah(flow.amount)], href=flow.href) for flow in flows
        ]
        total = ["Jumlah keluar", text.number(self.rows_out), text.rupiah(self.amount_out)]
        return Table(key=self.key, caption=self.caption, columns=columns, rows=rows, total=total)

    @property
    def verdict(self) -> Notice:
        if self.balanced:
            return Notice(kind="success", title="Seimbang: masuk sama dengan keluar, sampai ke sen.")
        rows = self.incoming.rows - self.rows_out
        amount = self.incoming.amount - self.amount_out
        return Notice(
            kind="error",
            title="Belum seimbang.",
            text=f"Selisih {text.number(rows)} baris dan {text.rupiah(amount)}. Impor ini tidak dipakai "
            "dalam angka sampai selisihnya dijelaskan.",
        )


@dataclass(frozen=True, kw_only=True)
class Comparison(Piece):
    """Products side by side; a line whose values differ is marked, and the mark is also said in words."""

    template = "components/comparison.html"
    key: str
    caption: str
    names: Sequence[Link]
    lines: Sequence[tuple[str, Sequence[str]]]
    level: int = 3

    @property
    def marked(self) -> list[tuple[str, Sequence[str], bool]]:
        return [(label, values, len(set(values)) > 1) for label, values in self.lines]
