"""Parts of a whole as full bars: what is, what is not, and hatched what nobody knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from belanja.documents.charts import svg
from belanja.documents.charts.svg import Drawn
from belanja.foundation import text

BAR: Final = 26
FULL: Final = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class PartsRow:
    """One whole in rupiah, parted. `open_` is what is not classified; `None` for all where the whole is unknown."""

    name: str
    yes: Decimal | None
    no: Decimal | None
    open_: Decimal | None
    reason: str = ""

    @property
    def total(self) -> Decimal | None:
        if self.yes is None or self.no is None or self.open_ is None:
            return None
        return self.yes + self.no + self.open_


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Rows in the order given; `yes` and `no` are the words for the two classes, `target` in percent."""

    key: str
    title: str
    rows: Sequence[PartsRow]
    yes: str
    no: str
    target: Decimal

    @property
    def description(self) -> str:
        said = []
        for row in self.rows:
            if not row.total:
                said.append(f"{row.name}: {text.UNKNOWN}" + (f", {row.reason}" if row.reason else ""))
                continue
            said.append(
                f"{row.name}: {self.yes} {text.percent(_part(row.yes, row.total))}, {self.no} "
                f"{text.percent(_part(row.no, row.total))}, belum terklasifikasi "
                f"{text.percent(_part(row.open_, row.total))} dari {text.rupiah_short(row.total)}"
            )
        return f"{'; '.join(said)}. Target {text.percent_short(self.target)}."


def _part(amount: Decimal | None, total: Decimal) -> Decimal:
    return (amount or Decimal(0)) * 100 / total


def draw(chart: Parts, *, narrow: bool = False, standalone: bool = False) -> Drawn:
    """The picture; `narrow` for phones, `standalone` to be used outside a page."""
    key = f"{chart.key}-{'s' if narrow else 'l'}"
    width = svg.NARROW if narrow else svg.WIDE
    y = Decimal(4)
    parts: list[Drawn] = []
    for row in chart.rows:
        drawn, height = _row(chart, row, key, width, y, narrow=narrow)
        parts += drawn
        y += height
    return svg.drawing(
        svg.hatched(f"{key}-arsir"),
        *parts,
        key=key,
        width=width,
        height=y,
        title=chart.title,
        description=chart.description,
        interactive=False,
        standalone=standalone,
    )


def _row(chart: Parts, row: PartsRow, key: str, width: int, y: Decimal, *, narrow: bool) -> tuple[list[Drawn], Decimal]:
    """Name and whole, the bar, and below it what its parts are."""
    name = row.name if row.total is None else f"{row.name}: {text.rupiah_short(row.total)}"
    marks = [svg.label(0, y + 14, name, "strong")]
    top = y + 22
    if not row.total:
        reason = f"{text.UNKNOWN}{f': {row.reason}' if row.reason else ''}"
        marks += [
            svg.el("rect", x=0, y=top, width=width, height=BAR, fill=f"url(#{key}-arsir)"),
            svg.rect("edge", 0, top, width, BAR),
            *(
                svg.label(0, top + BAR + 16 + 16 * n, line, "soft")
                for n, line in enumerate(svg.wrap(reason, width, 13, lines=3))
            ),
        ]
        return marks, Decimal(BAR + 22 + 16 * len(svg.wrap(reason, width, 13, lines=3)) + 22)
    x = Decimal(0)
    classes = (("bar", row.yes), ("bar below", row.no), ("", row.open_))
    for class_, amount in classes:
        part = Decimal(width) * (amount or Decimal(0)) / row.total
        if part > 0 and class_:
            marks.append(svg.rect(class_, x, top, part, BAR))
        elif part > 0:
            marks.append(svg.el("rect", x=x, y=top, width=part, height=BAR, fill=f"url(#{key}-arsir)"))
            marks.append(svg.rect("edge", x, top, part, BAR))
        x += part
    at = Decimal(width) * chart.target / FULL
    marks.append(svg.line("target", at, top - 4, at, top + BAR + 4))
    words = [
        f"{chart.yes} {text.percent(_part(row.yes, row.total))}",
        f"{chart.no} {text.percent(_part(row.no, row.total))}",
        f"belum terklasifikasi {text.percent(_part(row.open_, row.total))}",
        f"target {text.percent_short(chart.target)}",
    ]
    lines = words if narrow else [" · ".join(words)]
    marks += [svg.label(0, top + BAR + 18 + 17 * n, line, "lining") for n, line in enumerate(lines)]
    return marks, Decimal(22 + BAR + 18 + 17 * len(lines) + 12)
