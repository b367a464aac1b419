"""The headline figures of the whole government."""

from collections import Counter
from decimal import Decimal
from typing import Any

from belanja.affirmation import selectors
from belanja.affirmation.figures import ShareTable
from belanja.reporting.record import Record
from belanja.rules import periods

#: How the comparison of the two computations names the total.
TOTAL = "jumlah"
_HELD = (
    "numerator", "denominator", "unclassified", "share_percent", "share_low_percent", "share_high_percent",
    "gap_points", "gap", "gap_low", "gap_high", "reached",
)  # fmt: skip


def build(record: Record) -> list[dict[str, Any]]:
    """One entry for each headline share: what it rests on, its target and the units behind it. Rupiah, percent."""
    return [figure(record, key, table) for key, table in record.tables.items()]


def figure(record: Record, key: str, table: ShareTable) -> dict[str, Any]:
    """A government's total as plain values; held where the two computations differ on it."""
    held = record.disputed(key, TOTAL)
    told = figure_of(key, table)
    return {**told, **dict.fromkeys(_HELD), "held": held} if held else {**told, "held": []}


def figure_of(key: str, table: ShareTable) -> dict[str, Any]:
    """A government's total as plain values, as it was computed once."""
    total = table.total
    path = periods.path_percent(total.target_percent, table.year, table.cut_off)
    share = total.share_percent
    return {
        "key": key,
        "label": table.definition.label,
        "definition": table.definition.id,
        "numerator": counted(table),
        "denominator": total.denominator if total.units_known else None,
        "unclassified": total.unclassified if total.units_known else total.unclassified_all,
        "share_percent": share,
        "share_low_percent": total.share_low_percent,
        "share_high_percent": total.share_high_percent,
        "target_percent": total.target_percent,
        "gap_points": None if share is None else share - total.target_percent,
        "gap": total.gap,
        "gap_low": total.gap_low,
        "gap_high": total.gap_high,
        "reached": total.reached,
        "path_percent": path,
        "units": len(table.units),
        "units_reached": total.units_reached,
        "units_known": total.units_known,
        "units_unknown": total.units_unknown,
        "units_band": total.units_band,
        "because": _because(table),
        "channels_not_loaded": [channel.label for channel in table.channels_not_loaded],
        "numerator_all": total.numerator_all,
        "numerator_outside": total.numerator_outside,
        "undated": table.undated,
    }


def counted(table: ShareTable) -> Decimal | None:
    """Rupiah behind a share; where no unit's share is known, what all of them bought. None where not even that is
    known of any unit."""
    if table.total.units_known:
        return table.total.numerator
    return table.total.numerator_all if any(unit.numerator is not None for unit in table.units) else None


def _because(table: ShareTable) -> dict[str, Any] | None:
    """Why most units without a share have none, and who ends that; None where all have one."""
    found = [selectors.explanation_of(table, unit) for unit in table.unknown_units]
    counted = Counter(explanation for explanation in found if explanation is not None)
    if not counted:
        return None
    explanation, count = counted.most_common(1)[0]
    return {"sentence": explanation.sentence, "owner": explanation.owner, "units": count}
