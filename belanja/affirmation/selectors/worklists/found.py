"""The items of each kind of work, read from the record in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from belanja.affirmation.figures import ShareTable
from belanja.facts.models import PurchaseDocument
from belanja.intake.models import HeldItem
from belanja.plans import budgets
from belanja.plans import selectors as plans
from belanja.plans.models import RupPackage
from belanja.rules import money, unknowns
from belanja.rules.budgets import BudgetState
from belanja.rules.channels import Channel, Stage
from belanja.rules.shares import Reason
from belanja.rules.worklists import Work, closing, method_fits

#: An order in one of these states is neither open nor done.
_OUT = int(Stage.CANCELLED | Stage.UNCERTAIN)
_BUDGET = (Reason.NO_BUDGET, Reason.FEED_MISSING, Reason.FEED_TRUNCATED)


@dataclass(frozen=True)
class Item:
    """One thing to mend. `thing`: order, package (with the id of its source row), held, entry or unit; `code` is its
    own number."""

    work: Work
    pd_id: int
    thing: str
    id: int
    code: str
    title: str
    amount: Decimal
    day: date | None = None
    why: str = ""


@dataclass(frozen=True)
class Order:
    """An order as far as worklists need it."""

    id: int
    unit_id: int
    channel: Channel
    code: str
    title: str
    plan_codes: tuple[str, ...]
    stages: int
    amount: Decimal
    day: date | None
    shipment: str


@dataclass(frozen=True)
class Line:
    """A plan line (RUP package) that counts."""

    id: int
    unit_id: int
    code: str
    title: str
    method: str
    epurchasing: bool
    pagu: Decimal
    pdn: bool | None
    umkk: bool | None
    source_row_id: int


@dataclass(frozen=True)
class Record:
    """Orders, plan lines and where codes lead, of one government and year; read once for all kinds of work."""

    orders: tuple[Order, ...]
    lines: tuple[Line, ...]
    known: Mapping[str, bool]
    """Of the codes that orders lead to: whether the plan line still counts. Codes of no plan line are absent."""
    ends: Mapping[str, frozenset[str]]

    def reached(self, order: Order) -> set[str]:
        """Codes under which an order's plan lines may stand: as written, and where revisions lead."""
        return {end for code in order.plan_codes for end in (*self.ends.get(code, ()), code)}


def read(government_id: int, year: int, unit_ids: Collection[int] | None = None) -> Record:
    """Orders and plan lines of these units, or of all; with them orders of other units that may have used the lines.
    Five queries, six for some units."""
    packages = RupPackage.objects.filter(
        government_id=government_id, year=year, counts=True, kind=RupPackage.Kind.PENYEDIA
    ).order_by("id")
    documents = (
        PurchaseDocument.objects.filter(government_id=government_id, year=year, vanished=False)
        .exclude(stages=0)
        .order_by("id")
    )
    if unit_ids is not None:
        packages = packages.filter(unit_id__in=unit_ids)
    lines = tuple(
        Line(*row)
        for row in packages.values_list(
            "id", "unit_id", "code", "title", "method", "epurchasing", "pagu", "pdn", "umkk", "source_row_id"
        )
    )
    if unit_ids is not None:
        own = {line.code for line in lines}
        used = own | plans.former_codes(government_id=government_id, codes=own)
        # Nearly every order has one code, which a list finds at once; two lists are compared only where it has more.
        first, more = (
            Q(plan_codes__0__in=sorted(used)),
            Q(plan_codes__1__isnull=False, plan_codes__overlap=sorted(used)),
        )
        documents = documents.filter(Q(unit_id__in=unit_ids) | first | more)
    orders = tuple(_orders(documents))
    codes = {code for order in orders for code in order.plan_codes}
    ends = plans.follow_revisions(government_id=government_id, codes=codes)
    reached = codes | {end for group in ends.values() for end in group}
    return Record(orders, lines, plans.known_codes(government_id=government_id, codes=reached), ends)


def _orders(documents: QuerySet[PurchaseDocument]) -> Iterator[Order]:
    fields = "id unit_id channel number key title plan_codes stages amount ordered_on shipment".split()
    for pk, unit_id, channel, number, key, title, codes, stages, amount, day, sent in documents.values_list(*fields):
        code = number or key
        yield Order(pk, unit_id, Channel(channel), code, title or code, tuple(codes), stages, amount, day, sent)


# Kinds that follow from orders and plan lines


def delivered(record: Record, channels: Iterable[Channel]) -> Iterator[Order]:
    """Orders handed over and not yet finished, in the channels that the share counts."""
    wanted = set(channels)
    for order in record.orders:
        if order.channel in wanted and order.stages & Stage.RECEIVED and not order.stages & (Stage.COMPLETED | _OUT):
            yield order


