"""`…/<code>/pendaftar/<id>/`: a firm that registered for an announced etalase, what is known of it, and the answer."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.proposals import selectors, services
from belanja.proposals.models import Entrant
from belanja.rules.duties import Duty
from belanja.rules.firms import Scale
from belanja.rules.proposals.entrants import REASONS, EntrantSide, EntrantState, EntrantStep, answered, reasons_for
from belanja.rules.proposals.study import PARTS
from belanja.rules.registration import FirmState
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.officer.access import PROPOSAL_READERS, Office, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import DefinitionList, Event, StatusTag, Timeline
from belanja.web.pieces import Term as Pair
from belanja.web.pieces.base import Standing
from belanja.web.purchases.forms import PlainForm, words_field

from .access import around, proposal_of

TONE: Mapping[EntrantState, Standing] = {
    EntrantState.VERIFIED: Standing.REACHED,
    EntrantState.RETURNED: Standing.BEHIND,
    EntrantState.REFUSED: Standing.BEHIND,
    EntrantState.WITHDRAWN: Standing.UNKNOWN,
    EntrantState.LAPSED: Standing.UNKNOWN,
}
_ASKED = ("administrative", "qualification", "technical", "price")


class ReasonForm(forms.Form):
    """Why a firm is sent back or refused."""

    reason_code = forms.ChoiceField(label="Alasan", error_messages={"required": "Pilih alasannya."})
    note = words_field("Apa yang kurang")

    def __init__(self, data: Any = None, *, key: str, use: EntrantStep) -> None:
        super().__init__(data, prefix=key)
        field = self.fields["reason_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Pilih alasan"), *((one.code, one.label) for one in reasons_for(use))]


def state_tag(found: Entrant) -> StatusTag:
    """Where a registration stands, in icon and word."""
    state = EntrantState(found.state)
    return StatusTag(standing=TONE.get(state, Standing.ON_WAY), word=text.capital_first(state.label))


def told(found: Entrant) -> str:
    """What was answered last: reason, words, and what can be done; empty where nothing was."""
    return text.sentences(*answered(found.state, found.reason_code, found.answer))


def story_part(found: Entrant) -> Part:
    """Every step of it, for the firm and the bureau alike."""
    events = [
        Event(title=one.told, when=text.date_time(one.at), who=one.by, text=_reasoned(one))
        for one in selectors.entrant_story(found)
    ]
    return Part(key="riwayat", title="Riwayat pendaftaran", items=[Timeline(events=events)])


def _reasoned(one: selectors.EntrantMoment) -> str:
    reason = REASONS.get(one.reason_code)
    return text.sentences(reason.label if reason else "", one.note)


@officer_page(*PROPOSAL_READERS, methods=("GET", "HEAD", "POST"))
def entrant(request: HttpRequest, office: Office, code: str, entrant_id: int) -> HttpResponse:
    found = proposal_of(office, code)
    return answer(
        request,
        office,
        read=lambda: selectors.entrant(found, entrant_id),
        acts=_acts,
        show=_show,
        gone=lambda one: f"Pendaftaran ini sekarang: {EntrantState(one.state).label}.",
        name="proposals.entrant",
        to=office.url("proposals:proposal", code) + "#usaha",
    )


def _acts(request: HttpRequest, office: Office, found: Entrant) -> list[Act]:
    if not office.may(Duty.MANAGE_ETALASE):
        return []
    steps = selectors.entrant_steps(found, EntrantSide.BUREAU)
    return [_act(request, office, found, rule.step, rule.label, rule.told) for rule in steps]


def _act(request: HttpRequest, office: Office, found: Entrant, step: EntrantStep, label: str, told: str) -> Act:
    plain = step is EntrantStep.VERIFY

    def run(form: Any, version: int) -> object:
        by: dict[str, Any] = {"entrant_id": found.pk, "version": version, "actor": office.actor}
        if plain:
            return services.verify(**by)
        answered = services.send_back if step is EntrantStep.RETURN else services.refuse
        return answered(**form.cleaned_data, **by)

    form = PlainForm(kept(request, step)) if plain else ReasonForm(kept(request, step), key=step, use=step)
    return Act(
        step.value, label, label, form, run, f"{found.firm.name}: {told.lower()}.", _ABOUT.get(step, ""), not plain
    )


_ABOUT = {
    EntrantStep.VERIFY: "Usaha itu mencantumkan begitu etalase dibuka.",
    EntrantStep.RETURN: "Usaha itu melengkapi dan mengirim lagi, sampai etalase dibuka.",
}


def _show(request: HttpRequest, office: Office, found: Entrant, outcome: Outcome) -> HttpResponse:
    context = around(office, found.proposal, title=found.firm.name)
    context |= {
        "lead": f"Mendaftar di etalase {found.proposal.name}, {text.long_date(found.at)}.",
        "outcome": outcome,
        "state": state_tag(found),
        "acts": _acts(request, office, found),
        "open_act": request.POST.get("do", ""),
        "version": found.version,
        "parts": [
            Part(key="usaha", title="Usaha ini", items=[_facts(found)]),
            Part(key="syarat", title="Yang diminta pengumuman", items=[_asked(found)]),
            story_part(found),
        ],
    }
    return render(request, "proposals/proposal.html", context, status=outcome.status)


def _facts(found: Entrant) -> DefinitionList:
    known = selectors.checked(found)
    profile = known.profile
    scale = Scale(profile.scale).label if profile and profile.scale else "belum diketahui"
    lacks = "; ".join(f"{one.kind.short}: {one.why}" for one in known.lacks)
    trade = {True: "sesuai usulan", False: "tidak termasuk yang disebut usulan", None: "usulan tidak menyebut KBLI"}
    asked = bool(found.proposal.etalase and found.proposal.etalase.licences)
    return DefinitionList(
        terms=[
            Pair(term="Yang akan dicantumkan", text=found.offers),
            Pair(
                term="Pendaftaran usahanya",
                text=text.capital_first(FirmState(profile.state).label) if profile else "belum mendaftar",
            ),
            Pair(term="NIB", text=profile.nib if profile and profile.nib else "belum diisi"),
            Pair(term="KBLI", text=f"{', '.join(profile.kbli) if profile else 'tidak ada'} ({trade[known.in_trade]})"),
            Pair(term="Skala usaha", text=scale),
            Pair(term="Izin yang diminta etalase", text=lacks or ("lengkap" if asked else "tidak ada yang diminta")),
            Pair(term="Sanksi", text=known.bar.told if known.bar else "tidak ada"),
            *([Pair(term="Jawaban terakhir", text=told(found))] if told(found) else []),
        ]
    )


def _asked(found: Entrant) -> DefinitionList:
    study = found.proposal.studied()
    return DefinitionList(terms=[Pair(term=PARTS[name], text=getattr(study, name) or "tidak ada") for name in _ASKED])
