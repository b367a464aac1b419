"""`/pantau/<gov>/kasus/<code>/`: one case with its flags, questions, conclusions, findings and story; and its files.
Whoever opens it is written down."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.oversight.models import Case, CaseFile, Flag, Question
from belanja.oversight.selectors import cases as selectors
from belanja.oversight.selectors import linked
from belanja.oversight.services import reviewing
from belanja.rules.oversight.reasons import REASONS
from belanja.rules.oversight.states import JOINABLE, CaseState
from belanja.rules.oversight.steps import CASES
from belanja.web.acts import Act, Outcome, answer
from belanja.web.officer.access import CASE_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Notice, Row, Table

from . import letters, shown
from .access import SECTION, case_tag, due_cell, due_words, finding_tag, firm_names, whom
from .acts import acts

_MOST_SIGHTS = 50


@officer_page(*CASE_READERS, methods=("GET", "HEAD", "POST"))
def case(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    if request.method == "GET":
        reviewing.saw(case=_read(office, code), what="kasus", actor=office.actor)
    return answer(
        request,
        office,
        read=lambda: _read(office, code),
        acts=_acts,
        show=_show,
        gone=lambda found: f"Kasus ini sekarang {CaseState(found.state).label}.",
        name="cases.case",
        to=office.url("cases:case", code),
    )


@officer_page(*CASE_READERS)
def file(request: HttpRequest, office: Office, code: str, file_id: int) -> HttpResponse:
    """A file of a case, byte for byte, as a download; whoever takes it is written down."""
    found = _read(office, code)
    kept = selectors.file(found, file_id)
    reviewing.saw(case=found, what=f"berkas:{kept.pk}", actor=office.actor)
    return handed_out(kept)


def handed_out(kept: CaseFile) -> HttpResponse:
    answer = HttpResponse(bytes(kept.content), content_type=kept.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{kept.file_name}"'
    return answer


def href_of(office: Office, code: str) -> Callable[[CaseFile], str]:
    return lambda one: office.url("cases:file", code, one.pk)


def _read(office: Office, code: str) -> Case:
    return selectors.case(office.government, code, office.actor)


def _acts(request: HttpRequest, office: Office, found: Case) -> list[Act]:
    return [*acts(request, office, found), *letters.acts(request, office, found)]


def _show(request: HttpRequest, office: Office, found: Case, outcome: Outcome) -> HttpResponse:
    names = firm_names([found])
    context = frame(office, SECTION, title=f"Kasus {found.code}")
    context |= {
        "lead": f"{text.capital_first(whom(found, names))}, tahun {found.year}. Perlu klarifikasi; bukan tuduhan.",
        "outcome": outcome,
        "state": case_tag(found),
        "due": due_words(found),
        "notices": _notices(office, found),
        "links": [],
        "acts": _acts(request, office, found),
        "open_act": request.POST.get("do", ""),
        "version": found.version,
        "papers": letters.cards(office, found),
        "parts": _parts(office, found),
    }
    return render(request, "proposals/proposal.html", context, status=outcome.status)


def _notices(office: Office, found: Case) -> list[Notice]:
    told = []
    waiting = reviewing.pending(found)
    if waiting is not None and waiting.proposed_by_id == office.actor.user_id:
        told.append(Notice(title=f"Simpulan “{waiting.get_verdict_display()}” menunggu penetapan orang lain."))
    if found.reviewer_id == office.actor.user_id and found.declared_at is None and found.closed_at is None:
        told.append(
            Notice(
                title="Kasus ini ditugaskan kepada Anda.",
                text="Nyatakan dahulu bahwa Anda independen; bila terkait dengan pihaknya, minta pengendali mutu "
                "menugaskannya kepada auditor lain.",
            )
        )
    return told


def _parts(office: Office, found: Case) -> list[Part]:
    flags = list(Flag.objects.filter(in_case__case=found).order_by("-strong", "-amount", "pk"))
    return [
        Part(
            key="tanda",
            title="Tanda dan buktinya",
            about="Bukti dibekukan saat ditemukan. Kolom terakhir: bagaimana penjelasan yang wajar terlihat.",
            items=[shown.flags_table(flags, href=lambda one: office.url("inspector:flag", one.pk))],
        ),
        *_behind(office, found),
        Part(key="pertanyaan", title="Pertanyaan dan jawaban", items=[_questions(office, found)]),
        Part(key="simpulan", title="Simpulan", items=[_dispositions(found)]),
        Part(key="temuan", title="Temuan", items=[_findings(office, found)]),
        Part(key="jalannya", title="Jalannya kasus", items=[shown.story(found.steps.all(), CASES)]),
        Part(
            key="dilihat",
            title="Siapa yang melihat",
            about=f"Paling banyak {_MOST_SIGHTS} yang terakhir.",
            items=[_sights(found)],
        ),
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
    table = shown.flags_table(
        flags,
        href=lambda one: office.url("inspector:flag", one.pk),
        key="tanda-menunggu",
        caption="Daftar tanda yang menunggu",
    )
    return [Part(key="menunggu", title="Tanda yang menunggu", about=about, items=[table])]


def _questions(office: Office, found: Case) -> Table:
    asked = list(found.questions.select_related("unit", "firm").prefetch_related("answers__files").order_by("pk"))
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
    files = [kept for said in given for kept in said.files.all()]
    last = given[-1] if given else None
    told = f"{text.date_time(last.at)}, {last.by_label}{', sesudah tenggat' if last.late else ''}" if last else ""
    return Row(
        cells=[
            Cell(text=one.text, sub=f"{whom(one, names)} ({one.code})"),
            due_cell(one) if one.answered_at is None else Cell(text="dijawab", words=True),
            Cell(text=" / ".join(said.text for said in given), sub=told) if given else "belum dijawab",
            Cell(text=files[-1].file_name, href=href_of(office, found.code)(files[-1]))
            if files
            else Cell(text="tidak ada", words=True),
        ]
    )


def _dispositions(found: Case) -> Table:
    return Table(
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
        rows=[
            Row(
                cells=[
                    Cell(text=text.capital_first(one.get_verdict_display()), sub=REASONS[one.reason_code].label),
                    one.note,
                    Cell(text=text.date_time(one.proposed_at), sub=one.proposed_by_label),
                    Cell(text=f"{one.get_state_display()} {text.date_time(one.decided_at)}", sub=one.decision_note)
                    if one.decided_at
                    else Cell(text=one.get_state_display(), words=True),
                ]
            )
            for one in found.dispositions.all()
        ],
        empty=EmptyState(title="Belum ada simpulan."),
    )


def _findings(office: Office, found: Case) -> Table:
    rows = list(selectors.with_balance(found.findings.select_related("unit", "firm")).order_by("pk"))
    names = firm_names(rows)
    return Table(
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
        empty=EmptyState(title="Belum ada temuan."),
    )


def _sights(found: Case) -> Table:
    return Table(
        key="dilihat-tabel",
        caption="Yang membuka kasus ini",
        show_caption=False,
        personal=True,
        columns=[
            Column(key="kapan", label="Kapan"),
            Column(key="siapa", label="Siapa"),
            Column(key="apa", label="Apa"),
        ],
        rows=[
            Row(cells=[text.date_time(one.at), f"akun {one.by_id}, {one.by_label}", one.what])
            for one in found.sights.order_by("-at", "-pk")[:_MOST_SIGHTS]
        ],
        empty=EmptyState(title="Belum ada."),
    )
