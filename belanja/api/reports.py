"""Issued reports: their list, and their files as they are kept."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page
from ninja import Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from belanja.institutions import selectors as institutions
from belanja.reporting import renderings, selectors
from belanja.reporting.models import Snapshot
from belanja.rules.decisions import RuleBroken

from .errors import REFUSALS, Refusal

router = Router(tags=["laporan"])
LARGEST_PAGE = 200
Code = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00]+$")]


class ReportOut(Schema):
    """One issued report. `sha256` is of report.json, and its ETag."""

    government: str
    year: int
    quarter: int
    number: int
    state: str
    cut_off: str
    frozen_at: str
    issued_at: str
    end_reason: str
    sha256: str
    code: str


class ReportsOut(Schema):
    count: int
    page: int
    size: int
    reports: list[ReportOut]


@router.get("/reports", response={200: ReportsOut, REFUSALS: Refusal}, operation_id="reports")
@decorate_view(conditional_page)
def reports(
    request: HttpRequest,
    government: Code | None = None,
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None,
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1,
    size: Annotated[int, Field(ge=1, le=LARGEST_PAGE)] = 50,
) -> dict[str, Any]:
    """Laporan triwulan yang diterbitkan, triwulan terbaru lebih dahulu."""
    found = selectors.published(institutions.government(government) if government is not None else None)
    if year is not None:
        found = found.filter(year=year)
    return {
        "count": found.count(),
        "page": page,
        "size": size,
        "reports": [_report_data(item) for item in found[(page - 1) * size : page * size]],
    }


def _report_data(item: Snapshot) -> dict[str, Any]:
    return {
        "government": item.government.code,
        "year": item.year,
        "quarter": item.quarter,
        "number": item.number,
        "state": item.state,
        "cut_off": item.cut_off.isoformat() if item.cut_off else "",
        "frozen_at": item.frozen_at.isoformat() if item.frozen_at else "",
        "issued_at": item.issued_at.isoformat() if item.issued_at else "",
        "end_reason": item.end_reason,
        "sha256": item.sha256,
        "code": item.code,
    }


@router.get(
    "/reports/{government}/{year}/{quarter}/{number}/{name}",
    response={200: dict[str, Any], REFUSALS: Refusal},
    operation_id="report_file",
    openapi_extra={
        "responses": {
            200: {
                "description": "report.json, report.pdf, report.xlsx",
                "content": {
                    "application/json": {"schema": {"type": "object"}},
                    "application/pdf": {"schema": {"type": "string", "format": "binary"}},
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
                        "schema": {"type": "string", "format": "binary"}
                    },
                },
            }
        }
    },
)
def report_file(
    request: HttpRequest,
    government: Code,
    year: Annotated[int, Field(ge=2000, le=2100)],
    quarter: Annotated[int, Field(ge=1, le=4)],
    number: Annotated[int, Field(ge=1, le=32_000)],
    name: Code,
) -> HttpResponse:
    """Berkas laporan yang diterbitkan, byte demi byte: report.json (ETag = SHA-256), report.pdf, report.xlsx."""
    item = selectors.published_one(institutions.government(government), year=year, quarter=quarter, number=number)
    if name not in renderings.NAMES:
        raise RuleBroken("not_found", "Berkas laporan itu tidak ada.", status=404)
    return renderings.respond(request, item, name)
