"""What APIP asks of a unit or of a firm, as it sees it: its own questions and findings, and nothing of anybody else."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.course import Rule
from belanja.rules.duties import Duty
from belanja.rules.oversight.states import JOINABLE, TOLD, CaseState, FindingState, Side
from belanja.rules.oversight.steps import CASES, FINDINGS, FindingStep, Step
from belanja.vendors import selectors as vendors

from ..models import CaseFile, Finding, Question
from ..services import base
from .cases import with_balance

_TOLD = [state.value for state in TOLD]
_ASKING = [CaseState.CLARIFYING.value, CaseState.DEEPENING.value]
#: Findings in which whom they concern has the next word.
_THEIRS = [FindingState.ISSUED.value, FindingState.FOLLOW_UP.value]


def of_units(government: Government, actor: Actor) -> Q:
    """Questions or findings of the units for which somebody may answer."""
    units = institutions.units_allowed(actor, Duty.ANSWER_CASE, government)
    mine = Q(unit__isnull=False) if units is None else Q(unit_id__in=units)
    return mine & Q(case__government=government)


def of_firm(firm_id: int) -> Q:
    return Q(firm_id=firm_id)


def questions(which: Q) -> QuerySet[Question]:
    """The unanswered first, what is due soonest first."""
    found = Question.objects.filter(which).select_related("case", "case__government", "unit", "firm")
    return found.order_by("answered_at", "due", "pk")


def findings(which: Q) -> QuerySet[Finding]:
    """What was issued, with what is owed; the running ones first."""
    found = Finding.objects.filter(which, issued_at__isnull=False, state__in=_TOLD)
    return with_balance(found.select_related("case", "case__government", "unit", "firm")).order_by("due", "pk")


def question(which: Q, code: str) -> Question:
    """RuleBroken 404 for one that is another's."""
    found = questions(which).filter(code=code).first()
    if found is None:
        raise base.not_there("Pertanyaan")
    return found


def finding(which: Q, code: str) -> Finding:
    """RuleBroken 404 for one that is another's, or not issued."""
    found = findings(which).filter(code=code).first()
    if found is None:
        raise base.not_there("Temuan")
    return found


def file(found: Question | Finding, file_id: int) -> CaseFile:
    """A file that whoever is asked attached itself: to an answer, a report or a deposit. RuleBroken 404 for any other,
    also of the same case."""
    own = (
        Q(answer__question=found)
        if isinstance(found, Question)
        else Q(deposit__finding=found) | Q(report__recommendation__finding=found)
    )
    kept = CaseFile.objects.filter(own, pk=file_id).first()
    if kept is None:
        raise base.not_there("Berkas")
    return kept


def waiting(which: Q) -> int:
    """How many questions and findings wait for an answer or for what is to be done."""
    asked = Question.objects.filter(which, answered_at__isnull=True, case__state__in=_ASKING).count()
    return asked + Finding.objects.filter(which, state__in=_THEIRS).count()


def question_steps(found: Question, side: Side) -> Collection[Rule[Step, Side]]:
    """What whoever is asked may do with a question now."""
    steps = [Step.ANSWER]
    if found.more_asked_at is None and found.answered_at is None and clock.today() <= found.due:
        steps.append(Step.ASK_TIME)
    return [one for one in CASES.steps_from(found.case.state, side) if one.step in steps]


def finding_steps(found: Finding, side: Side) -> Collection[Rule[FindingStep, Side]]:
    """What whom it concerns may do with a finding now."""
    return [
        one
        for one in FINDINGS.steps_from(found.state, side)
        if one.step is not FindingStep.OBJECT or found.objected_at is None
    ]


def side_of(found: Question | Finding, actor: Actor) -> Side:
    """As what somebody answers."""
    return Side.FIRM if found.firm_id and vendors.is_member(actor.user_id, found.firm_id) else Side.UNIT


def is_open(found: Question) -> bool:
    """Whether its case still takes answers."""
    return CaseState(found.case.state) in JOINABLE
