"""A frozen report becomes a numbered paper: PDF, XLSX and JSON are made once and kept with it."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from belanja.documents import selectors as documents
from belanja.documents import services as paper_services
from belanja.documents.models import Paper, Signatory
from belanja.documents.services import NewFile
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.reporting import renderings
from belanja.reporting.models import Snapshot
from belanja.rules import papers, reports
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.reports import Action, State

from . import covers, reviews, states


@transaction.atomic
def issue(
    *,
    snapshot_id: int,
    government: Government,
    actor: Actor,
    signatory_id: int | None = None,
    official_number: str = "",
    official_date: date | None = None,
    cover: covers.Numbered = covers.UNNUMBERED,
) -> Snapshot:
    """Issue a frozen report: it gets a number and a verification code, its files are kept, and it becomes public. The
    nota dinas with which it goes to the leadership is a paper of its own beside it (`cover`: its official number).

    The issued report of the same quarter is superseded, and so is its paper. `signatory_id` names who is to sign;
    without it the room for the signature stays open. Raises RuleBroken 403/404, 409 for a report that is not frozen
    or not reviewed, or a number in use, 422 for a number without its date.
    """
    states.lock(government)
    institutions.require(actor, Duty.ISSUE_REPORT, government)
    snapshot = states.take(snapshot_id, government, Action.ISSUE)
    reviews.require_reviewed(snapshot)
    signatory = _signatory(government, signatory_id)
    if (official_number.strip() and official_date is None) or (cover.number.strip() and cover.dated is None):
        raise RuleBroken("date_missing", "Tulis tanggal nomor resmi.")
    former = states.end_former(snapshot, State.ISSUED, actor)
    snapshot.state, snapshot.issued_at = State.ISSUED, clock.now()
    snapshot.save(update_fields=["state", "issued_at"])

    def make(paper: Paper) -> Sequence[NewFile]:
        made = renderings.for_paper(snapshot, paper, signatory)
        return [NewFile(name=file.name, media_type=file.media_type, content=file.data) for file in made]

    paper = paper_services.issue(
        kind=papers.Kind.REPORT,
        government=government,
        title=reports.title_of(snapshot.year, snapshot.quarter),
        period=f"Triwulan {snapshot.quarter} {snapshot.year}",
        subject=subject_of(snapshot),
        reference_sha256=snapshot.sha256,
        official_number=official_number,
        official_date=official_date,
        files=make,
        actor=actor,
        supersedes=_former_paper(former),
    )
    letter = covers.issue_cover(
        snapshot=snapshot, report=paper, former=former, signatory=signatory, numbered=cover, actor=actor
    )
    told = {"sha256": snapshot.sha256, "number": paper.number, "cover": letter.number}
    states.tell("reporting.issued", snapshot, actor, told)
    return snapshot


@transaction.atomic
def withdraw(*, snapshot_id: int, government: Government, reason: str, actor: Actor) -> Snapshot:
    """Take a frozen or issued report back, with a reason that stays beside it; its paper is cancelled. Bytes are
    kept. Raises RuleBroken 403/404, 409 for a draft or one that ended, 422 without a reason."""
    states.lock(government)
    institutions.require(actor, Duty.FREEZE_REPORT, government)
    snapshot = states.take(snapshot_id, government, Action.WITHDRAW)
    states.need_reason(reason)
    states.end(snapshot, State.WITHDRAWN, reason.strip(), actor)
    for paper in (_former_paper(snapshot), covers.in_force(snapshot)):
        if paper is not None:
            paper_services.cancel_paper(paper_id=paper.pk, reason=reason, actor=actor)
    states.tell("reporting.withdrawn", snapshot, actor, {"reason": reason.strip()})
    return snapshot


def subject_of(snapshot: Snapshot) -> str:
    """How a paper names the report it was made from."""
    return f"snapshot:{snapshot.pk}"


def _former_paper(snapshot: Snapshot | None) -> Paper | None:
    """The paper of a report, as long as it is in force."""
    paper = documents.paper_of_subject(subject_of(snapshot)) if snapshot else None
    return paper if paper is not None and papers.NEXT[paper.status] else None


def _signatory(government: Government, signatory_id: int | None) -> Signatory | None:
    if signatory_id is None:
        return None
    found = documents.signatories(government, on=clock.today()).filter(pk=signatory_id).first()
    if found is None:
        raise RuleBroken("signatory_unknown", "Penanda tangan itu tidak sedang menjabat.")
    return found
