"""The lowest and highest price of a good over time, as steps: a price holds until another one takes its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from belanja.documents.charts import svg
from belanja.documents.charts.svg import Drawn
from belanja.foundation import text

_ROOM: Final = Decimal("1.18")


@dataclass(frozen=True, kw_only=True)
class PriceSteps:
    """`steps`: the day from which a lowest and highest price held (rupiah), oldest first; `until` ends the last and is
    called `until_word`."""

    key: str
    title: str
    steps: Sequence[tuple[date, Decimal, Decimal]]
    until: date
    until_word: str = "kini"

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError("a chart of prices needs a price")

    @property
    def description(self) -> str:
        first, last = self.steps[0], self.steps[-1]
        return (
            f"Harga terendah {text.rupiah(first[1])} pada {text.long_date(first[0])} dan {text.rupiah(last[1])} "
            f"sekarang; harga tertinggi sekarang {text.rupiah(last[2])}."
        )


@dataclass(frozen=True)
class Frame:
    """Where the days and amounts of a chart of prices lie, in pixels."""

    left: int
    right: int
    top: int
    bottom: int
    begin: date
    days: int
    high: Decimal

    def x(self, day: date) -> Decimal:
        return self.left + Decimal(self.right - self.left) * (day - self.begin).days / self.days

    def y(self, amount: Decimal) -> Decimal:
        return self.bottom - (self.bottom - self.top) * amount / self.high


def draw(chart: PriceSteps, *, narrow: bool = False, standalone: bool = False) -> Drawn:
    """The picture; `narrow` for phones, `standalone` to be used outside a page."""
    width, height = (svg.NARROW, 260) if narrow else (svg.WIDE, 300)
    begin = chart.steps[0][0]
    frame = Frame(
        4, width - (8 if narrow else 150), 14, height - 30, begin, max(1, (chart.until - begin).days),
        max(high for _day, _low, high in chart.steps) * _ROOM,
    )  # fmt: skip
    several = any(low != high for _day, low, high in chart.steps)
    parts = [*ticks(frame, narrow=narrow), *years(frame, chart.until, chart.until_word)]
    if several:
        parts.append(svg.el("path", class_="path", d=_path(chart, frame, 2)))
    parts.append(svg.el("path", class_="line", d=_path(chart, frame, 1)))
    parts += _words(chart, frame, several=several, narrow=narrow)
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


def _path(chart: PriceSteps, frame: Frame, which: int) -> str:
    d = ""
    for step in chart.steps:
        x, y = svg.px(frame.x(step[0])), svg.px(frame.y(step[which]))  # type: ignore[arg-type]
        d += f"H{x}V{y}" if d else f"M{x} {y}"
    return f"{d}H{svg.px(frame.x(chart.until))}"


def ticks(frame: Frame, *, narrow: bool) -> list[Drawn]:
    """Lines of round amounts, and the axis of time."""
    parts = []
    power = Decimal(1).scaleb(frame.high.adjusted() - 1)
    step = next(size for size in (power * f for f in (1, 2, 5, 10, 20, 50)) if frame.high / size <= 4)
    amount = step
    while amount < frame.high:
        y = frame.y(amount)
        parts.append(svg.line("tick", frame.left, y, frame.right, y))
        parts.append(svg.label(frame.left, y - 5, text.rupiah_short(amount, trim=True), "soft"))
        amount += step
    parts.append(svg.line("axis", frame.left, frame.bottom, frame.right, frame.bottom))
    return parts


def years(frame: Frame, until: date, word: str) -> list[Drawn]:
    """The first day, and the turn of every year that is not too near to it."""
    parts = []
    marks = [frame.begin, *(date(year, 1, 1) for year in range(frame.begin.year + 1, until.year + 1))]
    last = Decimal(-100)
    for day in marks:
        x = frame.x(day)
        parts.append(svg.line("axis", x, frame.bottom, x, frame.bottom + 4))
        if x - last > 70 and x < frame.right - 50:
            words = f"{text.MONTHS_SHORT[day.month - 1]} {day.year}"
            parts.append(svg.label(x, frame.bottom + 20, words, "soft"))
            last = x
    parts.append(svg.label(frame.right, frame.bottom + 20, word, "soft end"))
    return parts


def _words(chart: PriceSteps, frame: Frame, *, several: bool, narrow: bool) -> list[Drawn]:
    _day, low, high = chart.steps[-1]
    x, y = frame.x(chart.until), frame.y(low)
    parts: list[Drawn] = [svg.el("circle", class_="dot", cx=x, cy=y, r=5)]
    apart = y - frame.y(high) > 44
    if narrow:
        parts.append(svg.label(x, y + 22, f"terendah {text.rupiah(low)}", "strong halo end"))
        if several and apart:
            parts.append(svg.label(x, frame.y(high) - 8, f"tertinggi {text.rupiah(high)}", "soft halo end"))
        return parts
    parts += [svg.label(x + 12, y + 4, text.rupiah(low), "strong halo"), svg.label(x + 12, y + 22, "terendah", "soft")]
    if several and apart:
        parts.append(svg.label(x + 12, frame.y(high) + 4, f"{text.rupiah(high)} tertinggi", "soft halo"))
    return parts
