"""The answers of all units put together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from belanja.affirmation.figures import ShareTable, UnitShare
from belanja.affirmation.remembered import remembered
from belanja.affirmation.selectors.shares import share_table
from belanja.affirmation.selectors.unknowns import explanation_of
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, LegalBasis, Unit
from belanja.rules import money, periods
from belanja.rules.decisions import RuleBroken
from belanja.rules.letter import OF_WHAT_IS_MISSING, Item, Standing, counted, of_imports

from . import records
from .model import Answer, Circular, Letter, Missing, UnitLetter
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
    imports: Mapping[int, tuple[int, int]]

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
    if not 1 <= quarter <= quarters_begun(year):
        raise RuleBroken("quarter_not_begun", f"Triwulan {quarter} tahun {year} belum berjalan.", status=404)
    period = periods.quarter(year, quarter)
    today = clock.today()
    cut_off = min(period.last, today)
    span = records.Span(_midnight(period.first), _midnight(period.last + timedelta(days=1)))
    # What runs still is told as the unit's own page tells it; what is over, by the days of its orders.
    table = share_table(government=government, year=year, as_of=period.last if period.last < today else None)
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
        lines=records.rolled_up_lines(records.uncovered(government, year), pd_of),
        imports=records.imports_by_unit(lines, pd_of),
    )
    units = _units(table, found)
    return Letter(
        table=table,
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


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.WIB)


def _circular(table: ShareTable, government: Government) -> LegalBasis | None:
    """The legal basis of the target in force, if it is addressed to units of this government by itself."""
    return LegalBasis.objects.filter(slug=table.definition.legal_basis, government=government).first()


def _units(table: ShareTable, found: _Counted) -> tuple[UnitLetter, ...]:
    """Units of the table of shares, and units beside it of which something is on record; by name."""
    rows = {unit.id: unit for unit in table.units}
    beside = found.units() - set(rows)
    names = {pk: (row.code, row.name) for pk, row in rows.items()}
    names |= {one.pk: (one.code, one.name) for one in (Unit.objects.filter(pk__in=beside) if beside else ())}
    units = [
        _unit(pk, code, name, found, table, rows.get(pk))
        for pk, (code, name) in sorted(names.items(), key=lambda pair: (pair[1][1].casefold(), pair[1][0]))
    ]
    if found.of_nobody():
        units.append(_unit(None, "", NO_UNIT, found, table, None))
    return tuple(units)


def _unit(
    pk: int | None, code: str, name: str, found: _Counted, table: ShareTable, share: UnitShare | None
) -> UnitLetter:
    lines, amount = found.lines.get(pk, (0, money.ZERO)) if pk is not None else (0, money.ZERO)
    missing = Missing(found.open_needs.get(pk, 0), lines, amount)
    answers = {Item.RECEIVED: _received(pk, found)}
    for item, counts in found.counts.items():
        count = counts.get(pk, 0)
        asked = bool(missing) or item not in OF_WHAT_IS_MISSING
        answers[item] = Answer(item, counted(count, missing=asked), count=count)
    every, reasoned = found.imports.get(pk, (0, 0)) if pk is not None else (0, 0)
    answers[Item.IMPORTS] = Answer(Item.IMPORTS, of_imports(every, reasoned), count=reasoned, of=every)
    answers[Item.COMMITMENT] = _commitment(pk, table, share)
    return UnitLetter(pk, code, name, missing, answers, share)


def _received(pk: int | None, found: _Counted) -> Answer:
    if found.received is None or pk is None:
        return Answer(Item.RECEIVED, Standing.NOT_APPLICABLE)
    at = found.received.get(pk)
    if at is None:
        return Answer(Item.RECEIVED, Standing.NONE)
    return Answer(Item.RECEIVED, Standing.DONE, day=clock.wib(at).date())


def _commitment(pk: int | None, table: ShareTable, share: UnitShare | None) -> Answer:
    if pk is None:
        return Answer(Item.COMMITMENT, Standing.NOT_APPLICABLE)
    if share is None:
        why = "tidak ada anggaran, RUP, atau pesanan unit ini pada tahun itu"
        return Answer(Item.COMMITMENT, Standing.UNKNOWN, why=why)
    if share.reached is None:
        explanation = explanation_of(table, share)
        return Answer(Item.COMMITMENT, Standing.UNKNOWN, why=explanation.sentence if explanation else "")
    standing = Standing.DONE if share.reached else Standing.NONE
    return Answer(Item.COMMITMENT, standing, percent=share.share_percent)
