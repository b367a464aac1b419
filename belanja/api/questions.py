"""How often APIP's questions can be asked and are: counts alone. Whom a question is about is told to nobody here."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from belanja.institutions import selectors as institutions
from belanja.oversight.selectors.tallies import Standing, last_whole, standings
from belanja.rules.decisions import RuleBroken
from belanja.rules.flags.precision import Rate

from .errors import REFUSALS, Refusal
from .shares import Code, Exact

router = Router(tags=["pengawasan"])

Count = Annotated[int, Field(ge=0)]


class OfGovernment(Schema):
    government: Code


class RateOut(Schema):
    """`share_percent` null: of nothing. The interval is that of Wilson, 95 percent."""

    hits: Count
    of: Count
    share_percent: Exact | None
    low_percent: Exact
    high_percent: Exact


class QuestionOut(Schema):
    """`flagged` holds `answered_in_advance`; the base rate does not. `missing`: what could not be judged, by what it
    lacked."""

    indicator: str
    version: int
    question: str
    formula: str
    innocent: str
    shown: bool
    evaluated: Count
    not_computable: Count
    missing: dict[str, Count]
    flagged: Count
    answered_in_advance: Count
    reviewed: Count
    base_rate: RateOut
    precision: RateOut


class QuestionsOut(Schema):
    government: str
    asked_at: str
    subjects: Count
    questions: list[QuestionOut]


@router.get("/oversight-questions", response={200: QuestionsOut, REFUSALS: Refusal}, operation_id="oversight_questions")
@decorate_view(conditional_page)
def oversight_questions(request: HttpRequest, question: Query[OfGovernment]) -> dict[str, Any]:
    """Pertanyaan APIP: berapa yang dinilai, tidak dapat dinilai, bertanda, dijawab di muka, dan ditinjau. Tanda adalah
    pertanyaan, bukan kesimpulan; siapa yang ditanya tidak disebut."""
    government = institutions.government(question.government)
    sweep = last_whole(government_id=government.pk)
    if sweep is None:
        raise RuleBroken("no_data", f"Catatan {government.name} belum pernah ditanyai.", status=404)
    return {
        "government": government.code,
        "asked_at": sweep.started_at.isoformat(),
        "subjects": sweep.asked,
        "questions": [_told(one) for one in standings(government_id=government.pk)],
    }


def _told(one: Standing) -> dict[str, Any]:
    return {
        "indicator": one.indicator.code,
        "version": one.indicator.version,
        "question": one.indicator.question,
        "formula": one.indicator.formula,
        "innocent": one.indicator.innocent,
        "shown": one.shown,
        "evaluated": one.tally.evaluated,
        "not_computable": one.tally.unjudged,
        "missing": one.missing,
        "flagged": one.tally.flagged,
        "answered_in_advance": one.tally.answered,
        "reviewed": one.tally.reviewed,
        "base_rate": _rate(one.tally.base_rate),
        "precision": _rate(one.tally.precision),
    }


def _rate(rate: Rate) -> dict[str, Any]:
    low, high = rate.interval
    return {
        "hits": rate.hits,
        "of": rate.of,
        "share_percent": f"{rate.share * 100:.2f}" if rate.share is not None else None,
        "low_percent": f"{low * 100:.2f}",
        "high_percent": f"{high * 100:.2f}",
    }
