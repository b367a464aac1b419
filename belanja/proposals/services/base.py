"""What the steps of a proposal share: the locked row, who may, the story, the record, the event, words to others."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import rfc8785

from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import DUTIES, Duty
from belanja.rules.proposals.reasons import REASONS, Use
from belanja.rules.proposals.states import ENDED, ProposalState, Side
from belanja.rules.proposals.steps import PROPOSALS, Step

from ..models import Proposal, ProposalStep, Record
from ..standing import hidden, need_ids, not_there

__all__ = [
    "CALENDAR",
    "for_bureau",
    "for_unit",
    "hidden",
    "locked",
    "need_ids",
    "not_there",
    "record",
    "seen",
    "shelf_locked",
    "story",
    "take",
    "tell_bureau",
    "tell_unit",
]

#: Who acts when a day comes, or when something elsewhere answers a proposal.
CALENDAR = Actor(user_id=None, label="Belanja, usulan etalase")


def locked(proposal_id: int) -> Proposal:
    """A proposal, held until the transaction ends. Raises RuleBroken 404 where there is none."""
    found = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("government", "unit", "etalase")
        .filter(pk=proposal_id)
        .first()
    )
    if found is None:
        raise not_there()
    return found


def shelf_locked(proposal_id: int) -> None:
    """Hold the etalase of a proposal before the proposal itself, as its own page does: none waits for the other."""
    shelf = Proposal.objects.filter(pk=proposal_id).values("etalase_id")
    list(Etalase.objects.select_for_update(no_key=True).filter(pk__in=shelf).values_list("pk"))


def for_unit(proposal_id: int, version: int | None, duty: Duty, actor: Actor) -> tuple[Proposal, Actor]:
    """The locked proposal for somebody with a duty of its unit, and him named by the post in which he acts.

    Raises RuleBroken: 404 for a draft of another unit, 403/404 for a missing duty, 409 if it changed since `version`.
    """
    proposal = locked(proposal_id)
    hidden(proposal, actor)
    institutions.require(actor, duty, proposal.government, unit_id=proposal.unit_id)
    seen(proposal, version)
    return proposal, actor.doing([duty], proposal.unit_id)


def for_bureau(proposal_id: int, version: int | None, duty: Duty, actor: Actor) -> Proposal:
    """The locked proposal for somebody of the bureau. Raises RuleBroken like `for_unit`."""
    proposal = locked(proposal_id)
    hidden(proposal, actor)
    institutions.require(actor, duty, proposal.government)
    seen(proposal, version)
    return proposal


def seen(proposal: Proposal, version: int | None) -> None:
    """Raise RuleBroken 409 where the proposal has changed since a person saw it; None: it does not matter to him."""
    unchanged("Usulan", proposal.version, version)


def take(
    proposal: Proposal,
    step: Step,
    *,
    side: Side,
    actor: Actor,
    reason_code: str = "",
    note: str = "",
    **told: Any,
) -> ProposalStep:
    """Take a step of a locked proposal, save it with its next version, and tell the journal. Fields that the step
    changes are set by the caller before.

    Raises RuleBroken: 409 where the state does not allow it; a reason or words missing.
    """
    rule = PROPOSALS.rule_for(step, proposal.state, side)
    if rule.needs_reason and (reason_code not in REASONS or Use(step.value) not in REASONS[reason_code].uses):
        raise RuleBroken("proposal_reason_missing", "Pilih alasannya dari daftar.")
    if rule.needs_note and not note.strip():
        raise RuleBroken("proposal_note_missing", "Tulis keterangannya dalam kata-kata sendiri.")
    source = proposal.state
    if rule.targets:
        proposal.state, proposal.since = rule.targets[0], clock.now()
    if rule.needs_note:
        proposal.reason_code, proposal.answer = reason_code, note.strip()
    if ProposalState(proposal.state) in ENDED:
        proposal.closed_at = clock.now()
    proposal.version += 1
    proposal.save()
    return story(
        proposal, step, side=side, actor=actor, source=source, reason_code=reason_code, note=note.strip(), **told
    )


def story(
    proposal: Proposal,
    step: Step,
    *,
    side: Side,
    actor: Actor,
    source: str,
    reason_code: str = "",
    note: str = "",
    **told: Any,
) -> ProposalStep:
    """Write a step that has been taken, and its event `proposals.<step>`."""
    written = ProposalStep.objects.create(
        proposal=proposal, step=step.value, source=source, target=proposal.state, side=side.value,
        reason_code=reason_code, note=note, at=clock.now(), by_id=actor.user_id, by_label=actor.label[:120],
    )  # fmt: skip
    journal.append(
        name=f"proposals.{step.value}",
        actor=actor,
        subject=f"proposal:{proposal.pk}",
        government_code=proposal.government.code,
        payload={"code": proposal.code, "name": proposal.name, "state": proposal.state, "reason": reason_code, **told},
    )
    return written


def record(proposal: Proposal, kind: Record.Kind, content: Mapping[str, Any], actor: Actor) -> Record:
    """Keep what was signed as it is, as the next one of its kind."""
    data = rfc8785.dumps(dict(content))
    return Record.objects.create(
        proposal=proposal, kind=kind.value, number=proposal.records.filter(kind=kind.value).count() + 1, content=data,
        sha256=hashlib.sha256(data).hexdigest(), at=clock.now(), by_id=actor.user_id, by_label=actor.label[:120],
    )  # fmt: skip


def link(proposal: Proposal) -> str:
    """Where everybody may read it."""
    return f"/usulan-etalase/{proposal.code}/"


def tell_unit(proposal: Proposal, text: str, actor: Actor, *, once: str = "") -> None:
    """Words to those who write and sign for the proposing unit, and to the heads of units that second it."""
    people = set(institutions.people_in(proposal.unit, DUTIES[Duty.DRAFT_PROPOSAL]))
    for second in proposal.seconds.select_related("unit"):
        people |= set(institutions.people_in(second.unit, DUTIES[Duty.SIGN_PROPOSAL]))
    tell(proposal, people, text, actor, once=once)


def tell_bureau(proposal: Proposal, duty: Duty, text: str, actor: Actor, *, once: str = "") -> None:
    """Words to those of the bureau whose duty comes next."""
    tell(proposal, institutions.people_with(proposal.government_id, DUTIES[duty]), text, actor, once=once)


def tell(proposal: Proposal, people: Iterable[int], text: str, actor: Actor, *, once: str = "") -> None:
    """Words to some accounts, but not to him who did it."""
    notices.tell(
        user_ids=set(people) - {actor.user_id or 0}, kind="proposals.step", text=text, link=link(proposal),
        actor=actor, government_code=proposal.government.code, once=once,
    )  # fmt: skip