def without_plan(record: Record) -> Iterator[tuple[Order, str]]:
    """Orders, not cancelled, that lead to no plan line that counts, and why."""
    for order in record.orders:
        if order.stages & Stage.CANCELLED:
            continue
        reached = record.reached(order)
        if any(record.known.get(code) for code in reached):
            continue
        if not order.plan_codes:
            yield order, "tidak menyebut kode RUP"
        elif any(code in record.known for code in reached):
            yield order, "paket RUP-nya tidak berlaku lagi"
        else:
            yield order, "kode RUP tidak ada dalam rencana yang dimuat"


def used_codes(record: Record) -> set[str]:
    return {code for order in record.orders if not order.stages & Stage.CANCELLED for code in record.reached(order)}


def without_order(record: Record) -> Iterator[Line]:
    """e-Purchasing plan lines that no order has used."""
    used = used_codes(record)
    return (line for line in record.lines if line.epurchasing and line.code not in used)


def other_method(record: Record) -> Iterator[tuple[Line, str]]:
    """Plan lines bought otherwise than planned, and how they were bought."""
    channels: dict[str, set[Channel]] = defaultdict(set)
    for order in record.orders:
        if not order.stages & Stage.CANCELLED:
            for code in record.reached(order):
                channels[code].add(order.channel)
    for line in record.lines:
        wrong = sorted(
            channel.label for channel in channels.get(line.code, ()) if not method_fits(line.method, channel)
        )
        if wrong:
            yield line, f"direncanakan {line.method}, dibeli lewat {' dan '.join(wrong)}"


def unmarked(record: Record) -> Iterator[tuple[Line, str]]:
    """Plan lines that do not say whether they are PDN, or whether they are for UMKK."""
    for line in record.lines:
        missing = [word for word, mark in (("PDN", line.pdn), ("UMKK", line.umkk)) if mark is None]
        if missing:
            yield line, f"tanpa tanda {' dan '.join(missing)}"


def from_record(record: Record, roll_up: Mapping[int, int], channels: Iterable[Channel]) -> Iterator[Item]:
    def of_order(work: Work, order: Order, why: str = "") -> Item:
        pd_id = roll_up.get(order.unit_id, order.unit_id)
        why = f"{order.channel.label}{', ' + why if why else ''}"
        return Item(work, pd_id, "order", order.id, order.code, order.title, order.amount, order.day, why)

    def of_line(work: Work, line: Line, why: str = "") -> Item:
        pd_id = roll_up.get(line.unit_id, line.unit_id)
        return Item(
            work, pd_id, "package", line.source_row_id, line.code, line.title, line.pagu, None, why or line.method
        )

    yield from (of_order(closing(order.shipment), order) for order in delivered(record, channels))
    yield from (of_line(Work.TANPA_PESANAN, line) for line in without_order(record))
    yield from (of_order(Work.TANPA_RENCANA, order, why) for order, why in without_plan(record))
    yield from (of_line(Work.BEDA_METODE, line, why) for line, why in other_method(record))
    yield from (of_line(Work.TANPA_TANDA, line, why) for line, why in unmarked(record))
    for order in record.orders:
        if order.stages & Stage.UNCERTAIN and not order.stages & Stage.CANCELLED:
            yield of_order(Work.KEPUTUSAN, order, "tahap atau nilainya belum dipastikan")


# Kinds that wait for people here


def waiting(table: ShareTable, roll_up: Mapping[int, int]) -> Iterator[Item]:
    """Held budgets and entries that wait for a second person; two queries."""
    government_id, year = table.government.id, table.year
    bought = {unit.id: unit.numerator or money.ZERO for unit in table.units}
    held = HeldItem.objects.filter(
        Q(feed="budget"), government_id=government_id, year=year, resolution="", unit__isnull=False
    ).select_related("unit")
    for item in held.order_by("id"):
        assert item.unit is not None  # asked for above
        pd_id = roll_up.get(item.unit.pk, item.unit.pk)
        amount = bought.get(pd_id, money.ZERO)
        kind, key = item.get_kind_display(), item.key[:80]
        yield Item(Work.KEPUTUSAN, pd_id, "held", item.pk, key, kind, amount, None, item.unit.name)
    for entry in budgets.versions(government_id=government_id, year=year, state=BudgetState.PROPOSED):
        pd_id = roll_up.get(entry.unit_id, entry.unit_id)
        title = f"Entri anggaran {entry.number}"
        yield Item(
            Work.KEPUTUSAN,
            pd_id,
            "entry",
            entry.pk,
            entry.unit.code,
            title,
            entry.pengadaan,
            entry.dated,
            "menunggu pengesahan",
        )


def without_budget(table: ShareTable) -> Iterator[Item]:
    """Perangkat Daerah whose budget is not on record; their orders cannot be compared with anything."""
    for unit in table.units:
        if unit.reason in _BUDGET and unit.denominator is None:
            side, code = unknowns.Side.DENOMINATOR, table.definition.denominator.code
            why = unknowns.explain(unit.reason, side=side, denominator=code).sentence
            amount = unit.numerator or money.ZERO
            yield Item(Work.ANGGARAN, unit.id, "unit", unit.id, unit.code, unit.name, amount, None, why)
