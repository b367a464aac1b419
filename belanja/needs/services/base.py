"""What every step of a need shares: the locked row, who may, the version seen, the story, the event."""

from typing import Any

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import DUTIES, Duty
from belanja.rules.needs.states import RUNNING, NeedState, Side
from belanja.rules.needs.steps import NEEDS, Step

from ..models import Coaching, Match, Need, NeedStep

#: Who acts when a day comes, or when something elsewhere answers a need.
CALENDAR = Actor(user_id=None, label="Belanja, kebutuhan")
#: Steps of others that its poster is told of; the report of a coach is told to whoever asked for it.
_TOLD = frozenset(
    {Step.OFFER, Step.UNOFFER, Step.LINK, Step.UNLINK, Step.ORDERED, Step.SHELF_ANSWERED, Step.UNAVAILABLE,
     Step.EXPIRE, Step.REMOVE}
)  # fmt: skip


def locked(need_id: int) -> Need:
    """A need, held until the transaction ends. Raises RuleBroken 404 where there is none."""
    found = Need.objects.select_for_update(of=("self",)).select_related("government", "unit").filter(pk=need_id).first()
    if found is None:
        raise not_there()
    return found


def not_there() -> RuleBroken:
    return RuleBroken("need_unknown", "Kebutuhan ini tidak ditemukan.", status=404)


def is_poster(actor: Actor, need: Need) -> bool:
    """Whether the actor posted it, or holds the duty for the unit whose need it is today."""
    if need.unit_id is None:
        return actor.user_id is not None and actor.user_id == need.by_id
    return institutions.is_allowed(actor, Duty.POST_NEED, need.government, unit_id=need.unit_id)


def poster(actor: Actor, need: Need) -> None:
    """Raise RuleBroken 404 unless `is_poster`: needs are public, yet who may change one is nobody else's matter."""
    if not is_poster(actor, need):
        raise not_there()


def take(
    need: Need,
    step: Step,
    *,
    side: Side,
    actor: Actor,
    target: NeedState | None = None,
    reason_code: str = "",
    note: str = "",
    **told: Any,
) -> NeedStep:
    """Take a step of a locked need, save it with its next version, and tell the journal. `target`: of the rule's
    targets, where it has several. Fields that the step changes are set by the caller before.

    Raises RuleBroken: 409 where the state does not allow it; a reason or words missing.
    """
    rule = NEEDS.rule_for(step, need.state, side)
    if rule.needs_reason and not reason_code:
        raise RuleBroken("need_reason_missing", "Pilih alasannya.")
    if rule.needs_note and not note.strip():
        raise RuleBroken("need_note_missing", "Tulis keterangannya dalam kata-kata sendiri.")
    source = need.state
    if rule.targets:
        chosen = target.value if target is not None else rule.targets[0]
        if chosen not in rule.targets:
            raise ValueError(f"{step} does not lead to {chosen}")
        need.state = chosen
    need.version += 1
    running = NeedState(need.state) in RUNNING
    need.closed_at = None if running else (need.closed_at or clock.now())
    need.save()
    return record(need, step, side=side, actor=actor, source=source, reason_code=reason_code, note=note.strip(), **told)


def looked_for(need: Need, *, but: Match | None = None) -> NeedState:
    """Which state a need has that is looked for, by what is on record: a coach is at work, a firm (`but` this pair) has
    offered, or neither."""
    if Coaching.objects.filter(need=need, ended_at=None).exists():
        return NeedState.COACHED
    offers = Match.objects.filter(need=need, interested_at__isnull=False, declined_at=None)
    if but is not None:
        offers = offers.exclude(pk=but.pk)
    return NeedState.OFFERED if offers.exists() else NeedState.OPEN


def record(
    need: Need, step: Step, *, side: Side, actor: Actor, source: str, reason_code: str = "", note: str = "", **told: Any
) -> NeedStep:
    """Write a step that has been taken, and its event `needs.need_<step>`."""
    written = NeedStep.objects.create(
        need=need,
        step=step.value,
        source=source,
        target=need.state,
        side=side.value,
        reason_code=reason_code,
        note=note,
        at=clock.now(),
        by_id=actor.user_id,
        by_label=actor.label,
    )
    journal.append(
        name=f"needs.need_{step.value}",
        actor=actor,
        subject=f"need:{need.pk}",
        government_code=need.government.code,
        payload={"code": need.code, "what": need.what, "state": need.state, "reason": reason_code, **told},
    )
    if step in _TOLD and side is not Side.POSTER:
        _tell_poster(need, step, side, actor)
    return written


def _tell_poster(need: Need, step: Step, side: Side, actor: Actor) -> None:
    """Whoever may act for its unit today, or posted it for himself, reads what others did with it; of one that was
    taken off there is no page any more."""
    people = [need.by_id] if need.unit is None else institutions.people_in(need.unit, DUTIES[Duty.POST_NEED])
    here = "saya/" if step is Step.REMOVE else f"{need.pk}/urus"
    notices.tell(
        user_ids=set(people) - {actor.user_id or 0},
        kind="needs.step",
        text=f"{need.what}: {NEEDS.told_of(step, side)}.",
        link=f"/katalog/kebutuhan/{here}",
        actor=actor,
        government_code=need.government.code,
    )
