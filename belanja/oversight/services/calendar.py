"""What time does to cases: whoever is asked is reminded before and after a term, whoever is late is told once."""

from datetime import date

from django.db import transaction

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.rules.oversight.parameters import REMIND_DAYS
from belanja.rules.oversight.states import CaseState, FindingState

from ..models import Case, Finding, Question
from . import base
from .findings import locked as finding_locked

_SOON, _LATE = "segera", "lewat"
_ASKING = [CaseState.CLARIFYING.value, CaseState.DEEPENING.value]
#: Whose turn a finding is in a state, where it is not APIP's.
_THEIRS = [FindingState.ISSUED.value, FindingState.FOLLOW_UP.value]


def remind() -> int:
    """Tell of terms that end soon or have passed, once each; how many were told. Twice a day does no harm."""
    return sum(map(_question, _questions())) + sum(map(_case, _cases())) + sum(map(_finding, _findings()))


def _questions() -> list[int]:
    found = Question.objects.filter(answered_at__isnull=True, case__state__in=_ASKING).exclude(reminded=_LATE)
    return list(found.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _question(question_id: int) -> bool:
    case = base.locked(Question.objects.values_list("case_id", flat=True).get(pk=question_id))
    question = Question.objects.get(pk=question_id)
    question.case = case
    word = (
        _LATE
        if clock.today() > question.due
        else _SOON
        if clock.today() >= soon(case.government_id, question.due)
        else ""
    )
    if not word or question.answered_at is not None or question.reminded == word or case.state not in _ASKING:
        return False  # not yet, or somebody was faster
    question.reminded = word
    question.save(update_fields=["reminded"])
    until = text.long_date(question.due)
    told = f"Tenggat klarifikasi APIP {'sudah lewat' if word == _LATE else 'segera habis'}: {until}."
    base.tell_asked(question, told, base.CALENDAR)
    if word == _LATE:
        base.tell_apip(case, f"Kasus {case.code}: pertanyaan tidak dijawab sampai {until}.", base.CALENDAR)
    return True


def _cases() -> list[int]:
    found = Case.objects.filter(due__lt=clock.today(), reminded__isnull=True)
    return list(found.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _case(case_id: int) -> bool:
    case = base.locked(case_id)
    if case.due is None or case.due >= clock.today() or case.reminded is not None:
        return False
    case.reminded = case.due
    case.save(update_fields=["reminded"])
    told = f"Kasus {case.code} lewat tenggat {text.long_date(case.due)}: {CaseState(case.state).label}."
    base.tell_apip(case, told, base.CALENDAR)
    base.tell_apip(case, told, base.CALENDAR, supervisors=True)
    return True


def _findings() -> list[int]:
    found = Finding.objects.filter(due__lt=clock.today(), reminded__isnull=True)
    return list(found.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _finding(finding_id: int) -> bool:
    finding = finding_locked(finding_id)
    if finding.due is None or finding.due >= clock.today() or finding.reminded is not None:
        return False
    finding.reminded = finding.due
    finding.save(update_fields=["reminded"])
    told = f"Temuan {finding.code} lewat tenggat {text.long_date(finding.due)}."
    if finding.state in _THEIRS:
        base.tell_asked(finding, told, base.CALENDAR)
    base.tell_apip(finding.case, told, base.CALENDAR)
    return True


def soon(government_id: int, due: date) -> date:
    """The first day on which a term that ends on `due` is reminded of."""
    days = int(institutions.book(government_id=government_id, on=clock.today()).number(REMIND_DAYS))
    day = due
    while working_days.between(day, due, government_id=government_id) < days:
        day = date.fromordinal(day.toordinal() - 1)
    return day
