"""`/kelola/<gov>/penanda-tangan/`: who signs in which post until when. Names are for papers, never for the public."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.documents import selectors, services
from belanja.documents.models import Signatory
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Official
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table

from .actions import METHODS, day_field


class SignatoryForm(forms.Form):
    """A post and who fills it."""

    jabatan = forms.CharField(
        label="Jabatan",
        max_length=160,
        help_text="Tanpa Plh. atau Plt., misalnya Inspektur Daerah.",
        error_messages={"required": "Isi nama jabatan."},
    )
    unit = forms.ChoiceField(label="Perangkat Daerah", required=False)
    status = forms.ChoiceField(label="Status jabatan", choices=Official.Quality.choices)
    nama = forms.CharField(
        label="Nama dengan gelar", max_length=160, error_messages={"required": "Isi nama penanda tangan."}
    )
    nip = forms.CharField(label="NIP", required=False, max_length=30)
    pangkat = forms.CharField(label="Pangkat", required=False, max_length=80)
    keputusan = forms.CharField(label="Nomor keputusan", required=False, max_length=120)
    mulai = day_field("Mulai")
    sampai = day_field(
        "Sampai", required=False, help_text="Hari pertama tidak menjabat lagi. Wajib untuk Plh. dan Plt."
    )

    def __init__(self, units: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Pemerintah daerah"), *units]


class EndForm(forms.Form):
    pada = day_field("Tidak menjabat lagi mulai")


class EraseForm(forms.Form):
    yakin = forms.BooleanField(
        label="Hapus nama, NIP, dan pangkat",
        help_text="Jabatan dan masanya tetap tercatat. Naskah yang sudah terbit tidak berubah.",
        error_messages={"required": "Centang untuk menghapus."},
    )


_FIELDS = {
    "post_missing": "jabatan",
    "post_taken": "jabatan",
    "quality_unknown": "status",
    "term_backwards": "sampai",
    "term_open": "sampai",
    "name_missing": "nama",
    "nip_shape": "nip",
}


@officer_page(Duty.MANAGE_INSTITUTIONS, methods=METHODS)
def signatories(request: HttpRequest, office: Office) -> HttpResponse:
    units = list(institutions.units(office.government.pk))
    form = SignatoryForm(
        [(one.code, shown(one.name)) for one in units], request.POST or None, initial={"mulai": clock.today()}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.name_signatory(
                government=office.government,
                post=given["jabatan"],
                unit=next((one for one in units if one.code == given["unit"]), None),
                quality=given["status"],
                decree=given["keputusan"],
                name=given["nama"],
                nip=given["nip"],
                rank=given["pangkat"],
                valid_from=given["mulai"],
                valid_to=given["sampai"],
                actor=office.actor,
            )
        except RuleBroken as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(_FIELDS.get(refusal.code), refusal.message)
        else:
            messages.success(request, f"{given['jabatan']} dicatat sebagai penanda tangan.")
            return HttpResponseRedirect(office.url("papers:signatories"))
    context = frame(office, "papers:signatories", title="Penanda tangan")
    context |= {
        "lead": "Siapa menandatangani dalam jabatan apa, dari dan sampai kapan. Namanya hanya tercetak pada naskah.",
        "form": form,
        "parts": [Part(key="daftar", title="Yang tercatat", items=[_table(request, office)])],
    }
    return render(request, "papers/signatories.html", context, status=422 if form.errors else 200)


@officer_page(Duty.MANAGE_INSTITUTIONS, methods=METHODS)
def end(request: HttpRequest, office: Office, signatory_id: int) -> HttpResponse:
    found = _found(office, signatory_id)
    form = EndForm(request.POST or None, initial={"pada": max(clock.today(), found.official.valid_from)})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_signatory(signatory_id=found.pk, on=form.cleaned_data["pada"], actor=office.actor)
        except RuleBroken as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error("pada", refusal.message)
        else:
            messages.success(request, f"Masa jabatan {found.official.post} diakhiri.")
            return HttpResponseRedirect(office.url("papers:signatories"))
    return _form(request, office, found, "Akhiri masa jabatan", form, "Akhiri")


@officer_page(Duty.MANAGE_INSTITUTIONS, methods=METHODS)
def erase(request: HttpRequest, office: Office, signatory_id: int) -> HttpResponse:
    found = _found(office, signatory_id)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.erase_signatory(signatory_id=found.pk, actor=office.actor)
        except RuleBroken as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error("yakin", refusal.message)
        else:
            messages.success(request, f"Data pribadi penanda tangan {found.official.post} dihapus.")
            return HttpResponseRedirect(office.url("papers:signatories"))
    return _form(request, office, found, "Hapus data pribadi", form, "Hapus")


def _found(office: Office, signatory_id: int) -> Signatory:
    found = selectors.signatories(office.government).filter(pk=signatory_id).first()
    if found is None:
        raise Http404
    return found


def _form(
    request: HttpRequest, office: Office, found: Signatory, title: str, form: forms.Form, button: str
) -> HttpResponse:
    context = frame(office, "papers:signatories", title=title)
    context |= {"lead": f"{found.official}. {found.name}", "form": form, "button": button, "parts": [], "before": None}
    return render(request, "papers/form.html", context, status=422 if form.errors else 200)


def _table(request: HttpRequest, office: Office) -> Table:
    today = clock.today()
    found = selectors.signatories(office.government)
    count = found.count()
    listed, pagination = page_of(found, count, request)
    return Table(
        key="penanda-tangan",
        caption=f"{text.number(count)} penanda tangan, terbaru dahulu",
        columns=[
            Column(key="jabatan", label="Jabatan", note="status"),
            Column(key="nama", label="Nama", note="pangkat, NIP"),
            Column(key="unit", label="Unit"),
            Column(key="mulai", label="Mulai"),
            Column(key="sampai", label="Sampai"),
            Column(key="tindakan", label="Tindakan"),
        ],
        rows=[_row(office, one, today) for one in listed],
        pagination=pagination,
        tight=True,
        empty=EmptyState(
            title="Belum ada penanda tangan.", text="Tanpa penanda tangan, ruang tanda tangan naskah kosong."
        ),
    )


def _row(office: Office, one: Signatory, today: date) -> Row:
    official = one.official
    over = official.valid_to is not None and official.valid_to <= today
    if one.erased_at:
        action = Cell(text="sudah dihapus", words=True)
    elif over:
        action = Cell(text="Hapus data pribadi", href=office.url("papers:erase_signatory", one.pk))
    else:
        action = Cell(text="Akhiri", href=office.url("papers:end_signatory", one.pk))
    return Row(
        cells=[
            Cell(text=official.post, sub=Official.Quality(official.quality).label),
            Cell(text=one.name or "dihapus", sub=", ".join(filter(None, [one.rank, one.nip])), words=not one.name),
            shown(official.unit.name) if official.unit else office.government.name,
            text.long_date(official.valid_from),
            text.long_date(official.valid_to) if official.valid_to else "belum ditentukan",
            action,
        ]
    )
