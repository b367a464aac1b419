"""`/pantau/<gov>/reviu/<code>/`: one review with its team, samples, notes of results, papers and story; its files."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.oversight.models import Review, Sample
from belanja.oversight.review_papers.gather import channels_of, objects_of, period_of, standing_notes
from belanja.oversight.selectors import reviews as selectors
from belanja.oversight.selectors.review_papers import papers, progress
from belanja.oversight.services import sights
from belanja.rules.oversight.review_steps import REVIEWS
from belanja.rules.oversight.reviews import Conclusion, ReviewState
from belanja.web.acts import Act, Outcome, answer
from belanja.web.cases.files import handed_out, handed_out_paper
from belanja.web.cases.shown import story
from belanja.web.cases.sights import part as part_of_sights
from belanja.web.officer.access import CASE_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import DefinitionList, Figure, Notice, Term

from . import letters, shown
from .access import SECTION, due_words, kind_of, review_tag
from .acts import acts


@officer_page(*CASE_READERS, methods=("GET", "HEAD", "POST"))
def review(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    return answer(
        request,
        office,
        read=lambda: selectors.review(office.government, code, office.actor),
        acts=_acts,
        show=_show,
        gone=lambda found: f"Reviu ini sekarang {ReviewState(found.state).label}.",
        name="reviews.review",
        to=office.url("reviews:review", code),
        seen=lambda found: sights.saw(of=found, what="reviu", actor=office.actor),
    )


@officer_page(*CASE_READERS)
def file(_request: HttpRequest, office: Office, code: str, file_id: int) -> HttpResponse:
    """A file of a review, byte for byte, as a download."""
    found = selectors.review(office.government, code, office.actor)
    kept = found.files.filter(pk=file_id).first()
    if kept is None:
        raise Http404
    sights.saw(of=found, what=f"berkas:{kept.pk}", actor=office.actor)
    return handed_out(kept)


@officer_page(*CASE_READERS)
def letter(_request: HttpRequest, office: Office, code: str, paper_id: int) -> HttpResponse:
    """A paper of a review, byte for byte as it was issued, as a download."""
    found = selectors.review(office.government, code, office.actor)
    paper = next((one for one in papers(found) if one.pk == paper_id), None)
    if paper is not None:
        sights.saw(of=found, what=f"surat:{paper_id}", actor=office.actor)
    return handed_out_paper(paper)


def _acts(request: HttpRequest, office: Office, found: Review) -> list[Act]:
    return [*acts(request, office, found), *letters.acts(request, office, found)]


def _show(request: HttpRequest, office: Office, found: Review, outcome: Outcome) -> HttpResponse:
    context = frame(office, SECTION, title=found.title)
    context |= {
        "lead": f"{kind_of(found)} {found.code}. Reviu memberi keyakinan terbatas; yang diuji hanya sampelnya.",
        "outcome": outcome,
        "state": review_tag(found),
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


def _notices(office: Office, found: Review) -> list[Notice]:
    told = []
    mine = selectors.member_of(found, office.actor)
    if mine is not None and mine.declared_at is None and found.closed_at is None:
        told.append(
            Notice(
                title=f"Anda {mine.label} reviu ini.",
                text="Nyatakan dahulu bahwa Anda independen. Bila terkait dengan yang direviu, minta timnya diubah.",
            )
        )
    waiting = selectors.undeclared(found)
    if waiting and found.state == ReviewState.PLANNED:
        title = f"{text.capital_first(text.count_words(waiting))} orang dalam tim belum menyatakan independen."
        told.append(Notice(title=title, text="Pelaksanaan dimulai sesudah semuanya menyatakannya."))
    return told


def _parts(office: Office, found: Review) -> list[Part]:
    samples = list(found.samples.all())
    members = found.members.filter(left_at__isnull=True)
    return [
        Part(key="penugasan", title="Penugasan", items=[_terms(found)]),
        Part(
            key="tim",
            title="Tim",
            about="Yang menyusun, ketua tim, dan pengendali teknis adalah tiga orang.",
            items=[shown.team(members, office.actor.user_id)],
        ),
        Part(
            key="sampel",
            title="Sampel",
            about="Butir dan kertas kerjanya ada di halaman sampelnya.",
            items=[shown.samples(samples, lambda one: office.url("reviews:sample", found.code, one.number))],
        ),
        *_papers(found, samples),
        Part(
            key="catatan",
            title="Catatan hasil reviu",
            about="Setiap unit hanya melihat catatan kepadanya, sesudah disampaikan.",
            items=[shown.results(standing_notes(found), lambda one: office.url("reviews:file", found.code, one.pk))],
        ),
        Part(key="jalannya", title="Jalannya reviu", items=[story(found.steps.all(), REVIEWS)]),
        part_of_sights(found, _seen(found)),
    ]


def _seen(found: Review) -> Mapping[str, str]:
    """What of a review was opened, in words, by what a sight calls it; samples and items carry their numbers."""
    names = {f"berkas:{pk}": f"berkas {name}" for pk, name in found.files.values_list("pk", "file_name")}
    return names | {f"surat:{one.pk}": f"surat: {one.title}" for one in papers(found)}


def _terms(found: Review) -> DefinitionList:
    return DefinitionList(
        terms=[
            Term(term="Surat tugas", text=f"{found.order_number}, {text.long_date(found.order_date)}"),
            Term(term="Yang direviu", text=objects_of(found)),
            Term(term="Periode", text=period_of(found)),
            Term(term="Kanal", text=channels_of(found)),
        ]
    )


def _papers(found: Review, samples: list[Sample]) -> list[Part]:
    """How far the working papers are; nothing before a sample was drawn."""
    if not samples:
        return []
    told = progress(found)
    figures = [
        Figure(label="Butir sampel", value=text.number(told.items)),
        Figure(label="Kertas kerja ditulis", value=text.number(told.written)),
        Figure(label="Selesai direviu", value=text.number(told.reviewed)),
        *(
            Figure(label=text.capital_first(one.label), value=text.number(told.concluded.get(one, 0)))
            for one in Conclusion
        ),
    ]
    return [Part(key="kertas", title="Kertas kerja", layout="grid", items=figures)]
