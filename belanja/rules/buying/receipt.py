"""Receiving and paying as pure rules: lateness, and what a payment may and must hold back. Terms are dated rows:
`receipt_parameters`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..decisions import RuleBroken
from ..money import ZERO, to_sen
from ..written import rupiah
from .amounts import late_penalty
from .policy.book import Book

PAYMENT = "Perpres 16/2018 Pasal 53"


@dataclass(frozen=True)
class LatePart:
    """Goods that came after their day: their value without tax at contract price, and the days."""

    value: Decimal
    days: int


def penalty(parts: Iterable[LatePart], *, contract: Decimal, book: Book) -> Decimal:
    """The late penalty of goods that came on different days, in rupiah: each part for its own days, or the whole
    contract (without tax) for those of the latest, as the dated row says; never above the dated most."""
    late = [one for one in parts if one.days > 0]
    if not late:
        return ZERO
    if book.word("beli.denda.dasar") == "seluruh":
        days = max(one.days for one in late)
        return late_penalty(days=days, late=contract, whole=contract, book=book).amount
    found = [late_penalty(days=one.days, late=one.value, whole=contract, book=book) for one in late]
    return min(sum((one.uncapped for one in found), ZERO), found[0].most)


def days_late(arrived: date, due: date | None) -> int:
    """Calendar days after the day that was agreed; 0 where none was."""
    return 0 if due is None else max(0, (arrived - due).days)


@dataclass(frozen=True)
class Position:
    """Where an order stands in money: `total` of the contract, `penalty` found, the others as in `Settlement`."""

    total: Decimal
    handed_over: Decimal
    claimed: Decimal
    advance_agreed: Decimal
    advanced: Decimal
    recovered: Decimal
    penalty: Decimal
    penalised: Decimal
    retained: Decimal
    released: Decimal
    settled: Decimal

    @property
    def claimable(self) -> Decimal:
        """Handed over and not claimed yet: the most that an instalment may be, before anything is held back."""
        return max(ZERO, self.handed_over - self.claimed)

    def covered(self, *, whole: bool) -> bool:
        """Whether everything is handed over and paid for, advance, penalty and retention taken into account."""
        return whole and self.handed_over > 0 and self.settled >= self.handed_over


@dataclass(frozen=True)
class Held:
    """What a payment holds back of its gross amount."""

    advance: Decimal
    penalty: Decimal
    retention: Decimal

    @property
    def total(self) -> Decimal:
        return self.advance + self.penalty + self.retention


def check_advance(position: Position, gross: Decimal) -> None:
    """An advance is what was agreed, at most, and comes before anything is claimed. Raises RuleBroken 409."""
    room = position.advance_agreed - position.advanced
    if position.claimed > 0:
        raise RuleBroken("advance_late", "Uang muka tidak lagi dibayar sesudah ada termin.", PAYMENT, status=409)
    if gross > room:
        _too_much("advance_too_much", "uang muka yang disepakati", room)


def check_claim(position: Position, gross: Decimal) -> None:
    """An instalment never goes beyond what was handed over and not claimed yet. Raises RuleBroken 409."""
    if gross > position.claimable:
        _too_much("above_ceiling", "nilai yang sudah diserahterimakan dan belum ditagih", position.claimable)


def check_release(position: Position, gross: Decimal) -> None:
    """Retention is given back once, and no more than was held. Raises RuleBroken 409."""
    if gross > position.retained - position.released:
        _too_much("retention_too_much", "retensi yang masih ditahan", position.retained - position.released)


def advance_back(position: Position, gross: Decimal) -> Decimal:
    """What an instalment of `gross` gives back of the advance: in step with what is claimed, all of it with the last.
    Counted over everything claimed so far, so that no rounding is lost between two instalments."""
    after = position.claimed + gross
    back = position.advanced if after >= position.total else to_sen(position.advanced * after / position.total)
    return min(max(ZERO, back - position.recovered), gross)


def held_back(position: Position, gross: Decimal, *, retention_percent: Decimal, taxes: Decimal = ZERO) -> Held:
    """What an instalment of `gross` must hold back: the advance, the penalty found and not held yet, then the
    retention; never more than the instalment less the `taxes` that are withheld from it."""
    advance = advance_back(position, gross)
    left = max(ZERO, gross - advance - taxes)
    late = min(max(ZERO, position.penalty - position.penalised), left)
    kept = max(ZERO, to_sen((position.claimed + gross) * retention_percent / 100) - position.retained)
    return Held(advance, late, min(kept, left - late))


def _too_much(code: str, what: str, room: Decimal) -> None:
    raise RuleBroken(code, f"Melebihi {what}: tersisa {rupiah(room)}.", PAYMENT, status=409)
