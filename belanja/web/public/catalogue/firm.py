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
from belanja.foundation import clock, text
from belanja.purchasing.selectors import ratings
from belanja.rules.registration import FirmState
from belanja.rules.sanctions import Effect
from belanja.vendors import licences
from belanja.vendors import selectors as vendors
from belanja.vendors.models import Profile
from belanja.web.licence_words import public_table
from belanja.web.pieces import DefinitionList, Link, Notice, Pagination, Table, Term
from belanja.web.public import doors

from . import address, facets
from .cards import card, scale_word
from .places import enter
from .product_offers import in_page


@doors.open_page
def seller(request: HttpRequest, slug: str) -> HttpResponse:
    """`/katalog/penyedia/<slug>/`. Five queries, two for a registered firm, and one for a firm that states its
    scale."""
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
            "unclaimed": _unclaimed(firm),
            "machine": in_page(
                {
                    "@context": "https://schema.org",
                    "@type": "Organization",
                    "name": firm.name,
                    "url": request.build_absolute_uri(base),
                }
                | ({"address": str(firm.region)} if firm.region else {})
            ),
            "terms": _terms(firm),
            "licences": _licences(firm),
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


def _profile(firm: Seller) -> Profile | None:
    """The registration behind a storefront, where there is one."""
    return getattr(firm.firm, "profile", None) if firm.firm else None


def _unclaimed(firm: Seller) -> Notice | None:
    """Of a firm that only the national listing knows: it is not here yet, and how it gets here."""
    if firm.government_id is not None or _profile(firm) is not None:
        return None
    return Notice(
        title="Dikenal dari arsip katalog nasional, belum didaftarkan pemiliknya.",
        text="Penawarannya tidak dapat dibeli di sini. Ini usaha Anda? Klaim, lalu pastikan harga dan stoknya.",
        action=Link(label="Klaim usaha ini", href=reverse("vendor:firms")),
    )


def _terms(firm: Seller) -> DefinitionList:
    profile = _profile(firm)
    if profile is not None and not profile.shown:
        profile = None  # an archive's page, of a firm that took its consent back: it says no more than the archive
    terms = [
        Term(term="Kabupaten/kota", text=str(firm.region) if firm.region else text.UNKNOWN),
        Term(term="Skala usaha", text=_scale(firm, profile)),
    ]
    if profile is not None:
        verified = profile.state == FirmState.VERIFIED
        terms.append(
            Term(
                term="Pendaftaran",
                text="diperiksa Tim Verifikator" if verified else "belum diperiksa, penawarannya belum dapat dibeli",
            )
        )
        shown = profile.shown if isinstance(profile.shown, dict) else {}
        for name, label in (("address", "Alamat usaha"), ("phone", "Telepon usaha"), ("email", "Surel usaha")):
            if shown.get(name):
                terms.append(Term(term=label, text=str(shown[name])))
    if firm.firm_id is not None:
        terms.append(Term(term="Penilaian pembeli", text=_rated(firm.firm_id)))
    if firm.joined_on:
        terms.append(Term(term="Di katalog sejak", text=text.long_date(firm.joined_on)))
    if firm.about:
        terms.append(Term(term="Tentang", text=firm.about))
    return DefinitionList(terms=terms)


def _rated(firm_id: int) -> str:
    """The averages of its own orders with the number behind them; what nobody rated in time is told, never averaged."""
    rated = ratings.of_firm(firm_id)
    unrated = f"; {text.number(rated.unrated)} pesanan tidak dinilai sampai waktunya" if rated.unrated else ""
    if rated.score is None:
        return f"belum ada{unrated}"
    aspects = ", ".join(
        f"{aspect.label.lower()} {text.number(value, 2)}"
        for aspect, value in rated.aspects.items()
        if value is not None
    )
    return f"{text.number(rated.score, 2)} dari 3, rata-rata {text.number(rated.count)} pesanan ({aspects}){unrated}"


def _licences(firm: Seller) -> Table | None:
    """The firm's confirmed licences that are valid today; nothing where it has none, or shows itself no more."""
    profile = _profile(firm)
    if profile is None or not profile.shown:
        return None
    shown = licences.shown(profile.firm_id, on=clock.today())
    return public_table(shown) if shown else None


def _scale(firm: Seller, profile: Profile | None) -> str:
    """The scale with what proves it and when; unknown is said, with who completes it, and so is a yearly confirmation
    that is overdue."""
    if not firm.scale:
        return "belum diketahui: belum ada bukti yang dimuat. Yang melengkapi: penyedia sendiri."
    told = scale_word(firm.scale)
    if firm.scale_on:
        told += f", menurut {firm.scale_evidence or 'bukti yang disimpan'} per {text.long_date(firm.scale_on)}"
    elif firm.scale_evidence:
        told += f", menurut {firm.scale_evidence}; tanggal buktinya belum diketahui"
    else:
        told += "; bukti dan tanggalnya belum diketahui"
    if profile is not None and profile.scale_confirmed_on:
        told += f"; dipastikan penyedia {text.long_date(profile.scale_confirmed_on)}"
        if vendors.scale_overdue(profile, on=clock.today()):
            told += ", perlu dinyatakan lagi"
    return told
