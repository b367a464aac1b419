"""Shares, courses and single Perangkat Daerah: the figures of `affirmation`."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from belanja.affirmation import rendering, selectors
from belanja.affirmation.figures import ShareTable
from belanja.facts.models import PurchaseDocument
from belanja.institutions import selectors as institutions
from belanja.rules.channels import Channel, Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.indicators import STAGES, Denominator, DenominatorRule, EvidenceKind, Numerator, NumeratorRule
from belanja.rules.shares import Amount, Reason, Status

from .errors import REFUSALS, Refusal

router = Router(tags=["porsi"])

Year = Annotated[int, Field(ge=2000, le=2100)]
Code = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00]+$")]
Text = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00]+$")]
#: Rupiah or percent, exact, with two decimals.
Exact = Annotated[str, Field(pattern=r"^-?\d+\.\d\d$")]


#: The numerators that read orders, by which a list of orders can be cut.
OrderStage = Literal["pesanan", "kontrak", "terima", "selesai"]


class Question(Schema):
    """Which figure is asked for."""

    government: Code
    year: Year
    indicator: Text = "epurchasing"
    evidence: EvidenceKind | None = None
    numerator: Numerator | None = None
    denominator: Denominator | None = None
    as_of: date | None = None


class UnitQuestion(Schema):
    """Which figure of one Perangkat Daerah is asked for."""

    year: Year
    indicator: Text = "epurchasing"
    evidence: EvidenceKind | None = None
    numerator: Numerator | None = None
    denominator: Denominator | None = None
    as_of: date | None = None


class DefinitionUsed(Schema):
    id: str
    version: int
    numerator: Numerator
    denominator: Denominator
    evidence: EvidenceKind | None
    citation: str


class TotalOut(Schema):
    numerator: Exact
    denominator: Exact
    share_percent: Exact | None
    units_known: int
    units_unknown: int
    numerator_of_unknown: Exact
    unclassified: Exact
    share_low_percent: Exact | None
    share_high_percent: Exact | None
    units_band: int


class BaseDocumentOut(Schema):
    """The document behind a budget that a person entered and a second one confirmed."""

    kind: Literal["murni", "pergeseran", "perubahan"]
    number: str
    dated: str
    in_force_from: str


class UnitOut(Schema):
    code: str
    name: str
    numerator: Exact | None
    denominator: Exact | None
    share_percent: Exact | None
    status: Status
    reason: Reason | None
    target_percent: Exact
    gap: Exact | None
    unclassified: Exact | None
    share_low_percent: Exact | None
    share_high_percent: Exact | None
    gap_low: Exact | None
    gap_high: Exact | None
    base_source: Literal["feed", "entered"]
    base_documents: list[BaseDocumentOut]


class TargetOut(Schema):
    percent: Exact
    gap: Exact | None
    gap_low: Exact | None
    gap_high: Exact | None
    units_reached: int
    legal_basis: str
    article: str


class PullUsedOut(Schema):
    id: int
    at: str
    state: str


class QuarantinedOut(Schema):
    """Rows of the numerator's feeds that wait in quarantine: they are in no figure and may lower it."""

    rows: int
    amount: Exact


class SharesOut(Schema):
    government: str
    year: int
    cut_off: str
    definition: DefinitionUsed
    total: TotalOut
    units: list[UnitOut]
    target: TargetOut
    undated: Exact
    quarantined: QuarantinedOut
    channels_not_loaded: list[Channel]
    pulls: dict[str, PullUsedOut]


class PointOut(Schema):
    label: str
    until: str
    numerator: Exact | None
    share_percent: Exact | None
    path_percent: Exact
    on_path: bool | None
    unclassified: Exact | None
    share_low_percent: Exact | None
    share_high_percent: Exact | None


class TrendOut(Schema):
    government: str
    unit: str | None
    year: int
    cut_off: str
    definition_id: str
    denominator: Exact | None
    target_percent: Exact
    undated: Exact
    months: list[PointOut]
    quarters: list[PointOut]


class ExplanationOut(Schema):
    sentence: str
    owner: str
    document: str


class AmountOut(Schema):
    """One numerator or denominator beside the others: an amount, or the reason why it is not known."""

    code: str
    label: str
    value: Exact | None
    unclassified: Exact | None
    reason: Reason | None


class SubUnitOut(Schema):
    code: str
    name: str
    numerator: Exact
    budget: Exact | None
    planned_epurchasing: Exact


class UnitPageOut(Schema):
    government: str
    year: int
    cut_off: str
    definition: DefinitionUsed
    unit: UnitOut
    explanation: ExplanationOut | None
    path_percent: Exact
    planned_epurchasing: Exact
    ordered: Exact
    not_yet_bought: Exact
    numerators: list[AmountOut]
    denominators: list[AmountOut]
    sub_units: list[SubUnitOut]


class OrderOut(Schema):
    channel: Channel
    number: str
    title: str
    unit: str
    plan_codes: list[str]
    vendor: str
    status: str
    ordered_on: str | None
    amount: Exact
    stages: list[OrderStage]
    cancelled: bool
    uncertain: bool


class OrdersOut(Schema):
    government: str
    unit: str
    year: int
    count: int
    page: int
    size: int
    orders: list[OrderOut]


@router.get("/shares", response={200: SharesOut, REFUSALS: Refusal}, operation_id="shares")
@decorate_view(conditional_page)
def shares(request: HttpRequest, question: Query[Question]) -> dict[str, Any]:
    """Porsi setiap Perangkat Daerah suatu pemerintah daerah dalam satu tahun anggaran."""
    return rendering.share_table_data(_table(question))


