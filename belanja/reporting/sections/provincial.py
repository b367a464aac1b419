"""The headline figures of the whole government."""

from decimal import Decimal
from typing import Any

from belanja.affirmation.figures import ShareTable
from belanja.reporting.record import Record
from belanja.rules import periods
from belanja.rules.shares import Total


def build(record: Record) -> list[dict[str, Any]]:
    """One entry for each headline share: what it rests on, its target and the units behind it. Rupiah, percent."""
    return [figure(key, table) for key, table in record.tables.items()]


def figure(key: str, table: ShareTable) -> dict[str, Any]:
    """A government's total as plain values."""
    total = table.total
    path = periods.path_percent(total.target_percent, table.year, table.cut_off)
    share = total.share_percent
    return {
        "key": key,
        "label": table.definition.indicator.label,
        "definition": table.definition.id,
        "numerator": counted(total),
        "denominator": total.denominator if total.units_known else None,
        "share_percent": share,
        "target_percent": total.target_percent,
        "gap_points": None if share is None else share - total.target_percent,
        "gap": total.gap,
        "path_percent": path,
        "units": len(table.units),
        "units_reached": total.units_reached,
        "units_known": total.units_known,
        "units_unknown": total.units_unknown,
        "numerator_all": total.numerator_all,
        "numerator_outside": total.numerator_outside,
        "undated": table.undated,
    }


def counted(total: Total) -> Decimal:
    """Rupiah behind a share; where no unit is known, what all of them bought."""
    return total.numerator if total.units_known else total.numerator_all
