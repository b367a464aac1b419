"""When goods of an etalase were last ordered: here, or through a channel whose orders name their etalase."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from belanja.etalase.models import Etalase
from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.purchasing.models import Order, OrderLine
from belanja.rules.buying.states import CANCELLED
from belanja.rules.channels import Channel, Mode, Stage
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
    that names an etalase at all: what came later, nobody can tell. `own`: this was the region's own catalogue
    (`Mode.LOCAL`) throughout, so that all orders from its shelves were made here; then it is the day asked for."""

    since: date
    months: int
    told_until: date | None
    own: bool
    every: Sequence[Etalase]
    idle: list[ShelfSale]
    unknown: list[ShelfSale]
    sold: list[ShelfSale]
    young: list[Etalase]


def shelf_sales(*, government_id: int, on: date) -> ShelfSales:
    """The open shelves of a government by whether anything of theirs was ordered in the last months (dated parameter).

    An order in doubt is an order: a shelf is idle only if there is none, and a cancelled one is none. One made here
    and the national order that it became are one. A shelf that was opened later is young, not idle. Some five queries.
    """
    months = int(institutions.parameter(MONTHS_KEY, government_id=government_id, on=on))
    since = months_before(on, months)
    orders = PurchaseDocument.objects.filter(
        government_id=government_id, vanished=False, linked_to=None, ordered_on__lte=on
    ).exclude(etalase_id="")
    orders = orders.exclude(stages=Stage.CANCELLED).exclude(stages=0)
    here_too = _became(_made_here(government_id, since, on))
    told = orders.order_by().values_list("etalase_id").annotate(
        last=Max("ordered_on"), count=Count("pk", filter=Q(ordered_on__gte=since) & ~Q(pk__in=here_too))
    )  # fmt: skip
    named = list(told)
    last = {code: day for code, day, _count in named}
    recent = {code: count for code, _day, count in named}
    local = _own_catalogue(government_id, since, on)
    told_until = on if local else max(last.values(), default=None)
    open_ones = [EtalaseState.ACTIVE.value, EtalaseState.FROZEN.value]
    every = Etalase.objects.filter(government_id=government_id).select_related("national", "merged_into")
    shelves = list(every.order_by("sort_key", "pk"))
    found = ShelfSales(since, months, told_until, local, shelves, [], [], [], [])
    ends = _ends(shelves)
    codes = _codes(shelves, ends)
    here = _ordered_here(government_id, ends, since, on)
    for etalase in shelves:
        if etalase.state not in open_ones:
            continue
        own = codes.get(etalase.pk, [])
        orders_of = sum(recent.get(code, 0) for code in own)
        last_here, recent_here = here.get(etalase.pk, (None, 0))
        sharing = {
            other.name for other in shelves if other.pk != etalase.pk and set(codes.get(other.pk, ())) & set(own)
        }
        if recent_here and sharing:
            own, orders_of = [], 0  # whose those orders are, nobody can tell
        sale = ShelfSale(
            etalase,
            max((day for day in (*(last.get(code) for code in own), last_here) if day), default=None),
            orders_of + recent_here,
            "" if recent_here else _why_unknown(local or bool(own), told_until, since, sharing if orders_of else set()),
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


def _ends(shelves: Iterable[Etalase]) -> dict[int, int]:
    """Each shelf -> the one that it was merged into at last; itself where it was not."""
    into = {one.pk: one.merged_into_id for one in shelves}
    ends: dict[int, int] = {}
    for pk in into:
        end, seen = pk, {pk}
        while (ahead := into[end]) in into and ahead not in seen:
            end = ahead
            seen.add(end)
        ends[pk] = end
    return ends


def _codes(shelves: Iterable[Etalase], ends: dict[int, int]) -> dict[int, list[str]]:
    """Ids by which orders name each shelf: its own, and those of shelves that were merged into it."""
    codes: dict[int, list[str]] = {}
    for one in shelves:
        if one.national is not None:
            codes.setdefault(ends[one.pk], []).append(one.national.national_id)
    return codes


def _made_here(government_id: int, since: date | None, on: date) -> QuerySet[Order]:
    """Orders made here by `on`, from `since` on where it is told; cancelled ones and practice are none."""
    found = Order.objects.filter(government_id=government_id, created_at__lt=clock.midnight(on + timedelta(days=1)))
    if since is not None:
        found = found.filter(created_at__gte=clock.midnight(since))
    return found.exclude(state__in=[state.value for state in CANCELLED]).exclude(mode=Mode.PRACTICE.value)


def _became(orders: QuerySet[Order]) -> QuerySet[PurchaseDocument, Any]:
    """The national orders that orders made here became: the latter stand for them, as they name their goods."""
    own = PurchaseDocument.objects.filter(channel=Channel.NATIVE, linked_to__isnull=False)
    return own.filter(key__in=orders.values("code")).values("linked_to")


def _ordered_here(government_id: int, ends: dict[int, int], since: date, on: date) -> dict[int, tuple[date, int]]:
    """Shelf -> day of the last order made here of its goods, by `on`, and how many since. One query."""
    first = clock.midnight(since)
    lines = (
        OrderLine.objects.filter(order__in=_made_here(government_id, None, on), quantity__gt=0)
        .values("product__etalase_id")
        .annotate(
            last=Max("order__created_at"),
            recent=Count("order_id", distinct=True, filter=Q(order__created_at__gte=first)),
        )
        .values_list("product__etalase_id", "last", "recent")
    )
    found: dict[int, tuple[date, int]] = {}
    for shelf_id, last, recent in lines:
        end = ends.get(shelf_id, shelf_id)
        day, before = found.get(end, (date.min, 0))
        found[end] = (max(day, clock.wib(last).date()), before + recent)
    return found


def _own_catalogue(government_id: int, since: date, on: date) -> bool:
    """Whether this was the region's own catalogue on all of these days: whatever its shelves sold was ordered here."""
    return institutions.counting_modes(government_id=government_id, since=since, until=on) == {Mode.LOCAL}


def _why_unknown(known: bool, told_until: date | None, since: date, sharing: set[str]) -> str:
    if not known:
        return "belum dikaitkan dengan etalase Katalog v5 yang disebut pesanan"
    if told_until is None:
        return "tidak ada pesanan termuat yang menyebut etalase"
    if told_until < since:
        return "pesanan yang menyebut etalase tidak sampai ke masa ini"
    if sharing:
        return f"pesanannya menyebut etalase Katalog v5 yang juga dipakai {', '.join(sorted(sharing))}"
    return ""
