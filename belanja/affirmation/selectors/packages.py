"""How many packages stand behind the amounts: plans through e-Purchasing, and orders by the stage they reached."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q

from belanja.affirmation.figures import ShareTable
from belanja.facts.models import PurchaseDocument
from belanja.institutions import selectors as institutions
from belanja.plans.models import RupPackage
from belanja.rules import periods
from belanja.rules.channels import Stage

_STAGES = (Stage.ORDERED, Stage.CONTRACTED, Stage.RECEIVED, Stage.COMPLETED)


@dataclass(frozen=True)
class Packages:
    """Of one Perangkat Daerah: counting RUP packages with method e-Purchasing, and orders that count, by stage."""

    planned: int
    orders: Mapping[Stage, int]


def packages(table: ShareTable) -> dict[int, Packages]:
    """By the units of a table of shares; orders of its channels, up to its cut-off. Three queries."""
    day = min(table.cut_off, periods.fiscal_year(table.year).last)
    roll_up = institutions.pd_map(table.government.id, day)
    planned: dict[int, int] = defaultdict(int)
    rows = RupPackage.objects.filter(
        government_id=table.government.id, year=table.year, counts=True, kind=RupPackage.Kind.PENYEDIA, epurchasing=True
    ).values_list("unit_id")
    for unit_id, count in rows.annotate(count=Count("id")).order_by():
        planned[roll_up.get(unit_id, unit_id)] += count
    orders: dict[int, dict[Stage, int]] = defaultdict(lambda: dict.fromkeys(_STAGES, 0))
    for unit_id, *counts in _orders(table):
        for stage, count in zip(_STAGES, counts, strict=True):
            orders[roll_up.get(unit_id, unit_id)][stage] += count
    return {unit.id: Packages(planned[unit.id], orders[unit.id]) for unit in table.units}


def _orders(table: ShareTable) -> list[tuple[int, ...]]:
    found = PurchaseDocument.objects.filter(
        government_id=table.government.id,
        year=table.year,
        vanished=False,
        linked_to__isnull=True,
        channel__in=table.definition.channels,
    )
    if table.as_of is not None:
        found = found.filter(ordered_on__lte=table.as_of)
    counted = {stage.name.lower(): F("stages").bitand(int(stage)) for stage in _STAGES}
    sums = {f"n_{name}": Count("id", filter=Q(**{f"{name}__gt": 0})) for name in counted}
    return list(found.annotate(**counted).values("unit_id").annotate(**sums).order_by().values_list("unit_id", *sums))
