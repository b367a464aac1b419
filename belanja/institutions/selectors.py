"""What others may ask about governments, units, parameters in force and who may do what."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, OuterRef, Prefetch, Q, QuerySet, Subquery, When

from belanja.foundation import clock
from belanja.journal.readings import Part, kept
from belanja.journal.services import Actor
from belanja.rules import parameters as rules
from belanja.rules.buying.policy import Book, Threshold
from belanja.rules.channels import Mode
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import OF_A_UNIT, ONLY_FOR_THE_UNIT, Duty, Role, may

from .models import (
    CountingMode,
    Government,
    LegalBasis,
    Official,
    ParameterRow,
    Restoration,
    RoleAssignment,
    Unit,
    UnitParent,
)
from .reach import Held, Lent, Reach

#: Whoever asks for a right: the actor of a service, or the user of a request.
Who = Actor | AbstractBaseUser | AnonymousUser


# Governments and their units


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
    return _sorted_governments().exclude(code__startswith=PRACTICE)


def _sorted_governments() -> QuerySet[Government]:
    return Government.objects.order_by("region_code", "name", "code")


def units(government_id: int) -> QuerySet[Unit]:
    """Every unit of a government, sorted by name, replaced and provisional ones included."""
    return Unit.objects.filter(government_id=government_id).order_by("sort_key", "code")


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
    found = Official.objects.filter(_in_force(day), government_id=government_id).select_related("unit")
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    return found.order_by("unit__sort_key", "post", "valid_from")


# Dated, cited parameters


def parameter_row(key: str, *, government_id: int | None, on: date) -> ParameterRow:
    """The approved row of `key` in force on `on`: the government's own row wins over the general one, and among
    several the latest `valid_from`. Raises RuleBroken 404 for a key without any row."""
    row = (
        ParameterRow.objects.filter(key=key, valid_from__lte=on, approved_at__isnull=False)
        .filter(Q(government_id=government_id) | Q(government__isnull=True))
        .select_related("legal_basis")
        .order_by("government_id", "-valid_from")  # PostgreSQL puts NULL, the general row, last
        .first()
    )
    if row is None:
        raise _unknown(key)
    return row


def parameter(key: str, *, government_id: int | None, on: date) -> Decimal:
    """The number in force (see `parameter_row`); its unit is told by `rules.parameters`."""
    return Decimal(_in_book(key, government_id, on))


def _in_book(key: str, government_id: int | None, on: date) -> str:
    row = book(government_id=government_id, on=on).rows.get(key)
    if row is None:
        raise _unknown(key)
    return row.value


def _unknown(key: str) -> RuleBroken:
    return RuleBroken("parameter_unknown", f"Parameter {key} belum ditetapkan.", status=404)


def parameter_beside(key: str, *, on: date) -> Subquery:
    """The value in force (see `parameter_row`) for the government of an outer query over governments: read along with
    it, so that it costs no query of its own. NULL for a key without any row."""
    rows = ParameterRow.objects.filter(key=key, valid_from__lte=on, approved_at__isnull=False)
    mine = rows.filter(Q(government_id=OuterRef("pk")) | Q(government__isnull=True))
    return Subquery(mine.order_by("government_id", "-valid_from").values("value")[:1])


def parameters(*, government_id: int | None, on: date) -> dict[str, ParameterRow]:
    """Every key's row in force, in one query, for work that needs many of them."""
    rows = (
        ParameterRow.objects.filter(valid_from__lte=on, approved_at__isnull=False)
        .filter(Q(government_id=government_id) | Q(government__isnull=True))
        .select_related("legal_basis")
        .order_by("key", "government_id", "-valid_from")
    )
    found: dict[str, ParameterRow] = {}
    for row in rows:
        found.setdefault(row.key, row)
    return found


@kept(Part.RULES)
def book(*, government_id: int | None, on: date) -> Book:
    """What the rules go by on a day: every key's row in force (see `parameter_row`) with the day on which an approved
    one follows it. Kept until rules change."""
    rows = (
        ParameterRow.objects.filter(approved_at__isnull=False)
        .filter(Q(government_id=government_id) | Q(government__isnull=True))
        .select_related("legal_basis")
        .order_by("key", "government_id", "-valid_from")
    )
    held: dict[str, ParameterRow] = {}
    ends: dict[str, date] = {}
    for row in rows:
        if row.valid_from <= on:
            held.setdefault(row.key, row)
        # A general row does not follow a government's own.
        elif row.key not in held or held[row.key].government_id == row.government_id:
            ends[row.key] = min(ends.get(row.key, row.valid_from), row.valid_from)
    return Book(
        on,
        {
            key: Threshold(key, row.value, row.valid_from, ends.get(key), str(row.legal_basis), row.article)
            for key, row in held.items()
        },
    )


