"""When goods of an etalase were last ordered, through any channel whose orders name their etalase."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from belanja.etalase.models import Etalase
from belanja.facts.models import PurchaseDocument
from belanja.institutions import selectors as institutions
from belanja.rules.channels import Stage
from belanja.rules.listings import EtalaseState
from belanja.rules.periods import months_before

MONTHS_KEY = "etalase.tanpa_penjualan.bulan"


@dataclass(frozen=True)
class ShelfSale:
    """An etalase with its last order known; `orders`: how many since the first day looked at. `why_unknown`: why
    nothing can be said of it; empty where something can."""

    etalase: Etalase
    last_on: date | None
    orders: int
    why_unknown: str


@dataclass(frozen=True)
class ShelfSales:
    """Shelves of a government from `since` on; `every`: all there are, by name. `told_until`: the day of the last order
    that names an etalase at all: what came later, nobody can tell."""

    since: date
    months: int
    told_until: date | None
    every: Sequence[Etalase]
    idle: list[ShelfSale]
    unknown: list[ShelfSale]
    sold: list[ShelfSale]
    young: list[Etalase]


def shelf_sales(*, government_id: int, on: date) -> ShelfSales:
    """The open shelves of a government by whether anything of theirs was ordered in the last months (dated parameter).

    An order in doubt is an order: a shelf is idle only if there is none, and a cancelled one is none. A shelf that was
    opened later is young, not idle. Three queries.
    """
    months = int(institutions.parameter(MONTHS_KEY, government_id=government_id, on=on))
    since = months_before(on, months)
    orders = PurchaseDocument.objects.filter(
        government_id=government_id, vanished=False, linked_to=None, ordered_on__lte=on
    ).exclude(etalase_id="")
    orders = orders.exclude(stages=Stage.CANCELLED).exclude(stages=0)
    told = orders.order_by().values_list("etalase_id").annotate(
        last=Max("ordered_on"), count=Count("pk", filter=Q(ordered_on__gte=since))
    )  # fmt: skip
    named = list(told)
    last = {code: day for code, day, _count in named}
    recent = {code: count for code, _day, count in named}
    told_until = max(last.values(), default=None)
    open_ones = [EtalaseState.ACTIVE.value, EtalaseState.FROZEN.value]
    every = Etalase.objects.filter(government_id=government_id).select_related("national", "merged_into")
    shelves = list(every.order_by("sort_key", "pk"))
    found = ShelfSales(since, months, told_until, shelves, [], [], [], [])
    codes = _codes(shelves)
    for etalase in shelves:
        if etalase.state not in open_ones:
            continue
        own = codes.get(etalase.pk, [])
        orders_of = sum(recent.get(code, 0) for code in own)
        sharing = {
            other.name for other in shelves if other.pk != etalase.pk and set(codes.get(other.pk, ())) & set(own)
        }
        sale = ShelfSale(
            etalase,
            max((last[code] for code in own if code in last), default=None),
            orders_of,
            _why_unknown(own, told_until, since, sharing if orders_of else set()),
        )
        if sale.orders and not sale.why_unknown:
            found.sold.append(sale)
        elif etalase.opened_on and etalase.opened_on > since:
            found.young.append(etalase)
        elif sale.why_unknown:
            found.unknown.append(sale)
        else:
            found.idle.append(sale)
    return found


def _codes(shelves: Iterable[Etalase]) -> dict[int, list[str]]:
    """Ids by which orders name each shelf: its own, and those of shelves that were merged into it."""
    ends = {one.pk: one for one in shelves}
    codes: dict[int, list[str]] = {}
    for one in ends.values():
        end, seen = one, {one.pk}
        while end.merged_into_id in ends and end.merged_into_id not in seen:
            end = ends[end.merged_into_id]
            seen.add(end.pk)
        if one.national is not None:
            codes.setdefault(end.pk, []).append(one.national.national_id)
    return codes


def _why_unknown(codes: list[str], told_until: date | None, since: date, sharing: set[str]) -> str:
    if not codes:
        return "belum dikaitkan dengan etalase Katalog v5 yang disebut pesanan"
    if told_until is None:
        return "tidak ada pesanan termuat yang menyebut etalase"
    if told_until < since:
        return "pesanan yang menyebut etalase tidak sampai ke masa ini"
    if sharing:
        return f"pesanannya menyebut etalase Katalog v5 yang juga dipakai {', '.join(sorted(sharing))}"
    return ""
