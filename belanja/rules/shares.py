"""From amounts to shares: what is known, what is held, what is unknown and why. Pure arithmetic, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from . import money


class Status(StrEnum):
    KNOWN = "known"
    HELD = "held"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why a share is not known. The first three belong to the denominator, the last to the numerator."""

    NO_BUDGET = "no_budget"
    BUDGET_CONFLICT = "budget_conflict"
    BUDGET_IMPLAUSIBLE = "budget_implausible"
    FEED_MISSING = "feed_missing"
    FEED_TRUNCATED = "feed_truncated"
    STATUS_UNKNOWN = "status_unknown"


#: Reasons that end with a person's decision here; the others end with a document from somebody else.
HELD_REASONS = frozenset({Reason.BUDGET_IMPLAUSIBLE, Reason.FEED_TRUNCATED, Reason.STATUS_UNKNOWN})


@dataclass(frozen=True)
class Amount:
    """Rupiah, or the reason why it is not known. Exactly one of the two."""

    value: Decimal | None
    reason: Reason | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None):
            raise ValueError("either a value or a reason")


@dataclass(frozen=True)
class Share:
    """One unit's share. `numerator`/`denominator` are rupiah or None where not known; `share_percent` and `gap`
    are None unless the status is known."""

    numerator: Decimal | None
    denominator: Decimal | None
    share_percent: Decimal | None
    status: Status
    reason: Reason | None
    target_percent: Decimal
    gap: Decimal | None
    zero_base: bool = False
    """The base is known, and is zero: the unit has no share, but the government's total lacks nothing."""

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached, compared exactly; None when not known."""
        if self.numerator is None or self.denominator is None or self.status is not Status.KNOWN:
            return None
        return money.reaches(self.numerator, self.denominator, self.target_percent)


@dataclass(frozen=True)
class Total:
    """The government's total. Share, denominator and `numerator` are over units whose base is known (a base of zero,
    as of a dissolved unit that still has orders, is known); what the others bought is named beside it."""

    numerator: Decimal
    """What the share rests on, in rupiah."""
    denominator: Decimal
    share_percent: Decimal | None
    units_known: int
    units_unknown: int
    numerator_all: Decimal
    """What all units bought, as far as that is known."""
    numerator_of_unknown: Decimal
    """The part of `numerator_all` of units without a share of their own."""
    units_reached: int
    target_percent: Decimal
    gap: Decimal | None

    @property
    def numerator_outside(self) -> Decimal:
        """What was bought by units whose base is not known; not in the share."""
        return self.numerator_all - self.numerator


def share_of(numerator: Amount, denominator: Amount, target_percent: Decimal) -> Share:
    """The share of one unit. A denominator of zero is no budget: nothing can be measured against it."""
    zero_base = denominator.value is not None and denominator.value <= 0
    if zero_base:
        denominator = Amount(None, Reason.NO_BUDGET)
    reason = denominator.reason or numerator.reason
    if reason is not None:
        status = Status.HELD if reason in HELD_REASONS else Status.UNKNOWN
        return Share(numerator.value, denominator.value, None, status, reason, target_percent, None, zero_base)
    assert numerator.value is not None
    assert denominator.value is not None
    return Share(
        numerator.value,
        denominator.value,
        money.share_percent(numerator.value, denominator.value),
        Status.KNOWN,
        None,
        target_percent,
        money.gap_to(numerator.value, denominator.value, target_percent),
    )


def total_of(shares: Iterable[Share], target_percent: Decimal) -> Total:
    """Sum of the units of a government; unknown units are counted apart, never as zero."""
    numerator = denominator = everything = of_unknown = money.ZERO
    known = unknown = reached = 0
    for share in shares:
        bought = share.numerator or money.ZERO
        everything += bought
        if share.status is Status.KNOWN and share.denominator is not None:
            known += 1
            reached += bool(share.reached)
            numerator += bought
            denominator += share.denominator
        else:
            unknown += 1
            of_unknown += bought
            numerator += bought if share.zero_base else money.ZERO
    has_base = denominator > 0
    return Total(
        numerator=numerator,
        denominator=denominator,
        share_percent=money.share_percent(numerator, denominator) if has_base else None,
        units_known=known,
        units_unknown=unknown,
        numerator_all=everything,
        numerator_of_unknown=of_unknown,
        units_reached=reached,
        target_percent=target_percent,
        gap=money.gap_to(numerator, denominator, target_percent) if has_base else None,
    )
