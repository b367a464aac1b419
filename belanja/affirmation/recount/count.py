"""The recount itself: numerators, denominators, reasons and totals, worked out anew from rows."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from belanja.affirmation.figures import Definition, ShareTable
from belanja.foundation import clock
from belanja.intake.models import HeldItem, Pull
from belanja.plans.models import BudgetVersion, ProcurementBudget
from belanja.rules import rup
from belanja.rules.channels import Channel, Stage
from belanja.rules.indicators import Denominator, Numerator
from belanja.rules.shares import Reason

from .orders import CHANNEL_OF, imported_orders, native_amounts, native_units
from .rows import FEEDS, Tree, current_rows, tree_of

ZERO = Decimal("0.00")
_HELD = {Reason.BUDGET_IMPLAUSIBLE, Reason.FEED_TRUNCATED, Reason.STATUS_UNKNOWN}


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


@dataclass(frozen=True)
class Recount:
    units: Mapping[str, RecountedUnit]
    numerator: Decimal
    denominator: Decimal
    share_percent: Decimal | None
    numerator_all: Decimal
    numerator_of_unknown: Decimal
    undated: Decimal


def recount(table: ShareTable) -> Recount:
    """Count again what `table` says: same government, year, definition and cut-off."""
    counter = _Counter(table)
    units = {pd: counter.unit(pd) for pd in sorted(counter.listed)}
    known = [unit for unit in units.values() if unit.status == "known"]
    counted = [unit for unit in units.values() if unit.status == "known" or unit.zero_base]
    above = sum((unit.numerator for unit in counted if unit.numerator is not None), ZERO)
    below = sum((unit.denominator for unit in known if unit.denominator is not None), ZERO)
    unknown = [unit.numerator for unit in units.values() if unit.status != "known"]
    everything = [unit.numerator for unit in units.values()]
    return Recount(
        units=units,
        numerator=above,
        denominator=below,
        share_percent=_percent(above, below) if below > 0 else None,
        numerator_all=sum((amount for amount in everything if amount is not None), ZERO),
        numerator_of_unknown=sum((amount for amount in unknown if amount is not None), ZERO),
        undated=sum(counter.undated.values(), ZERO) if table.as_of else ZERO,
    )


class _Counter:
    """All rows of one government and year, sorted by Perangkat Daerah."""

    def __init__(self, table: ShareTable) -> None:
        self.definition: Definition = table.definition
        self.government_id, self.year = table.government.id, table.year
        self.as_of = table.as_of
        day = min(table.as_of or clock.today(), date(table.year, 12, 31))
        self.tree: Tree = tree_of(self.government_id, self.year, day)
        pulls = Pull.objects.standing().filter(government_id=self.government_id, year__in=(self.year, 0))
        self.pulled = set(pulls.values_list("feed", flat=True))
        self.held = list(
            HeldItem.objects.filter(
                government_id=self.government_id, year__in=(self.year, 0), resolution=""
            ).select_related("unit")
        )
        self.listed: set[str] = set()
        self.bought: dict[str, Decimal] = defaultdict(lambda: ZERO)
        self.undated: dict[str, Decimal] = defaultdict(lambda: ZERO)
        self.uncertain: set[str] = set()
        self.native = False
        self.entries = _entries(self.government_id, self.year, day)
        self._list_units()
        self._add_orders()
        self._add_native()

    def unit(self, pd: str) -> RecountedUnit:
        base, base_reason = self._base(pd)
        zero_base = base is not None and base <= 0
        if zero_base:
            base, base_reason = None, Reason.NO_BUDGET
        amount, amount_reason = self._amount(pd)
        reason = base_reason or amount_reason
        if reason is not None or base is None or amount is None:
            status = "held" if reason in _HELD else "unknown"
            return RecountedUnit(amount, base, None, status, reason and str(reason), None, zero_base)
        target = self.definition.target_percent
        return RecountedUnit(amount, base, _percent(amount, base), "known", None, _gap(amount, base, target))

    # What is on record

    def _list_units(self) -> None:
        listing = [feed for feed in FEEDS if CHANNEL_OF.get(feed) in {None, *self.definition.channels}]
        for row in current_rows(self.government_id, self.year, listing):
            self.listed.add(self.tree.pd_of(self.tree.code_of(row)))
        for code in (*native_units(self.government_id, self.year), *self.entries):
            self.listed.add(self.tree.pd_of(code))

    def _add_orders(self) -> None:
        stage = self.definition.numerator.stage
        for order in imported_orders(self.government_id, self.year, self.tree).values():
            if order.channel not in self.definition.channels:
                continue
            pd = self.tree.pd_of(max(order.units, key=lambda code: self.tree.ids.get(code, 0)))
            for day, amount in order.amounts(stage):
                self._add(pd, day, amount)
            if any(day is None or self._in_time(day) for day, _amount in order.amounts(Stage.UNCERTAIN)):
                self.uncertain.add(pd)

    def _add_native(self) -> None:
        for stage in Stage:
            for code, day, amount in native_amounts(self.government_id, self.year, stage):
                self.native = True
                pd = self.tree.pd_of(code)
                if stage is self.definition.numerator.stage:
                    self._add(pd, day, amount)
                elif stage is Stage.UNCERTAIN and (day is None or self._in_time(day)):
                    self.uncertain.add(pd)

    def _add(self, pd: str, day: date | None, amount: Decimal) -> None:
        if day is None:
            self.undated[pd] += amount
        if self.as_of is None or (day is not None and self._in_time(day)):
            self.bought[pd] += amount

    def _in_time(self, day: date) -> bool:
        return self.as_of is None or day <= self.as_of

    # What follows

    def _amount(self, pd: str) -> tuple[Decimal | None, Reason | None]:
        if not self.pulled & {"v5_orders", "v6_orders"} and not self.native:
            return None, Reason.FEED_MISSING
        feeds = {"v5_orders", "v6_orders"}
        if Channel.TOKO_DARING in self.definition.channels:
            feeds.add("toko_daring")
        if self._waits("feed_truncated", feeds) or self._lacks_its_column():
            return None, Reason.FEED_TRUNCATED
        if pd in self.uncertain:
            return None, Reason.STATUS_UNKNOWN
        return self.bought[pd], None

    def _lacks_its_column(self) -> bool:
        """Hand-over and completion each rest on a column of their own."""
        wanted = {
            Numerator.TERIMA: ("v6_orders", "pengiriman"),
            Numerator.SELESAI: ("v5_orders", "paket_status_str"),
        }.get(self.definition.numerator.code)
        return any(item.kind == "column_vanished" and (item.feed, item.key) == wanted for item in self.held)

    def _base(self, pd: str) -> tuple[Decimal | None, Reason | None]:
        rule = self.definition.denominator
        entry = self.entries.get(pd)
        if rule.code is Denominator.BELANJA_PENGADAAN and entry and entry.covers_below:
            return entry.operasi + entry.modal + entry.btt, None
        if not set(rule.feeds) <= self.pulled:
            return None, Reason.FEED_MISSING
        kinds = ["feed_truncated"]
        if rule.code is Denominator.BELANJA_PENGADAAN:
            kinds.append("column_vanished")
        if any(self._waits(kind, rule.feeds) for kind in kinds):
            return None, Reason.FEED_TRUNCATED
        if rule.code is Denominator.BELANJA_PENGADAAN:
            return self._budget(pd)
        return self._planned(rule.code).get(pd, ZERO), None

    def _budget(self, pd: str) -> tuple[Decimal | None, Reason | None]:
        for kind, reason in (
            ("budget_conflict", Reason.BUDGET_CONFLICT),
            ("budget_implausible", Reason.BUDGET_IMPLAUSIBLE),
        ):
            for item in self.held:
                held = item.unit.code if item.kind == kind and item.unit else ""
                if held and held not in self.entries and self.tree.pd_of(held) == pd:
                    return None, reason
        own: set[Decimal] = set()
        below: dict[str, set[Decimal]] = {}
        for code, amounts in self._budget_rows().items():
            if code == pd:
                own = amounts
            elif self.tree.pd_of(code) == pd:
                below[code] = amounts
        if any(len(amounts) > 1 for amounts in (own, *below.values())):
            return None, Reason.BUDGET_CONFLICT
        total = sum((amount for amounts in (own, *below.values()) for amount in amounts), ZERO)
        complete = bool(own) or (bool(below) and all(below.values()))
        return (total, None) if complete else (None, Reason.NO_BUDGET)

    def _budget_rows(self) -> dict[str, set[Decimal]]:
        """Unit code -> its different amounts; empty where all its rows are silent. Rows that a person did not
        choose are left out."""
        if not hasattr(self, "_budgets"):
            set_aside = set(
                ProcurementBudget.objects.filter(
                    government_id=self.government_id,
                    year=self.year,
                    state=ProcurementBudget.State.REJECTED,
                ).values_list("source_row_id", flat=True)
            )
            self._budgets: dict[str, set[Decimal]] = defaultdict(set)
            for row in current_rows(self.government_id, self.year, ("budget",)):
                amounts = self._budgets[self.tree.code_of(row)]
                if row.payload["pengadaan"] is not None and row.id not in set_aside:
                    amounts.add(Decimal(row.payload["pengadaan"]))
            for code, entry in self.entries.items():
                self._budgets[code] = {entry.operasi + entry.modal + entry.btt}
        return self._budgets

    def _planned(self, code: Denominator) -> dict[str, Decimal]:
        if not hasattr(self, "_plans"):
            self._plans: dict[str, Decimal] = defaultdict(lambda: ZERO)
            for row in current_rows(self.government_id, self.year, self.definition.denominator.feeds):
                payload = row.payload
                announced = rup.is_announced(payload.get("status_umumkan"))
                if not announced or not rup.is_active(payload.get("aktif"), payload.get("dihapus")):
                    continue
                method = rup.method_name(payload.get("metode"))
                if code is Denominator.RUP_EPURCHASING and not rup.is_epurchasing(method):
                    continue
                self._plans[self.tree.pd_of(self.tree.code_of(row))] += Decimal(payload["pagu"])
        return self._plans

    def _waits(self, kind: str, feeds: Collection[str]) -> bool:
        return any(item.kind == kind and item.feed in feeds for item in self.held)


def _entries(government_id: int, year: int, day: date) -> dict[str, BudgetVersion]:
    """Unit code -> the confirmed entry that has begun last by `day`, found by walking through all of them."""
    found: dict[str, BudgetVersion] = {}
    every = BudgetVersion.objects.filter(government_id=government_id, year=year).select_related("unit")
    for entry in sorted(every, key=lambda entry: (entry.valid_from, entry.pk)):
        if entry.state == "disahkan" and entry.valid_from <= day:
            found[entry.unit.code] = entry
    return found


def _percent(numerator: Decimal, denominator: Decimal) -> Decimal:
    exact = Fraction(numerator) / Fraction(denominator) * 10_000
    return Decimal(floor(exact + Fraction(1, 2))).scaleb(-2)


def _gap(numerator: Decimal, denominator: Decimal, target: Decimal) -> Decimal:
    missing = Fraction(target) * Fraction(denominator) / 100 - Fraction(numerator)
    return Decimal(max(0, ceil(missing * 100))).scaleb(-2)
