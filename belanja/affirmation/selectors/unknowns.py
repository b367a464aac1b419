"""The units whose share is not known: why, who must complete what, and what exactly waits."""

from collections import defaultdict

from belanja.affirmation.figures import ShareTable, UnitShare, UnknownUnit
from belanja.affirmation.remembered import remembered
from belanja.institutions import selectors as institutions
from belanja.intake.models import HeldItem
from belanja.rules import periods, unknowns
from belanja.rules.shares import Reason

#: Which waiting decisions stand behind which reason.
_KINDS: dict[Reason, tuple[str, ...]] = {
    Reason.BUDGET_CONFLICT: (HeldItem.Kind.BUDGET_CONFLICT,),
    Reason.BUDGET_IMPLAUSIBLE: (HeldItem.Kind.BUDGET_IMPLAUSIBLE,),
    Reason.FEED_TRUNCATED: (HeldItem.Kind.FEED_TRUNCATED, HeldItem.Kind.COLUMN_VANISHED),
    Reason.STATUS_UNKNOWN: (HeldItem.Kind.STATUS_UNKNOWN, HeldItem.Kind.AMOUNT_IMPLAUSIBLE),
}


def explanation_of(table: ShareTable, unit: UnitShare) -> unknowns.Explanation | None:
    """Why a unit's share is not known, in words; None where it is known. No query."""
    if unit.reason is None:
        return None
    side = unknowns.Side.DENOMINATOR if unit.denominator is None else unknowns.Side.NUMERATOR
    return unknowns.explain(unit.reason, side=side, denominator=table.definition.denominator.code, feed=unit.share.feed)


@remembered
def unknown_list(table: ShareTable) -> tuple[UnknownUnit, ...]:
    """Every unit of the table that is not known, in the table's order, with what ends it. Two queries."""
    if not table.unknown_units:
        return ()
    held = _held_by_unit(table)
    found = []
    for unit in table.unknown_units:
        explanation = explanation_of(table, unit)
        if explanation is None or unit.reason is None:
            continue
        kinds = _KINDS.get(unit.reason, ())
        waiting = [item for item in (*held[unit.id], *held[None]) if item.kind in kinds]
        details = tuple(dict.fromkeys(_detail(item) for item in waiting))
        found.append(UnknownUnit(unit, explanation, details, tuple(item.pk for item in waiting)))
    return tuple(found)


def _held_by_unit(table: ShareTable) -> dict[int | None, list[HeldItem]]:
    day = min(table.cut_off, periods.fiscal_year(table.year).last)
    roll_up = institutions.pd_map(table.government.id, day)
    found: dict[int | None, list[HeldItem]] = defaultdict(list)
    items = HeldItem.objects.filter(
        government_id=table.government.id, year__in=(table.year, 0), resolution=""
    ).order_by("id")
    for item in items:
        found[None if item.unit_id is None else roll_up.get(item.unit_id, item.unit_id)].append(item)
    return found


def _detail(item: HeldItem) -> str:
    feed = unknowns.FEED_LABELS.get(item.feed, item.feed)
    return f"{item.get_kind_display()}: {item.key} ({feed})"
