"""How the cases of the indicators are written down: short builders, and what a case expects."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from belanja.rules.flags.engine import Result
from belanja.rules.flags.model import Verdict
from belanja.rules.flags.subjects import (
    Bought,
    FirmOrders,
    LikeOrders,
    Line,
    OfficerOrders,
    Order,
    PairOrders,
    Period,
    ShelfOrders,
    Subject,
    UnitOrders,
)

#: A Monday on which everything is bought that is not said to be of another day.
DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12)
LAST = date(2025, 12, 31)
MILLION, BILLION = 10**6, 10**9

#: Flagged, flagged in the harder form, not flagged, cannot be judged.
F, S, C, U = "F", "S", "C", "U"
_WORDS = {Verdict.FLAGGED: F, Verdict.CLEAR: C, Verdict.UNJUDGED: U}


@dataclass(frozen=True)
class Case:
    """One row: the name begins with `wajar` where it is an innocent look-alike."""

    code: str
    name: str
    says: str
    subject: Subject


def said(result: Result) -> str:
    """The verdict in one letter."""
    return S if result.strong else _WORDS[result.stands]


def cases(code: str, *rows: tuple[str, str, Subject]) -> list[Case]:
    return [Case(code, name, says, subject) for name, says, subject in rows]


def at(**ago: int) -> date:
    """So long before the day (negative: after)."""
    return DAY - timedelta(**ago)


def ago(**time: float) -> datetime:
    return NOON - timedelta(**time)


def money(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


_AMOUNTS = frozenset(
    "amount quantity unit_price listed_price landed_price goods freight standard_price highest_retail outside_price "
    "tkdn listed_goods agreed_goods pieces penalty first_total".split()
)


def _whole(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: money(value) if name in _AMOUNTS and value is not None else value for name, value in facts.items()}


def line(**facts: Any) -> Line:
    base: dict[str, Any] = {"key": "P1/1", "as_of": at(days=-60), "day": DAY, "unit": "U1", "firm": "F1"}
    return Line(**_whole(base | {"year": 2026, "amount": 100, "quantity": 1} | facts))


def order(**facts: Any) -> Order:
    base: dict[str, Any] = {"key": "P1", "as_of": at(days=-60), "day": DAY, "unit": "U1", "firm": "F1"}
    return Order(**_whole(base | {"year": 2026, "officer": "A1", "amount": 100 * MILLION} | facts))


def bought(total: Any = 10, day: date = DAY, **facts: Any) -> Bought:
    amounts = {name: money(facts.pop(name)) for name in ("ceiling", "listed", "agreed", "imported") if name in facts}
    return Bought(**({"key": "P", "firm": "F1", "unit": "U1"} | facts), day=day, total=money(total), **amounts)


def many(count: int, total: Any = 10, day: date = DAY, **facts: Any) -> tuple[Bought, ...]:
    return tuple(bought(total, day, **({"key": f"P{number}"} | facts)) for number in range(count))


def _group(facts: dict[str, Any]) -> dict[str, Any]:
    return {"key": "G1", "as_of": DAY, "year": 2026, "unit": "U1", "firm": "F1", "officer": "A1"} | facts


def pair(*orders: Bought, **facts: Any) -> PairOrders:
    return PairOrders(**_group(facts), orders=orders)


def officer(*orders: Bought, **facts: Any) -> OfficerOrders:
    return OfficerOrders(**_group(facts), orders=orders)


def unit(*orders: Bought, **facts: Any) -> UnitOrders:
    return UnitOrders(**_group(facts), orders=orders)


def year(*orders: Bought, **facts: Any) -> UnitOrders:
    """A unit's year that is over."""
    return unit(*orders, **({"as_of": LAST, "year": 2025} | facts))


def like(*orders: Bought, **facts: Any) -> LikeOrders:
    return LikeOrders(**_group(facts), orders=orders)


def firm(*orders: Bought, **facts: Any) -> FirmOrders:
    return FirmOrders(**_group(facts), orders=orders)


def shelf(*orders: Bought, **facts: Any) -> ShelfOrders:
    return ShelfOrders(**_group(facts), orders=orders)


def period(*orders: Bought, **facts: Any) -> Period:
    return Period(**({"last": DAY} | _group(facts)), orders=orders)


def numbers(*values: Any) -> tuple[Decimal, ...]:
    return tuple(money(value) for value in values)


#: Eight and seven peers whose upper fence is 35 percent; 34 with a factor of 1.4, 36 with 1.6.
EIGHT: Sequence[Decimal] = numbers(10, 10, 10, 10, 20, 20, 20, 20)
SEVEN: Sequence[Decimal] = numbers(10, 10, 10, 20, 20, 20, 20)
