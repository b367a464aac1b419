"""The course of a year against the straight path, as a picture and a table of the very same points."""

from dataclasses import dataclass
from decimal import Decimal

from belanja.affirmation import selectors
from belanja.affirmation.figures import ShareTable, Trend, TrendPoint, UnitShare
from belanja.documents.charts import cumulative
from belanja.foundation import text
from belanja.web.pieces import Cell, ChartFigure, Column, Row, Table

from . import words


@dataclass(frozen=True, kw_only=True)
class CourseToCutOff(cumulative.CumulativeYear):
    """The year up to a cut-off that may lie inside a month: the path is that of the very day, not of the month's
    end."""

    path_amount: Decimal

    @property
    def path(self) -> Decimal:
        return self.path_amount


def figure(table: ShareTable, unit: UnitShare | None = None) -> ChartFigure | None:
    """The course of the government, or of one unit; nothing where there is no base to measure against."""
    trend = selectors.trend(table, unit=unit)
    points = [point for point in trend.months if point.numerator is not None]
    if trend.denominator is None or not points:
        return None
    finding = _finding(trend, points[-1])
    chart = CourseToCutOff(
        key="lintasan",
        title=finding,
        year=trend.year,
        by_month=[point.numerator or Decimal(0) for point in points],
        denominator=trend.denominator,
        target=trend.target_percent,
        path_amount=points[-1].path_percent * trend.denominator / 100,
    )
    about = (
        f"{words.fraction(trend.definition)}, kumulatif. Lintasan lurus hanya pembanding; target bulanan tidak "
        "ditetapkan."
    )
    if trend.undated:
        about += f" Pesanan tanpa tanggal {text.rupiah(trend.undated)} tidak tampak di sini."
    return ChartFigure(
        finding=finding,
        definition=about,
        wide=cumulative.draw(chart),
        narrow=cumulative.draw(chart, narrow=True),
        table=_table(trend, points),
    )


def _finding(trend: Trend, last: TrendPoint) -> str:
    share, target = text.percent(last.share_percent), text.percent_short(trend.target_percent)
    until = text.long_date(last.last)
    if last.share_percent is not None and last.on_path and last.path_percent == trend.target_percent:
        return f"Target {target} tercapai: {share} sampai {until}"
    if last.path_percent == trend.target_percent:
        return f"Sampai {until} tercapai {share}, target {target} tidak tercapai"
    side = "di atas" if last.on_path else "di bawah"
    return f"Sampai {until} tercapai {share}, {side} lintasan menuju {target}"


def _table(trend: Trend, points: list[TrendPoint]) -> Table:
    columns = [
        Column(key="bulan", label="Sampai"),
        Column(key="nilai", label=trend.definition.numerator.label, numeric=True, note="kumulatif"),
        Column(key="porsi", label="Porsi", numeric=True),
        Column(key="lintasan", label="Lintasan lurus", numeric=True),
        Column(key="keadaan", label="Keadaan"),
    ]
    rows = [
        Row(
            cells=[
                text.long_date(point.last),
                words.amount(point.numerator),
                text.percent(point.share_percent),
                text.percent(point.path_percent),
                Cell(text="di atas lintasan" if point.on_path else "di bawah lintasan"),
            ]
        )
        for point in points
    ]
    title = f"Porsi kumulatif {trend.year} per bulan"
    return Table(key="lintasan-tabel", caption=title, columns=columns, rows=rows, tight=True)
