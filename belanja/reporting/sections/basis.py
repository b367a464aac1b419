"""The legal bases on which the figures rest."""

from typing import Any

from belanja.institutions.models import LegalBasis
from belanja.reporting.record import Record


def build(record: Record) -> list[dict[str, Any]]:
    """Legal bases of the definitions and targets used, in the order of their signing."""
    slugs = {table.definition.legal_basis for table in record.tables.values()}
    slugs |= {table.definition.indicator.legal_basis for table in record.tables.values()}
    rows = LegalBasis.objects.filter(slug__in=slugs).order_by("signed_on", "slug")
    return [
        {
            "slug": row.slug,
            "label": str(row),
            "subject": row.subject,
            "signed_on": row.signed_on,
            "confidence": row.confidence,
        }
        for row in rows
    ]
