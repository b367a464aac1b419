"""`/pantau/<gov>/kasus/<code>/`: one case with what may be done with it, and its files. Whoever opens either is written
down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.oversight.models import Case
from belanja.oversight.selectors import cases as selectors
from belanja.oversight.selectors import traces
from belanja.oversight.services import reviewing, sights
from belanja.rules.oversight.states import CaseState
from belanja.web.acts import Act, Outcome, answer
from belanja.web.officer.access import CASE_READERS, Office, frame, officer_page
from belanja.web.pieces import Link, Notice

from . import files, letters, parts
from .access import SECTION, case_tag, due_words, firm_names, whom
from .acts import acts


@officer_page(*CASE_READERS, methods=("GET", "HEAD", "POST"))
def case(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    return answer(
        request,
        office,
        read=lambda: _read(office, code),
        acts=_acts,
        show=_show,
        gone=lambda found: f"Kasus ini sekarang {CaseState(found.state).label}.",
        name="cases.case",
        to=office.url("cases:case", code),
        seen=lambda found: sights.saw(of=found, what="kasus", actor=office.actor),
    )


@officer_page(*CASE_READERS)
def file(request: HttpRequest, office: Office, code: str, file_id: int) -> HttpResponse:
    """A file of a case, byte for byte, as a download; whoever takes it is written down."""
    found = _read(office, code)
    kept = selectors.file(found, file_id)
    sights.saw(of=found, what=f"berkas:{kept.pk}", actor=office.actor)
    return files.handed_out(kept)


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
        "links": _links(office, found),
        "acts": _acts(request, office, found),
        "open_act": request.POST.get("do", ""),
        "version": found.version,
        "papers": letters.cards(office, found),
        "parts": parts.parts(office, found),
    }
    return render(request, "proposals/proposal.html", context, status=outcome.status)


def _links(office: Office, found: Case) -> list[Link]:
    if not traces.readable(found):
        return []
    return [Link(label="Jejak bersama", href=office.url("cases:traces", found.code))]


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
