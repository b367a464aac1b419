"""`/usaha/<firm>/izin/`: the licences of a firm, what its shelves ask for, and the form to state or renew one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.selectors import licences as goods
from belanja.foundation import clock, text
from belanja.rules.decisions import RuleBroken
from belanja.rules.licences import KINDS, LicenceState, Missing, Stated
from belanja.vendors import licences, services
from belanja.vendors.models import FirmLicence
from belanja.web.late import goes_by
from belanja.web.licence_words import reason_words, state_tag, validity
from belanja.web.manager.parameter_forms import day_field
from belanja.web.officer.lists import Part, whole_number
from belanja.web.pieces import Cell, Choice, Column, EmptyState, Link, Notice, Piece, Row, StatusTag, Table
from belanja.web.pieces.base import Standing

from .access import FirmDesk, firm_page, frame, refused

_NOW = (LicenceState.OPEN, LicenceState.CONFIRMED, LicenceState.RETURNED)
_VERBS = {LicenceState.CONFIRMED: "Perpanjang atau perbaiki", LicenceState.RETURNED: "Perbaiki dan ajukan lagi"}


class LicenceForm(forms.Form):
    kind = forms.ChoiceField(
        label="Jenis izin",
        choices=[("", "Pilih jenis izin"), *((one.code, f"{one.title} ({one.issuer})") for one in KINDS.values())],
        error_messages={"required": "Pilih jenis izin dari daftar."},
    )
    number = forms.CharField(
        label="Nomor izin", max_length=80, error_messages={"required": "Isi nomor izin seperti tertulis pada suratnya."}
    )
    issuer = forms.CharField(
        label="Penerbit", max_length=120, error_messages={"required": "Isi siapa yang menerbitkan izin ini."}
    )
    valid_from = day_field("Berlaku sejak")
    valid_to = day_field("Hari terakhir berlaku", "Kosongkan bila tanpa batas waktu.", required=False)
    evidence = forms.CharField(
        label="Bukti",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Alamat web daftar resmi yang memuatnya, atau catatan di mana verifikator dapat melihatnya. Jangan "
        "menulis NIK; kartu identitas tidak disalin.",
        error_messages={"required": "Tulis di mana verifikator dapat melihat izin ini."},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def stated(self) -> Stated:
        """What was filled in, for the service."""
        given = self.cleaned_data
        return Stated(
            given["kind"], given["number"], given["issuer"], given["valid_from"], given["valid_to"], given["evidence"]
        )


@firm_page()
def licences_page(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    profile, today = desk.profile, clock.today()
    stated = licences.of_firm(desk.firm.pk)
    needs = goods.needs_of(desk.firm.pk, profile.shelves if profile else (), on=today)
    former = [one for one in stated if LicenceState(one.state) not in _NOW]
    context = frame(desk, "vendor:licences", title="Izin usaha")
    context |= {
        "lead": "Izin yang diminta etalase dinyatakan di sini, diperiksa verifikator, lalu dihitung sampai hari "
        "terakhirnya. Izin edar, SNI, dan halal milik barang ditulis pada barangnya.",
        "notice": None if profile else Notice(kind="warning", title="Daftarkan usaha ini dahulu di Data usaha."),
        "state_href": desk.url("vendor:licence") if profile else "",
        "parts": [
            *([Part(key="diminta", title="Yang diminta etalase Anda", items=[_needs(desk, needs)])] if needs else []),
            Part(key="izin", title="Izin usaha ini", items=[_table(desk, stated)]),
            *([Part(key="dulu", title="Pernyataan terdahulu", items=[_former(former)])] if former else []),
        ],
    }
    return render(request, "vendor/licences.html", context)


def _needs(desk: FirmDesk, needs: list[goods.Need]) -> Table:
    """A line for each licence that a shelf asks for: held, or what to do now."""
    rows = []
    for need in needs:
        lacks = {one.kind.code: one for one in need.missing}
        here = f"{text.number(need.offers)} barang Anda" if need.offers else "Anda ingin berjualan di sini"
        rows += [
            Row(
                cells=[
                    Cell(text=need.etalase.name, sub=here),
                    KINDS[code].title if code in KINDS else code,
                    *_standing(desk, code, lacks.get(code)),
                ]
            )
            for code in need.etalase.licences
        ]
    return Table(
        key="diminta",
        caption="Izin menurut etalase",
        show_caption=False,
        columns=[
            Column(key="etalase", label="Etalase"),
            Column(key="izin", label="Izin"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="lakukan", label="Yang dilakukan"),
        ],
        rows=rows,
        stacked=True,
        tight=True,
    )


def _standing(desk: FirmDesk, code: str, lack: Missing | None) -> tuple[Cell, Cell]:
    """Whether a required licence is there, and what the firm does; the way to the form only where it has to act."""
    if lack is None:
        return Cell(piece=StatusTag(standing=Standing.REACHED, word="ada")), Cell(text="tidak ada yang perlu dilakukan")
    if lack.waits:
        return Cell(piece=StatusTag(standing=Standing.HELD, word="menunggu")), Cell(text=lack.fix, sub=lack.why)
    form = f"{desk.url('vendor:licence')}?jenis={code}"
    tag = StatusTag(standing=Standing.BEHIND, word="belum ada")
    return Cell(piece=tag), Cell(text=lack.fix, sub=lack.why, href=form)


def asked_for(desk: FirmDesk) -> Notice | None:
    """What the firm has to state so that its goods can be bought; nothing where no goods of it wait for that."""
    needs = goods.needs_of(desk.firm.pk, (), on=clock.today())
    found = [(need, one) for need in needs for one in need.missing if not one.waits]
    if not found:
        return None
    need, first = found[0]
    return Notice(
        kind="warning",
        title=first.why,
        text=f"Menyangkut {text.number(need.offers)} barang Anda di etalase {need.etalase.name}."
        + (f" Dan {text.number(len(found) - 1)} izin lain." if len(found) > 1 else ""),
        action=Link(label="Buka Izin usaha", href=desk.url("vendor:licences")),
    )


def _table(desk: FirmDesk, stated: list[FirmLicence]) -> Table:
    rows = []
    latest = {one.kind: one.pk for one in reversed(stated)}
    for one in stated:
        state = LicenceState(one.state)
        if state not in _NOW:
            continue
        link = f"{desk.url('vendor:licence')}?jenis={one.kind}"
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
        caption="Izin usaha",
        show_caption=False,
        columns=[
            Column(key="izin", label="Izin"),
            Column(key="berlaku", label="Berlaku"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="lakukan", label="Yang dilakukan"),
        ],
        rows=rows,
        stacked=True,
        tight=True,
        empty=EmptyState(title="Belum ada izin yang dinyatakan.", text="Banyak etalase tidak meminta izin khusus."),
    )


def _former(former: list[FirmLicence]) -> Table:
    return Table(
        key="dulu",
        caption="Yang pernah dinyatakan",
        show_caption=False,
        columns=[
            Column(key="izin", label="Izin"),
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
            for one in former
        ],
        tight=True,
    )


@firm_page(methods=("GET", "HEAD", "POST"))
def licence_page(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    """State one, renew it, mend what was returned, or take it back. `?jenis=` begins with what stands."""
    kind = request.GET.get("jenis", "")
    stated = licences.of_firm(desk.firm.pk)
    last = next((one for one in stated if one.kind == kind), None)
    if request.POST.get("do", "").startswith("tarik-"):
        return _withdraw(request, desk)
    form = LicenceForm(
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
                messages.success(request, "Izin diajukan. Verifikator memeriksanya, dan Anda diberi tahu hasilnya.")
                return HttpResponseRedirect(desk.url("vendor:licences"))
    return _show(request, desk, form, last, status)


def _initial(kind: str, last: FirmLicence | None) -> dict[str, Any]:
    """What the form begins with. A renewal has new days; what waits or was returned is mended from what it said."""
    if last is None:
        return {"kind": kind, "issuer": KINDS[kind].issuer if kind in KINDS else ""}
    found: dict[str, Any] = {"kind": kind, "number": last.number, "issuer": last.issuer, "evidence": last.evidence}
    if last.state in (LicenceState.OPEN, LicenceState.RETURNED):
        found |= {"valid_from": last.valid_from, "valid_to": last.valid_to}
    return found


def _tell(form: LicenceForm, refusal: RuleBroken) -> int:
    """Put a refusal where it belongs; the status of the answer. 404 goes on to the caller."""
    if refusal.status == 404:
        raise refusal
    told: dict[str, str] = getattr(refusal, "fields", {}) or {"": refusal.message}
    for name, sentence in told.items():
        form.add_error(name if name in form.fields else None, sentence)
    return refusal.status


def _withdraw(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    number = whole_number(request.POST["do"].removeprefix("tarik-")) or 0
    try:
        services.withdraw_licence(firm_id=desk.firm.pk, licence_id=number, actor=desk.actor)
    except RuleBroken as refusal:
        refused(request, refusal)
    else:
        messages.success(request, "Izin ditarik dan tidak dihitung lagi. Pernyataannya tetap tersimpan.")
    return HttpResponseRedirect(desk.url("vendor:licences"))


def _show(
    request: HttpRequest, desk: FirmDesk, form: LicenceForm, last: FirmLicence | None, status: int
) -> HttpResponse:
    standing = last is not None and LicenceState(last.state) in _NOW
    context = frame(desk, "vendor:licences", title="Nyatakan izin")
    context |= {
        "lead": "Isi seperti tertulis pada surat izinnya. Yang sudah dikonfirmasi tetap dihitung sampai yang baru "
        "dikonfirmasi atau berakhir.",
        "form": form,
        "around": _around(last) if last is not None and standing else None,
        "button": "Ajukan untuk diperiksa",
        "back": desk.url("vendor:licences"),
        "second": Choice(value=f"tarik-{last.pk}", label="Tarik izin ini") if last is not None and standing else None,
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
