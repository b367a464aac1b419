"""What is on record about governments and a year, gathered in a fixed number of queries, whatever the size.

Nothing is judged here; `measures` turns evidence into amounts or reasons. Only aggregates (deltas), plans
and budgets are read, never single facts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, Exists, OuterRef, Q, Subquery, Sum

from belanja.facts.models import MarkedSpend, PurchaseDocument, SpendDelta
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, Unit
from belanja.intake.models import HeldItem, Pull, QuarantineRow
from belanja.intake.quarantine import WAITING
from belanja.plans.budgets import BudgetInForce, budgets_in_force
from belanja.plans.models import BudgetVersion, ProcurementBudget, RupPackage
from belanja.rules import money, periods
from belanja.rules.budgets import BudgetState
from belanja.rules.channels import SPSE, Channel, Stage
from belanja.rules.indicators import ORDER_FEEDS, Denominator, Mark, Numerator

from .figures import Definition, PullUsed


@dataclass(frozen=True)
class UnitRow:
    id: int
    code: str
    name: str
    sort_key: str
    on_record: bool
    """Whether the year has a current budget row or entry, plan row or order of this unit, Toko Daring and SPSE
    aside."""
    in_toko_daring: bool
    """Whether it has Toko Daring orders: a reason to list it only where those count. Many of them name units
    by codes of long ago."""
    in_spse: bool
    """Whether it has packages of SPSE: a reason to list it only where those count."""

    def listed(self, channels: Collection[Channel]) -> bool:
        """Whether a definition that counts `channels` lists it."""
        return (
            self.on_record
            or (self.in_toko_daring and Channel.TOKO_DARING in channels)
            or (self.in_spse and any(channel in channels for channel in SPSE))
        )


@dataclass(frozen=True)
class Spend:
    """Sum of one unit's facts of one stage in one channel. `undated` is the part without a day; `facts` how
    many facts there are (0: all of them were taken back)."""

    amount: Decimal
    undated: Decimal
    facts: int


@dataclass(frozen=True)
class Marked:
    """Rupiah that bear a mark, and that bear its opposite; about what is in neither nobody says anything."""

    yes: Decimal = money.ZERO
    no: Decimal = money.ZERO


@dataclass(frozen=True)
class Held:
    kind: str
    feed: str
    unit_id: int | None
    key: str


@dataclass(frozen=True)
class PlanSums:
    """Rupiah of counting RUP packages of one unit."""

    penyedia: Decimal = money.ZERO
    swakelola: Decimal = money.ZERO
    epurchasing: Decimal = money.ZERO
    marked: Mapping[Mark, Marked] = field(default_factory=dict)
    """Of `penyedia`, by the marks of the plan."""


@dataclass(frozen=True)
class Wanted:
    """What of the record definitions ask for, so that nothing else is read."""

    stages: frozenset[Stage]
    budgets: bool
    plans: bool
    markings: frozenset[str]
    """Names of `rules.indicators.marking` whose marked spend is read."""


def wanted(definitions: Iterable[Definition]) -> Wanted:
    """What these definitions rest on."""
    stages: set[Stage] = set()
    markings: set[str] = set()
    budgets = plans = False
    for definition in definitions:
        base, stage = definition.denominator.code, definition.numerator.stage
        if stage is not None:
            stages.add(stage)
            if definition.marking:
                markings.add(definition.marking)
        if base is Denominator.REALISASI_PENGADAAN:
            stages.add(Stage.CONTRACTED)
        budgets |= base is Denominator.BELANJA_PENGADAAN
        plans |= definition.numerator.code is Numerator.RENCANA or base in _ON_PLANS
    return Wanted(frozenset(stages), budgets, plans, frozenset(markings))


_ON_PLANS = frozenset({Denominator.RUP_TOTAL, Denominator.RUP_PENYEDIA, Denominator.RUP_EPURCHASING})


@dataclass(frozen=True)
class Evidence:
    """Everything on record about one government in one fiscal year, up to `as_of` where that is given."""

    government: Government
    year: int
    as_of: date | None
    cut_off: date
    measured_on: date
    """The day whose tree of units, target and switches hold: the cut-off, at most the year's last day."""
    units: Mapping[int, UnitRow]
    roll_up: Mapping[int, int]
    pulls: Mapping[str, PullUsed]
    held: tuple[Held, ...]
    spend: Mapping[int, Mapping[tuple[Stage, str], Spend]]
    """By unit, then by stage and channel."""
    budgets: Mapping[int, BudgetInForce]
    """By unit that has a current row, or an entry in force on `measured_on`."""
    plans: Mapping[int, PlanSums]
    native_orders: bool
    marked: Mapping[int, Mapping[tuple[Stage, str, str], Marked]] = field(default_factory=dict)
    """By unit, then by stage, channel and marking: the marked part of `spend`."""

    def pd_of(self, unit_id: int) -> int:
        """The Perangkat Daerah a unit is counted under."""
        return self.roll_up.get(unit_id, unit_id)

    def members(self, channels: Collection[Channel]) -> dict[int, list[int]]:
        """Perangkat Daerah that are listed this year, each with all units counted under it. `channels` are
        those that the definition counts."""
        present = {self.pd_of(unit.id) for unit in self.units.values() if unit.listed(channels)}
        listed: dict[int, list[int]] = {pd_id: [] for pd_id in present}
        for unit_id in self.units:
            pd_id = self.pd_of(unit_id)
            if pd_id in listed:
                listed[pd_id].append(unit_id)
        return listed

    def waits(self, kinds: Collection[str], feeds: Collection[str]) -> bool:
        """Whether a decision of one of `kinds` is open for one of `feeds`."""
        return any(item.kind in kinds and item.feed in feeds for item in self.held)


