"""Which accounts of opposite sides share a trace in the orders of a case: read by its auditor alone, while traces are
kept (`rules.traces`)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from belanja.accounts.models import Trace
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, RoleAssignment
from belanja.purchasing.models import Order, OrderStep
from belanja.rules.buying.parts import PART_OF_STEP
from belanja.rules.buying.states import Side
from belanja.rules.channels import Channel
from belanja.rules.separation import Part
from belanja.rules.traces import HELPERS, TRACE_DAYS, Kind, Mark, Party, Shared, shared

from ..models import Case, Flag

#: Orders of a case that are looked at, the latest first.
MOST = 200


@dataclass(frozen=True)
class OfOrder:
    """What is shared in one order."""

    order: Order
    found: tuple[Shared, ...]


@dataclass(frozen=True)
class Traces:
    """`since`: the first day of which traces are kept; `orders`: how many were looked at, of how many."""

    since: date
    looked_at: int
    total: int
    shared: tuple[OfOrder, ...]


def readable(found: Case) -> bool:
    """Whether the traces of a case may be read: while an auditor who has declared that he is independent reviews it."""
    return found.declared_at is not None and found.closed_at is None


def kept_since(government_id: int | None = None) -> date:
    """The first day of which traces are kept, by the term of a government, else by the shortest."""
    today = clock.today()
    every = [government_id] if government_id is not None else [None, *Government.objects.values_list("pk", flat=True)]
    return today - timedelta(days=min(_term(one, today) for one in every))


def _term(government_id: int | None, on: date) -> int:
    return int(institutions.parameter(TRACE_DAYS, government_id=government_id, on=on))


def traces(found: Case) -> Traces:
    """The traces that accounts of opposite sides share in the orders of a case. Eight queries at most."""
    since = kept_since(found.government_id)
    orders = _orders(found, since)
    total = orders.count()
    looked = list(orders.select_related("package").order_by("-created_at", "-pk")[:MOST])
    acted = _acted(looked, since)
    people = {person for of in acted.values() for person in of}
    seen = _seen(people, since)
    doors, helpers = _helpers(found.government_id, people, seen, since)
    told = []
    for order in looked:
        parties = [_party(person, days, seen) for person, days in acted.get(order.pk, {}).items()]
        common = shared(parties, doors=doors, helpers=helpers)
        if common:
            told.append(OfOrder(order, tuple(common)))
    return Traces(since, len(looked), total, tuple(told))


def _orders(found: Case, since: date) -> QuerySet[Order]:
    """The orders made here that its flags are about, and those of its firm with its unit; with a step since the day."""
    flags = Flag.objects.filter(in_case__case=found, channel=Channel.NATIVE, subject_kind__in=("Order", "Line"))
    codes = {key.split("/", 1)[0] for key in flags.values_list("subject_key", flat=True)}
    about = Q(code__in=codes)
    if found.firm_id is not None:
        of_unit = Q(unit_id=found.unit_id) if found.unit_id is not None else Q()
        about |= Q(firm_id=found.firm_id) & of_unit
    begun = clock.midnight(since)
    recent = OrderStep.objects.filter(at__gte=begun).values("order_id")
    return Order.objects.filter(about, government_id=found.government_id, pk__in=recent)


@dataclass
class _Acted:
    """What an account did in one order: for which side, in which parts, on which days."""

    firm: bool
    parts: set[Part]
    days: set[date]


def _acted(orders: list[Order], since: date) -> Mapping[int, Mapping[int, _Acted]]:
    begun = clock.midnight(since)
    steps = OrderStep.objects.filter(
        order_id__in=[one.pk for one in orders], at__gte=begun, by_id__isnull=False, side__in=[Side.BUYER, Side.FIRM]
    ).order_by("pk")
    found: dict[int, dict[int, _Acted]] = defaultdict(dict)
    for order_id, person, side, step, at in steps.values_list("order_id", "by_id", "side", "step", "at"):
        assert person is not None  # as it is asked
        one = found[order_id].setdefault(person, _Acted(side == Side.FIRM, set(), set()))
        one.days.add(clock.wib(at).date())
        if side == Side.BUYER and step in PART_OF_STEP:
            one.parts.add(PART_OF_STEP[step])
    return found


def _seen(people: Iterable[int], since: date) -> Mapping[int, Mapping[date, frozenset[Mark]]]:
    rows = Trace.objects.filter(user_id__in=people, day__gte=since).values_list("user_id", "day", "network", "device")
    found: dict[int, dict[date, frozenset[Mark]]] = defaultdict(dict)
    for person, day, network, device in rows:
        found[person][day] = found[person].get(day, frozenset()) | _marks(network, device)
    return found


def _marks(network: str, device: str) -> frozenset[Mark]:
    return frozenset(mark for mark in ((Kind.NETWORK, network), (Kind.DEVICE, device)) if mark[1])


def _party(person: int, acted: _Acted, seen: Mapping[int, Mapping[date, frozenset[Mark]]]) -> Party:
    days = seen.get(person, {})
    marks: frozenset[Mark] = frozenset().union(*(days.get(day, frozenset()) for day in acted.days))
    return Party(str(person), acted.firm, frozenset(acted.parts), marks)


def _helpers(
    government_id: int, people: Iterable[int], seen: Mapping[int, Mapping[date, frozenset[Mark]]], since: date
) -> tuple[frozenset[Mark], frozenset[str]]:
    """Of the marks of these people those that a helper has left too, on a day on which he held that role; and who of
    the people is a helper himself."""
    of_role = Q(user__roles__role__in=[role.value for role in HELPERS], user__roles__government_id=government_id)
    marks = {mark for days in seen.values() for some in days.values() for mark in some}
    networks = [value for kind, value in marks if kind is Kind.NETWORK]
    devices = [value for kind, value in marks if kind is Kind.DEVICE]
    rows = Trace.objects.filter(
        of_role, Q(network__in=networks) | Q(device__in=devices), day__gte=since,
        user__roles__valid_from__lte=F("day"), user__roles__valid_to__gt=F("day"),
    )  # fmt: skip
    doors = {mark for network, device in rows.values_list("network", "device") for mark in _marks(network, device)}
    held = RoleAssignment.objects.filter(
        government_id=government_id, user_id__in=people, role__in=[role.value for role in HELPERS], valid_to__gt=since
    )
    return frozenset(doors & marks), frozenset(str(one) for one in held.values_list("user_id", flat=True))
