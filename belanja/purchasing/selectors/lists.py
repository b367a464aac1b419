"""Lists and single rows for a desk: what an officer of a unit, or somebody who acts for a firm, may see."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.buying.states import Method, OrderState, PackageState
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.vendors import selectors as vendors

from ..models import Order, Package

PAGE = 50
#: What a firm has to do with: it negotiates, or the buyer has signed.
OF_A_FIRM = Q(method=Method.NEGOTIATION.value) | Q(buyer_signed_at__isnull=False) | Q(signed_at__isnull=False)


@dataclass(frozen=True)
class Page:
    """Some orders, newest first, and how many there are by state; `total` in all of the states asked for."""

    orders: list[Order]
    counts: dict[OrderState, int]
    total: int
    number: int
    pages: int


def package_for(actor: Actor, government: Government, package_id: int) -> Package:
    """A package; RuleBroken 404 unless the actor may see its unit's purchases."""
    found = Package.objects.select_related("government", "unit", "deliver_to").filter(pk=package_id).first()
    if found is None or found.government_id != government.pk or not _sees(actor, government, found.unit_id):
        raise RuleBroken("not_found", "Paket ini tidak ditemukan.", status=404)
    return found


def order_for_officer(actor: Actor, government: Government, code: str) -> Order:
    """An order by its code; RuleBroken 404 unless the actor may see its unit's purchases."""
    found = _orders().filter(code=code).first()
    if found is None or found.government_id != government.pk or not _sees(actor, government, found.unit_id):
        raise RuleBroken("not_found", "Pesanan ini tidak ditemukan.", status=404)
    return found


def order_for_firm(actor: Actor, firm_id: int, code: str) -> Order:
    """An order by its code; RuleBroken 404 unless the actor acts for its firm, and before the firm has anything to do
    with it (a direct order that the PPK has not signed)."""
    vendors.require_member(actor, firm_id)
    found = _orders().filter(OF_A_FIRM, code=code, firm_id=firm_id).first()
    if found is None:
        raise RuleBroken("not_found", "Pesanan ini tidak ditemukan.", status=404)
    return found


def packages_of(
    actor: Actor, government: Government, *, states: Collection[PackageState] = (), unit_id: int | None = None
) -> QuerySet[Package]:
    """Packages of the units whose purchases the actor may see, newest first, with the number of their `line_count`."""
    found = Package.objects.filter(_in_reach(actor, government, unit_id)).select_related("government", "unit")
    if states:
        found = found.filter(state__in=states)
    return found.annotate(line_count=Count("lines")).order_by("-pk")


def orders_of_unit(
    actor: Actor,
    government: Government,
    *,
    states: Collection[OrderState] = (),
    unit_id: int | None = None,
    text: str = "",
    page: int = 1,
) -> Page:
    """Orders of the units whose purchases the actor may see. A handful of queries whatever their number."""
    return _page(_orders().filter(_in_reach(actor, government, unit_id)), states, text, page)


def orders_of_firm(
    actor: Actor, firm_id: int, *, states: Collection[OrderState] = (), text: str = "", page: int = 1
) -> Page:
    """Orders of a firm that it has to do with. RuleBroken 404 for strangers."""
    vendors.require_member(actor, firm_id)
    return _page(_orders().filter(OF_A_FIRM, firm_id=firm_id), states, text, page)


def _orders() -> QuerySet[Order]:
    return Order.objects.select_related("government", "unit", "firm", "package")


def _sees(actor: Actor, government: Government, unit_id: int) -> bool:
    return institutions.is_allowed(actor, Duty.SEE_PURCHASES, government, unit_id=unit_id)


def _in_reach(actor: Actor, government: Government, unit_id: int | None) -> Q:
    units = institutions.units_allowed(actor, Duty.SEE_PURCHASES, government)
    reach = Q(government=government) if units is None else Q(government=government, unit_id__in=units)
    return reach if unit_id is None else reach & Q(unit_id=unit_id)


def _page(rows: QuerySet[Order], states: Collection[OrderState], text: str, number: int) -> Page:
    if words := text.strip()[:80]:
        rows = rows.filter(Q(code__iexact=words) | Q(title__icontains=words) | Q(firm_name__icontains=words))
    told = rows.order_by().values_list("state").annotate(count=Count("pk"))
    counts = {OrderState(state): count for state, count in told}
    total = sum(count for state, count in counts.items() if not states or state in states)
    if states:
        rows = rows.filter(state__in=states)
    pages = max(1, -(-total // PAGE))
    number = min(max(1, number), pages)
    first = (number - 1) * PAGE
    return Page(list(rows.order_by("-pk")[first : first + PAGE]), counts, total, number, pages)
