"""Working days of purchases, as the page of the same figures shows them."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from belanja.affirmation import rendering
from belanja.affirmation.selectors.waits import waits
from belanja.institutions import selectors as institutions
from belanja.rules.decisions import RuleBroken

from .errors import REFUSALS, Refusal
from .indicators import YearQuestion

router = Router(tags=["hari kerja"])

Count = Annotated[int, Field(ge=0)]


class StretchOut(Schema):
    """How one stretch is counted."""

    stretch: str
    version: int
    valid_from: str
    label: str
    from_: Annotated[str, Field(alias="from")]
    to: str
    whose: Literal["semua", "unit", "penyedia"]
    meaning: str


class UnknownOut(Schema):
    """Orders without days, by reason."""

    no_plan_day: Count
    source_silent: Count
    reversed: Count
    call_off: Count


class WaitOut(Schema):
    """Working days; null where fewer than `least_orders` are counted."""

    stretch: str
    orders: Count
    median_days: Count | None
    ninetieth_days: Count | None
    not_yet: Count
    unknown: UnknownOut


class GroupOut(Schema):
    kind: Literal["semua", "perangkat_daerah", "pita_nilai", "skala_usaha", "kanal"]
    key: str
    label: str
    waits: list[WaitOut]


class WaitsOut(Schema):
    government: str
    year: int
    cut_off: str
    least_orders: Count
    definitions: list[StretchOut]
    groups: list[GroupOut]


@router.get("/working-days", response={200: WaitsOut, REFUSALS: Refusal}, operation_id="working_days", by_alias=True)
@decorate_view(conditional_page)
def working_days(request: HttpRequest, question: Query[YearQuestion]) -> dict[str, Any]:
    """Hari kerja dari rencana sampai tanda tangan, serah terima, dan pembayaran: median, persentil 90, dan jumlah
    pesanan menurut Perangkat Daerah, pita nilai, skala usaha, dan kanal."""
    found = waits(government=institutions.government(question.government), year=question.year)
    if not found.has_data:
        message = f"Belum ada pesanan {found.government.name} untuk tahun anggaran {question.year}."
        raise RuleBroken("no_data", message, status=404)
    return rendering.waits_data(found)
