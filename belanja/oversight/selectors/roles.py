"""Who held roles that exclude each other, for which unit and when, with what was handed on; and on which orders made
here one person in fact had both parts. Imported records do not say who did what: they are counted, and not judged."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import RoleAssignment
from belanja.purchasing.models import OrderStep
from belanja.rules.buying.parts import PART_OF_STEP
from belanja.rules.buying.states import Side
from belanja.rules.channels import Channel
from belanja.rules.duties import Role
from belanja.rules.periods import Period
from belanja.rules.separation import PAIRS, PART_OF_ROLE, Conflict, Holding, Pair, Part, conflicts

from ..models import Flag

#: The indicator that asks about one order what is told here of a unit and a period.
INDICATOR = "petugas.rangkap"
#: APIP with any other part is one question.
OVERSEER = "apip"
#: What can be held here; nobody has the role of a Pejabat Penatausahaan Keuangan.
TOLD: tuple[Pair, ...] = tuple(pair for pair in PAIRS if pair.parts <= set(PART_OF_ROLE.values()))
KINDS: tuple[str, ...] = tuple(dict.fromkeys(OVERSEER if Part.OVERSEER in pair.parts else pair.key for pair in TOLD))


def kind_of(pair: Pair) -> str:
    """The column in which a pair is told."""
    return OVERSEER if Part.OVERSEER in pair.parts else pair.key


def pairs_of(kind: str) -> tuple[Pair, ...]:
    """What a column tells; empty for one that there is not."""
    return tuple(pair for pair in TOLD if kind_of(pair) == kind)


@dataclass(frozen=True)
class Exercised:
    """One order in which one person had both parts. `at`: when he took the later one."""

    order_id: int
    code: str
    unit_id: int
    firm_name: str
    total: Decimal
    person: int
    pair: Pair
    at: datetime


@dataclass(frozen=True)
class Matrix:
    """All of a government in a period. `tops`: what each unit counts under; `assignments`: the roles of `held`, by
    `Holding.key`; `orders`, `unjudged`: how many orders made here were looked at, and how many records of other
    channels were not, by unit."""

    period: Period
    tops: Mapping[int, int]
    held: tuple[Conflict, ...]
    exercised: tuple[Exercised, ...]
    assignments: Mapping[str, RoleAssignment]
    orders: Mapping[int, int]
    unjudged: Mapping[int, int]

    def held_in(self, top: int, kind: str) -> list[Conflict]:
        """Conflicts of a kind that reach a Perangkat Daerah or a unit under it."""
        return [one for one in self.held if kind_of(one.pair) == kind and top in self._tops_of(one)]

    def exercised_in(self, top: int, kind: str) -> list[Exercised]:
        return [one for one in self.exercised if kind_of(one.pair) == kind and self.tops.get(one.unit_id) == top]

    def counts(self) -> Mapping[tuple[int, str], tuple[int, int]]:
        """By Perangkat Daerah and kind: people who held both, orders in which one had both."""
        people: dict[tuple[int, str], set[str]] = defaultdict(set)
        orders: dict[tuple[int, str], set[int]] = defaultdict(set)
        for held in self.held:
            for top in self._tops_of(held):
                people[top, kind_of(held.pair)].add(held.person)
        for done in self.exercised:
            orders[self.tops.get(done.unit_id, done.unit_id), kind_of(done.pair)].add(done.order_id)
        return {cell: (len(people.get(cell, ())), len(orders.get(cell, ()))) for cell in {*people, *orders}}

    def by_top(self, counted: Mapping[int, int]) -> Mapping[int, int]:
        """What is counted by unit, by Perangkat Daerah."""
        found: dict[int, int] = defaultdict(int)
        for unit, count in counted.items():
            found[self.tops.get(unit, unit)] += count
        return found

    def _tops_of(self, one: Conflict) -> set[int]:
        return {self.tops[int(unit)] for unit in one.units}


def matrix(*, government_id: int, period: Period) -> Matrix:
    """The matrix of a government. Five queries, whatever the number of units, people and orders, beside what is kept of
    units and rules."""
    begins, ends = period.first, period.last + timedelta(days=1)
    tops = institutions.pd_map(government_id, min(clock.today(), period.last))
    rows = RoleAssignment.objects.filter(
        government_id=government_id, role__in=list(PART_OF_ROLE), valid_from__lt=ends, valid_to__gt=begins
    ).select_related("user", "unit", "behalf_of__user")
    assignments = {str(row.pk): row for row in rows.order_by("pk")}
    held = conflicts(
        map(_holding, assignments.values()),
        {str(unit): str(top) for unit, top in tops.items()},
        begins=begins,
        ends=ends,
        as_ppk=lambda day: institutions.switch("beli.pa_sebagai_ppk", government_id=government_id, on=day),
    )
    return Matrix(
        period=period,
        tops=tops,
        held=tuple(held),
        exercised=tuple(_exercised(government_id, begins, ends)),
        assignments=assignments,
        orders=_looked_at(government_id, begins, ends),
        unjudged=_unjudged(government_id, period),
    )


def _holding(row: RoleAssignment) -> Holding:
    return Holding(
        person=str(row.user_id),
        role=Role(row.role),
        unit=str(row.unit_id) if row.unit_id is not None else None,
        begins=row.valid_from,
        ends=row.valid_to,
        lender=str(row.behalf_of.user_id) if row.behalf_of is not None else "",
        letter=row.letter,
        key=str(row.pk),
    )


#: Who had which part of an order; then every order in which one person had two that exclude each other. APIP is who
#: held that role on the day of the step.
_EXERCISED = """
WITH act AS (
  SELECT s.order_id, s.by_id AS person, m.part, max(s.at) AS at
  FROM purchasing_orderstep s
  JOIN purchasing_order o ON o.id = s.order_id AND o.government_id = %(government)s
  JOIN unnest(%(steps)s::text[], %(parts)s::text[]) AS m(step, part) ON m.step = s.step
  WHERE s.side = %(side)s AND s.by_id IS NOT NULL AND s.at < %(ends)s
  GROUP BY s.order_id, s.by_id, m.part
  UNION ALL
  SELECT o.id, p.requested_by_id, %(requester)s, coalesce(p.sent_at, p.created_at)
  FROM purchasing_order o JOIN purchasing_package p ON p.id = o.package_id
  WHERE o.government_id = %(government)s AND p.requested_by_id IS NOT NULL
), had AS (
  SELECT * FROM act
  UNION
  SELECT act.order_id, act.person, %(overseer)s, act.at
  FROM act JOIN institutions_roleassignment r ON r.user_id = act.person AND r.government_id = %(government)s
    AND r.role = %(overseer)s AND (act.at AT TIME ZONE 'Asia/Jakarta')::date >= r.valid_from
    AND (act.at AT TIME ZONE 'Asia/Jakarta')::date < r.valid_to
)
SELECT o.id, o.code, o.unit_id, o.firm_name, o.total, one.person, k.place, max(greatest(one.at, other.at)) AS at
FROM had one JOIN had other ON other.order_id = one.order_id AND other.person = one.person
JOIN unnest(%(ones)s::text[], %(others)s::text[], %(buyers)s::text[]) WITH ORDINALITY AS k(one, other, buyer, place)
  ON k.one = one.part AND k.other = other.part
