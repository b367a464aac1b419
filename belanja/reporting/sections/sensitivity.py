"""The same orders under every other definition: what the share would be."""

from typing import Any

from belanja.affirmation.figures import ShareTable
from belanja.reporting.record import Record

from .provincial import counted


def build(record: Record) -> list[dict[str, Any]]:
    """One entry for each headline share, numerator and denominator; the definition of the report is marked. A base
    that is not known for any unit leaves the share unknown."""
    return [
        _entry(key, table, own=pair == (own.numerator.code, own.denominator.code))
        for key, tables in record.sensitivities.items()
        for own in [record.tables[key].definition]
        for pair, table in tables.items()
    ]


def _entry(key: str, table: ShareTable, *, own: bool) -> dict[str, Any]:
    total = table.total
    return {
        "key": key,
        "label": table.definition.label,
        "definition": table.definition.id,
        "numerator_label": table.definition.numerator.label,
        "denominator_label": table.definition.denominator.label,
        "numerator": counted(table),
        "denominator": total.denominator if total.units_known else None,
        "share_percent": total.share_percent,
        "share_low_percent": total.share_low_percent,
        "share_high_percent": total.share_high_percent,
        "units_known": total.units_known,
        "units_reached": total.units_reached,
        "own": own,
    }