def switch(key: str, *, government_id: int | None, on: date) -> bool:
    """Whether a yes/no parameter says yes."""
    return _in_book(key, government_id, on) == rules.YES


def counting_mode(*, government_id: int, channel: str = "native", on: date) -> Mode:
    """How packages made in Belanja count on a day. Without an approved row: *pendamping*."""
    row = counting_mode_row(government_id=government_id, channel=channel, on=on)
    return Mode(row.mode) if row else Mode.COMPANION


@kept(Part.RULES)
def counting_mode_row(*, government_id: int, channel: str = "native", on: date) -> CountingMode | None:
    """The approved declaration in force, with its legal basis, or None where the default holds. Kept until rules
    change."""
    return (
        CountingMode.objects.filter(
            government_id=government_id, channel=channel, valid_from__lte=on, approved_at__isnull=False
        )
        .select_related("legal_basis")
        .order_by("-valid_from")
        .first()
    )


def proposals(government_id: int) -> list[ParameterRow | CountingMode]:
    """What waits for a second person, oldest first."""
    waiting = Q(government_id=government_id, approved_at__isnull=True, rejected_at__isnull=True)
    rows: list[ParameterRow | CountingMode] = [
        *ParameterRow.objects.filter(waiting).select_related("legal_basis"),
        *CountingMode.objects.filter(waiting).select_related("legal_basis"),
    ]
    return sorted(rows, key=lambda row: (row.valid_from, row.pk))


def legal_bases(government_id: int | None) -> QuerySet[LegalBasis]:
    """National legal bases and the government's own, newest first, with the units that acknowledged each."""
    return (
        LegalBasis.objects.filter(Q(government__isnull=True) | Q(government_id=government_id))
        .select_related("replaced_by", "government")
        .prefetch_related(Prefetch("acknowledgements"))
        .order_by("-signed_on", "slug")
    )


def restorations(government_id: int) -> QuerySet[Restoration]:
    """Requests to give somebody access back: what waits for a second officer first, then the newest."""
    return (
        Restoration.objects.filter(government_id=government_id)
        .select_related("user")
        .order_by(Case(When(state=Restoration.State.ASKED, then=0), default=1), "-id")
    )


# Roles and duties


def roles_of(who: Who, *, government_id: int | None, on: date | None = None) -> frozenset[Role]:
    """Roles held on a day (default today), bound to a unit or not; over all governments for `government_id` None.

    For showing what somebody is. Whether a duty may be done is asked of `is_allowed` or `require`.
    """
    return frozenset(role for role, _ in _held(who, government_id, on or clock.today()))


def governments_of(who: Who, *, on: date | None = None) -> QuerySet[Government]:
    """Governments in which somebody holds any role today, that of his practice among them."""
    user_id = _user_id(who)
    if user_id is None:
        return Government.objects.none()
    held = RoleAssignment.objects.filter(_in_force(on or clock.today()), user_id=user_id)
    return _sorted_governments().filter(pk__in=held.values("government"))


def people_in(unit: Unit, roles: Collection[Role]) -> list[int]:
    """Accounts that hold one of the roles today for a unit: bound to it, to what it counts under, or to none. For
    telling them something; whether one of them may do a thing is asked of `is_allowed`."""
    if not roles:
        return []
    holders, above = _holders(unit.government_id, clock.today()), _above(unit.government_id, unit.pk)
    held = (one for role in roles for one in holders.get(role, ()))
    return sorted({user_id for of, user_id in held if of is None or of in above})


def roles_in(unit: Unit, user_id: int) -> frozenset[Role]:
    """The roles by which `people_in` would name an account."""
    above = _above(unit.government_id, unit.pk)
    held = roles_held(user_id, unit.government_id, clock.today())
    return frozenset(role for role, of in held if of is None or of in above)


def _above(government_id: int, unit_id: int) -> frozenset[int]:
    """A unit and what it counts under today."""
    return frozenset({unit_id, pd_map(government_id, clock.today()).get(unit_id, unit_id)})


