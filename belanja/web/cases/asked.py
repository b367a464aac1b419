"""`/pantau/<gov>/pertanyaan/`: what APIP asks of the units for which somebody answers, and its findings about them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from belanja.foundation import text
from belanja.journal.services import Actor
from belanja.oversight.models import Finding, Question
from belanja.oversight.selectors import asked as selectors
from belanja.oversight.selectors import papers
from belanja.oversight.services import sights
from belanja.rules.duties import Duty
from belanja.web.acts import Act, Outcome, answer
from belanja.web.officer.access import Office, View, frame, officer_page
from belanja.web.purchases.papers import paper_card
from belanja.web.reviews import noted

from . import answering
from .access import ASKED, due_words, finding_tag
from .files import FileAddress, handed_out, handed_out_paper
from .finding import parts as finding_parts


def asked_page(*, methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View], View]:
    """Let in whoever answers for a unit of the government of the address. That duty holds for a unit alone, so the door
    is opened by what every officer of the figures may, and the duty is asked for behind it."""

    def wrap(view: View) -> View:
        @wraps(view)
        def seated(request: HttpRequest, office: Office, **kwargs: Any) -> HttpResponseBase:
            if not office.may(Duty.ANSWER_CASE):
                raise Http404
            return view(request, office, **kwargs)

        return officer_page(Duty.SEE_SOURCE_ROWS, methods=methods)(seated)

    return wrap


@asked_page()
def asked(request: HttpRequest, office: Office) -> HttpResponse:
    which = selectors.of_units(office.government, office.actor)
    context = frame(office, ASKED, title="Pertanyaan APIP")
    context |= {
        "lead": "Pertanyaan, temuan, dan catatan hasil reviu APIP yang menyangkut unit Anda.",
        "parts": [
            *answering.lists(
                which,
                lambda code: office.url("cases:asked_question", code),
                lambda code: office.url("cases:asked_finding", code),
            ),
            noted.part(office),
        ],
    }
    return render(request, "officer/page.html", context)


@asked_page(methods=("GET", "HEAD", "POST"))
def question(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    def read() -> Question:
        return selectors.question(selectors.of_units(office.government, office.actor), code)

    return answer(
        request, office, read=read, acts=answering.question_acts, show=_show_question,
        gone=lambda _found: "Pertanyaan ini tidak menerima jawaban lagi.", name="cases.asked_question",
        to=office.url("cases:asked_question", code),
        seen=lambda found: sights.saw(of=found.case, what=f"pertanyaan:{code}", actor=office.actor),
    )  # fmt: skip


@asked_page(methods=("GET", "HEAD", "POST"))
def finding(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    def read() -> Finding:
        return selectors.finding(selectors.of_units(office.government, office.actor), code)

    return answer(
        request, office, read=read, acts=answering.finding_acts, show=_show_finding,
        gone=lambda found: f"Temuan ini sekarang {found.get_state_display()}.", name="cases.asked_finding",
        to=office.url("cases:asked_finding", code),
        seen=lambda found: sights.saw(of=found.case, what=f"temuan:{code}", actor=office.actor),
    )  # fmt: skip


@asked_page()
def question_file(request: HttpRequest, office: Office, code: str, file_id: int) -> HttpResponse:
    found = selectors.question(selectors.of_units(office.government, office.actor), code)
    return own_file(found, file_id, office.actor)


@asked_page()
def finding_file(request: HttpRequest, office: Office, code: str, file_id: int) -> HttpResponse:
    found = selectors.finding(selectors.of_units(office.government, office.actor), code)
    return own_file(found, file_id, office.actor)


@asked_page()
def question_letter(_request: HttpRequest, office: Office, code: str) -> HttpResponse:
    found = selectors.question(selectors.of_units(office.government, office.actor), code)
    return own_letter(found, office.actor)


def own_letter(found: Question, actor: Actor) -> HttpResponse:
    """The letter with which whoever is asked was asked, as a download; whoever takes it is written down."""
    paper = papers.request_of(found)
    answer = handed_out_paper(paper)
    sights.saw(of=found.case, what=f"surat:{getattr(paper, 'pk', 0)}", actor=actor)
    return answer


def own_file(found: Question | Finding, file_id: int, actor: Actor) -> HttpResponse:
    """What whoever is asked attached itself, as a download; whoever takes it is written down."""
    kept = selectors.file(found, file_id)
    sights.saw(of=found.case, what=f"berkas:{kept.pk}", actor=actor)
    return handed_out(kept)


def _show_question(request: HttpRequest, office: Office, found: Question, outcome: Outcome) -> HttpResponse:
    context = frame(office, ASKED, title=f"Pertanyaan {found.code}")
    acts = answering.question_acts(request, office, found)
    context |= question_values(
        request, found, outcome, acts, lambda one: office.url("cases:asked_question_file", found.code, one.pk),
        letter=office.url("cases:asked_question_letter", found.code),
    )  # fmt: skip
    return render(request, "proposals/proposal.html", context, status=outcome.status)


def _show_finding(request: HttpRequest, office: Office, found: Finding, outcome: Outcome) -> HttpResponse:
    context = frame(office, ASKED, title=found.title)
    acts = answering.finding_acts(request, office, found)
    context |= finding_values(
        request, found, outcome, acts, lambda one: office.url("cases:asked_finding_file", found.code, one.pk)
    )
    return render(request, "proposals/proposal.html", context, status=outcome.status)


def question_values(
    request: HttpRequest, found: Question, outcome: Outcome, acts: list[Act], href: FileAddress, *, letter: str
) -> dict[str, Any]:
    """What the page of a question shows, for a unit as for a firm; `href`: where its files are, `letter`: where its
    letter is, if it has one."""
    paper = papers.request_of(found)
    until = "Sudah dijawab." if found.answered_at else f"Jawab sampai {text.long_date(found.due)}."
    return _values(request, outcome, acts, version=found.case.version) | {
        "lead": found.text,
        "due": until,
        "papers": [paper_card(paper, letter)] if paper is not None else [],
        "parts": answering.question_parts(found, href),
    }


def finding_values(
    request: HttpRequest, found: Finding, outcome: Outcome, acts: list[Act], href: FileAddress
) -> dict[str, Any]:
    """What the page of a finding shows to whom it concerns; `href`: where its files are."""
    return _values(request, outcome, acts, version=found.version) | {
        "lead": f"Temuan APIP {found.code}, tahun {found.year}.",
        "state": finding_tag(found),
        "due": due_words(found),
        "parts": finding_parts(found, href),
    }


def _values(request: HttpRequest, outcome: Outcome, acts: list[Act], *, version: int) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "state": None,
        "notices": [],
        "links": [],
        "papers": [],
        "acts": acts,
        "open_act": request.POST.get("do", ""),
        "version": version,
    }
