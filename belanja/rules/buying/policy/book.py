"""The thresholds in force on a day, each with its source and the days it holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ...legal_bases import SEEDS as LEGAL_BASES
from ...parameters import SEEDS, YES, Parameter


@dataclass(frozen=True)
class Threshold:
    """One value in force. `valid_to` is the first day of the next one; None: none is known."""

    key: str
    value: str
    valid_from: date
    valid_to: date | None
    citation: str
    article: str

    @property
    def number(self) -> Decimal:
        return Decimal(self.value)


@dataclass(frozen=True)
class Book:
    """What held on `day`, by key."""

    day: date
    rows: Mapping[str, Threshold]

    def row(self, key: str) -> Threshold:
        """Raises KeyError for a key that had no value on the day."""
        return self.rows[key]

    def number(self, key: str) -> Decimal:
        return self.rows[key].number

    def word(self, key: str) -> str:
        return self.rows[key].value

    def says(self, key: str) -> bool:
        """Whether a yes/no row says yes."""
        return self.rows[key].value == YES


class Noted(dict[str, Threshold]):
    """Thresholds that remember which of them were looked at."""

    def __init__(self, rows: Mapping[str, Threshold]) -> None:
        super().__init__(rows)
        self.looked_at: set[str] = set()

    def __getitem__(self, key: str) -> Threshold:
        self.looked_at.add(key)
        return super().__getitem__(key)


def book_of(day: date, overrides: Iterable[Threshold] = ()) -> Book:
    """The seeded values that held on `day`, and over them what a government's register says (rows of that day)."""
    rows = {}
    for key, seeds in _BY_KEY.items():
        held = [seed for seed in seeds if seed.valid_from <= day]
        if held:
            following = [seed.valid_from for seed in seeds if seed.valid_from > day]
            rows[key] = _threshold(held[-1], min(following, default=None))
    rows.update({row.key: row for row in overrides})
    return Book(day, rows)


def _threshold(seed: Parameter, until: date | None) -> Threshold:
    return Threshold(seed.key, seed.value, seed.valid_from, until, _CITATIONS[seed.legal_basis], seed.article)


def _by_key() -> dict[str, list[Parameter]]:
    found: dict[str, list[Parameter]] = {}
    for seed in sorted(SEEDS, key=lambda seed: seed.valid_from):
        found.setdefault(seed.key, []).append(seed)
    return found


_BY_KEY = _by_key()
_CITATIONS = {basis.slug: f"{basis.kind} {basis.number}" for basis in LEGAL_BASES}
