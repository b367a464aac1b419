"""`…/sampel/<n>/<place>/`: one item of a sample and its working paper: checklist, conclusion, supervision; as PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.oversight.models import ReviewFile, SampleItem, WorkingPaper
from belanja.oversight.review_papers.gather import item_words, number_of, standing_notes, why
from belanja.oversight.selectors import reviews as selectors
from belanja.oversight.services import sights
from belanja.rules.oversight import checklists
from belanja.vendors.finding import names_of
from belanja.web.acts import Outcome, answer
from belanja.web.inspector.flags.cases import source
from belanja.web.naming import shown as unit_name
from belanja.web.officer.access import CASE_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import DefinitionList, Link, Notice, Term

from . import letters, shown
from .access import SECTION, conclusion_tag, paper_of, standing_of
from .item_acts import acts


@officer_page(*CASE_READERS, methods=("GET", "HEAD", "POST"))
def item(request: HttpRequest, office: Office, code: str, number: int, place: int) -> HttpResponse:
    return answer(
        request,
        office,
        read=lambda: _read(office, code, number, place),
        acts=acts,
        show=_show,
        gone=lambda found: f"Kertas kerja ini sekarang {standing_of(paper_of(found))}.",
        name="reviews.item",
        to=office.url("reviews:item", code, number, place),
        seen=lambda found: _saw(office, found, "butir"),
    )


@officer_page(*CASE_READERS)
def paper(_request: HttpRequest, office: Office, code: str, number: int, place: int) -> HttpResponse:
    """The working paper as it stands now, as a download."""
    read = _read(office, code, number, place)
    found = paper_of(read)
    if found is None:
        raise Http404
    _saw(office, read, "kkr")
    return letters.working_paper(found)


def _saw(office: Office, found: SampleItem, what: str) -> None:
    sample = found.sample
    sights.saw(of=sample.review, what=f"{what}:{sample.number}/{found.place}", actor=office.actor)


def _read(office: Office, code: str, number: int, place: int) -> SampleItem:
    review = selectors.review(office.government, code, office.actor)
    return selectors.item(selectors.sample(review, number), place)


def _show(request: HttpRequest, office: Office, found: SampleItem, outcome: Outcome) -> HttpResponse:
    review, written = found.sample.review, paper_of(found)
    where = (review.code, found.sample.number)
    trail = (
        (review.title, office.url("reviews:review", review.code)),
        (f"Sampel {found.sample.number}", office.url("reviews:sample", *where)),
    )
    here = str(written) if written else f"Butir {found.place}"
    context = frame(office, SECTION, *trail, title=here)
    links = [Link(label="Buka pesanan", href=href)] if (href := source(office, found)) else []
    if written is not None:
        links.append(Link(label="Unduh KKR (PDF)", href=office.url("reviews:paper", *where, found.place)))
        if written.case is not None:
            links.append(Link(label=f"Kasus {written.case.code}", href=office.url("cases:case", written.case.code)))
    context |= {
        "lead": f"{unit_name(found.unit.name)}, {text.long_date(found.ordered_on)}, {text.rupiah(found.amount)}; "
        f"{why(found)}.",
        "outcome": outcome,
        "state": conclusion_tag(written) if written else None,
        "due": text.capital_first(standing_of(written)),
        "notices": _notices(office, written),
        "links": links,
        "acts": acts(request, office, found),
        "open_act": request.POST.get("do", ""),
        "version": written.version if written else 0,
        "papers": [],
        "parts": _parts(office, found, written),
    }
    return render(request, "proposals/proposal.html", context, status=outcome.status)


def _notices(office: Office, written: WorkingPaper | None) -> list[Notice]:
    """What keeps one's own paper from being handed on."""
    if written is None or written.submitted_at is not None or written.prepared_by_id != office.actor.user_id:
        return []
    lacks = checklists.problems(written.paper())
    return [Notice(title="Sebelum dapat diajukan:", text=" ".join(dict.fromkeys(lacks.values())))] if lacks else []


def _parts(office: Office, found: SampleItem, written: WorkingPaper | None) -> list[Part]:
    parts = [Part(key="butir", title="Yang direviu", items=[_terms(found)])]
    if written is None:
        return parts
    files = list(written.files.order_by("pk"))
    review = found.sample.review

    def href(one: ReviewFile) -> str:
        return office.url("reviews:file", review.code, one.pk)

    remarks = list(written.notes.all())
    return [
        *parts,
        Part(key="uji", title="Daftar uji", items=[shown.checklist(written, files, href)]),
        Part(key="simpulan", title="Simpulan", items=[_conclusion(written)]),
        Part(
            key="supervisi",
            title="Reviu berjenjang",
            about="Catatan dijawab penyusunnya dan dituntaskan yang memberinya.",
            items=[shown.supervision(remarks)],
        ),
        Part(
            key="catatan",
            title="Catatan hasil dari kertas kerja ini",
            items=[shown.results([one for one in standing_notes(review) if one.paper_id == written.pk], href)],
        ),
    ]


def _terms(found: SampleItem) -> DefinitionList:
    firm = names_of({found.firm_id}).get(found.firm_id, "") if found.firm_id is not None else ""
    return DefinitionList(
        terms=[
            Term(term="Pesanan", text=item_words(found)),
            Term(term="Unit", text=unit_name(found.unit.name)),
            Term(term="Penyedia", text=firm or "tidak dikenal dari sumbernya"),
            Term(term="Tanggal", text=text.long_date(found.ordered_on)),
            Term(term="Nilai", text=text.rupiah(found.amount)),
        ]
    )


def _conclusion(written: WorkingPaper) -> DefinitionList:
    looked = [
        ("Disusun", written.prepared_by_label, written.prepared_at),
        ("Direviu ketua tim", written.leader_by_label, written.leader_at),
        ("Direviu pengendali teknis", written.supervisor_by_label, written.supervisor_at),
    ]
    return DefinitionList(
        terms=[
            Term(term="Nomor", text=number_of(written)),
            Term(term="Simpulan", piece=conclusion_tag(written)),
            Term(term="Yang dilihat", text=written.paper().summary or "belum diisi"),
            *(
                Term(term=word, text=f"{label}, {text.date_time(at)}" if at is not None else "belum")
                for word, label, at in looked
            ),
        ]
    )
