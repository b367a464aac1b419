"""From amounts to shares: what is known, what is a band, what is held, what is unknown and why. Pure arithmetic, no
database.

Where part of the value is not classified (nobody says whether it is PDN, or of a small firm) a share is a band: from
the lowest possible, nothing of that part counted, to the highest possible, all of it counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from . import money


class Status(StrEnum):
    KNOWN = "known"
    BAND = "band"
    HELD = "held"
    UNKNOWN = "unknown"


#: Shares of these states are measured: they have a base, a lowest and a highest value, and belong to a total.
MEASURED = frozenset({Status.KNOWN, Status.BAND})


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
    unclassified: Decimal = money.ZERO
    """Rupiah beside `value` that nobody has classified: it may belong to it, in part or whole."""
    feed: str = ""
    """The feed that the reason speaks of, where it is one of several."""

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None):
            raise ValueError("either a value or a reason")


@dataclass(frozen=True)
class Band:
    """What a fraction is at least and at most, when `unclassified` may or may not belong to its numerator.

    Percent are rounded half up; the gaps are the least and the most rupiah that can be missing to the target.
    `reached` is compared exactly: True when even the lowest reaches the target, False when not even the highest does,
    else None.
    """

    share_percent: Decimal | None
    share_low_percent: Decimal
    share_high_percent: Decimal
    gap: Decimal | None
    gap_low: Decimal
    gap_high: Decimal
    reached: bool | None

    @property
    def open(self) -> bool:
        """Whether lowest and highest differ, so that there is no single share."""
        return self.share_percent is None


def band_of(numerator: Decimal, unclassified: Decimal, denominator: Decimal, target_percent: Decimal) -> Band:
    """The band of a fraction with a base above zero."""
    highest = numerator + unclassified
    low, high = money.share_percent(numerator, denominator), money.share_percent(highest, denominator)
    gap_low = money.gap_to(highest, denominator, target_percent)
    gap_high = money.gap_to(numerator, denominator, target_percent)
    least = money.reaches(numerator, denominator, target_percent)
    most = money.reaches(highest, denominator, target_percent)
    single = low == high
    return Band(
        share_percent=low if single else None,
        share_low_percent=low,
        share_high_percent=high,
        gap=gap_high if single else None,
        gap_low=gap_low,
        gap_high=gap_high,
        reached=least if least == most else None,
    )


@dataclass(frozen=True)
class Share:
    """One unit's share. `numerator`/`denominator` are rupiah or None where not known; `share_percent` and `gap`
    are None unless the status is known; lowest and highest are there for bands too, and equal where it is known."""

    numerator: Decimal | None
    denominator: Decimal | None
    share_percent: Decimal | None
    status: Status
    reason: Reason | None
    target_percent: Decimal
    gap: Decimal | None
    zero_base: bool = False
    """The base is known, and is zero: the unit has no share, but the government's total lacks nothing."""
    unclassified: Decimal | None = None
    """Rupiah that may belong to the numerator; None where the numerator is not known."""
    share_low_percent: Decimal | None = None
    share_high_percent: Decimal | None = None
    gap_low: Decimal | None = None
    """The least that can be missing to the target."""
    gap_high: Decimal | None = None
    feed: str = ""
    """The feed that the reason speaks of, where it is one of several."""
    reached: bool | None = None
    """Whether the target is reached, compared exactly; None when not known, or when the band spans the target."""

    @property
    def measured(self) -> bool:
        return self.status in MEASURED


