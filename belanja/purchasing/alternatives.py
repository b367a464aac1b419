"""Other offers for the same need: of the same product, or of one with the same comparable attributes on its shelf.
Apart from them, and shown alone: what meets the same ready specification of the shelf."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_UP, Decimal

from django.db.models import Q, QuerySet

from belanja.catalogue.models import Offer, PriceRow
from belanja.catalogue.selectors import equivalents, references
from belanja.catalogue.selectors.equivalents import Standard
from belanja.foundation import clock
from belanja.foundation.questions import Given, Question
from belanja.rules.buying.policy import Alternative, Book
from belanja.rules.firms import Scale
from belanja.rules.listings import EtalaseState, ListingState
from belanja.rules.pdn import PdnClass
from belanja.rules.prices import PER_BASE
from belanja.rules.tax_facts import TaxFacts

from .ledgers import free_of
from .pricing import FactsOf, Priced, priced, rows_of, tax_facts_of

#: Alternatives kept of one line.
_MOST = 40


@dataclass(frozen=True)
class Wanted:
    """An offer in a cart or an order: how much of it, in sold units, to which region."""

    key: int
    offer: Offer
    quantity: Decimal
    region_id: int | None


@dataclass(frozen=True)
class Ready:
    """An offer that meets the ready specification `name` as the line's product does; no rule is asked about it."""

    name: str
    other: Alternative


@dataclass(frozen=True)
class Market:
    """What the prices of lines are held against: every like offer by the key of a line, the cheapest delivered ones of
    each class first, standards and outside prices by product, the like offers themselves by id, and what meets the same
    ready specification."""

    like: Mapping[int, tuple[Alternative, ...]]
    beside: Mapping[int, references.Beside]
    offers: Mapping[int, Offer] = field(default_factory=dict)
    ready: Mapping[int, tuple[Ready, ...]] = field(default_factory=dict)

    def nearest(self, key: int) -> tuple[Alternative, ...]:
        """Those of a line that the rules are asked about and buyers are shown."""
        return self.like.get(key, ())[:_MOST]


def market_of(
    wanted: Collection[Wanted],
    government_id: int,
    book: Book,
    *,
    like: Sequence[Offer] | None = None,
    rows: Mapping[int, Sequence[PriceRow]] | None = None,
    facts: FactsOf | None = None,
    standards: Collection[Standard] = (),
) -> Market:
    """What is beside these lines at this minute. Four queries whatever their number; `like`, `rows` and `facts`: their
    like offers with the prices of these and how their firms are taxed, where they have been read (`like_offers`,
    `rows_of`, `tax_facts_of`); `standards`: the ready specifications that were looked for with them."""
    if not wanted:
        return Market({}, {})
    others = like_offers((one.offer for one in wanted), government_id) if like is None else like
    prices = rows_of(one.pk for one in others) if rows is None else rows
    taxed = tax_facts_of(others, on=book.day) if facts is None else facts
    found: dict[int, list[Alternative]] = defaultdict(list)
    ready: dict[int, list[Ready]] = defaultdict(list)
    for one in wanted:
        mine = [standard for standard in standards if standard.met_by(one.offer.product)]
        for other in others:
            if other.pk == one.offer.pk:
                continue
            if _like(one.offer, other):
                found[one.key].append(_alternative(one, other, prices.get(other.pk, ()), taxed(other), book))
            elif (name := _specification(mine, one.offer, other)) is not None:
                beside = _alternative(one, other, prices.get(other.pk, ()), taxed(other), book)
                if beside.landed_price is not None and beside.serves(one.quantity * (one.offer.product.pack_size or 1)):
                    ready[one.key].append(Ready(name, beside))
    return Market(
        {key: tuple(sorted(those, key=_order)) for key, those in found.items()},
        references.beside({one.offer.product_id for one in wanted}),
        {one.pk: one for one in others},
        {key: tuple(sorted(those, key=lambda each: _order(each.other))) for key, those in ready.items()},
    )


