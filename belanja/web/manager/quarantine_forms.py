"""Forms of the quarantine desk: what becomes of the chosen rows, and a filled sheet that comes back."""

from collections.abc import Iterable
from typing import Any

from django import forms

from belanja.intake import corrected, feeds
from belanja.intake.models import Correction
from belanja.web.officer.words import field_label

ACTIONS = [
    (Correction.Action.CORRECT.value, "Koreksi satu kolom pada semua baris yang dipilih"),
    (Correction.Action.ACCEPT.value, "Terima apa adanya (hanya baris yang diragukan, misalnya nilai di bawah nol)"),
    (Correction.Action.REJECT.value, "Tolak: baris tetap di luar angka"),
]


def reason_field() -> forms.CharField:
    return forms.CharField(
        label="Alasan",
        help_text="Tulis dokumen atau orang yang Anda tanya. Tampil di catatan data laporan.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis alasannya."},
    )


class DecideForm(forms.Form):
    """One answer for all chosen rows."""

    action = forms.ChoiceField(
        label="Usulan", choices=ACTIONS, widget=forms.RadioSelect, error_messages={"required": "Pilih satu usulan."}
    )
    column = forms.ChoiceField(label="Kolom yang dikoreksi", required=False)
    value = forms.CharField(label="Nilai yang benar", required=False, max_length=2000)
    everything = forms.BooleanField(
        label="Semua baris yang cocok dengan saringan, bukan hanya yang dicentang", required=False
    )
    reason = reason_field()

    def __init__(self, data: Any = None, *, names: Iterable[str]) -> None:
        super().__init__(data)
        columns: dict[str, str] = {}
        for name in names:
            if name in feeds.BY_NAME:
                columns |= {column: field_label(column) for column in corrected.columns(feeds.BY_NAME[name])}
        field = self.fields["column"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Pilih kolom"), *sorted(columns.items(), key=lambda pair: pair[1].lower())]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("action") == Correction.Action.CORRECT and not given.get("column"):
            self.add_error("column", "Pilih kolom yang dikoreksi.")
        return given

    def cells(self) -> dict[str, str]:
        given = self.cleaned_data
        return {given["column"]: given["value"]} if given["action"] == Correction.Action.CORRECT else {}


class SheetForm(forms.Form):
    sheet = forms.FileField(
        label="Lembar yang sudah diisi",
        help_text="CSV atau XLSX yang diunduh dari halaman ini. Ubah sel yang salah, atau isi kolom putusan dengan "
        "terima atau tolak. Lembar yang tidak diubah tidak mengubah apa-apa.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": "Pilih lembarnya.", "empty": "Lembar ini kosong."},
    )


class ConfirmSheetForm(forms.Form):
    wanted = forms.CharField(widget=forms.HiddenInput)
    reason = reason_field()
