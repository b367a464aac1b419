"""Lists in the officers' pages: the page asked for, and addresses with a parameter changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest, QueryDict

from belanja.web import exports
from belanja.web.pieces import Choice, Filter, Pagination, Piece

PER_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Part:
    """One section of a page: heading, a sentence, pieces. `layout`: stack, grid or split."""

    key: str
    title: str
    about: str = ""
    items: Sequence[Piece | None] = ()
    layout: str = "stack"


class _Sliced(Protocol):
    def __getitem__(self, key: slice, /) -> Any: ...


def whole_number(text: str | None) -> int | None:
    """A number from the address; None for anything else, because addresses are typed by people too."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else None


def page_of(
    rows: _Sliced, total: int, request: HttpRequest, *, per_page: int = PER_PAGE, streams: bool = False
) -> tuple[list[Any], Pagination | None]:
    """The rows of the page asked for (the nearest that exists) and its links; no links where one page holds all.
    Where the page is made for a file of its table, every row; not so if the table `streams` them itself (`whole`)."""
    if exports.wanted() and not streams:
        return list(rows[:total]), None
    pages = max(1, -(-total // per_page))
    page = min(max(whole_number(request.GET.get("page")) or 1, 1), pages)
    shown = list(rows[(page - 1) * per_page : page * per_page])
    if pages == 1:
        return shown, None
    kept = request.GET.copy()
    kept.pop("page", None)
    base = f"?{kept.urlencode()}&" if kept else "?"
    return shown, Pagination(page=page, per_page=per_page, total=total, base=base)


def with_query(path: str, query: QueryDict, **changed: str) -> str:
    """`path` with the present parameters but for those changed; an empty value takes a parameter out."""
    params = query.copy()
    params.pop("page", None)
    for name, value in changed.items():
        params.pop(name, None)
        if value:
            params[name] = value
    return f"{path}?{params.urlencode()}" if params else path


def select(name: str, label: str, every: str, values: Iterable[tuple[str, str]], chosen: str) -> Filter:
    """A select whose first choice, `every`, keeps all rows."""
    choices = [Choice(value="", label=every, chosen=not chosen)]
    choices += [Choice(value=value, label=words, chosen=value == chosen) for value, words in values]
    return Filter(name=name, label=label, choices=choices)