@router.get("/trend", response={200: TrendOut, REFUSALS: Refusal}, operation_id="trend")
@decorate_view(conditional_page)
def trend(request: HttpRequest, question: Query[Question], unit: Code | None = None) -> dict[str, Any]:
    """Perjalanan kumulatif setiap bulan dan triwulan, untuk pemerintah daerah atau satu Perangkat Daerah."""
    table = _table(question)
    row = None if unit is None else table.unit(unit)
    if unit is not None and row is None:
        raise _unit_missing(unit, question.year)
    return rendering.trend_data(selectors.trend(table, unit=row))


@router.get("/units/{government}/{code}", response={200: UnitPageOut, REFUSALS: Refusal}, operation_id="unit")
@decorate_view(conditional_page)
def unit(request: HttpRequest, government: Code, code: Code, question: Query[UnitQuestion]) -> dict[str, Any]:
    """Satu Perangkat Daerah: porsinya, semua pembilang dan penyebut, rencana yang belum dibelanjakan."""
    return _unit_data(_unit_page(government, code, question))


@router.get("/units/{government}/{code}/orders", response={200: OrdersOut, REFUSALS: Refusal}, operation_id="orders")
@decorate_view(conditional_page)
def orders(
    request: HttpRequest,
    government: Code,
    code: Code,
    question: Query[UnitQuestion],
    stage: OrderStage | None = None,
    channel: Channel | None = None,
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1,
    size: Annotated[int, Field(ge=1, le=selectors.LARGEST_PAGE)] = 50,
) -> dict[str, Any]:
    """Pesanan satu Perangkat Daerah dan unit di bawahnya, terbaru lebih dahulu."""
    found = _unit_page(government, code, question)
    listed = selectors.orders_page(
        government=institutions.government(government),
        year=question.year,
        unit_ids=list(found.unit_ids),
        stage=None if stage is None else STAGES[Numerator(stage)],
        channel=channel,
        as_of=question.as_of,
        page=page,
        size=size,
    )
    return {
        "government": found.table.government.code,
        "unit": found.unit.code,
        "year": question.year,
        "count": listed.count,
        "page": listed.page,
        "size": listed.size,
        "orders": [_order_data(order) for order in listed.orders],
    }


def _table(question: Question) -> ShareTable:
    table = selectors.share_table(
        government=institutions.government(question.government),
        year=question.year,
        indicator=question.indicator,
        evidence=question.evidence,
        numerator=question.numerator,
        denominator=question.denominator,
        as_of=question.as_of,
    )
    if not table.has_data:
        message = f"Belum ada data {table.government.name} untuk tahun anggaran {question.year}."
        raise RuleBroken("no_data", message, status=404)
    return table


def _unit_page(government: str, code: str, question: UnitQuestion) -> selectors.UnitPage:
    return selectors.unit_page(
        government=institutions.government(government),
        code=code,
        year=question.year,
        indicator=question.indicator,
        evidence=question.evidence,
        numerator=question.numerator,
        denominator=question.denominator,
        as_of=question.as_of,
    )


def _unit_missing(code: str, year: int) -> RuleBroken:
    return RuleBroken("unit_not_found", f"Tidak ada Perangkat Daerah {code} pada tahun {year}.", status=404)


def _unit_data(page: selectors.UnitPage) -> dict[str, Any]:
    explanation = selectors.explanation_of(page.table, page.unit)
    text = rendering.decimal_text
    return {
        "government": page.table.government.code,
        "year": page.table.year,
        "cut_off": page.table.cut_off.isoformat(),
        "definition": rendering.definition_data(page.table),
        "unit": rendering.unit_data(page.unit),
        "explanation": explanation
        and {
            "sentence": explanation.sentence,
            "owner": explanation.owner,
            "document": explanation.document,
        },
        "path_percent": text(page.path_percent),
        "planned_epurchasing": text(page.planned_epurchasing),
        "ordered": text(page.ordered),
        "not_yet_bought": text(page.not_yet_bought),
        "numerators": [_amount_data(rule, amount) for rule, amount in page.numerators],
        "denominators": [_amount_data(rule, amount) for rule, amount in page.denominators],
        "sub_units": [
            {
                "code": row.code,
                "name": row.name,
                "numerator": text(row.ordered),
                "budget": text(row.budget),
                "planned_epurchasing": text(row.planned_epurchasing),
            }
            for row in page.sub_units
        ],
    }


def _amount_data(rule: NumeratorRule | DenominatorRule, amount: Amount) -> dict[str, Any]:
    return {
        "code": rule.code,
        "label": rule.label,
        "value": rendering.decimal_text(amount.value),
        "unclassified": None if amount.value is None else rendering.decimal_text(amount.unclassified),
        "reason": amount.reason,
    }


def _order_data(order: PurchaseDocument) -> dict[str, Any]:
    return {
        "channel": order.channel,
        "number": order.number or order.key,
        "title": order.title,
        "unit": order.unit.code,
        "plan_codes": order.plan_codes,
        "vendor": order.vendor_name,
        "status": order.status,
        "ordered_on": order.ordered_on and order.ordered_on.isoformat(),
        "amount": rendering.decimal_text(order.amount),
        "stages": [str(code) for code, reached in STAGES.items() if order.stages & reached],
        "cancelled": bool(order.stages & Stage.CANCELLED),
        "uncertain": bool(order.stages & Stage.UNCERTAIN),
    }
