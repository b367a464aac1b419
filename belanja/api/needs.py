"""How many pairs of need and firm came how far, as the page of the same figures shows them."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from belanja.institutions import selectors as institutions
from belanja.needs import renderings, selectors
from belanja.rules.decisions import RuleBroken

from .errors import REFUSALS, Refusal
from .indicators import YearQuestion
from .shares import Exact

router = Router(tags=["kebutuhan"])

Count = Annotated[int, Field(ge=0)]
Stage = Literal[
    "cocok", "diberi_tahu", "dilihat", "berminat", "menolak", "didampingi", "terdaftar", "tayang", "dipesan", "dibayar"
]


class FunnelDefinition(Schema):
    """What is counted, for every figure of the answer."""

    version: int
    valid_from: str
    legal_basis: str
    counted: str
    period: str
    place: str
    fresh: str
    listed: str


class FunnelListedOut(Schema):
    """Pairs with firms of lists of a Dinas that are not registered; no stage counts them."""

    pairs: Count
    contacted: Count


class FunnelStageOut(Schema):
    """`percent_of_matched`: null where nothing was matched."""

    stage: Stage
    label: str
    definition: str
    pairs: Count
    percent_of_matched: Exact | None


class FunnelRowOut(Schema):
    """`key` empty: not known."""

    key: str
    name: str
    pairs: dict[Stage, Count]


class FunnelPartOut(Schema):
    by: Literal["unit", "wilayah", "skala", "etalase", "baru", "bulan"]
    label: str
    rows: list[FunnelRowOut]


class FunnelDeclinedOut(Schema):
    reason: str
    label: str
    pairs: Count


class FunnelOut(Schema):
    government: str
    year: int
    last_step_at: str | None
    definition: FunnelDefinition
    needs: Count
    firms: Count
    listed: FunnelListedOut
    stages: list[FunnelStageOut]
    parts: list[FunnelPartOut]
    declined: list[FunnelDeclinedOut]


@router.get("/needs-funnel", response={200: FunnelOut, REFUSALS: Refusal}, operation_id="needs_funnel")
@decorate_view(conditional_page)
def needs_funnel(request: HttpRequest, question: Query[YearQuestion]) -> dict[str, Any]:
    """Dari kebutuhan sampai dibayar: pasangan kebutuhan dan usaha menurut tahap yang dicapainya, menurut Perangkat
    Daerah, kabupaten/kota, skala usaha, etalase, pesanan sebelumnya, dan bulan."""
    government = institutions.government(question.government)
    if question.year not in selectors.funnel_years(government.pk):
        message = f"Belum ada kebutuhan {government.name} yang dicocokkan pada tahun {question.year}."
        raise RuleBroken("no_data", message, status=404)
    return renderings.data(selectors.funnel(government=government, year=question.year))
