"""The front page of a government: its share as one big figure, who reached it, the course of the year."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from belanja.affirmation import selectors
from belanja.affirmation.figures import ShareTable
from belanja.foundation import text
from belanja.institutions.models import Government
from belanja.rules.shares import Status
from belanja.web import context, naming
from belanja.web.pieces import EmptyState, Figure, Link, Piece, ShareBar, Standing

from . import course, doors, maps, ranking, side_by_side, words
from .imports import latest_table


@doors.open_page
def home(request: HttpRequest) -> HttpResponse:
    """`/`: the government this installation is for; a calm page that says what to do while there is no data."""
    government = doors.default_government()
    if government is None:
        return render(request, "public/empty.html", {"empty": _nothing_yet()})
    context.at(request, government)
    return _page(request, government)


@doors.open_page
def government(request: HttpRequest, code: str) -> HttpResponse:
    """`/pemda/<code>/`: the same page for any government."""
    return _page(request, doors.enter(request, code))


def _page(request: HttpRequest, government: Government) -> HttpResponse:
    years = doors.years_of(government)
    year = doors.year_asked(request, government, years)
    english = request.GET.get("bahasa") == "en"
    keep = "?bahasa=en&" if english else "?"
    base: dict[str, Any] = {
        "government": government,
        "years": doors.year_tabs(years, year, keep),
        "year": year,
        "english": english,
    }
    if year is None:
        return render(request, "public/empty.html", base | {"empty": _nothing_of(government)})
    tables = selectors.every_share(government=government, year=year)
    table = tables[0]
    pictures = [ranking.few(table), maps.figure(government, table)]
    base |= {
        "pictures": [picture for picture in pictures if picture],
        "course": course.figure(table),
        "shares": side_by_side.of_government(tables),
        "not_loaded": side_by_side.not_loaded(tables),
        "imports": latest_table(government, year),
        "share": text.percent(table.total.share_percent),
        "loaded": words.loaded(table),
    }
    with translation.override("en" if english else "id"):
        told = {
            "headline": _headline(table),
            "beside": _beside(table),
            "reached": _reached(table),
            "more_reached": max(0, table.total.units_reached - 3),
        }
        return render(request, "public/glance.html", base | told)


def _headline(table: ShareTable) -> Figure:
    total, definition = table.total, table.definition
    link = words.definition_link(definition)
    standing = words.standing_of_total(table)
    known = total.share_percent is not None
    target = text.percent_short(definition.target_percent)
    remark = _("target %(target)s pada 31 Desember") % {"target": target}
    if not words.year_is_over(table):
        remark = f"{_('lintasan hari ini')} {text.percent(words.path_of(table))}, {remark}"
    return Figure(
        label=f"{_(definition.indicator.label)} {table.government.name} {table.year}",
        value=text.percent(total.share_percent) if known else None,
        numerator=text.rupiah(total.numerator) if known else "",
        denominator=text.rupiah(total.denominator) if known else "",
        definition=replace(link, label=_(link.label)),
        cut_off=f"{words.cut_off(table)}, {words.loaded_day(table)}",
        standing=standing,
        standing_word=words.standing_word(table, standing),
        remark=remark if known else "",
        reason="" if known else _why_unknown(table),
        bar=ShareBar(
            share=total.share_percent,
            target=definition.target_percent,
            standing=standing,
            name=table.government.name,
            with_number=False,
        ),
        big=True,
        level=2,
    )


def _why_unknown(table: ShareTable) -> str:
    first = next(iter(table.unknown_units), None)
    return f"Karena {words.why(table, first)}." if first else "Belum ada Perangkat Daerah dalam data tahun ini."


def _beside(table: ShareTable) -> list[Piece]:
    """Three figures beside the big one: who reached it, what is missing, what is not known."""
    total = table.total
    target = text.percent_short(total.target_percent)
    every = reverse("public:units", args=[table.government.code]) + f"?tahun={table.year}"
    count = Figure(
        label=f"{_('Mencapai')} {target}",
        value=text.number(total.units_reached),
        unit=f"{_('dari')} {text.number(len(table.units))} {_('Perangkat Daerah')}",
        definition=Link(label=_("Lihat semuanya"), href=every),
    )
    gap = Figure(
        label=f"{_('Kekurangan ke')} {target}",
        value=None if total.gap is None else text.rupiah_short(total.gap),
        exact="" if total.gap is None else text.rupiah(total.gap),
        standing=Standing.UNKNOWN if total.gap is None else None,
    )
    unknown = Figure(
        label=_("Porsinya belum diketahui"),
        value=text.number(total.units_unknown),
        unit=_("Perangkat Daerah"),
        remark=words.beside_total(total),
        definition=Link(label=_("Lihat alasannya"), href=f"{every}#belum-diketahui") if total.units_unknown else None,
    )
    return [count, unknown, gap]


@dataclass(frozen=True)
class Reached:
    """One unit that reached the target, for the line under the figures."""

    name: str
    share: str
    href: str


def _reached(table: ShareTable) -> list[Reached]:
    """Units that reached the target, the largest share first; at most three, the rest is one touch away."""
    known = [unit for unit in table.units if unit.status is Status.KNOWN and unit.reached]
    known.sort(key=lambda unit: unit.share_percent or 0, reverse=True)
    return [
        Reached(naming.shown(unit.name), text.percent(unit.share_percent), ranking.unit_href(table, unit))
        for unit in known[:3]
    ]


def _nothing_of(government: Government) -> EmptyState:
    return EmptyState(
        title=f"Belum ada data {government.name}.",
        text="Angka muncul di sini setelah data pesanan dan anggarannya dimuat dari sistem nasional.",
        action=Link(label="Pemerintah daerah lain", href=reverse("public:governments")),
    )


def _nothing_yet() -> EmptyState:
    return EmptyState(
        title="Belum ada data di instalasi ini.",
        text="Muat berkas dari sistem nasional (pesanan Katalog Elektronik, RUP, Struktur Anggaran) dengan perintah "
        "belanja import FOLDER. Sesudah itu halaman ini menampilkan porsinya.",
        action=Link(label="Cara memuat data", href=reverse("public:help_page", args=["memuat-data"])),
    )