def measured_on(year: int, as_of: date | None) -> date:
    """The last day of the year, or the cut-off (today, where none was asked for) if that is earlier."""
    return min(as_of or clock.today(), periods.fiscal_year(year).last)


def gather(
    governments: Sequence[Government],
    *,
    year: int,
    as_of: date | None,
    wanted: Wanted,
) -> dict[int, Evidence]:
    """Evidence by government id. `wanted` limits what is read (spend of stage UNCERTAIN always comes along).

    Six to nine queries, and two for each government that has anything on record (its tree of units).
    """
    ids = [government.id for government in governments]
    cut_off = as_of or clock.today()
    day = measured_on(year, as_of)
    units = _units(ids, year, day)
    pulls = _pulls(ids, year)
    held = _held(ids, year)
    spend = _spend(ids, year, as_of, wanted.stages)
    marked = _marked(ids, year, as_of, wanted)
    budgets = budgets_in_force(government_ids=ids, year=year, on=day) if wanted.budgets else {}
    plans = _plans(ids, year) if wanted.plans else {}
    without_feed = [gid for gid in ids if not any(feed in pulls.get(gid, {}) for feed in ORDER_FEEDS)]
    native = _with_native_orders(without_feed, year)

    def on_record(government_id: int) -> bool:
        # Of a region's governments most have nothing on record: their trees need not be asked for.
        return any(row.listed(tuple(Channel)) for row in units.get(government_id, {}).values())

    return {
        government.id: Evidence(
            government=government,
            year=year,
            as_of=as_of,
            cut_off=cut_off,
            measured_on=day,
            units=units.get(government.id, {}),
            roll_up=institutions.pd_map(government.id, day) if on_record(government.id) else {},
            pulls=pulls.get(government.id, {}),
            held=tuple(held.get(government.id, ())),
            spend=spend.get(government.id, {}),
            budgets=budgets.get(government.id, {}),
            plans=plans.get(government.id, {}),
            native_orders=government.id in native,
            marked=marked.get(government.id, {}),
        )
        for government in governments
    }


def _units(ids: list[int], year: int, day: date) -> dict[int, dict[int, UnitRow]]:
    of_unit = Q(government_id=OuterRef("government_id"), unit_id=OuterRef("pk"), year=year)
    orders = PurchaseDocument.objects.filter(of_unit, vanished=False)
    budgets = ProcurementBudget.objects.filter(of_unit).exclude(state=ProcurementBudget.State.SUPERSEDED)
    entries = BudgetVersion.objects.filter(of_unit, state=BudgetState.CONFIRMED, valid_from__lte=day)
    rows = (
        Unit.objects.filter(government_id__in=ids)
        .annotate(
            on_record=Exists(orders.exclude(channel__in=(Channel.TOKO_DARING, *SPSE)))
            | Exists(RupPackage.objects.filter(of_unit, vanished=False))
            | Exists(budgets)
            | Exists(entries),
            in_toko_daring=Exists(orders.filter(channel=Channel.TOKO_DARING)),
            in_spse=Exists(orders.filter(channel__in=SPSE)),
        )
        .values_list("government_id", "id", "code", "name", "sort_key", "on_record", "in_toko_daring", "in_spse")
    )
    found: dict[int, dict[int, UnitRow]] = defaultdict(dict)
    for government_id, unit_id, code, name, sort_key, *where in rows:
        found[government_id][unit_id] = UnitRow(unit_id, code, name, sort_key, *map(bool, where))
    return found


def _pulls(ids: list[int], year: int) -> dict[int, dict[str, PullUsed]]:
    rows = (
        Pull.objects.standing()
        .filter(government_id__in=ids, year__in=(year, 0))
        .order_by("government_id", "feed", "-id")
        .distinct("government_id", "feed")
        .annotate(waiting=_waiting(Count("id")), waiting_amount=_waiting(Sum("amount")))
        .values_list("government_id", "feed", "id", "at", "state", "source_day", "waiting", "waiting_amount")
    )
    found: dict[int, dict[str, PullUsed]] = defaultdict(dict)
    for government_id, feed, pull_id, at, state, source_day, waiting, amount in rows:
        if government_id is not None:
            found[government_id][feed] = PullUsed(
                feed, pull_id, at, state, source_day, waiting or 0, amount or money.ZERO
            )
    return found


