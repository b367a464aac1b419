"""The offers of a product side by side, and what search engines read of them."""

import json
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from belanja.catalogue.search.directory import Place
from belanja.catalogue.selectors import OfferView, Price, ProductView
from belanja.foundation import clock, text
from belanja.rules.listings import Freight, ListingState
from belanja.rules.measures import word_of
from belanja.web.pieces import Actions, Cell, Column, Link, Row, Table

from .cards import amount, compare_box, from_words, hold_note, scale_word, stock_words, unit_word
from .places import distance_words

#: Offers that search engines are told of one by one; the rest is told by number and price range.
_MOST_TOLD = 20


def offers_table(offers: Sequence[OfferView], place: Place | None, days: int, *, put: str = "") -> Table:
    """The offers side by side, on one basis: without tax, per base unit, delivered to a place; with the lowest price of
    so many days where it was lower than now."""
    region = place.id if place else None
    base = word_of(offers[0].base_unit) if offers and offers[0].base_unit else "satuan"
    where = place.name if place else "wilayah tujuan"
    columns = [
        Column(key="penyedia", label="Penyedia"),
        Column(key="harga", label="Harga", numeric=True, note="satuan jual, seperti dicantumkan"),
        Column(key="dasar", label=f"Per {base}", numeric=True, note="tanpa PPN; ongkos kirim hanya bila disebut"),
        Column(key="sampai", label="Sampai tujuan", numeric=True, note=f"per {base}, dengan PPN, ke {where}"),
        Column(key="stok", label="Ketersediaan"),
        Column(key="banding", label="Bandingkan"),
    ]
    columns += [Column(key="beli", label="Beli")] if put else []
    rows = []
    for offer in offers:
        price, landed = offer.price_for(region), offer.landed(region) if region else None
        seat = f"{offer.place} ({distance_words(offer.place_code, place.code)})" if place else offer.place
        whose = f"barang anggota: {offer.on_behalf}" if offer.on_behalf else ""
        about = " · ".join(part for part in (seat, scale_word(offer.scale), offer.role.label, whose) if part)
        rows.append(
            Row(
                href=reverse("katalog:seller", args=[offer.seller_slug]),
                cells=[
                    Cell(text=offer.seller, sub=about),
                    _stated(offer, price, region, days),
                    _per_base(offer, price),
                    _landed(offer, landed.total if landed else None, region),
                    Cell(
                        text=stock_words(offer.stock, offer.monthly_capacity, offer.lead_days),
                        sub=_why_not(offer),
                    ),
                    Cell(piece=compare_box(offer)),
                    *([_put(offer, put)] if put else []),
                ],
            )
        )
    return Table(key="penawaran", stacked=True, caption="Penawaran", columns=columns, rows=rows, show_caption=False)


def _put(offer: OfferView, put: str) -> Cell:
    if offer.state is not ListingState.LISTED:
        return Cell(text="tidak dijual", words=True)
    return Cell(piece=Actions(links=[Link(label="Masukkan ke paket", href=f"{put}?penawaran={offer.id}")]))


def _stated(offer: OfferView, price: Price | None, region: int | None, days: int) -> Cell:
    if price is None:
        return Cell(text=_why_no_price(offer, region), words=True)
    return Cell(text=amount(price.amount), sub=_about_price(offer, price, region, days))


def _why_no_price(offer: OfferView, region: int | None) -> str:
    """Not delivered there is said only of a region that the offer leaves out."""
    if region is not None and not offer.serves_region(region):
        return "tidak dikirim ke sana"
    return "belum ada harga untuk wilayah ini" if region is not None and offer.current else text.UNKNOWN


def _per_base(offer: OfferView, price: Price | None) -> Cell:
    """Without tax; freight that cannot be taken out of a price is said beside it."""
    if price is None or price.per_base is None:
        return Cell(text=text.UNKNOWN, words=True)
    return Cell(
        text=amount(price.per_base), sub="termasuk ongkos kirim" if offer.freight_rule is Freight.INCLUDED else ""
    )


def _landed(offer: OfferView, total: Any, region: int | None) -> Cell:
    if region is None:
        return Cell(text="pilih wilayah", words=True)
    if total is not None:
        return Cell(text=amount(total), sub=offer.freight_rule.label if offer.freight_rule is Freight.INCLUDED else "")
    if offer.price_for(region) is None:
        return Cell(text=_why_no_price(offer, region), words=True)
    return Cell(text="belum dapat dihitung", sub="pajak, isi, atau ongkos kirim belum diketahui", words=True)


def _about_price(offer: OfferView, price: Price, region: int | None, days: int) -> str:
    lowest = offer.lowest_of_late(price, region, on=clock.today(), days=days)
    late = f"terendah {days} hari {amount(lowest)}" if lowest is not None and lowest < price.amount else ""
    parts = (from_words(price.least_quantity, unit_word(offer)), price.basis.label, late)
    return "; ".join(part for part in parts if part)


def _why_not(offer: OfferView) -> str:
    if offer.state is ListingState.LISTED:
        return ""
    return hold_note(offer.holds, barred=offer.barred) or offer.state.label


def machine_words(
    found: ProductView, offers: Sequence[OfferView], *, address: str, pictures: Sequence[str]
) -> SafeString:
    """The product and what is for sale as schema.org Product and Offer, in JSON-LD; what cannot be bought is no
    offer."""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": found.name,
        "url": address,
        "category": found.etalase,
        "productID": str(found.id),
    }
    more: dict[str, Any] = {
        "brand": {"@type": "Brand", "name": found.brand} if found.brand else None,
        "model": found.model,
        "description": found.description[:500],
        "gtin": found.gtin,
        "image": list(pictures),
    }
    told |= {name: value for name, value in more.items() if value}
    sold = [offer for offer in offers if offer.state is ListingState.LISTED]
    priced = [(offer, price) for offer in sold if (price := offer.price_for(None))]
    if priced:
        amounts = [price.amount for offer, _price in priced for price in offer.current]
        told["offers"] = {
            "@type": "AggregateOffer",
            "priceCurrency": "IDR",
            "lowPrice": f"{min(amounts):f}",
            "highPrice": f"{max(amounts):f}",
            "offerCount": len(priced),
            "offers": [_offer(offer, price) for offer, price in priced[:_MOST_TOLD]],
        }
    return in_page(told)


def _offer(offer: OfferView, price: Price) -> dict[str, Any]:
    there = offer.stock is None or offer.stock > 0
    told = {
        "@type": "Offer",
        "price": f"{price.amount:f}",
        "priceCurrency": "IDR",
        "availability": f"https://schema.org/{'InStock' if there else 'OutOfStock'}",
        "seller": {"@type": "Organization", "name": offer.seller},
        "sku": offer.number,
    }
    if price.least_quantity > 1:
        told["eligibleQuantity"] = {"@type": "QuantitativeValue", "minValue": f"{price.least_quantity.normalize():f}"}
    return told | ({"priceValidUntil": offer.valid_to.isoformat()} if offer.valid_to else {})


def in_page(told: dict[str, Any]) -> SafeString:
    """JSON that cannot end the element it stands in."""
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(written)  # noqa: S308 - the three signs that markup knows are written as JSON escapes
