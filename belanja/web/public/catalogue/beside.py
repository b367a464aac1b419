"""Beside the price of a product: the region's standards with their basis, and prices that people saw outside."""

from decimal import Decimal

from django.urls import reverse

from belanja.catalogue.selectors import OfferView, ProductView
from belanja.catalogue.selectors.references import Beside, OutsideView, ReferenceView
from belanja.foundation import text
from belanja.rules import reference_prices as rules
from belanja.rules.listings import Freight
from belanja.rules.measures import word_of
from belanja.rules.reference_prices import Kind
from belanja.web.pieces import Badge, Cell, Column, Row, Table

from . import photos
from .cards import amount


def references(found: ProductView, told: Beside, cheapest: Decimal | None, freighted: bool) -> Table | None:
    """Standards beside the cheapest price for sale (per base unit, without tax; `freighted`: freight is part of it)."""
    if not told.references:
        return None
    return Table(
        key="acuan",
        stacked=True,
        caption="Harga acuan",
        show_caption=False,
        columns=[
            Column(key="acuan", label="Acuan"),
            Column(key="harga", label="Harga", numeric=True),
            Column(key="basis", label="Basis"),
            Column(key="banding", label="Harga katalog terendah", note="tanpa PPN"),
        ],
        rows=[_reference(found, one, cheapest, freighted) for one in told.references],
        tight=True,
    )


def _reference(found: ProductView, one: ReferenceView, cheapest: Decimal | None, freighted: bool) -> Row:
    standard = one.standard
    compared = rules.beside(
        standard,
        per_base=cheapest,
        freighted=freighted,
        unit=found.unit,
        base_unit=found.base_unit,
        pack_size=found.pack_size,
    )
    about = " · ".join(part for part in (one.code, one.name, one.specification) if part)
    tax = standard.tax_basis.label
    return Row(
        cells=[
            Cell(text=f"{standard.kind.short} {one.year}, {one.government}", sub=f"{about}. {one.decree}"),
            Cell(text=amount(standard.amount), sub=f"per {one.unit_written.lower()}"),
            Cell(text=tax, sub=standard.delivery.label),
            Cell(
                piece=_standing(standard.kind, compared.percent), sub=rules.freight_words(standard, freighted=freighted)
            )
            if compared.percent is not None
            else Cell(text="tidak dibandingkan", sub=compared.why_not, words=True),
        ]
    )


def _standing(kind: Kind, percent: Decimal) -> Badge:
    """Where the cheapest price stands. Above a highest retail price is a question; above a standard is a figure."""
    said = _said(percent)
    if kind is Kind.HET and percent > 0:
        return Badge(text=f"{said} HET, perlu klarifikasi", kind="is-behind")
    return Badge(text=said)


def standards_words(offer: OfferView) -> str:
    """The standards of an offer's goods in a line: amount, basis, and how its own price stands beside them."""
    if offer.beside is None:
        return "belum dicocokkan"
    price, freighted = offer.price_for(None), offer.freight_rule is Freight.INCLUDED
    said = []
    for one in offer.beside.references:
        compared = rules.beside(
            one.standard,
            per_base=price.per_base if price else None,
            freighted=freighted,
            unit=offer.unit,
            base_unit=offer.base_unit,
            pack_size=offer.pack_size,
        )
        carried = rules.freight_words(one.standard, freighted=freighted)
        stands = (
            _said(compared.percent) + (f" ({carried})" if carried else "")
            if compared.percent is not None
            else (compared.why_not)
        )
        said.append(
            f"{one.standard.kind.short} {one.year} {amount(one.standard.amount)}/{one.unit_written.lower()}, "
            f"{one.standard.tax_basis.label}, {one.standard.delivery.label}: {stands}"
        )
    return "; ".join(said)


def _said(percent: Decimal) -> str:
    if percent == 0:
        return "sama"
    return f"{text.percent(abs(percent), 1)} {'di atas' if percent > 0 else 'di bawah'}"


def outside(told: Beside) -> Table | None:
    """Prices seen outside, each with its shop, day and photo."""
    if not told.outside:
        return None
    return Table(
        key="harga-luar",
        stacked=True,
        caption="Harga luar",
        show_caption=False,
        columns=[
            Column(key="toko", label="Toko"),
            Column(key="tanggal", label="Dilihat"),
            Column(key="harga", label="Harga", numeric=True),
            Column(key="bukti", label="Bukti"),
        ],
        rows=[_outside(one) for one in told.outside],
        tight=True,
    )


def _outside(one: OutsideView) -> Row:
    proof = Cell(text="foto", href=photos.address(one.photo, photos.LARGE)) if one.photo else Cell(
        text="tanpa foto", words=True
    )  # fmt: skip
    return Row(
        cells=[
            Cell(text=one.shop, sub=" · ".join(part for part in (one.place, one.note) if part)),
            text.long_date(one.seen_on),
            Cell(text=amount(one.amount), sub=f"per {word_of(one.unit)}"),
            proof,
        ]
    )


def send_address(product_id: int) -> str:
    """Where a price seen outside can be sent."""
    return reverse("katalog:send_outside", args=[product_id])
