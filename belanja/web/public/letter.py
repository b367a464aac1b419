"""`/pemda/<code>/surat-edaran/`: what the circular letter asks of each Perangkat Daerah in a quarter."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.affirmation.selectors.letter import Letter, UnitLetter, letter_of, quarters_begun
from belanja.foundation import text
from belanja.institutions.models import Government
from belanja.rules import periods
from belanja.rules.decisions import RuleBroken
from belanja.web import letter_tables as tables
from belanja.web import letter_words as words
from belanja.web.officer.lists import Part, whole_number
from belanja.web.pieces import Link, Tabs

from . import doors


@doors.open_page
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Every unit in one table, then imports, shelves and definitions."""
    government = doors.enter(request, code)
    letter = asked(request, government)
    here = reverse("public:letter", args=[government.code])
    return render(
        request,
        "public/sections.html",
        {
            "title": f"Yang diminta surat edaran, {letter.period.label}",
            "lead": lead(letter),
            "trail": doors.trail(government, ("Surat edaran", "")),
            "years": choices(government, letter),
            "parts": parts(letter, lambda unit: f"{here}{unit.code}/?{query(letter)}", officer=False),
            "loaded": words.counted_to(letter),
        },
    )


@doors.open_page
def unit(request: HttpRequest, code: str, unit_code: str) -> HttpResponse:
    """One Perangkat Daerah: each item with its answer and what is counted, and its imports."""
    government = doors.enter(request, code)
    letter = asked(request, government)
    found = unit_asked(letter, unit_code)
    every = reverse("public:letter", args=[government.code]) + f"?{query(letter)}"
    return render(
        request,
        "public/sections.html",
        {
            "title": f"Surat edaran: {words.name_of(found)}",
            "lead": f"{letter.period.label}. {text.capital_first(words.missing(found.missing))}.",
            "trail": doors.trail(government, ("Surat edaran", every), (words.name_of(found), "")),
            "years": choices(government, letter),
            "parts": unit_parts(letter, found, officer=False),
            "loaded": words.counted_to(letter),
        },
    )


def asked(request: HttpRequest, government: Government) -> Letter:
    """The quarter of `?tahun=` and `?triwulan=`, else the latest that has begun. RuleBroken 404 where there is none."""
    year = doors.year_asked(request, government, doors.years_of(government))
    if year is None:
        raise RuleBroken("no_data", f"Belum ada data {government.name}.", status=404)
    wanted = request.GET.get("triwulan", "").strip()
    number = whole_number(wanted) if wanted else quarters_begun(year)
    if number is None or (wanted and number not in range(1, 5)):
        raise RuleBroken("quarter_not_begun", f"Triwulan “{wanted[:20]}” tidak dikenal.", status=404)
    return letter_of(government=government, year=year, quarter=number)


def unit_asked(letter: Letter, code: str) -> UnitLetter:
    """The unit of a code; RuleBroken 404 where the quarter has none."""
    found = letter.unit(code)
    if found is None:
        raise RuleBroken("unit_not_found", f"Tidak ada Perangkat Daerah {code} pada triwulan ini.", status=404)
    return found


def query(letter: Letter) -> str:
    return urlencode({"tahun": letter.table.year, "triwulan": letter.quarter})


def lead(letter: Letter) -> str:
    government = letter.table.government.name
    return f"{government}: {f'{letter.circular.label}.' if letter.circular else words.NOT_ADDRESSED} {words.NO_SCORE}"


def choices(government: Government, letter: Letter) -> list[Tabs]:
    """The years with data, and the quarters of this one that have begun."""
    year = letter.table.year
    quarters = [
        Link(
            label=f"Triwulan {periods.QUARTERS[number - 1]}",
            href=f"?{urlencode({'tahun': year, 'triwulan': number})}",
            current=number == letter.quarter,
        )
        for number in range(1, quarters_begun(year) + 1)
    ]
    years = doors.year_tabs(doors.years_of(government), year)
    return [*([years] if years else []), Tabs(label="Triwulan", links=quarters)]


def parts(letter: Letter, address: tables.Address, *, officer: bool) -> list[Part]:
    """The sections of the whole, for everybody and for officers."""
    return [
        Part(
            key="unit",
            title="Setiap Perangkat Daerah",
            about=words.finding(letter),
            items=tables.units(letter, address),
        ),
        Part(
            key="impor-register",
            title="Register impor",
            about="Baris pesanan Belanja yang kelasnya impor dan ditandatangani kedua pihak dalam triwulan ini.",
            items=[tables.imports(letter.imports, officer=officer)],
        ),
        Part(
            key="etalase",
            title="Etalase",
            about="Surat edaran mengimbau agar etalase diperbanyak; yang tanpa pesanan tetap terbuka.",
            items=tables.shelves(letter),
        ),
        Part(key="arti", title="Yang dihitung, dengan kata biasa", items=[tables.definitions()]),
    ]


def unit_parts(letter: Letter, found: UnitLetter, *, officer: bool) -> list[Part]:
    """The sections of one unit."""
    government = letter.table.government.code
    way = reverse("public:path", args=[government, found.code]) + f"?tahun={letter.table.year}"
    own = reverse("public:unit", args=[government, found.code]) + f"?tahun={letter.table.year}"
    links = [Link(label="Porsi dan pesanan unit ini", href=own)]
    if found.missing.lines:
        links.append(Link(label="Baris RUP yang barangnya belum ada", href=f"{way}#belum"))
    return [
        Part(
            key="jawaban-unit",
            title="Yang diminta dan keadaannya",
            about=words.NO_SCORE,
            items=[tables.one_unit(letter, found), Tabs(label="Lebih rinci", links=links)],
        ),
        Part(
            key="impor-register",
            title="Register impor",
            items=[tables.imports(letter.imports_of(found.id), officer=officer)],
        ),
    ]
