"""Needs as everybody may see them, and the demand that each belongs to."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, QuerySet, Sum, When

from belanja.rules.needs.states import WANTED, NeedState

from ..models import Match, Need, NeedStep
from ..services.base import not_there


@dataclass(frozen=True)
class Size:
    """A demand as a firm sees it, over its needs that are still looked for. `amounts`: by unit of measure; `value`:
    rupiah of those that tell one, None where none does; `untold`: how many tell none."""

    title: str
    needs: int
    units: int
    amounts: dict[str, Decimal]
    value: Decimal | None
    untold: int


def needs_of(government_id: int, *states: NeedState) -> QuerySet[Need]:
    """Needs of a government in some states, the latest first; none named: all but those taken off."""
    found = Need.objects.filter(government_id=government_id).select_related("region", "unit").order_by("-at", "-id")
    if not states:
        return found.exclude(state=NeedState.REMOVED.value)
    return found.filter(state__in=[state.value for state in states])


def need(need_id: int) -> Need:
    """One need as everybody may see it; RuleBroken 404 for one that is not there or was taken off. One query."""
    found = (
        Need.objects.select_related("region", "government", "unit", "demand", "etalase", "specification")
        .filter(pk=need_id)
        .first()
    )
    if found is None or found.state == NeedState.REMOVED.value:
        raise not_there()
    return found


def demand_of(need: Need) -> Size:
    """What all needs of its demand add up to. Two queries."""
    wanted = Need.objects.filter(demand_id=need.demand_id, state__in=[state.value for state in WANTED])
    rows = list(wanted.values_list("unit_id", "by_id", "value"))
    amounts = wanted.exclude(amount=None).values_list("measure").annotate(sum=Sum("amount")).order_by("measure")
    told = [value for _, _, value in rows if value is not None]
    return Size(
        title=need.demand.title,
        needs=len(rows),
        units=len({unit if unit is not None else -by for unit, by, _ in rows}),
        amounts=dict(amounts),
        value=sum(told, Decimal("0.00")) if told else None,
        untold=len(rows) - len(told),
    )


def need_by_code(code: str) -> Need:
    """The same by its code."""
    found = Need.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise not_there()
    return need(found)


def matches_of_firm(firm_id: int) -> QuerySet[Match]:
    """Needs that a firm was told of or came to, those still looked for first, then the latest."""
    wanted = Case(When(need__state__in=[state.value for state in WANTED], then=0), default=1)
    found = Match.objects.filter(firm_id=firm_id).exclude(need__state=NeedState.REMOVED.value)
    return found.select_related("need__region", "need__unit", "need__demand").order_by(wanted, "-matched_at", "-pk")


def match_of(need: Need, firm_id: int) -> Match | None:
    """How far the firm came with the need; None where it has not to do with it."""
    return Match.objects.filter(need=need, firm_id=firm_id).first()


def story(need: Need) -> QuerySet[NeedStep]:
    """Its steps, the first one first."""
    return need.steps.order_by("at", "id")
