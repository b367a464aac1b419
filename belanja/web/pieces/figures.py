"""Figures that carry their definition, and the words that explain them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from belanja.foundation import text
from belanja.web.pieces.base import STANDING_WORDS, Link, Piece, Standing, StatusTag

FULL: Final = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class ShareBar(Piece):
    """A share on a scale of 0 to 100 % with the mark of its target.

    `share` and `target` in percent; above 100 the bar is cut with a break mark and the real number stands
    beside it; `None` is drawn hatched. A share that is a band has no `share` but `low` and `high`: filled to the
    lowest, striped from there to the highest.
    """

    template = "components/share_bar.html"
    share: Decimal | None
    target: Decimal
    standing: Standing
    name: str = ""
    with_number: bool = True
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def is_band(self) -> bool:
        return self.share is None and self.low is not None and self.high is not None

    @property
    def known(self) -> bool:
        return self.share is not None or self.is_band

    @property
    def number(self) -> str:
        return text.percent_between(self.low, self.high) if self.is_band else text.percent(self.share)

    @property
    def width(self) -> str:
        """Width attribute of the filled part, in percent of the scale."""
        return _on_scale(self.low if self.is_band else self.share)

    @property
    def reach(self) -> str:
        """Where the striped part ends, in percent of the scale."""
        return _on_scale(self.high)

    @property
    def mark(self) -> str:
        return f"{text.round_half_up(min(self.target, FULL), 2)}%"

    @property
    def beyond(self) -> bool:
        most = self.high if self.is_band else self.share
        return most is not None and most > FULL

    @property
    def spoken(self) -> str:
        about = f"{self.name}: " if self.name else ""
        return f"{about}{self.number}, {STANDING_WORDS[self.standing]}, target {text.percent_short(self.target)}"


def _on_scale(share: Decimal | None) -> str:
    return f"{text.round_half_up(FULL if share is None else min(max(share, Decimal(0)), FULL), 2)}%"


@dataclass(frozen=True, kw_only=True)
class Figure(Piece):
    """One number with everything needed to believe it.

    `value` is written text (`25,88%`, `Rp1,25 miliar`) or `None` for unknown; then `reason` says why
    and `owner` who completes it; `None` with standing HELD waits for a decision. `numerator` and
    `denominator` are written amounts, `exact` the value behind a short form.
    """

    template = "components/figure.html"
    label: str
    value: str | None
    unit: str = ""
    exact: str = ""
    numerator: str = ""
    denominator: str = ""
    definition: Link | None = None
    cut_off: str = ""
    standing: Standing | None = None
    standing_word: str = ""
    bar: ShareBar | None = None
    reason: str = ""
    owner: str = ""
    big: bool = False
    level: int = 3
    remark: str = ""

    @property
    def tag(self) -> StatusTag | None:
        if self.standing is None:
            return None
        return StatusTag(standing=self.standing, word=self.standing_word)

    @property
    def sign(self) -> str:
        return "held" if self.standing is Standing.HELD else "unknown"

    @property
    def words(self) -> object:
        """What stands in place of a number: always the words, never a dash or zero."""
        return STANDING_WORDS[Standing.HELD if self.standing is Standing.HELD else Standing.UNKNOWN]


@dataclass(frozen=True, kw_only=True)
class Term:
    """One entry of a definition list; `piece` stands in place of plain text when given."""

    term: str
    text: str = ""
    href: str = ""
    piece: Piece | None = None


@dataclass(frozen=True, kw_only=True)
class DefinitionList(Piece):
    """Facts of one object: term and value, in the order of reading."""

    template = "components/definition_list.html"
    terms: Sequence[Term]


@dataclass(frozen=True, kw_only=True)
class DefinitionNote(Piece):
    """The definition a figure stands on: what is divided by what, since when, on which article."""

    template = "components/definition_note.html"
    title: str
    text: str
    version: str = ""
    citation: str = ""
    more: Link | None = None


@dataclass(frozen=True, kw_only=True)
class ChartFigure(Piece):
    """A chart as it stands in a page: finding as title, picture, definition, the same data as table.

    `wide` and `narrow` are SVG made by `belanja.documents.charts` (text stays readable on a phone because the
    narrow drawing is its own layout, not a shrunken copy).
    """

    template = "components/chart.html"
    finding: str
    definition: str
    wide: str
    narrow: str
    table: Piece | None
    table_open: bool = False
    level: int = 2
    definition_link: Link | None = None


@dataclass(frozen=True, kw_only=True)
class Figures(Piece):
    """Headline figures side by side."""

    template = "components/figures.html"
    figures: Sequence[Figure]


@dataclass(frozen=True, kw_only=True)
class Prose(Piece):
    """Running text: paragraphs, then a list."""

    template = "components/prose.html"
    paragraphs: Sequence[str] = ()
    items: Sequence[str] = ()
    numbered: bool = False
