"""Reading who has handed which role on to whom."""

from collections.abc import Collection

from django.db.models import QuerySet

from belanja.foundation import clock
from belanja.journal.services import Actor

from .models import Government, RoleAssignment


def own_roles(actor: Actor, government: Government) -> list[RoleAssignment]:
    """The roles that somebody holds or will hold here, handed on ones too, with unit and whose they were. One query."""
    rows = RoleAssignment.objects.filter(user_id=actor.user_id or 0, government=government, valid_to__gt=clock.today())
    return list(rows.select_related("unit", "behalf_of__user").order_by("valid_from", "pk"))


def colleagues(actor: Actor, unit_ids: Collection[int]) -> list[RoleAssignment]:
    """The roles of the others that are bound to these very units, in the order of their holders' names. One query."""
    rows = RoleAssignment.objects.filter(unit_id__in=unit_ids, valid_to__gt=clock.today(), user__is_active=True)
    return list(rows.exclude(user_id=actor.user_id or 0).select_related("user").order_by("user__name", "pk"))


def handed_on_by(actor: Actor, government: Government) -> list[RoleAssignment]:
    """What somebody has handed on here, the latest first. One query."""
    rows = RoleAssignment.objects.filter(behalf_of__user_id=actor.user_id or 0, government=government)
    return list(rows.select_related("unit", "user", "behalf_of").order_by("-valid_from", "-pk"))


def handed_on(government_id: int) -> QuerySet[RoleAssignment]:
    """Every handing-on of a government, the latest first, for its administrator."""
    rows = RoleAssignment.objects.filter(government_id=government_id, behalf_of__isnull=False)
    return rows.select_related("unit", "user", "behalf_of__user").order_by("-valid_to", "-pk")
