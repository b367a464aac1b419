"""Firms by name, NIB or number, for officers."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from .models import Firm, Profile

MOST = 30


def find_firms(asked: str) -> QuerySet[Firm]:
    """Firms whose name holds what was typed, or whose NIB it is; none for fewer than three letters."""
    tidy = " ".join(asked.split())
    if len(tidy) < 3:
        return Firm.objects.none()
    wanted = Q(name__icontains=tidy) | Q(profile__name__icontains=tidy)
    if tidy.isascii() and tidy.isdigit():
        wanted |= Q(ids__scheme="nib", ids__value=tidy) | Q(profile__nib=tidy)
    return Firm.objects.filter(wanted).select_related("profile").order_by("name", "pk").distinct()[:MOST]


def names_of(firm_ids: Collection[int]) -> dict[int, str]:
    """Each firm's name as it publishes itself, else as feeds name it. Two queries whatever their number."""
    published = dict(Profile.objects.filter(firm_id__in=firm_ids).values_list("firm_id", "name"))
    known = dict(Firm.objects.filter(pk__in=firm_ids).values_list("pk", "name"))
    return {pk: published.get(pk) or name or f"Usaha nomor {pk}" for pk, name in known.items()}
