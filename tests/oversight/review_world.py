"""A review of a unit by a team of APIP, over orders as feeds tell them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F

from belanja.accounts.models import User
from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.institutions.models import Government, Unit
from belanja.journal.services import Actor
from belanja.oversight.models import ResultNote, Review, ReviewNote, Sample, SampleItem, WorkingPaper
from belanja.oversight.services.reviews import drawing, papers, planning, results, supervising
from belanja.oversight.services.reviews.planning import Plan, Team
from belanja.rules.duties import Role
from belanja.rules.oversight.checklists import Answer, Paper, checklist
from belanja.rules.oversight.results import Result
from belanja.rules.oversight.review_steps import ReviewStep
from belanja.rules.oversight.reviews import Conclusion, Post, ReviewKind, ReviewState, Said
from belanja.rules.oversight.sampling import Method
from belanja.rules.scans import Scan
from tests.support.people import hired, unit

SCAN = Scan("bukti.pdf", b"%PDF-1.7 contoh %%EOF")
RESULT = Result("Pembanding harga", "Pembanding tidak disimpan.", "Harga dibandingkan.", "Belum ada tata cara.",
                "Kewajaran tidak terbukti.", "Simpan pembanding.")  # fmt: skip
FROM, TO = date(2026, 1, 1), date(2026, 3, 31)


@dataclass
class Table:
    government: Government
    unit: Unit
    other: Unit
    supervisor: Actor
    leader: Actor
    member: Actor
    second: Actor
    outsider: Actor
    pa: Actor
    other_pa: Actor

    def document(self, key: str, amount: int = 1_000_000, **given: Any) -> PurchaseDocument:
        """An order of the unit within the period, as a feed tells it."""
        return PurchaseDocument.objects.create(
            **{
                "government": self.government, "unit": self.unit, "year": 2026, "channel": "v6", "key": key,
                "amount": Decimal(amount), "stages": 3, "ordered_on": date(2026, 2, 2), "vendor_refs": [f"v6:{key}"],
            }
            | given
        )  # fmt: skip

    @property
    def team(self) -> Team:
        posts = (
            (self.supervisor, Post.SUPERVISOR), (self.leader, Post.LEADER), (self.member, Post.MEMBER),
            (self.second, Post.MEMBER),
        )  # fmt: skip
        return [(person(actor), post) for actor, post in posts]

    def plan(self, **given: Any) -> Plan:
        asked: dict[str, Any] = {
            "kind": ReviewKind.TRANSACTIONS, "title": "Reviu transaksi", "period_from": FROM, "period_to": TO,
            "order_number": f"ST-{Review.objects.count() + 1}", "order_date": clock.today(), "team": self.team,
            "units": [self.unit],
        } | given  # fmt: skip
        return Plan(**asked)

    def planned(self, **given: Any) -> Review:
        return planning.plan_review(government=self.government, plan=self.plan(**given), actor=self.supervisor)

    def review(self, state: ReviewState = ReviewState.PLANNED, *, conclusion: Conclusion = Conclusion.FITS) -> Review:
        """A review led to a state by those whose steps lead there, over three orders."""
        for number in range(3):
            key = f"K{Review.objects.count()}{number}"
            self.document(key)
        review = self.planned()
        if state is ReviewState.PLANNED:
            return review
        if state is ReviewState.CANCELLED:
            planning.cancel(review_id=review.pk, version=None, note="Ditunda.", actor=self.outsider)
        else:
            self.begin(review)
        if state in (ReviewState.SUPERVISED, ReviewState.NOTES_SENT, ReviewState.REPORTED):
            self.work(review, conclusion)
        if state in (ReviewState.NOTES_SENT, ReviewState.REPORTED):
            self.send(review)
        if state is ReviewState.REPORTED:
            results.respond(result_id=review.results.get().pk, agrees=True, words="Disusun.", actor=self.pa)
            results.issue_report(
                review_id=review.pk, version=None, number="LHR-1", dated=clock.today(), actor=self.supervisor
            )
        review.refresh_from_db()
        assert review.state == state, review.state
        return review

    def begin(self, review: Review) -> None:
        for who in (self.supervisor, self.leader, self.member, self.second):
            planning.declare(review_id=review.pk, version=None, independent=True, actor=who)
        planning.start(review_id=review.pk, version=None, actor=self.leader)

    def sample(self, review: Review, *, method: Method = Method.RANDOM, size: int = 2, seed: str = "x") -> Sample:
        return drawing.draw_sample(
            review_id=review.pk, version=None, method=method, size=size, seed=seed, actor=self.leader
        )

    def paper(self, item: SampleItem, *, conclusion: Conclusion = Conclusion.FITS, by: Actor | None = None,
              **given: Any) -> WorkingPaper:  # fmt: skip
        return papers.write_paper(
            review_id=item.sample.review_id, item_id=item.pk, version=None,
            paper=written(item.sample.review, conclusion), actor=by or self.member, **given,
        )  # fmt: skip

    def led(self, paper: WorkingPaper) -> None:
        """Handed on by whoever prepared it, and approved by the leader."""
        papers.submit_paper(paper_id=paper.pk, version=None, actor=self.member)
        supervising.approve_paper(paper_id=paper.pk, version=None, actor=self.leader)

    def work(self, review: Review, conclusion: Conclusion = Conclusion.FITS) -> None:
        for item in self.sample(review).items.select_related("sample__review"):
            self.led(self.paper(item, conclusion=conclusion))
        self.result(review)
        supervising.submit(review_id=review.pk, version=None, actor=self.leader)

    def result(self, review: Review, *, words: Result = RESULT, **given: Any) -> ResultNote:
        return results.write_result(review_id=review.pk, unit=self.unit, result=words, actor=self.leader, **given)

    def send(self, review: Review) -> None:
        for paper in review.papers.all():
            supervising.approve_paper(paper_id=paper.pk, version=None, actor=self.supervisor)
        results.send_results(review_id=review.pk, version=None, actor=self.supervisor)


def written(review: Review, conclusion: Conclusion = Conclusion.FITS, summary: str = "Berkasnya dibaca.") -> Paper:
    """A paper that is whole."""
    of = checklist(ReviewKind(review.kind), review.order_date)
    answers = {one.code: Answer(Said.YES) for one in of.questions}
    if conclusion is not Conclusion.FITS:
        answers[of.questions[0].code] = Answer(Said.NO, "Tidak ada buktinya.")
    return Paper(of.code, answers, summary, conclusion)


def table() -> Table:
    government = Government.objects.get(code="D43")
    mine = unit(government, "9.01.0.00.0.00.01.0000", "Dinas Contoh")
    other = unit(government, "9.02.0.00.0.00.02.0000", "Sekretariat Contoh")
    apip = [hired(government, Role.APIP) for _ in range(5)]
    return Table(
        government, mine, other, *apip, hired(government, Role.PA, unit=mine), hired(government, Role.PA, unit=other)
    )


def person(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)


def _paper(review: Review) -> int:
    """The paper that is least far."""
    order = (F("supervisor_at").asc(nulls_first=True), F("leader_at").asc(nulls_first=True), "pk")
    return getattr(review.papers.order_by(*order).first(), "pk", 0)


def _item(review: Review) -> int:
    drawn = SampleItem.objects.filter(sample__review=review).order_by("pk")
    return getattr(drawn.filter(paper=None).first() or drawn.first(), "pk", 0)


def _note(review: Review) -> int:
    return getattr(ReviewNote.objects.filter(paper__review=review).order_by("-pk").first(), "pk", 0)


def _result(review: Review) -> int:
    return getattr(review.results.order_by("-pk").first(), "pk", 0)


def _when() -> str:
    return f"Keadaan pada {clock.now()}."


#: A step of a review by whoever tries it.
ACTS: dict[ReviewStep, Any] = {
    ReviewStep.CHANGE_TEAM: lambda of, one, who: planning.change_team(
        review_id=one.pk, version=None, team=of.team[:3], note=_when(), actor=who
    ),
    ReviewStep.DECLARE: lambda of, one, who: planning.declare(
        review_id=one.pk, version=None, independent=True, actor=who
    ),
    ReviewStep.START: lambda of, one, who: planning.start(review_id=one.pk, version=None, actor=who),
    ReviewStep.CANCEL: lambda of, one, who: planning.cancel(review_id=one.pk, version=None, note="Ditunda.", actor=who),
    ReviewStep.SAMPLE: lambda of, one, who: drawing.draw_sample(
        review_id=one.pk, version=None, method=Method.MONETARY, size=2, seed="s", actor=who
    ),
    ReviewStep.WRITE_PAPER: lambda of, one, who: papers.write_paper(
        review_id=one.pk, item_id=_item(one), version=None, actor=who,
        paper=written(one, Conclusion.DEEPEN if one.version % 2 else Conclusion.FITS, _when()),
    ),
    ReviewStep.SUBMIT_PAPER: lambda of, one, who: papers.submit_paper(paper_id=_paper(one), version=None, actor=who),
    ReviewStep.NOTE: lambda of, one, who: supervising.note(
        paper_id=_paper(one), version=None, words=_when(), actor=who
    ),
    ReviewStep.ANSWER_NOTE: lambda of, one, who: supervising.answer_note(note_id=_note(one), words=_when(), actor=who),
    ReviewStep.CLEAR_NOTE: lambda of, one, who: supervising.clear_note(note_id=_note(one), actor=who),
    ReviewStep.APPROVE_PAPER: lambda of, one, who: supervising.approve_paper(
        paper_id=_paper(one), version=None, actor=who
    ),
    ReviewStep.WRITE_RESULT: lambda of, one, who: results.write_result(
        review_id=one.pk, unit=of.unit, actor=who,
        result=Result.from_json({**RESULT.as_json(), "title": "Catatan lain"}),
    ),
    ReviewStep.DROP_RESULT: lambda of, one, who: results.drop_result(
        result_id=_result(one), version=None, words="Keliru.", actor=who
    ),
    ReviewStep.SUBMIT: lambda of, one, who: supervising.submit(review_id=one.pk, version=None, actor=who),
    ReviewStep.SEND_BACK: lambda of, one, who: supervising.send_back(
        review_id=one.pk, version=None, words="Lengkapi.", actor=who
    ),
    ReviewStep.SEND_RESULTS: lambda of, one, who: results.send_results(review_id=one.pk, version=None, actor=who),
    ReviewStep.RESPOND: lambda of, one, who: results.respond(
        result_id=_result(one), agrees=bool(one.version % 2), words=_when(), files=[SCAN], actor=who
    ),
    ReviewStep.REPORT: lambda of, one, who: results.issue_report(
        review_id=one.pk, version=None, number="LHR-9", dated=clock.today(), actor=who
    ),
}  # fmt: skip
