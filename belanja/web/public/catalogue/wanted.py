"""Needs that the catalogue does not meet, and what several look for together: read by everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.foundation import clock, text
from belanja.institutions.models import Government
from belanja.needs import selectors
from belanja.needs.models import Need
from belanja.needs.services.base import is_poster
from belanja.rules.needs.states import ANSWERED, SOUGHT, WANTED, NeedState
from belanja.web import context
from belanja.web.middleware import desk_of
from belanja.web.needs import shown
from belanja.web.needs.table import COLUMNS, row
from belanja.web.officer.lists import page_of
from belanja.web.pieces import (
    Cell,
    Column,
    DefinitionList,
    EmptyState,
    Figure,
    Figures,
    Link,
    Notice,
    Row,
    Table,
)
from belanja.web.public import doors

from .places import enter

_MOST_DEMANDS = 10


@doors.open_page
def needs(request: HttpRequest) -> HttpResponse:
    """`/katalog/kebutuhan/`: what is wanted and not on sale; nothing where no catalogue is yet. Three queries."""
    enter(request)
    government = context.government_of(request)
    found = selectors.needs_of(government.pk if government else 0, *SOUGHT)
    rows, pagination = page_of(found, found.count(), request)
    table = Table(
        key="kebutuhan",
        stacked=True,
        caption="Semua yang masih dicari",
        columns=COLUMNS,
        rows=[row(one, href=reverse("katalog:need", args=[one.pk]), what=_named(one)) for one in rows],
        pagination=pagination,
        level=2,
        empty=EmptyState(
            title="Tidak ada kebutuhan yang terbuka.",
            text="Kebutuhan dipasang dari pencarian yang tidak menemukan apa-apa.",
            action=Link(label="Cari di katalog", href=reverse("katalog:home")),
        ),
    )
    return render(
        request,
        "katalog/needs.html",
        {
            "trail": doors.trail(None, _home(), ("Kebutuhan", "")),
            "together": _together(government),
            "table": table,
            "mine": reverse("katalog:my_needs") if request.user.is_authenticated else "",
            "way": reverse("public:needs_way", args=[government.code]) if government else "",
        },
    )


@doors.open_page
def demand(request: HttpRequest, number: int) -> HttpResponse:
    """`/katalog/permintaan-bersama/<id>/`: what all who look for a thing want together, and each of them."""
    found = selectors.demand(number)
    context.at(request, found.government)
    size = selectors.sizes([found])[found.pk]
    every = selectors.needs_in(found)
    rows, pagination = page_of(every, every.count(), request)
    table = Table(
        key="kebutuhan-serupa",
        stacked=True,
        caption="Kebutuhan di dalamnya",
        columns=COLUMNS,
        rows=[row(one, href=reverse("katalog:need", args=[one.pk]), what=_named(one)) for one in rows],
        pagination=pagination,
        level=2,
    )
    return render(
        request,
        "katalog/demand.html",
        {
            "trail": doors.trail(None, _home(), ("Kebutuhan", reverse("katalog:needs")), (found.title, "")),
            "demand": found,
            "figures": _sizes(size),
            "table": table,
            "open": size.needs > 0,
        },
    )


def _sizes(size: selectors.Size) -> Figures:
    amounts = "; ".join(f"{shown.number(count)} {measure}".strip() for measure, count in size.amounts.items())
    return Figures(
        figures=[
            Figure(label="Bersama dicari", value=amounts or None,
                   reason="" if amounts else "Jumlahnya tidak disebut sebagai angka."),
            Figure(label="Kebutuhan yang masih dicari", value=text.number(size.needs),
                   remark=f"dari {text.number(size.units)} pemasang"),
            Figure(label="Perkiraan nilai", value=text.rupiah(size.value) if size.value is not None else None,
                   reason="" if size.value is not None else "Belum ada pemasang yang menyebut nilainya.",
                   remark=f"{text.number(size.untold)} kebutuhan tidak menyebut nilai" if size.untold else ""),
        ]
    )  # fmt: skip


def _named(one: Need) -> Cell:
    return Cell(text=one.what, sub="" if one.state in WANTED else text.capital_first(NeedState(one.state).label))


def _together(government: Government | None) -> Table | None:
    """The largest demands of more than one need."""
    found = list(selectors.demands(government.pk)[:_MOST_DEMANDS]) if government else []
    sizes = selectors.sizes(found)
    if not found:
        return None
    return Table(
        key="permintaan-bersama",
        caption="Yang dicari beberapa pemasang bersama",
        stacked=True,
        columns=[Column(key="apa", label="Apa"), Column(key="bersama", label="Bersama")],
        rows=[
            Row(href=reverse("katalog:demand", args=[one.pk]), cells=[one.title, shown.together(sizes[one.pk])])
            for one in found
        ],
        level=2,
    )


@doors.open_page
def need(request: HttpRequest, number: int) -> HttpResponse:
    """`/katalog/kebutuhan/<id>/`: one need. Two queries."""
    found = selectors.need(number)
    context.at(request, found.government)
    mine = request.user.is_authenticated and is_poster(desk_of(request).actor(), found)
    return render(
        request,
        "katalog/need.html",
        {
            "trail": _trail(found),
            "need": found,
            "state": _state(found),
            "terms": _terms(found),
            "search": shown.search(found),
            "address": request.build_absolute_uri(reverse("katalog:need", args=[number])),
            "desk": reverse("katalog:need_desk", args=[number]) if mine else "",
        },
    )


def _home() -> tuple[str, str]:
    return "Katalog", reverse("katalog:home")


def _trail(need: Need) -> Any:
    return doors.trail(None, _home(), ("Kebutuhan", reverse("katalog:needs")), (need.what, ""))


def _state(need: Need) -> Notice:
    state = NeedState(need.state)
    if state in WANTED:
        late = need.needed_by is not None and need.needed_by < clock.today()
        if late:
            return Notice(kind="warning", title="Tanggal dibutuhkannya sudah lewat, dan kebutuhan ini belum ditarik.")
        return Notice(
            title="Masih dibutuhkan.",
            text="Anda menjualnya? Daftarkan usaha dan barangnya di katalog.",
            action=Link(label="Daftarkan usaha", href=reverse("vendor:firms")),
        )
    product = (
        Link(label="Lihat barangnya", href=reverse("katalog:product", args=[need.product_id, "barang"]))
        if need.product_id
        else None
    )
    return Notice(
        kind="success" if state in ANSWERED | {NeedState.LISTED} else "info",
        title=text.capital_first(f"{state.label}."),
        text=need.answer,
        action=product,
    )


def _terms(need: Need) -> DefinitionList:
    return DefinitionList(terms=[*shown.terms(need), *shown.joined(need), *shown.ended(need)])