@dataclass(frozen=True)
class Total:
    """The government's total. Share, denominator and `numerator` are over units whose base is known (a base of zero,
    as of a dissolved unit that still has orders, is known); what the others bought is named beside it."""

    numerator: Decimal
    """What the share rests on, in rupiah."""
    denominator: Decimal
    share_percent: Decimal | None
    """None without a base, and where lowest and highest differ."""
    units_known: int
    """Units whose share is measured, as one number or as a band."""
    units_unknown: int
    numerator_all: Decimal
    """What all units bought, as far as that is known."""
    numerator_of_unknown: Decimal
    """The part of `numerator_all` of units without a share of their own."""
    units_reached: int
    target_percent: Decimal
    gap: Decimal | None
    unclassified: Decimal = money.ZERO
    """Rupiah that may belong to `numerator`."""
    unclassified_all: Decimal = money.ZERO
    """Rupiah that may belong to `numerator_all`."""
    share_low_percent: Decimal | None = None
    share_high_percent: Decimal | None = None
    gap_low: Decimal | None = None
    gap_high: Decimal | None = None
    units_band: int = 0
    """Units of `units_known` whose share is a band."""
    reached: bool | None = None

    @property
    def numerator_outside(self) -> Decimal:
        """What was bought by units whose base is not known; not in the share."""
        return self.numerator_all - self.numerator

    @property
    def is_band(self) -> bool:
        """Whether there are a lowest and a highest share, and no single one."""
        return self.share_percent is None and self.share_low_percent is not None


def share_of(numerator: Amount, denominator: Amount, target_percent: Decimal) -> Share:
    """The share of one unit. A denominator of zero is no budget: nothing can be measured against it."""
    zero_base = denominator.value is not None and denominator.value <= 0
    if zero_base:
        denominator = Amount(None, Reason.NO_BUDGET)
    unclassified = None if numerator.value is None else numerator.unclassified
    missing = denominator if denominator.reason is not None else numerator
    if missing.reason is not None:
        return Share(
            numerator=numerator.value,
            denominator=denominator.value,
            share_percent=None,
            status=Status.HELD if missing.reason in HELD_REASONS else Status.UNKNOWN,
            reason=missing.reason,
            target_percent=target_percent,
            gap=None,
            zero_base=zero_base,
            unclassified=unclassified,
            feed=missing.feed,
        )
    assert numerator.value is not None
    assert denominator.value is not None
    band = band_of(numerator.value, numerator.unclassified, denominator.value, target_percent)
    return Share(
        numerator=numerator.value,
        denominator=denominator.value,
        share_percent=band.share_percent,
        status=Status.BAND if band.open else Status.KNOWN,
        reason=None,
        target_percent=target_percent,
        gap=band.gap,
        unclassified=unclassified,
        share_low_percent=band.share_low_percent,
        share_high_percent=band.share_high_percent,
        gap_low=band.gap_low,
        gap_high=band.gap_high,
        reached=band.reached,
    )


def total_of(shares: Iterable[Share], target_percent: Decimal) -> Total:
    """Sum of the units of a government; unknown units are counted apart, never as zero."""
    rows = list(shares)
    measured = [share for share in rows if share.measured]
    counted = [share for share in rows if share.measured or share.zero_base]
    numerator = _sum(share.numerator for share in counted)
    unclassified = _sum(share.unclassified for share in counted)
    denominator = _sum(share.denominator for share in measured)
    total = Total(
        numerator=numerator,
        denominator=denominator,
        share_percent=None,
        units_known=len(measured),
        units_unknown=len(rows) - len(measured),
        numerator_all=_sum(share.numerator for share in rows),
        numerator_of_unknown=_sum(share.numerator for share in rows if not share.measured),
        units_reached=sum(1 for share in measured if share.reached),
        target_percent=target_percent,
        gap=None,
        unclassified=unclassified,
        unclassified_all=_sum(share.unclassified for share in rows),
        units_band=sum(1 for share in measured if share.status is Status.BAND),
    )
    if denominator <= 0:
        return total
    band = band_of(numerator, unclassified, denominator, target_percent)
    return replace(
        total,
        share_percent=band.share_percent,
        gap=band.gap,
        share_low_percent=band.share_low_percent,
        share_high_percent=band.share_high_percent,
        gap_low=band.gap_low,
        gap_high=band.gap_high,
        reached=band.reached,
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), money.ZERO)
