"""A team of APIP, a unit and the gathering of flags at one review at the same moment: one effect, nothing twice."""

import pytest

from belanja.foundation import clock
from belanja.oversight.models import Case, CaseStep, Response, Review, ReviewStep, Sample, WorkingPaper
from belanja.oversight.services import opening
from belanja.oversight.services.reviews import planning, results, supervising
from belanja.rules.oversight.review_steps import ReviewStep as Step
from belanja.rules.oversight.reviews import Conclusion, ReviewState
from tests.oversight.review_world import table, written
from tests.support.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_sent_twice_is_one_review_one_sample_and_one_paper() -> None:
    of = table()
    for number in range(5):
        of.document(f"K{number}")
    plan = of.plan()
    planned = [lambda: planning.plan_review(government=of.government, plan=plan, actor=of.supervisor)] * 3
    assert at_once(*planned) == ["", "", ""]
    review = Review.objects.get()
    of.begin(review)
    assert at_once(*[lambda: of.sample(review)] * 3) == ["", "", ""]
    item = Sample.objects.get().items.select_related("sample__review").earliest("place")
    assert at_once(lambda: of.paper(item), lambda: of.paper(item), lambda: of.paper(item, by=of.second)) in (
        ["", "", "403 not_your_paper"], ["", "403 not_your_paper", "403 not_your_paper"]
    )  # fmt: skip
    assert WorkingPaper.objects.get().paper() == written(review)
    assert ReviewStep.objects.filter(step__in=[Step.PLAN, Step.SAMPLE, Step.WRITE_PAPER]).count() == 3


def test_papers_that_need_more_and_flags_that_are_gathered_meet_in_one_case() -> None:
    of = table()
    review = of.review(ReviewState.SUPERVISED, conclusion=Conclusion.DEEPEN)
    approvals = [
        lambda pk=pk: supervising.approve_paper(paper_id=pk, version=None, actor=of.supervisor)
        for pk in review.papers.values_list("pk", flat=True)
    ]
    gathered = [lambda: opening.open_cases(government=of.government)]
    assert at_once(*approvals, *approvals, *gathered) == [""] * 5
    case = Case.objects.get()
    assert CaseStep.objects.filter(case=case).count() == 2
    assert set(review.papers.values_list("case", flat=True)) == {case.pk}


def test_a_response_and_the_report_meet_and_the_response_comes_before_it_or_is_refused() -> None:
    of = table()
    review = of.review(ReviewState.NOTES_SENT)
    result = review.results.get()
    results.respond(result_id=result.pk, agrees=True, words="Disusun.", actor=of.pa)
    said = at_once(
        lambda: results.respond(result_id=result.pk, agrees=True, words="Sudah disusun.", actor=of.pa),
        lambda: results.issue_report(
            review_id=review.pk, version=None, number="LHR-1", dated=clock.today(), actor=of.supervisor
        ),
    )
    assert said in (["", ""], ["", "409 step_not_allowed"])
    review.refresh_from_db()
    assert review.state == ReviewState.REPORTED
    assert ReviewStep.objects.filter(review=review).latest("pk").step == Step.REPORT
    assert Response.objects.count() == 1 + said.count("") - 1
