"""Titles that say the finding, in words a reader can repeat."""

from decimal import Decimal

from belanja.documents.charts.cumulative import CumulativeYear
from belanja.documents.charts.ranked import RankedShares
from belanja.foundation import text
from belanja.rules import periods


def of_ranking(chart: RankedShares, *, unit: str = "perangkat daerah") -> str:
    """`Tiga dari 63 perangkat daerah mencapai 30%`."""
    known = [row.share for row in chart.rows if row.share is not None]
    total, target = len(chart.rows), text.percent_short(chart.target)
    if not known:
        return f"Porsi {text.number(total)} {unit} belum diketahui"
    reached = sum(1 for share in known if share >= chart.target)
    if reached == 0:
        return f"Belum ada dari {text.number(total)} {unit} yang mencapai {target}"
    if reached == total:
        return f"Semua {text.number(total)} {unit} mencapai {target}"
    return f"{text.capital_first(text.count_words(reached))} dari {text.number(total)} {unit} mencapai {target}"


def of_year(chart: CumulativeYear) -> str:
    """`Sampai September 2025 tercapai 7,68%, di bawah lintasan menuju 30%`."""
    if not chart.by_month:
        return f"Belum ada belanja tercatat pada tahun {chart.year}"
    share = chart.reached / chart.denominator * 100
    month = periods.MONTHS[len(chart.by_month) - 1]
    if share >= chart.target:
        target = text.percent_short(chart.target)
        return f"Target {target} tercapai: {text.percent(share)} sampai {month} {chart.year}"
    side = "di bawah" if chart.behind > Decimal(0) else "di atas"
    return (
        f"Sampai {month} {chart.year} tercapai {text.percent(share)}, {side} lintasan menuju "
        f"{text.percent_short(chart.target)}"
    )
