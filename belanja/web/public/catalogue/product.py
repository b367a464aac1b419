"""A product: what it is and by what evidence, who offers it, what it costs delivered, what it has cost."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from belanja.accounts.models import User
from belanja.catalogue import selectors
from belanja.catalogue.selectors import OfferView, ProductView
from belanja.catalogue.selectors.products import heir
from belanja.foundation import clock, text
from belanja.rules.attributes import shown
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import ClaimKind, Freight, ListingState, Origin, Verification
from belanja.rules.measures import word_of
from belanja.vendors import selectors as vendors
from belanja.web import context
from belanja.web.officer.access import CART_KEEPERS, offices
from belanja.web.pieces import (
    Badge,
    Cell,
    Choice,
    Column,
    DefinitionList,
    Filter,
    FilterRow,
    Notice,
    Row,
    Table,
    Term,
)
from belanja.web.public import doors

from . import photos, pictures
from .beside import outside as outside_table
from .beside import references, send_address
from .cards import amount, from_words, hold_note, pdn_badge, product_address, unit_word
from .history import history
from .places import enter, late_days, place_asked, places_served
from .product_offers import machine_words, offers_table
from .transactions import transactions

#: Photos of a page; firms may show the same good from many sides.
_MOST_PHOTOS = 8
_VERDICTS = {Verification.VERIFIED: "is-reached", Verification.OPEN: "is-unknown"}


@doors.open_page
def product(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """`/katalog/produk/<id>-<name>/`, `?kirim=<region>` for landed prices. Four queries."""
    try:
        found = selectors.product(number)
    except RuleBroken:
        merged = heir(number)
        if merged is None:
            raise
        # Not for ever: a merge can be undone.
        return HttpResponseRedirect(product_address(*merged))
    address = product_address(found.id, found.name)
    if request.path != address:
        return HttpResponsePermanentRedirect(address)
    offers = selectors.offers_of(number)
    enter(request)
    places = places_served()
    regions = {place.id: place.name for place in places.values()}
    chosen = place_asked(request.GET, places)
    region = chosen.id if chosen else None
    offers.sort(key=lambda offer: _cheapness(offer, region))
    unit = unit_word(found)
    days = late_days(context.government_of(request))
    shown_photos = _photos(found)
    return render(
        request,
        "katalog/product.html",
        {
            "trail": doors.trail(
                None,
                ("Katalog", reverse("katalog:home")),
                (found.etalase, reverse("katalog:etalase", args=[found.etalase_slug])),
                (found.name, ""),
            ),
            "product": found,
            "address": request.build_absolute_uri(address),
            "photos": shown_photos,
            "picture": pictures.address(found.picture),
            "machine": machine_words(
                found,
                offers,
                address=request.build_absolute_uri(address),
                pictures=[request.build_absolute_uri(one["large"]) for one in shown_photos],
            ),
            "badges": [pdn_badge(found.pdn, found.tkdn, found.pdn_reason)],
            "price": _price(offers, unit, days),
            "terms": _terms(found),
            "specifications": found.specifications,
            "claims": _claims(found),
            "notices": _notices(offers),
            "choose": _choose(address, regions, region) if regions else None,
            "offers": offers_table(offers, chosen, days, put=_put(request)),
            "transactions": transactions(number),
            "several": len(offers) > 1,
            "compare": reverse("katalog:compare"),
            "first": [offer.id for offer in offers[:6]],
            "region": region,
            "sell_too": _sell_too(request, found.id, offers),
            "like": _like(found),
            "references": references(found, found.beside, *_cheapest(offers)),
            "outside": outside_table(found.beside),
            "send_outside": send_address(found.id) if found.unit or found.base_unit else "",
            "history": history(offers, unit=unit, regions=regions),
        },
    )


def _sell_too(request: HttpRequest, number: int, offers: list[OfferView]) -> dict[str, Any] | None:
    """The way for a firm to sell this very thing: a button for whoever acts for one, an invitation for others. What
    only an archive knows is claimed, not joined."""
    if all(offer.state is ListingState.ARCHIVE for offer in offers):
        return None
    seller = isinstance(request.user, User) and bool(vendors.memberships(request.user.pk))
    return {"href": reverse("vendor:sell_too", args=[number]), "seller": seller}


def _put(request: HttpRequest) -> str:
    """Where an officer who may fill a package puts an offer into one; empty for everybody else, at no query."""
    office = next((one for one in offices(request) if one.may(*CART_KEEPERS)), None)
    return office.url("buying:put") if office is not None else ""


def _choose(address: str, regions: dict[int, str], region: int | None) -> FilterRow:
    choices = [Choice(value="", label="Harga terendah, tanpa wilayah", chosen=region is None)]
    choices += [Choice(value=str(one), label=name, chosen=one == region) for one, name in regions.items()]
    return FilterRow(
        key="wilayah",
        action=f"{address}#penawaran",
        filters=[Filter(name="kirim", label="Dikirim ke", choices=choices)],
        submit="Hitung sampai tujuan",
    )


def _cheapness(offer: OfferView, region: int | None) -> tuple[bool, int, Decimal]:
    """For sale first, then by what is comparable, each with its like: delivered with tax, then what is only known
    without tax and freight per base unit, unknown last."""
    price, landed = offer.price_for(region), offer.landed(region) if region else None
    if landed:
        told = 0, landed.total
    elif price and price.per_base is not None:
        told = 1, price.per_base
    else:
        told = 2, Decimal(0)
    return offer.state is not ListingState.LISTED, *told


def _cheapest(offers: list[OfferView]) -> tuple[Decimal | None, bool]:
    """The lowest price for sale of a smallest order, without tax per base unit, and whether it carries its freight."""
    sold = [
        (price.per_base, offer.freight_rule is Freight.INCLUDED)
        for offer in offers
        if offer.state is ListingState.LISTED
        and (price := offer.price_for(None)) is not None
        and price.per_base is not None
    ]
    return min(sold, default=(None, False))


def _photos(found: ProductView) -> list[dict[str, Any]]:
    return [
        {
            "large": photos.address(one.sha256, photos.LARGE),
            "small": photos.address(one.sha256),
            "words": one.words,
            "width": one.width,
            "height": one.height,
        }
        for one in found.photos[:_MOST_PHOTOS]
    ]


def _price(offers: list[OfferView], unit: str, days: int) -> dict[str, str] | None:
    best = next((offer for offer in offers if offer.current), None)
    price = best.price_for(None) if best else None
    if best is None or price is None:
        return None
    late = best.lowest_of_late(price, on=clock.today(), days=days)
    told = ""
    if late is not None and best.state is ListingState.LISTED:
        told = f"juga yang terendah {days} hari" if late >= price.amount else f"terendah {days} hari: {amount(late)}"
    bases = {price.basis for offer in offers if (price := offer.price_for(None))}
    what = "harga terendah" if len(bases) < 2 else "terendah bila dibandingkan tanpa PPN"
    parts = (what, f"per {unit}", from_words(price.least_quantity, unit), price.basis.label)
    return {"amount": amount(price.amount), "basis": " · ".join(part for part in parts if part), "late": told}


def _terms(found: ProductView) -> DefinitionList:
    terms = [Term(term="Merek", text=found.brand or "tanpa merek")]
    terms += [Term(term="Tipe", text=found.model)] if found.model else []
    terms += [
        Term(term=one.label, text=shown(one, found.values[one.key])) for one in found.schema if one.key in found.values
    ]
    unit = unit_word(found)
    if found.pack_size and found.pack_size != 1:
        unit += f" berisi {text.number(found.pack_size)} {word_of(found.base_unit)}"
    terms.append(Term(term="Satuan jual", text=unit))
    if found.pack_size is None:
        terms.append(Term(term="Isi kemasan", text=text.UNKNOWN))
    terms.append(Term(term="Asal", text=found.origin.label if found.origin else Origin.UNKNOWN.label))
    terms.append(Term(term="Kelas PDN", text=f"{found.pdn.label}. {found.pdn_reason}".strip()))
    if found.kbki:
        terms.append(Term(term="Kode KBKI", text=found.kbki))
    if found.gtin:
        terms.append(Term(term="GTIN", text=found.gtin))
    return DefinitionList(terms=terms)


def _claims(found: ProductView) -> Table | None:
    """Every claim with what looking into it found: an unproven one is said to be so and never shown as a fact."""
    if not found.claims:
        return None
    today = clock.today()
    rows = []
    for claim in found.claims:
        over = claim.valid_to is not None and claim.valid_to < today
        counts = claim.verification is Verification.VERIFIED and not over
        verdict = "kedaluwarsa" if over and claim.verification is Verification.VERIFIED else claim.verification.label
        value = f" {text.percent_short(claim.percent)}" if claim.percent is not None else ""
        rows.append(
            Row(
                cells=[
                    Cell(text=claim.kind.label + value, sub=claim.note),
                    Cell(piece=Badge(text=verdict, kind=_tone(claim.verification, over=over))),
                    _weight(claim.kind, counts=counts),
                    claim.number or Cell(text=text.UNKNOWN, words=True),
                    claim.owner or Cell(text=text.UNKNOWN, words=True),
                    text.long_date(claim.valid_to) if claim.valid_to else Cell(text=text.UNKNOWN, words=True),
                ]
            )
        )
    columns = [
        Column(key="klaim", label="Klaim"),
        Column(key="hasil", label="Hasil pemeriksaan"),
        Column(key="hitung", label="Untuk kelas PDN"),
        Column(key="nomor", label="Nomor"),
        Column(key="pemilik", label="Pemilik sertifikat"),
        Column(key="sampai", label="Berlaku sampai"),
    ]
    return Table(
        key="klaim",
        stacked=True,
        caption="Klaim dan buktinya",
        columns=columns,
        rows=rows,
        show_caption=False,
        tight=True,
    )


def _weight(kind: ClaimKind, *, counts: bool) -> Cell:
    if kind not in {ClaimKind.TKDN, ClaimKind.BMP, ClaimKind.SIINAS}:
        return Cell(text="bukan ukuran PDN", words=True)
    return Cell(text="dihitung") if counts else Cell(text="tidak dihitung", words=True)


def _tone(verdict: Verification, *, over: bool) -> str:
    return "is-behind" if over and verdict is Verification.VERIFIED else _VERDICTS.get(verdict, "is-behind")


def _notices(offers: list[OfferView]) -> list[Notice]:
    archived = [offer for offer in offers if offer.state is ListingState.ARCHIVE and offer.archive_day]
    if archived and len(archived) == len(offers):
        day = max(offer.archive_day for offer in archived if offer.archive_day)
        return [
            Notice(
                title=f"Arsip katalog nasional: harga per {text.long_date(day)}.",
                text="Barang ini belum dapat dibeli di sini. Penyedianya perlu mengklaim dan memastikan harganya dulu.",
            )
        ]
    if offers and not any(offer.state is ListingState.LISTED for offer in offers):
        why = sorted({hold_note(offer.holds, barred=offer.barred) or offer.state.label for offer in offers})
        return [Notice(kind="warning", title="Belum dapat dibeli.", text=f"{'; '.join(why)}.")]
    return []


def _like(found: ProductView) -> dict[str, str] | None:
    """Quartiles of like products for sale, with how many prices stand behind them."""
    if found.like is None:
        return None
    base = word_of(found.base_unit) if found.base_unit else "satuan"
    return {
        "base": base,
        "median": amount(found.like.median),
        "lower": amount(found.like.lower),
        "upper": amount(found.like.upper),
        "lowest": amount(found.like.lowest),
        "highest": amount(found.like.highest),
        "count": text.number(found.like.count),
    }
