"""Governments, their units and who is in post."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet

from belanja.foundation import clock
from belanja.journal.readings import Part, kept
from belanja.rules.decisions import RuleBroken

from ..models import Government, Official, Unit, UnitParent


def government(code: str) -> Government:
    """The government of a KLPD code; RuleBroken 404 where it is not on record."""
    found = Government.objects.filter(code=code.strip().upper()).first()
    if found is None:
        raise RuleBroken("government_unknown", f"Pemerintah daerah dengan kode {code} tidak ditemukan.", status=404)
    return found


#: Codes of governments in which officers practise on play data begin so; they stand in no list of the public.
PRACTICE = "LAT-"


def governments() -> QuerySet[Government]:
    """All governments on record but those of practice: provinces first, then by region code and name."""
    return sorted_governments().exclude(code__startswith=PRACTICE)


def sorted_governments() -> QuerySet[Government]:
    return Government.objects.order_by("region_code", "name", "code")


def units(government_id: int) -> QuerySet[Unit]:
    """Every unit of a government, sorted by name, replaced and provisional ones included."""
    return Unit.objects.filter(government_id=government_id).order_by("sort_key", "code")


@kept(Part.OFFICES)
def every_unit(government_id: int) -> tuple[Unit, ...]:
    """The same, for pages that ask for them again and again: kept until units change, and not to be changed."""
    return tuple(units(government_id))


@kept(Part.OFFICES)
def pd_map(government_id: int, on: date) -> Mapping[int, int]:
    """Unit id -> id of the Perangkat Daerah under which its figures count on `on`, for every unit.

    A unit that was another one all along goes to that one; one that was replaced goes to its successor from that
    day on; else the parent of that day decides. Kept until units change.
    """
    rows = Unit.objects.filter(government_id=government_id).values_list("id", "replaced_by_id", "valid_to")
    parent_of = dict(
        UnitParent.objects.filter(unit__government_id=government_id, valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
        .values_list("unit_id", "parent_id")
    )
    step = {
        unit_id: replaced_by if replaced_by and (valid_to is None or on >= valid_to) else parent_of.get(unit_id)
        for unit_id, replaced_by, valid_to in rows
    }
    return {unit_id: _top(unit_id, step) for unit_id in step}


def _top(unit_id: int, step: dict[int, int | None]) -> int:
    seen = {unit_id}
    while (above := step.get(unit_id)) is not None and above not in seen:
        seen.add(above)
        unit_id = above
    return unit_id


def officials_of(government_id: int, *, unit_id: int | None = None, on: date | None = None) -> QuerySet[Official]:
    """Officials in post on a day (default today); of one unit where `unit_id` is given."""
    day = on or clock.today()
    found = Official.objects.filter(in_force(day), government_id=government_id).select_related("unit")
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    return found.order_by("unit__sort_key", "post", "valid_from")


def in_force(day: date) -> Q:
    """Rows with `valid_from` and `valid_to` that hold on a day."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))
