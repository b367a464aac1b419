"""Cumulative spend by month against the straight path to the target of a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from belanja.documents.charts import svg
from belanja.documents.charts.svg import Drawn
from belanja.foundation import text
from belanja.rules import periods

MONTHS: Final = 12


@dataclass(frozen=True, kw_only=True)
class CumulativeYear:
    """`by_month`: rupiah reached by the end of January, February, … up to the cut-off, at most twelve.

    `denominator` in rupiah, `target` in percent of it. The path rises evenly from
    nothing to the target on 31 December, because the target itself names no months.
    """

    key: str
    title: str
    year: int
    by_month: Sequence[Decimal]
    denominator: Decimal
    target: Decimal

    def __post_init__(self) -> None:
        if len(self.by_month) > MONTHS:
            raise ValueError("a year has twelve months")
        if self.denominator <= 0:
            raise ValueError("a path needs a known budget; show the unknown state instead")

    @property
    def target_amount(self) -> Decimal:
        return self.denominator * self.target / 100

    @property
    def reached(self) -> Decimal:
        return self.by_month[-1] if self.by_month else Decimal(0)

    @property
    def path(self) -> Decimal:
        """The straight path at the end of the last month shown, in rupiah."""
        return self.target_amount * len(self.by_month) / MONTHS

    @property
    def behind(self) -> Decimal:
        """How much is missing to the path; negative when ahead of it."""
        return self.path - self.reached

    @property
    def gap_text(self) -> str:
        side = "di bawah" if self.behind > 0 else "di atas"
        return f"{text.rupiah_short(abs(self.behind))} {side} lintasan"

    @property
    def description(self) -> str:
        if not self.by_month:
            return f"Belum ada bulan yang tercatat pada tahun {self.year}."
        month = periods.MONTHS[len(self.by_month) - 1]
        return (
            f"Sampai akhir {month} {self.year} tercapai {text.rupiah_short(self.reached)} "
            f"({text.percent(self.reached / self.denominator * 100)}), {self.gap_text}. Target "
            f"{text.percent_short(self.target)} setara {text.rupiah_short(self.target_amount)}."
        )


def _step(top: Decimal) -> Decimal:
    """A round distance of ticks (1, 2 or 5 times a power of ten) that gives two to four of them."""
    power = Decimal(1).scaleb(top.adjusted() - 1)
    return next(step for step in (power * f for f in (1, 2, 5, 10, 20, 50)) if top / step <= 4)


@dataclass(frozen=True, kw_only=True)
class _Frame:
    left: int
    right: int
    top: int
    bottom: int
    high: Decimal

    def x(self, month: Decimal | int) -> Decimal:
        return self.left + Decimal(self.right - self.left) * month / MONTHS

    def y(self, amount: Decimal) -> Decimal:
        return self.bottom - (self.bottom - self.top) * amount / self.high


def draw(chart: CumulativeYear, *, narrow: bool = False, standalone: bool = False) -> Drawn:
    """The picture; `narrow` for phones, `standalone` to be used outside a page."""
    key = f"{chart.key}-{'s' if narrow else 'l'}"
    width, height = (svg.NARROW, 320) if narrow else (svg.WIDE, 380)
    # Above the target there is room for the words of a point that has passed it.
    room = Decimal("1.12") if chart.behind > 0 else Decimal("1.25")
    high = max(chart.target_amount, chart.reached) * room
    frame = _Frame(left=4, right=width - (8 if narrow else 178), top=14, bottom=height - 30, high=high)
    parts = [
        *_ticks(frame, chart.target_amount, narrow=narrow),
        *_target(chart, frame, narrow=narrow),
        *_actual(chart, frame, narrow=narrow),
    ]
    return svg.drawing(
        *parts,
        key=key,
        width=width,
        height=height,
        title=chart.title,
        description=chart.description,
        interactive=False,
        standalone=standalone,
    )


def _ticks(frame: _Frame, target: Decimal, *, narrow: bool) -> list[Drawn]:
    parts = []
    step = _step(frame.high)
    amount = step
    while amount < frame.high:
        y = frame.y(amount)
        parts.append(svg.line("tick", frame.left, y, frame.right, y))
        if abs(y - frame.y(target)) > 20:  # the words of the target stand there
            parts.append(svg.label(frame.left, y - 5, text.rupiah_short(amount, trim=True), "soft"))
        amount += step
    for number, month in enumerate(text.MONTHS_SHORT, start=1):
        if narrow and number % 3:
            continue
        x = frame.x(number) - ((frame.x(1) - frame.x(0)) / 2 if not narrow else 0)
        parts.append(
            svg.label(x, frame.bottom + 20, month, "soft mid" if number < MONTHS or not narrow else "soft end")
        )
        parts.append(svg.line("axis", frame.x(number), frame.bottom, frame.x(number), frame.bottom + 4))
    parts.append(svg.line("axis", frame.left, frame.bottom, frame.right, frame.bottom))
    return parts


def _target(chart: CumulativeYear, frame: _Frame, *, narrow: bool) -> list[Drawn]:
    y = frame.y(chart.target_amount)
    words = f"target {text.percent_short(chart.target)}"
    if chart.behind > 0 or not narrow:  # a line that passed the target crosses a longer text on a phone
        words += f": {text.rupiah_short(chart.target_amount)}"
    # The name of the path stands on the side of it where the actual line is not.
    month, side, drop = (5, "end", -10) if chart.behind > 0 else (9, "", 18)
    path_y = frame.y(chart.target_amount * month / MONTHS)
    return [
        svg.line("target", frame.left, y, frame.right, y),
        svg.label(frame.left, y - 6, words, "strong halo"),
        svg.line("path", frame.x(0), frame.bottom, frame.x(MONTHS), y),
        svg.label(frame.x(month), path_y + drop, "lintasan lurus", f"soft halo {side}".strip()),
    ]


def _actual(chart: CumulativeYear, frame: _Frame, *, narrow: bool) -> list[Drawn]:
    if not chart.by_month:
        return [svg.label(frame.x(6), frame.y(frame.high / 2), "belum ada bulan yang tercatat", "soft mid halo")]
    points = [(Decimal(0), Decimal(0)), *((Decimal(n), a) for n, a in enumerate(chart.by_month, start=1))]
    d = "M" + "L".join(f"{svg.px(frame.x(month))} {svg.px(frame.y(amount))}" for month, amount in points)
    x, y, path_y = frame.x(len(chart.by_month)), frame.y(chart.reached), frame.y(chart.path)
    return [
        svg.line("short" if chart.behind > 0 else "path", x, path_y, x, y),
        svg.el("path", class_="line", d=d),
        svg.el("circle", class_="dot", cx=x, cy=y, r=5),
        *_words(chart, frame, x, y, narrow=narrow),
    ]


def _words(chart: CumulativeYear, frame: _Frame, x: Decimal, y: Decimal, *, narrow: bool) -> list[Drawn]:
    """Where we are, in three lines beside the last point: share, amount, distance to the path."""
    share = text.percent(chart.reached / chart.denominator * 100)
    behind = chart.behind > 0
    gap = f"{'kurang' if behind else 'lebih'} {text.rupiah_short(abs(chart.behind))}"
    lines = [
        (f"{text.MONTHS_SHORT[len(chart.by_month) - 1]}: {share}", "strong"),
        (text.rupiah_short(chart.reached), "lining"),
        (gap, "short-text" if behind else "soft"),
    ]
    room = frame.right - x if narrow else Decimal(frame.right + 170) - x
    at, side, top = x + 12, "", y + 5
    if room < max(svg.text_width(words) for words, _ in lines) + 12:
        at, side = (Decimal(frame.right), "end") if frame.bottom - y > 100 else (x - 10, "end")
        top = y + 40 if frame.bottom - y > 100 else y - 50
    elif not behind and abs(frame.y(chart.target_amount) - y) < 48:
        # Clear of the dashed line of the target: all three lines above it.
        top = frame.y(chart.target_amount) - 46
    top = max(min(top, Decimal(frame.bottom - 44)), Decimal(frame.top))
    return [
        svg.label(at, top + 18 * n, words, f"{class_} halo {side}".strip()) for n, (words, class_) in enumerate(lines)
    ]
