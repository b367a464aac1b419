"""`/pantau/<gov>/tanda/<indikator>/tampil/` and `…/coba/`: who shows a question, how often another threshold asks."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.oversight.models import Switch
from belanja.oversight.selectors.switches import waiting
from belanja.oversight.selectors.tallies import standings
from belanja.oversight.selectors.trials import READING
from belanja.oversight.selectors.trials import trial as tried
from belanja.oversight.services.switches import approve_switch, propose_switch, refuse_switch
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.flags.catalogue import BY_CODE
from belanja.rules.flags.model import Indicator, Verdict
from belanja.web.officer.access import FLAG_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.officer.words import parameter_value
from belanja.web.pieces import Column, DefinitionList, Notice, Piece, Row, Table, Term

from .words import SECTION, threshold_cell


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Alasan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis alasannya."},
    )


@officer_page(*FLAG_READERS, methods=("GET", "HEAD", "POST"))
def switch(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    """Propose to show or to silence, or decide what another one proposed."""
    if code not in BY_CODE:
        raise Http404
    found = BY_CODE[code]
    proposal = waiting(government_id=office.government.pk).get((code, found.version))
    posted = request.POST if request.method == "POST" else None
    approving = posted is not None and posted.get("do") == "approve"
    form = ReasonForm(posted if not approving else None)
    refusal: RuleBroken | None = None
    status = 200
    if posted is not None and (approving or form.is_valid()):
        try:
            said = _act(office, found, proposal, posted, form)
        except RuleBroken as broken:
            if broken.status == 404:
                raise
            refusal, status = broken, broken.status
        else:
            messages.success(request, said)
            return HttpResponseRedirect(office.url("inspector:indicator", code))
    elif posted is not None:
        status = 422
    return render(request, "inspector/switch.html", _page(office, found, proposal, form, refusal), status=status)


def _act(office: Office, found: Indicator, proposal: Switch | None, posted: Any, form: ReasonForm) -> str:
    seen = posted.get("usulan", "")
    if seen != (str(proposal.pk) if proposal is not None else ""):
        raise RuleBroken("switch_moved", "Sementara itu usulannya berubah. Lihat lagi, lalu putuskan.", status=409)
    if proposal is None:
        made = propose_switch(
            government=office.government, indicator=found.code, shown=posted.get("do") == "show",
            reason=form.cleaned_data["reason"], actor=office.actor,
        )  # fmt: skip
        return f"Usulan disimpan: {_word(made)}. Pengawas lain perlu menyetujuinya."
    if posted.get("do") == "approve":
        done = approve_switch(switch_id=proposal.pk, government=office.government, actor=office.actor)
        return f"Disetujui: {_word(done)}."
    refuse_switch(
        switch_id=proposal.pk, government=office.government, note=form.cleaned_data["reason"], actor=office.actor
    )
    return "Usulan ditolak."


def _word(row: Switch) -> str:
    return f"indikator {row.indicator} {'tampil' if row.shown else 'diam'}"


def _page(
    office: Office, found: Indicator, proposal: Switch | None, form: ReasonForm, refusal: RuleBroken | None
) -> dict[str, Any]:
    one = standings(government_id=office.government.pk, codes=frozenset({found.code}))[0]
    trail = (found.code, office.url("inspector:indicator", found.code))
    context = frame(office, SECTION, trail, title="Putuskan usulan" if proposal else "Tampil atau diam")
    own = proposal is not None and proposal.proposed_by_id == office.actor.user_id
    terms = [
        Term(term="Pertanyaan", text=found.question),
        Term(term="Sekarang", text="tampil" if one.shown else "diam"),
        Term(term="Alasan untuk diam", text="; ".join(one.silent) or "tidak ada"),
    ]
    if proposal is not None:
        terms += [
            Term(
                term="Diusulkan",
                text=f"{'tampil' if proposal.shown else 'diam'}, {text.date_time(proposal.proposed_at)}",
            ),
            Term(term="Alasan pengusul", text=proposal.reason),
            Term(
                term="Alasan untuk diam pada saat itu",
                text="; ".join(proposal.told.get("reasons_for_silence", [])) or "tidak ada",
            ),
        ]
    return context | {
        "lead": found.formula[:1].upper() + found.formula[1:] + ".",
        "refusal": Notice(kind="error", title=refusal.message, text=refusal.citation) if refusal else None,
        "kinds": DefinitionList(terms=terms),
        "own": Notice(title="Ini usulan Anda.", text="Pengawas lain perlu menyetujui atau menolaknya.")
        if own
        else None,
        "form": form,
        "proposal": proposal,
        "may_decide": proposal is not None and not own and office.may(Duty.SUPERVISE_CASE),
        "may_propose": proposal is None and office.may(Duty.REVIEW_CASE),
        "turn": "silence" if one.shown else "show",
        "turn_word": "Usulkan diam" if one.shown else "Usulkan tampil",
        "parts": [],
    }


@officer_page(*FLAG_READERS)
def trial(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    """Ask all that is on record twice: by today's thresholds, and by those in the address."""
    found = BY_CODE.get(code)
    if found is None or not found.rows:
        raise Http404
    form = _trial_form(office, found, request.GET if request.GET else None)
    context = frame(office, SECTION, (code, office.url("inspector:indicator", code)), title="Coba ambang lain")
    parts, refusal = [], None
    if request.GET and form.is_valid():
        values = {key: str(value).replace(",", ".") for key, value in form.cleaned_data.items() if value}
        try:
            parts = [Part(key="hasil", title="Hasil", items=_result(office, found, values))]
        except RuleBroken as broken:
            refusal = Notice(kind="error", title=broken.message, text=broken.citation)
    context |= {
        "lead": f"Catatan ditanyai dua kali, sebanyak yang terbaca dalam {READING} detik. Tidak ada yang disimpan; "
        "ambang diubah lewat usulan parameter.",
        "kinds": DefinitionList(
            terms=[Term(term="Pertanyaan", text=found.question), Term(term="Bila", text=found.formula)]
        ),
        "form": form,
        "fields": [form[name] for name in form.fields],
        "refusal": refusal,
        "parts": parts,
    }
    return render(request, "inspector/trial.html", context)


