"""Needs in the hands of those who build up small firms, for their desk and for who asked."""

from django.db.models import F, QuerySet

from ..models import Coaching, Match, Need, ProspectMatch


def coachings(government_id: int, *, coach: str = "", ended: bool = False) -> QuerySet[Coaching]:
    """Hand-overs of a government, of one coach where told: open ones by their term, or ended ones, the latest first."""
    found = Coaching.objects.filter(need__government_id=government_id, ended_at__isnull=not ended)
    if coach:
        found = found.filter(coach=coach)
    order = ["-ended_at", "-pk"] if ended else ["due_on", "pk"]
    return found.select_related("need__region", "need__unit").order_by(*order)


def coaching(government_id: int, coaching_id: int) -> Coaching | None:
    """One hand-over of a government."""
    rows = Coaching.objects.select_related("need__region", "need__unit", "need__government")
    return rows.filter(pk=coaching_id, need__government_id=government_id).first()


def coachings_of(need: Need) -> QuerySet[Coaching]:
    """The hand-overs of one need, the first one first."""
    return need.coachings.order_by("at", "pk")


def pairs_of(need: Need) -> QuerySet[Match]:
    """Firms that could meet it and have not declined, best first, with their names."""
    return need.matches.filter(declined_at=None).select_related("firm").order_by(F("points").desc(), "pk")


def listed_for(need: Need) -> QuerySet[ProspectMatch]:
    """Firms of lists of a Dinas that could meet it and are not registered yet, best first, with their names: for
    coaches alone."""
    found = need.prospect_matches.filter(prospect__isnull=False, joined=False)
    return found.select_related("prospect").order_by(F("points").desc(), "pk")
