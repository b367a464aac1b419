"""A firm as everybody may see it: where it sits, how large it is and by what evidence, and what it offers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.catalogue import selectors
from belanja.catalogue.models import Seller
from belanja.catalogue.search.ask import PAGE, search
from belanja.catalogue.search.directory import current as directory_of
from belanja.catalogue.search.filters import Filters
from belanja.catalogue.search.find import MOST_SHOWN
from belanja.foundation import text
from belanja.rules.sanctions import Effect
from belanja.web.pieces import DefinitionList, Link, Notice, Pagination, Term
from belanja.web.public import doors

from . import address, facets
from .cards import card, scale_word
from .places import enter


@doors.open_page
def seller(request: HttpRequest, slug: str) -> HttpResponse:
    """`/katalog/penyedia/<slug>/`. Five queries."""
    firm = selectors.seller(slug)
    enter(request)
    version = getattr(firm, "search_version") or 0  # noqa: B009 - annotated by the selector
    base = reverse("katalog:seller", args=[slug])
    asked = address.read(request.GET, directory_of(version), base=base, fixed=Filters(seller=firm.pk))
    answer = search("", asked.chosen, order=asked.order, page=asked.page, version=version)
    return render(
        request,
        "katalog/seller.html",
        {
            "trail": doors.trail(None, ("Katalog", reverse("katalog:home")), (firm.name, "")),
            "firm": firm,
            "barred": _barred(firm),
            "terms": _terms(firm),
            "total": f"{text.number(answer.total)} penawaran",
            "facets": facets.facets(asked, answer),
            "chosen": facets.chosen(asked, answer),
            "cards": [card(one, level=3) for one in answer.listings],
            "compare": reverse("katalog:compare"),
            "pagination": None
            if answer.total <= PAGE
            else Pagination(
                page=answer.page,
                per_page=PAGE,
                total=min(answer.total, MOST_SHOWN),
                base=asked.href(page=1) + ("&" if "?" in asked.href(page=1) else "?"),
            ),
        },
    )


def _barred(firm: Seller) -> Notice | None:
    """What bars the firm today, with the decision that anybody can check. Warnings without effect are not published."""
    if not firm.bar:
        return None
    seen = firm.bar != Effect.HIDDEN
    return Notice(
        kind="warning",
        title=firm.bar_told,
        text="Penawarannya tetap terlihat, tetapi tidak dapat dibeli." if seen else "Penawarannya tidak ditampilkan.",
        action=Link(label="Periksa keputusannya", href=reverse("public:paper", args=[firm.bar_paper]))
        if firm.bar_paper
        else None,
    )


def _terms(firm: Seller) -> DefinitionList:
    scale = scale_word(firm.scale)
    if firm.scale and firm.scale_on:
        scale += f", menurut {firm.scale_evidence or 'bukti yang disimpan'} per {text.long_date(firm.scale_on)}"
    elif not firm.scale:
        scale = "belum diketahui: belum ada bukti yang dimuat. Yang melengkapi: penyedia sendiri."
    terms = [
        Term(term="Kabupaten/kota", text=str(firm.region) if firm.region else text.UNKNOWN),
        Term(term="Skala usaha", text=scale),
    ]
    if firm.joined_on:
        terms.append(Term(term="Di katalog sejak", text=text.long_date(firm.joined_on)))
    if firm.about:
        terms.append(Term(term="Tentang", text=firm.about))
    return DefinitionList(terms=terms)
