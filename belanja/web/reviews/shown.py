"""Tables of a review: team, samples and what was drawn, checklist, supervision, notes of results."""

from collections.abc import Callable, Iterable, Sequence

from belanja.foundation import text
from belanja.oversight.models import Member, ResultNote, ReviewFile, ReviewNote, Sample, SampleItem, WorkingPaper
from belanja.oversight.review_papers.gather import item_words, why
from belanja.rules.oversight.findings import PARTS
from belanja.rules.oversight.reviews import Post
from belanja.rules.oversight.sampling import Method
from belanja.web.cases.files import cell
from belanja.web.naming import shown
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Pagination, Row, Table
from belanja.web.pieces import Term as Pair

from .access import conclusion_tag, due_cell, paper_of, standing_of

_NOTHING = Cell(text="tidak ada", words=True)


def team(members: Iterable[Member], own: int | None) -> Table:
    """By post, never by name; `own` is the reader's account."""
    rows = []
    for one in members:
        declared = text.date_time(one.declared_at) if one.declared_at else Cell(text="belum dinyatakan", words=True)
        mine = "Anda" if one.user_id == own else ""
        rows.append(Row(cells=[Cell(text=text.capital_first(Post(one.post).label), sub=mine), declared]))
    return Table(
        key="tim",
        caption="Susunan tim",
        show_caption=False,
        stacked=True,
        tight=True,
        personal=True,
        columns=[
            Column(key="peran", label="Peran"),
            Column(key="independen", label="Independensi dinyatakan"),
        ],
        rows=rows,
    )


def samples(found: Sequence[Sample], href: Callable[[Sample], str]) -> Table:
    """What was drawn, and how."""
    return Table(
        key="sampel",
        caption="Sampel yang ditarik",
        show_caption=False,
        stacked=True,
        tight=True,
        columns=[
            Column(key="sampel", label="Sampel", note="cara"),
            Column(key="benih", label="Benih"),
            Column(key="butir", label="Butir", numeric=True),
            Column(key="kerangka", label="Kerangka", numeric=True, note="butir"),
            Column(key="nilai", label="Nilai kerangka", numeric=True, note="rupiah"),
            Column(key="ditarik", label="Ditarik"),
        ],
        rows=[
            Row(
                href=href(one),
                cells=[
                    Cell(text=f"Sampel {one.number}", sub=Method(one.method).label),
                    one.seed,
                    text.number(one.items.count()),
                    text.number(one.frame_count),
                    text.rupiah(one.frame_amount),
                    Cell(text=text.date_time(one.drawn_at), sub=one.by_label),
                ],
            )
            for one in found
        ],
        empty=EmptyState(
            title="Sampel belum ditarik.",
            text="Ketua tim menariknya sesudah pelaksanaan dimulai; yang direviu hanya yang masuk sampel.",
        ),
    )


