"""What is done with a paper: its official number, the signed copy that comes back, its withdrawal."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.documents import intake, selectors, services
from belanja.documents.models import Paper
from belanja.foundation import clock, text
from belanja.rules.decisions import RuleBroken
from belanja.rules.papers import CopyState, Finding, NumberWay, Way
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Piece

from .register import READERS, differences, may, paper_of

METHODS = ("GET", "HEAD", "POST")


def day_field(label: str, **more: Any) -> forms.DateField:
    """A day, chosen or typed."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        error_messages={
            "required": "Isi tanggalnya.",
            "invalid": "Tulis tanggal sebagai tahun-bulan-hari, misalnya 2026-09-30.",
        },
        **more,
    )


class NumberForm(forms.Form):
    nomor = forms.CharField(
        label="Nomor resmi",
        max_length=120,
        help_text="Seperti tertulis pada naskah, misalnya 000.3.2/123-Insp/2026. Belanja tidak mengarang nomor.",
        error_messages={"required": "Isi nomor resmi."},
    )
    tanggal = day_field("Tanggal nomor")
    asal = forms.ChoiceField(label="Asal nomor", choices=[(way.value, way.label) for way in NumberWay])
    alasan = forms.CharField(
        label="Alasan mengganti", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )


class CopyForm(forms.Form):
    berkas = forms.FileField(
        label="Salinan bertanda tangan",
        help_text="PDF, atau gambar PNG atau JPEG hasil pindai. "
        f"Paling besar {intake.LARGEST_COPY // 1024 // 1024} MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        error_messages={"required": "Pilih berkas salinannya.", "empty": "Berkas ini kosong."},
    )
    cara = forms.ChoiceField(label="Cara ditandatangani", choices=[(way.value, way.label) for way in Way])
    tanggal = day_field("Tanggal tanda tangan")
    nomor = forms.CharField(label="Nomor pada salinan", required=False, max_length=120)
    catatan = forms.CharField(
        label="Hasil membandingkan dengan mata",
        required=False,
        max_length=1000,
        help_text="Wajib untuk hasil pindai, yang tidak dapat dibandingkan otomatis: halaman mana saja yang Anda "
        "bandingkan dan apa hasilnya.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_berkas(self) -> Any:
        """Refuses by size before anything is read."""
        file = self.cleaned_data["berkas"]
        if file.size > intake.LARGEST_COPY:
            raise forms.ValidationError(f"Berkas lebih dari {intake.LARGEST_COPY // 1024 // 1024} MB.")
        return file


class DecisionForm(forms.Form):
    putusan = forms.ChoiceField(
        label="Keputusan",
        choices=[("terima", "Terima sebagai salinan naskah ini"), ("tolak", "Tolak")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih terima atau tolak."},
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis alasannya."},
    )


class CancelForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan pembatalan",
        max_length=1000,
        help_text="Tidak ditampilkan di halaman publik; di sana hanya tertulis bahwa naskah dibatalkan dan kapan.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis alasannya."},
    )


@officer_page(*READERS, methods=METHODS)
def number(request: HttpRequest, office: Office, paper_id: int) -> HttpResponse:
    found = _paper(office, paper_id)
    form = NumberForm(request.POST or None, initial={"tanggal": clock.today()})
    if not found.official_number:
        del form.fields["alasan"]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.register_number(
                paper_id=found.pk,
                number=given["nomor"],
                dated=given["tanggal"],
                way=NumberWay(given["asal"]),
                reason=given.get("alasan", ""),
                actor=office.actor,
            )
        except RuleBroken as refusal:
            _tell(form, refusal, {"number_used": "nomor", "reason_missing": "alasan", "number_missing": "nomor"})
        else:
            messages.success(request, f"Nomor resmi {' '.join(given['nomor'].split())} dicatat.")
            return _back(office, found)
    lead = f"{found.title}. Nomor sekarang: {found.official_number or 'belum dicatat'}."
    return _form(request, office, found, "Nomor resmi", lead, form, "Catat nomor")


