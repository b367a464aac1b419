"""Where a share stands against its target and its path, compared exactly; the same on open pages and on desks."""

from decimal import Decimal

from belanja.affirmation.figures import ShareTable, UnitShare
from belanja.rules import money, periods
from belanja.rules.shares import Status
from belanja.web.pieces import ShareBar, Standing


def path_of(table: ShareTable) -> Decimal:
    """Where the straight path to the target stands at the cut-off, in percent. A plan is made for the whole year: it
    has no path, only its target."""
    if table.definition.numerator.stage is None:
        return table.definition.target_percent
    return periods.path_percent(table.definition.target_percent, table.year, table.cut_off)


def of_unit(table: ShareTable, unit: UnitShare) -> Standing:
    if unit.status is Status.HELD:
        return Standing.HELD
    if unit.numerator is None or unit.denominator is None or not unit.share.measured:
        return Standing.UNKNOWN
    return _standing(table, unit.numerator, unit.share.unclassified or money.ZERO, unit.denominator)


def of_total(table: ShareTable) -> Standing:
    total = table.total
    if total.share_low_percent is None:
        return Standing.UNKNOWN
    return _standing(table, total.numerator, total.unclassified, total.denominator)


def _standing(table: ShareTable, numerator: Decimal, unclassified: Decimal, denominator: Decimal) -> Standing:
    """By the lowest share where that is enough, by the highest where even that is not; between the two nobody knows."""
    target, path, highest = table.definition.target_percent, path_of(table), numerator + unclassified
    if money.reaches(numerator, denominator, target):
        return Standing.REACHED
    if not money.reaches(highest, denominator, path):
        return Standing.BEHIND
    if money.reaches(highest, denominator, target) or not money.reaches(numerator, denominator, path):
        return Standing.BAND
    return Standing.ON_WAY


def bar(table: ShareTable, unit: UnitShare, *, name: str) -> ShareBar:
    """The bar of a unit's share, or of its band."""
    return ShareBar(
        share=unit.share_percent,
        low=unit.share_low_percent,
        high=unit.share_high_percent,
        target=unit.target_percent,
        standing=of_unit(table, unit),
        name=name,
        with_number=False,
    )


def bar_of_total(table: ShareTable, *, name: str) -> ShareBar:
    total = table.total
    return ShareBar(
        share=total.share_percent,
        low=total.share_low_percent,
        high=total.share_high_percent,
        target=total.target_percent,
        standing=of_total(table),
        name=name,
        with_number=False,
    )
