"""`/pantau/<gov>/surat-edaran/`: what the letter asks, for officers: with the proof of imports, as a paper, and where
the head of a unit says that the letter is there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from belanja.affirmation.selectors.letter import Letter, UnitLetter
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions import services as institution_services
from belanja.institutions.models import LegalBasis, Unit
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.letter import Item, Standing
from belanja.web import letter_words as words
from belanja.web.officer.access import Office, frame, officer_page, refused
from belanja.web.officer.lists import Part
from belanja.web.pieces import Link, Notice, Tabs
from belanja.web.public import letter as shown

from . import letter_paper

SECTION = "leader:letter"


@officer_page(Duty.SEE_SOURCE_ROWS)
def letter(request: HttpRequest, office: Office) -> HttpResponse:
    """Every unit; as a paper with `?bentuk=pdf`."""
    found = shown.asked(request, office.government)
    if request.GET.get("bentuk") == "pdf":
        return _paper(found, office)
    query = shown.query(found)
    context = frame(office, SECTION, title=f"Yang diminta surat edaran, {found.period.label}")
    papers = [
        Link(label="PDF", href=f"?{query}&bentuk=pdf"),
        Link(label="Halaman umum", href=f"{reverse('public:letter', args=[office.code])}?{query}"),
    ]
    choices = [*shown.choices(office.government, found), Tabs(label="Bentuk lain", links=papers)]
    context |= {
        "lead": shown.lead(found),
        "parts": [
            Part(key="pilihan", title="Triwulan", about=words.counted_to(found), items=choices),
            *shown.parts(found, lambda unit: f"{office.url('leader:letter_of_unit', unit.code)}?{query}", officer=True),
        ],
    }
    return render(request, "officer/page.html", context)


@officer_page(Duty.SEE_SOURCE_ROWS, methods=("GET", "HEAD", "POST"))
def unit(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    """One unit; whoever heads it says here that the letter has come."""
    found = shown.asked(request, office.government)
    one = shown.unit_asked(found, code)
    here = f"{office.url('leader:letter_of_unit', one.code)}?{shown.query(found)}"
    if request.method == "POST":
        _receive(request, office, found, one)
        return HttpResponseRedirect(here)
    context = frame(office, SECTION, title=words.name_of(one))
    context |= {
        "lead": f"{found.period.label}. Yang belum tersedia: {words.missing(one.missing)}.",
        "receive": _may_receive(office, found, one),
        "circular": found.circular,
        "notices": _notices(found, one),
        "parts": [
            Part(key="pilihan", title="Triwulan", items=shown.choices(office.government, found)),
            *shown.unit_parts(found, one, officer=True),
        ],
    }
    return render(request, "leader/letter.html", context)


def _paper(found: Letter, office: Office) -> HttpResponse:
    answer = HttpResponse(letter_paper.pdf(found, office.government), content_type="application/pdf")
    name = f"surat-edaran-{office.code}-{found.table.year}-tw{found.quarter}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _notices(found: Letter, one: UnitLetter) -> list[Notice]:
    if found.circular is None or one.answers[Item.RECEIVED].standing is not Standing.NONE:
        return []
    if not _runs(found):
        return [Notice(title=f"Sampai {text.long_date(found.cut_off)} surat edaran belum dinyatakan diterima.")]
    return [
        Notice(
            title="Surat edaran belum dinyatakan diterima.",
            text="Pimpinan unit (PA atau KPA) yang menyatakannya, di halaman ini.",
        )
    ]


def _runs(found: Letter) -> bool:
    """Whether the quarter goes on: only in it what is said today can be seen."""
    return found.period.last >= clock.today()


def _may_receive(office: Office, found: Letter, one: UnitLetter) -> bool:
    if found.circular is None or one.id is None or one.answers[Item.RECEIVED].standing is not Standing.NONE:
        return False
    return _runs(found) and institutions.is_allowed(office.actor, Duty.ACKNOWLEDGE, office.government, unit_id=one.id)


def _receive(request: HttpRequest, office: Office, found: Letter, one: UnitLetter) -> None:
    if found.circular is None or one.id is None:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    try:
        institution_services.acknowledge(
            legal_basis=LegalBasis.objects.get(slug=found.circular.slug),
            unit=Unit.objects.get(pk=one.id),
            post=office.actor.label,
            actor=office.actor,
        )
    except RuleBroken as refusal:
        refused(request, refusal)
    else:
        messages.success(request, "Surat edaran dinyatakan diterima.")
