"""Ranked horizontal bars of shares, one row per unit, against the target line; unknown units are hatched."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Final

from belanja.documents.charts import svg
from belanja.documents.charts.svg import Drawn
from belanja.foundation import text

BAR: Final = 14
FULL: Final = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class ShareRow:
    """A unit: its share in percent or `None`, and then `reason` in words; `href` leads to its page. Of a band `share`
    is the lowest and `high` the highest: the way between is hatched."""

    name: str
    share: Decimal | None
    reason: str = ""
    href: str = ""
    high: Decimal | None = None

    @property
    def written(self) -> str:
        return text.percent_between(self.share, self.share if self.high is None else self.high)


@dataclass(frozen=True, kw_only=True)
class RankedShares:
    """Rows in any order (drawn by value, unknown last, names by alphabet) and the target in percent."""

    key: str
    title: str
    rows: Sequence[ShareRow]
    target: Decimal

    @property
    def ordered(self) -> list[ShareRow]:
        return sorted(self.rows, key=lambda row: (row.share is None, -(row.share or 0), text.name_key(row.name)))

    @property
    def scale_end(self) -> Decimal:
        """End of the scale in percent: a round ten above the largest share and the target, at most 100."""
        largest = max((row.high or row.share for row in self.rows if row.share is not None), default=Decimal(0))
        tens = (max(largest, self.target * 4 / 3) / 10).to_integral_value(ROUND_CEILING) * 10
        return min(tens, FULL)

    @property
    def description(self) -> str:
        known = [row for row in self.ordered if row.share is not None]
        reached = sum(1 for row in known if (row.share or 0) >= self.target)
        return (
            f"Batang mendatar untuk {len(self.rows)} satuan, dari porsi terbesar. {reached} mencapai target "
            f"{text.percent_short(self.target)}; {len(self.rows) - len(known)} belum diketahui."
        )


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """Where things stand in one of the two drawings."""

    key: str
    width: int
    left: int
    right: int
    names_above: bool
    scale_end: Decimal

    def x(self, share: Decimal) -> Decimal:
        return self.left + (self.right - self.left) * min(share, self.scale_end) / self.scale_end


def draw(chart: RankedShares, *, narrow: bool = False, standalone: bool = False) -> Drawn:
    """The picture; `narrow` for phones (names above their bars), `standalone` to be used outside a page."""
    key = f"{chart.key}-{'s' if narrow else 'l'}"
    # A band is written with two numbers, which need more room beside the bar.
    room = 148 if any(row.high is not None for row in chart.rows) else 73
    frame = _Frame(
        key=key,
        width=svg.NARROW if narrow else svg.WIDE,
        left=0 if narrow else 296,
        right=(svg.NARROW if narrow else svg.WIDE) - room,
        names_above=narrow,
        scale_end=chart.scale_end,
    )
    y = Decimal(30)
    rows = []
    for row in chart.ordered:
        drawn, height = _row(row, frame, y, chart.target)
        rows.append(drawn)
        y += height
    at = frame.x(chart.target)
    over = [
        svg.line("axis", frame.left, 22, frame.left, y),
        *([] if narrow else [svg.line("target", at, 22, at, y)]),
        svg.label(at, 14, f"target {text.percent_short(chart.target)}", "strong mid"),
    ]
    return svg.drawing(
        svg.hatched(f"{key}-arsir"),
        *rows,
        *over,
        key=key,
        width=frame.width,
        height=y + 4,
        title=chart.title,
        description=chart.description,
        interactive=any(row.href for row in chart.rows),
        standalone=standalone,
    )


def _row(row: ShareRow, frame: _Frame, y: Decimal, target: Decimal) -> tuple[Drawn, Decimal]:
    """One unit and the height it takes."""
    if frame.names_above:
        names = svg.wrap(row.name, frame.width)
        bar_y = y + 18 * len(names) + 4
        height = Decimal(18 * len(names) + BAR + 16)
        placed = [svg.label(0, y + 14 + 18 * n, part, "name") for n, part in enumerate(names)]
    else:
        names = svg.wrap(row.name, frame.left - 12)
        height = Decimal(26 if len(names) == 1 else 40)
        bar_y = y + (height - BAR) / 2
        first = y + height / 2 + 5 - Decimal(8) * (len(names) - 1)
        placed = [svg.label(frame.left - 12, first + 16 * n, part, "name end") for n, part in enumerate(names)]
    spoken = f"{row.name}: {row.written}" + (f", {row.reason}" if row.share is None and row.reason else "")
    hit = svg.rect("hit", 1, y + 1, frame.width - 2, height - 2)
    marks = _bar(row, frame, bar_y, target)
    if frame.names_above:  # one stroke through all rows would cross the names
        at = frame.x(target)
        marks.append(svg.line("target", at, bar_y - 3, at, bar_y + BAR + 3))
    return svg.linked(row.href, spoken, hit, *placed, *marks), height


def _bar(row: ShareRow, frame: _Frame, y: Decimal, target: Decimal) -> list[Drawn]:
    baseline = y + BAR - 2
    if row.share is None:
        end = frame.x(target)
        reason = f"{text.UNKNOWN}: {row.reason}" if row.reason else text.UNKNOWN
        room = frame.width - end - 8
        words = reason if svg.text_width(reason, 13) <= room else text.UNKNOWN
        bar = svg.el("rect", x=frame.left, y=y, width=end - frame.left, height=BAR, fill=f"url(#{frame.key}-arsir)")
        return [
            bar,
            svg.rect("edge", frame.left, y, end - frame.left, BAR),
            svg.label(end + 8, baseline, words, "soft"),
        ]
    end = frame.x(row.share)
    reached = row.share >= target
    marks = [svg.rect("bar" if reached else "bar below", frame.left, y, max(end - frame.left, Decimal(1)), BAR)]
    if row.high is not None and row.high > row.share:
        low, end = end, frame.x(row.high)
        marks += [
            svg.el("rect", x=low, y=y, width=end - low, height=BAR, fill=f"url(#{frame.key}-arsir)"),
            svg.rect("edge", low, y, end - low, BAR),
        ]
    if (row.high or row.share) > frame.scale_end:
        cut = end - 22
        marks.append(svg.el("path", class_="cut", d=f"M{svg.px(cut)} {svg.px(y + 16)}l6-18m5 18l6-18"))
    at = end + 8
    mark = frame.x(target)
    # A number that would stand on the target line moves behind it.
    if not reached and at < mark + 4 and at + svg.text_width(row.written) > mark - (4 if row.high is None else 18):
        at = mark + 8
    marks.append(svg.label(at, baseline, row.written, "lining strong" if reached else "lining"))
    return marks
