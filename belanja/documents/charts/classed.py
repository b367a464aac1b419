"""One whole parted into classes as a full bar with its key below; hatched what nobody has classified."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from belanja.documents.charts import svg
from belanja.documents.charts.svg import Drawn
from belanja.foundation import text

BAR: Final = 26
LINE: Final = 22


@dataclass(frozen=True, kw_only=True)
class ClassPart:
    """One class in rupiah. `fill`: r1 to r5 of the ramp, import; empty is hatched. `percent` None: no whole."""

    label: str
    amount: Decimal
    percent: Decimal | None
    fill: str

    @property
    def brief(self) -> str:
        return self.label if self.percent is None else f"{self.label}: {text.percent(self.percent)}"

    @property
    def words(self) -> str:
        return f"{self.brief} ({text.rupiah_short(self.amount)})"


@dataclass(frozen=True, kw_only=True)
class Classed:
    """Classes in the order given, which is that of the bar."""

    key: str
    title: str
    parts: Sequence[ClassPart]
    reason: str = ""

    @property
    def total(self) -> Decimal:
        return sum((part.amount for part in self.parts), Decimal(0))

    @property
    def shown(self) -> list[ClassPart]:
        return [part for part in self.parts if part.amount]

    @property
    def description(self) -> str:
        if self.total <= 0:
            return text.capital_first(f"{text.UNKNOWN}{f': {self.reason}' if self.reason else ''}.")
        return f"{'; '.join(part.words for part in self.shown)}; dari {text.rupiah_short(self.total)}."


def draw(chart: Classed, *, narrow: bool = False, standalone: bool = False) -> Drawn:
    """The picture; `narrow` for phones, `standalone` to be used outside a page."""
    key = f"{chart.key}-{'s' if narrow else 'l'}"
    width = svg.NARROW if narrow else svg.WIDE
    marks, height = _bar(chart, key, width, narrow=narrow) if chart.total > 0 else _nothing(chart, key, width)
    return svg.drawing(
        svg.hatched(f"{key}-arsir"),
        *marks,
        key=key,
        width=width,
        height=height,
        title=chart.title,
        description=chart.description,
        interactive=False,
        standalone=standalone,
    )


def _bar(chart: Classed, key: str, width: int, *, narrow: bool) -> tuple[list[Drawn], Decimal]:
    """The whole, the bar, and below it one line for each class that has value."""
    marks = [svg.label(0, Decimal(18), f"Kontrak semua kanal: {text.rupiah_short(chart.total)}", "strong")]
    top, x = Decimal(26), Decimal(0)
    y = top + BAR + 12
    for part in chart.shown:
        length = Decimal(width) * max(part.amount, Decimal(0)) / chart.total
        marks += _swatch(part, key, x, top, length, BAR)
        marks += _swatch(part, key, Decimal(0), y, Decimal(14), 14)
        marks.append(svg.label(22, y + 12, part.brief if narrow else part.words, "lining"))
        x += length
        y += LINE
    return marks, y + 4


def _swatch(part: ClassPart, key: str, x: Decimal, y: Decimal, width: Decimal, height: int) -> list[Drawn]:
    """A filled piece with an edge: the palest class must stand out from the paper too."""
    hatched = svg.el("rect", x=x, y=y, width=width, height=height, fill=f"url(#{key}-arsir)")
    filled = svg.rect(part.fill, x, y, width, height) if part.fill else hatched
    return [filled, svg.rect("edge", x, y, width, height)]


def _nothing(chart: Classed, key: str, width: int) -> tuple[list[Drawn], Decimal]:
    lines = svg.wrap(chart.description, width, 13, lines=3)
    return [
        svg.el("rect", x=0, y=4, width=width, height=BAR, fill=f"url(#{key}-arsir)"),
        svg.rect("edge", 0, 4, width, BAR),
        *(svg.label(0, 4 + BAR + 18 + 16 * place, line, "soft") for place, line in enumerate(lines)),
    ], Decimal(4 + BAR + 18 + 16 * len(lines))
