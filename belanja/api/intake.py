"""The list of imports: which feed, when, how many rows, how much money. Neither files nor persons are told."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from belanja.affirmation import rendering
from belanja.institutions import selectors as institutions
from belanja.intake.models import Pull

from .errors import REFUSALS, Refusal

router = Router(tags=["data"])
LARGEST_PAGE = 200


class PullOut(Schema):
    """One import. rows_in = loaded + unchanged + replayed + quarantined, in rows and in rupiah."""

    id: int
    government: str | None
    feed: str
    year: int
    state: str
    at: str
    source_day: str | None
    rows_in: int
    rows_loaded: int
    rows_unchanged: int
    rows_replayed: int
    rows_quarantined: int
    amount_in: str
    amount_loaded: str
    amount_unchanged: str
    amount_replayed: str
    amount_quarantined: str
    added: int
    changed: int
    vanished: int


class PullsOut(Schema):
    count: int
    page: int
    size: int
    pulls: list[PullOut]


@router.get("/pulls", response={200: PullsOut, REFUSALS: Refusal}, operation_id="pulls")
@decorate_view(conditional_page)
def pulls(
    request: HttpRequest,
    government: Annotated[str, Field(min_length=1, max_length=12, pattern=r"^[^\x00]+$")] | None = None,
    year: Annotated[int, Field(ge=0, le=2100)] | None = None,
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1,
    size: Annotated[int, Field(ge=1, le=LARGEST_PAGE)] = 50,
) -> dict[str, Any]:
    """Tarikan data yang sudah dimuat dan masih berlaku, terbaru lebih dahulu."""
    found: QuerySet[Pull] = Pull.objects.standing().order_by("-id").select_related("government")
    if government is not None:
        found = found.filter(government=institutions.government(government))
    if year is not None:
        found = found.filter(year=year)
    return {
        "count": found.count(),
        "page": page,
        "size": size,
        "pulls": [_pull_data(pull) for pull in found[(page - 1) * size : page * size]],
    }


def _pull_data(pull: Pull) -> dict[str, Any]:
    kinds = ("in", "loaded", "unchanged", "replayed", "quarantined")
    return {
        "id": pull.pk,
        "government": pull.government and pull.government.code,
        "feed": pull.feed,
        "year": pull.year,
        "state": pull.state,
        "at": pull.at.isoformat(),
        "source_day": pull.source_day and pull.source_day.isoformat(),
        **{f"rows_{kind}": getattr(pull, f"rows_{kind}") for kind in kinds},
        **{f"amount_{kind}": rendering.decimal_text(getattr(pull, f"amount_{kind}")) for kind in kinds},
        "added": pull.added,
        "changed": pull.changed,
        "vanished": pull.vanished,
    }
