"""The papers of a review: how far its working papers are, what was issued, what is due."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from belanja.documents.models import Paper
from belanja.institutions.models import Unit
from belanja.rules.oversight.reviews import Conclusion
from belanja.rules.papers import Kind, State

from ..models import Review, SampleItem


def notes_subject(review_id: int, unit_id: int) -> str:
    """What the notes to a unit (CHR) are made from."""
    return f"{Kind.REVIEW_NOTES.value}:{review_id}.{unit_id}"


def report_subject(review_id: int) -> str:
    """What the report (LHR) is made from."""
    return f"{Kind.REVIEW_REPORT.value}:{review_id}"


def told_units(found: Review) -> list[Unit]:
    """Units to which notes of results were sent."""
    sent = found.results.filter(sent_at__isnull=False).values("unit_id")
    return list(Unit.objects.filter(pk__in=sent).order_by("sort_key"))


def papers(found: Review) -> list[Paper]:
    """Of a review, the oldest first."""
    subjects = [report_subject(found.pk), *(notes_subject(found.pk, one.pk) for one in told_units(found))]
    return list(Paper.objects.filter(subject__in=subjects).exclude(state=State.DRAFT).order_by("pk"))


def notes_of(review_id: int, unit_id: int) -> Paper | None:
    """The CHR to a unit, where it was issued."""
    return Paper.objects.filter(subject=notes_subject(review_id, unit_id)).exclude(state=State.DRAFT).first()


def notes_due(found: Review) -> list[Unit]:
    """Units to which notes were sent of which no paper stands yet."""
    made = {one.subject for one in papers(found)}
    return [one for one in told_units(found) if notes_subject(found.pk, one.pk) not in made]


@dataclass(frozen=True)
class Progress:
    """How far the working papers of a review are: items drawn (an order in two samples is one), papers written,
    approved by the leader, and by both; what they conclude."""

    items: int
    written: int
    approved: int
    reviewed: int
    concluded: Mapping[Conclusion, int]


def progress(found: Review) -> Progress:
    """Two queries."""
    papers = list(found.papers.values_list("conclusion", "leader_at", "supervisor_at"))
    drawn = SampleItem.objects.filter(sample__review=found).values("subject_key").distinct().count()
    return Progress(
        drawn,
        len(papers),
        sum(leader is not None for _said, leader, _at in papers),
        sum(at is not None for _said, _leader, at in papers),
        Counter(Conclusion(said) for said, _leader, _at in papers),
    )
