"""The answers of all units put together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from belanja.affirmation.figures import ShareTable, UnitShare
from belanja.affirmation.remembered import remembered
from belanja.affirmation.selectors.shares import share_and_plan
from belanja.affirmation.selectors.unknowns import explanation_of
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, LegalBasis, Unit
from belanja.rules import money, periods
from belanja.rules.decisions import RuleBroken
from belanja.rules.letter import OF_WHAT_IS_MISSING, Item, Standing, counted, of_commitment, of_imports
from belanja.rules.shares import Reason

from . import records
from .model import Answer, Circular, Letter, Missing, Seen, UnitLetter
from .shelves import shelves_of

#: How needs that were posted for no unit are called in the list of units.
NO_UNIT = "Pemasang bukan Perangkat Daerah"


@dataclass(frozen=True)
class _Counted:
    """What is on record by Perangkat Daerah. `received` None: no letter is addressed to them."""

    received: Mapping[int, datetime] | None
    counts: Mapping[Item, Mapping[int | None, int]]
    open_needs: Mapping[int | None, int]
    lines: Mapping[int, tuple[int, Decimal]]
    imports: Mapping[int | None, tuple[int, int]]

    def units(self) -> set[int]:
        told = {pk for one in (*self.counts.values(), self.open_needs) for pk, count in one.items() if count}
        return {pk for pk in told | set(self.imports) if pk is not None}

    def of_nobody(self) -> bool:
        return any(counts.get(None) for counts in (*self.counts.values(), self.open_needs))


def quarters_begun(year: int) -> int:
    """How many quarters of a fiscal year have begun by today: 0 to 4."""
    return sum(1 for number in range(1, 5) if periods.quarter(year, number).first <= clock.today())


@remembered
def letter_of(*, government: Government, year: int, quarter: int) -> Letter:
    """What the letter asks of each Perangkat Daerah of a government in a quarter, in a fixed number of queries whatever
    its size. RuleBroken 404 for a quarter that has not begun."""
    return letter_as_seen(government=government, year=year, quarter=quarter, seen=None)


def letter_as_seen(*, government: Government, year: int, quarter: int, seen: Seen | None) -> Letter:
    """The same; `seen`: what goes on after a quarter is over, as it stood when a report of it was frozen. RuleBroken as
    `letter_of`."""
    if not 1 <= quarter <= quarters_begun(year):
        raise RuleBroken("quarter_not_begun", f"Triwulan {quarter} tahun {year} belum berjalan.", status=404)
    period = periods.quarter(year, quarter)
    today = clock.today()
    cut_off = min(period.last, today)
    span = records.Span(clock.midnight(period.first), clock.midnight(period.last + timedelta(days=1)))
    # What runs still is told as the unit's own page tells it; what is over, by the days of its orders.
    as_of = period.last if period.last < today else None
    table, planned = share_and_plan(government=government, year=year, as_of=as_of)
    basis = _circular(table, government)
    pd_of = institutions.pd_map(government.pk, cut_off)
    posted, open_needs = records.needs(government, span)
    reached = records.pairs(government, span)
    lines = records.imports(government, span)
    found = _Counted(
        received=records.received(basis.pk, span.until) if basis else None,
        counts={
            **{item: records.rolled_up(counts, pd_of) for item, counts in records.proposals(government, span).items()},
            Item.POSTED: records.rolled_up(posted, pd_of),
            **{item: records.rolled_up(counts, pd_of) for item, counts in reached.items()},
        },
        open_needs=records.rolled_up(open_needs, pd_of),
        lines=records.rolled_up_lines(records.uncovered(government, year), pd_of) if seen is None else {},
        imports=records.imports_by_unit(lines, pd_of),
    )
    told = bool(table.units or found.units())
    addressed = _addressed(government.pk, pd_of, cut_off) if told else {}
    if seen is not None:
        addressed = {pk: code for pk, code in addressed.items() if code in seen.missing}
    units = _units(table, planned, found if seen is None else _put_back(found, seen, government), set(addressed))
    return Letter(
        table=table,
        planned=planned,
        quarter=quarter,
        period=period,
        cut_off=cut_off,
        circular=Circular(basis.slug, str(basis)) if basis else None,
        units=units,
        total={item: sum(one.answers[item].count or 0 for one in units) for item in (*found.counts, Item.IMPORTS)},
        imports=lines,
        shelves=shelves_of(government.pk, year, cut_off),
        pd_of=pd_of,
    )


def _put_back(found: _Counted, seen: Seen, government: Government) -> _Counted:
    """What was counted, with what was seen then in place of what goes on."""
    codes = {code for code in (*seen.missing, *seen.posted, *seen.imports) if code}
    ids: dict[str, int | None] = {"": None}
    ids |= dict(Unit.objects.filter(government=government, code__in=codes).values_list("code", "pk"))
    missing = {ids[code]: one for code, one in seen.missing.items() if code in ids}
    return replace(
        found,
        counts={**found.counts, Item.POSTED: {ids[code]: one for code, one in seen.posted.items() if code in ids}},
        open_needs={pk: one.needs for pk, one in missing.items()},
        lines={pk: (one.lines, one.amount) for pk, one in missing.items() if pk is not None},
        imports={ids[code]: one for code, one in seen.imports.items() if code in ids},
    )


def _circular(table: ShareTable, government: Government) -> LegalBasis | None:
    """The legal basis of the target in force, if it is addressed to units of this government by itself."""
    return LegalBasis.objects.filter(slug=table.definition.legal_basis, government=government).first()


def _addressed(government_id: int, pd_of: Mapping[int, int], on: date) -> dict[int, str]:
    """Every Perangkat Daerah that stood on a day, with its code: the letter goes to all of them, whatever is known of
    their budgets. Those whose code is not the true one yet are left to the table of shares."""
    return {
        one.pk: one.code
        for one in institutions.every_unit(government_id)
        if one.kind == Unit.Kind.PD
        and pd_of.get(one.pk) == one.pk
        and not one.provisional
        and (one.valid_from is None or one.valid_from <= on)
        and (one.valid_to is None or one.valid_to > on)
    }


def _units(table: ShareTable, planned: ShareTable, found: _Counted, addressed: set[int]) -> tuple[UnitLetter, ...]:
    """Units of the table of shares, those to which the letter goes, and those of which something is on record; by
    name."""
    rows = {unit.id: unit for unit in table.units}
    beside = (found.units() | addressed) - set(rows)
    names = {pk: (row.code, row.name) for pk, row in rows.items()}
    names |= {one.pk: (one.code, one.name) for one in (Unit.objects.filter(pk__in=beside) if beside else ())}
    units = [
        _unit(pk, code, name, found, table, planned)
        for pk, (code, name) in sorted(names.items(), key=lambda pair: (pair[1][1].casefold(), pair[1][0]))
    ]
    if found.of_nobody():
        units.append(_unit(None, "", NO_UNIT, found, table, planned))
    return tuple(units)


def _unit(pk: int | None, code: str, name: str, found: _Counted, table: ShareTable, planned: ShareTable) -> UnitLetter:
    share = next((one for one in table.units if one.id == pk), None)
    lines, amount = found.lines.get(pk, (0, money.ZERO)) if pk is not None else (0, money.ZERO)
    missing = Missing(found.open_needs.get(pk, 0), lines, amount)
    answers = {Item.RECEIVED: _received(pk, found)}
    for item, counts in found.counts.items():
        count = counts.get(pk, 0)
        asked = bool(missing) or item not in OF_WHAT_IS_MISSING
        answers[item] = Answer(item, counted(count, missing=asked), count=count)
    every, reasoned = found.imports.get(pk, (0, 0))
    answers[Item.IMPORTS] = Answer(Item.IMPORTS, of_imports(every, reasoned), count=reasoned, of=every)
    plan = next((one for one in planned.units if one.id == pk), None)
    answers[Item.PLANNED] = _planned(pk, table, share, planned, plan)
    answers[Item.COMMITMENT] = _kept(pk, share, planned, plan)
    answers[Item.SHARE] = _share(pk, table, share)
    return UnitLetter(pk, code, name, missing, answers, share)


def _received(pk: int | None, found: _Counted) -> Answer:
    if found.received is None or pk is None:
        return Answer(Item.RECEIVED, Standing.NOT_APPLICABLE)
    at = found.received.get(pk)
    if at is None:
        return Answer(Item.RECEIVED, Standing.NONE)
    return Answer(Item.RECEIVED, Standing.DONE, day=clock.wib(at).date())


def _planned(
    pk: int | None, table: ShareTable, share: UnitShare | None, planned: ShareTable, plan: UnitShare | None
) -> Answer:
    """What the unit itself planned as e-Purchasing, against what it spends."""
    if pk is None:
        return Answer(Item.PLANNED, Standing.NOT_APPLICABLE)
    if share is None or share.denominator is None:
        return _unknown(Item.PLANNED, table, share)
    amount = _plan_of(plan)
    if amount is None:
        return _unknown(Item.PLANNED, planned, plan)
    percent = money.share_percent(amount, share.denominator)
    enough = money.reaches(amount, share.denominator, share.target_percent)
    return Answer(Item.PLANNED, Standing.DONE if enough else Standing.NONE, percent=percent)


def _kept(pk: int | None, share: UnitShare | None, planned: ShareTable, plan: UnitShare | None) -> Answer:
    """What became of that plan."""
    amount = _plan_of(plan)
    if pk is None or amount == 0:
        return Answer(Item.COMMITMENT, Standing.NOT_APPLICABLE)
    if amount is None or plan is None or plan.numerator is None:
        return _unknown(Item.COMMITMENT, planned, plan)
    reached = share.reached if share is not None else None
    standing = of_commitment(planned=amount, contracted=plan.numerator, reached=reached)
    return Answer(Item.COMMITMENT, standing, percent=money.share_percent(plan.numerator, amount))


def _plan_of(plan: UnitShare | None) -> Decimal | None:
    """Rupiah planned as e-Purchasing: none where the plan is there and has no such line; None where it is not known."""
    if plan is None:
        return None
    return money.ZERO if plan.reason is Reason.NO_BUDGET else plan.denominator


def _share(pk: int | None, table: ShareTable, share: UnitShare | None) -> Answer:
    if pk is None:
        return Answer(Item.SHARE, Standing.NOT_APPLICABLE)
    if share is None or share.reached is None:
        return _unknown(Item.SHARE, table, share)
    standing = Standing.DONE if share.reached else Standing.NONE
    return Answer(Item.SHARE, standing, percent=share.share_percent)


def _unknown(item: Item, table: ShareTable, share: UnitShare | None) -> Answer:
    if share is None:
        return Answer(item, Standing.UNKNOWN, why="tidak ada anggaran, RUP, atau pesanan unit ini pada tahun itu")
    explanation = explanation_of(table, share)
    return Answer(item, Standing.UNKNOWN, why=explanation.sentence if explanation else "")
