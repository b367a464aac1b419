"""Whose an order is today, as PPK: of whoever is named in it, of whoever stands in for him, and where he holds the role
for the unit no more, of every PPK of the unit. So no order waits for somebody who may not act."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from belanja.foundation import clock
from belanja.institutions import handed_on
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, RoleAssignment
from belanja.journal.services import Actor
from belanja.rules.duties import DUTIES, Duty

from ..models import Order


def of_ppk(actor: Actor, duty: Duty, government: Government, units: Collection[int] | None) -> Q:
    """Which orders of a government are somebody's by a duty of a PPK. `units`: for which he may do it; None: all."""
    tops = institutions.pd_map(government.pk, clock.today())
    reach = set(tops) if units is None else set(units)
    found = Q(ppk_id=actor.user_id)
    for whose, of in handed_on.lends_to(actor.user_id, duty, government.pk):
        found |= Q(ppk_id=whose, unit_id__in=of)
    below: dict[int, list[int]] = defaultdict(list)
    for unit in sorted(reach):
        if tops.get(unit, unit) != unit:
            below[tops[unit]].append(unit)
    found |= ~_held(duty, government) & Q(unit_id__in=reach.difference(*below.values()))
    for top, under in below.items():
        found |= ~_held(duty, government, top) & Q(unit_id__in=under)
    return found


def _held(duty: Duty, government: Government, top: int | None = None) -> Q:
    """Orders whose PPK holds the duty for the unit today: by a role for the very unit, for what it counts under
    (`top`), or for the whole government, as `institutions.selectors` has it."""
    today, near = clock.today(), Q(unit__isnull=True) | Q(unit_id=OuterRef("unit_id"))
    roles = RoleAssignment.objects.filter(
        near if top is None else near | Q(unit_id=top), government=government, role__in=DUTIES[duty],
        user_id=OuterRef("ppk_id"), user__is_active=True, valid_from__lte=today, valid_to__gt=today,
    )  # fmt: skip
    return Q(Exists(roles))


def followers(order: Order) -> frozenset[int]:
    """Who goes on with an order as PPK today."""
    return handed_on.going_on(order.unit, Duty.APPROVE_PURCHASE, order.ppk_id)


def concerned(order: Order) -> set[int]:
    """Whom a message about an order reaches: the buyer, and whoever goes on with it as PPK."""
    return {order.buyer_id, *followers(order)}
