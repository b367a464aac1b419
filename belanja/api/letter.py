"""What the circular letter asks of each Perangkat Daerah, as the page of the same figures shows it."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from belanja.affirmation.letter_rendering import letter_data
from belanja.affirmation.selectors.letter import letter_of
from belanja.institutions import selectors as institutions
from belanja.rules.decisions import RuleBroken

from .errors import REFUSALS, Refusal
from .indicators import YearQuestion
from .shares import DefinitionUsed, Exact

router = Router(tags=["surat edaran"])

Count = Annotated[int, Field(ge=0)]


class QuarterQuestion(YearQuestion):
    """Which government, fiscal year and quarter is asked for."""

    quarter: Annotated[int, Field(ge=1, le=4)]


class AskedOut(Schema):
    """How one item is counted, and when it does not apply."""

    item: str
    version: int
    valid_from: str
    label: str
    kind: Literal["tanggal", "jumlah", "porsi"]
    words: str
    meaning: str
    not_applicable: str
    citation: str


class AnswerOut(Schema):
    item: str
    standing: Literal["ada", "belum_ada", "tidak_berlaku", "belum_diketahui"]
    count: Count | None
    of: Count | None
    day: str | None
    percent: Exact | None
    because: str


class MissingOut(Schema):
    """What was missing for a unit in the quarter."""

    open_needs: Count
    plan_lines: Count
    amount: Exact


class LetterUnitOut(Schema):
    code: str
    name: str
    missing: MissingOut
    answers: list[AnswerOut]


class ImportOut(Schema):
    order: str
    signed_on: str
    name: str
    firm: str
    amount: Exact
    reasons: list[str]
    proof_on_record: bool


class ShelfMonthOut(Schema):
    month: str
    opened: Count
    frozen: Count
    ended: Count


class ShelvesOut(Schema):
    by_state: dict[str, int]
    months: list[ShelfMonthOut]
    without_sale: list[str]
    without_sale_since: str
    young: Count
    not_known: Count


class LetterOut(Schema):
    government: str
    year: int
    quarter: int
    cut_off: str
    letter: str | None
    share_definition: DefinitionUsed
    definitions: list[AskedOut]
    units: list[LetterUnitOut]
    total: dict[str, int]
    imports: list[ImportOut]
    shelves: ShelvesOut


@router.get("/letter", response={200: LetterOut, REFUSALS: Refusal}, operation_id="letter")
@decorate_view(conditional_page)
def letter(request: HttpRequest, question: Query[QuarterQuestion]) -> dict[str, Any]:
    """Yang diminta surat edaran dari setiap Perangkat Daerah dalam satu triwulan, dengan definisinya: tanpa nilai dan
    tanpa urutan."""
    found = letter_of(
        government=institutions.government(question.government), year=question.year, quarter=question.quarter
    )
    if not found.units:
        message = f"Belum ada data {found.table.government.name} untuk tahun anggaran {question.year}."
        raise RuleBroken("no_data", message, status=404)
    return letter_data(found)
