"""The nota dinas of a report: a paper of its own, with its own number, issued and ended with the report."""

from dataclasses import dataclass
from datetime import date

from belanja.documents import selectors as documents
from belanja.documents import services as paper_services
from belanja.documents.models import Paper, Signatory
from belanja.documents.services import NewFile
from belanja.foundation import text
from belanja.journal.services import Actor
from belanja.reporting.models import Snapshot
from belanja.reporting.renderings.cover import NAME, Cover
from belanja.reporting.selectors.reviews import review
from belanja.rules import papers


@dataclass(frozen=True)
class Numbered:
    """The official number that the agenda gave, where it gave one already, and its day."""

    number: str = ""
    dated: date | None = None


UNNUMBERED = Numbered()


def subject_of(snapshot: Snapshot) -> str:
    """How the paper names the report it goes with."""
    return f"cover:{snapshot.pk}"


def in_force(snapshot: Snapshot | None) -> Paper | None:
    """The nota dinas of a report, as long as it stands."""
    found = documents.paper_of_subject(subject_of(snapshot)) if snapshot else None
    return found if found is not None and papers.NEXT[found.status] else None


def issue_cover(
    *,
    snapshot: Snapshot,
    report: Paper,
    former: Snapshot | None,
    signatory: Signatory | None,
    numbered: Numbered,
    actor: Actor,
) -> Paper:
    """Issue the letter that goes with an issued report; that of the version before gives way. Runs in the transaction
    of the report. Raises RuleBroken as issuing a paper does."""
    cover = Cover(snapshot, report, signatory, _reviewed(snapshot))
    return paper_services.issue(
        kind=papers.Kind.COVER,
        government=snapshot.government,
        title=cover.title,
        period=f"Triwulan {snapshot.quarter} {snapshot.year}",
        subject=subject_of(snapshot),
        reference_sha256=snapshot.sha256,
        official_number=numbered.number,
        official_date=numbered.dated,
        files=lambda paper: [NewFile(name=NAME, media_type="application/pdf", content=cover.pdf(paper))],
        actor=actor,
        supersedes=in_force(former),
    )


def _reviewed(snapshot: Snapshot) -> str:
    """That somebody else than its maker has read it, and how many notes were cleared."""
    found = review(snapshot)
    if not found.done:
        return ""
    on = text.long_date(found.acts[-1].at)
    if not found.notes:
        return f"Laporan telah ditelaah tanpa catatan, {on}."
    return f"Laporan telah ditelaah, {text.count_words(len(found.notes))} catatan diselesaikan, {on}."
