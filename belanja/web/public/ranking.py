"""Perangkat Daerah by their share, as bars."""

from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from belanja.affirmation.figures import ShareTable, UnitShare
from belanja.documents.charts.ranked import RankedShares, ShareRow
from belanja.foundation import text
from belanja.rules.shares import Status
from belanja.web import charts, naming
from belanja.web.pieces import ChartFigure

from . import words

#: How many bars of known units the front page has room for, how many of them are those that reached the target,
#: and how many unknown units follow.
FEW, FEW_REACHED, FEW_UNKNOWN = 8, 3, 2


def unit_href(table: ShareTable, unit: UnitShare) -> str:
    address = reverse("public:unit", args=[table.government.code, unit.code])
    return f"{address}?{urlencode({'tahun': table.year})}"


def few(table: ShareTable) -> ChartFigure | None:
    """The bars of the front page: who reached the target, where most money is spent, who is not known."""
    if not table.units:
        return None
    known = [unit for unit in table.units if unit.status is Status.KNOWN]
    unknown = sorted(table.unknown_units, key=lambda unit: unit.numerator or Decimal(0), reverse=True)
    chosen_unknown = unknown[: max(FEW_UNKNOWN, FEW - len(known))]
    reached = sorted((unit for unit in known if unit.reached), key=lambda unit: -(unit.share_percent or 0))
    known.sort(key=lambda unit: (unit not in reached[:FEW_REACHED], -(unit.denominator or 0)))
    chosen = known[:FEW] + chosen_unknown
    left_out = len(table.units) - len(chosen)
    about = f"{words.fraction(table.definition)}, {words.cut_off(table)}."
    if left_out:
        about += (
            f" Tampak {len(chosen)} dari {len(table.units)}: porsi tertinggi, belanja terbesar, dan yang belum "
            "diketahui."
        )
    return _figure(table, chosen, about)


def every(table: ShareTable) -> ChartFigure | None:
    """One bar for each Perangkat Daerah."""
    if not table.units:
        return None
    return _figure(table, list(table.units), f"{words.fraction(table.definition)}, {words.cut_off(table)}.")


def _figure(table: ShareTable, units: list[UnitShare], about: str) -> ChartFigure:
    finding = finding_of(table)
    chart = RankedShares(
        key="peringkat",
        title=finding,
        rows=[
            ShareRow(
                name=naming.shown(unit.name),
                share=words.exact_percent(unit.numerator, unit.denominator) if unit.share.measured else None,
                high=_highest(unit),
                reason=words.why(table, unit),
                href=unit_href(table, unit),
            )
            for unit in units
        ],
        target=table.definition.target_percent,
    )
    return charts.ranked_figure(chart, finding=finding, definition=about)


def _highest(unit: UnitShare) -> Decimal | None:
    """The highest share of a band, without rounding; None where there is no band."""
    if unit.status is not Status.BAND or unit.numerator is None:
        return None
    return words.exact_percent(unit.numerator + (unit.share.unclassified or 0), unit.denominator)


def finding_of(table: ShareTable) -> str:
    """`Tiga dari 63 Perangkat Daerah mencapai 30%`, over all units and compared exactly."""
    total, count = table.total, len(table.units)
    target = text.percent_short(table.definition.target_percent)
    if not total.units_known:
        return f"Porsi {text.number(count)} Perangkat Daerah belum diketahui"
    if total.units_reached == 0:
        sure = "pasti " if total.units_band else ""
        return f"Belum ada dari {text.number(count)} Perangkat Daerah yang {sure}mencapai {target}"
    if total.units_reached == count:
        return f"Semua {text.number(count)} Perangkat Daerah mencapai {target}"
    reached = text.capital_first(text.count_words(total.units_reached))
    return f"{reached} dari {text.number(count)} Perangkat Daerah mencapai {target}"
