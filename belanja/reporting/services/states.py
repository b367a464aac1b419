"""What every step in the life of a report shares: the lock, the state that allows it, its end, the journal."""

from collections.abc import Mapping

from django.db import connection

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.reporting.models import Snapshot
from belanja.rules.decisions import RuleBroken
from belanja.rules.reports import TRANSITIONS, Action, State

#: Letters of a reason.
LEAST_REASON = 10


def lock(government: Government) -> None:
    """One government's reports are written one at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('belanja.reporting'), %s)", [government.pk])


def need_reason(words: str) -> None:
    """Raise RuleBroken 422 where a reason is too short to be one."""
    if len(words.strip()) < LEAST_REASON:
        raise RuleBroken("reason_missing", f"Tulis alasan, paling sedikit {LEAST_REASON} huruf.")


def take(snapshot_id: int, government: Government, action: Action) -> Snapshot:
    """The report, locked, in a state that allows the step; RuleBroken 404 or 409."""
    snapshot = Snapshot.objects.select_for_update().filter(government=government, pk=snapshot_id).first()
    if snapshot is None:
        raise RuleBroken("not_found", "Laporan ini tidak ditemukan.", status=404)
    if snapshot.status not in TRANSITIONS[action].sources:
        raise RuleBroken("wrong_state", f"Laporan ini {snapshot.status.label}; langkah itu tidak berlaku.", status=409)
    return snapshot


def end_former(snapshot: Snapshot, state: State, actor: Actor) -> Snapshot | None:
    """The version of the same quarter that stands in `state` gives way to this one."""
    former = Snapshot.objects.filter(
        government=snapshot.government, year=snapshot.year, quarter=snapshot.quarter, state=state
    ).first()
    if former is None or former.pk == snapshot.pk:
        return None
    end(former, State.SUPERSEDED, f"digantikan versi {snapshot.number}", actor)
    return former


def end(snapshot: Snapshot, state: State, reason: str, actor: Actor) -> None:
    """Superseded or withdrawn, with the reason beside it."""
    snapshot.state = state
    snapshot.ended_at = clock.now()
    snapshot.ended_by_label = actor.label
    snapshot.end_reason = reason
    snapshot.save(update_fields=["state", "ended_at", "ended_by_label", "end_reason"])


def tell(name: str, snapshot: Snapshot, actor: Actor, payload: Mapping[str, object]) -> None:
    """The business event of a step."""
    journal.append(
        name=name,
        actor=actor,
        subject=f"snapshot:{snapshot.pk}",
        payload=payload,
        government_code=snapshot.government.code,
    )
