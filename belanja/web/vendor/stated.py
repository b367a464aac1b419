"""What a firm states and a verifier confirms, licences and tax papers alike: the tables, and the form to state one,
renew it, mend what was returned or take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.licences import LicenceKind, LicenceState, Stated
from belanja.rules.tax_facts import PAPERS
from belanja.vendors import licences, services
from belanja.vendors.models import FirmLicence
from belanja.web.late import goes_by
from belanja.web.licence_words import reason_words, state_tag, validity
from belanja.web.manager.parameter_forms import day_field
from belanja.web.officer.lists import whole_number
from belanja.web.pieces import Cell, Choice, Column, EmptyState, Notice, Piece, Row, Table

from .access import FirmDesk, frame, refused

NOW = (LicenceState.OPEN, LicenceState.CONFIRMED, LicenceState.RETURNED)
_VERBS = {LicenceState.CONFIRMED: "Perpanjang atau perbaiki", LicenceState.RETURNED: "Perbaiki dan ajukan lagi"}


@dataclass(frozen=True)
class Words:
    """What the pages of one family of papers say. `list_name` and `form_name`: addresses of its table and its form."""

    list_name: str
    form_name: str
    noun: str
    title: str
    lead: str
    sent: str
    withdrawn: str
    empty: EmptyState


class PaperForm(forms.Form):
    """Families add `kind`, with what may be stated."""

    number = forms.CharField(
        label="Nomor", max_length=80, error_messages={"required": "Isi nomornya seperti tertulis pada suratnya."}
    )
    issuer = forms.CharField(
        label="Penerbit", max_length=120, error_messages={"required": "Isi siapa yang menerbitkannya."}
    )
    valid_from = day_field("Berlaku sejak")
    valid_to = day_field("Hari terakhir berlaku", "Kosongkan bila tanpa batas waktu.", required=False)
    evidence = forms.CharField(
        label="Bukti",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Alamat web daftar resmi yang memuatnya, atau catatan di mana verifikator dapat melihatnya. Jangan "
        "menulis NIK; kartu identitas tidak disalin.",
        error_messages={"required": "Tulis di mana verifikator dapat melihatnya."},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def stated(self) -> Stated:
        """What was filled in, for the service."""
        given = self.cleaned_data
        return Stated(
            given["kind"], given["number"], given["issuer"], given["valid_from"], given["valid_to"], given["evidence"]
        )


def table(desk: FirmDesk, words: Words, stated: Sequence[FirmLicence]) -> Table:
    """What stands, each with what the firm can do about it."""
    rows = []
    latest = {one.kind: one.pk for one in reversed(stated)}
    for one in stated:
        state = LicenceState(one.state)
        if state not in NOW:
            continue
        link = f"{desk.url(words.form_name)}?jenis={one.kind}"
        verb = _VERBS.get(state, "Lihat atau perbaiki")
        rows.append(
            Row(
                cells=[
                    Cell(text=one.named.title, sub=f"{one.number}, {one.issuer}"),
                    validity(one),
                    Cell(piece=state_tag(one)),
                    Cell(text=verb, href=link, sub=reason_words(one))
                    if latest[one.kind] == one.pk
                    else "yang lebih baru sedang dinyatakan",
                ]
            )
        )
    return Table(
        key="izin",
        caption=words.title,
        show_caption=False,
        columns=[
            Column(key="izin", label=text.capital_first(words.noun)),
            Column(key="berlaku", label="Berlaku"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="lakukan", label="Yang dilakukan"),
        ],
        rows=rows,
        stacked=True,
        tight=True,
        empty=words.empty,
    )


def former(words: Words, stated: Sequence[FirmLicence]) -> Table | None:
    """What was superseded or withdrawn; nothing where all stands."""
    gone = [one for one in stated if LicenceState(one.state) not in NOW]
    if not gone:
        return None
    return Table(
        key="dulu",
        caption="Yang pernah dinyatakan",
        show_caption=False,
        columns=[
            Column(key="izin", label=text.capital_first(words.noun)),
            Column(key="berlaku", label="Berlaku"),
            Column(key="menjadi", label="Menjadi"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=one.named.title, sub=f"{one.number}, dinyatakan {text.date_time(one.stated_at)}"),
                    validity(one),
                    Cell(text=LicenceState(one.state).label, sub=reason_words(one)),
                ]
            )
            for one in gone
        ],
        tight=True,
    )


def state_page(
    request: HttpRequest, desk: FirmDesk, words: Words, form_class: type[PaperForm], *, of_tax: bool
) -> HttpResponse:
    """State one, renew it, mend what was returned, or take it back. `?jenis=` begins with what stands."""
    kind = request.GET.get("jenis", "")
    stated = licences.of_firm(desk.firm.pk)
    last = next((one for one in stated if one.kind == kind and one.of_tax is of_tax), None)
    if request.POST.get("do", "").startswith("tarik-"):
        return _withdraw(request, desk, words)
    form = form_class(
        request.POST if request.method == "POST" else None,
        initial=_initial(kind, last) | {"seen": stated[0].pk if stated else 0},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.state_licence(
                    firm_id=desk.firm.pk, stated=form.stated(), seen=form.cleaned_data["seen"] or 0, actor=desk.actor
                )
            except RuleBroken as refusal:
                status = _tell(form, refusal)
                if refusal.code == "licence_changed":
                    now = licences.of_firm(desk.firm.pk)  # read anew: it may have come after this page was begun
                    last = next(one for one in now if one.kind == form.cleaned_data["kind"])
                    goes_by(form, seen=now[0].pk)
            else:
                messages.success(request, words.sent)
                return HttpResponseRedirect(desk.url(words.list_name))
    return _show(request, desk, words, form, last, status)


def _initial(kind: str, last: FirmLicence | None) -> dict[str, Any]:
    """What the form begins with. A renewal has new days; what waits or was returned is mended from what it said."""
    if last is None:
        named: LicenceKind | None = PAPERS.get(kind)
        return {"kind": kind, "issuer": named.issuer if named else ""}
    found: dict[str, Any] = {"kind": kind, "number": last.number, "issuer": last.issuer, "evidence": last.evidence}
    if last.state in (LicenceState.OPEN, LicenceState.RETURNED):
        found |= {"valid_from": last.valid_from, "valid_to": last.valid_to}
    return found


def _tell(form: PaperForm, refusal: RuleBroken) -> int:
    """Put a refusal where it belongs; the status of the answer. 404 goes on to the caller."""
    if refusal.status == 404:
        raise refusal
    told: dict[str, str] = getattr(refusal, "fields", {}) or {"": refusal.message}
    for name, sentence in told.items():
        form.add_error(name if name in form.fields else None, sentence)
    return refusal.status


def _withdraw(request: HttpRequest, desk: FirmDesk, words: Words) -> HttpResponse:
    number = whole_number(request.POST["do"].removeprefix("tarik-")) or 0
    try:
        services.withdraw_licence(firm_id=desk.firm.pk, licence_id=number, actor=desk.actor)
    except RuleBroken as refusal:
        refused(request, refusal)
    else:
        messages.success(request, words.withdrawn)
    return HttpResponseRedirect(desk.url(words.list_name))


def _show(
    request: HttpRequest, desk: FirmDesk, words: Words, form: PaperForm, last: FirmLicence | None, status: int
) -> HttpResponse:
    standing = last is not None and LicenceState(last.state) in NOW
    context = frame(desk, words.list_name, title=f"Nyatakan {words.noun}")
    context |= {
        "lead": words.lead,
        "form": form,
        "around": _around(last) if last is not None and standing else None,
        "button": "Ajukan untuk diperiksa",
        "back": desk.url(words.list_name),
        "second": Choice(value=f"tarik-{last.pk}", label=f"Tarik {words.noun} ini")
        if last is not None and standing
        else None,
        "parts": [],
    }
    return render(request, "manager/shelves/form.html", context, status=status)


def _around(last: FirmLicence) -> Piece:
    """The statement as it stands, and why it came back."""
    state = LicenceState(last.state)
    return Notice(
        kind="warning" if state is LicenceState.RETURNED else "info",
        title=f"{state.label}: {last.named.title}, {last.number}, {validity(last)}.",
        text=reason_words(last),
    )
