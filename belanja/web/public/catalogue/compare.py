"""Up to six offers side by side: what differs is marked, and prices stand on one basis."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.catalogue import selectors
from belanja.catalogue.selectors import OfferView
from belanja.foundation import text
from belanja.rules.attributes import Attribute, AttributeType, shown
from belanja.rules.listings import Freight
from belanja.rules.measures import word_of
from belanja.web.pieces import Choice, Comparison, EmptyState, Filter, FilterRow, Link, Notice
from belanja.web.public import doors

from .cards import amount, product_address, scale_word, stock_words
from .places import enter, places_served
from .product import unit_word

MOST = 6
Line = tuple[str, Sequence[str]]


@doors.open_page
def compare(request: HttpRequest) -> HttpResponse:
    """`/katalog/banding?o=…&o=…&kirim=…`. Four queries."""
    asked = list(dict.fromkeys(one for one in request.GET.getlist("o") if one.isascii() and one.isdigit()))
    ids = [int(one) for one in asked if len(one) < 16]
    offers = selectors.offers_side_by_side(ids[:MOST])
    enter(request)
    regions = places_served()
    written = request.GET.get("kirim", "")
    region = int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0
    chosen = region if region in regions else next(iter(regions), None)
    return render(
        request,
        "katalog/compare.html",
        {
            "trail": doors.trail(None, ("Katalog", reverse("katalog:home")), ("Bandingkan", "")),
            "count": len(offers),
            "notices": _notices(len(ids), offers),
            "choose": _choose(offers, regions, chosen),
            "basis": _basis(offers, regions.get(chosen or 0, "")),
            "table": _table(offers, chosen) if offers else None,
            "removals": _removals(offers, chosen),
            "empty": None if offers else _empty(),
        },
    )


def _empty() -> EmptyState:
    return EmptyState(
        title="Belum ada yang dibandingkan.",
        text="Cari barangnya, centang Bandingkan pada dua sampai enam penawaran, lalu tekan Bandingkan yang dipilih.",
        action=Link(label="Ke katalog", href=reverse("katalog:home")),
    )


def _notices(asked: int, offers: Sequence[OfferView]) -> list[Notice]:
    found = []
    if asked > MOST:
        found.append(Notice(kind="warning", title=f"Paling banyak {MOST} penawaran dibandingkan sekaligus.",
                            text="Yang pertama dipilih ditampilkan."))  # fmt: skip
    if len({offer.base_unit for offer in offers}) > 1:
        found.append(
            Notice(kind="warning", title="Satuan dasarnya berbeda.",
                   text="Harga per satuan dasar hanya sebanding bila satuannya sama.")
        )  # fmt: skip
    return found


def _choose(offers: Sequence[OfferView], regions: dict[int, str], chosen: int | None) -> FilterRow | None:
    if not offers or not regions:
        return None
    # Every offer is a field of its own, so that the address stays the comparison.
    return FilterRow(
        key="tujuan",
        filters=[
            Filter(
                name="kirim",
                label="Dikirim ke",
                choices=[Choice(value=str(one), label=name, chosen=one == chosen) for one, name in regions.items()],
            )
        ],
        kept=[Choice(value="o", label=str(offer.id)) for offer in offers],
        submit="Hitung ulang",
    )


def _basis(offers: Sequence[OfferView], place: str) -> str:
    if not offers:
        return ""
    return "Harga sampai tujuan: harga satuan tanpa PPN, ditambah ongkos kirim dan PPN, dibagi isi kemasan" + (
        f", dikirim ke {place}." if place else "."
    )


def _table(offers: Sequence[OfferView], region: int | None) -> Comparison:
    return Comparison(
        key="banding",
        caption="Penawaran berdampingan",
        names=[Link(label=offer.product, href=product_address(offer.product_id, offer.product)) for offer in offers],
        lines=[*_prices(offers, region), *_goods(offers), *_terms(offers)],
        level=2,
    )


def _prices(offers: Sequence[OfferView], region: int | None) -> list[Line]:
    landed = [offer.landed(region) for offer in offers]
    totals = [one.total if one else None for one in landed]
    known = [total for total in totals if total is not None]
    best = min(known) if len(known) > 1 and len({offer.base_unit for offer in offers}) == 1 else None
    bases = [word_of(offer.base_unit) if offer.base_unit else "satuan" for offer in offers]

    def said(total: Decimal | None, offer: OfferView, base: str) -> str:
        if total is None:
            unserved = region is not None and offer.serves and region not in offer.serves
            return "tidak dikirim ke sana" if unserved else "belum dapat dihitung"
        return f"{amount(total)}/{base}{' (terendah)' if total == best else ''}"

    return [
        ("Sampai tujuan", [said(*one) for one in zip(totals, offers, bases, strict=True)]),
        ("· barang tanpa PPN", [amount(one.goods) if one else text.UNKNOWN for one in landed]),
        ("· ongkos kirim", [amount(one.freight) if one else text.UNKNOWN for one in landed]),
        ("· PPN", [amount(one.tax) if one else text.UNKNOWN for one in landed]),
        ("Harga dicantumkan", [_stated(offer, region) for offer in offers]),
        ("Satuan jual", [_pack(offer) for offer in offers]),
    ]


def _stated(offer: OfferView, region: int | None) -> str:
    price = offer.price_for(region) or offer.price_for(None)
    return f"{amount(price.amount)} {price.basis.label}" if price else text.UNKNOWN


def _pack(offer: OfferView) -> str:
    if offer.pack_size is None:
        return f"{unit_word(offer)}, isi {text.UNKNOWN}"
    if offer.pack_size == 1:
        return unit_word(offer)
    return f"{unit_word(offer)} isi {text.number(offer.pack_size)} {word_of(offer.base_unit)}"


def _goods(offers: Sequence[OfferView]) -> list[Line]:
    labels: dict[str, tuple[str, str, str]] = {}
    for offer in offers:
        labels |= {key: told for key, told in offer.schema.items() if key not in labels}
    lines: list[Line] = [
        ("Merek", [offer.brand or "tanpa merek" for offer in offers]),
        ("Kelas PDN", [_pdn(offer) for offer in offers]),
    ]
    for key, (label, type_, unit) in labels.items():
        attribute = Attribute(key, label, AttributeType(type_), unit)
        values = [shown(attribute, offer.values[key]) if key in offer.values else "tidak disebut" for offer in offers]
        lines.append((label, values))
    return lines


def _pdn(offer: OfferView) -> str:
    return offer.pdn.label + (f", TKDN {text.percent_short(offer.tkdn)}" if offer.tkdn is not None else "")


def _terms(offers: Sequence[OfferView]) -> list[Line]:
    def each(label: str, word: Callable[[OfferView], str]) -> Line:
        return label, [word(offer) for offer in offers]

    return [
        each("Penyedia", lambda one: one.seller),
        each("Asal penyedia", lambda one: one.place or text.UNKNOWN),
        each("Skala usaha", lambda one: scale_word(one.scale)),
        each("Peran penyedia", lambda one: one.role.label),
        each("Pembuat", lambda one: one.maker or text.UNKNOWN),
        each("Ketersediaan", lambda one: stock_words(one.stock, one.monthly_capacity, one.lead_days)),
        each("Ongkos kirim", lambda one: one.freight_rule.label if one.freight_rule else Freight.UNKNOWN.label),
        each("Garansi", lambda one: f"{one.warranty_months} bulan" if one.warranty_months else "tidak disebut"),
        each("Berlaku sampai", lambda one: text.long_date(one.valid_to) if one.valid_to else text.UNKNOWN),
        each("Keadaan", lambda one: one.state.label),
    ]


def _removals(offers: Sequence[OfferView], region: int | None) -> list[Link]:
    base = reverse("katalog:compare")
    found = []
    for offer in offers if len(offers) > 1 else ():
        kept = [("o", str(other.id)) for other in offers if other.id != offer.id]
        found.append(
            Link(
                label=f"Lepas {offer.product}, {offer.seller}",
                href=f"{base}?{urlencode([*kept, *([('kirim', str(region))] if region else [])])}",
            )
        )
    return found