def _trial_form(office: Office, found: Indicator, data: Any) -> forms.Form:
    book = institutions.book(government_id=office.government.pk, on=clock.today())
    form = forms.Form(data, initial={key: book.word(key).replace(".", ",") for key in found.rows if key in book.rows})
    for key in found.rows:
        if key in book.rows:
            form.fields[key] = forms.CharField(
                label=threshold_cell(key).text,
                max_length=20,
                required=False,
                help_text=f"sekarang {parameter_value(key, book.word(key))}",
            )
    return form


def _result(office: Office, found: Indicator, values: dict[str, str]) -> list[Piece]:
    result = tried(government=office.government, indicator=found, values=values)
    rows = []
    for verdict in (Verdict.FLAGGED, Verdict.CLEAR, Verdict.UNJUDGED):
        now, then = result.now[verdict], result.then[verdict]
        change = text.number(then - now)
        rows.append(
            Row(cells=[verdict.label, text.number(now), text.number(then), change if then <= now else f"+{change}"])
        )
    table = Table(
        key="coba",
        caption="Sebelum dan sesudah",
        columns=[
            Column(key="jawaban", label="Jawaban"),
            Column(key="sekarang", label="Ambang sekarang", numeric=True),
            Column(key="coba", label="Ambang yang dicoba", numeric=True),
            Column(key="beda", label="Selisih", numeric=True),
        ],
        rows=rows,
        tight=True,
    )
    asked = text.number(result.asked)
    if not result.cut:
        return [Notice(title=f"Semua catatan ditanyai: {asked} pokok."), table]
    part = Notice(
        kind="warning",
        title=f"Sebagian catatan saja: {asked} pokok, yang tercatat paling awal.",
        text="Sisanya tidak terbaca dalam waktu yang tersedia. Bandingkan bagiannya, bukan jumlahnya.",
    )
    return [part, table]
