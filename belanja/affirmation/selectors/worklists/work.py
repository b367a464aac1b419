"""Worklists put together: counts, rupiah, effects, what is done; for a government and for one Perangkat Daerah."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from belanja.affirmation.figures import ShareTable, UnitShare
from belanja.affirmation.remembered import remembered
from belanja.institutions.models import Government
from belanja.rules import money
from belanja.rules.decisions import RuleBroken
from belanja.rules.worklists import RULES, Work, WorkRule

from . import cleared, found
from .cleared import Cleared
from .effects import Basis, Effect, Effects
from .found import Item


@dataclass(frozen=True)
class WorkCount:
    """How many things of a kind wait, in rupiah, and what the latest pulls showed as done."""

    count: int
    amount: Decimal
    cleared: Cleared | None


@dataclass(frozen=True)
class Worklist:
    """One kind of work of one Perangkat Daerah (or of all), the largest first."""

    rule: WorkRule
    count: int
    amount: Decimal
    effect: Effect | None
    """On the share of the Perangkat Daerah; on the government's where all units are meant."""
    cleared: Cleared | None
    items: tuple[Item, ...]
    """Empty where only the numbers were asked for."""


@dataclass(frozen=True)
class UnitWork:
    """Everything that would mend one Perangkat Daerah's figures; kinds with nothing to do and nothing done are
    left out."""

    unit: UnitShare
    lists: tuple[Worklist, ...]


@dataclass(frozen=True)
class GovernmentWork:
    """Perangkat Daerah × kinds of work, with totals and the effect on the government's shares."""

    table: ShareTable
    counts: Mapping[tuple[Work, int], WorkCount]
    totals: Mapping[Work, WorkCount]
    lists: Mapping[Work, tuple[Item, ...]]
    effects: Mapping[Work, Effects]

    def of(self, work: Work, pd_id: int) -> WorkCount:
        return self.counts.get((work, pd_id), WorkCount(0, money.ZERO, None))

    def worklist(self, work: Work, pd_id: int | None = None) -> Worklist:
        """The list of one kind, of one Perangkat Daerah or of all."""
        items = self.lists.get(work, ())
        if pd_id is not None:
            items = tuple(item for item in items if item.pd_id == pd_id)
        effects = self.effects.get(work)
        told = self.totals[work] if pd_id is None else self.of(work, pd_id)
        effect = effects.by_pd.get(pd_id) if effects else None
        return Worklist(RULES[work], told.count, told.amount, effect, told.cleared, items)


def government_work(*, government: Government, year: int) -> GovernmentWork:
    """All work of a government and year, in some thirty queries whatever the size."""
    return _work(Basis(government, year), None)


@remembered
def work_summary(*, government: Government, year: int) -> GovernmentWork:
    """The numbers of `government_work` without its lists, which are too long to be kept."""
    return replace(government_work(government=government, year=year), lists={})


@remembered
def unit_work(*, government: Government, year: int, code: str, with_done: bool = True) -> UnitWork:
    """What would mend the Perangkat Daerah `code`, in numbers; only its own orders and plan lines are read.
    `with_done`: also what the latest pulls showed as done. RuleBroken 404 where the year has none of that code."""
    basis = Basis(government, year)
    unit = basis.table.unit(code)
    if unit is None:
        raise RuleBroken("unit_not_found", f"Tidak ada Perangkat Daerah {code} pada tahun {year}.", status=404)
    found = replace(_work(basis, unit.id, with_done=with_done), lists={})
    lists = (found.worklist(work, unit.id) for work in Work)
    return UnitWork(unit, tuple(one for one in lists if one.count or one.cleared))


def _work(basis: Basis, pd_id: int | None, *, with_done: bool = True) -> GovernmentWork:
    """The work of all, or of one Perangkat Daerah alone."""
    government_id, year = basis.table.government.id, basis.table.year
    roll_up = basis.evidence.roll_up
    own = None if pd_id is None else [unit_id for unit_id, top in roll_up.items() if top == pd_id]
    record = found.read(government_id, year, own)
    items = [
        item
        for item in (
            *found.without_budget(basis.table),
            *found.waiting(basis.table, roll_up),
            *found.from_record(record, roll_up, basis.definition.channels),
        )
        if pd_id is None or item.pd_id == pd_id
    ]
    lists: dict[Work, list[Item]] = {work: [] for work in Work}
    for item in items:
        lists[item.work].append(item)
    done = cleared.since_last_pulls(government_id, year, record, roll_up) if with_done else {}
    effects = {work: effect for work in Work if (effect := basis.effects(work, lists[work])) is not None}
    return GovernmentWork(
        table=basis.table,
        counts=_counts(items, done),
        totals=_totals(items, done),
        lists={work: tuple(sorted(rows, key=lambda row: (-row.amount, row.code))) for work, rows in lists.items()},
        effects=effects,
    )


def _counts(items: list[Item], done: cleared.Done) -> dict[tuple[Work, int], WorkCount]:
    sums: dict[tuple[Work, int], tuple[int, Decimal]] = defaultdict(lambda: (0, money.ZERO))
    for item in items:
        count, amount = sums[item.work, item.pd_id]
        sums[item.work, item.pd_id] = count + 1, amount + item.amount
    for key in done:
        sums[key]  # a kind of work that is all done stands there with what was done
    return {key: WorkCount(count, amount, done.get(key)) for key, (count, amount) in sums.items()}


def _totals(items: list[Item], done: cleared.Done) -> dict[Work, WorkCount]:
    found: dict[Work, WorkCount] = {}
    for work in Work:
        mine = [item.amount for item in items if item.work is work]
        parts = [part for (kind, _pd), part in done.items() if kind is work]
        whole = None
        if parts:
            whole = Cleared(
                sum(part.count for part in parts), sum((part.amount for part in parts), money.ZERO), parts[0].since
            )
        found[work] = WorkCount(len(mine), sum(mine, money.ZERO), whole)
    return found
