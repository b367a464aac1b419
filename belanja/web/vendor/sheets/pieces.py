"""What these pages show and no other: the rows of a sheet, each with its tick, what is amiss and what would change."""

from collections.abc import Sequence
from dataclasses import dataclass

from belanja.web.pieces import EmptyState, Pagination, Piece


@dataclass(frozen=True, kw_only=True)
class Line:
    """A statement: a term, and what is said of it."""

    term: str
    words: str


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """One row of the sheet. `tick`: value of its box, empty where it cannot be taken; `wrong` keeps it from being
    taken, `lacks` from being submitted; `more`: what does not fit."""

    name: str
    about: str
    href: str
    word: str
    tick: str
    ticked: bool
    wrong: Sequence[Line]
    lacks: Sequence[Line]
    changes: Sequence[Line]
    more: str = ""


@dataclass(frozen=True, kw_only=True)
class SheetRows(Piece):
    """The rows of one page. The boxes belong to the form of the page with the id `form`."""

    template = "vendor/_rows.html"
    title: str
    form: str
    rows: Sequence[SheetRow]
    pagination: Pagination | None
    empty: EmptyState