@officer_page(*READERS, methods=METHODS)
def receive(request: HttpRequest, office: Office, paper_id: int) -> HttpResponse:
    found = _paper(office, paper_id)
    form = CopyForm(request.POST or None, request.FILES or None, initial={"tanggal": clock.today()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            copy = services.receive_copy(
                paper_id=found.pk,
                file_name=given["berkas"].name,
                content=given["berkas"].read(),
                way=Way(given["cara"]),
                signed_on=given["tanggal"],
                number=given["nomor"],
                note=given["catatan"],
                actor=office.actor,
            )
        except RuleBroken as refusal:
            fields = {"note_missing": "catatan", "signed_later": "tanggal"}
            _tell(form, refusal, fields, otherwise="berkas")
        else:
            accepted = copy.state == CopyState.ACCEPTED
            said = f"Salinan disimpan: {Finding(copy.finding).label}."
            (messages.success if accepted else messages.warning)(
                request, said if accepted else f"{said} Ia menunggu keputusan orang kedua."
            )
            return _back(office, found)
    lead = f"{found.title}. Salinan dibandingkan dengan PDF yang diterbitkan, halaman demi halaman."
    return _form(request, office, found, "Unggah salinan bertanda tangan", lead, form, "Bandingkan dan simpan")


@officer_page(*READERS, methods=METHODS)
def decide(request: HttpRequest, office: Office, paper_id: int, copy_id: int) -> HttpResponse:
    found = _paper(office, paper_id)
    copy = selectors.copies(found).filter(pk=copy_id).first()
    if copy is None:
        raise Http404
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accept = form.cleaned_data["putusan"] == "terima"
        try:
            services.decide_copy(copy_id=copy.pk, accept=accept, reason=form.cleaned_data["alasan"], actor=office.actor)
        except RuleBroken as refusal:
            _tell(form, refusal, {"reason_missing": "alasan"})
        else:
            messages.success(request, "Salinan diterima." if accept else "Salinan ditolak.")
            return _back(office, found)
    lead = f"{copy.name}, diterima {text.date_time(copy.received_at)} oleh {copy.received_by_label}. "
    lead += f"{text.capital_first(Finding(copy.finding).label)}."
    table = differences(copy)
    parts = [Part(key="beda", title="Yang berbeda", items=[table])] if table else []
    return _form(request, office, found, "Putuskan salinan", lead, form, "Simpan keputusan", parts)


@officer_page(*READERS, methods=METHODS)
def cancel(request: HttpRequest, office: Office, paper_id: int) -> HttpResponse:
    found = paper_of(office, paper_id)
    if not may(office, found, found.rule_of_kind.issue):
        raise Http404
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_paper(paper_id=found.pk, reason=form.cleaned_data["alasan"], actor=office.actor)
        except RuleBroken as refusal:
            _tell(form, refusal, {"reason_missing": "alasan"})
        else:
            messages.success(request, f"{found.number} dibatalkan.")
            return _back(office, found)
    lead = f"{found.title}. Berkasnya tetap disimpan, dan siapa pun yang memeriksa kodenya diberi tahu."
    return _form(request, office, found, "Batalkan naskah", lead, form, "Batalkan naskah")


def _paper(office: Office, paper_id: int) -> Paper:
    """A paper whose number and copies this person may take in."""
    found = paper_of(office, paper_id)
    if not may(office, found, found.rule_of_kind.receive):
        raise Http404
    return found


def _tell(form: forms.Form, refusal: RuleBroken, fields: dict[str, str], otherwise: str | None = None) -> None:
    if refusal.status in (403, 404):
        raise refusal
    name = fields.get(refusal.code, otherwise)
    form.add_error(name if name in form.fields else None, refusal.message)


def _back(office: Office, found: Paper) -> HttpResponseRedirect:
    return HttpResponseRedirect(office.url("papers:paper", found.pk))


def _form(
    request: HttpRequest,
    office: Office,
    found: Paper,
    title: str,
    lead: str,
    form: forms.Form,
    button: str,
    parts: list[Part] | None = None,
) -> HttpResponse:
    trail = (found.number, office.url("papers:paper", found.pk))
    context = frame(office, "papers:papers", trail, title=title)
    context |= {"lead": lead, "form": form, "button": button, "parts": parts or [], "before": _NOTHING}
    return render(request, "papers/form.html", context, status=422 if form.errors else 200)


_NOTHING: list[Piece] = []
