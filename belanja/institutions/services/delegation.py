"""An officer hands his role on to a colleague of his unit for a term, and takes it back. It ends by itself with its
last day; the administrator sees all of them and may end each like any other role."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from belanja.foundation import clock, text
from belanja.institutions import selectors
from belanja.institutions.models import Government, RoleAssignment
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules import delegation as rules
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role

from .people import overlapping

_LEAST_LETTER, _LEAST_REASON = 3, 5


@dataclass(frozen=True)
class HandingOn:
    """What is handed on to whom. `valid_to`: the first day on which it no longer holds; `letter`: number of the letter
    by which it is done."""

    user_id: int
    valid_from: date
    valid_to: date
    way: rules.Way
    letter: str
    reason: str


@transaction.atomic
def hand_on_role(*, assignment_id: int, told: HandingOn, actor: Actor) -> RoleAssignment:
    """The holder of a role hands it on for a term to a colleague of the unit, who then holds it too.

    Raises RuleBroken: 404 for a role that is not one's own; 403 to oneself and for what was itself handed on; 409 for a
    role that has ended, is handed on already in that term, or is held by the colleague; 422 for a role that is not
    handed on, a way that the law does not give it, somebody who is no colleague, a colleague whose duties exclude it,
    a term that is too long, and a missing letter or reason.
    """
    mine = _mine(assignment_id, actor)
    selectors.require(actor, Duty.HAND_ON_ROLE, mine.government, unit_id=mine.unit_id)
    _may_be_handed_on(mine, told)
    _term(mine, told)
    _colleague(mine, told, actor)
    made = RoleAssignment.objects.create(
        user_id=told.user_id, role=mine.role, government=mine.government, unit=mine.unit, valid_from=told.valid_from,
        valid_to=told.valid_to, given_by_id=actor.user_id, behalf_of=mine, way=told.way.value,
        letter=" ".join(told.letter.split())[:80], reason=" ".join(told.reason.split())[:300],
    )  # fmt: skip
    _write("institutions.role_handed_on", made, actor)
    _tell(
        made,
        f"{Role(made.role).label} dilimpahkan kepada Anda {_days(made)}, surat {made.letter}. Langkah Anda dicatat "
        f"sebagai {made.lent_post}.",
        actor,
    )
    return made


@transaction.atomic
def take_back_role(*, assignment_id: int, actor: Actor) -> RoleAssignment:
    """Whoever handed a role on takes it back: from today on it holds no more. Twice changes nothing. Raises RuleBroken
    404 for what he did not hand on himself."""
    found = (
        RoleAssignment.objects.select_for_update(of=("self",))
        .select_related("government", "unit", "behalf_of")
        .filter(pk=assignment_id, behalf_of__user_id=actor.user_id or 0)
        .first()
    )
    if found is None:
        raise RuleBroken("not_found", "Pelimpahan ini tidak ditemukan.", status=404)
    today = clock.today()
    if found.valid_to <= max(today, found.valid_from):
        return found
    found.valid_to = max(today, found.valid_from)
    found.save(update_fields=["valid_to"])
    _write("institutions.role_taken_back", found, actor)
    _tell(found, f"{Role(found.role).label} yang dilimpahkan kepada Anda ditarik kembali hari ini.", actor)
    return found


def _mine(assignment_id: int, actor: Actor) -> RoleAssignment:
    rows = RoleAssignment.objects.filter(pk=assignment_id, user_id=actor.user_id or 0)
    government_id = rows.values_list("government_id", flat=True).first()
    if government_id is None:
        raise RuleBroken("not_found", "Peran ini tidak ditemukan.", status=404)
    Government.objects.select_for_update(no_key=True).get(pk=government_id)
    return rows.select_for_update(of=("self",)).select_related("government", "unit").get()


def _may_be_handed_on(mine: RoleAssignment, told: HandingOn) -> None:
    role = Role(mine.role)
    if mine.behalf_of_id is not None:
        raise RuleBroken(
            "handed_on_twice", "Yang dilimpahkan kepada Anda tidak dapat dilimpahkan lagi.", rules.CITATION, status=403
        )
    if role not in rules.WAYS or mine.unit_id is None:
        raise RuleBroken("not_handed_on", f"Peran {role.label} tidak dilimpahkan di sini; mintalah administrator.")
    if told.way not in rules.WAYS[role]:
        named = " atau ".join(way.label for way in rules.WAYS[role])
        raise RuleBroken("way_unlawful", f"Untuk {role.label}: {named}.", rules.CITATION)
    if len(told.letter.strip()) < _LEAST_LETTER:
        raise RuleBroken("letter_missing", "Isi nomor surat pelimpahannya.", rules.CITATION)
    if len(told.reason.strip()) < _LEAST_REASON:
        raise RuleBroken("reason_missing", "Tuliskan alasannya, paling sedikit lima huruf.", rules.CITATION)


def _term(mine: RoleAssignment, told: HandingOn) -> None:
    today = clock.today()
    if mine.valid_to <= today:
        raise RuleBroken("role_over", "Peran Anda ini sudah berakhir.", status=409)
    if told.valid_from < today:
        raise RuleBroken("starts_past", "Pelimpahan tidak dimulai mundur.")
    longest = int(selectors.parameter("roles.delegasi.hari", government_id=mine.government_id, on=today))
    if not 0 < (told.valid_to - told.valid_from).days <= longest:
        raise RuleBroken("term_wrong", f"Paling sedikit satu hari dan paling lama {longest} hari.", rules.CITATION)
    if told.valid_from < mine.valid_from or told.valid_to > mine.valid_to:
        own = f"{text.long_date(mine.valid_from)} sampai {text.long_date(mine.valid_to)}"
        raise RuleBroken("term_beyond", f"Pelimpahan tidak melewati masa peran Anda sendiri ({own}).")
    if mine.handed_on.filter(overlapping(told.valid_from, told.valid_to)).exists():
        raise RuleBroken(
            "handed_on_before", "Peran ini sudah dilimpahkan pada masa itu. Tarik kembali dahulu.", status=409
        )


def _colleague(mine: RoleAssignment, told: HandingOn, actor: Actor) -> None:
    if told.user_id == actor.user_id:
        raise RuleBroken("to_oneself", "Peran tidak dilimpahkan kepada diri sendiri.", status=403)
    theirs = RoleAssignment.objects.filter(
        overlapping(told.valid_from, told.valid_to), user_id=told.user_id, user__is_active=True,
        government=mine.government,
    )  # fmt: skip
    if not theirs.filter(unit=mine.unit).exists():
        raise RuleBroken("no_colleague", "Pilih rekan yang memegang peran di satuan kerja yang sama.")
    if theirs.filter(Q(unit=None) | Q(unit=mine.unit), role=mine.role).exists():
        raise RuleBroken("role_held", "Rekan itu sudah memegang peran ini pada masa itu.", status=409)
    apart = kept_apart(Role(mine.role), mine.government_id, mine.unit_id, theirs)
    if apart is not None:
        why, citation = apart
        raise RuleBroken("duties_apart", f"Tidak dapat dilimpahkan kepada rekan itu: {why}.", citation)


def kept_apart(
    role: Role, government_id: int, unit_id: int | None, theirs: Iterable[RoleAssignment]
) -> tuple[str, str] | None:
    """Why somebody with these roles does not take this one for a unit, with the article; None where he may. What the
    law keeps apart counts for the unit as well where it is held for what stands above or below it."""
    tops = selectors.pd_map(government_id, clock.today())
    near = {unit for unit, top in tops.items() if unit_id in (unit, top)} | {None, tops.get(unit_id or 0)}
    return rules.conflict(role, {Role(one.role) for one in theirs if one.unit_id in near})


def _days(made: RoleAssignment) -> str:
    return f"sejak {text.long_date(made.valid_from)}, berakhir {text.long_date(made.valid_to)}"


def _tell(made: RoleAssignment, said: str, actor: Actor) -> None:
    notices.tell(
        user_ids=[made.user_id], kind="institutions.role", text=said, link=f"/beli/{made.government.code}/pelimpahan/",
        actor=actor, government_code=made.government.code,
    )  # fmt: skip


def _write(event: str, made: RoleAssignment, actor: Actor) -> None:
    assert made.unit is not None  # as the database holds
    journal.append(
        name=event,
        actor=actor,
        subject=f"account:{made.user_id}",
        government_code=made.government.code,
        payload={
            "role": made.role, "unit": made.unit.code, "behalf_of": made.behalf_of_id, "way": made.way,
            "letter": made.letter, "valid_from": made.valid_from.isoformat(), "valid_to": made.valid_to.isoformat(),
        },
    )  # fmt: skip
