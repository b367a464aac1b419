"""Plan lines that a unit may buy from, with what both channels have taken of them. Read through `plans.selectors`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum, Window

from belanja.foundation.questions import Given, Question
from belanja.rules.money import ZERO

from .families import Family, families, family_of
from .models import BoughtElsewhere, PlanBalance, RupPackage, RupRevision


@dataclass(frozen=True)
class PlanLine:
    """One line of the plan in rupiah. `reserved`: Belanja's orders not signed by both; `committed`: signed by both;
    `elsewhere`: orders of the national systems as of the last import. `remaining` may be below zero."""

    package: RupPackage
    reserved: Decimal
    committed: Decimal
    elsewhere: Decimal

    @property
    def code(self) -> str:
        return self.package.code

    @property
    def title(self) -> str:
        return self.package.title

    @property
    def pagu(self) -> Decimal:
        return self.package.pagu

    @property
    def remaining(self) -> Decimal:
        return self.pagu - self.reserved - self.committed - self.elsewhere


@dataclass(frozen=True)
class PlanPage:
    """One page of plan lines, and how many there are on all pages."""

    lines: tuple[PlanLine, ...]
    total: int


def plan_lines(
    *,
    government_id: int,
    unit_ids: Sequence[int] | None,
    year: int,
    query: str = "",
    page: int = 1,
    size: int = 50,
) -> PlanPage:
    """Announced and active lines with the method e-Purchasing of some units (None: of all), by code. `query`: words of
    the title, or the beginning of a code. Pages count from 1; one beyond the last is empty, with total 0. Three
    queries, however many lines there are."""
    if unit_ids is not None and page == 1 and not query.split():
        rows = _first(size).rows(government_id=government_id, year=year, unit_ids=list(unit_ids))
    else:
        found = _announced(government_id, year)
        if unit_ids is not None:
            found = found.filter(unit_id__in=unit_ids)
        for word in query.split():
            found = found.filter(Q(title__icontains=word) | Q(code__startswith=word))
        first = (page - 1) * size
        rows = list(found[first : first + size])
    total = rows[0].all_of_them if rows else 0
    lines = with_balances(government_id=government_id, year=year, packages=rows)
    return PlanPage(tuple(lines), total)


def _announced(government_id: int | Given, year: int | Given) -> QuerySet[Any]:
    """What can be bought from by code, each row with how many there are."""
    found = RupPackage.objects.filter(
        government_id=government_id, year=year, kind=RupPackage.Kind.PENYEDIA, counts=True, epurchasing=True
    )
    return found.select_related("unit").annotate(all_of_them=Window(Count("pk"))).order_by("code")


@cache
def _first(size: int) -> Question[Any]:
    """The first page of some units: what a package is tied to."""
    return Question(
        lambda: _announced(Given("government_id"), Given("year")).filter(unit__among=Given("unit_ids"))[:size]
    )


def plan_line(*, government_id: int, year: int, code: str) -> PlanLine | None:
    """The line that a code stands for today, revisions followed; None where the plan has none that counts."""
    family = family_of(government_id, year, code)
    if family.package is None:
        return None
    return _lines(government_id, year, [family])[0]


def with_balances(*, government_id: int, year: int, packages: Iterable[RupPackage]) -> list[PlanLine]:
    """Packages of one government and year as lines, in their order."""
    packages = list(packages)
    if not packages:
        return []
    codes = [package.code for package in packages]
    found = families(government_id=government_id, year=year, codes=codes, known=packages)
    return _lines(government_id, year, [_own(found[package.code], package) for package in packages])


def untouched(*, government_id: int, year: int, packages: QuerySet[RupPackage]) -> dict[int, tuple[int, Decimal]]:
    """Unit -> how many of some packages of one government and year, and how many rupiah, are left whole: of which
    nothing was ordered by whatever channel. As `with_balances` tells it, yet counted by the database where a package
    was never revised. Five queries at most."""
    scope = {"government_id": government_id, "year": year}
    steps = RupRevision.objects.filter(government_id=government_id)
    ever = packages.annotate(
        revised=Exists(steps.filter(old_code=OuterRef("code"))) | Exists(steps.filter(new_code=OuterRef("code")))
    )
    held = PlanBalance.objects.filter(**scope).exclude(reserved=0, committed=0)
    elsewhere = BoughtElsewhere.objects.filter(**scope).values("code").annotate(amount_in_all=Sum("amount"))
    whole = ever.filter(revised=False).exclude(code__in=held.values("code"))
    whole = whole.exclude(code__in=elsewhere.exclude(amount_in_all=0).values("code"))
    sums = whole.order_by().values_list("unit_id").annotate(count=Count("pk"), amount=Sum("pagu"))
    found = {unit_id: (count, amount) for unit_id, count, amount in sums}
    for line in with_balances(**scope, packages=ever.filter(revised=True)):
        if line.remaining == line.pagu:
            count, amount = found.get(line.package.unit_id, (0, ZERO))
            found[line.package.unit_id] = (count + 1, amount + line.pagu)
    return found


def _own(family: Family, package: RupPackage) -> Family:
    """A package that was revised and yet still counts (the pulls of plan and history differ in age) bears nothing:
    the line it leads to does."""
    return family if family.code == package.code else Family(package.code, frozenset(), package)


def taken(*, government_id: int, year: int, codes: Iterable[str]) -> dict[str, tuple[Decimal, Decimal, Decimal]]:
    """What is reserved, committed and bought elsewhere under each code that has any. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, {"government": government_id, "year": year, "codes": list(codes)})
        return {code: (reserved, committed, elsewhere) for code, reserved, committed, elsewhere in cursor.fetchall()}


_TAKEN = """
SELECT code, sum(reserved), sum(committed), sum(elsewhere) FROM (
  SELECT code, reserved, committed, 0 AS elsewhere FROM plans_planbalance
  WHERE government_id = %(government)s AND year = %(year)s AND code = ANY(%(codes)s)
  UNION ALL
  SELECT code, 0, 0, amount FROM plans_boughtelsewhere
  WHERE government_id = %(government)s AND year = %(year)s AND code = ANY(%(codes)s)
) one GROUP BY code
"""


def _lines(government_id: int, year: int, found: Sequence[Family]) -> list[PlanLine]:
    sums = taken(government_id=government_id, year=year, codes={code for family in found for code in family.codes})
    lines = []
    for family in found:
        if family.package is not None:
            told = [sums[code] for code in family.codes if code in sums]
            lines.append(PlanLine(family.package, *(sum((one[place] for one in told), ZERO) for place in range(3))))
    return lines
