"""`/pantau/<gov>/pertanyaan/catatan/<code>/`: a note of results as the unit that it concerns reads and answers it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.oversight.models import ResultNote
from belanja.oversight.review_papers.gather import period_of
from belanja.oversight.selectors import review_papers
from belanja.oversight.selectors import reviews as selectors
from belanja.oversight.services import sights
from belanja.oversight.services.reviews import results
from belanja.rules.oversight.review_steps import REVIEWS, ReviewStep
from belanja.rules.oversight.reviews import ReviewSide
from belanja.web.acts import Act, Outcome, answer, kept, kept_files
from belanja.web.cases.access import ASKED
from belanja.web.cases.asked import asked_page
from belanja.web.cases.files import cell, handed_out, handed_out_paper
from belanja.web.naming import shown as unit_name
from belanja.web.officer.access import Office, frame
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, DocumentCard, EmptyState, Row, Table
from belanja.web.purchases.papers import paper_card

from . import shown
from .forms import ResponseForm


@asked_page(methods=("GET", "HEAD", "POST"))
def note(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    return answer(
        request,
        office,
        read=lambda: selectors.result_of_units(office.government, code, office.actor),
        acts=_acts,
        show=_show,
        gone=lambda _found: "Laporan reviunya sudah terbit; catatan ini tidak menerima tanggapan lagi.",
        name="reviews.note",
        to=office.url("reviews:note", code),
        seen=lambda found: sights.saw(of=found.review, what=f"catatan:{code}", actor=office.actor),
    )


@asked_page()
def letter(_request: HttpRequest, office: Office, code: str) -> HttpResponse:
    """The CHR to the unit, as it was issued, as a download."""
    found = selectors.result_of_units(office.government, code, office.actor)
    paper = review_papers.notes_of(found.review_id, found.unit_id)
    if paper is not None:
        sights.saw(of=found.review, what=f"surat:{paper.pk}", actor=office.actor)
    return handed_out_paper(paper)


@asked_page()
def file(_request: HttpRequest, office: Office, code: str, file_id: int) -> HttpResponse:
    """What the unit attached itself, as a download."""
    found = selectors.result_of_units(office.government, code, office.actor)
    kept = selectors.response_file(found, file_id)
    sights.saw(of=found.review, what=f"berkas:{kept.pk}", actor=office.actor)
    return handed_out(kept)


def _show(request: HttpRequest, office: Office, found: ResultNote, outcome: Outcome) -> HttpResponse:
    context = frame(office, ASKED, title=found.result().title)
    context |= {
        "lead": f"Catatan hasil reviu {found.code} kepada {unit_name(found.unit.name)}, dari “{found.review.title}”, "
        f"periode {period_of(found.review)}.",
        "outcome": outcome,
        "state": None,
        "due": _until(found),
        "notices": [],
        "links": [],
        "papers": _cards(office, found),
        "acts": _acts(request, office, found),
        "open_act": request.POST.get("do", ""),
        "version": found.version,
        "parts": [
            Part(key="isi", title="Isi catatan", items=[shown.result_terms(found)]),
            Part(key="tanggapan", title="Tanggapan Anda", items=[_responses(office, found)]),
        ],
    }
    return render(request, "proposals/proposal.html", context, status=outcome.status)


def _until(found: ResultNote) -> str:
    if found.answered_at is not None:
        return "Sudah ditanggapi."
    if not selectors.takes_responses(found):
        return "Tidak ditanggapi sampai laporannya terbit."
    assert found.due is not None  # it was sent
    late = " Tenggatnya lewat; tanggapan masih diterima." if found.silent_at is not None else ""
    return f"Tanggapi sampai {text.long_date(found.due)}.{late}"


def _cards(office: Office, found: ResultNote) -> list[DocumentCard]:
    paper = review_papers.notes_of(found.review_id, found.unit_id)
    return [paper_card(paper, office.url("reviews:note_letter", found.code))] if paper is not None else []


def _acts(request: HttpRequest, office: Office, found: ResultNote) -> list[Act]:
    if not selectors.takes_responses(found):
        return []
    rule = REVIEWS.rule_for(ReviewStep.RESPOND, found.review.state, ReviewSide.UNIT)
    form = ResponseForm(kept(request, rule.step), kept_files(request, rule.step), key=rule.step)
    label = "Tambah tanggapan" if found.answered_at else "Kirim tanggapan"

    def run(form: ResponseForm, _version: int) -> object:
        given = form.cleaned_data
        return results.respond(
            result_id=found.pk, agrees=given["agrees"] == "ya", words=given["words"], files=form.scans,
            actor=office.actor,
        )  # fmt: skip

    return [
        Act(
            rule.step, label, label, form, run, "Tanggapan diterima APIP.",
            "Dimuat dalam laporan hasil reviu. Sesudah dikirim tidak dapat diubah; boleh ditambah.",
            quiet=found.answered_at is not None,
        )
    ]  # fmt: skip


def _responses(office: Office, found: ResultNote) -> Table:
    return Table(
        key="tanggapan",
        caption="Daftar tanggapan",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="tanggapan", label="Tanggapan"),
            Column(key="kapan", label="Kapan", note="oleh"),
            Column(key="berkas", label="Lampiran"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=one.text, sub=shown.agreement(agrees=one.agrees)),
                    Cell(text=text.date_time(one.at), sub=f"{one.by_label}{', sesudah tenggat' if one.late else ''}"),
                    cell(one.files.all(), lambda file: office.url("reviews:note_file", found.code, file.pk)),
                ]
            )
            for one in found.responses.prefetch_related("files")
        ],
        empty=EmptyState(title="Belum ditanggapi."),
    )
