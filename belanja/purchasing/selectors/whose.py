"""Whose an order is today: as PPK, and while it is negotiated as its buyer. Of whoever is named in it, of whoever
stands in for him, and where he holds the role for the unit no more, of everybody who does. So no order waits for
somebody who may not act."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q

from belanja.foundation import clock
from belanja.institutions import handed_on
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, RoleAssignment
from belanja.journal.services import Actor
from belanja.rules.buying.states import OrderState
from belanja.rules.duties import DUTIES, Duty, Role

from ..models import Order

_PPK = DUTIES[Duty.APPROVE_PURCHASE]
_BUYER = frozenset({Role.PEJABAT_PENGADAAN})


def of_ppk(actor: Actor, government: Government, units: Collection[int] | None) -> Q:
    """Which orders of a government are somebody's as PPK. `units`: for which he may do that work; None: all."""
    return _of(actor, "ppk_id", _PPK, government, units)


def of_buyer(actor: Actor, government: Government, units: Collection[int] | None) -> Q:
    """Which orders of a government are somebody's as their buyer. A PPK who bought himself is followed as PPK, a
    Pejabat Pengadaan by his like alone: a PPK who went on with his purchase could not review it any more. `units`: for
    which he may buy; None: all."""
    as_buyer = institutions.units_of_role(actor, Role.PEJABAT_PENGADAAN, government)
    own = Q(buyer_id=F("ppk_id"))
    his = Q(unit_id__in=as_buyer) & _of(actor, "buyer_id", _BUYER, government, as_buyer)
    return (own & of_ppk(actor, government, units)) | (~own & his)


def _of(actor: Actor, named: str, roles: frozenset[Role], government: Government, units: Collection[int] | None) -> Q:
    """Orders whose official, by the column `named`, is this one, lent him his role, or holds it no more for one of
    `units` (None: all)."""
    tops = institutions.pd_map(government.pk, clock.today())
    reach = set(tops) if units is None else set(units)
    found = Q(**{named: actor.user_id})
    for whose, of in handed_on.lends_to(actor.user_id, roles, government.pk):
        found |= Q(**{named: whose}, unit_id__in=of)
    below: dict[int, list[int]] = defaultdict(list)
    for unit in sorted(reach):
        if tops.get(unit, unit) != unit:
            below[tops[unit]].append(unit)
    free = _not_acting(named, government, reach) if Role.PPK in roles else Q()
    found |= free & ~_held(named, roles, government) & Q(unit_id__in=reach.difference(*below.values()))
    for top, under in below.items():
        found |= free & ~_held(named, roles, government, top) & Q(unit_id__in=under)
    return found


def _held(named: str, roles: frozenset[Role], government: Government, top: int | None = None) -> Q:
    """Orders whose official holds one of the roles for the unit today: for the very unit, for what it counts under
    (`top`), or for the whole government, as `institutions.selectors` has it."""
    today, near = clock.today(), Q(unit__isnull=True) | Q(unit_id=OuterRef("unit_id"))
    held = RoleAssignment.objects.filter(
        near if top is None else near | Q(unit_id=top), government=government, role__in=roles,
        user_id=OuterRef(named), user__is_active=True, valid_from__lte=today, valid_to__gt=today,
    )  # fmt: skip
    return Q(Exists(held))


def _not_acting(named: str, government: Government, reach: Collection[int]) -> Q:
    """All but orders whose PPK is PA or KPA of a unit that has none, and acts as one today."""
    found: dict[frozenset[int], list[int]] = defaultdict(list)
    for unit, people in institutions.acting_as_ppk(government.pk, clock.today()).items():
        if unit in reach:
            found[frozenset(people)].append(unit)
    others = Q()
    for those, units in found.items():
        others &= ~Q(**{f"{named}__in": sorted(those)}, unit_id__in=units)
    return others


def followers(order: Order) -> frozenset[int]:
    """Who goes on with an order as PPK today."""
    return handed_on.going_on(order.unit, _PPK, order.ppk_id)


def buyers(order: Order) -> frozenset[int]:
    """Who goes on with an order as its buyer today, as `of_buyer` has it."""
    if order.buyer_id == order.ppk_id:
        return followers(order)
    return handed_on.going_on(order.unit, _BUYER, order.buyer_id)


def buyer_missing(order: Order) -> bool:
    """Whether a negotiation waits for a Pejabat Pengadaan and its unit has none any more."""
    waits = order.state == OrderState.NEGOTIATION and order.buyer_id != order.ppk_id
    return waits and not institutions.people_in(order.unit, _BUYER)


def without_buyer(government: Government, units: Collection[int] | None) -> list[Order]:
    """The negotiations of these units (None: of all) that wait for a Pejabat Pengadaan whom their unit has no more. One
    query."""
    found = Order.objects.filter(government=government, state=OrderState.NEGOTIATION).exclude(buyer_id=F("ppk_id"))
    found = found if units is None else found.filter(unit_id__in=units)
    return [order for order in found.select_related("government", "unit").order_by("pk") if buyer_missing(order)]


def concerned(order: Order) -> set[int]:
    """Whom a message about an order reaches: whoever goes on with it as buyer, and as PPK."""
    return {*buyers(order), *followers(order)}