def items(found: Sequence[SampleItem], href: Callable[[SampleItem], str], pagination: Pagination | None) -> Table:
    """What was drawn, with how far the working paper of each is."""
    return Table(
        key="butir",
        caption="Butir sampel dan kertas kerjanya",
        show_caption=False,
        stacked=True,
        tight=True,
        columns=[
            Column(key="butir", label="Butir", note="kanal"),
            Column(key="unit", label="Unit"),
            Column(key="tanggal", label="Tanggal"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
            Column(key="masuk", label="Masuk sampel"),
            Column(key="kertas", label="Kertas kerja"),
            Column(key="simpulan", label="Simpulan"),
        ],
        rows=[_item(one, href(one)) for one in found],
        pagination=pagination,
        empty=EmptyState(title="Tidak ada butir."),
    )


def _item(one: SampleItem, href: str) -> Row:
    paper = paper_of(one)
    name, _comma, key = item_words(one).partition(", ")
    return Row(
        href=href,
        cells=[
            Cell(text=key, sub=name),
            shown(one.unit.name),
            text.long_date(one.ordered_on),
            text.rupiah(one.amount),
            why(one),
            Cell(text=standing_of(paper), words=paper is None),
            Cell(piece=conclusion_tag(paper)) if paper is not None else Cell(text="belum ada", words=True),
        ],
    )


def checklist(paper: WorkingPaper, files: Sequence[ReviewFile], href: Callable[[ReviewFile], str]) -> Table:
    """Questions with criterion and source, what was answered, by which proof."""
    said = paper.paper()
    rows = []
    for number, one in enumerate(said.questions, start=1):
        answer = said.answers.get(one.code)
        rows.append(
            Row(
                cells=[
                    Cell(text=f"{number}. {one.text}", sub=f"{one.criterion} ({one.source})"),
                    Cell(text=answer.said.label) if answer else Cell(text="belum dijawab", words=True),
                    answer.note if answer and answer.note else _NOTHING,
                    cell([file for file in files if file.question == one.code], href),
                ]
            )
        )
    return Table(
        key="uji",
        caption="Jawaban atas daftar uji",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="tanya", label="Pertanyaan", note="kriteria"),
            Column(key="jawab", label="Jawaban"),
            Column(key="catatan", label="Catatan"),
            Column(key="bukti", label="Bukti"),
        ],
        rows=rows,
    )


def supervision(notes: Sequence[ReviewNote]) -> Table:
    """What whoever looked over a paper remarked, and what was made of it."""
    return Table(
        key="supervisi",
        caption="Catatan reviu berjenjang",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="catatan", label="Catatan", note="oleh"),
            Column(key="jawab", label="Jawaban penyusun"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(
                        text=f"{one.number}. {one.text}",
                        sub=f"{Post(one.level).label}, {text.date_time(one.at)}",
                    ),
                    one.answer or Cell(text="belum dijawab", words=True),
                    Cell(text="tuntas", sub=text.date_time(one.cleared_at)) if one.cleared_at else "terbuka",
                ]
            )
            for one in notes
        ],
        empty=EmptyState(title="Belum ada catatan."),
    )


def results(found: Sequence[ResultNote], href: Callable[[ReviewFile], str]) -> Table:
    """Notes of results to units, with what they said and attached (`href` hands it out)."""
    return Table(
        key="catatan",
        caption="Daftar catatan hasil reviu",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="catatan", label="Catatan", note="kepada"),
            Column(key="saran", label="Saran"),
            Column(key="tenggat", label="Tenggat tanggapan"),
            Column(key="tanggapan", label="Tanggapan"),
            Column(key="lampiran", label="Lampiran"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=f"{one.number}. {one.result().title}", sub=f"{shown(one.unit.name)}, {one.code}"),
                    one.result().advice,
                    due_cell(one, open_still=one.answered_at is None and one.silent_at is None),
                    answered(one),
                    cell((file for said in one.responses.all() for file in said.files.all()), href),
                ],
            )
            for one in found
        ],
        empty=EmptyState(title="Belum ada catatan."),
    )


def answered(one: ResultNote) -> Cell | str:
    """What a unit said last, that it kept silent, or that it is waited for."""
    said = list(one.responses.all())
    if said:
        last = said[-1]
        told = f"{text.date_time(last.at)}, {last.by_label}{', sesudah tenggat' if last.late else ''}"
        return Cell(text=f"{agreement(agrees=last.agrees)}: {last.text}", sub=told)
    if one.silent_at is not None:
        return "tidak ditanggapi sampai tenggat"
    return Cell(text="belum ditanggapi" if one.sent_at else "belum disampaikan", words=True)


def agreement(*, agrees: bool) -> str:
    return "setuju" if agrees else "tidak setuju"


def result_terms(found: ResultNote) -> DefinitionList:
    """The note in the auditors' form."""
    form = found.result()
    parts = {**PARTS, "advice": "Saran"}
    return DefinitionList(terms=[Pair(term=label, text=getattr(form, name)) for name, label in parts.items()])
