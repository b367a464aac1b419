"""The recount itself: numerators, denominators, reasons and totals, worked out anew from rows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from belanja.affirmation.figures import Definition, ShareTable
from belanja.facts.models import SpendFact
from belanja.foundation import clock
from belanja.intake.models import HeldItem, Pull
from belanja.rules.channels import Channel, Stage
from belanja.rules.indicators import Denominator, EvidenceKind, Mark, Numerator
from belanja.rules.shares import Reason

from .arithmetic import ZERO, gap, percent, reached
from .budgets import budget_rows, entries_in_force
from .marks import Marks, marks_of, native_marks
from .orders import CHANNEL_OF, imported_orders, native_units
from .plans import PENYEDIA, Planned, planned
from .rows import FEEDS, Tree, naming_rows, tree_of

_HELD = {Reason.BUDGET_IMPLAUSIBLE, Reason.FEED_TRUNCATED, Reason.STATUS_UNKNOWN}


@dataclass(frozen=True)
class Known:
    """Rupiah and what may belong to it, or why it is not known and which feed that speaks of."""

    value: Decimal | None
    reason: Reason | None = None
    perhaps: Decimal = ZERO
    feed: str = ""


@dataclass(frozen=True)
class RecountedUnit:
    """One Perangkat Daerah as counted anew; the same fields as a row of the published table."""

    numerator: Decimal | None
    denominator: Decimal | None
    share_percent: Decimal | None
    status: str
    reason: str | None
    gap: Decimal | None
    zero_base: bool = False
    unclassified: Decimal | None = None
    share_low_percent: Decimal | None = None
    share_high_percent: Decimal | None = None
    gap_low: Decimal | None = None
    gap_high: Decimal | None = None
    reached: bool | None = None
    feed: str = ""

    @property
    def measured(self) -> bool:
        return self.status in ("known", "band")


@dataclass(frozen=True)
class Recount:
    units: Mapping[str, RecountedUnit]
    numerator: Decimal
    denominator: Decimal
    share_percent: Decimal | None
    numerator_all: Decimal
    numerator_of_unknown: Decimal
    undated: Decimal
    unclassified: Decimal
    unclassified_all: Decimal
    share_low_percent: Decimal | None
    share_high_percent: Decimal | None
    gap: Decimal | None
    gap_low: Decimal | None
    gap_high: Decimal | None
    units_known: int
    units_unknown: int
    units_band: int
    units_reached: int


def recount(table: ShareTable) -> Recount:
    """Count again what `table` says: same government, year, definition and cut-off."""
    counter = _Counter(table)
    units = {pd: counter.unit(pd) for pd in sorted(counter.listed)}
    every, target = list(units.values()), table.definition.target_percent
    measured = [unit for unit in every if unit.measured]
    counted = [unit for unit in every if unit.measured or unit.zero_base]
    above = _sum(unit.numerator for unit in counted)
    perhaps = _sum(unit.unclassified for unit in counted)
    below = _sum(unit.denominator for unit in measured)
    low = percent(above, below) if below > 0 else None
    high = percent(above + perhaps, below) if below > 0 else None
    return Recount(
        units=units,
        numerator=above,
        denominator=below,
        share_percent=low if low == high else None,
        numerator_all=_sum(unit.numerator for unit in every),
        numerator_of_unknown=_sum(unit.numerator for unit in every if not unit.measured),
        undated=sum(counter.undated.values(), ZERO) if table.as_of else ZERO,
        unclassified=perhaps,
        unclassified_all=_sum(unit.unclassified for unit in every),
        share_low_percent=low,
        share_high_percent=high,
        gap=gap(above, below, target) if below > 0 and low == high else None,
        gap_low=gap(above + perhaps, below, target) if below > 0 else None,
        gap_high=gap(above, below, target) if below > 0 else None,
        units_known=len(measured),
        units_unknown=len(every) - len(measured),
        units_band=sum(unit.status == "band" for unit in every),
        units_reached=sum(unit.reached is True for unit in every),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), ZERO)


class _Sums:
    """Rupiah by Perangkat Daerah: what counts, what may count, and what has no day."""

    def __init__(self) -> None:
        self.counts: dict[str, Decimal] = defaultdict(lambda: ZERO)
        self.perhaps: dict[str, Decimal] = defaultdict(lambda: ZERO)
        self.undated: dict[str, Decimal] = defaultdict(lambda: ZERO)


class _Counter:
    """All rows of one government and year, sorted by Perangkat Daerah."""

    def __init__(self, table: ShareTable) -> None:
        self.definition: Definition = table.definition
        self.government_id, self.year = table.government.id, table.year
        self.as_of = table.as_of
        self.mark: Mark | None = self.definition.indicator.mark
        self.stage: Stage | None = self.definition.numerator.stage
        day = min(table.as_of or clock.today(), date(table.year, 12, 31))
        self.tree: Tree = tree_of(self.government_id, self.year, day)
        pulls = Pull.objects.standing().filter(government_id=self.government_id, year__in=(self.year, 0))
        self.pulled = set(pulls.values_list("feed", flat=True))
        self.held = list(
            HeldItem.objects.filter(
                government_id=self.government_id, year__in=(self.year, 0), resolution=""
            ).select_related("unit")
        )
        self.realised = self.definition.denominator.code is Denominator.REALISASI_PENGADAAN
        self.in_play: set[Channel] = set(Channel) if self.realised else set(self.definition.channels)
        self.listed: set[str] = set()
        self.above, self.below = _Sums(), _Sums()
        self.uncertain: dict[str, set[Channel]] = defaultdict(set)
        self.native = False
        self.entries = entries_in_force(self.government_id, self.year, day)
        self._list_units()
        self._add_orders()
        self._add_native()
        self._add_plans()
        self.budgets = budget_rows(self.government_id, self.year, self.tree, self.entries)

    @property
    def undated(self) -> dict[str, Decimal]:
        return self.above.undated

    def unit(self, pd: str) -> RecountedUnit:
        base = self._base(pd)
        zero_base = base.value is not None and base.value <= 0
        if zero_base:
            base = Known(None, Reason.NO_BUDGET)
        amount = self._amount(pd)
        perhaps = None if amount.value is None else amount.perhaps
        missing = base if base.reason else amount
        if missing.reason is not None or base.value is None or amount.value is None:
            status = "held" if missing.reason in _HELD else "unknown"
            reason = missing.reason and str(missing.reason)
            return RecountedUnit(
                amount.value, base.value, None, status, reason, None, zero_base, perhaps, feed=missing.feed
            )
        above, below, target = amount.value, base.value, self.definition.target_percent
        low, high = percent(above, below), percent(above + amount.perhaps, below)
        most, least = gap(above, below, target), gap(above + amount.perhaps, below, target)
        return RecountedUnit(
            numerator=above,
            denominator=below,
            share_percent=low if low == high else None,
            status="known" if low == high else "band",
            reason=None,
            gap=most if low == high else None,
            unclassified=perhaps,
            share_low_percent=low,
            share_high_percent=high,
            gap_low=least,
            gap_high=most,
            reached=reached(above, amount.perhaps, below, target),
        )

    # What is on record

    def _list_units(self) -> None:
        """Orders list a unit only where their channel is counted; those of a catalogue always."""
        always = {None, Channel.V5, Channel.V6}
        listing = [feed for feed in FEEDS if CHANNEL_OF.get(feed) in always | self.in_play]
        for row in naming_rows(self.government_id, self.year, listing):
            self.listed.add(self.tree.pd_of(self.tree.code_of(row)))
        for code in (*native_units(self.government_id, self.year), *self.entries):
            self.listed.add(self.tree.pd_of(code))

    def _add_orders(self) -> None:
        marks = self._marks()
        for order in imported_orders(self.government_id, self.year, self.tree).values():
            if order.channel not in self.in_play:
                continue
            pd = self.tree.pd_of(max(order.units, key=lambda code: self.tree.ids.get(code, 0)))
            if self.stage is not None and order.channel in self.definition.channels:
                if marks is None:
                    for day, amount in order.amounts(self.stage):
                        self._add(self.above, pd, day, amount)
                else:
                    for part in marks.of(order, self.stage):
                        self._add_marked(pd, part.day, part.amount, *part.marks[self.definition.marking])
            if self.realised:
                for day, amount in order.amounts(Stage.CONTRACTED):
                    self._add(self.below, pd, day, amount)
            if any(day is None or self._in_time(day) for day, _amount in order.amounts(Stage.UNCERTAIN)):
                self.uncertain[pd].add(order.channel)

    def _marks(self) -> Marks | None:
        """What speaks of PDN and UMKK, for an indicator that asks it of orders."""
        return marks_of(self.government_id, self.year) if self.mark and self.stage is not None else None

    def _add_native(self) -> None:
        facts = SpendFact.objects.filter(
            government_id=self.government_id,
            year=self.year,
            channel=Channel.NATIVE,
            counts=True,
            known_to__isnull=True,
        ).select_related("document", "unit")
        marks = self._marks()
        for fact in facts:
            self.native = True
            pd = self.tree.pd_of(fact.unit.code)
            if fact.stage == self.stage and Channel.NATIVE in self.definition.channels:
                if marks is None:
                    self._add(self.above, pd, fact.day, fact.amount)
                else:
                    yes, no = native_marks(marks, fact, self.definition.marking)
                    self._add_marked(pd, fact.day, fact.amount, yes, no)
            if fact.stage == Stage.CONTRACTED and self.realised:
                self._add(self.below, pd, fact.day, fact.amount)
            if fact.stage == Stage.UNCERTAIN and (fact.day is None or self._in_time(fact.day)):
                self.uncertain[pd].add(Channel.NATIVE)

    def _add_marked(self, pd: str, day: date | None, amount: Decimal, yes: Decimal, no: Decimal) -> None:
        """Only `yes` counts; what is neither `yes` nor `no` may count."""
        if day is None:
            self.above.undated[pd] += amount
        if self.as_of is None or (day is not None and self._in_time(day)):
            self.above.counts[pd] += yes
            self.above.perhaps[pd] += amount - yes - no

    def _add(self, sums: _Sums, pd: str, day: date | None, amount: Decimal) -> None:
        if day is None:
            sums.undated[pd] += amount
        if self.as_of is None or (day is not None and self._in_time(day)):
            sums.counts[pd] += amount

    def _in_time(self, day: date) -> bool:
        return self.as_of is None or day <= self.as_of

    def _add_plans(self) -> None:
        """Plans as numerator, as denominator, or as both."""
        code = self.definition.denominator.code
        feeds = set(self.definition.denominator.feeds) & {PENYEDIA, "rup_swakelola"}
        if self.stage is None:
            feeds.add(PENYEDIA)
        for package in planned(self.government_id, self.year, self.tree, feeds):
            if self.stage is None and package.feed == PENYEDIA:
                self._add_plan(package)
            if package.feed in self.definition.denominator.feeds and (
                code is not Denominator.RUP_EPURCHASING or package.epurchasing
            ):
                self.below.counts[package.pd] += package.pagu

    def _add_plan(self, package: Planned) -> None:
        said = package.epurchasing if self.mark is None else package.marks[self.mark]
        if said is None:
            self.above.perhaps[package.pd] += package.pagu
        elif said:
            self.above.counts[package.pd] += package.pagu

    # What follows

    def _amount(self, pd: str) -> Known:
        if self.stage is not None:
            missing = self._orders_missing(self.definition.channels, needed=self.mark is not None)
            if missing is not None:
                return missing
            if self._lacks_its_column():
                return Known(None, Reason.FEED_TRUNCATED)
        if self.stage is None or self.definition.evidence is EvidenceKind.RUP:
            if PENYEDIA not in self.pulled:
                return Known(None, Reason.FEED_MISSING, feed=PENYEDIA)
            if self._waits("feed_truncated", {PENYEDIA}) or self._lacks_its_mark():
                return Known(None, Reason.FEED_TRUNCATED, feed=PENYEDIA)
        if self.stage is not None and self.uncertain[pd] & set(self.definition.channels):
            return Known(None, Reason.STATUS_UNKNOWN)
        return Known(self.above.counts[pd], perhaps=self.above.perhaps[pd])

    def _orders_missing(self, channels: Collection[Channel], *, needed: bool) -> Known | None:
        catalogues = {"v5_orders", "v6_orders"}
        if not self.pulled & catalogues and not self.native:
            return Known(None, Reason.FEED_MISSING)
        for feed in self.definition.needed_feeds if needed else ():
            if feed not in self.pulled:
                return Known(None, Reason.FEED_MISSING, feed=feed)
        if self._waits("feed_truncated", catalogues):
            return Known(None, Reason.FEED_TRUNCATED)
        for feed, channel in CHANNEL_OF.items():
            if channel in channels and self._waits("feed_truncated", {feed}):
                return Known(None, Reason.FEED_TRUNCATED, feed=feed)
        return None

    def _lacks_its_column(self) -> bool:
        """Hand-over and completion each rest on a column of their own."""
        wanted = {
            Numerator.TERIMA: ("v6_orders", "pengiriman"),
            Numerator.SELESAI: ("v5_orders", "paket_status_str"),
        }.get(self.definition.numerator.code)
        return self._lacks(wanted)

    def _lacks_its_mark(self) -> bool:
        return self._lacks({Mark.PDN: (PENYEDIA, "pdn"), Mark.UMKK: (PENYEDIA, "ukm"), None: None}[self.mark])

    def _lacks(self, column: tuple[str, str] | None) -> bool:
        return any(item.kind == "column_vanished" and (item.feed, item.key) == column for item in self.held)

    def _base(self, pd: str) -> Known:
        if self.realised:
            missing = self._orders_missing(list(Channel), needed=True)
            if missing is not None:
                return missing
            return Known(None, Reason.STATUS_UNKNOWN) if self.uncertain[pd] else Known(self.below.counts[pd])
        rule = self.definition.denominator
        entry = self.entries.get(pd)
        if rule.code is Denominator.BELANJA_PENGADAAN and entry and entry.covers_below:
            return Known(entry.operasi + entry.modal + entry.btt)
        if not set(rule.feeds) <= self.pulled:
            return Known(None, Reason.FEED_MISSING)
        kinds = ["feed_truncated"]
        if rule.code is Denominator.BELANJA_PENGADAAN:
            kinds.append("column_vanished")
        if any(self._waits(kind, rule.feeds) for kind in kinds):
            return Known(None, Reason.FEED_TRUNCATED)
        return self._budget(pd) if rule.code is Denominator.BELANJA_PENGADAAN else Known(self.below.counts[pd])

    def _budget(self, pd: str) -> Known:
        for kind, reason in (
            ("budget_conflict", Reason.BUDGET_CONFLICT),
            ("budget_implausible", Reason.BUDGET_IMPLAUSIBLE),
        ):
            for item in self.held:
                held = item.unit.code if item.kind == kind and item.unit else ""
                if held and held not in self.entries and self.tree.pd_of(held) == pd:
                    return Known(None, reason)
        own: set[Decimal] = set()
        below: dict[str, set[Decimal]] = {}
        for code, amounts in self.budgets.items():
            if code == pd:
                own = amounts
            elif self.tree.pd_of(code) == pd:
                below[code] = amounts
        if any(len(amounts) > 1 for amounts in (own, *below.values())):
            return Known(None, Reason.BUDGET_CONFLICT)
        total = sum((amount for amounts in (own, *below.values()) for amount in amounts), ZERO)
        complete = bool(own) or (bool(below) and all(below.values()))
        return Known(total) if complete else Known(None, Reason.NO_BUDGET)

    def _waits(self, kind: str, feeds: Collection[str]) -> bool:
        return any(item.kind == kind and item.feed in feeds for item in self.held)
