"""Any table as a file, whole: the page's own address with `?unduh=<key of the table>.csv` or `.xlsx`.

The page is made as always, so that filters, rights and figures are those of the page, but without pages of lists
(`officer.lists.page_of` gives every row); then the table with that key is written instead of it. A view has to do
nothing. A list that may be long says how to stream it: `Table(…, whole=lambda: Sheet(…))`.

Both doors (`officer.access.officer_page`, `public.doors.open_page`) open pages this way.
"""

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import Any, Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, QueryDict, StreamingHttpResponse

from belanja.documents import xlsx
from belanja.documents.sheets import Field, Kind, Sheet, Value, csv_lines
from belanja.foundation import clock, text
from belanja.rules import periods
from belanja.web import context
from belanja.web.pieces import Cell, Column, Link, Piece, Row, Table

PARAMETER: Final = "unduh"
FORMS: Final = ("csv", "xlsx")


@dataclass
class _Page:
    """The page being made: its address without what belongs to one part of it, and the tables it has shown."""

    path: str
    query: QueryDict
    wanted: str
    shown: dict[str, Table] = field(default_factory=dict)


_page: ContextVar[_Page | None] = ContextVar("page", default=None)

_View = Callable[..., HttpResponseBase]


def exporting(view: _View) -> _View:
    """The view, whose tables can be taken along as files. Raises Http404 for a table that the page does not have."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with _making(request) as page:
            response = view(request, *args, **kwargs)
        if not page.wanted or response.status_code != 200:
            return response
        key, _dot, form = page.wanted.rpartition(".")
        table = page.shown.get(key)
        if form not in FORMS or table is None or (table.pagination and table.whole is None):
            raise Http404(f"no table {page.wanted[:60]} on this page")
        return send(request, sheet_of(table), form)

    return answer


@contextmanager
def _making(request: HttpRequest) -> Iterator[_Page]:
    query = request.GET.copy()
    for name in (PARAMETER, "page"):
        query.pop(name, None)
    wanted = request.GET.get(PARAMETER, "") if request.method in ("GET", "HEAD") else ""
    page = _Page(request.path, query, wanted)
    token = _page.set(page)
    try:
        yield page
    finally:
        _page.reset(token)


def wanted() -> bool:
    """Whether this page is made only for one of its tables."""
    page = _page.get()
    return page is not None and page.wanted != ""


def taken(piece: Piece) -> bool:
    """Called for every piece shown: whether a table was taken for a file, and need not be drawn."""
    page = _page.get()
    if page is None or not page.wanted or not isinstance(piece, Table):
        return False
    if not piece.personal:
        page.shown.setdefault(piece.key, piece)
    return True


def links(table: Table) -> list[Link]:
    """Where the whole table can be had as a file; nothing where there are no rows, no page that could be asked, or
    where the rows are addresses of people, which do not leave in bulk."""
    page = _page.get()
    if page is None or not table.rows or table.personal:
        return []
    query = page.query.copy()
    out = []
    for form in FORMS:
        query[PARAMETER] = f"{table.key}.{form}"
        out.append(Link(label=form.upper(), href=f"{page.path}?{query.urlencode(safe='/')}"))
    return out


def send(request: HttpRequest, sheet: Sheet, form: str) -> HttpResponseBase:
    """The sheet as a file to be saved: CSV streams, XLSX is written to disk first. `form`: csv, xlsx."""
    if form == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(csv_lines(sheet), content_type="text/csv; charset=utf-8")
    else:
        out = tempfile.TemporaryFile()  # noqa: SIM115  (closed by the response when it has been sent)
        whole = Sheet(
            name=sheet.name,
            title=sheet.title,
            fields=sheet.fields,
            rows=sheet.rows,
            total=sheet.total,
            source=[*sheet.source, *_origin(request)],
        )
        xlsx.write(out, [whole], title=sheet.title, created=clock.now())
        out.seek(0)
        answer = FileResponse(out, content_type=xlsx.MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(request, sheet)}.{form}"'
    return answer


def _origin(request: HttpRequest) -> list[tuple[str, str]]:
    government = context.government_of(request)
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}" if query else request.path)
    lines = [("Pemerintah daerah", f"{government.name} ({government.code})")] if government else []
    if government and government.is_example:
        lines.append(("Perhatian", "Data contoh, bukan data nyata"))
    return [*lines, ("Halaman", address), ("Dibuat", text.date_time(clock.now()))]


def _file_name(request: HttpRequest, sheet: Sheet) -> str:
    government = context.government_of(request)
    year = request.GET.get("tahun", "")
    parts = [sheet.name, government.code if government else "", year if year.isdigit() else ""]
    words = re.findall(r"[a-z0-9]+", " ".join(filter(None, parts)).lower())
    return "-".join(words)[:80] or "tabel"


# --- a table of a page as data -----------------------------------------------------------------------------------

_RUPIAH: Final = re.compile(rf"[{text.MINUS}+-]?Rp\d{{1,3}}(?:\.\d{{3}})*(?:,\d+)?")
_NUMBER: Final = re.compile(rf"[{text.MINUS}+-]?\d{{1,3}}(?:\.\d{{3}})*(?:,\d+)?")
_DAY: Final = re.compile(rf"(\d{{1,2}}) ({'|'.join(periods.MONTHS)}) (\d{{4}})(?: pukul (\d\d)\.(\d\d) WIB)?")


def sheet_of(table: Table) -> Sheet:
    """The whole table: as the view reads it, else what the page shows, with amounts, shares and days typed again.

    A second line under cells becomes a column of its own; a bar says its share, a tag its word. Columns without
    anything to say are left out.
    """
    if table.whole is not None:
        return table.whole()
    fields: list[Field] = []
    columns: list[list[Value]] = []
    totals: list[Value] = []
    for place, column in enumerate(table.columns):
        cells = [_cell(row, place) for row in table.rows]
        total = _as_cell(table.total[place]) if table.total else Cell()
        _add(fields, columns, totals, _typed(column, [_words(cell) for cell in cells], _words(total)))
        if any(cell.sub for cell in cells):
            note = Column(key=f"{column.key}_rincian", label=f"{column.label}: {column.note or 'rincian'}")
            _add(fields, columns, totals, _typed(note, [cell.sub for cell in cells], total.sub))
    return Sheet(
        name=table.key,
        title=str(table.caption),
        fields=fields,
        rows=lambda: zip(*columns, strict=True),
        total=totals if table.total else (),
    )


def _add(
    fields: list[Field], columns: list[list[Value]], totals: list[Value], new: tuple[Field, list[Value], Value]
) -> None:
    if new[1] and all(value in (None, "") for value in new[1]) and new[2] in (None, ""):
        return
    for where, what in zip((fields, columns, totals), new, strict=True):
        where.append(what)  # type: ignore[attr-defined]  # three lists of three kinds


def _cell(row: Row, place: int) -> Cell:
    return _as_cell(row.cells[place])


def _as_cell(value: Cell | str) -> Cell:
    return value if isinstance(value, Cell) else Cell(text=value)


def _words(cell: Cell) -> str:
    """What a cell says; of a piece without words of its own its share, its word or its label."""
    if cell.piece is None or cell.text:
        return str(cell.text)
    for name in ("number", "text", "label"):
        if said := getattr(cell.piece, name, ""):
            return str(said)
    return ""


def _typed(column: Column, said: Sequence[str], total: str) -> tuple[Field, list[Value], Value]:
    """A column with the kind that all its known values have; a text that says why there is none stays."""
    kinds = {kind for words in said if (kind := _kind(words, numeric=column.numeric)) is not None}
    strange = not column.numeric and any(words and _kind(words, numeric=False) is None for words in said)
    if kinds == {Kind.COUNT, Kind.NUMBER}:
        kinds = {Kind.NUMBER}
    kind = kinds.pop() if len(kinds) == 1 and not strange else Kind.TEXT
    label = f"{column.label} ({column.note})" if column.note and column.numeric else column.label
    return Field(column.key, label, kind), [_value(words, kind) for words in said], _value(total, kind)


def _kind(words: str, *, numeric: bool) -> Kind | None:
    if _RUPIAH.fullmatch(words):
        return Kind.MONEY
    if match := _DAY.fullmatch(words):
        return Kind.MOMENT if match[4] else Kind.DAY
    if words.endswith("%") and _NUMBER.fullmatch(words[:-1]):
        return Kind.PERCENT
    if numeric and _NUMBER.fullmatch(words):
        return Kind.NUMBER if "," in words else Kind.COUNT
    return None


def _value(words: str, kind: Kind) -> Value:
    found = _kind(words, numeric=True)
    if found is not kind and (found, kind) != (Kind.COUNT, Kind.NUMBER):
        return words or None
    if kind in (Kind.DAY, Kind.MOMENT):
        match = _DAY.fullmatch(words)
        assert match is not None  # that is how its kind was known
        day = date(int(match[3]), periods.MONTHS.index(match[2]) + 1, int(match[1]))
        if kind is Kind.DAY:
            return day
        return datetime(day.year, day.month, day.day, int(match[4]), int(match[5]), tzinfo=text.WIB)
    plain = words.replace("Rp", "").rstrip("%").replace(text.MINUS, "-").replace(".", "").replace(",", ".")
    return int(plain) if kind is Kind.COUNT else Decimal(plain)
