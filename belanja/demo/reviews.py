"""Reviews of APIP in the sample: one with its sample drawn, its papers looked over twice and a note that the unit has
answered; one at work. Led on through the services, in the posts of the sample; everything in them is invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from belanja.accounts.models import User
from belanja.foundation import clock, work
from belanja.institutions.models import Government, Unit
from belanja.journal.services import Actor
from belanja.oversight.models import CaseStep, Review, SampleItem, WorkingPaper
from belanja.oversight.services import review_letters
from belanja.oversight.services.reviews import drawing, papers, planning, results, supervising
from belanja.oversight.services.reviews.planning import Plan
from belanja.rules.oversight.checklists import Answer, Paper, checklist
from belanja.rules.oversight.results import Result
from belanja.rules.oversight.reviews import Conclusion, Post, ReviewKind, Said
from belanja.rules.oversight.sampling import Method

from .accounts import POSTS, SCHOOLS, SOCIAL
from .cases import heads_of
from .sample.places import LAST_YEAR, PROVINCE

_TEAM = (
    ("pengendali.apip@banten.example.id", Post.SUPERVISOR),
    ("apip@banten.example.id", Post.LEADER),
    ("anggota.apip@banten.example.id", Post.MEMBER),
)
_SIZE = 6
_NOTE = Result(
    title="Berita acara tidak menyebut spesifikasi (contoh karangan)",
    condition="Satu dari enam pesanan yang diuji diterima tanpa spesifikasi dalam berita acaranya (karangan).",
    criteria="Barang diterima menurut surat pesanan, dan berita acaranya menyebut yang diperiksa.",
    cause="Formulir berita acara unit belum memuat kolom spesifikasi.",
    effect="Kesesuaian barang tidak dapat ditelusuri kemudian.",
    advice="Lengkapi formulirnya, dan catat spesifikasi pada pesanan berikutnya.",
)


@dataclass(frozen=True)
class _Team:
    """Who reviews, by post, and the head who answers for each unit."""

    government: Government
    people: Sequence[tuple[User, Post]]
    heads: dict[int, Actor]

    def actor(self, post: Post) -> Actor:
        labels = {one.login: one.label for one in POSTS}
        person = next(person for person, held in self.people if held is post)
        return Actor(person.pk, labels[person.email or ""])

    def began(self, kind: ReviewKind, title: str, number: str, until: date, units: Sequence[Unit]) -> Review:
        """A review whose team has declared and begun."""
        today = clock.today()
        plan = Plan(
            kind=kind, title=title, period_from=date(LAST_YEAR, 1, 1), period_to=until, order_number=number,
            order_date=today, team=self.people, units=units,
        )  # fmt: skip
        review = planning.plan_review(government=self.government, plan=plan, actor=self.actor(Post.SUPERVISOR))
        for _person, post in self.people:
            planning.declare(review_id=review.pk, version=None, independent=True, actor=self.actor(post))
        return planning.start(review_id=review.pk, version=None, actor=self.actor(Post.LEADER))

    def drew(self, review: Review, method: Method) -> list[SampleItem]:
        made = drawing.draw_sample(
            review_id=review.pk, version=None, method=method, size=_SIZE, seed=review.order_number,
            actor=self.actor(Post.LEADER),
        )  # fmt: skip
        return list(made.items.select_related("unit").order_by("place"))

    def wrote(self, review: Review, item: SampleItem, conclusion: Conclusion) -> WorkingPaper:
        """A paper handed to the leader. What is not judged or not right has its word."""
        asked = checklist(ReviewKind(review.kind), review.order_date)
        answers = {one.code: Answer(Said.YES) for one in asked.questions}
        if conclusion is not Conclusion.FITS:
            last = asked.questions[-1].code
            said = Said.NO if conclusion is Conclusion.NOTED else Said.UNJUDGED
            answers[last] = Answer(said, "Dokumennya belum lengkap (karangan).")
        told = Paper(asked.code, answers, "Dibandingkan dengan pesanan dan berita acaranya (karangan).", conclusion)
        written = papers.write_paper(
            review_id=review.pk, item_id=item.pk, version=None, paper=told, actor=self.actor(Post.MEMBER)
        )
        return papers.submit_paper(paper_id=written.pk, version=None, actor=self.actor(Post.MEMBER))

    def remarked(self, paper: WorkingPaper) -> None:
        """The leader asks for more once, and is content with the answer."""
        leader, member = self.actor(Post.LEADER), self.actor(Post.MEMBER)
        note = supervising.note(
            paper_id=paper.pk, version=None, words="Sebut nomor berita acaranya (contoh).", actor=leader
        )
        supervising.answer_note(note_id=note.pk, words="Nomornya sudah disebut (contoh).", actor=member)
        supervising.clear_note(note_id=note.pk, actor=leader)

    def approved(self, review: Review, post: Post) -> None:
        for one in review.papers.order_by("number"):
            supervising.approve_paper(paper_id=one.pk, version=None, actor=self.actor(post))


@work.every("demo.reviews", timedelta(minutes=10), apart=True)
def lead() -> bool:
    """Make the reviews of the sample, once: after its cases were led on, while there is none; whether it did."""
    government = Government.objects.filter(code=PROVINCE, is_example=True).first()
    if government is None:
        return False
    with transaction.atomic():
        Government.objects.select_for_update(no_key=True).get(pk=government.pk)
        led = CaseStep.objects.filter(case__government=government, by_id__isnull=False).exists()
        if not led or Review.objects.filter(government=government).exists():
            return False
        return _lead(government)


def _lead(government: Government) -> bool:
    users = {one.email: one for one in User.objects.filter(is_example=True, is_active=True)}
    people = [(users[login], post) for login, post in _TEAM if login in users]
    if len(people) < len(_TEAM):
        return False
    team = _Team(government, people, heads_of(government))
    units = list(Unit.objects.filter(government=government, code__in=[SOCIAL, SCHOOLS]).order_by("code"))
    _finished(team, units)
    _at_work(team, units)
    return True


def _finished(team: _Team, units: Sequence[Unit]) -> None:
    """All but its report, which waits for whoever tries it."""
    title = f"Reviu transaksi e-Purchasing semester I {LAST_YEAR} (contoh)"
    review = team.began(ReviewKind.TRANSACTIONS, title, "700/31/Contoh", date(LAST_YEAR, 6, 30), units)
    supervisor, leader = team.actor(Post.SUPERVISOR), team.actor(Post.LEADER)
    items = team.drew(review, Method.MONETARY)
    written = [
        team.wrote(review, one, Conclusion.NOTED if place == 0 else Conclusion.FITS) for place, one in enumerate(items)
    ]
    team.remarked(written[0])
    team.approved(review, Post.LEADER)
    supervising.submit(review_id=review.pk, version=None, actor=leader)
    team.approved(review, Post.SUPERVISOR)
    unit = items[0].unit
    note = results.write_result(review_id=review.pk, unit=unit, result=_NOTE, paper=written[0], actor=leader)
    results.send_results(review_id=review.pk, version=None, actor=supervisor)
    review_letters.print_notes(
        review_id=review.pk, unit_id=unit.pk, number="700/32/Contoh", dated=clock.today(), actor=supervisor
    )
    results.respond(
        result_id=note.pk, agrees=True, words="Formulirnya dilengkapi mulai bulan depan (tanggapan contoh).",
        actor=team.heads[unit.pk],
    )  # fmt: skip


def _at_work(team: _Team, units: Sequence[Unit]) -> None:
    title = f"Reviu P3DN triwulan III {LAST_YEAR} (contoh)"
    review = team.began(ReviewKind.P3DN, title, "700/33/Contoh", date(LAST_YEAR, 9, 30), units)
    items = team.drew(review, Method.STRATIFIED)
    for one in items[:2]:
        team.wrote(review, one, Conclusion.FITS)
