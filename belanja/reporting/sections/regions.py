"""The kabupaten and kota of a province beside it."""

from typing import Any

from belanja.affirmation import selectors
from belanja.institutions.models import Government
from belanja.reporting.record import Record

from .provincial import counted


def build(record: Record) -> list[dict[str, Any]]:
    """Empty unless the government is a province; the province itself is not repeated."""
    government = record.government
    if government.kind != Government.Kind.PROVINCE or not government.region_code:
        return []
    regions = selectors.region_map(region_code=government.region_code, year=record.year, as_of=record.cut_off)
    found = []
    for region in regions:
        if region.government.code == government.code:
            continue
        total = region.total
        known = region.table.has_data and total.units_known > 0
        found.append(
            {
                "code": region.government.code,
                "region_code": region.region_code,
                "name": region.government.name,
                "numerator": counted(region.table) if region.table.has_data else None,
                "denominator": total.denominator if known else None,
                "share_percent": total.share_percent,
                "reached": region.reached,
                "units_known": total.units_known,
                "units_unknown": total.units_unknown,
                "has_data": region.table.has_data,
            }
        )
    return found