@kept(Part.OFFICES)
def _holders(government_id: int, on: date) -> Mapping[str, list[tuple[int | None, int]]]:
    """By role: the unit to which it is bound, and the account."""
    found: dict[str, list[tuple[int | None, int]]] = {}
    rows = RoleAssignment.objects.filter(_in_force(on), government_id=government_id, user__is_active=True)
    for role, unit_id, user_id in rows.values_list("role", "unit_id", "user_id"):
        found.setdefault(role, []).append((unit_id, user_id))
    return found


def is_allowed(who: Who, duty: Duty, government: Government, *, unit_id: int | None = None) -> bool:
    """Whether `who` may do `duty` today. A role bound to a unit carries only the duties in `duties.OF_A_UNIT`,
    and those in `ONLY_FOR_THE_UNIT` only for that unit (`unit_id`) and whatever counts under it.

    The command line (an Actor without an account) may everything: it holds the machine.
    """
    return bool(allowed_of(who, {duty}, government, unit_id=unit_id))


def allowed_of(
    who: Who, duties: Collection[Duty], government: Government, *, unit_id: int | None = None
) -> frozenset[Duty]:
    """Those of some duties that `who` may do today, each by the rule of `is_allowed`; his roles are asked for once."""
    if isinstance(who, Actor) and who.user_id is None:
        return frozenset(duties)
    today = clock.today()
    held = _held(who, government.pk, today)
    # What a role in the whole government or for the very unit carries, it carries wherever the unit counts; only
    # where that does not do, the tree of units is asked.
    near = frozenset(role for role, unit in held if unit is None or unit == unit_id)
    plainly = frozenset(
        duty for duty in duties if unit_id is not None and duty in ONLY_FOR_THE_UNIT and may(near, duty)
    )
    rest = frozenset(duties) - plainly
    if not held or not rest:
        return plainly
    above: frozenset[int] = frozenset()
    if unit_id is not None and rest & ONLY_FOR_THE_UNIT:
        above = _above(government.pk, unit_id)
    return plainly | {duty for duty in rest if may(_usable(held, duty, above), duty)}


def units_allowed(who: Who, duty: Duty, government: Government) -> frozenset[int] | None:
    """Ids of the units for which `who` may do a duty of `ONLY_FOR_THE_UNIT` today; None: for every unit of the
    government. For pages that list many units."""
    if isinstance(who, Actor) and who.user_id is None:
        return None
    today = clock.today()
    return Reach(_held(who, government.pk, today), pd_map(government.pk, today)).units(duty)


def require(who: Who, duty: Duty, government: Government, *, unit_id: int | None = None) -> None:
    """Raise RuleBroken unless `is_allowed`: 404 for somebody without any role in this government (who is not to
    learn what exists here), 403 for somebody who holds a role that does not carry the duty."""
    if is_allowed(who, duty, government, unit_id=unit_id):
        return
    if not roles_of(who, government_id=government.pk):
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    raise RuleBroken("duty_missing", "Peran Anda tidak mencakup tindakan ini.", status=403)


def _usable(held: Held, duty: Duty, above: Collection[int]) -> frozenset[Role]:
    """Roles that may carry a duty for a unit. `above`: it and what it counts under; empty where no unit is told."""
    whole = frozenset(role for role, unit in held if unit is None)
    if duty not in OF_A_UNIT:
        return whole
    if duty not in ONLY_FOR_THE_UNIT:
        return frozenset(role for role, _ in held)
    if not above:
        return frozenset()
    return whole | {role for role, unit in held if unit in above}


def _held(who: Who, government_id: int | None, on: date) -> Held:
    user_id = _user_id(who)
    return () if user_id is None else roles_held(user_id, government_id, on)


@kept(Part.OFFICES)
def roles_held(user_id: int, government_id: int | None, on: date) -> Held:
    rows = RoleAssignment.objects.filter(_in_force(on), user_id=user_id, user__is_active=True)
    if government_id is not None:
        rows = rows.filter(government_id=government_id)
    return tuple((Role(role), unit_id) for role, unit_id in rows.order_by("id").values_list("role", "unit_id"))


@kept(Part.OFFICES)
def lent_to(user_id: int, government_id: int, on: date) -> Lent:
    """The roles that others have handed on to an account and that it holds on a day."""
    rows = RoleAssignment.objects.filter(
        _in_force(on), user_id=user_id, government_id=government_id, behalf_of__isnull=False
    )
    return tuple((Role(one.role), one.unit_id, one.lent_post) for one in rows.order_by("id"))


def _in_force(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def _user_id(who: Who) -> int | None:
    if isinstance(who, Actor):
        return who.user_id
    user_id: int | None = who.pk
    return user_id
