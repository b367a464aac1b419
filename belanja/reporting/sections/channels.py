"""Form D: the channels side by side, with what cannot be matched."""

from typing import Any

from belanja.reporting.record import Record


def build(record: Record) -> list[dict[str, Any]]:
    """One entry for each channel with packages or evidence; rupiah, numbers of packages."""
    return [
        {
            "channel": row.channel,
            "label": row.channel.label,
            "packages": row.packages,
            "cancelled": row.cancelled,
            "pagu": row.pagu,
            "packages_with_pagu": row.packages_with_pagu,
            "ordered": row.ordered,
            "contracted": row.contracted,
            "received": row.received,
            "completed": row.completed,
            "pdn": row.pdn,
            "not_pdn": row.not_pdn,
            "umkk": row.umkk,
            "not_umkk": row.not_umkk,
            "matched": row.matched,
            "matched_amount": row.matched_amount,
            "unmatched": row.unmatched,
            "unmatched_amount": row.unmatched_amount,
            "evidence_only": row.evidence_only,
            "evidence_only_amount": row.evidence_only_amount,
            "counts": row.channel in record.main.definition.channels,
        }
        for row in record.channels
    ]
