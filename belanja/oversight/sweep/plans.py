"""Plan lines: what an order names, what all channels bought of each, and units' plans beside their budgets."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db import connection

from belanja.plans.budgets import budgets_in_force
from belanja.rules.channels import Channel
from belanja.rules.flags.subjects import PlanLine, PlanOfOrder, Record, UnitPlan

from .reading import Reading, rows

_PACKAGES = """
SELECT year, code, active AND NOT vanished, announced_on, CASE WHEN method = '' THEN NULL ELSE epurchasing END, pdn,
  umkk, pagu, unit_id
FROM plans_ruppackage WHERE government_id = %(government)s AND kind = 'penyedia'
"""
_NEAR = """
SELECT unit_id, parent_id FROM institutions_unitparent p JOIN institutions_unit u ON u.id = p.unit_id
WHERE u.government_id = %(government)s AND p.valid_to IS NULL
"""
_BOUGHT = """
SELECT d.year, c.code, d.channel, d.key, d.amount, d.linked_to_id IS NOT NULL
FROM facts_purchasedocument d CROSS JOIN LATERAL unnest(d.plan_codes) c(code)
WHERE d.government_id = %(government)s AND NOT d.vanished AND d.stages & 96 = 0 AND cardinality(d.plan_codes) = 1
ORDER BY 1, 2, 4
"""
#: What was planned, and the budget of a unit as the last frozen report had it. A package within swakelola is part of
#: the swakelola's own ceiling.
_PLANNED = """
SELECT unit_id, sum(pagu) FROM plans_ruppackage
WHERE government_id = %(government)s AND year = %(year)s AND counts AND NOT within_swakelola GROUP BY unit_id
"""
_FORMER = """
SELECT DISTINCT ON (unit_id) unit_id, pengadaan FROM plans_budgetversion
WHERE government_id = %(government)s AND year = %(year)s AND state = 'disahkan'
  AND valid_from < (SELECT max(x.valid_from) FROM plans_budgetversion x WHERE x.unit_id = plans_budgetversion.unit_id
    AND x.year = %(year)s AND x.state = 'disahkan' AND x.valid_from <= %(today)s)
ORDER BY unit_id, valid_from DESC
"""


def plans(*, government_id: int) -> dict[tuple[int, str], PlanOfOrder]:
    """Every plan line by year and code. Two queries."""
    near = defaultdict[int, set[str]](set)
    found: dict[tuple[int, str], PlanOfOrder] = {}
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, {"government": government_id})
        for unit, parent in cursor.fetchall():
            near[unit].add(str(parent))
            near[parent].add(str(unit))
        cursor.execute(_PACKAGES, {"government": government_id})
        for year, code, active, announced_on, epurchasing, pdn, umkk, pagu, unit in cursor.fetchall():
            found[year, code] = PlanOfOrder(
                active=active,
                announced_on=announced_on,
                epurchasing=epurchasing,
                pdn=pdn,
                small_firm=umkk,
                ceiling=pagu,
                units=frozenset({str(unit), *near[unit]}),
            )
    return found


def plan_of(reading: Reading, year: int, codes: list[str]) -> PlanOfOrder | None:
    """The plan line of an order; None where it names none or several. One of a year without any plan is not found."""
    if len(codes) != 1:
        return None
    return reading.plans.get((year, codes[0])) or PlanOfOrder(found=False)


def plan_lines(reading: Reading) -> Iterator[PlanLine]:
    """Every plan line that something was bought of. One order over several is left out: nobody tells its parts."""
    now: tuple[int, str] | None = None
    records: list[Record] = []
    for year, code, channel, key, amount, linked in rows(_BOUGHT, {"government": reading.government_id}):
        if (year, code) != now:
            if now is not None:
                yield from _line(reading, now, records)
            now, records = (year, code), []
        records.append(Record(Channel(channel), key, amount, linked))
    if now is not None:
        yield from _line(reading, now, records)


def _line(reading: Reading, named: tuple[int, str], records: list[Record]) -> Iterator[PlanLine]:
    year, code = named
    if not reading.wants("plan", code):
        return
    plan = reading.plans.get(named)
    channels = {one.channel for one in records}
    yield PlanLine(
        key=f"{year}/{code}",
        as_of=reading.today,
        year=year,
        amount=sum((one.total for one in records if not one.linked), Decimal(0)),
        channel=channels.pop() if len(channels) == 1 else None,
        plan_code=code,
        unit=_own_unit(plan),
        ceiling=plan.ceiling if plan else None,
        records=tuple(records),
    )


def _own_unit(plan: PlanOfOrder | None) -> str:
    """The unit of a plan line where it stands alone; else several belong together and the case is the line's."""
    return next(iter(plan.units)) if plan is not None and len(plan.units) == 1 else ""


def unit_plans(reading: Reading) -> Iterator[UnitPlan]:
    """Units' announced plans beside their budgets, of this year and the one before."""
    for year in (reading.today.year - 1, reading.today.year):
        values = {"government": reading.government_id, "year": year, "today": reading.today}
        planned = dict(rows(_PLANNED, values))
        former = dict(rows(_FORMER, values))
        on = min(reading.today, date(year, 12, 31))
        held = budgets_in_force(government_ids=[reading.government_id], year=year, on=on)[reading.government_id]
        for unit in sorted(planned.keys() | held.keys()):
            if not reading.wants("unit", str(unit)):
                continue
            budget = held.get(unit)
            amount = budget.amounts[0] if budget is not None and len(budget.amounts) == 1 else None
            entered = budget.entered if budget is not None else None
            yield UnitPlan(
                key=f"{unit}/{year}",
                as_of=reading.today,
                year=year,
                amount=planned.get(unit) or Decimal(0),
                unit=str(unit),
                planned=planned.get(unit),
                budget=amount,
                former_budget=former.get(unit),
                change_document=entered.number if entered is not None else "",
            )
