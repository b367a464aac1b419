"""`/kelola/<gov>/kop/`: what an office writes on, with a paper to look at before anything is issued."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.documents import intake, selectors, services, stationery
from belanja.documents.models import Letterhead
from belanja.documents.pdf.content import Content, Heading, Paragraph, Signature
from belanja.documents.pdf.setting import pdf
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, select
from belanja.web.pieces import Cell, Column, EmptyState, FilterRow, Row, Table


class LetterheadForm(forms.Form):
    """The lines of a letterhead, as they stand on paper."""

    baris = forms.CharField(
        label="Baris kop",
        help_text="Satu baris per baris; yang terakhir adalah kantor Anda, misalnya INSPEKTORAT DAERAH.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Isi sekurangnya satu baris."},
    )
    alamat = forms.CharField(
        label="Alamat",
        required=False,
        help_text="Jalan, telepon, laman, kode pos; paling banyak lima baris.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    tempat = forms.CharField(label="Tempat", required=False, max_length=60, help_text="Di depan tanggal: Serang.")
    kertas = forms.ChoiceField(label="Kertas", choices=Letterhead.Page.choices)
    lambang = forms.FileField(
        label="Lambang",
        required=False,
        help_text=f"SVG yang hanya memuat bentuk, atau PNG; paling besar {intake.LARGEST_EMBLEM // 1024} kB. "
        "Kosongkan untuk memakai yang sekarang.",
        widget=forms.FileInput(attrs={"accept": ".svg,.png"}),
    )
    tanpa_lambang = forms.BooleanField(label="Hapus lambang yang sekarang", required=False)

    def clean_lambang(self) -> "UploadedFile[Any] | None":
        """Refuses by size before anything is read."""
        file: UploadedFile[Any] | None = self.cleaned_data.get("lambang")
        if file and (file.size or 0) > intake.LARGEST_EMBLEM:
            raise forms.ValidationError(f"Lambang paling besar {intake.LARGEST_EMBLEM // 1024} kB.")
        return file


@officer_page(Duty.MANAGE_LETTERHEADS, methods=("GET", "HEAD", "POST"))
def letterheads(request: HttpRequest, office: Office) -> HttpResponse:
    unit = _unit(office, request)
    present = Letterhead.objects.filter(government=office.government, unit=unit).first()
    form = LetterheadForm(request.POST or None, request.FILES or None, initial=_initial(present))
    if request.method == "POST" and form.is_valid() and _save(office, unit, form):
        messages.success(request, "Kop disimpan. Naskah yang sudah terbit tidak berubah.")
        return HttpResponseRedirect(request.get_full_path())
    context = frame(office, "papers:letterheads", title="Kop naskah")
    whose = shown(unit.name) if unit else office.government.name
    context |= {
        "lead": "Kop dan lambang untuk laporan dan naskah lain. Unit tanpa kop sendiri memakai kop pemerintah daerah.",
        "form": form,
        "whose": whose,
        "units": FilterRow(
            key="pilih-unit",
            filters=[
                select(
                    "unit",
                    "Kop untuk",
                    "Pemerintah daerah",
                    [(one.code, shown(one.name)) for one in institutions.units(office.government.pk)],
                    unit.code if unit else "",
                )
            ],
            submit="Pilih",
        ),
        "sample": f"{office.url('papers:sample')}{f'?unit={unit.code}' if unit else ''}" if present else "",
        "parts": [Part(key="daftar", title="Kop yang ada", items=[_table(office)])],
    }
    return render(request, "papers/letterheads.html", context, status=422 if form.errors else 200)


@officer_page(Duty.MANAGE_LETTERHEADS)
def sample(request: HttpRequest, office: Office) -> HttpResponse:
    """A page with the letterhead and nothing real on it, marked as a draft."""
    unit = _unit(office, request)
    letterhead = selectors.letterhead(office.government, unit)
    place = letterhead.place if letterhead else ""
    named = selectors.signatories(office.government, on=clock.today()).filter(official__unit=unit).first()
    room = stationery.room_for(named, place=place, day=None) if named else Signature(post=["Jabatan,"], place=place)
    content = Content(
        title="Contoh naskah",
        day=clock.today(),
        letterhead=stationery.on_paper(letterhead),
        body=[
            Heading("Pembuka"),
            Paragraph("Halaman ini memperlihatkan kop, kertas, dan ruang tanda tangan. Isinya bukan naskah."),
        ],
        signatures=[room],
        page="F4" if letterhead and letterhead.page == Letterhead.Page.F4 else "A4",
        draft=True,
    )
    answer = HttpResponse(pdf(content), content_type=intake.PDF)
    answer["Content-Disposition"] = 'inline; filename="contoh-kop.pdf"'
    return answer


def _unit(office: Office, request: HttpRequest) -> Unit | None:
    code = request.GET.get("unit", "")
    return next((one for one in institutions.units(office.government.pk) if one.code == code), None) if code else None


def _initial(present: Letterhead | None) -> dict[str, str]:
    if present is None:
        return {}
    return {
        "baris": "\n".join(present.lines),
        "alamat": "\n".join(present.address),
        "tempat": present.place,
        "kertas": present.page,
    }


def _save(office: Office, unit: Unit | None, form: LetterheadForm) -> bool:
    given = form.cleaned_data
    try:
        services.set_letterhead(
            government=office.government,
            unit=unit,
            lines=given["baris"].splitlines(),
            address=given["alamat"].splitlines(),
            place=given["tempat"],
            page=given["kertas"],
            emblem=given["lambang"].read() if given["lambang"] else None,
            without_emblem=given["tanpa_lambang"],
            actor=office.actor,
        )
    except RuleBroken as refusal:
        if refusal.status in (403, 404):
            raise
        form.add_error("lambang" if refusal.code.startswith("emblem") else "baris", refusal.message)
        return False
    return True


def _table(office: Office) -> Table:
    here = office.url("papers:letterheads")
    rows = [
        Row(
            href=f"{here}?unit={one.unit.code}" if one.unit else here,
            cells=[
                shown(one.unit.name) if one.unit else office.government.name,
                Cell(text=" · ".join(one.lines), sub=" · ".join(one.address)),
                one.get_page_display(),
                "ada" if one.emblem else "tidak ada",
                Cell(text=text.date_time(one.changed_at), sub=one.changed_by_label),
            ],
        )
        for one in selectors.letterheads(office.government)
    ]
    return Table(
        key="kop",
        caption="Kop pemerintah daerah dan unit",
        show_caption=False,
        columns=[
            Column(key="unit", label="Untuk"),
            Column(key="baris", label="Baris", note="alamat"),
            Column(key="kertas", label="Kertas"),
            Column(key="lambang", label="Lambang"),
            Column(key="diubah", label="Diubah"),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(title="Belum ada kop.", text="Tanpa kop, naskah hanya memuat judulnya."),
    )
