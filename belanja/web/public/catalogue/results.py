"""The search and the page of an etalase: what was understood, what was found, what it can be narrowed by."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from belanja.catalogue.search import vocabulary
from belanja.catalogue.search.ask import PAGE, Answer, remember_nothing_found, search
from belanja.catalogue.search.directory import Place
from belanja.catalogue.search.directory import current as directory_of
from belanja.catalogue.search.filters import Filters, Order
from belanja.catalogue.search.find import MOST_SHOWN
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import EtalaseState
from belanja.web.path_tables import proposal_address
from belanja.web.pieces import EmptyState, Link, Pagination, Tabs
from belanja.web.public import doors

from . import address, facets
from .cards import card
from .home import box
from .places import enter
from .shelf import about

_ORDERS = (
    (Order.AFFIRMED, "Relevansi dan afirmasi"),
    (Order.RELEVANCE, "Relevansi saja"),
    (Order.CHEAPEST, "Harga terendah"),
    (Order.DEAREST, "Harga tertinggi"),
)


@doors.open_page
def search_page(request: HttpRequest) -> HttpResponse:
    """`/katalog/cari?q=…`. Five queries when the first understanding finds something."""
    version = vocabulary.version()
    names = directory_of(version)
    asked = address.read(request.GET, names, base=reverse("katalog:search"))
    if not asked.text and not asked.chosen.any:
        return HttpResponseRedirect(reverse("katalog:home"))
    answer = _answer(request, asked, version)
    title = f"“{asked.text}”" if asked.text else "Semua penawaran"
    return render(request, "katalog/results.html", _page(asked, answer) | {
        "trail": doors.trail(None, ("Katalog", reverse("katalog:home")), ("Pencarian", "")),
        "title": title,
        "heading": f"Hasil untuk {title}" if asked.text else title,
        "robots": "noindex, follow",
    })  # fmt: skip


@doors.open_page
def etalase(request: HttpRequest, slug: str) -> HttpResponse:
    """`/katalog/etalase/<slug>/`: its goods, narrowed like any search. Five queries."""
    version = vocabulary.version()
    names = directory_of(version)
    shelf = names.shelf(slug)
    if shelf is None:
        raise RuleBroken("etalase_unknown", "Etalase ini tidak ada di katalog.", status=404)
    if shelf.state == EtalaseState.MERGED:
        return HttpResponsePermanentRedirect(reverse("katalog:etalase", args=[names.successor(shelf).slug]))
    base = reverse("katalog:etalase", args=[slug])
    asked = address.read(request.GET, names, base=base, fixed=Filters(etalase=shelf.id))
    answer = _answer(request, asked, version)
    return render(request, "katalog/results.html", _page(asked, answer) | {
        "trail": doors.trail(None, ("Katalog", reverse("katalog:home")), (shelf.name, "")),
        "title": shelf.name,
        "heading": shelf.name,
        "lead": shelf.description,
        "search_here": True,
        "about": about(shelf),
        "robots": "" if not asked.parameters() else "noindex, follow",
    }, status=410 if shelf.state == EtalaseState.CLOSED else 200)  # fmt: skip


def _answer(request: HttpRequest, asked: address.Asked, version: int) -> Answer:
    enter(request)
    answer = search(
        asked.text, asked.chosen, order=asked.order, page=asked.page, mend=not asked.literally, version=version
    )
    if asked.text and not answer.total and asked.page == 1 and len(asked.parameters()) == 1:
        remember_nothing_found(asked.text)
    return answer


def _page(asked: address.Asked, answer: Answer) -> dict[str, Any]:
    """What both pages show of an answer."""
    near, home = _from_where(asked)
    return {
        "search": box(asked.text, with_suggestions=False),
        "asked": asked,
        "kept": [pair for pair in asked.parameters() if pair[0] not in {"min", "maks", "page"}],
        "kept_for_search": [pair for pair in asked.parameters() if pair[0] not in {"q", "page"}],
        "total": _total(answer),
        "where": _where(asked, answer) if answer.total else "",
        "sizes": _sizes(asked, answer),
        "understood": _understood(asked, answer),
        "chosen": facets.chosen(asked, answer),
        "clear": asked.href(chosen=_nothing(asked)),
        "facets": facets.facets(asked, answer),
        "order": _order(asked),
        "explained": _explained(asked, answer),
        "cards": [card(one, level=2, near=near, home=home) for one in answer.listings],
        "nearby": [card(one, level=3, near=near, home=home) for one in answer.nearby],
        "pagination": _pagination(asked, answer),
        "least": asked.chosen.least if asked.chosen.least is not None else "",
        "most": asked.chosen.most if asked.chosen.most is not None else "",
        "compare": reverse("katalog:compare"),
        "narrowable": bool(answer.total) or asked.chosen != _nothing(asked),
        "save": _save(asked),
        "post_need": _post_need(asked, answer),
        "propose": proposal_address(asked.text) if _post_need(asked, answer) else "",
        "empty": _empty(asked, answer),
        "lead": "",
        "search_here": False,
        "about": None,
    }


def _from_where(asked: address.Asked) -> tuple[Place | None, Place | None]:
    """The chosen place of delivery, and a place of the province whose firms are marked."""
    served = asked.directory.served
    near = next((place for place in served if place.bit == asked.chosen.region), None)
    return near, next(iter(served), None)


def _nothing(asked: address.Asked) -> Filters:
    kept: Any = {name: getattr(asked.chosen, name) for name in asked.fixed}
    return Filters(**kept)


def _total(answer: Answer) -> str:
    return f"{text.number(answer.total)} penawaran"


def _where(asked: address.Asked, answer: Answer) -> str:
    """Where all that was found lies on one shelf, on which: ink is not mistaken for printers."""
    shelves = list(answer.found.facets.get("etalase", ()))
    if asked.fixed or not asked.text or len(shelves) != 1 or shelves[0] not in answer.directory.shelves:
        return ""
    return f", semua di etalase {answer.directory.shelves[shelves[0]].name}"


def _sizes(asked: address.Asked, answer: Answer) -> str:
    """That sizes come first and keep nothing out, where some were asked for beside other words."""
    if not answer.query.soft or not answer.total or asked.order not in (Order.AFFIRMED, Order.RELEVANCE):
        return ""
    return "Yang ukurannya seperti Anda tulis didahulukan; ukuran lain menyusul."


def _understood(asked: address.Asked, answer: Answer) -> dict[str, str] | None:
    """How the words were understood, where that is not how they were typed."""
    if answer.corrected and answer.total:
        return {
            "text": f"Menampilkan hasil untuk “{answer.corrected}”.",
            "href": asked.href(literally=True),
            "label": f"Cari persis “{asked.text}”",
        }
    if answer.loosely and answer.total:
        return {"text": "Tidak ada yang memuat semua kata; ini yang memuat hampir semuanya.", "href": "", "label": ""}
    return None


def _order(asked: address.Asked) -> Tabs:
    return Tabs(
        label="Urutan",
        links=[
            Link(label=label, href=asked.href(order=order), current=order is asked.order) for order, label in _ORDERS
        ],
    )


def _explained(asked: address.Asked, answer: Answer) -> str:
    """The order in one sentence; where affirmation takes part, how to do without it is the tab beside it."""
    if asked.order is Order.AFFIRMED:
        what = "relevansi + afirmasi" if answer.query.groups else "afirmasi"
        return (
            f"Urutan: {what} (PDN terbukti, UMKK). Yang sama nilainya bergiliran setiap hari; "
            "asal daerah tidak menambah nilai, pilih di saringan."
        )
    if asked.order is Order.RELEVANCE:
        return "Urutan: relevansi saja, tanpa afirmasi. Yang sama nilainya bergiliran setiap hari."
    return (
        "Urutan: harga satuan jual seperti dicantumkan; yang bertanda “mulai” menurut harga terendahnya, untuk jumlah "
        "atau wilayah tertentu. Satuan dan basis pajaknya dapat berbeda; bandingkan lebih dulu."
    )


def _pagination(asked: address.Asked, answer: Answer) -> Pagination | None:
    if answer.total <= PAGE:
        return None
    base = asked.href(page=1)
    return Pagination(
        page=answer.page,
        per_page=PAGE,
        total=min(answer.total, MOST_SHOWN),
        base=base + ("&" if "?" in base else "?"),
    )


def _save(asked: address.Asked) -> str:
    """Where this search is kept as evidence; an etalase is kept as the search that it is."""
    shown = replace(asked, fixed=frozenset(), page=1)
    return f"{reverse('katalog:save', args=['pencarian'])}?{urlencode(shown.parameters())}"


def _post_need(asked: address.Asked, answer: Answer) -> str:
    """Where a need is posted, when a whole catalogue has nothing or little that is meant."""
    if not asked.text or (answer.total and not answer.loosely):
        return ""
    told = {"q": asked.text}
    if near := _from_where(asked)[0]:
        told["kirim"] = str(near.id)
    if shelf := asked.directory.shelves.get(asked.chosen.etalase or 0):
        told["etalase"] = shelf.slug
    return f"{reverse('katalog:post_need')}?{urlencode(told)}"


def _empty(asked: address.Asked, answer: Answer) -> EmptyState | None:
    if answer.total:
        return None
    if asked.chosen != _nothing(asked):
        return EmptyState(
            title="Tidak ada penawaran dengan saringan ini.",
            text="Lepas salah satu saringan, atau semuanya.",
            action=Link(label="Hapus semua saringan", href=asked.href(chosen=_nothing(asked))),
        )
    if asked.text:
        return EmptyState(
            title="Belum ada yang menjual ini di katalog.",
            text="Pencarian ini dicatat tanpa nama Anda, supaya pengelola katalog tahu apa yang dicari. Coba kata yang "
            "lebih umum, atau pasang kebutuhan ini supaya penyedia dan Biro PBJ membacanya.",
            action=Link(label="Pasang kebutuhan ini", href=_post_need(asked, answer)),
        )
    return EmptyState(
        title="Tidak ada penawaran di etalase ini.",
        text="Etalase yang terisi ada di halaman depan katalog.",
        action=Link(label="Telusuri etalase", href=reverse("katalog:home")),
    )
