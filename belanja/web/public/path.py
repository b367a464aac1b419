"""`/pemda/<code>/jalan-30/<unit code>/`: plan lines that could move, and what the catalogue has for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.affirmation.selectors import Path, path_of
from belanja.foundation import text
from belanja.rules.classification import MEASURED_ONLY
from belanja.rules.decisions import RuleBroken
from belanja.web import naming, path_tables
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import Figure

from . import doors, ranking, words


@doors.open_page
def page(request: HttpRequest, code: str, unit_code: str) -> HttpResponse:
    government = doors.enter(request, code)
    years = doors.years_of(government)
    year = doors.year_asked(request, government, years)
    if year is None:
        raise RuleBroken("no_data", f"Belum ada data {government.name}.", status=404)
    found = path_of(government=government, year=year, code=unit_code)
    name = naming.shown(found.unit.name)
    target = text.percent_short(found.unit.target_percent)
    return render(
        request,
        "public/path.html",
        {
            "title": f"Jalan menuju {target}: {name}",
            "lead": f"Baris RUP {year} yang belum dibeli dan tidak direncanakan lewat e-Purchasing, dengan isi katalog "
            "yang dapat menggantikannya.",
            "trail": doors.trail(
                government, (name, ranking.unit_href(found.table, found.unit)), (f"Jalan menuju {target}", "")
            ),
            "years": doors.year_tabs(years, year),
            "share": share(found),
            "figures": path_tables.figures(found),
            "parts": parts(request, found, lambda one: reverse("public:proposal", args=[one.code]), officer=False),
            "loaded": words.loaded(found.table),
            "api": reverse("api-1:unit_path", args=[government.code, found.unit.code]) + f"?year={year}",
        },
    )


def share(found: Path) -> Figure:
    """Where the share stands now."""
    explanation = words.why(found.table, found.unit) if found.unit.share_percent is None else ""
    return Figure(
        label=f"{found.table.definition.indicator.label} {found.table.year}",
        value=None if found.unit.share_percent is None else text.percent(found.unit.share_percent),
        numerator=words.amount(found.unit.numerator),
        denominator=words.amount(found.unit.denominator),
        definition=words.definition_link(found.table.definition),
        cut_off=words.cut_off(found.table),
        standing=words.standing_of(found.table, found.unit),
        reason=f"{text.capital_first(explanation)}." if explanation else "",
        remark=f"target {text.percent_short(found.unit.target_percent)}, kurang {text.rupiah(found.unit.gap)}"
        if found.unit.gap
        else "",
        big=True,
        level=2,
    )


def parts(request: HttpRequest, found: Path, address: path_tables.Address, *, officer: bool) -> list[Part]:
    """The tables, each its own part of the address; that of works and advice only where there are any. `address` leads
    to a proposed etalase."""
    movable, missing = found.of(*path_tables.MOVABLE), found.of(*path_tables.MISSING)
    shown, pagination = page_of(movable, len(movable), request)
    rest, more = page_of(missing, len(missing), request)
    return [
        Part(
            key="pindah",
            title="Dapat pindah ke e-Purchasing",
            about=f"{path_tables.ABOUT_RANK} {path_tables.ABOUT_POINTS}",
            items=[path_tables.movable(found, shown, pagination, officer=officer)],
        ),
        Part(
            key="belum",
            title="Barangnya belum ada di katalog",
            about="Pasang sebagai kebutuhan, agar usaha yang mampu menemukannya. Bila etalasenya yang belum ada, "
            "Perangkat Daerah dapat mengusulkan etalase baru kepada Biro PBJ.",
            items=[path_tables.missing(found, rest, more, officer=officer, address=address)],
        ),
        *_measured(request, found, officer=officer),
        Part(key="lain", title="Tidak masuk daftar", items=[path_tables.aside(found)]),
    ]


def _measured(request: HttpRequest, found: Path, *, officer: bool) -> list[Part]:
    lines = found.of(*path_tables.MEASURED)
    shown, pagination = page_of(lines, len(lines), request)
    table = path_tables.measured(found, shown, pagination, officer=officer)
    return [Part(key="diukur", title="Hanya diukur", about=MEASURED_ONLY, items=[table])] if lines else []
