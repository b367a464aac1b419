"""The life of a snapshot until it is frozen. Nothing frozen is ever changed."""

from django.db import transaction

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.reporting import canonical, selectors
from belanja.reporting.models import Round, Snapshot
from belanja.reporting.record import Record
from belanja.reporting.sections import confirmation
from belanja.reporting.selectors import rounds
from belanja.rules import reports
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.reporting.hearings import LETTER
from belanja.rules.reports import Action, State

from . import states


@transaction.atomic
def open_draft(*, government: Government, year: int, quarter: int, actor: Actor) -> Snapshot:
    """Begin the report of a quarter; the draft that is already open, where there is one.

    Raises RuleBroken: 403/404 without the duty, 422 for a quarter that has not begun, 404 where no data is on record.
    """
    states.lock(government)
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
    states.tell("reporting.draft_opened", snapshot, actor, {"year": year, "quarter": quarter, "number": last + 1})
    return snapshot


@transaction.atomic
def freeze(
    *,
    snapshot_id: int,
    government: Government,
    actor: Actor,
    without_round: str = "",
    change_reason: str = "",
) -> Snapshot:
    """Compute the draft's figures once more, count every share a second time, and keep the bytes for good.

    Units have answered before (`rounds.open_round`), or `without_round` says why they were not asked. A line on which
    the two computations of a share differ is held, and says so; the others stand. The report of the same quarter that
    was in force is superseded when it was only frozen; an issued one stays until the new one is issued, and the new
    one says what changed and why (`change_reason`).

    Raises RuleBroken 409 for what is no draft, while a round runs or a dispute waits, without a round or a reason, or
    where the classes of spending are counted differently; 422 for a quarter that has not ended, and for a new version
    without its reason.
    """
    states.lock(government)
    institutions.require(actor, Duty.FREEZE_REPORT, government)
    snapshot = states.take(snapshot_id, government, Action.FREEZE)
    if not reports.is_over(snapshot.year, snapshot.quarter, clock.today()):
        raise RuleBroken(
            "quarter_not_over", "Triwulan ini belum berakhir; angkanya baru dapat dibekukan sesudah hari terakhirnya."
        )
    corrects = selectors.in_force(government, snapshot.year, snapshot.quarter)
    if corrects is not None:
        states.need_reason(change_reason)
    of = _settled(snapshot, without_round)
    record = selectors.record_of(
        government=government,
        year=snapshot.year,
        quarter=snapshot.quarter,
        checked=True,
        before=selectors.before_of(of, without_round if of is None else "", corrects, change_reason),
    )
    _refuse_disagreement(record)
    data = canonical.canonical_bytes(selectors.draft_of(record))
    states.end_former(snapshot, State.FROZEN, actor)
    former = selectors.former_of(government, snapshot.year, snapshot.quarter)
    snapshot.state = State.FROZEN
    snapshot.cut_off = record.cut_off
    snapshot.canonical = data
    snapshot.sha256 = canonical.digest(data)
    snapshot.pulls = [{"id": pull.pk, "feed": pull.feed, "year": pull.year} for pull in record.pulls]
    snapshot.code = record.code
    snapshot.known_at = record.known_at
    snapshot.compared_with = former
    snapshot.round, snapshot.without_round = of, record.before_freezing.without_round
    snapshot.corrects, snapshot.change_reason = corrects, record.before_freezing.change_reason
    snapshot.restricted = confirmation.restricted(record)
    snapshot.frozen_at = clock.now()
    snapshot.frozen_by_id, snapshot.frozen_by_label = actor.user_id, actor.label
    snapshot.save()
    states.tell("reporting.frozen", snapshot, actor, {"sha256": snapshot.sha256, "bytes": len(data)})
    return snapshot


@transaction.atomic
def discard(*, snapshot_id: int, government: Government, actor: Actor) -> None:
    """Throw an open draft away; it held no figures."""
    states.lock(government)
    institutions.require(actor, Duty.DRAFT_REPORT, government)
    snapshot = states.take(snapshot_id, government, Action.DISCARD)
    states.tell("reporting.draft_discarded", snapshot, actor, {"number": snapshot.number})
    snapshot.delete()


def _settled(snapshot: Snapshot, without_round: str) -> Round | None:
    """The round that this report rests on, once it is settled; None where a reason says why there was none."""
    of = rounds.for_report(snapshot.government, snapshot.year, snapshot.quarter)
    if of is None:
        if len(without_round.strip()) < states.LEAST_REASON:
            raise RuleBroken(
                "round_missing",
                "Unit belum ditanya atas angkanya. Buka putaran konfirmasi, atau tulis alasan mengapa tanpa putaran "
                f"(paling sedikit {states.LEAST_REASON} huruf).",
                LETTER,
                status=409,
            )
        return None
    told = rounds.standing(of)
    if of.closed_at is None:
        raise RuleBroken(
            "round_running",
            f"Putaran konfirmasi berjalan sampai {text.long_date(of.due_on)}; {text.count_words(told.silent)} unit "
            "belum menjawab.",
            LETTER,
            status=409,
        )
    if told.waiting_disputes:
        waits = text.capital_first(text.count_words(told.waiting_disputes))
        raise RuleBroken("disputes_waiting", f"{waits} sanggahan belum diputus.", LETTER, status=409)
    return of


def _refuse_disagreement(record: Record) -> None:
    """Lines of shares are held one by one; sums by class have no line of their own to hold."""
    lines = record.disagreements.get("classes", [])
    if lines:
        raise RuleBroken(
            "figures_disagree",
            "Angka tidak dibekukan: dua hitungan berbeda pada "
            + "; ".join(lines[:5])
            + (f"; dan {len(lines) - 5} baris lain" if len(lines) > 5 else "")
            + ". Rincian kelas disajikan setelah sebabnya diketahui.",
            status=409,
        )
