"""Who may take which step of a review: every post, every role of the unit and of another, another government and a
stranger are tried at each; a refusal changes nothing."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.oversight.models import Case, ResultNote, Review, ReviewNote, ReviewStep, WorkingPaper
from belanja.oversight.services.reviews import papers, planning, supervising
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.oversight.review_steps import REVIEWS
from belanja.rules.oversight.review_steps import ReviewStep as Step
from belanja.rules.oversight.reviews import ReviewSide
from belanja.rules.oversight.reviews import ReviewState as S
from tests.oversight.review_world import ACTS, Table, table
from tests.support.people import hired

pytestmark = pytest.mark.django_db
_APIP = {"pengendali", "ketua", "anggota", "anggota_lain", "apip"}
_UNIT = {"pa", "kpa", "ppk"}
_SUPERVISOR, _LEADER, _MEMBER, _MEMBERS = {"pengendali"}, {"ketua"}, {"anggota"}, {"anggota", "anggota_lain"}
#: Their looks come at another time: they are told so.
_OTHER_LOOK = {"pengendali", "ketua"}
Before = Callable[[Table, Review], object]


def _nothing(of: Table, review: Review) -> None:
    """The state alone is enough."""


def _written(of: Table, review: Review) -> WorkingPaper:
    return of.paper(of.sample(review).items.select_related("sample__review").earliest("place"))


def _submitted(of: Table, review: Review) -> WorkingPaper:
    paper = _written(of, review)
    return papers.submit_paper(paper_id=paper.pk, version=None, actor=of.member)


def _noted(of: Table, review: Review) -> None:
    supervising.note(paper_id=_submitted(of, review).pk, version=None, words="Bukti?", actor=of.leader)


def _answered(of: Table, review: Review) -> None:
    _noted(of, review)
    ACTS[Step.ANSWER_NOTE](of, review, of.member)


def _declared(of: Table, review: Review) -> None:
    for who in (of.supervisor, of.leader, of.member, of.second):
        ACTS[Step.DECLARE](of, review, who)


def _all_led(of: Table, review: Review) -> None:
    for item in of.sample(review).items.select_related("sample__review"):
        of.led(of.paper(item))


def _all_looked_over(of: Table, review: Review) -> None:
    for paper in review.papers.all():
        supervising.approve_paper(paper_id=paper.pk, version=None, actor=of.supervisor)


def _responded(of: Table, review: Review) -> None:
    ACTS[Step.RESPOND](of, review, of.pa)


#: From which state each step is tried, what is done before, and by whom it goes.
MATRIX: dict[Step, tuple[S, Before, set[str]]] = {
    Step.CHANGE_TEAM: (S.WORKING, _nothing, _APIP),
    Step.DECLARE: (S.PLANNED, _nothing, _APIP - {"apip"}),
    Step.START: (S.PLANNED, _declared, _LEADER),
    Step.CANCEL: (S.PLANNED, _nothing, _APIP),
    Step.SAMPLE: (S.WORKING, _nothing, _LEADER),
    Step.WRITE_PAPER: (S.WORKING, lambda of, one: of.sample(one), _MEMBERS),
    Step.SUBMIT_PAPER: (S.WORKING, _written, _MEMBER),
    Step.NOTE: (S.WORKING, _submitted, _LEADER),
    Step.ANSWER_NOTE: (S.WORKING, _noted, _MEMBER),
    Step.CLEAR_NOTE: (S.WORKING, _answered, _LEADER),
    Step.APPROVE_PAPER: (S.SUPERVISED, _nothing, _SUPERVISOR),
    Step.WRITE_RESULT: (S.WORKING, _nothing, _LEADER),
    Step.DROP_RESULT: (S.WORKING, lambda of, one: of.result(one), _LEADER),
    Step.SUBMIT: (S.WORKING, _all_led, _LEADER),
    Step.SEND_BACK: (S.SUPERVISED, _nothing, _SUPERVISOR),
    Step.SEND_RESULTS: (S.SUPERVISED, _all_looked_over, _SUPERVISOR),
    Step.RESPOND: (S.NOTES_SENT, _nothing, _UNIT),
    Step.REPORT: (S.NOTES_SENT, _responded, _SUPERVISOR),
}


def _cast(of: Table) -> Iterator[tuple[str, Actor]]:
    yield "pengendali", of.supervisor
    yield "ketua", of.leader
    yield "anggota", of.member
    yield "anggota_lain", of.second
    for role in Role:
        of_unit = role in (Role.PA, Role.KPA, Role.PPK, Role.PEJABAT_PENGADAAN, Role.PPTK, Role.BENDAHARA)
        yield role.value, hired(of.government, role, unit=of.unit if of_unit else None)
    yield "pa_lain", of.other_pa
    yield "apip_lain", hired(Government.objects.get(code="D50"), Role.APIP)
    yield "asing", hired(of.government)
    yield "konsol", Actor(None, "konsol")


def _seen() -> tuple[object, ...]:
    models = (Review, WorkingPaper, ReviewNote, ResultNote, Case)
    counted = (ReviewStep.objects.count(), Event.objects.count())
    return (*(list(model.objects.order_by("pk").values()) for model in models), *counted)


def test_the_matrix_has_every_step_that_a_person_takes_on_a_review() -> None:
    people = {one.step for one in REVIEWS.rules if one.side is not ReviewSide.TIME} - {Step.PLAN}
    assert set(MATRIX) == people == set(ACTS)


@pytest.mark.parametrize("step", MATRIX)
def test_only_those_whose_step_it_is_take_it(step: Step) -> None:
    state, before, allowed = MATRIX[step]
    of = table()
    review = of.review(state)
    before(of, review)
    for name, actor in _cast(of):
        was, refusal, went = _seen(), None, False
        try:
            with transaction.atomic():
                ACTS[step](of, Review.objects.get(pk=review.pk), actor)
                went = _seen() != was
                transaction.set_rollback(True)
        except RuleBroken as found:
            refusal = found
        assert went is (name in allowed), f"{name}: {refusal}"
        assert refusal is None or refusal.status in (403, 404) or (name in _OTHER_LOOK and refusal.status == 409)
        assert _seen() == was


def test_only_apip_plans_a_review() -> None:
    of = table()
    plan = of.plan()
    for name, actor in _cast(of):
        went = True
        try:
            with transaction.atomic():
                planning.plan_review(government=of.government, plan=plan, actor=actor)
                transaction.set_rollback(True)
        except RuleBroken:
            went = False
        assert went is (name in _APIP), name
