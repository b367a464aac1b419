"""The lines of a cart as the page shows them: what is bought, what is amiss, what stands cheaper or better beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest

from belanja.catalogue.models import Offer
from belanja.foundation import text
from belanja.purchasing.selectors.carts import Cart, CartLine, FirmPart
from belanja.rules.buying.policy import Alternative
from belanja.rules.measures import word_of
from belanja.rules.pdn import PdnClass
from belanja.web.acts import kept
from belanja.web.naming import shown
from belanja.web.pieces import Badge
from belanja.web.public.catalogue.cards import amount, pdn_badge, product_address, scale_word, stock_words
from belanja.web.public.catalogue.places import places_served
from belanja.web.purchases import words

from .cart_forms import LineForm

#: Beside a line so many equivalents are shown; the others are on the comparison page.
_MOST = 3
_ORDER = list(PdnClass)


@dataclass(frozen=True)
class Beside:
    """An equivalent on offer: why it is shown, and what it would cost here."""

    offer_id: int
    name: str
    firm: str
    href: str
    price: str
    why: str
    badge: Badge


@dataclass(frozen=True)
class ShownLine:
    id: int
    offer_id: int
    name: str
    href: str
    about: str
    stock: str
    badge: Badge
    quantity: str
    unit_price: str
    goods: str
    freight: str
    tax: str
    tax_word: str
    total: str
    trouble: str
    beside: Sequence[Beside]
    form: LineForm | None
    key: str


@dataclass(frozen=True)
class ShownPart:
    """What will be one order."""

    firm_id: int
    firm: str
    total: str
    lines: Sequence[ShownLine]


def shown_parts(request: HttpRequest, cart: Cart, *, changes: bool) -> list[ShownPart]:
    """`changes`: with the forms that change a line. Two queries beside the cart's own."""
    regions = {place.id: place.name for place in places_served().values()} if changes else {}
    wanted = {int(one.offer) for part in cart.parts for line in part.lines for one in line.alternatives}
    offers = Offer.objects.select_related("product", "seller").in_bulk(wanted)
    shown = [_part(request, part, regions, offers, changes=changes) for part in cart.parts]
    if cart.unclaimed:
        lines = [_line(request, one, regions, offers, changes=changes) for one in cart.unclaimed]
        total = sum((one.total for one in cart.unclaimed), Decimal(0))
        shown.append(ShownPart(0, "Belum ada usaha terdaftar di baliknya", text.rupiah(total), lines))
    return shown


def _part(
    request: HttpRequest, part: FirmPart, regions: dict[int, str], offers: dict[int, Offer], *, changes: bool
) -> ShownPart:
    lines = [_line(request, one, regions, offers, changes=changes) for one in part.lines]
    return ShownPart(part.firm_id, part.firm_name, text.rupiah(part.total), lines)


def _line(
    request: HttpRequest, one: CartLine, regions: dict[int, str], offers: dict[int, Offer], *, changes: bool
) -> ShownLine:
    line = one.line
    offer, product = line.offer, line.offer.product
    place = shown(line.deliver_to.name) if line.deliver_to else ""
    due = f"dibutuhkan {text.long_date(line.needed_on)}" if line.needed_on else ""
    least = f"paling sedikit {words.quantity(offer.least_order)}" if offer.least_order and offer.least_order > 1 else ""
    stock = stock_words(offer.stock, offer.monthly_capacity, offer.lead_days)
    key = f"ubah-{line.pk}"
    return ShownLine(
        id=line.pk,
        offer_id=offer.pk,
        name=product.name,
        href=product_address(product.pk, product.name),
        about=" · ".join(part for part in (place, line.address, due, line.note) if part),
        stock=" · ".join(part for part in (stock, least) if part),
        badge=pdn_badge(PdnClass(product.pdn), product.tkdn, product.pdn_reason),
        quantity=words.quantity(line.quantity, product.unit),
        unit_price=text.rupiah(one.unit_price) if one.unit_price is not None else text.UNKNOWN,
        goods=text.rupiah(one.goods),
        freight=text.rupiah(one.freight),
        tax=text.rupiah(one.tax),
        tax_word=words.tax_word(one.tax_kind, one.tax_percent),
        total=text.rupiah(one.total),
        trouble=one.trouble,
        beside=_beside(one, offers) if changes else [],
        form=LineForm(kept(request, key), line=line, regions=regions) if changes else None,
        key=key,
    )


def _beside(one: CartLine, offers: dict[int, Offer]) -> list[Beside]:
    """Better classes first, then the cheapest; none that is neither better nor cheaper."""
    found = []
    for other in one.alternatives:
        offer, why = offers.get(int(other.offer)), _why(one, other)
        if offer is None or not why:
            continue
        found.append((_ORDER.index(other.pdn), other.landed_price or Decimal(0), offer, other, why))
    found.sort(key=lambda each: each[:2])
    return [_shown(offer, other, why) for _class, _price, offer, other, why in found[:_MOST]]


def _shown(offer: Offer, other: Alternative, why: str) -> Beside:
    base = word_of(offer.product.base_unit) if offer.product.base_unit else "satuan"
    price = other.landed_price
    return Beside(
        offer_id=offer.pk,
        name=offer.product.name,
        firm=f"{offer.seller.name} · {scale_word(other.scale.value if other.scale else '')}",
        href=product_address(offer.product_id, offer.product.name),
        price="belum diketahui" if price is None else f"{amount(price)} per {base} sampai di tempat",
        why=why,
        badge=pdn_badge(other.pdn, other.tkdn),
    )


def _why(one: CartLine, other: Alternative) -> str:
    """On one basis: a base unit delivered to the place, with freight and tax; else it is not compared."""
    told = []
    product = one.line.offer.product
    mine = one.total / (one.line.quantity * product.pack_size) if product.pack_size else None
    if _ORDER.index(other.pdn) < _ORDER.index(PdnClass(product.pdn)):
        told.append("kelas PDN lebih tinggi")
    if mine and other.landed_price is not None and other.landed_price < mine:
        share = (mine - other.landed_price) * 100 / mine
        told.append(f"{text.percent(share, 1)} lebih murah")
    return ", ".join(told)
