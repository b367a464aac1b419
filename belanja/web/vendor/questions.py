"""`/usaha/<firm>/pertanyaan/`: what APIP asks of this firm, and its findings about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.oversight.models import Finding, Question
from belanja.oversight.selectors import asked as selectors
from belanja.oversight.services import sights
from belanja.web.acts import Outcome, answer
from belanja.web.cases import answering
from belanja.web.cases.asked import finding_values, own_file, own_letter, question_values
from belanja.web.pieces import Link, Notice

from .access import FirmDesk, firm_page, frame

_SECTION = "vendor:questions"


def waiting_notice(desk: FirmDesk) -> Notice | None:
    """How much of it waits for the firm; nothing where nothing does."""
    count = selectors.waiting(selectors.of_firm(desk.firm.pk))
    if not count:
        return None
    link = Link(label="Buka pertanyaan APIP", href=desk.url(_SECTION))
    return Notice(kind="warning", title="Inspektorat (APIP) menunggu jawaban usaha Anda.", action=link)


@firm_page()
def questions(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    context = frame(desk, _SECTION, title="Pertanyaan APIP")
    context |= {
        "lead": "Inspektorat (APIP) bertanya bila sebuah angka perlu penjelasan. Pertanyaan bukan tuduhan.",
        "parts": answering.lists(
            selectors.of_firm(desk.firm.pk),
            lambda code: desk.url("vendor:question", code),
            lambda code: desk.url("vendor:finding", code),
        ),
    }
    return render(request, "officer/page.html", context)


@firm_page(methods=("GET", "HEAD", "POST"))
def question(request: HttpRequest, desk: FirmDesk, question_code: str) -> HttpResponse:
    def read() -> Question:
        return selectors.question(selectors.of_firm(desk.firm.pk), question_code)

    return answer(
        request, desk, read=read, acts=answering.question_acts, show=_show_question,
        gone=lambda _found: "Pertanyaan ini tidak menerima jawaban lagi.", name="firm.question",
        to=desk.url("vendor:question", question_code),
        seen=lambda found: sights.saw(of=found.case, what=f"pertanyaan:{question_code}", actor=desk.actor),
    )  # fmt: skip


@firm_page(methods=("GET", "HEAD", "POST"))
def finding(request: HttpRequest, desk: FirmDesk, finding_code: str) -> HttpResponse:
    def read() -> Finding:
        return selectors.finding(selectors.of_firm(desk.firm.pk), finding_code)

    return answer(
        request, desk, read=read, acts=answering.finding_acts, show=_show_finding,
        gone=lambda found: f"Temuan ini sekarang {found.get_state_display()}.", name="firm.finding",
        to=desk.url("vendor:finding", finding_code),
        seen=lambda found: sights.saw(of=found.case, what=f"temuan:{finding_code}", actor=desk.actor),
    )  # fmt: skip


@firm_page()
def question_file(request: HttpRequest, desk: FirmDesk, question_code: str, file_id: int) -> HttpResponse:
    return own_file(selectors.question(selectors.of_firm(desk.firm.pk), question_code), file_id, desk.actor)


@firm_page()
def question_letter(request: HttpRequest, desk: FirmDesk, question_code: str) -> HttpResponse:
    return own_letter(selectors.question(selectors.of_firm(desk.firm.pk), question_code), desk.actor)


@firm_page()
def finding_file(request: HttpRequest, desk: FirmDesk, finding_code: str, proof_id: int) -> HttpResponse:
    return own_file(selectors.finding(selectors.of_firm(desk.firm.pk), finding_code), proof_id, desk.actor)


def _show_question(request: HttpRequest, desk: FirmDesk, found: Question, outcome: Outcome) -> HttpResponse:
    context = frame(desk, _SECTION, title=f"Pertanyaan {found.code}")
    acts = answering.question_acts(request, desk, found)
    context |= question_values(
        request, found, outcome, acts, lambda one: desk.url("vendor:question_file", found.code, one.pk),
        letter=desk.url("vendor:question_letter", found.code),
    )  # fmt: skip
    return render(request, "proposals/proposal.html", context, status=outcome.status)


def _show_finding(request: HttpRequest, desk: FirmDesk, found: Finding, outcome: Outcome) -> HttpResponse:
    context = frame(desk, _SECTION, title=found.title)
    acts = answering.finding_acts(request, desk, found)
    context |= finding_values(
        request, found, outcome, acts, lambda one: desk.url("vendor:finding_file", found.code, one.pk)
    )
    return render(request, "proposals/proposal.html", context, status=outcome.status)
