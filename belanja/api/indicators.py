"""Measures beside the shares (ITKP, TKDN, completeness of the RUP), and the channels side by side."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from belanja.affirmation import rendering
from belanja.affirmation.selectors.governance import governance
from belanja.facts import selectors as facts
from belanja.institutions import selectors as institutions
from belanja.rules.channels import Channel
from belanja.rules.decisions import RuleBroken
from belanja.rules.shares import Reason

from .errors import REFUSALS, Refusal
from .shares import Code, Exact, Year

router = Router(tags=["indikator"])


class YearQuestion(Schema):
    """Which government and fiscal year is asked for."""

    government: Code
    year: Year


class PartOut(Schema):
    label: str
    value: Exact | None
    unit: str
    aside: bool


class MeasureOut(Schema):
    """One measure: its value in its unit, or the reason why it is not known."""

    code: str
    label: str
    value: Exact | None
    unit: str
    most: Exact | None
    reason: Reason | None
    because: str
    parts: list[PartOut]
    definition: str
    citation: str


class NotComputedOut(Schema):
    code: str
    label: str
    weight: Exact
    because: str


class ItkpOut(Schema):
    components: list[MeasureOut]
    points: Exact | None
    known_points: Exact
    computed_weight: Exact
    not_computed: list[NotComputedOut]


class CompletenessOut(Schema):
    code: str
    name: str
    announced: Exact | None
    budget: Exact | None
    percent: Exact | None
    reason: Reason | None


class IndicatorsOut(Schema):
    government: str
    year: int
    itkp: ItkpOut
    tkdn: MeasureOut
    rup_completeness: MeasureOut
    units: list[CompletenessOut]


class PackagesOut(Schema):
    packages: Annotated[int, Field(ge=0)]
    amount: Exact


class PartedOut(Schema):
    yes: Exact
    no: Exact
    unclassified: Exact


class ChannelOut(Schema):
    channel: Channel
    label: str
    packages: int
    cancelled: int
    pagu: Exact
    packages_with_pagu: int
    ordered: Exact
    contracted: Exact
    received: Exact
    completed: Exact
    pdn: PartedOut
    umkk: PartedOut
    matched: PackagesOut
    unmatched: PackagesOut
    evidence_only: PackagesOut


class ChannelsOut(Schema):
    government: str
    year: int
    channels: list[ChannelOut]


@router.get("/indicators", response={200: IndicatorsOut, REFUSALS: Refusal}, operation_id="indicators")
@decorate_view(conditional_page)
def indicators(request: HttpRequest, question: Query[YearQuestion]) -> dict[str, Any]:
    """Komponen ITKP yang dapat dihitung, TKDN tertimbang, dan kelengkapan RUP, atau alasan mengapa belum diketahui."""
    found = governance(government=institutions.government(question.government), year=question.year)
    if not found.units and not found.pulls:
        message = f"Belum ada data {found.government.name} untuk tahun anggaran {question.year}."
        raise RuleBroken("no_data", message, status=404)
    return rendering.governance_data(found)


@router.get("/channels", response={200: ChannelsOut, REFUSALS: Refusal}, operation_id="channels")
@decorate_view(conditional_page)
def channels(request: HttpRequest, question: Query[YearQuestion]) -> dict[str, Any]:
    """Kanal pengadaan berdampingan, dengan yang tidak dapat dipertemukan dengan RUP."""
    government = institutions.government(question.government)
    rows = facts.channel_table(government_id=government.pk, year=question.year)
    return rendering.channels_data(government.code, question.year, rows)
