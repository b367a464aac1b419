"""The way to the target of one Perangkat Daerah: plan lines that could move, and what the catalogue has for them."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from belanja.affirmation import rendering
from belanja.affirmation.rendering import decimal_text as exact
from belanja.affirmation.selectors import Path, PathLine, path_of
from belanja.affirmation.selectors.path import Sum
from belanja.affirmation.selectors.path_begun import Begun
from belanja.institutions import selectors as institutions
from belanja.rules.classification import CLASSES, class_name

from .errors import REFUSALS, Refusal
from .shares import Code, DefinitionUsed, Exact, UnitOut, Year

router = Router(tags=["porsi"])

_SIZE = 200


class CoverageOut(Schema):
    """What open shelves hold for the class now."""

    shelves: list[str]
    offers: int
    firms: int
    umkk_firms: int
    pdn_offers: int


class BegunOut(Schema):
    """A need or a proposed etalase that brings its goods in."""

    code: str
    name: str
    state: str


class PathLineOut(Schema):
    rank: int
    rup: str
    title: str
    unit: str
    method: str
    class_code: str
    class_name: str
    kbki: list[str]
    amount: Exact
    points: Exact | None
    standing: Literal["ada_barang", "etalase_kosong", "tanpa_etalase", "hanya_diukur"]
    coverage: CoverageOut
    need: BegunOut | None
    proposals: list[BegunOut]


class SumOut(Schema):
    lines: int
    amount: Exact


class PathOut(Schema):
    government: str
    year: int
    cut_off: str
    definition: DefinitionUsed
    unit: UnitOut
    count: int
    page: int
    size: int
    lines: list[PathLineOut]
    unsure: SumOut
    mixed: SumOut
    outside: SumOut
    begun: SumOut


@router.get("/units/{government}/{code}/path", response={200: PathOut, REFUSALS: Refusal}, operation_id="unit_path")
@decorate_view(conditional_page)
def unit_path(
    request: HttpRequest,
    government: Code,
    code: Code,
    year: Year,
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1,
) -> dict[str, Any]:
    """Baris RUP yang dapat pindah ke e-Purchasing, urut menurut nilai dan isi katalog; 200 baris sehalaman."""
    found = path_of(government=institutions.government(government), year=year, code=code)
    return {
        "government": found.table.government.code,
        "year": found.table.year,
        "cut_off": found.table.cut_off.isoformat(),
        "definition": rendering.definition_data(found.table),
        "unit": rendering.unit_data(found.unit),
        "count": len(found.lines),
        "page": page,
        "size": _SIZE,
        "lines": [_line(one) for one in found.lines[(page - 1) * _SIZE : page * _SIZE]],
        **_sums(found),
    }


def _sums(found: Path) -> dict[str, dict[str, Any]]:
    return {name: _sum(getattr(found, name)) for name in ("unsure", "mixed", "outside", "begun")}


def _sum(told: Sum) -> dict[str, Any]:
    return {"lines": told.count, "amount": exact(told.amount)}


def _line(one: PathLine) -> dict[str, Any]:
    return {
        "rank": one.rank,
        "rup": one.code,
        "title": one.title,
        "unit": one.unit_code,
        "method": one.method,
        "class_code": one.class_code,
        "class_name": class_name(one.class_code),
        "kbki": list(CLASSES[one.class_code].kbki),
        "amount": exact(one.amount),
        "points": exact(one.points),
        "standing": one.standing,
        "coverage": {
            "shelves": [shelf.name for shelf in one.coverage.shelves],
            "offers": one.coverage.offers,
            "firms": one.coverage.firms,
            "umkk_firms": one.coverage.umkk_firms,
            "pdn_offers": one.coverage.pdn_offers,
        },
        "need": _begun(one.need) if one.need else None,
        "proposals": [_begun(proposal) for proposal in one.proposals],
    }


def _begun(told: Begun) -> dict[str, str]:
    return {"code": told.code, "name": told.name, "state": told.state}
