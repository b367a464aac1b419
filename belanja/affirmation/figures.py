"""The shapes in which figures leave this capability. Amounts are rupiah (`Decimal`), shares percent.

Screen, API, command line and files render these objects and compute nothing themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from belanja.plans.budgets import Entered
from belanja.rules import money, unknowns
from belanja.rules.channels import Channel
from belanja.rules.indicators import Denominator, DenominatorRule, EvidenceKind, Indicator, NumeratorRule, marking
from belanja.rules.shares import Reason, Share, Status, Total


@dataclass(frozen=True)
class GovernmentRef:
    id: int
    code: str
    name: str


@dataclass(frozen=True)
class Definition:
    """What was measured against what, on whose ground."""

    indicator: Indicator
    numerator: NumeratorRule
    denominator: DenominatorRule
    target_percent: Decimal
    target_from: date | None
    """First day of the target row in force."""
    legal_basis: str
    """Slug of the legal basis of the target row (institutions.LegalBasis)."""
    legal_basis_label: str
    article: str
    channels: tuple[Channel, ...]
    """Channels whose orders were summed, the switched ones included."""
    evidence: EvidenceKind | None = None
    """By whose word value counts; None for an indicator that asks for none."""
    needed_feeds: tuple[str, ...] = ()
    """Feeds without which spend through all channels is not known, by the dated switches."""

    @property
    def id(self) -> str:
        return self.indicator.definition_id(self.numerator.code, self.denominator.code, self.evidence)

    @property
    def label(self) -> str:
        """`Porsi PDN menurut bukti`."""
        return f"{self.indicator.label} {self.evidence.label}" if self.evidence else self.indicator.label

    @property
    def marking(self) -> str:
        """What facts call the value that counts; empty for an indicator without a mark."""
        if self.indicator.mark is None or self.evidence is None:
            return ""
        return marking(self.indicator.mark, self.evidence)

    @property
    def all_channels(self) -> bool:
        """Whether spend through every channel enters numerator or denominator."""
        reads_orders = self.indicator.mark is not None and self.numerator.stage is not None
        return reads_orders or self.denominator.code is Denominator.REALISASI_PENGADAAN

    @property
    def channels_in_play(self) -> tuple[Channel, ...]:
        """Channels that numerator or denominator reads."""
        return tuple(Channel) if self.denominator.code is Denominator.REALISASI_PENGADAAN else self.channels

    @property
    def version(self) -> int:
        return self.indicator.version

    @property
    def citation(self) -> str:
        return self.indicator.citation


@dataclass(frozen=True)
class PullUsed:
    """The latest pull of a feed that the figure rests on."""

    feed: str
    id: int
    at: datetime
    state: str
    source_day: date | None
    quarantined_rows: int = 0
    """Rows of it that wait in quarantine and are in no figure."""
    quarantined_amount: Decimal = money.ZERO
    """Their rupiah, as far as it could be read."""


@dataclass(frozen=True)
class UnitShare:
    """One Perangkat Daerah in a table of shares."""

    id: int
    code: str
    name: str
    share: Share
    entered: tuple[Entered, ...] = ()
    """Budgets entered by people on which the denominator rests; none where it comes from the feed alone."""

    @property
    def base_source(self) -> str:
        """Where the denominator comes from: `feed` or `entered`."""
        return "entered" if self.entered else "feed"

    @property
    def numerator(self) -> Decimal | None:
        return self.share.numerator

    @property
    def denominator(self) -> Decimal | None:
        return self.share.denominator

    @property
    def share_percent(self) -> Decimal | None:
        return self.share.share_percent

    @property
    def unclassified(self) -> Decimal | None:
        return self.share.unclassified

    @property
    def share_low_percent(self) -> Decimal | None:
        return self.share.share_low_percent

    @property
    def share_high_percent(self) -> Decimal | None:
        return self.share.share_high_percent

    @property
    def status(self) -> Status:
        return self.share.status

    @property
    def reason(self) -> Reason | None:
        return self.share.reason

    @property
    def target_percent(self) -> Decimal:
        return self.share.target_percent

    @property
    def gap(self) -> Decimal | None:
        return self.share.gap

    @property
    def reached(self) -> bool | None:
        return self.share.reached


@dataclass(frozen=True)
class ShareTable:
    """The shares of one government in one fiscal year, with everything needed to print or defend them."""

    government: GovernmentRef
    year: int
    cut_off: date
    as_of: date | None
    """The cut-off asked for; None when nothing was cut."""
    definition: Definition
    total: Total
    units: tuple[UnitShare, ...]
    undated: Decimal
    """Rupiah of orders without a date, left out because a cut-off was asked for; 0.00 without one."""
    pulls: Mapping[str, PullUsed] = field(default_factory=dict)
    channels_not_loaded: tuple[Channel, ...] = ()
    """Channels in play whose data was never loaded for the year: what was bought there is in no sum."""

    @property
    def quarantined_pulls(self) -> tuple[PullUsed, ...]:
        """Pulls behind the numerator of which rows wait in quarantine: they may lower it."""
        base = set(self.definition.denominator.feeds)
        return tuple(pull for feed, pull in self.pulls.items() if feed not in base and pull.quarantined_rows)

    @property
    def quarantined_rows(self) -> int:
        return sum(pull.quarantined_rows for pull in self.quarantined_pulls)

    @property
    def quarantined_amount(self) -> Decimal:
        return sum((pull.quarantined_amount for pull in self.quarantined_pulls), money.ZERO)

    @property
    def has_data(self) -> bool:
        """False where nothing is on record for the year: then there is nothing to publish, not even zero."""
        return bool(self.units) or bool(self.pulls)

    @property
    def loaded_at(self) -> datetime | None:
        """Moment of the youngest pull used."""
        return max((pull.at for pull in self.pulls.values()), default=None)

    def unit(self, code: str) -> UnitShare | None:
        return next((unit for unit in self.units if unit.code == code), None)

    @property
    def unknown_units(self) -> tuple[UnitShare, ...]:
        return tuple(unit for unit in self.units if not unit.share.measured)


@dataclass(frozen=True)
class TrendPoint:
    """The standing at the end of a month or quarter (or at the cut-off inside it).

    `numerator` is cumulative from the beginning; it and `share_percent` are None for periods still to come.
    `path_percent` is where the straight path to the target stands on that evening.
    """

    label: str
    first: date
    last: date
    numerator: Decimal | None
    share_percent: Decimal | None
    path_percent: Decimal
    on_path: bool | None
    """Whether the path is reached, compared exactly; None where the band spans it."""
    unclassified: Decimal | None = None
    """Rupiah that may belong to `numerator`; None where that is."""
    share_low_percent: Decimal | None = None
    share_high_percent: Decimal | None = None


@dataclass(frozen=True)
class Trend:
    """Cumulative course of a year, for a government (its known units) or one unit."""

    government: GovernmentRef
    unit: UnitShare | None
    year: int
    cut_off: date
    definition: Definition
    denominator: Decimal | None
    target_percent: Decimal
    months: tuple[TrendPoint, ...]
    quarters: tuple[TrendPoint, ...]
    undated: Decimal
    """Rupiah of orders without a date: in the total of the year, on no day of this course."""


@dataclass(frozen=True)
class UnknownUnit:
    """A unit whose share is not known, and what ends that."""

    unit: UnitShare
    explanation: unknowns.Explanation
    details: tuple[str, ...]
    """What exactly waits (held amounts, status words, columns), in Indonesian."""
    held_ids: tuple[int, ...] = ()
    """The waiting items themselves (intake.HeldItem), those of the unit first."""


@dataclass(frozen=True)
class RegionShare:
    """One government on the map of a region."""

    government: GovernmentRef
    kind: str
    region_code: str
    table: ShareTable

    @property
    def total(self) -> Total:
        return self.table.total

    @property
    def reached(self) -> bool | None:
        """Whether the total of the known units reaches the target; None where no unit is known, or where the band
        spans the target."""
        return self.table.total.reached
