"""`/pemda/<code>/kebutuhan/`: how many pairs of need and firm came how far, on the page, as XLSX and as PDF."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.affirmation.remembered import kept
from belanja.documents import xlsx
from belanja.foundation import text
from belanja.institutions.models import Government
from belanja.needs import renderings, selectors
from belanja.needs.selectors.funnel import By, Funnel
from belanja.rules.decisions import RuleBroken
from belanja.rules.needs import funnel as rules
from belanja.rules.needs.states import Stage
from belanja.web import sheet_tables
from belanja.web.pieces import DefinitionList, EmptyState, Figure, Figures, Link, Piece, Tabs, Term

from . import doors
from .governance import Section

_FORMS: dict[str, tuple[str, Callable[[Funnel], bytes]]] = {
    "xlsx": (xlsx.MEDIA_TYPE, renderings.workbook),
    "pdf": ("application/pdf", renderings.pdf),
}
_HEADLINES = (Stage.TOLD, Stage.INTERESTED, Stage.LISTED, Stage.ORDERED)


@doors.open_page
def page(request: HttpRequest, code: str) -> HttpResponse:
    government = doors.enter(request, code)
    years = selectors.funnel_years(government.pk)
    found = selectors.funnel(government=government, year=_asked(request, government, years))
    stages, *parted, declined = renderings.sheets(found)
    parts = [
        Section("tahap", "Setiap tahap", [_headlines(found), sheet_tables.table(stages, stacked=True)], rules.COUNTED)
    ]
    if not found.totals[Stage.MATCHED]:
        parts = [
            Section("tahap", "Setiap tahap", [_nothing(), sheet_tables.table(stages, stacked=True)], rules.COUNTED)
        ]
        parted = []
    for by, sheet in zip(By, parted, strict=False):
        parts.append(Section(sheet.name, sheet.title, [sheet_tables.table(sheet, tight=True)], _about(by)))
    if found.listed:
        terms = DefinitionList(terms=[Term(term="Pasangan kebutuhan dan usaha", text=renderings.listed(found))])
        parts.append(Section("daftar-dinas", "Usaha dari daftar dinas", [terms], rules.LISTED))
    if found.declines:
        parts.append(Section(declined.name, declined.title, [sheet_tables.table(declined)]))
    parts.append(Section("berkas", "Bawa sebagai berkas", [_files(found)],
                         "Keempatnya dibuat dari satu bacaan yang sama: halaman ini, XLSX, PDF, dan API."))  # fmt: skip
    return render(
        request,
        "public/sections.html",
        {
            "title": f"{renderings.TITLE} {found.year}",
            "lead": f"{government.name}: yang dicari dan belum ada di katalog, berapa usaha yang cocok, dan sejauh "
            "mana mereka sampai.",
            "trail": doors.trail(government, (renderings.TITLE, "")),
            "years": doors.year_tabs(years, found.year),
            "parts": parts,
            "loaded": f"{text.capital_first(renderings.last_step(found))}. Definisi versi {rules.VERSION}.",
        },
    )


@doors.open_page
def file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """`/pemda/<code>/kebutuhan.<form>`: the same as a file."""
    if form not in _FORMS:
        raise Http404
    government = doors.enter(request, code)
    year = _asked(request, government, selectors.funnel_years(government.pk))
    media_type, write = _FORMS[form]
    made = kept(("needs", form, government.pk, year), lambda: write(selectors.funnel(government=government, year=year)))
    answer = HttpResponse(made, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="kebutuhan-{government.code}-{year}.{form}"'.lower()
    return answer


def _asked(request: HttpRequest, government: Government, years: list[int]) -> int:
    asked = request.GET.get("tahun", "").strip()
    if not asked:
        return years[0]
    if asked not in {str(year) for year in years}:
        message = f"Belum ada kebutuhan {government.name} yang dicocokkan pada tahun {asked[:20]}."
        raise RuleBroken("no_data", message, status=404)
    return int(asked)


def _headlines(found: Funnel) -> Piece:
    told = [Figure(label="Kebutuhan yang dicocokkan", value=text.number(found.needs), remark=_firms(found))]
    for stage in _HEADLINES:
        share = renderings.share_of(found, stage)
        told.append(
            Figure(
                label=text.capital_first(stage.label),
                value=text.number(found.totals[stage]),
                unit="pasangan",
                remark=f"{text.percent(share)} dari yang cocok" if share is not None else "",
            )
        )
    return Figures(figures=told)


def _firms(found: Funnel) -> str:
    return f"dengan {text.number(found.firms)} usaha"


def _about(by: By) -> str:
    if by in (By.MONTH, By.FRESH):
        return rules.PERIOD if by is By.MONTH else rules.FRESH
    return rules.PLACE if by in (By.PLACE, By.SCALE) else ""


def _nothing() -> EmptyState:
    return EmptyState(
        title="Belum ada pasangan yang dicocokkan.",
        text="Kebutuhan yang dipasang dicocokkan dengan usaha dalam beberapa menit.",
        action=Link(label="Lihat kebutuhan", href=reverse("katalog:needs")),
    )


def _files(found: Funnel) -> Tabs:
    query = f"?tahun={found.year}"
    links = [
        Link(label=form.upper(), href=reverse("public:needs_way_file", args=[found.government.code, form]) + query)
        for form in _FORMS
    ]
    api = f"{reverse('api-1:needs_funnel')}?government={found.government.code}&year={found.year}"
    return Tabs(label="Berkas", links=[*links, Link(label="API (JSON)", href=api)])