JOIN purchasing_order o ON o.id = one.order_id
WHERE k.buyer = '' OR o.buyer_id IS DISTINCT FROM o.ppk_id
GROUP BY o.id, one.person, k.place
HAVING max(greatest(one.at, other.at)) >= %(begins)s AND max(greatest(one.at, other.at)) < %(ends)s
ORDER BY o.id, one.person, k.place
"""


def _exercised(government_id: int, begins: date, ends: date) -> Iterable[Exercised]:
    values: dict[str, Any] = {
        "government": government_id, "begins": clock.midnight(begins), "ends": clock.midnight(ends),
        "side": Side.BUYER.value, "steps": list(PART_OF_STEP), "parts": [part.value for part in PART_OF_STEP.values()],
        "requester": Part.REQUESTER.value, "overseer": Part.OVERSEER.value,
        "ones": [pair.one.value for pair in TOLD], "others": [pair.other.value for pair in TOLD],
        "buyers": [pair.buyer.value if pair.buyer else "" for pair in TOLD],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_EXERCISED, values)
        rows = cursor.fetchall()
    for order_id, code, unit_id, firm, total, person, place, at in rows:
        yield Exercised(order_id, code, unit_id, firm, total, person, TOLD[place - 1], at)


def _looked_at(government_id: int, begins: date, ends: date) -> Mapping[int, int]:
    """Orders made here of which somebody decided something within the period, by unit."""
    steps = OrderStep.objects.filter(
        order__government_id=government_id, side=Side.BUYER, step__in=list(PART_OF_STEP),
        at__gte=clock.midnight(begins), at__lt=clock.midnight(ends),
    )  # fmt: skip
    counted = steps.order_by().values("order__unit_id").annotate(count=Count("order_id", distinct=True))
    return dict(counted.values_list("order__unit_id", "count"))


def _unjudged(government_id: int, period: Period) -> Mapping[int, int]:
    """Records of other channels: their sources name nobody who asked, bought, signed or paid."""
    found = PurchaseDocument.objects.filter(
        Q(ordered_on__range=(period.first, period.last)) | Q(ordered_on__isnull=True),
        government_id=government_id, year=period.first.year, vanished=False,
    ).exclude(channel=Channel.NATIVE)  # fmt: skip
    return dict(found.order_by().values("unit_id").annotate(count=Count("pk")).values_list("unit_id", "count"))


def steps_of(rows: Sequence[Exercised]) -> Mapping[tuple[int, int, Part], OrderStep]:
    """Of each order and person the last step by which he had each part, with the post in which he acted. One query."""
    found = OrderStep.objects.filter(
        order_id__in={one.order_id for one in rows}, by_id__in={one.person for one in rows}, side=Side.BUYER,
        step__in=list(PART_OF_STEP),
    )  # fmt: skip
    return {(one.order_id, one.by_id or 0, PART_OF_STEP[one.step]): one for one in found.order_by("pk")}


def flags_of(government_id: int, codes: Iterable[str]) -> Mapping[str, Flag]:
    """The standing questions about these orders, by the code of the order. One query."""
    found = Flag.objects.filter(
        government_id=government_id, indicator=INDICATOR, subject_kind="Order", subject_key__in=set(codes),
        gone_at__isnull=True,
    )  # fmt: skip
    return {one.subject_key: one for one in found.order_by("pk")}