def like_offers(offers: Iterable[Offer], government_id: int, *, standards: Collection[Standard] = ()) -> list[Offer]:
    """What is for sale at this minute of the same products or of like ones, these offers among them; of `standards` the
    cheapest and the best classes too. One query."""
    products = {offer.product_id: offer.product for offer in offers}
    likenesses = {(product.etalase_id, product.likeness) for product in products.values() if product.likeness}
    beside = equivalents.offers_of(standards)
    if not beside:
        found = _LIKE.rows(
            government_id=government_id,
            products=list(products),
            shelves=list({shelf for shelf, _likeness in likenesses}),
            likenesses=list({likeness for _shelf, likeness in likenesses}),
        )
        # Of several products the shelf of one may hold the likeness of another.
        return [
            one
            for one in found
            if one.product_id in products or (one.product.etalase_id, one.product.likeness) in likenesses
        ]
    like = Q(product__in=list(products))
    for shelf, likeness in likenesses:
        like |= Q(product__etalase=shelf, product__likeness=likeness)
    # Each look goes by its own index, then the offers are read by id.
    same = Offer.objects.filter(like, government_id=government_id).values_list("pk", flat=True)
    return list(_for_sale(Q(pk__in=same.union(*beside)), government_id))


def _for_sale(which: Q, government_id: int | Given) -> QuerySet[Offer]:
    found = Offer.objects.filter(
        which,
        government_id=government_id,
        state=ListingState.LISTED.value,
        product__etalase__state=EtalaseState.ACTIVE.value,
        seller__bar="",
        seller__firm__isnull=False,
    )
    return found.select_related("product", "seller").order_by("pk")


_LIKE = Question(
    lambda: _for_sale(
        Q(product__among=Given("products"))
        | Q(product__etalase__among=Given("shelves"), product__likeness__among=Given("likenesses")),
        Given("government_id"),
    )
)


def _like(first: Offer, second: Offer) -> bool:
    a, b = first.product, second.product
    return a.pk == b.pk or bool(a.likeness and a.etalase_id == b.etalase_id and a.likeness == b.likeness)


def _specification(mine: Iterable[Standard], first: Offer, second: Offer) -> str | None:
    """The name of the first ready specification that both meet, where both are told in one base unit."""
    a, b = first.product, second.product
    if not (a.base_unit and a.base_unit == b.base_unit and a.pack_size and b.pack_size):
        return None
    return next((standard.name for standard in mine if standard.met_by(b)), None)


def _alternative(one: Wanted, other: Offer, rows: Sequence[PriceRow], facts: TaxFacts, book: Book) -> Alternative:
    """The other offer, for as much of it as is wanted, per base unit of what is wanted."""
    ratio = _ratio(one.offer, other)
    quantity = (one.quantity * ratio).quantize(Decimal(1), ROUND_UP) if ratio else one.quantity
    cost = priced(other, rows, quantity=quantity, region_id=one.region_id, moment=clock.now(), book=book, facts=facts)
    stock = free_of(other)
    pack = other.product.pack_size
    return Alternative(
        offer=str(other.pk),
        firm=str(other.seller.firm_id),
        pdn=PdnClass(other.product.pdn),
        unit_price=per_base_unit(cost.unit_price, pack) if not cost.trouble else None,
        landed_price=landed_of(cost, quantity, pack),
        tkdn=other.product.tkdn,
        bmp=other.product.bmp,
        scale=Scale(other.seller.scale) if other.seller.scale else None,
        stock=stock * (pack or 1) if stock is not None else None,
        in_region=one.region_id is None or not other.serves or one.region_id in other.serves,
    )


def _ratio(one: Offer, other: Offer) -> Decimal | None:
    """Sold units of the other offer that are as much as one sold unit of the first; None where packs are not told."""
    packs = one.product.pack_size, other.product.pack_size
    return packs[0] / packs[1] if packs[0] and packs[1] else None


def per_base_unit(unit_price: Decimal, pack: Decimal | None) -> Decimal | None:
    return (unit_price / pack).quantize(PER_BASE) if pack else None


def landed_of(cost: Priced, quantity: Decimal, pack: Decimal | None) -> Decimal | None:
    """Rupiah a base unit, with freight and tax; None where it cannot be told."""
    if cost.trouble or not pack or not quantity:
        return None
    return (cost.sums.total / (quantity * pack)).quantize(PER_BASE)


def _order(one: Alternative) -> tuple[int, bool, Decimal]:
    return list(PdnClass).index(one.pdn), one.landed_price is None, one.landed_price or Decimal(0)
