"""Prices of up to six offers over time, each a stepped line with its letter at the end: no colour has to be told from
another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from belanja.documents.charts import svg
from belanja.documents.charts.svg import Drawn
from belanja.foundation import text

from .price_steps import Frame, ticks, years

_ROOM: Final = Decimal("1.15")
#: Pixels that the words of two lines need between them.
_APART: Final = 18


@dataclass(frozen=True)
class PriceLine:
    """`steps`: the day from which a price (rupiah; None: none any longer) held, oldest first."""

    letter: str
    name: str
    steps: Sequence[tuple[date, Decimal | None]]

    @property
    def last(self) -> Decimal | None:
        return self.steps[-1][1]


@dataclass(frozen=True, kw_only=True)
class PriceLines:
    key: str
    title: str
    lines: Sequence[PriceLine]
    until: date

    def __post_init__(self) -> None:
        if not any(price for line in self.lines for _day, price in line.steps):
            raise ValueError("a chart of prices needs a price")

    @property
    def description(self) -> str:
        said = [
            f"{line.letter} {text.rupiah(line.last)}" if line.last is not None else f"{line.letter} tidak ada harga"
            for line in self.lines
        ]
        return f"Harga sekarang: {', '.join(said)}."


def draw(chart: PriceLines, *, narrow: bool = False, standalone: bool = False) -> Drawn:
    """The picture; `narrow` for phones, `standalone` to be used outside a page."""
    width, height = (svg.NARROW, 280) if narrow else (svg.WIDE, 320)
    begin = min(line.steps[0][0] for line in chart.lines)
    highest = max(price for line in chart.lines for _day, price in line.steps if price is not None)
    frame = Frame(
        4, width - (36 if narrow else 150), 14, height - 30, begin, max(1, (chart.until - begin).days), highest * _ROOM
    )
    parts = [*ticks(frame, narrow=narrow), *years(frame, chart.until, "kini")]
    for number, line in enumerate(chart.lines):
        parts += [
            svg.el("path", class_=f"line thin dash-{number}", d=path) for path in _paths(line, frame, chart.until)
        ]
    parts += _words(chart, frame, narrow=narrow)
    return svg.drawing(
        *parts,
        key=f"{chart.key}-{'s' if narrow else 'l'}",
        width=width,
        height=height,
        title=chart.title,
        description=chart.description,
        interactive=False,
        standalone=standalone,
    )


def _paths(line: PriceLine, frame: Frame, until: date) -> list[str]:
    """A path for each time in which there was a price without a gap."""
    paths: list[str] = []
    path = ""
    for day, price in line.steps:
        x = svg.px(frame.x(day))
        if price is None:
            paths.append(f"{path}H{x}")
            path = ""
            continue
        y = svg.px(frame.y(price))
        path += f"H{x}V{y}" if path else f"M{x} {y}"
    if path:
        paths.append(f"{path}H{svg.px(frame.x(until))}")
    return paths


def _words(chart: PriceLines, frame: Frame, *, narrow: bool) -> list[Drawn]:
    """The letter of each line at its end, pushed apart where lines end close together."""
    ends = sorted(((frame.y(line.last), line) for line in chart.lines if line.last is not None), key=lambda one: one[0])
    parts: list[Drawn] = []
    below = Decimal(-100)
    together: list[tuple[Decimal, list[PriceLine]]] = []
    for y, line in ends:
        if together and together[-1][0] == y:
            together[-1][1].append(line)
        else:
            together.append((y, [line]))
    for y, lines in together:
        at = max(y, below + _APART)
        below = at
        letters = ", ".join(line.letter for line in lines)
        words = letters if narrow else f"{letters}  {text.rupiah(lines[0].last or 0)}"
        parts.append(svg.label(frame.right + 8, at + 5, words, "strong halo"))
    return parts
