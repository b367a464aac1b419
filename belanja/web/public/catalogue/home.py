"""The front page of the catalogue: one box, the shelves, what is new."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.catalogue import selectors
from belanja.catalogue.listings import listings
from belanja.catalogue.selectors import ShelfCount
from belanja.foundation import text
from belanja.rules.listings import EtalaseState
from belanja.web.pieces import BigSearch, Figure, Link, Suggestion
from belanja.web.public import doors

from . import pictures
from .cards import card
from .places import enter

_NEWEST = 6
_QUESTIONS = ("kertas f4 80 gr", "nasi kotak", "gula semut", "kursi kantor", "jasa kebersihan", "sewa tenda")
_KINDS = (("Lokal", "Etalase lokal"), ("Sektoral", "Etalase sektoral"), ("Nasional", "Etalase nasional"))


@doors.open_page
def home(request: HttpRequest) -> HttpResponse:
    """`/katalog/`. Three queries."""
    enter(request)
    front = selectors.front(newest=_NEWEST)
    shelves = sorted(front.shelves, key=lambda one: text.name_key(one.name))
    live = [one for one in shelves if one.state == EtalaseState.ACTIVE]
    groups = [(title, [_tile(one) for one in live if one.kind == kind]) for kind, title in _KINDS]
    groups.append(("Etalase lain", [_tile(one) for one in live if one.kind not in dict(_KINDS)]))
    groups.append(
        ("Arsip katalog nasional dan etalase beku", [_tile(one) for one in shelves if one.state == EtalaseState.FROZEN])
    )
    return render(
        request,
        "katalog/home.html",
        {
            "trail": doors.trail(None, ("Katalog", "")),
            "search": box(),
            "figures": _figures(front),
            "groups": [(title, tiles) for title, tiles in groups if tiles],
            "newest": [card(one, compare=False) for one in listings(front.newest)],
        },
    )


def box(value: str = "", *, with_suggestions: bool = True) -> BigSearch:
    """The one box of the catalogue."""
    asked = reverse("katalog:search")
    suggestions = [
        Suggestion(link=Link(label=one, href=f"{asked}?q={one.replace(' ', '+')}")) for one in _QUESTIONS
    ] if with_suggestions else []  # fmt: skip
    return BigSearch(
        action=asked,
        label="Cari barang atau jasa",
        value=value,
        hint="Nama, ukuran, merek, kode KBKI, atau GTIN. Salah ketik dan singkatan dipahami." if not value else "",
        suggestions=suggestions,
    )


def _tile(one: ShelfCount) -> dict[str, str]:
    return {
        "name": one.name,
        "href": reverse("katalog:etalase", args=[one.slug]),
        "picture": pictures.address(f"{one.motif or 'kotak'}-{_tint(one.slug)}-0"),
        "count": f"{text.number(one.offers)} penawaran" if one.offers else "belum ada penawaran",
    }


def _tint(slug: str) -> int:
    return sum(slug.encode()) % 6


def _scales(front: selectors.Front) -> str:
    """How many are small, and how many nobody knows about: unknown is never told as none."""
    unknown = f"{text.number(front.firms_of_unknown_scale)} belum diketahui skalanya"
    if front.firms_of_unknown_scale == front.firms:
        return unknown if front.firms else ""
    small = f"{text.number(front.small_firms)} usaha mikro, kecil, atau koperasi"
    return f"{small}; {unknown}" if front.firms_of_unknown_scale else small


def _figures(front: selectors.Front) -> list[Figure]:
    made = [
        Figure(label="Penawaran yang dapat dibeli", value=text.number(front.for_sale), level=2),
        Figure(
            label="Penyedia",
            level=2,
            value=text.number(front.firms),
            remark=_scales(front),
        ),
    ]
    if front.archived and front.archive_day:
        made.append(
            Figure(
                label="Arsip katalog nasional",
                level=2,
                value=text.number(front.archived),
                remark=f"harga per {text.long_date(front.archive_day)}, tidak dapat dibeli di sini",
            )
        )
    return made
