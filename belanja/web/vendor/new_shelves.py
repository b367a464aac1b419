"""`/usaha/<firm>/etalase-baru/<code>/`: an etalase that calls for firms, and this firm's registration there."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.foundation import text
from belanja.proposals import selectors, services
from belanja.proposals.models import Entrant, Proposal
from belanja.rules.proposals.entrants import LATER, MOST_LETTERS, EntrantState, EntrantStep
from belanja.rules.proposals.states import ProposalState
from belanja.rules.proposals.study import PARTS
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, DefinitionList, Link, Notice, Row, Table, Term
from belanja.web.proposals.entrants import story_part, told
from belanja.web.proposals.shown import profile_terms
from belanja.web.purchases.forms import PlainForm

from .access import FirmDesk, firm_page, frame

_KINDS = {EntrantState.VERIFIED: "success", EntrantState.RETURNED: "warning"}
#: What the announcement asks of firms, of the parts of the study.
_ASKED = ("administrative", "qualification", "technical", "price")


class OffersForm(forms.Form):
    """What the firm would list there."""

    offers = forms.CharField(
        label="Yang akan dicantumkan",
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Barang atau jasanya, bahannya, dan berapa yang sanggup Anda sediakan sebulan.",
        error_messages={"required": "Tulis barang atau jasa yang akan dicantumkan."},
    )


def shelves_part(desk: FirmDesk) -> list[Part]:
    """Etalase that call for firms and those for which this firm has registered; nothing where there is neither."""
    mine = {one.proposal_id: one for one in selectors.entrants_of_firm(desk.firm.pk)}
    running = {one.pk: one for one in selectors.calling()}
    found = [*running.values(), *(one.proposal for pk, one in mine.items() if pk not in running)]
    if not found:
        return []
    table = Table(
        key="etalase-baru",
        caption="Etalase baru",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="etalase", label="Etalase"),
            Column(key="sampai", label="Pendaftaran sampai"),
            Column(key="anda", label="Usaha Anda"),
        ],
        rows=[_row(desk, one, mine.get(one.pk)) for one in found],
    )
    return [
        Part(
            key="etalase-baru",
            title="Etalase baru yang mencari penyedia",
            about="Daftar sekarang; barang dicantumkan begitu etalasenya dibuka.",
            items=[table],
        )
    ]


def returned_notice(desk: FirmDesk) -> Notice | None:
    """The first registration that came back to be completed before its etalase opens; one query."""
    for one in selectors.entrants_of_firm(desk.firm.pk):
        if one.state == EntrantState.RETURNED:
            to = Link(label="Lengkapi", href=desk.url("vendor:new_shelf", one.proposal.code))
            title = f"Pendaftaran Anda di etalase {one.proposal.name} dikembalikan untuk dilengkapi."
            return Notice(kind="warning", title=title, action=to)
    return None


def _row(desk: FirmDesk, one: Proposal, mine: Entrant | None) -> Row:
    return Row(
        href=desk.url("vendor:new_shelf", one.code),
        cells=[
            Cell(text=one.name, sub=f"diusulkan {one.unit.name}"),
            text.long_date(one.registration_to) if one.registration_to else "belum diumumkan",
            text.capital_first(EntrantState(mine.state).label) if mine else "belum mendaftar",
        ],
    )


@firm_page(methods=("GET", "HEAD", "POST"))
def new_shelf(request: HttpRequest, desk: FirmDesk, shelf_code: str) -> HttpResponse:
    """What is asked of firms, and register, mend or leave."""
    return answer(
        request,
        desk,
        read=lambda: selectors.proposal(shelf_code, desk.actor),
        acts=_acts,
        show=_show,
        gone=lambda found: f"Etalase ini sekarang: {ProposalState(found.state).label}.",
        name="firm.new_shelf",
        to=desk.url("vendor:new_shelf", shelf_code),
    )


def _acts(request: HttpRequest, desk: FirmDesk, found: Proposal) -> list[Act]:
    mine = selectors.entrant_of(found, desk.firm.pk)
    return [_act(request, desk, found, mine, rule.step, rule.label) for rule in selectors.firm_steps(found, mine)]


def _act(
    request: HttpRequest, desk: FirmDesk, found: Proposal, mine: Entrant | None, step: EntrantStep, label: str
) -> Act:
    by: dict[str, Any] = {"proposal_id": found.pk, "firm_id": desk.firm.pk, "actor": desk.actor}

    def run(form: Any, version: int) -> object:
        if step is EntrantStep.LEAVE:
            return services.leave(version=version, **by)
        offers = form.cleaned_data["offers"]
        if step is EntrantStep.MEND:
            return services.mend(offers=offers, version=version, **by)
        return services.enter(offers=offers, **by)

    if step is EntrantStep.LEAVE:
        form = PlainForm(kept(request, step))
        return Act(step.value, "Mengundurkan diri", label, form, run, "Pendaftaran Anda ditarik.", quiet=True)
    return Act(
        step.value, label, label, OffersForm(kept(request, step), initial={"offers": mine.offers if mine else ""}), run,
        "Pendaftaran Anda terkirim. Biro PBJ memeriksanya, dan Anda diberi tahu hasilnya.",
        "Tidak dipungut biaya. Biro PBJ membaca data usaha, izin, dan keterangan ini.",
    )  # fmt: skip


def _show(request: HttpRequest, desk: FirmDesk, found: Proposal, outcome: Outcome) -> HttpResponse:
    mine = selectors.entrant_of(found, desk.firm.pk)
    context = frame(desk, "vendor:needs", title=found.name)
    context |= {
        "lead": f"Etalase baru yang diusulkan {found.unit.name}.",
        "outcome": outcome,
        "notice": _standing(desk, found, mine),
        "acts": _acts(request, desk, found),
        "version": mine.version if mine else 0,
        "parts": [
            Part(key="syarat", title="Yang diminta", items=[_asked(found)]),
            *([story_part(mine)] if mine else []),
        ],
    }
    return render(request, "vendor/need.html", context, status=outcome.status)


def _standing(desk: FirmDesk, found: Proposal, mine: Entrant | None) -> Notice:
    if mine is not None:
        action = None
        if found.state == ProposalState.OPENED:
            action = Link(label="Cantumkan barang", href=desk.url("vendor:listing_shelves"))
        kind = {EntrantState.VERIFIED: "success", EntrantState.RETURNED: "warning"}.get(
            EntrantState(mine.state), "info"
        )
        title = f"Pendaftaran Anda: {EntrantState(mine.state).label}."
        lapsed = f"{LATER}." if mine.state == EntrantState.LAPSED and action else ""
        return Notice(kind=kind, title=title, text=told(mine) or lapsed, action=action)
    if found.registration_to and found.state == ProposalState.REGISTRATION:
        return Notice(title=f"Pendaftaran dibuka sampai {text.long_date(found.registration_to)}.")
    return Notice(title=f"Pendaftaran tidak dibuka: {ProposalState(found.state).label}.")


def _asked(found: Proposal) -> DefinitionList:
    study = found.studied()
    terms = [Term(term=PARTS[name], text=getattr(study, name) or "tidak ada") for name in _ASKED]
    public = Term(term="Usulannya", text=f"Nomor {found.code}", href=reverse("public:proposal", args=[found.code]))
    return DefinitionList(terms=[*terms, *profile_terms(study.terms()), public])
