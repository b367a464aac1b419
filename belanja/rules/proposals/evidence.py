"""What speaks for a proposed etalase, counted by Belanja on a day: the shape that is shown, signed and read again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ..money import ZERO


@dataclass(frozen=True)
class Year:
    """Plan lines of one year that fit, across all units, rupiah of pagu. `plain`: those among them that are not planned
    as e-Purchasing. `known`: whether plans of that year are on record at all; if not, none of it is known."""

    year: int
    lines: int = 0
    amount: Decimal = ZERO
    units: int = 0
    plain_lines: int = 0
    plain_amount: Decimal = ZERO
    known: bool = True


@dataclass(frozen=True)
class OfUnit:
    """The lines of this year of one Perangkat Daerah with what counts under it."""

    code: str
    name: str
    lines: int
    amount: Decimal


@dataclass(frozen=True)
class Line:
    """One of the largest lines of this year; `by`: «kelas», «sebutan» or both, why it fits."""

    code: str
    title: str
    unit: str
    amount: Decimal
    method: str
    by: tuple[str, ...]


@dataclass(frozen=True)
class Search:
    """A search that found nothing, how often, and on which day last."""

    query: str
    times: int
    last: date


@dataclass(frozen=True)
class OpenNeed:
    """A posted need that is not met yet. `linked`: the proposal says itself that it is to meet it."""

    code: str
    what: str
    unit: str
    quantity: str
    value: Decimal | None
    needed_by: date | None
    linked: bool


@dataclass(frozen=True)
class Good:
    """A good that is in the catalogue already, on another shelf; `price`: the lowest, rupiah."""

    product: int
    name: str
    shelf: str
    offers: int
    price: Decimal | None


@dataclass(frozen=True)
class Firms:
    """Firms of the region with a fitting KBLI, by code and place; `umkk`: micro, small and co-operatives among them."""

    kbli: str
    place: str
    place_name: str
    firms: int
    umkk: int


@dataclass(frozen=True)
class Alike:
    """An etalase, or a proposal of another unit, that may hold the same goods, and why it is thought so."""

    kind: str
    ref: str
    name: str
    state: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """Everything, as of the end of the day before `day` for searches and as of the count for the rest. `firms` and
    `umkk` count each firm once; `goods` of `goods_count`, `lines` of those of the first year, are the foremost."""

    day: date
    years: tuple[Year, ...]
    units: tuple[OfUnit, ...]
    lines: tuple[Line, ...]
    search_days: int
    searches: tuple[Search, ...]
    search_times: int
    needs: tuple[OpenNeed, ...]
    goods_count: int
    goods: tuple[Good, ...]
    firms: int
    umkk: int
    by_trade: tuple[Firms, ...]
    alike: tuple[Alike, ...]

    def as_json(self) -> dict[str, Any]:
        return {name: _plain(value) for name, value in asdict(self).items()}

    def digest(self) -> str:
        """A mark of all of it: the same figures, the same mark."""
        text = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @classmethod
    def from_json(cls, one: Mapping[str, Any]) -> "Evidence":
        """The evidence that `as_json` wrote."""
        rows = {name: tuple(_read(shape, row) for row in one[name]) for name, shape in _SHAPES.items()}
        return cls(**dict(one) | rows | {"day": date.fromisoformat(one["day"])})


_SHAPES: dict[str, type] = {
    "years": Year, "units": OfUnit, "lines": Line, "searches": Search, "needs": OpenNeed, "goods": Good,
    "by_trade": Firms, "alike": Alike,
}  # fmt: skip
_AMOUNTS = frozenset({"amount", "plain_amount", "value", "price"})
_DAYS = frozenset({"last", "needed_by"})
_WORDS = frozenset({"by", "reasons"})


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _read(shape: type, row: Mapping[str, Any]) -> Any:
    told = dict(row)
    for name, value in row.items():
        if value is None:
            continue
        if name in _AMOUNTS:
            told[name] = Decimal(value)
        elif name in _DAYS:
            told[name] = date.fromisoformat(value)
        elif name in _WORDS:
            told[name] = tuple(value)
    return shape(**told)
