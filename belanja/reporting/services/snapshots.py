"""The life of a snapshot: opened as a draft, frozen once, withdrawn with a reason. Nothing frozen is ever changed."""

from django.db import connection, transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.reporting import canonical, selectors
from belanja.reporting.models import Snapshot
from belanja.reporting.record import Record
from belanja.rules import reports
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.reports import TRANSITIONS, Action, State

_LEAST_REASON = 10


@transaction.atomic
def open_draft(*, government: Government, year: int, quarter: int, actor: Actor) -> Snapshot:
    """Begin the report of a quarter; the draft that is already open, where there is one.

    Raises RuleBroken: 403/404 without the duty, 422 for a quarter that has not begun, 404 where no data is on record.
    """
    _lock(government)
    institutions.require(actor, Duty.DRAFT_REPORT, government)
    selectors.record_of(government=government, year=year, quarter=quarter, checked=False)
    former = Snapshot.objects.filter(government=government, year=year, quarter=quarter).order_by("-number")
    open_now = former.filter(state=State.DRAFT).first()
    if open_now is not None:
        return open_now
    last = former.values_list("number", flat=True).first() or 0
    snapshot = Snapshot.objects.create(
        government=government,
        year=year,
        quarter=quarter,
        number=last + 1,
        state=State.DRAFT,
        opened_at=clock.now(),
        opened_by_id=actor.user_id,
        opened_by_label=actor.label,
    )
    _tell("reporting.draft_opened", snapshot, actor, {"year": year, "quarter": quarter, "number": last + 1})
    return snapshot


@transaction.atomic
def freeze(*, snapshot_id: int, government: Government, actor: Actor) -> Snapshot:
    """Compute the draft's figures once more, count every share a second time, and keep the bytes for good.

    The report of the same quarter that was in force is superseded when it was only frozen; an issued one stays until
    the new one is issued. Raises RuleBroken 409 for what is no draft, 422 for a quarter that has not ended, and 409
    naming each line where the two computations differ.
    """
    _lock(government)
    institutions.require(actor, Duty.FREEZE_REPORT, government)
    snapshot = _take(snapshot_id, government, Action.FREEZE)
    if not reports.is_over(snapshot.year, snapshot.quarter, clock.today()):
        raise RuleBroken(
            "quarter_not_over", "Triwulan ini belum berakhir; angkanya baru dapat dibekukan sesudah hari terakhirnya."
        )
    record = selectors.record_of(government=government, year=snapshot.year, quarter=snapshot.quarter, checked=True)
    _refuse_disagreement(record)
    data = canonical.canonical_bytes(selectors.draft_of(record))
    _end_former(snapshot, State.FROZEN, actor)
    former = selectors.former_of(government, snapshot.year, snapshot.quarter)
    snapshot.state = State.FROZEN
    snapshot.cut_off = record.cut_off
    snapshot.canonical = data
    snapshot.sha256 = canonical.digest(data)
    snapshot.pulls = [{"id": pull.pk, "feed": pull.feed, "year": pull.year} for pull in record.pulls]
    snapshot.code = record.code
    snapshot.known_at = record.known_at
    snapshot.compared_with = former
    snapshot.frozen_at = clock.now()
    snapshot.frozen_by_id, snapshot.frozen_by_label = actor.user_id, actor.label
    snapshot.save()
    _tell("reporting.frozen", snapshot, actor, {"sha256": snapshot.sha256, "bytes": len(data)})
    return snapshot


@transaction.atomic
def issue(*, snapshot_id: int, government: Government, actor: Actor) -> Snapshot:
    """Make a frozen report public; the issued one of the same quarter is superseded."""
    _lock(government)
    institutions.require(actor, Duty.ISSUE_REPORT, government)
    snapshot = _take(snapshot_id, government, Action.ISSUE)
    _end_former(snapshot, State.ISSUED, actor)
    snapshot.state, snapshot.issued_at = State.ISSUED, clock.now()
    snapshot.save(update_fields=["state", "issued_at"])
    _tell("reporting.issued", snapshot, actor, {"sha256": snapshot.sha256})
    return snapshot


@transaction.atomic
def withdraw(*, snapshot_id: int, government: Government, reason: str, actor: Actor) -> Snapshot:
    """Take a frozen or issued report back, with a reason that stays beside it. Its bytes are kept."""
    _lock(government)
    institutions.require(actor, Duty.FREEZE_REPORT, government)
    snapshot = _take(snapshot_id, government, Action.WITHDRAW)
    if len(reason.strip()) < _LEAST_REASON:
        raise RuleBroken("reason_missing", f"Tulis alasan, paling sedikit {_LEAST_REASON} huruf.")
    _end(snapshot, State.WITHDRAWN, reason.strip(), actor)
    _tell("reporting.withdrawn", snapshot, actor, {"reason": reason.strip()})
    return snapshot


@transaction.atomic
def discard(*, snapshot_id: int, government: Government, actor: Actor) -> None:
    """Throw an open draft away; it held no figures."""
    _lock(government)
    institutions.require(actor, Duty.DRAFT_REPORT, government)
    snapshot = _take(snapshot_id, government, Action.DISCARD)
    _tell("reporting.draft_discarded", snapshot, actor, {"number": snapshot.number})
    snapshot.delete()


def _refuse_disagreement(record: Record) -> None:
    lines = [line for found in record.disagreements.values() for line in found]
    if lines:
        raise RuleBroken(
            "figures_disagree",
            "Angka tidak dibekukan: dua hitungan berbeda pada "
            + "; ".join(lines[:5])
            + (f"; dan {len(lines) - 5} baris lain" if len(lines) > 5 else "")
            + ". Baris itu ditahan sampai sebabnya diketahui.",
            status=409,
        )


def _end_former(snapshot: Snapshot, state: State, actor: Actor) -> None:
    """The version of the same quarter that stands in `state` gives way to this one."""
    former = Snapshot.objects.filter(
        government=snapshot.government, year=snapshot.year, quarter=snapshot.quarter, state=state
    ).first()
    if former is not None and former.pk != snapshot.pk:
        _end(former, State.SUPERSEDED, f"digantikan versi {snapshot.number}", actor)


def _end(snapshot: Snapshot, state: State, reason: str, actor: Actor) -> None:
    snapshot.state = state
    snapshot.ended_at = clock.now()
    snapshot.ended_by_label = actor.label
    snapshot.end_reason = reason
    snapshot.save(update_fields=["state", "ended_at", "ended_by_label", "end_reason"])


def _take(snapshot_id: int, government: Government, action: Action) -> Snapshot:
    snapshot = Snapshot.objects.select_for_update().filter(government=government, pk=snapshot_id).first()
    if snapshot is None:
        raise RuleBroken("not_found", "Laporan ini tidak ditemukan.", status=404)
    if snapshot.status not in TRANSITIONS[action].sources:
        raise RuleBroken(
            "wrong_state", f"Laporan ini sudah {snapshot.status.label}; langkah itu tidak berlaku.", status=409
        )
    return snapshot


def _lock(government: Government) -> None:
    """One government's reports are written one at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('belanja.reporting'), %s)", [government.pk])


def _tell(name: str, snapshot: Snapshot, actor: Actor, payload: dict[str, object]) -> None:
    journal.append(
        name=name,
        actor=actor,
        subject=f"snapshot:{snapshot.pk}",
        payload=payload,
        government_code=snapshot.government.code,
    )