def _waiting(aggregate: Aggregate) -> Subquery:
    """Of a pull's rows in quarantine, those that wait."""
    rows = QuarantineRow.objects.filter(pull=OuterRef("pk"), state__in=WAITING).order_by().values("pull")
    return Subquery(rows.annotate(answer=aggregate).values("answer"))


def _held(ids: list[int], year: int) -> dict[int, list[Held]]:
    rows = (
        HeldItem.objects.filter(government_id__in=ids, year__in=(year, 0), resolution="")
        .order_by("id")
        .values_list("government_id", "kind", "feed", "unit_id", "key")
    )
    found: dict[int, list[Held]] = defaultdict(list)
    for government_id, kind, feed, unit_id, key in rows:
        found[government_id].append(Held(kind, feed, unit_id, key))
    return found


def _spend(
    ids: list[int], year: int, as_of: date | None, stages: Collection[Stage]
) -> dict[int, dict[int, dict[tuple[Stage, str], Spend]]]:
    wanted = {*stages, Stage.UNCERTAIN}
    # An undated order of unknown state may lie before the cut-off: it stays in doubt whatever the cut-off is.
    until = Q() if as_of is None else Q(day__lte=as_of) | Q(day__isnull=True)
    rows = (
        SpendDelta.objects.filter(until, government_id__in=ids, year=year, stage__in=wanted)
        .values("government_id", "unit_id", "stage", "channel")
        .annotate(
            all_amount=Sum("amount"),
            undated_amount=Sum("amount", filter=Q(day__isnull=True)),
            all_facts=Sum("facts"),
        )
    )
    found: dict[int, dict[int, dict[tuple[Stage, str], Spend]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        undated = row["undated_amount"] or money.ZERO
        amount = row["all_amount"] - (undated if as_of else money.ZERO)
        found[row["government_id"]][row["unit_id"]][Stage(row["stage"]), row["channel"]] = Spend(
            amount, undated, row["all_facts"]
        )
    return found


def _marked(
    ids: list[int], year: int, as_of: date | None, wanted: Wanted
) -> dict[int, dict[int, dict[tuple[Stage, str, str], Marked]]]:
    """The marked part of the spend that `_spend` reads; no query where no marking is wanted."""
    found: dict[int, dict[int, dict[tuple[Stage, str, str], Marked]]] = defaultdict(lambda: defaultdict(dict))
    if not wanted.markings:
        return found
    until = Q() if as_of is None else Q(day__lte=as_of)
    rows = (
        MarkedSpend.objects.filter(until, government_id__in=ids, year=year, stage__in=wanted.stages)
        .values("government_id", "unit_id", "stage", "channel")
        .annotate(**marked_sums(wanted.markings))
    )
    for row in rows:
        for marking in wanted.markings:
            key = Stage(row["stage"]), row["channel"], marking
            found[row["government_id"]][row["unit_id"]][key] = marked_of(row, marking)
    return found


def marked_sums(markings: Iterable[str]) -> dict[str, Sum]:
    """Sums of the two sides of each marking, for `marked_of`."""
    return {f"{marking}_{said}_sum": Sum(f"{marking}_{said}") for marking in markings for said in ("yes", "no")}


def marked_of(row: Mapping[str, Any], marking: str) -> Marked:
    return Marked(_or_zero(row, f"{marking}_yes_sum"), _or_zero(row, f"{marking}_no_sum"))


def _with_native_orders(ids: list[int], year: int) -> set[int]:
    """Governments with counting native orders; asked only where no national order feed was pulled."""
    if not ids:
        return set()
    return set(
        SpendDelta.objects.filter(government_id__in=ids, year=year, channel=Channel.NATIVE)
        .values("government_id", "stage")
        .annotate(all_facts=Sum("facts"))
        .exclude(all_facts=0)
        .values_list("government_id", flat=True)
    )


def _plans(ids: list[int], year: int) -> dict[int, dict[int, PlanSums]]:
    penyedia = Q(kind=RupPackage.Kind.PENYEDIA)
    marks = {
        f"{mark}_{said}_sum": Sum("pagu", filter=penyedia & Q(**{str(mark): said == "yes"}))
        for mark in Mark
        for said in ("yes", "no")
    }
    rows = (
        RupPackage.objects.filter(government_id__in=ids, year=year, counts=True)
        .values("government_id", "unit_id")
        .annotate(
            penyedia=Sum("pagu", filter=penyedia),
            swakelola=Sum("pagu", filter=Q(kind=RupPackage.Kind.SWAKELOLA)),
            through_catalogue=Sum("pagu", filter=penyedia & Q(epurchasing=True)),
            **marks,
        )
    )
    found: dict[int, dict[int, PlanSums]] = defaultdict(dict)
    for row in rows:
        found[row["government_id"]][row["unit_id"]] = PlanSums(
            row["penyedia"] or money.ZERO,
            row["swakelola"] or money.ZERO,
            row["through_catalogue"] or money.ZERO,
            {mark: marked_of(row, str(mark)) for mark in Mark},
        )
    return found


def _or_zero(row: Mapping[str, Any], name: str) -> Decimal:
    amount: Decimal | None = row[name]
    return amount or money.ZERO
