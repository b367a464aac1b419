"""Needs as everybody may see them, and the demand that each belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, Q, QuerySet, When

from belanja.etalase import selectors as etalase
from belanja.etalase.models import ReadySpecification
from belanja.purchasing.models import Order
from belanja.rules.attributes import Attribute, Requirement
from belanja.rules.needs.alike import together
from belanja.rules.needs.states import RUNNING, SOUGHT, WANTED, NeedState
from belanja.vendors.models import Firm, Profile

from ..models import Demand, Match, Need, NeedStep
from ..services.base import not_there


@dataclass(frozen=True)
class Size:
    """A demand as a firm sees it, over its needs that nobody has met yet. `amounts`: by unit of measure; `value`:
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


def needs_by_state(government_id: int) -> dict[NeedState, int]:
    """How many needs of a government are in each state; of states without any nothing. One query."""
    found = (
        Need.objects.filter(government_id=government_id).values_list("state").annotate(Count("pk")).order_by("state")
    )
    return {NeedState(state): count for state, count in found}


def order_code(need: Need) -> str | None:
    """The code of the order by which it was met. One query where there is one."""
    if need.order_id is None:
        return None
    return Order.objects.filter(pk=need.order_id).values_list("code", flat=True).first()


def wanted_of_units(unit_ids: Iterable[int], *also: int) -> QuerySet[Need]:
    """Needs of some units that are still looked for, and those named besides, the latest first. One query."""
    wanted = Q(unit_id__in=list(unit_ids), state__in=[state.value for state in WANTED])
    return Need.objects.filter(wanted | Q(pk__in=also)).order_by("-at", "-id")


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
    """What all needs of its demand add up to. One query."""
    return sizes([need.demand])[need.demand_id]


def sizes(demands: Iterable[Demand]) -> dict[int, Size]:
    """What the needs of each demand add up to. One query."""
    known = {one.pk: one for one in demands}
    wanted = Need.objects.filter(demand_id__in=known, state__in=[state.value for state in SOUGHT]).order_by("pk")
    found: dict[int, list[Need]] = {pk: [] for pk in known}
    for one in wanted.only("demand_id", "unit_id", "by_id", "value", "amount", "measure"):
        found[one.demand_id].append(one)
    return {pk: _size(known[pk].title, needs) for pk, needs in found.items()}


def _size(title: str, needs: list[Need]) -> Size:
    told = [one.value for one in needs if one.value is not None]
    return Size(
        title=title,
        needs=len(needs),
        units=len({one.unit_id if one.unit_id is not None else -one.by_id for one in needs}),
        amounts=together([(one.amount, one.measure) for one in needs if one.amount is not None]),
        value=sum(told, Decimal("0.00")) if told else None,
        untold=len(needs) - len(told),
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


def matches_of_need(need: Need) -> QuerySet[Match]:
    """Firms that could meet it or came by themselves: those who can first, then by points."""
    can = Case(When(interested_at__isnull=False, declined_at=None, then=0), When(declined_at=None, then=1), default=2)
    return Match.objects.filter(need=need).select_related("firm").order_by(can, "-points", "pk")


def firm_names(firm_ids: Iterable[int]) -> dict[int, str]:
    """Firms as they publish themselves, else as feeds name them. Two queries."""
    ids = set(firm_ids)
    names = dict(Firm.objects.filter(pk__in=ids).values_list("pk", "name"))
    names |= dict(Profile.objects.filter(firm_id__in=ids).exclude(name="").values_list("firm_id", "name"))
    return {pk: names.get(pk) or f"Usaha nomor {pk}" for pk in ids}


def requirements_of(need: Need) -> tuple[Requirement, ...]:
    """What it demands of attributes, in the form the rules read."""
    return ReadySpecification(requirements=need.requirements).rules()


def schema_of(need: Need) -> tuple[Attribute, ...]:
    """The attributes in force of its shelf; nothing where it names none. Two queries."""
    found = etalase.versions(need.etalase_id) if need.etalase_id else []
    return found[0].rules() if found else ()


def demands(government_id: int) -> QuerySet[Demand]:
    """Demands of at least two needs that nobody has met yet, the largest first."""
    wanted = Count("needs", filter=Q(needs__state__in=[state.value for state in SOUGHT]))
    return Demand.objects.filter(government_id=government_id).annotate(wanted=wanted).filter(wanted__gt=1).order_by(
        "-wanted", "-at"
    )  # fmt: skip


def demand(demand_id: int) -> Demand:
    """A demand with its government; RuleBroken 404 where there is none of which a need may be seen."""
    found = Demand.objects.select_related("government").filter(pk=demand_id).first()
    if found is None or not needs_in(found).exists():
        raise not_there()
    return found


def needs_in(demand: Demand) -> QuerySet[Need]:
    """Its needs that everybody may see, those that nobody has met yet first."""
    wanted = Case(When(state__in=[state.value for state in SOUGHT], then=0), default=1)
    found = Need.objects.filter(demand=demand).exclude(state=NeedState.REMOVED.value)
    return found.select_related("region").order_by(wanted, "needed_by", "pk")


def needs_held(user_id: int, government_id: int, unit_ids: Iterable[int] | None) -> QuerySet[Need]:
    """Needs in the hands of an account: its own, and those of units for which it holds the duty (None: of all)."""
    mine = Q(unit=None, by_id=user_id)
    mine |= Q(unit__isnull=False) if unit_ids is None else Q(unit_id__in=list(unit_ids))
    running = Case(When(state__in=[state.value for state in RUNNING], then=0), default=1)
    found = Need.objects.filter(mine, government_id=government_id)
    return found.select_related("region", "unit").order_by(running, "-at", "-pk")
