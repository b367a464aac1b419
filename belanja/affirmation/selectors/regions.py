"""The governments of a region side by side, for the map."""

from datetime import date

from django.db.models import Q

from belanja.affirmation.figures import RegionShare
from belanja.affirmation.remembered import remembered
from belanja.institutions.models import Government
from belanja.rules.indicators import Denominator, EvidenceKind, Numerator

from .shares import reference, share_tables


@remembered
def region_map(
    *,
    region_code: str,
    year: int,
    indicator: str = "epurchasing",
    evidence: EvidenceKind | str | None = None,
    numerator: Numerator | str | None = None,
    denominator: Denominator | str | None = None,
    as_of: date | None = None,
) -> tuple[RegionShare, ...]:
    """Totals of the province `region_code` (Kemendagri, `36`) and of every kabupaten/kota in it (`36.…`), in
    the order of their codes. Governments without any data are there too, with `table.has_data` false."""
    inside = Q(region_code=region_code) | Q(region_code__startswith=f"{region_code}.")
    governments = list(Government.objects.filter(inside).order_by("region_code", "code"))
    tables = share_tables(
        governments=governments,
        year=year,
        indicator=indicator,
        evidence=evidence,
        numerator=numerator,
        denominator=denominator,
        as_of=as_of,
    )
    return tuple(
        RegionShare(reference(government), government.kind, government.region_code, table)
        for government, table in zip(governments, tables, strict=True)
    )
