"""Listings as cards, and the words of prices, classes and stock that every page of the catalogue uses."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import slugify

from belanja.catalogue.listings import Listing
from belanja.catalogue.search.directory import Place
from belanja.catalogue.selectors import OfferView, ProductView
from belanja.foundation import text
from belanja.rules.firms import Scale
from belanja.rules.listing_steps import Hold
from belanja.rules.listings import ListingState, TaxBasis
from belanja.rules.measures import word_of
from belanja.rules.pdn import PdnClass
from belanja.web.addresses import address
from belanja.web.pieces import Badge, Link, Piece, ProductCard

from . import photos, pictures
from .places import distance_words

_PDN_KINDS = {
    PdnClass.TKDN_BMP_40: "pdn-1",
    PdnClass.TKDN_25: "pdn-2",
    PdnClass.TKDN_BELOW_25: "pdn-3",
    PdnClass.SIINAS: "pdn-4",
    PdnClass.UNPROVEN: "pdn-unproven",
    PdnClass.IMPORT: "pdn-import",
    PdnClass.UNKNOWN: "plain",
}
SCALE_UNKNOWN = "Skala usaha belum diketahui"


def product_address(product_id: int, name: str) -> str:
    """`/katalog/produk/<id>-<name>/`."""
    return address("katalog:product", product_id, slugify(name)[:60] or "produk")


def unit_word(found: ProductView | OfferView) -> str:
    """What is sold, as a word."""
    return word_of(found.unit) if found.unit else (found.unit_written.lower() or "satuan")


def scale_word(scale: str) -> str:
    return Scale(scale).label if scale else SCALE_UNKNOWN


def pdn_badge(pdn: PdnClass, tkdn: Decimal | None = None, reason: str = "") -> Badge:
    """The class in words; a proved percentage stands in place of its threshold."""
    told = pdn.label if tkdn is None else f"TKDN {text.percent_short(tkdn)}"
    return Badge(text=told, kind=_PDN_KINDS[pdn], hint=reason or pdn.label)


def scale_badge(scale: str) -> Badge:
    return Badge(text=scale_word(scale))


def amount(value: Decimal | None) -> str:
    """Rupiah, with sen only below a hundred, where they matter."""
    if value is None:
        return text.UNKNOWN
    return text.rupiah(text.round_half_up(value, 2 if value < 100 else 0))


def from_words(quantity: Decimal, unit: str) -> str:
    """From which quantity on a price holds; nothing where it holds for one."""
    return f"mulai {text.number(quantity)} {unit}" if quantity > 1 else ""


def price_words(lowest: Decimal | None, highest: Decimal | None) -> str:
    """One price, or from and to where it differs by region or quantity."""
    if lowest is None:
        return "Harga belum diketahui"
    if highest is None or highest == lowest:
        return amount(lowest)
    return f"{amount(lowest)}–{amount(highest).removeprefix('Rp')}"


@dataclass(frozen=True, kw_only=True)
class CompareBox(Piece):
    """A checkbox that puts an offer into the comparison of the form around it."""

    template = "katalog/_compare_box.html"
    value: int
    name: str


def compare_box(offer: OfferView) -> CompareBox:
    """The checkbox of one offer."""
    return CompareBox(value=offer.id, name=f"{offer.product}, {offer.seller}")


def basis_words(one: Listing) -> str:
    """What the price is for: unit, tax, how far it goes and after what, and the price of a base unit where a pack holds
    several."""
    parts = [f"per {one.unit_word}", one.tax_basis.label]
    if one.by_quantity or one.by_region:
        after = " dan ".join(word for word, so in (("jumlah", one.by_quantity), ("wilayah", one.by_region)) if so)
        parts.append(f"sampai {amount(one.dearest)} menurut {after}")
    elif one.least is not None and one.least > 1:
        parts.append(f"pesanan {from_words(one.least, one.unit_word)}")
    if one.per_base is not None and one.pack_size and one.pack_size != 1:
        parts.append(f"{amount(one.per_base)}/{word_of(one.base_unit)} tanpa PPN")
    elif one.per_base is not None and one.tax_basis is TaxBasis.INCLUDED:
        parts.append(f"{amount(one.per_base)} tanpa PPN")
    return " · ".join(parts)


def stock_words(stock: Decimal | None, capacity: Decimal | None, lead_days: int | None) -> str:
    if stock is not None:
        told = f"Stok {text.number(stock)}" if stock > 0 else "Stok habis"
    elif capacity is not None:
        told = f"Kapasitas {text.number(capacity)} per bulan"
    else:
        told = "Stok belum disebut"
    return told + (f" · kirim {lead_days} hari" if lead_days else "")


def state_note(one: Listing) -> str:
    """Why it cannot be bought; nothing where it can."""
    if one.state is ListingState.ARCHIVE and one.archive_day:
        return f"Arsip katalog nasional: harga per {text.long_date(one.archive_day)}, tidak dapat dibeli di sini."
    if one.state is ListingState.SUBMITTED:
        return "Menunggu verifikasi, belum dapat dibeli."
    if one.for_sale:
        return ""
    return f"{hold_note(one.holds, barred=one.barred) or one.state.label}."


def hold_note(holds: Sequence[Hold], *, barred: bool) -> str:
    """Why something that is listed is not for sale, in words."""
    told = [hold.label for hold in holds]
    if barred and Hold.FIRM not in holds:
        told.append(Hold.FIRM.label)
    return ". ".join(told)


def card(
    one: Listing, *, level: int = 3, compare: bool = True, near: Place | None = None, home: Place | None = None
) -> ProductCard:
    """A listing as a card; the way to the other offers of its product where there are any. `near`: how far its firm is
    from there; `home`: a place of the province whose firms are marked."""
    href = product_address(one.product_id, one.name)
    origin = []
    if home and home.province and one.place_code[:2] == home.code[:2]:
        origin = [Badge(text=f"Penyedia {home.province}")]
    away = f"{one.place} · {distance_words(one.place_code, near.code)}" if near and one.place_code else one.place
    return ProductCard(
        name=one.name,
        href=href,
        brand=one.brand,
        price=f"mulai {amount(one.price)}" if one.by_quantity or one.by_region else price_words(one.price, one.price),
        basis=basis_words(one),
        firm=one.seller,
        firm_href=address("katalog:seller", one.seller_slug),
        place=away,
        stock=stock_words(one.stock, one.monthly_capacity, one.lead_days),
        photo=photos.address(one.photo) if one.photo else pictures.address(one.picture),
        photo_words=one.photo_words,
        badges=[pdn_badge(one.pdn, one.tkdn), scale_badge(one.scale), *origin],
        compare=str(one.offer_id) if compare else "",
        also=Link(label=f"{text.number(one.offers)} penawaran barang ini", href=f"{href}#penawaran")
        if one.offers > 1
        else None,
        note=state_note(one),
        level=level,
    )
