"""What stands on the page of a case: flags, questions and answers, conclusions, findings, hand-overs, story."""

from collections.abc import Mapping

from belanja.foundation import text
from belanja.oversight.models import Case, Disposition, Flag, HandOver, Question
from belanja.oversight.selectors import cases as selectors
from belanja.oversight.selectors import linked, papers
from belanja.rules.oversight.reasons import REASONS
from belanja.rules.oversight.states import JOINABLE, CaseState, Outside
from belanja.rules.oversight.steps import CASES
from belanja.web.officer.access import Office
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table

from . import files, shown, sights
from .access import due_cell, finding_tag, firm_names, whom


def parts(office: Office, found: Case) -> list[Part]:
    flags = list(Flag.objects.filter(in_case__case=found).order_by("-strong", "-amount", "pk"))
    return [
        *shown.flag_parts(flags, href=lambda one: office.url("inspector:flag", one.pk)),
        *_behind(office, found),
        Part(key="pertanyaan", title="Pertanyaan dan jawaban", items=[_questions(office, found)]),
        *_dispositions(found),
        *_findings(office, found),
        *_handed(office, found),
        Part(key="jalannya", title="Jalannya kasus", items=[shown.story(found.steps.all(), CASES)]),
        sights.part(found, _seen(found)),
    ]


def _behind(office: Office, found: Case) -> list[Part]:
    """Flags of the same key that are not in the case, and until when they wait; nothing where there are none."""
    flags = list(linked.flags_behind(found))
    if not flags:
        return []
    joins = CaseState(found.state) in JOINABLE
    about = (
        "Digabungkan ke kasus ini pada giliran berikutnya."
        if joins
        else "Ditemukan sesudah temuan mulai ditulis; menjadi kasus baru sesudah kasus ini berakhir."
    )
    return shown.flag_parts(
        flags,
        href=lambda one: office.url("inspector:flag", one.pk),
        key="menunggu",
        before="Tanda yang menunggu: ",
        about=about,
    )


def _questions(office: Office, found: Case) -> Table:
    rows = found.questions.select_related("unit", "firm").prefetch_related(selectors.named_files("answers__files"))
    asked = list(rows.order_by("pk"))
    names = firm_names(asked)
    return Table(
        key="tanya",
        caption="Daftar pertanyaan",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="tanya", label="Pertanyaan", note="kepada"),
            Column(key="tenggat", label="Tenggat"),
            Column(key="jawab", label="Jawaban"),
            Column(key="berkas", label="Lampiran"),
        ],
        rows=[_question(office, found, one, names) for one in asked],
        empty=EmptyState(title="Belum ada yang ditanya."),
    )


def _question(office: Office, found: Case, one: Question, names: dict[int, str]) -> Row:
    given = list(one.answers.all())
    last = given[-1] if given else None
    told = f"{text.date_time(last.at)}, {last.by_label}{', sesudah tenggat' if last.late else ''}" if last else ""
    return Row(
        cells=[
            Cell(text=one.text, sub=f"{whom(one, names)} ({one.code})"),
            due_cell(one) if one.answered_at is None else Cell(text="dijawab", words=True),
            Cell(text=" / ".join(said.text for said in given), sub=told) if given else "belum dijawab",
            files.cell([kept for said in given for kept in said.files.all()], files.href_of(office, found.code)),
        ]
    )


def _dispositions(found: Case) -> list[Part]:
    """What it was thought to be and what was made of that; nothing before."""
    rows = [
        Row(
            cells=[
                Cell(text=text.capital_first(one.get_verdict_display()), sub=REASONS[one.reason_code].label),
                one.note,
                Cell(text=text.date_time(one.proposed_at), sub=one.proposed_by_label),
                _decided(one),
            ]
        )
        for one in found.dispositions.all()
    ]
    table = Table(
        key="disposisi",
        caption="Daftar simpulan",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="apa", label="Simpulan", note="alasan"),
            Column(key="pertimbangan", label="Pertimbangan"),
            Column(key="usul", label="Diusulkan"),
            Column(key="putus", label="Ditetapkan"),
        ],
        rows=rows,
    )
    return [Part(key="simpulan", title="Simpulan", items=[table])] if rows else []


def _decided(one: Disposition) -> Cell:
    if one.decided_at is None:
        return Cell(text=one.get_state_display(), words=True)
    by = ": ".join(filter(None, [one.decided_by_label, one.decision_note]))
    if one.state == Disposition.State.RETURNED:
        return Cell(text=f"dikembalikan {text.date_time(one.decided_at)}", sub=by)
    return Cell(text=text.date_time(one.decided_at), sub=by)


def _findings(office: Office, found: Case) -> list[Part]:
    """Its findings with their balance; nothing before."""
    rows = list(selectors.with_balance(found.findings.select_related("unit", "firm")).order_by("pk"))
    names = firm_names(rows)
    table = Table(
        key="temuan-kasus",
        caption="Daftar temuan",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="temuan", label="Temuan", note="penanggung jawab"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
            Column(key="saldo", label="Saldo", numeric=True, note="rupiah"),
        ],
        rows=[
            Row(
                href=office.url("cases:finding", one.code),
                cells=[
                    Cell(text=one.title, sub=f"{one.code}, {whom(one, names)}"),
                    Cell(piece=finding_tag(one)),
                    *(text.rupiah(getattr(one, name)) for name in ("total", "owed")),
                ],
            )
            for one in rows
        ],
    )
    return [Part(key="temuan", title="Temuan", items=[table])] if rows else []


def _handed(office: Office, found: Case) -> list[Part]:
    """The record of letters with which the case left; nothing where none was proposed."""
    rows = list(found.hand_overs.prefetch_related(selectors.named_files("files")).order_by("pk"))
    if not rows:
        return []
    table = Table(
        key="serah",
        caption="Penyerahan keluar",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="kepada", label="Kepada"),
            Column(key="sebab", label="Mengapa"),
            Column(key="surat", label="Surat"),
            Column(key="pindaian", label="Pindaian"),
        ],
        rows=[_hand_over(office, found, one) for one in rows],
    )
    about = "Catatan surat yang disetujui. Belanja tidak mengirim apa pun."
    return [Part(key="penyerahan", title="Penyerahan keluar", about=about, items=[table])]


def _hand_over(office: Office, found: Case, one: HandOver) -> Row:
    letter: Cell = Cell(text="menunggu surat yang disetujui", words=True)
    if one.letter_date is not None:
        letter = Cell(text=one.letter_number, sub=text.long_date(one.letter_date))
    return Row(
        cells=[
            Cell(text=one.office, sub=Outside(one.to).label),
            Cell(text=one.why, sub=f"diusulkan {text.date_time(one.proposed_at)}"),
            letter,
            files.cell(one.files.all(), files.href_of(office, found.code)),
        ]
    )


def _seen(found: Case) -> Mapping[str, str]:
    """What of a case was opened, in words, by what a sight calls it; a question and a finding carry their code."""
    names = {f"berkas:{pk}": f"berkas {name}" for pk, name in found.files.values_list("pk", "file_name")}
    return names | {f"surat:{one.pk}": f"surat: {one.title}" for one in papers.letters(found)}
