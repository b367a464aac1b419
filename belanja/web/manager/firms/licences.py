"""`/kelola/<gov>/usaha/izin/`: licences that firms state and verifiers look into, who waits longest first."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.selectors import licences as goods
from belanja.etalase import selectors as shelves
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.licence_reasons import REASONS
from belanja.rules.licences import LicenceState
from belanja.vendors import licences, registry, services
from belanja.vendors.models import FirmLicence
from belanja.web.licence_words import reason_words, state_tag, validity
from belanja.web.officer.access import FIRM_READERS, Office, frame, officer_page
from belanja.web.officer.lists import page_of
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Notice, Row, Table, Term

from .queue import waited


class LicenceDecision(forms.Form):
    step = forms.ChoiceField(
        label="Putusan",
        choices=[("confirm", "Konfirmasi: seperti dinyatakan"), ("return", "Kembalikan untuk diperbaiki")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih putusan."},
    )
    reason_code = forms.ChoiceField(
        label="Alasan",
        required=False,
        choices=[("", "Pilih alasan"), *((one.code, one.label) for one in REASONS.values())],
        help_text="Wajib bila dikembalikan; usaha membacanya bersama cara memperbaikinya.",
    )
    note = forms.CharField(
        label="Catatan untuk usaha", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


@officer_page(*FIRM_READERS)
def licences_waiting(request: HttpRequest, office: Office) -> HttpResponse:
    found = licences.queue(office.government.pk)
    page, pagination = page_of(found, found.count(), request)
    context = frame(office, "firms:queue", title="Izin usaha dan status pajak")
    context |= {
        "lead": "Yang dinyatakan usaha, yang paling lama menunggu di atas. Cocokkan nomor, nama usaha, dan masa "
        "berlakunya dengan daftar resmi penerbit; status pajak dengan catatan Direktorat Jenderal Pajak.",
        "around": Table(
            key="izin",
            caption=f"{text.number(found.count())} pernyataan menunggu",
            columns=[
                Column(key="izin", label="Pernyataan"),
                Column(key="usaha", label="Usaha"),
                Column(key="berlaku", label="Berlaku"),
                Column(key="tunggu", label="Menunggu"),
                Column(key="sifat", label="Sifat"),
            ],
            rows=[
                Row(
                    href=office.url("firms:licence", one.pk),
                    cells=[
                        Cell(text=one.named.short, sub=one.number),
                        one.firm.name,
                        validity(one),
                        waited(registry.hours_since(one.stated_at)),
                        "perpanjangan atau perbaikan" if one.replaces_id else "baru",
                    ],
                )
                for one in page
            ],
            pagination=pagination,
            tight=True,
            level=2,
            empty=EmptyState(title="Tidak ada yang menunggu."),
        ),
        "parts": [],
    }
    return render(request, "manager/licence.html", context | {"refusal": None, "form": None})


@officer_page(*FIRM_READERS, methods=("GET", "HEAD", "POST"))
def licence_one(request: HttpRequest, office: Office, licence_id: int) -> HttpResponse:
    found = _here(office, licence_id)
    form = LicenceDecision(request.POST if request.method == "POST" else None)
    refusal, status = None, 200
    if request.method == "POST":
        if not office.may(Duty.VERIFY_FIRM):
            raise Http404
        status = 422
        if form.is_valid():
            try:
                said = _decide(office, found, form.cleaned_data)
            except RuleBroken as broken:
                if broken.status == 404 or broken.code == "duty_missing":
                    raise
                refusal, status = broken, broken.status
                found = _here(office, licence_id)
            else:
                messages.success(request, said)
                return HttpResponseRedirect(office.url("firms:licences"))
    return _show(request, office, found, form, refusal, status)


def _here(office: Office, licence_id: int) -> FirmLicence:
    found = licences.one(licence_id, office.government.pk)
    if found is None:
        raise Http404
    return found


def _decide(office: Office, found: FirmLicence, given: dict[str, Any]) -> str:
    confirm = given["step"] == "confirm"
    services.decide_licence(
        licence_id=found.pk, confirm=confirm, reason_code=given["reason_code"], note=given["note"], actor=office.actor
    )
    what = "Status pajak" if found.of_tax else "Izin"
    return f"{what} dikonfirmasi." if confirm else f"{what} dikembalikan dengan alasannya."


def _show(
    request: HttpRequest,
    office: Office,
    found: FirmLicence,
    form: LicenceDecision,
    refusal: RuleBroken | None,
    status: int,
) -> HttpResponse:
    waiting = found.state == LicenceState.OPEN and office.may(Duty.VERIFY_FIRM)
    context = frame(office, "firms:queue", ("Izin dan pajak", office.url("firms:licences")), title=found.named.title)
    context |= {
        "lead": f"Dinyatakan {found.firm.name}, {text.date_time(found.stated_at)}.",
        "refusal": Notice(kind="error", title=refusal.message, text=refusal.citation) if refusal else None,
        "around": DefinitionList(terms=_terms(office, found)),
        "form": form if waiting or (refusal and form.is_bound) else None,
        "waiting": waiting,
        "parts": [],
    }
    return render(request, "manager/licence.html", context, status=status)


def _terms(office: Office, found: FirmLicence) -> list[Term]:
    link = found.evidence if found.evidence.startswith("https://") and " " not in found.evidence else ""
    terms = [
        Term(term="Usaha", text=found.firm.name, href=office.url("firms:one", found.firm_id)),
        Term(term="Keadaan", piece=state_tag(found)),
        Term(term="Nomor", text=found.number),
        Term(term="Penerbit", text=found.issuer),
        Term(term="Berlaku", text=validity(found)),
        Term(term="Bukti", text=found.evidence, href=link),
        Term(term="Dasar hukum", text=found.named.citation or "belum dicatat"),
    ]
    if not found.of_tax:
        asking = [one.name for one in shelves.governed(office.government.pk) if found.kind in one.licences]
        held = goods.held_for(found.firm_id, found.kind)
        terms += [
            Term(term="Diminta etalase", text=", ".join(asking) or "tidak ada yang memintanya sekarang"),
            Term(term="Barang yang menunggu izin ini", text=text.number(held)),
        ]
    if found.replaces:
        before = found.replaces
        terms.append(
            Term(term="Sebelumnya", text=f"{before.number}, {validity(before)} ({before.get_state_display().lower()})")
        )
    if found.reason_code:
        terms.append(Term(term="Alasan dikembalikan", text=reason_words(found)))
    if found.decided_at:
        terms.append(Term(term="Diputus", text=text.date_time(found.decided_at)))
    return terms
