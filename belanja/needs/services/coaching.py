"""A need is handed to those who build up small firms, taken up, and reported on; time reminds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import DUTIES, Duty, Role
from belanja.rules.needs.helping import REPORTED, Coach, Outcome, Task
from belanja.rules.needs.states import RUNNING, NeedState, Side, Stage
from belanja.rules.needs.steps import Step

from ..models import Coaching, Match, Need, ProspectMatch
from . import base
from .funnel import reach


@dataclass(frozen=True)
class Report:
    """How it ended. `helped`: firms of the need's pairs that were helped, by id; `listed`: firms of lists of a Dinas
    that were matched with it and helped, by the ids of their prospects."""

    outcome: str
    note: str
    helped: Collection[int] = ()
    listed: Collection[int] = ()


@transaction.atomic
def hand_over(*, need_id: int, coach: str, tasks: Collection[str], note: str, actor: Actor) -> Coaching:
    """Ask a coach for help with a need; who posted it may, and Biro PBJ. The same coach is asked once at a time: asked
    again, what is open is answered back.

    Raises RuleBroken: 404 for another's need, 409 where it is not looked for any more, a coach or task unknown, words
    missing.
    """
    need = base.locked(need_id)
    side = Side.POSTER
    if not base.is_poster(actor, need):
        institutions.require(actor, Duty.CURATE_CATALOGUE, need.government)
        side = Side.BUREAU
    if coach not in set(Coach):
        raise RuleBroken("coach_unknown", "Pilih kepada siapa kebutuhan ini diserahkan.")
    asked = [one.value for one in Task if one in set(tasks)]
    if not asked:
        raise RuleBroken("tasks_missing", "Pilih sekurangnya satu hal yang diminta.")
    running = Coaching.objects.select_for_update().filter(need=need, coach=coach, ended_at=None).first()
    if running is not None:
        return running
    base.take(need, Step.HAND_OVER, side=side, actor=actor, note=note, coach=coach)
    made = Coaching.objects.create(
        need=need, coach=coach, tasks=asked, note=note.strip()[:500], at=clock.now(), by_id=actor.user_id,
        by_label=actor.label[:120], due_on=_due(need),
    )  # fmt: skip
    _tell_coaches(made, f"Diminta mendampingi: {need.what}. Dilaporkan paling lambat {made.due_on:%d-%m-%Y}.", actor)
    return made


@transaction.atomic
def take_up(*, coaching_id: int, version: int | None, actor: Actor) -> Coaching:
    """Somebody of the coach has begun. RuleBroken: 404 without the duty, 409 where it changed or has ended."""
    found = _open(coaching_id, version, actor)
    if found.taken_at is None:
        found.taken_at, found.taken_label = clock.now(), actor.label[:120]
        _changed(found, "taken", actor)
    return found


@transaction.atomic
def report(*, coaching_id: int, version: int | None, told: Report, actor: Actor) -> Coaching:
    """Say how it ended: firms that were helped count as told and helped, those of lists once they are registered, and
    the need is back with those who look.

    Raises RuleBroken: 404 without the duty; 409 where it changed meanwhile or has ended; an outcome unknown, no words,
    or a firm that is none of the need's pairs; helped without a firm.
    """
    found = _open(coaching_id, version, actor)
    if told.outcome not in {one.value for one in REPORTED}:
        raise RuleBroken("outcome_unknown", "Pilih hasilnya.")
    if not told.note.strip():
        raise RuleBroken("need_note_missing", "Tulis keterangannya dalam kata-kata sendiri.")
    helped = set(told.helped) if told.outcome == Outcome.HELPED else set()
    pairs = list(Match.objects.select_for_update().filter(need=found.need, firm_id__in=helped).order_by("pk"))
    if len(pairs) != len(helped):
        raise RuleBroken("firm_unknown", "Ada usaha yang bukan pasangan kebutuhan ini.", status=404)
    listed = set(told.listed) if told.outcome == Outcome.HELPED else set()
    waiting = ProspectMatch.objects.select_for_update().filter(need=found.need, prospect_id__in=listed, joined=False)
    if len(waiting) != len(listed):
        raise RuleBroken(
            "firm_unknown", "Ada usaha daftar dinas yang tidak lagi cocok. Muat ulang halaman.", status=409
        )
    if told.outcome == Outcome.HELPED and not (helped or listed):
        raise RuleBroken("helped_missing", "Pilih usaha yang didampingi, atau hasil yang lain.")
    for match in pairs:
        reach(match, Stage.TOLD)
        reach(match, Stage.HELPED)
    for pair in waiting:
        pair.contacted_at = pair.contacted_at or clock.now()
        pair.helped_at = pair.helped_at or clock.now()
        pair.save()
    _end(found, Outcome(told.outcome), told.note.strip()[:500], len(pairs) + len(waiting), actor)
    if NeedState(found.need.state) is NeedState.COACHED:
        base.take(
            found.need, Step.HAND_BACK, side=Side.COACH, actor=actor, target=base.looked_for(found.need),
            note=told.note, outcome=told.outcome, helped=sorted(helped), listed=len(listed),
        )  # fmt: skip
    _tell_poster(found, actor)
    return found


def remind() -> int:
    """Remind coaches before the term, tell who asked after it, and end what nobody looks for any more; how many were
    ended or told. Twice does no harm."""
    today = clock.today()
    done = 0
    for pk in list(Coaching.objects.filter(ended_at=None).order_by("pk").values_list("pk", flat=True)):
        done += _reminded(pk, today)
    return done


@transaction.atomic
def _reminded(coaching_id: int, today: date) -> int:
    need_id = Coaching.objects.values_list("need_id", flat=True).get(pk=coaching_id)
    need = base.locked(need_id)
    found = Coaching.objects.select_for_update().get(pk=coaching_id)
    found.need = need
    if found.ended_at is not None:
        return 0
    if NeedState(need.state) not in RUNNING:
        _end(found, Outcome.OVER, "", 0, base.CALENDAR)
        return 1
    days = int(institutions.parameter("kebutuhan.dampingi.ingat", government_id=need.government_id, on=today))
    if found.due_on < today:
        people = {found.by_id or 0, *institutions.people_with(need.government_id, DUTIES[Duty.CURATE_CATALOGUE])} - {0}
        text = f"Pendampingan {need.what} oleh {Coach(found.coach).label} melewati tenggatnya."
        return _told(found, people, text, base.CALENDAR, link=_public(need), once=f"coaching-late-{found.pk}")
    if found.due_on <= today + timedelta(days=days):
        text = f"Pendampingan {need.what} dilaporkan paling lambat {found.due_on:%d-%m-%Y}."
        return _told(found, _coaches(found), text, base.CALENDAR, once=f"coaching-soon-{found.pk}")
    return 0


def _due(need: Need) -> date:
    today = clock.today()
    days = int(institutions.parameter("kebutuhan.dampingi.hari", government_id=need.government_id, on=today))
    return working_days.after(today, days, government_id=need.government_id)


def _open(coaching_id: int, version: int | None, actor: Actor) -> Coaching:
    """An open hand-over with its need, both held, for whoever helps firms."""
    need_id = Coaching.objects.filter(pk=coaching_id).values_list("need_id", flat=True).first()
    if need_id is None:
        raise _not_there()
    need = base.locked(need_id)
    if not institutions.is_allowed(actor, Duty.ASSIST_FIRM, need.government):
        raise _not_there()
    found = Coaching.objects.select_for_update().get(pk=coaching_id)
    found.need = need
    unchanged("Pendampingan", found.version, version)
    if found.ended_at is not None:
        raise RuleBroken("coaching_ended", "Pendampingan ini sudah dilaporkan.", status=409)
    return found


def _not_there() -> RuleBroken:
    return RuleBroken("coaching_unknown", "Pendampingan ini tidak ditemukan.", status=404)


def _end(found: Coaching, outcome: Outcome, note: str, helped: int, actor: Actor) -> None:
    found.outcome, found.report, found.helped = outcome.value, note, helped
    found.ended_at, found.ended_label = clock.now(), actor.label[:120]
    _changed(found, "ended", actor)


def _changed(found: Coaching, what: str, actor: Actor) -> None:
    found.version += 1
    found.save()
    journal.append(
        name=f"needs.coaching_{what}",
        actor=actor,
        subject=f"need:{found.need_id}",
        government_code=found.need.government.code,
        payload={"code": found.need.code, "coach": found.coach, "outcome": found.outcome, "helped": found.helped},
    )


def _coaches(found: Coaching) -> set[int]:
    """Who is told: those of the Dinas, or of the bureau where it is handed to the bureau."""
    role = DUTIES[Duty.CURATE_CATALOGUE] if found.coach == Coach.BUREAU else frozenset({Role.PEMBINA})
    return set(institutions.people_with(found.need.government_id, role))


def _tell_coaches(found: Coaching, text: str, actor: Actor) -> None:
    _told(found, _coaches(found), text, actor)


def _tell_poster(found: Coaching, actor: Actor) -> None:
    text = f"Pendampingan {found.need.what}: {Outcome(found.outcome).label.lower()}."
    _told(found, {found.by_id or 0} - {0}, text, actor, link=_public(found.need))


def _public(need: Need) -> str:
    """The page of the need: whoever asked for help need not hold the duty of a coach."""
    return f"/katalog/kebutuhan/{need.pk}/"


def _told(found: Coaching, people: Collection[int], text: str, actor: Actor, *, link: str = "", once: str = "") -> int:
    code = found.need.government.code
    written = notices.tell(
        user_ids=set(people) - {actor.user_id or 0}, kind="needs.coaching", text=text,
        link=link or f"/kelola/{code}/pendampingan/{found.pk}/", actor=actor, government_code=code, once=once,
    )  # fmt: skip
    return len(written)
