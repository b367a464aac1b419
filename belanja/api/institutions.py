"""Governments on record and the years their figures cover."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Router, Schema
from ninja.decorators import decorate_view

from belanja.institutions import selectors as institutions
from belanja.intake.models import Pull

from .errors import REFUSALS, Refusal

router = Router(tags=["pemerintah daerah"])


class GovernmentOut(Schema):
    code: str
    name: str
    kind: str
    region_code: str
    is_example: bool
    years: list[int]


class GovernmentsOut(Schema):
    governments: list[GovernmentOut]


@router.get("/governments", response={200: GovernmentsOut, REFUSALS: Refusal}, operation_id="governments")
@decorate_view(conditional_page)
def governments(request: HttpRequest) -> dict[str, Any]:
    """Semua pemerintah daerah, dengan tahun anggaran yang datanya sudah dimuat."""
    years: dict[int, list[int]] = defaultdict(list)
    pulled = Pull.objects.standing().filter(government__isnull=False, year__gt=0).order_by("year")
    for government_id, year in pulled.values_list("government_id", "year").distinct():
        if government_id is not None:
            years[government_id].append(year)
    return {
        "governments": [
            {
                "code": government.code,
                "name": government.name,
                "kind": government.kind,
                "region_code": government.region_code,
                "is_example": government.is_example,
                "years": years.get(government.pk, []),
            }
            for government in institutions.governments()
        ]
    }
