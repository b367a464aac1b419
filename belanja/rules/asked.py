"""What a buyer is asked: which of several prices is his, and two prices on one basis."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from .listings import TaxBasis

ONE = Decimal(1)
_ROUNDED = Decimal("0.0001")


class Asked(Protocol):
    """The price of one sold unit from a quantity on, for a place (None: wherever delivered)."""

    @property
    def place(self) -> Hashable | None: ...
    @property
    def least_quantity(self) -> Decimal: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def basis(self) -> TaxBasis: ...
    @property
    def tax_percent(self) -> Decimal | None: ...
    @property
    def per_base(self) -> Decimal | None: ...


P = TypeVar("P", bound=Asked)


@dataclass(frozen=True)
class Statement:
    """A price as `Asked`, where no row stands behind it."""

    place: Hashable | None
    least_quantity: Decimal
    amount: Decimal
    basis: TaxBasis
    tax_percent: Decimal | None
    per_base: Decimal | None


def times(old: Asked, new: Asked) -> Decimal | None:
    """How many times the old price the new one is: without tax per base unit where that is known of both, else as
    stated where both carry the same known tax; None where it cannot be told."""
    same = (old.basis, old.tax_percent) == (new.basis, new.tax_percent) and old.basis is not TaxBasis.UNKNOWN
    stated = new.amount / old.amount if same and old.amount else None
    if old.per_base is None or new.per_base is None:
        return stated
    if not old.per_base:
        return None
    found = new.per_base / old.per_base
    # Of one tax and one pack the amounts say it exactly; prices per base unit are rounded.
    return stated if stated is not None and abs(stated - found) < _ROUNDED else found


def reached(rows: Iterable[P], *, place: Hashable | None, quantity: Decimal) -> list[P]:
    """The prices that a buyer of a place meets for a quantity: the place's own, else those for everywhere; of several
    quantities the largest that he reaches. More than one only where several held at once."""
    near = [row for row in rows if row.least_quantity <= quantity and row.place in (None, place)]
    own = [row for row in near if row.place == place] or near
    largest = max((row.least_quantity for row in own), default=None)
    return [row for row in own if row.least_quantity == largest]


def smallest_order(rows: Sequence[P], least_order: Decimal | None = None) -> list[P]:
    """The prices of the smallest order that is taken, one for each place that has its own: of one unit, of the least
    order, or from the first quantity that has a price."""
    found = []
    for place in dict.fromkeys(row.place for row in rows):
        own = [row for row in rows if row.place == place]
        found += reached(own, place=place, quantity=max(ONE, least_order or ONE)) or [
            min(own, key=lambda row: row.least_quantity)
        ]
    return found


@dataclass(frozen=True)
class Held(Generic[P]):
    """A price with the day it began and the day it no longer held."""

    price: P
    begun: date
    ended: date | None


def lowest_of_late(held: Sequence[Held[P]], now: P, *, place: Hashable | None, on: date, days: int) -> Decimal | None:
    """The lowest price of the last `days` days, today among them, for whoever is asked `now`: in a place (None: in any)
    for the quantity of `now`. In the terms of `now` (its tax, its pack), so that the two can stand side by side. None
    where a price of that time cannot be compared with it. A price that held for no whole day is left out."""
    first = on - timedelta(days=days - 1)
    turns = {first} | {day for one in held for day in (one.begun, one.ended) if day and first < day <= on}
    asked: list[P] = []
    for day in turns:
        rows = [one.price for one in held if one.begun <= day and (one.ended is None or one.ended > day)]
        places = dict.fromkeys(row.place for row in rows) if place is None else (place,)
        asked += [row for one in places for row in reached(rows, place=one, quantity=now.least_quantity)]
    parts = [times(row, now) for row in asked]
    known = [part for part in parts if part]
    if not parts or len(known) < len(parts):
        return None
    return (now.amount / max(known)).quantize(Decimal("0.01"))
