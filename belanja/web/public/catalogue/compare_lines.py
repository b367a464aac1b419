"""The lines of a comparison: prices on one basis, the good by its schema, the terms of its firm."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from belanja.catalogue.search.directory import Place
from belanja.catalogue.selectors import OfferView
from belanja.foundation import clock, text
from belanja.rules.attributes import Attribute, AttributeType, shown
from belanja.rules.listings import Freight
from belanja.rules.measures import word_of
from belanja.web.pieces import Comparison, Link

from .beside import standards_words
from .cards import amount, from_words, product_address, scale_word, stock_words, unit_word
from .places import distance_words

#: By which the offers of a comparison are named in its charts.
LETTERS = "ABCDEF"
Line = tuple[str, Sequence[str]]


def table(offers: Sequence[OfferView], place: Place | None, days: int) -> Comparison:
    """The comparison, delivered to a region (none: as listed); `days` back for the lowest price."""
    region = place.id if place else None
    return Comparison(
        key="banding",
        caption="Penawaran berdampingan",
        names=[
            Link(label=f"{letter}. {offer.product}", href=product_address(offer.product_id, offer.product))
            for letter, offer in zip(LETTERS, offers, strict=False)
        ],
        lines=[*_prices(offers, region, days), *_goods(offers), *_terms(offers, place)],
        level=2,
    )


def _prices(offers: Sequence[OfferView], region: int | None, days: int) -> list[Line]:
    landed = [offer.landed(region) for offer in offers]
    totals = [one.total if one else None for one in landed]
    known = [total for total in totals if total is not None]
    best = min(known) if len(known) > 1 and len({offer.base_unit for offer in offers}) == 1 else None
    bases = [word_of(offer.base_unit) if offer.base_unit else "satuan" for offer in offers]

    def said(total: Decimal | None, offer: OfferView, base: str) -> str:
        if total is None:
            unserved = region is not None and not offer.serves_region(region)
            return "tidak dikirim ke sana" if unserved else "belum dapat dihitung"
        return f"{amount(total)}/{base}{' (terendah)' if total == best else ''}"

    return [
        ("Sampai tujuan", [said(*one) for one in zip(totals, offers, bases, strict=True)]),
        ("· barang tanpa PPN", [amount(one.goods) if one else text.UNKNOWN for one in landed]),
        ("· ongkos kirim", [amount(one.freight) if one else text.UNKNOWN for one in landed]),
        ("· PPN", [amount(one.tax) if one else text.UNKNOWN for one in landed]),
        ("Harga dicantumkan", [_stated(offer, region) for offer in offers]),
        (f"Terendah {days} hari", [_lowest(offer, region, days) for offer in offers]),
        ("Satuan jual", [_pack(offer) for offer in offers]),
        *_standards(offers),
    ]


def _standards(offers: Sequence[OfferView]) -> list[Line]:
    """The region's standards beside each price; no line where nothing was matched."""
    if not any(offer.beside for offer in offers):
        return []
    return [("Harga acuan", [standards_words(offer) for offer in offers])]


def _stated(offer: OfferView, region: int | None) -> str:
    price = offer.price_for(region) or offer.price_for(None)
    if price is None:
        return text.UNKNOWN
    start = from_words(price.least_quantity, unit_word(offer))
    return f"{amount(price.amount)} {price.basis.label}{f', {start}' if start else ''}"


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


def _terms(offers: Sequence[OfferView], place: Place | None) -> list[Line]:
    def each(label: str, word: Callable[[OfferView], str]) -> Line:
        return label, [word(offer) for offer in offers]

    return [
        each("Penyedia", lambda one: one.seller),
        each("Asal penyedia", lambda one: one.place or text.UNKNOWN),
        *([each(f"Jarak ke {place.name}", lambda one: distance_words(one.place_code, place.code))] if place else []),
        each("Skala usaha", lambda one: scale_word(one.scale)),
        each("Peran penyedia", lambda one: one.role.label),
        each("Pembuat", lambda one: one.maker or text.UNKNOWN),
        each("Ketersediaan", lambda one: stock_words(one.stock, one.monthly_capacity, one.lead_days)),
        each("Ongkos kirim", lambda one: one.freight_rule.label if one.freight_rule else Freight.UNKNOWN.label),
        each("Garansi", lambda one: f"{one.warranty_months} bulan" if one.warranty_months else "tidak disebut"),
        each("Berlaku sampai", lambda one: text.long_date(one.valid_to) if one.valid_to else text.UNKNOWN),
        each("Keadaan", lambda one: one.state.label),
    ]


def _lowest(offer: OfferView, region: int | None, days: int) -> str:
    price = offer.price_for(region)
    where = region if price else None
    price = price or offer.price_for(None)
    found = offer.lowest_of_late(price, where, on=clock.today(), days=days) if price else None
    return amount(found) if found is not None else text.UNKNOWN
