"""The lines of a cart as the page shows them: what is bought, what is amiss, what stands cheaper or better beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest

from belanja.catalogue.models import Offer
from belanja.foundation import text
from belanja.purchasing.alternatives import Market
from belanja.purchasing.selectors.carts import Cart, CartLine
from belanja.rules.buying.policy import Alternative
from belanja.rules.firms import UMKK, Scale
from belanja.rules.measures import word_of
from belanja.rules.pdn import PdnClass
from belanja.web.acts import kept
from belanja.web.naming import shown
from belanja.web.pieces import Badge
from belanja.web.public.catalogue.cards import amount, pdn_badge, product_address, scale_word, stock_words
from belanja.web.purchases import words

from .cart_forms import LineForm
from .package_acts import line_key

#: Beside a line so many equivalents are shown, and so many others that meet its ready specification; the rest is on
#: the pages of comparison and of the specification.
_MOST, _MOST_READY = 3, 2
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
    tax_status: str = ""


def shown_parts(request: HttpRequest, cart: Cart, regions: Mapping[int, str] | None) -> list[ShownPart]:
    """`regions`: those a line may be delivered to, for the forms that change it; None: without these forms. No query
    beside the cart's own."""
    shown = [
        ShownPart(
            part.firm_id, part.firm_name, text.rupiah(part.total),
            [_line(request, one, regions, cart.market) for one in part.lines],
            text.capital_first(part.facts.status),
        )
        for part in cart.parts
    ]  # fmt: skip
    if cart.unclaimed:
        lines = [_line(request, one, regions, cart.market) for one in cart.unclaimed]
        total = sum((one.total for one in cart.unclaimed), Decimal(0))
        shown.append(ShownPart(0, "Belum ada usaha terdaftar di baliknya", text.rupiah(total), lines))
    return shown


def _line(request: HttpRequest, one: CartLine, regions: Mapping[int, str] | None, market: Market) -> ShownLine:
    line = one.line
    offer, product = line.offer, line.offer.product
    place = shown(line.deliver_to.name) if line.deliver_to else ""
    due = f"dibutuhkan {text.long_date(line.needed_on)}" if line.needed_on else ""
    least = f"paling sedikit {words.quantity(offer.least_order)}" if offer.least_order and offer.least_order > 1 else ""
    stock = stock_words(offer.stock, offer.monthly_capacity, offer.lead_days)
    key = line_key(line)
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
        beside=_beside(one, market) if regions is not None else [],
        form=LineForm(kept(request, key), line=line, regions=regions) if regions is not None else None,
        key=key,
    )


def _beside(one: CartLine, market: Market) -> list[Beside]:
    """Like offers, then what meets the same ready specification; of each better classes first, then the cheapest, and
    none that is neither better nor cheaper."""
    like = [(other, why) for other in one.alternatives if (why := _why(one, other))]
    like.sort(key=lambda each: (_ORDER.index(each[0].pdn), each[0].landed_price or Decimal(0)))
    ready = [
        (each.other, f"memenuhi {each.name}: {why}")
        for each in market.ready.get(one.line.pk, ())
        if (why := _why(one, each.other))
    ]
    told = [*like[:_MOST], *ready[:_MOST_READY]]
    return [_shown(market.offers[int(other.offer)], other, why) for other, why in told]


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
    own = one.line.offer.seller.scale
    small = other.scale in UMKK and bool(own) and Scale(own) not in UMKK
    if small and _ORDER.index(other.pdn) <= _ORDER.index(PdnClass(product.pdn)):
        told.append("dari usaha kecil atau koperasi")
    return ", ".join(told)
