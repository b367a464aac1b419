"""Showing and silencing a question: one person proposes, another approves. A silent one is computed all the same."""

from django.db import IntegrityError, transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.flags.catalogue import BY_CODE
from belanja.rules.kept import plain

from ..models import Flag, Switch
from ..selectors.switches import shown_versions
from ..selectors.tallies import standing_of


@transaction.atomic
def propose_switch(*, government: Government, indicator: str, shown: bool, reason: str, actor: Actor) -> Switch:
    """Propose to show or to silence today's version of a question. What its tally says, and why it should be silent, is
    kept with the proposal: whoever approves decides on the same figures.

    Raises RuleBroken: 404 for an unknown question, 422 without a reason, 409 where it is so already or a proposal
    waits, 403/404 for a missing duty.
    """
    institutions.require(actor, Duty.REVIEW_CASE, government)
    found = BY_CODE.get(indicator)
    if found is None:
        raise RuleBroken("indicator_unknown", "Indikator itu tidak ada.", status=404)
    if not reason.strip():
        raise RuleBroken("switch_reason", "Tulis alasannya.")
    if ((indicator, found.version) in shown_versions(government_id=government.pk)) is shown:
        raise RuleBroken("switch_same", f"Indikator ini sudah {'tampil' if shown else 'diam'}.", status=409)
    tally, silent = standing_of(found, government_id=government.pk)
    assert actor.user_id is not None  # the duty needs a person
    row = Switch(
        government=government,
        indicator=indicator,
        version=found.version,
        shown=shown,
        reason=reason.strip()[:500],
        told={"tally": plain(tally), "reasons_for_silence": list(silent)},
        proposed_by_id=actor.user_id,
        proposed_by_label=actor.label,
        proposed_at=clock.now(),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as twice:
        raise RuleBroken("switch_waits", "Sudah ada usulan yang menunggu orang kedua.", status=409) from twice
    _tell("oversight.switch_proposed", row, actor)
    return row


@transaction.atomic
def approve_switch(*, switch_id: int, government: Government, actor: Actor, note: str = "") -> Switch:
    """Another person puts it in force: flags that stand are shown or silent from now on. Raises RuleBroken: 403 for
    whoever proposed it, 404 for another government's, 409 where it was decided already."""
    row = _waiting(switch_id, government, actor)
    _decide(row, Switch.State.IN_FORCE, note, actor)
    Flag.objects.filter(
        government=government, indicator=row.indicator, version=row.version, gone_at__isnull=True
    ).exclude(shown=row.shown).update(shown=row.shown)
    _tell("oversight.switch_approved", row, actor)
    return row


@transaction.atomic
def refuse_switch(*, switch_id: int, government: Government, note: str, actor: Actor) -> Switch:
    """Another person declines; the proposal stays on record. Raises RuleBroken as `approve_switch`, and 422 without a
    reason."""
    row = _waiting(switch_id, government, actor)
    if not note.strip():
        raise RuleBroken("switch_reason", "Tulis alasannya.")
    _decide(row, Switch.State.REFUSED, note, actor)
    _tell("oversight.switch_refused", row, actor)
    return row


def _waiting(switch_id: int, government: Government, actor: Actor) -> Switch:
    institutions.require(actor, Duty.SUPERVISE_CASE, government)
    row = Switch.objects.select_for_update().filter(pk=switch_id, government=government).first()
    if row is None:
        raise RuleBroken("switch_unknown", "Usulan itu tidak ada.", status=404)
    if row.state != Switch.State.PROPOSED:
        raise RuleBroken("switch_decided", "Usulan ini sudah diputus.", status=409)
    if row.proposed_by_id == actor.user_id:
        raise RuleBroken("switch_four_eyes", "Usulan sendiri diputus orang lain.", status=403)
    return row


def _decide(row: Switch, state: Switch.State, note: str, actor: Actor) -> None:
    row.state, row.decision_note = state.value, note.strip()[:500]
    row.decided_by_id, row.decided_by_label, row.decided_at = actor.user_id, actor.label, clock.now()
    row.save()


def _tell(event: str, row: Switch, actor: Actor) -> None:
    journal.append(
        name=event,
        actor=actor,
        government_code=row.government.code,
        subject=f"switch:{row.pk}",
        payload={
            "government_id": row.government_id,
            "indicator": row.indicator,
            "version": row.version,
            "shown": row.shown,
            "reason": row.reason,
            "note": row.decision_note,
        },
    )
