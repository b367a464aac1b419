"""The same orders under every other definition: what the share would be."""

from typing import Any

from belanja.reporting.record import Record

from .provincial import counted


def build(record: Record) -> list[dict[str, Any]]:
    """One entry for each numerator and denominator; the definition of the report is marked. A base that is not
    known for any unit leaves the share unknown."""
    own = record.main.definition
    found = []
    for (above, below), table in record.sensitivity.items():
        total = table.total
        found.append(
            {
                "definition": table.definition.id,
                "numerator_label": table.definition.numerator.label,
                "denominator_label": table.definition.denominator.label,
                "numerator": counted(total),
                "denominator": total.denominator if total.units_known else None,
                "share_percent": total.share_percent,
                "units_known": total.units_known,
                "units_reached": total.units_reached,
                "own": (above, below) == (own.numerator.code, own.denominator.code),
            }
        )
    return found
