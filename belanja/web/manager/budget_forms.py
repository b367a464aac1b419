"""Forms of entered budgets: the amounts of a DPA, a reason."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from belanja.foundation import clock
from belanja.intake import values
from belanja.plans.services import LARGEST_PAPER
from belanja.rules.budgets import BudgetAmounts, BudgetKind

from .parameter_forms import day_field


class RupiahField(forms.CharField):
    """An amount as people write it: `1.250.000,50`, `Rp1.250.000`, `1250000.5`."""

    def __init__(self, label: str, **more: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "num"}
        errors = {"required": f"{label} belum diisi; tulis 0 bila tidak ada."}
        super().__init__(label=label, max_length=40, widget=forms.TextInput(attrs=attrs), error_messages=errors, **more)

    def to_python(self, value: Any) -> Any:
        written = super().to_python(value)
        if not written:
            return None
        try:
            found = values.amount(written)
        except values.BadValue as bad:
            raise forms.ValidationError(f"{self.label}: {bad}.") from None
        return None if found is None else Decimal(found)

    def validate(self, value: Any) -> None:
        super().validate("" if value is None else value)

    def run_validators(self, value: Any) -> None:
        """The number has been read; the checks of a text do not apply to it."""


class EntryForm(forms.Form):
    """One budget of one unit, as its document says it."""

    tahun = forms.IntegerField(label="Tahun anggaran", min_value=2000, max_value=2100)
    kind = forms.ChoiceField(
        label="Dokumen",
        choices=[(kind.value, kind.label) for kind in BudgetKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih jenis dokumennya."},
    )
    number = forms.CharField(
        label="Nomor dokumen", max_length=120, error_messages={"required": "Isi nomor dokumen anggaran."}
    )
    dated = day_field("Tanggal dokumen")
    valid_from = day_field(
        "Berlaku mulai", "Angka dengan tanggal posisi sejak hari ini memakai entri ini; sebelumnya tidak berubah."
    )
    operasi = RupiahField(
        "Belanja operasi yang diadakan", help_text="Barang dan jasa; tanpa pegawai, hibah, dan bantuan sosial."
    )
    modal = RupiahField("Belanja modal")
    btt = RupiahField("Belanja tidak terduga")
    non_pengadaan = RupiahField("Belanja non-pengadaan", help_text="Pegawai, bunga, subsidi, hibah, bantuan sosial.")
    pengadaan = RupiahField(
        "Belanja pengadaan",
        required=False,
        help_text="Untuk memeriksa: harus sama dengan operasi + modal + tidak terduga.",
    )
    covers_below = forms.BooleanField(
        label="Sudah termasuk semua unit di bawahnya",
        required=False,
        initial=True,
        help_text="Bila tidak, anggaran unit di bawahnya ditambahkan.",
    )
    document = forms.FileField(
        label="Dokumen (PDF)",
        help_text=f"DPA yang ditandatangani, paling besar {LARGEST_PAPER // 1024**2} MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"required": "Lampirkan dokumennya.", "empty": "Berkas ini kosong."},
    )
    note = forms.CharField(
        label="Keterangan",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wajib bila nilainya tampak tidak wajar: jelaskan mengapa benar.",
    )

    def __init__(self, data: Any = None, files: Any = None, *, year: int, has_below: bool) -> None:
        super().__init__(data, files, initial={"tahun": year, "valid_from": date(year, 1, 1)})
        if not has_below:
            del self.fields["covers_below"]
        self.fields["dated"].widget.attrs["max"] = clock.today().isoformat()

    def amounts(self) -> BudgetAmounts:
        given = self.cleaned_data
        return BudgetAmounts(given["operasi"], given["modal"], given["btt"], given["non_pengadaan"])


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Alasan", widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Tulis alasannya."}
    )


#: Which field a refusal of the service is about.
REFUSED = {
    "budget_sum": "pengadaan",
    "budget_implausible": "note",
    "budget_outside_year": "valid_from",
    "budget_dated_later": "dated",
    "budget_number_missing": "number",
    "budget_already_proposed": "valid_from",
    "paper_empty": "document",
    "paper_too_large": "document",
    "paper_not_pdf": "document",
    "paper_encrypted": "document",
}
