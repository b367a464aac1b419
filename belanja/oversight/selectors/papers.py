"""The letters of a case that were issued."""

from belanja.documents.models import Paper
from belanja.rules.oversight.states import CaseState
from belanja.rules.papers import Kind, State

from ..models import Case, Question

#: States in which findings have been issued.
REPORTED = (CaseState.RECOMMENDED, CaseState.FOLLOW_UP, CaseState.DONE)
#: States in which a question still waits for its answer.
ASKING = (CaseState.CLARIFYING, CaseState.DEEPENING)


def subject_of(of: Question | Case) -> str:
    """What a letter is made from: a question, or the findings of a case."""
    return f"{(Kind.QUESTION if isinstance(of, Question) else Kind.FINDINGS).value}:{of.pk}"


def letters(found: Case) -> list[Paper]:
    """Of a case, the oldest first."""
    subjects = [subject_of(found), *(subject_of(one) for one in found.questions.only("pk"))]
    return list(Paper.objects.filter(subject__in=subjects).exclude(state=State.DRAFT).order_by("pk"))


def request_of(found: Question) -> Paper | None:
    """The letter with which a question was put, if one was issued."""
    return Paper.objects.filter(subject=subject_of(found)).exclude(state=State.DRAFT).order_by("pk").first()


def requests_due(found: Case) -> list[Question]:
    """Questions of a case that are still open and have no letter yet."""
    if found.state not in ASKING:
        return []
    waiting = list(found.questions.filter(answered_at__isnull=True).select_related("unit", "firm").order_by("pk"))
    made = {one.subject for one in letters(found)}
    return [one for one in waiting if subject_of(one) not in made]


def results_due(found: Case) -> bool:
    """Whether findings were issued of which no report stands yet."""
    if found.state not in REPORTED or not found.findings.filter(issued_at__isnull=False).exists():
        return False
    return not Paper.objects.filter(subject=subject_of(found)).exists()
