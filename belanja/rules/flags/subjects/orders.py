"""An order and one of its lines."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ...buying.policy.model import Alternative, Bar
from ...duties import Role
from ...firms import Scale
from ...pdn import PdnClass
from ...separation import Part
from .base import Subject
from .plans import PlanOfOrder


@dataclass(frozen=True)
class PricePoint:
    """A listed price, and the first day on which it held."""

    since: date
    amount: Decimal


@dataclass(frozen=True)
class Certificate:
    """What a listing claims of its TKDN. `owner_fits`, `kind_fits`: whether owner and type are those of the goods;
    `registered`: percent by the register. None: nobody has looked."""

    claimed: Decimal
    number: str = ""
    valid_to: date | None = None
    owner_fits: bool | None = None
    kind_fits: bool | None = None
    registered: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Line(Subject):
    """One line of an order. `amount`: its total with freight and tax. Prices are without tax per base unit, the
    `landed_price` with freight and tax.

    From the own records: `purchasing.OrderLine`, the price evidence and the policy case of its order (offers of that
    minute), `catalogue.PriceRow`, `ListingStep`, `Claim`. Of Katalog v5: the stored source row (quantity, unit price,
    freight) and the archive of the catalogue; the rest stays None.
    """

    order: str = ""
    ordered_at: datetime | None = None
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    listed_price: Decimal | None = None
    landed_price: Decimal | None = None
    goods: Decimal | None = None
    freight: Decimal | None = None
    standard_price: Decimal | None = None
    highest_retail: Decimal | None = None
    outside_price: Decimal | None = None
    """Lowest price seen elsewhere that a curator has checked and that has not aged."""
    curve: tuple[PricePoint, ...] | None = None
    """Listed prices of the offer, the oldest first."""
    like_prices: tuple[Decimal, ...] | None = None
    """What others paid for like goods within the year; its own price is not among them."""
    freight_parts: tuple[Decimal, ...] | None = None
    """Freight in percent of the goods of other lines of this kind to this kabupaten."""
    alternatives: tuple[Alternative, ...] | None = None
    tkdn: Decimal | None = None
    reasons: frozenset[str] | None = None
    listed_at: datetime | None = None
    older_alike: int | None = None
    """Like offers that had been listed before it."""
    pdn: PdnClass | None = None
    made_abroad: bool | None = None
    """Whether its maker or country of origin says that it comes from abroad."""
    certificate: Certificate | None = None
    claims_known: bool = False
    label_changes: tuple[date, ...] | None = None
    """Days on which its origin, PDN class or TKDN was stated anew."""
    plan: PlanOfOrder | None = None


@dataclass(frozen=True, kw_only=True)
class Order(Subject):
    """One order. `amount`: its total. `day`: when it was made.

    From the own records: `purchasing.Order` with its steps, rounds, versions, deliveries, hand-overs and payments, and
    the plan line. Of imports: `facts.PurchaseDocument` and its facts; what they do not tell stays None.
    """

    opened_at: datetime | None = None
    agreed_at: datetime | None = None
    offered_at: datetime | None = None
    """Of the last offer before the agreement."""
    rounds: int | None = None
    listed_goods: Decimal | None = None
    agreed_goods: Decimal | None = None
    reasons: frozenset[str] | None = None
    scale: Scale | None = None
    firm_since: date | None = None
    """Day on which the firm's registration here was passed."""
    trade_fits: bool | None = None
    bars: tuple[Bar, ...] | None = None
    """Sanctions that held on the day; None: nobody could look, because the firm is not told by an id."""
    links: tuple[str, ...] | None = None
    """Kinds of ties between people of the firm and officials of this order."""
    parts: tuple[tuple[Part, str], ...] | None = None
    """Who did what, delegates included; opaque ids."""
    buyer_role: Role | None = None
    determined: bool | None = None
    plan_named: bool | None = None
    plan: PlanOfOrder | None = None
    on_sale: int | None = None
    """Offers of the catalogue for what the plan line buys."""
    accounts: tuple[str, ...] | None = None
    signed_on: date | None = None
    sent_on: date | None = None
    arrived_on: date | None = None
    """Of the last consignment."""
    first_received_on: date | None = None
    """Of the first hand-over (BAST), of whatever part."""
    received_on: date | None = None
    """Of the hand-over (BAST) over all of it."""
    due_on: date | None = None
    """With every extension that was agreed."""
    pieces: Decimal | None = None
    """Quantity of its largest line."""
    penalty: Decimal | None = None
    paid_on: date | None = None
    """Of the first payment that is no advance."""
    delivered: bool | None = None
    ended: bool | None = None
    state_since: date | None = None
    """Since when its state is what it is; of an import, since when we know it."""
    first_total: Decimal | None = None
    raised_on: date | None = None
    """First addendum that raised a quantity."""
    addenda_known: bool = False
