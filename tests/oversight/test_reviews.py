"""A review from its surat tugas to its report: team, sample, papers, two looks, notes of results, silence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from belanja.foundation import clock
from belanja.institutions.models import RoleAssignment
from belanja.journal.services import Actor
from belanja.notices.models import Notice
from belanja.oversight.models import (
    Case,
    Response,
    ResultNote,
    Review,
    ReviewFile,
    ReviewNote,
    ReviewStep,
    Sample,
    SampleFrame,
    SampleItem,
    WorkingPaper,
)
from belanja.oversight.selectors import reviews as selectors
from belanja.oversight.services.reviews import papers, planning, results, supervising
from belanja.rules.channels import Channel
from belanja.rules.duties import Role
from belanja.rules.oversight.review_steps import ReviewStep as Step
from belanja.rules.oversight.reviews import Conclusion, Post, ReviewState
from belanja.rules.oversight.states import CaseState
from belanja.vendors.models import FirmId
from tests.oversight.review_world import ACTS, RESULT, SCAN, Table, person, table, written
from tests.support.firms import member, registered, signed
from tests.support.people import hired
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
Freeze = Callable[[date | datetime], datetime]
S = ReviewState


@pytest.fixture
def of(freeze: Freeze) -> Table:
    freeze(datetime(2026, 4, 6, 3, tzinfo=clock.WIB))
    return table()


@pytest.mark.parametrize("state", ReviewState)
def test_every_state_is_reached_by_those_whose_steps_lead_there(of: Table, state: ReviewState) -> None:
    review = of.review(state)
    assert (review.due is None) is (review.closed_at is not None)
    steps = list(review.steps.order_by("pk"))
    assert steps[-1].target == state
    assert review.version == len(steps)


def test_a_surat_tugas_is_recorded_once(of: Table) -> None:
    first = of.planned(order_number="ST-7")
    assert of.planned(order_number="ST-7") == first
    for other in ({"title": "Lain"}, {"units": [of.other]}, {"team": of.team[:3]}, {"channels": [Channel.V6]}):
        assert refused(lambda other=other: of.planned(order_number="ST-7", **other)).status == 409
    planning.cancel(review_id=first.pk, version=None, note="Keliru.", actor=of.leader)
    assert of.planned(order_number="ST-7", title="Lain") != first


def test_a_team_has_three_posts_and_nobody_whom_the_review_is_about(of: Table) -> None:
    RoleAssignment.objects.create(
        user=person(of.second), role=Role.PPTK, government=of.government, unit=of.unit, valid_from=date(2026, 1, 1),
        valid_to=date(2026, 1, 31),
    )  # fmt: skip
    assert refused(of.planned).code == "team_not_independent"
    assert of.planned(units=[of.other]).pk, "he held his role elsewhere"
    assert refused(lambda: of.planned(units=[])).code == "team_not_independent"
    for team in (
        of.team[:2],
        [*of.team[:3], (person(of.leader), Post.MEMBER)],
        [*of.team[:2], (person(of.pa), Post.MEMBER)],
    ):
        assert refused(lambda team=team: of.planned(team=team)).status in (422, 400)


def test_nobody_does_anything_before_he_has_declared_and_all_declare_before_it_begins(of: Table) -> None:
    review = of.planned()
    assert refused(lambda: planning.start(review_id=review.pk, version=None, actor=of.leader)).status == 403
    planning.declare(review_id=review.pk, version=None, independent=True, actor=of.leader)
    assert refused(lambda: planning.start(review_id=review.pk, version=None, actor=of.leader)).status == 409
    assert refused(
        lambda: planning.declare(review_id=review.pk, version=None, independent=False, actor=of.member)
    ).status == 422  # fmt: skip
    assert [one.step for one in selectors.steps_for(selectors.review(of.government, review.code, of.member), of.member)
            if one.side != "perencana"] == ["nyatakan_independen"]  # fmt: skip


def test_a_paper_is_written_handed_on_looked_over_twice_and_its_remarks_are_cleared(of: Table) -> None:
    review = of.review(S.WORKING)
    item = of.sample(review).items.select_related("sample__review").earliest("place")
    paper = of.paper(item, files=[("harga", SCAN), ("harga", SCAN)])
    assert of.paper(item, files=[("harga", SCAN)]) == paper
    assert paper.files.count() == 1
    assert refused(lambda: of.paper(item, by=of.second)).code == "not_your_paper"
    papers.submit_paper(paper_id=paper.pk, version=None, actor=of.member)
    remark = supervising.note(paper_id=paper.pk, version=None, words="Bukti mana?", actor=of.leader)
    assert (
        refused(lambda: supervising.approve_paper(paper_id=paper.pk, version=None, actor=of.leader)).code == "note_open"
    )
    assert refused(lambda: supervising.clear_note(note_id=remark.pk, actor=of.leader)).code == "note_unanswered"
    supervising.answer_note(note_id=remark.pk, words="BAST nomor 7.", actor=of.member)
    assert refused(lambda: supervising.clear_note(note_id=remark.pk, actor=of.supervisor)).code == "not_your_note"
    supervising.clear_note(note_id=remark.pk, actor=of.leader)
    supervising.approve_paper(paper_id=paper.pk, version=None, actor=of.leader)
    assert (
        refused(lambda: supervising.submit(review_id=review.pk, version=None, actor=of.leader)).code == "papers_missing"
    )
    again = papers.write_paper(
        review_id=review.pk, item_id=item.pk, version=None, paper=written(review, summary="Dibaca ulang."),
        actor=of.member,
    )  # fmt: skip
    assert (again.leader_at, again.submitted_at) == (None, None)


def test_a_paper_that_is_not_whole_is_kept_and_not_handed_on(of: Table) -> None:
    review = of.review(S.WORKING)
    item = of.sample(review).items.select_related("sample__review").earliest("place")
    draft = papers.write_paper(
        review_id=review.pk, item_id=item.pk, version=0, paper=written(review, summary=""), actor=of.member
    )
    with pytest.raises(papers.PaperWrong) as told, transaction.atomic():
        papers.submit_paper(paper_id=draft.pk, version=None, actor=of.member)
    assert set(told.value.fields) == {"summary"}
    assert refused(
        lambda: papers.write_paper(review_id=review.pk, item_id=item.pk, version=0, paper=written(review),
                                   actor=of.member)
    ).status == 409  # fmt: skip


def test_who_led_does_not_look_over_again_as_supervisor(of: Table) -> None:
    review = of.review(S.SUPERVISED)
    team = [
        (person(of.leader), Post.SUPERVISOR),
        (person(of.supervisor), Post.LEADER),
        (person(of.member), Post.MEMBER),
    ]
    planning.change_team(review_id=review.pk, version=None, team=team, note="Bertukar.", actor=of.outsider)
    planning.declare(review_id=review.pk, version=None, independent=True, actor=of.leader)
    paper = review.papers.earliest("pk")
    assert (
        refused(lambda: supervising.approve_paper(paper_id=paper.pk, version=None, actor=of.leader)).code == "own_paper"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkingPaper.objects.filter(pk=paper.pk).update(supervisor_by_id=of.leader.user_id, supervisor_at=clock.now())


def test_the_paper_of_whoever_left_passes_to_another(of: Table) -> None:
    review = of.review(S.WORKING)
    item = of.sample(review).items.select_related("sample__review").earliest("place")
    of.paper(item)
    team = [one for one in of.team if one[0].pk != of.member.user_id]
    planning.change_team(review_id=review.pk, version=None, team=team, note="Mutasi.", actor=of.supervisor)
    assert refused(lambda: of.paper(item)).status == 403
    taken = papers.write_paper(
        review_id=review.pk, item_id=item.pk, version=None, paper=written(review, summary="Diteruskan di sini."),
        actor=of.second,
    )  # fmt: skip
    assert taken.prepared_by_id == of.second.user_id


def test_nobody_writes_of_or_looks_over_what_his_own_firm_sold(of: Table) -> None:
    firm = registered(of.government)
    FirmId.objects.bulk_create(FirmId(firm=firm, scheme="v6", value=f"K0{number}") for number in range(3))
    review = of.review(S.WORKING)
    item = of.sample(review).items.select_related("sample__review").earliest("place")
    assert item.firm == firm
    paper = of.paper(item)
    for who in (of.member, of.leader):
        member(firm, user=person(who))
    told = [
        refused(lambda: of.paper(item)),
        refused(lambda: supervising.note(paper_id=paper.pk, version=None, words="Bukti?", actor=of.leader)),
    ]
    assert {one.code for one in told} == {"not_independent"}


def test_what_needs_more_opens_a_case_once_and_joins_it_then(of: Table) -> None:
    review = of.review(S.NOTES_SENT, conclusion=Conclusion.DEEPEN)
    case = Case.objects.get()
    assert (case.state, case.unit, case.year) == (CaseState.DETECTED, of.unit, 2026)
    assert {one.case for one in review.papers.all()} == {case}
    assert [one.step for one in case.steps.order_by("pk")] == ["buka", "gabung"]
    assert not Case.objects.exclude(pk=case.pk).exists()
    page = signed(of.outsider).get(f"/pantau/D43/kasus/{case.code}/").content.decode()
    assert f"KKR-001 reviu {review.code}" in page
    counts = selectors.reviews(of.government, of.outsider).get()
    assert (counts.paper_count, counts.item_count) == (2, 2)


def test_where_a_case_of_the_unit_is_past_its_questions_another_is_opened(of: Table) -> None:
    review = of.review(S.SUPERVISED, conclusion=Conclusion.DEEPEN)
    now = clock.now()
    Case.objects.create(
        code="X", government=of.government, key=f"unit:{of.unit.pk}:2026", year=2026, unit=of.unit, amount=Decimal(1),
        priority=1, state=CaseState.FINDING.value, since=now, opened_at=now, due=clock.today(),
    )  # fmt: skip
    of.send(review)
    assert {one.key for one in Case.objects.exclude(code="X")} == {f"reviu:{one.pk}" for one in review.papers.all()}


def test_a_unit_responds_within_its_term_or_is_silent(of: Table, freeze: Freeze) -> None:
    review = of.review(S.SUPERVISED)
    of.result(review, words=replace(RESULT, title="Kedua"))
    of.send(review)
    first, second = review.results.order_by("number")
    report: dict[str, Any] = {"review_id": review.pk, "version": None, "number": "LHR-1", "actor": of.supervisor}
    results.respond(result_id=first.pk, agrees=False, words="Pembanding ada di arsip.", files=[SCAN], actor=of.pa)
    results.respond(result_id=first.pk, agrees=False, words="Pembanding ada di arsip.", actor=of.pa)
    assert first.responses.count() == 1
    assert refused(lambda: results.issue_report(**report, dated=clock.today())).code == "response_waits"
    assert (
        refused(lambda: results.respond(result_id=second.pk, agrees=True, words="Ya.", actor=of.other_pa)).status == 404
    )
    freeze(datetime(2026, 4, 14, 3, tzinfo=clock.WIB))
    results.issue_report(**report, dated=clock.today())
    second.refresh_from_db()
    review.refresh_from_db()
    assert (second.silent_at is not None, second.answered_at) == (True, None)
    assert [one.step for one in review.steps.order_by("-pk")[:2]] == ["terbitkan_lhr", "catat_diam"]
    assert refused(lambda: results.respond(result_id=second.pk, agrees=True, words="Ya.", actor=of.pa)).status == 409


def test_a_unit_sees_its_own_notes_and_only_what_was_sent(of: Table) -> None:
    review = of.review(S.SUPERVISED)
    assert not selectors.results_of_units(of.government, of.pa)
    of.send(review)
    result = selectors.results_of_units(of.government, of.pa).get()
    assert selectors.waiting_results(of.government, of.pa) == 1
    assert selectors.takes_responses(result)
    assert not selectors.results_of_units(of.government, of.other_pa)
    assert Notice.objects.filter(
        to_user_id=of.pa.user_id, link__endswith=f"/pertanyaan/catatan/{result.code}/"
    ).exists()
    assert refused(lambda: selectors.review(of.government, review.code, of.pa)).status == 404


def test_a_review_is_hidden_from_whom_it_is_about(of: Table) -> None:
    review = of.planned()
    turned = hired(of.government, Role.APIP)
    RoleAssignment.objects.create(
        user=person(turned), role=Role.PA, government=of.government, unit=of.unit, valid_from=date(2026, 1, 1),
        valid_to=date(2026, 2, 1),
    )  # fmt: skip
    assert refused(lambda: selectors.review(of.government, review.code, turned)).status == 404
    assert refused(
        lambda: planning.cancel(review_id=review.pk, version=None, note="Hapus.", actor=turned)
    ).status == 403  # fmt: skip


def test_what_happened_stays(of: Table) -> None:
    review = of.review(S.REPORTED)
    supervised = of.review(S.WORKING)
    paper = of.paper(of.sample(supervised).items.select_related("sample__review").earliest("place"), files=[("", SCAN)])
    papers.submit_paper(paper_id=paper.pk, version=None, actor=of.member)
    supervising.note(paper_id=paper.pk, version=None, words="Bukti?", actor=of.leader)
    frozen: tuple[tuple[Any, dict[str, Any]], ...] = (
        (ReviewStep, {"note": "x"}), (Sample, {"seed": "x"}), (SampleFrame, {"content": b""}),
        (SampleItem, {"amount": 1}), (Response, {"text": "x"}), (ReviewFile, {"file_name": "x"}),
    )  # fmt: skip
    for model, change in frozen:
        row = model.objects.first()
        assert row is not None, model
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk=row.pk).update(**change)
    for model in (*(one for one, _ in frozen), Review, WorkingPaper, ReviewNote, ResultNote):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
    assert review.members.count() == 4


def test_queries_do_not_grow_with_the_frame(of: Table) -> None:
    review = of.review(S.WORKING)
    with CaptureQueriesContext(connection) as few:
        of.sample(review, size=3, seed="a")
    for number in range(30):
        of.document(f"L{number}")
    with CaptureQueriesContext(connection) as many:
        of.sample(review, size=30, seed="b")
    assert len(many) <= len(few)


def test_whoever_is_not_in_the_team_takes_no_step(of: Table) -> None:
    review = of.review(S.WORKING)
    for who in (of.outsider, of.pa, hired(of.government), Actor(None, "konsol")):
        assert refused(lambda who=who: ACTS[Step.SAMPLE](of, review, who)).status in (403, 404)
