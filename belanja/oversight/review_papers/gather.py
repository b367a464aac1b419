"""From the records of a review to what its papers say. Persons are told by post alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from belanja.foundation import text
from belanja.institutions.models import Unit
from belanja.institutions.unit_names import shown
from belanja.rules.channels import Channel
from belanja.rules.oversight.checklists import checklist
from belanja.rules.oversight.reviews import Conclusion, Post, ReviewKind, Said
from belanja.rules.oversight.sampling import Method
from belanja.rules.oversight.steps import SPIP

from ..models import Member, ResultNote, Review, Sample, SampleItem, WorkingPaper
from ..models import ReviewNote as Remark
from . import facts

_GOALS = {
    ReviewKind.P3DN: "Memberi keyakinan terbatas bahwa kewajiban memakai produk dalam negeri dipenuhi dan dicatat.",
    ReviewKind.TRANSACTIONS: "Memberi keyakinan terbatas bahwa transaksi e-Purchasing menurut aturan dan buktinya ada.",
    ReviewKind.MONITORING: "Mengetahui kemajuan e-Purchasing, dan apa yang perlu dibantu atau dibetulkan.",
}


def assignment(review: Review) -> facts.Assignment:
    """What a review is by its surat tugas, with its team as it stands."""
    sources = [one.source.split(";")[0] for one in checklist(ReviewKind(review.kind), review.order_date).questions]
    return facts.Assignment(
        code=review.code,
        title=review.title,
        kind=ReviewKind(review.kind).label,
        year=review.period_to.year,
        letter=f"{review.order_number} tanggal {text.long_date(review.order_date)}",
        objects=objects_of(review),
        period=period_of(review),
        channels=channels_of(review),
        goal=_GOALS[ReviewKind(review.kind)],
        basis=list(dict.fromkeys((SPIP, *sources))),
        team=[_member(one) for one in review.members.filter(left_at__isnull=True)],
    )


def objects_of(review: Review) -> str:
    """The units that it is about, in words."""
    names = [shown(one.name) for one in review.units.order_by("sort_key")]
    return ", ".join(names) or "semua Perangkat Daerah"


def period_of(review: Review) -> str:
    return f"{text.long_date(review.period_from)} sampai {text.long_date(review.period_to)}"


def channels_of(review: Review) -> str:
    return ", ".join(Channel(one).label for one in review.channels) or "semua kanal"


def drawing(sample: Sample) -> facts.Drawing:
    """How a sample was drawn."""
    method = Method(sample.method)
    return facts.Drawing(
        number=sample.number,
        method=method.label,
        explained=method.explained,
        seed=sample.seed,
        size=f"{text.number(sample.items.count())} dari {text.number(sample.frame_count)} butir",
        frame=f"{text.number(sample.frame_count)} butir",
        amount=text.rupiah(sample.frame_amount),
        digest=sample.digest,
        drawn=f"{text.date_time(sample.drawn_at)} oleh {sample.by_label}",
    )


def item_words(item: SampleItem) -> str:
    """What was drawn, as a reader knows it."""
    return f"{Channel(item.channel).label}, {item.subject_key.partition(':')[2] or item.subject_key}"


def why(item: SampleItem) -> str:
    """How an item came into its sample."""
    return "pasti masuk" if item.certain else "terpilih"


def number_of(paper: WorkingPaper) -> str:
    """As it stands on the paper and everywhere else."""
    return f"{paper.review.code}/{paper}"


def working(paper: WorkingPaper) -> facts.WorkingPaper:
    """A working paper as it stands now."""
    item, said = paper.item, paper.paper()
    files = {one.question: one.file_name for one in paper.files.order_by("pk")}
    steps = [
        ("Disusun", _signed(paper.prepared_by_label, paper.prepared_at)),
        ("Direviu ketua tim", _signed(paper.leader_by_label, paper.leader_at)),
        ("Direviu pengendali teknis", _signed(paper.supervisor_by_label, paper.supervisor_at)),
    ]
    last = max(filter(None, (paper.prepared_at, paper.submitted_at, paper.leader_at, paper.supervisor_at)))
    return facts.WorkingPaper(
        number=number_of(paper),
        item=f"{item_words(item)}, {shown(item.unit.name)}, {text.long_date(item.ordered_on)}",
        amount=text.rupiah(item.amount),
        why=why(item),
        day=text.local_day(last),
        conclusion=Conclusion(paper.conclusion).label,
        reason=said.summary,
        answers=[
            facts.Answer(
                question=one.text,
                criterion=f"{one.criterion} ({one.source})",
                answer=said.answers[one.code].said.label if one.code in said.answers else "belum dijawab",
                note=said.answers[one.code].note if one.code in said.answers else "",
                file=files.get(one.code, ""),
            )
            for one in said.questions
        ],
        supervision=[_remark(one) for one in paper.notes.all()],
        steps=steps,
        case=paper.case.code if paper.case else "",
        finished=paper.supervisor_at is not None,
    )


def notes(found: Iterable[ResultNote], *, told: bool) -> list[facts.Note]:
    """Notes of results; `told`: with their unit and what it said, as the report has them."""
    return [
        facts.Note(
            number=str(number),
            code=one.code,
            form=one.result(),
            unit=shown(one.unit.name) if told else "",
            paper=number_of(one.paper) if told and one.paper else "",
            response=_response(one) if told else (),
        )
        for number, one in enumerate(found, start=1)
    ]


def standing_notes(review: Review, unit: Unit | None = None) -> list[ResultNote]:
    """Notes that were not dropped: all, or those to a unit."""
    found = review.results.filter(dropped_at__isnull=True, **({"unit": unit} if unit else {}))
    joined = found.select_related("unit", "paper__review").prefetch_related("responses__files")
    return list(joined.order_by("number"))


def outcome(review: Review) -> facts.Outcome:
    """What the papers of a review came to, with its notes and the sample."""
    papers = list(review.papers.select_related("item__sample", "item__unit", "review").order_by("number"))
    concluded = Counter(Conclusion(one.conclusion) for one in papers)
    counts = [("Kertas kerja", len(papers)), *((text.capital_first(one.label), concluded[one]) for one in Conclusion)]
    items = SampleItem.objects.filter(sample__review=review).select_related("sample", "unit")
    by_item = {one.item_id: one for one in papers}
    return facts.Outcome(
        counts=[(label, text.number(count)) for label, count in counts],
        answers=_answers(papers),
        rows=[_row(one, by_item.get(one.pk)) for one in items.order_by("sample__number", "place")],
        notes=notes(standing_notes(review), told=True),
    )


def _answers(papers: Sequence[WorkingPaper]) -> list[tuple[str, str, str, str, str]]:
    """Of each question how often it was answered how."""
    read = [one.paper() for one in papers]
    questions = {one.code: one.text for paper in read for one in paper.questions}
    counted = Counter((code, answer.said) for paper in read for code, answer in paper.answers.items())

    def line(code: str) -> tuple[str, str, str, str]:
        yes, no, unjudged, none = (text.number(counted[code, said]) for said in Said)
        return yes, no, unjudged, none

    return [(words, *line(code)) for code, words in questions.items()]


def _row(item: SampleItem, paper: WorkingPaper | None) -> facts.Row:
    return facts.Row(
        number=f"{item.sample.number}.{item.place}",
        item=item_words(item),
        stratum=shown(item.unit.name),
        amount=text.rupiah(item.amount),
        certain=why(item),
        paper=str(paper) if paper else "belum ada",
        conclusion=Conclusion(paper.conclusion).label if paper else "belum ada",
    )


def _member(one: Member) -> facts.Member:
    declared = (
        f"dinyatakan {text.long_date(text.local_day(one.declared_at))}" if one.declared_at else "belum dinyatakan"
    )
    return facts.Member(post=text.capital_first(Post(one.post).label), declared=declared)


def _remark(one: Remark) -> facts.Supervision:
    state = "tuntas" if one.cleared_at else "dijawab" if one.answered_at else "terbuka"
    day = text.long_date(text.local_day(one.at))
    return facts.Supervision(post=Post(one.level).label, day=day, note=one.text, reply=one.answer, state=state)


def _response(one: ResultNote) -> list[tuple[str, str]]:
    said = [
        ("Tanggapan unit", f"{'setuju' if told.agrees else 'tidak setuju'}: {told.text} ({text.date_time(told.at)}, "
         f"{told.by_label}{', sesudah tenggat' if told.late else ''})")
        for told in one.responses.all()
    ]  # fmt: skip
    if said:
        return said
    if one.silent_at is not None and one.due is not None:
        return [("Tanggapan unit", f"tidak ditanggapi sampai tenggat {text.long_date(one.due)}")]
    return []


def _signed(label: str, at: datetime | None) -> str:
    return f"{label}, {text.date_time(at)}" if at else "belum"
