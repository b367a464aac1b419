"""The registry of definitions: what can be measured against what, in which version, on whose ground."""

from typing import Any

from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Router, Schema
from ninja.decorators import decorate_view

from belanja.rules.indicators import (
    DENOMINATORS,
    INDICATORS,
    NUMERATORS,
    Denominator,
    EvidenceKind,
    Indicator,
    Numerator,
)

from .errors import REFUSALS, Refusal

router = Router(tags=["definisi"])


class NumeratorOut(Schema):
    code: Numerator
    label: str
    meaning: str


class DenominatorOut(Schema):
    code: Denominator
    label: str
    meaning: str
    feeds: list[str]


class UsualOut(Schema):
    """The definition of an indicator where nobody asks for another, by one kind of evidence."""

    evidence: EvidenceKind | None
    numerator: Numerator
    denominator: Denominator
    id: str


class IndicatorOut(Schema):
    code: str
    version: int
    label: str
    citation: str
    legal_basis: str
    numerator: Numerator
    denominator: Denominator
    channels: list[str]
    optional_channels: list[str]
    usual: list[UsualOut]


class DefinitionsOut(Schema):
    indicators: list[IndicatorOut]
    numerators: list[NumeratorOut]
    denominators: list[DenominatorOut]


@router.get("/definitions", response={200: DefinitionsOut, REFUSALS: Refusal}, operation_id="definitions")
@decorate_view(conditional_page)
def definitions(request: HttpRequest) -> dict[str, Any]:
    """Indikator, pembilang dan penyebut beserta arti dan dasar hukumnya."""
    return {
        "indicators": [
            {
                "code": rule.code,
                "version": rule.version,
                "label": rule.label,
                "citation": rule.citation,
                "legal_basis": rule.legal_basis,
                "numerator": rule.numerator,
                "denominator": rule.denominator,
                "channels": [str(channel) for channel in rule.channels],
                "optional_channels": [str(channel) for channel in rule.optional_channels],
                "usual": [_usual(rule, evidence) for evidence in rule.evidences],
            }
            for rule in INDICATORS.values()
        ],
        "numerators": [
            {"code": rule.code, "label": rule.label, "meaning": rule.meaning} for rule in NUMERATORS.values()
        ],
        "denominators": [
            {"code": rule.code, "label": rule.label, "meaning": rule.meaning, "feeds": list(rule.feeds)}
            for rule in DENOMINATORS.values()
        ],
    }


def _usual(rule: Indicator, evidence: EvidenceKind | None) -> dict[str, Any]:
    numerator, denominator = rule.usual(evidence)
    return {
        "evidence": evidence,
        "numerator": numerator,
        "denominator": denominator,
        "id": rule.definition_id(numerator, denominator, evidence),
    }
