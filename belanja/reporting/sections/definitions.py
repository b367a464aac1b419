"""What each published share divides by what, with its version, citation and target."""

from typing import Any

from belanja.affirmation.figures import ShareTable
from belanja.reporting.record import Record


def build(record: Record) -> list[dict[str, Any]]:
    """One entry for each headline share."""
    return [_definition(key, table) for key, table in record.tables.items()]


def _definition(key: str, table: ShareTable) -> dict[str, Any]:
    definition = table.definition
    return {
        "key": key,
        "id": definition.id,
        "version": definition.version,
        "label": definition.label,
        "evidence": definition.evidence,
        "note": definition.indicator.note,
        "numerator": {
            "code": definition.numerator.code,
            "label": definition.numerator.label,
            "meaning": definition.numerator.meaning,
        },
        "denominator": {
            "code": definition.denominator.code,
            "label": definition.denominator.label,
            "meaning": definition.denominator.meaning,
        },
        "channels": [channel.label for channel in definition.channels],
        "citation": definition.citation,
        "target": {
            "percent": definition.target_percent,
            "valid_from": definition.target_from,
            "legal_basis": definition.legal_basis,
            "legal_basis_label": definition.legal_basis_label,
            "article": definition.article,
        },
    }
