"""One Perangkat Daerah: its share under every definition, its plan, its sub-units and its orders."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from belanja.affirmation import evidence as records
from belanja.affirmation import measures
from belanja.affirmation.evidence import Evidence
from belanja.affirmation.figures import Definition, ShareTable, UnitShare
from belanja.affirmation.remembered import remembered
from belanja.facts.models import PurchaseDocument
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.purchasing.models import Order
from belanja.rules import money, periods
from belanja.rules.channels import Channel, Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.indicators import (
    DENOMINATORS,
    NUMERATORS,
    Denominator,
    DenominatorRule,
    EvidenceKind,
    Numerator,
    NumeratorRule,
    makes_sense,
)
from belanja.rules.shares import Amount

from .definitions import definition_for, usual_definitions
from .shares import tabulate

#: The most orders one page of a list may hold.
LARGEST_PAGE = 200


@dataclass(frozen=True)
class SubUnit:
    """A unit counted under the Perangkat Daerah. `budget` is None where no budget row has an amount."""

    id: int
    code: str
    name: str
    ordered: Decimal
    budget: Decimal | None
    planned_epurchasing: Decimal


@dataclass(frozen=True)
class UnitPage:
    """Everything a page about one Perangkat Daerah shows besides its orders and trend. Rupiah, percent."""

    table: ShareTable
    """The whole government's table, in which this unit stands."""
    unit: UnitShare
    path_percent: Decimal
    """Where the straight path to the target stands on the cut-off."""
    planned_epurchasing: Decimal
    """Pagu of counting RUP packages with method e-Purchasing."""
    ordered: Decimal
    """Orders not cancelled, whatever the numerator chosen."""
    not_yet_bought: Decimal
    """Planned through e-Purchasing and not yet ordered; 0.00 where more was ordered than planned."""
    numerators: tuple[tuple[NumeratorRule, Amount], ...]
    denominators: tuple[tuple[DenominatorRule, Amount], ...]
    sub_units: tuple[SubUnit, ...]
    usual: tuple[tuple[ShareTable, UnitShare], ...]
    """Its share by every indicator and evidence under the usual definition, each with the table it stands in; those
    that do not list it (it has packages in SPSE alone, say) are left out."""
    unit_ids: tuple[int, ...]
    """The Perangkat Daerah and all units counted under it, for `orders_page`."""


@remembered
def unit_page(
    *,
    government: Government,
    year: int,
    code: str,
    indicator: str = "epurchasing",
    evidence: EvidenceKind | str | None = None,
    numerator: Numerator | str | None = None,
    denominator: Denominator | str | None = None,
    as_of: date | None = None,
) -> UnitPage:
    """The figures of the Perangkat Daerah `code`, in ten queries at most. Raises `RuleBroken` (404)
    when the government has no such Perangkat Daerah in that year."""
    day = records.measured_on(year, as_of)
    in_force = institutions.parameters(government_id=government.id, on=day)
    definition = definition_for(
        government,
        indicator=indicator,
        evidence=evidence,
        numerator=numerator,
        denominator=denominator,
        on=day,
        in_force=in_force,
    )
    above = [replace(definition, numerator=rule) for rule in NUMERATORS.values()]
    above = [one for one in above if makes_sense(one.evidence, one.numerator.code)]
    below = [replace(definition, denominator=rule) for rule in DENOMINATORS.values()]
    usual = usual_definitions(in_force)
    wanted = records.wanted([*above, *below, *usual])
    on_record = records.gather([government], year=year, as_of=as_of, wanted=wanted)[government.id]
    table = tabulate(on_record, definition)
    unit = table.unit(code)
    if unit is None:
        raise RuleBroken("unit_not_found", f"Tidak ada Perangkat Daerah {code} pada tahun {year}.", status=404)
    unit_ids = on_record.members(definition.channels_in_play)[unit.id]
    ordered = measures.spend_of(on_record, unit_ids, Stage.ORDERED, definition.channels).amount
    planned = sum((_planned(on_record, unit_id) for unit_id in unit_ids), money.ZERO)
    return UnitPage(
        table=table,
        unit=unit,
        path_percent=periods.path_percent(definition.target_percent, year, table.cut_off),
        planned_epurchasing=planned,
        ordered=ordered,
        not_yet_bought=max(money.ZERO, planned - ordered),
        numerators=tuple((one.numerator, measures.numerator_of(on_record, unit_ids, one)) for one in above),
        denominators=tuple(
            (one.denominator, measures.denominator_of(on_record, unit.id, unit_ids, one)) for one in below
        ),
        sub_units=_sub_units(on_record, definition, unit.id, unit_ids),
        usual=tuple(
            (table, row) for one in usual if (row := (table := tabulate(on_record, one)).unit(unit.code)) is not None
        ),
        unit_ids=tuple(unit_ids),
    )


def _planned(evidence: Evidence, unit_id: int) -> Decimal:
    sums = evidence.plans.get(unit_id)
    return sums.epurchasing if sums else money.ZERO


def _sub_units(evidence: Evidence, definition: Definition, pd_id: int, unit_ids: list[int]) -> tuple[SubUnit, ...]:
    below = (evidence.units[unit_id] for unit_id in unit_ids if unit_id != pd_id)
    rows = sorted(below, key=lambda row: (row.sort_key, row.code))
    found = []
    for row in rows:
        budget = evidence.budgets.get(row.id)
        found.append(
            SubUnit(
                id=row.id,
                code=row.code,
                name=row.name,
                ordered=measures.counted_of(evidence, [row.id], definition).value or money.ZERO,
                budget=budget.amounts[0] if budget and len(budget.amounts) == 1 else None,
                planned_epurchasing=_planned(evidence, row.id),
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class OrdersPage:
    """A page of orders, newest first (orders without a date last). `orders` come with their unit loaded."""

    orders: tuple[PurchaseDocument, ...]
    count: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // self.size))


def orders_page(
    *,
    government: Government,
    year: int,
    unit_ids: list[int] | None = None,
    stage: Stage | None = None,
    channel: Channel | None = None,
    as_of: date | None = None,
    page: int = 1,
    size: int = 50,
) -> OrdersPage:
    """Orders of a year, of these units or all; `stage` keeps those that have reached it. Two queries.

    For everybody: an order made here is listed once both sides have signed it. Its amount is in the sums before that,
    but a negotiation that runs is nobody else's.
    """
    size = max(1, min(size, LARGEST_PAGE))
    running = Order.objects.filter(code=OuterRef("key"), signed_at__isnull=True)
    orders: QuerySet[PurchaseDocument] = PurchaseDocument.objects.filter(
        ~Q(channel=Channel.NATIVE) | ~Exists(running), government_id=government.id, year=year, vanished=False
    )
    if unit_ids is not None:
        orders = orders.filter(unit_id__in=unit_ids)
    if stage is not None:
        orders = orders.annotate(reached=F("stages").bitand(int(stage))).filter(reached__gt=0)
    if channel is not None:
        orders = orders.filter(channel=channel)
    if as_of is not None:
        orders = orders.filter(ordered_on__lte=as_of)
    count = orders.count()
    page = max(1, min(page, max(1, -(-count // size))))
    rows = orders.select_related("unit").order_by(F("ordered_on").desc(nulls_last=True), "-amount", "id")
    return OrdersPage(tuple(rows[(page - 1) * size : page * size]), count, page, size)
