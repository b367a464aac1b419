"""The orders of one buyer and year, in both catalogues and in Toko Daring."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from .chance import ORDER_SIZES, amount, day, ulid, weighted
from .places import FIRST_YEAR, LAST_YEAR, ODD_STATUS, PROVINCE, Buyer, SampleUnit
from .plans import Package, place_of

#: No order is younger than this.
LAST_DAY = date(2026, 10, 31)
#: Katalog v5 was left in favour of v6 in the course of 2025.
_LAST_V5_MONTH = 6

#: States of finished years as a ministry's 781 orders of 2025 had them; cancelled ones come on top.
_STATES = (("COMPLETED", 407), ("PAYMENT_OUTSIDE_SYSTEM", 159), ("ON_PROCESS", 104), ("ON_ADDENDUM", 8))
_CANCELLED = (("CANCELLED_ON_NEGOTIATION", 68), ("CANCELLED", 19), ("CANCELLED_ON_REVIEW", 16))
_CANCELLED_OF_1000 = 132
_OPEN = (
    ("ON_NEGOTIATION", 3),
    ("WAITING_PPK_REVIEW", 4),
    ("ESIGN_IN_PROGRESS", 2),
    ("WAITING_SELLER_CONFIRMATION", 3),
)
_SHIPMENTS = (
    ("COMPLETED", 46),
    ("BUYER_CONFIRMED", 6),
    ("DELIVERED", 12),
    ("SHIPPING", 14),
    ("PROCESSING", 20),
    ("DRAFT", 2),
)
UNKNOWN_STATE = "WAITING_FUND_BLOCKING"


@dataclass(frozen=True)
class Line:
    product: int
    quantity: int
    price: int

    @property
    def amount(self) -> int:
        return self.quantity * self.price


@dataclass(frozen=True)
class Order:
    """An order as known on the last day of the sample."""

    key: str
    unit: SampleUnit
    package: Package
    plan_code: int | None
    on: date
    total: int
    state: str
    shipment: str
    vendor: int
    kinds: int
    freight: int
    lines: tuple[Line, ...] = field(default=())

    @property
    def v5(self) -> bool:
        return self.key.isdigit()


def orders(buyer: Buyer, packages: Sequence[Package]) -> list[Order]:
    """Orders whose contracted ones add up to what the buyer orders in the year."""
    chance = buyer.random("pesanan")
    planned = sorted((package for package in packages if package.active), key=lambda one: (one.pagu, one.code))
    largest = max(buyer.ordered // 6, 4_000_000)
    left = buyer.ordered
    found: list[Order] = []
    while left > 0 and planned:
        total = min(amount(chance, ORDER_SIZES), largest)
        cancelled = chance.randrange(1_000) < _CANCELLED_OF_1000
        order = _order(buyer, chance, planned, min(total, left), cancelled=cancelled, number=len(found))
        if order.state in _CONTRACTED or order.v5:
            left -= order.total
            if left < 1_500_000:
                left = 0
        found.append(order)
    return found


_CONTRACTED = frozenset(state for state, _weight in _STATES)


def _order(
    buyer: Buyer, chance: Random, planned: Sequence[Package], total: int, *, cancelled: bool, number: int
) -> Order:
    package = _of_size(chance, planned, total)
    on = max(day(chance, buyer.year, LAST_DAY), min(package.announced + timedelta(days=3), LAST_DAY))
    state = weighted(chance, _CANCELLED) if cancelled else weighted(chance, _STATES)
    fresh = LAST_DAY - on < timedelta(days=45)
    if not cancelled and fresh:
        state = weighted(chance, _OPEN) if chance.randrange(100) < 12 else "ON_PROCESS"
    if _is_odd(buyer, number):
        state = UNKNOWN_STATE
    order = Order(
        key=ulid(chance, on),
        unit=package.unit,
        package=package,
        plan_code=_plan_code(chance, package),
        on=on,
        total=total,
        state=state,
        shipment=_shipment(chance, state, fresh=fresh),
        vendor=chance.randrange(320) * chance.randrange(1, 5) // 4,
        kinds=1 + min(chance.randrange(9), chance.randrange(9)),
        freight=0 if chance.randrange(100) < 86 else total // 200 // 1_000 * 1_000,
    )
    if buyer.year == FIRST_YEAR and on.month <= _LAST_V5_MONTH and not cancelled and chance.randrange(100) < 60:
        return _as_v5(chance, order, 7_000_000 + place_of(buyer) * 3_000 + number)
    return order


def _of_size(chance: Random, planned: Sequence[Package], total: int) -> Package:
    """A package whose ceiling holds the order where there is one, else the largest; `planned` is sorted by ceiling."""
    first = bisect_left(planned, total, key=lambda one: one.pagu)
    return planned[min(first + chance.randrange(max(1, len(planned) - first)), len(planned) - 1)]


def _is_odd(buyer: Buyer, number: int) -> bool:
    return number == 4 and buyer.year == LAST_YEAR and buyer.government == PROVINCE and buyer.code == ODD_STATUS


def _plan_code(chance: Random, package: Package) -> int | None:
    """Most orders of a revised package keep its former code; a few orders name a plan that is not on record."""
    if chance.randrange(1_000) < 14:
        return package.code + 9_000_000
    if package.former_code is not None and chance.randrange(100) < 70:
        return package.former_code
    return package.code


def _shipment(chance: Random, state: str, *, fresh: bool) -> str:
    if state in ("COMPLETED", "PAYMENT_OUTSIDE_SYSTEM"):
        return "COMPLETED"
    if state not in _CONTRACTED:
        return "DRAFT"
    return "PROCESSING" if fresh and chance.randrange(100) < 60 else weighted(chance, _SHIPMENTS)


def _as_v5(chance: Random, order: Order, key: int) -> Order:
    """The same order in the old catalogue: its lines add up to the total, to the rupiah."""
    parts = min(1 + min(chance.randrange(6), chance.randrange(6)), max(1, order.total // 2_000_000))
    lines = []
    left = order.total
    for part in range(parts, 0, -1):
        share = left if part == 1 else left // part * chance.randrange(60, 140) // 100
        left -= share
        quantity = chance.choice((1, 1, 2, 5, 10, 12, 25, 100))
        lines.append(Line(1_500_000 + chance.randrange(40_000), quantity, max(1, share // quantity)))
    state, whole = weighted(
        chance,
        (
            (("paket_selesai", "Paket Selesai"), 74),
            (("melakukan_pengiriman_dan_penerimaan", "Paket Proses"), 20),
            (("verifikasi_penyelesaian_paket", "Paket Proses"), 6),
        ),
    )
    return Order(
        key=str(key),
        unit=order.unit,
        package=order.package,
        plan_code=order.plan_code,
        on=order.on,
        total=sum(line.amount for line in lines),
        state=state,
        shipment=whole,
        vendor=order.vendor,
        kinds=len({line.product for line in lines}),
        freight=0,
        lines=tuple(lines),
    )


def earlier_state(order: Order, known_on: date) -> tuple[str, str]:
    """State and shipment of an order as a pull of `known_on` saw it: what is done now was under way then."""
    if order.state in _CONTRACTED and known_on - order.on < timedelta(days=70):
        return "ON_PROCESS", "PROCESSING"
    return order.state, order.shipment


@dataclass(frozen=True)
class ShopOrder:
    """One row of Toko Daring: a state of a transaction."""

    key: str
    unit: SampleUnit
    text: str
    amount: int
    moment: str
    vendor: int
    verified: str
    confirmed: str | None


def shop_orders(buyer: Buyer) -> Iterator[ShopOrder]:
    """A few small purchases in Toko Daring; one in three comes twice, as the state changed."""
    if buyer.government != PROVINCE:
        return
    chance = buyer.random("toko-daring")
    for number in range(chance.randrange(3, 12)):
        on = day(chance, buyer.year, LAST_DAY)
        value = 250_000 + chance.randrange(24_000) * 1_000
        key = f"{buyer.year}{buyer.units[0].number}{number:03d}"
        unit = buyer.units[chance.randrange(len(buyer.units))]
        text = chance.choice(("Konsumsi rapat", "Suvenir batik", "Alat tulis", "Gula aren dan emping"))
        final = weighted(chance, (("selesai", 80), ("gagal", 12), (None, 8)))
        vendor = chance.randrange(320)
        if chance.randrange(3) == 0:
            yield ShopOrder(key, unit, text, value, f"{on} 09:05:00", vendor, "unverified", None)
        yield ShopOrder(key, unit, text, value, f"{on} 16:40:00", vendor, "verified", final)
