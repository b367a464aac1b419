"""The words of a listing at its firm's desk: state and why, what to do, and differences between versions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from belanja.catalogue.models import Offer, Region
from belanja.etalase.models import Etalase
from belanja.foundation import text
from belanja.rules.attributes import Attribute, shown
from belanja.rules.curation_reasons import REASONS
from belanja.rules.listing_content import IDENTITY, LABELS, Content, Difference, Price, Stated
from belanja.rules.listing_steps import Hold
from belanja.rules.listings import (
    ClaimKind,
    EtalaseState,
    Freight,
    ListingState,
    Origin,
    SellerRole,
    TaxBasis,
    on_shelf,
)
from belanja.rules.measures import word_of
from belanja.rules.sanctions import Effect

EMPTY = "belum diisi"


def state_words(offer: Offer) -> tuple[str, str]:
    """A listing's state as everybody meets it, and why it is not for sale (empty where it is, or never was)."""
    own = ListingState(offer.state)
    if own is ListingState.LISTED and offer.seller.bar:
        effect = Effect(offer.seller.bar)
        seen = "Tidak ditampilkan" if effect is Effect.HIDDEN else ListingState.NOT_FOR_SALE.label
        return seen, f"Usaha ini dikenai sanksi: {effect.label}."
    shelf = EtalaseState(offer.product.etalase.state)
    if on_shelf(own, shelf) is not own:
        return ListingState.NOT_FOR_SALE.label, f"Etalase {offer.product.etalase.name} sedang {shelf.label.lower()}."
    return own.label, offer.state_reason


def to_do(offer: Offer, returned: tuple[str, str] | None = None) -> str:
    """What its firm does next with a listing; empty where nothing. `returned`: reason code and note of the curator."""
    state = ListingState(offer.state)
    if state is ListingState.REVISION and returned is not None:
        reason = REASONS.get(returned[0])
        told = f"{reason.label}: {reason.cure}" if reason else ""
        return " ".join(part for part in (told, returned[1]) if part)
    if Hold.UNCONFIRMED.value in offer.holds:
        return "Konfirmasi bahwa harga dan stoknya masih berlaku."
    if Hold.LICENCE.value in offer.holds:
        return "Lihat izin yang diminta etalasenya di halaman Izin usaha."
    return {
        ListingState.DRAFT: "Lengkapi, lalu ajukan.",
        ListingState.REVISION: "Perbaiki, lalu ajukan lagi.",
        ListingState.EXPIRED: "Perpanjang masa berlakunya.",
        ListingState.SUBMITTED: "",
    }.get(state, "")


def region_names() -> dict[str, str]:
    return dict(Region.objects.exclude(code="").values_list("code", "name"))


def difference_label(one: Difference, schema: Mapping[str, Attribute], regions: Mapping[str, str]) -> str:
    """`Harga, Kota Serang, mulai 10`, `Gramatur`, `Sertifikat dan izin, TKDN`."""
    if one.field == "attributes":
        return schema[one.key].label if one.key in schema else one.key
    if one.field == "prices":
        code, _, quantity = one.key.partition("|")
        place = f", {regions.get(code, code)}" if code else ""
        return f"{one.label}{place}{f', mulai {quantity}' if quantity not in ('', '1') else ''}"
    return f"{one.label}, {ClaimKind(one.key).label}" if one.field == "claims" else one.label


def value_words(field: str, value: Any, key: str, schema: Mapping[str, Attribute], regions: Mapping[str, str]) -> str:
    """A value of `Content` as a person reads it."""
    if value in (None, "", (), {}):
        return EMPTY
    if field == "attributes":
        return shown(schema[key], value) if key in schema else str(value)
    if isinstance(value, Price):
        freight = "" if value.freight is None else f", ongkos kirim {text.rupiah(value.freight)}"
        return f"{text.rupiah(value.amount)}{freight}"
    if isinstance(value, Stated):
        return claim_words(value)
    if field == "serves":
        return ", ".join(regions.get(code, code) for code in value)
    if isinstance(value, date):
        return text.long_date(value)
    if field in _CODES:
        return _CODES[field](value)
    if isinstance(value, Decimal):
        whole = text.rupiah(value) if field == "freight" else _plain(value)
        return f"{whole}%" if field == "tax_percent" else whole
    return f"{value}{_UNITS.get(field, '')}"


_UNITS = {"lead_days": " hari", "warranty_months": " bulan"}
_CODES: dict[str, Callable[[str], str]] = {
    "unit": word_of,
    "base_unit": word_of,
    "origin": lambda value: Origin(value).label,
    "role": lambda value: SellerRole(value).label,
    "tax_basis": lambda value: text.capital_first(TaxBasis(value).label),
    "freight_rule": lambda value: Freight(value).label,
}


def _plain(value: Decimal) -> str:
    whole, _, part = f"{value.normalize():f}".partition(".")
    return text.number(int(whole)) + (f",{part}" if part else "")


def thing_words(content: Content, schema: Sequence[Attribute]) -> list[tuple[str, str]]:
    """What the thing is, as label and words; what is not said is left out."""
    told = [(name, LABELS[name]) for name in IDENTITY if name != "attributes" and getattr(content, name)]
    lines = [(label, value_words(name, getattr(content, name), "", {}, {})) for name, label in told]
    return lines + [
        (one.label, shown(one, content.attributes[one.key])) for one in schema if one.key in content.attributes
    ]


def claim_words(one: Stated) -> str:
    told = [one.number or "tanpa nomor"]
    if one.percent is not None:
        told.append(f"{_plain(one.percent)}%")
    if one.owner:
        told.append(one.owner)
    if one.valid_to:
        told.append(f"sampai {text.long_date(one.valid_to)}")
    return ", ".join(told)


def price_words(content: Content) -> str:
    """The price of the first unit with its unit and basis."""
    if content.price is None:
        return "harga belum diisi"
    basis = f", {TaxBasis(content.tax_basis).label}" if content.tax_basis else ""
    return f"{text.rupiah(content.price)} per {word_of(content.unit)}{basis}"


def other_prices(content: Content, regions: Mapping[str, str]) -> str:
    """Every price by region and quantity."""
    told = []
    for one in content.prices:
        place = regions.get(one.region, one.region) if one.region else "semua wilayah"
        start = f" mulai {_plain(one.least_quantity)}" if one.least_quantity > 1 else ""
        freight = "" if one.freight is None else f" + ongkos kirim {text.rupiah(one.freight)}"
        told.append(f"{place}{start} {text.rupiah(one.amount)}{freight}")
    return "; ".join(told)


def schema_of(etalase: Etalase) -> dict[str, Attribute]:
    latest = etalase.schemas.order_by("-version").first()
    return {one.key: one for one in latest.rules()} if latest else {}


def told_lines(
    found: Sequence[Difference], schema: Mapping[str, Attribute], regions: Mapping[str, str]
) -> list[tuple[str, str, str, bool]]:
    """Differences as label, before, after, and whether curators look at it again."""
    return [
        (
            difference_label(one, schema, regions),
            value_words(one.field, one.before, one.key, schema, regions),
            value_words(one.field, one.after, one.key, schema, regions),
            one.is_substance,
        )
        for one in found
    ]
