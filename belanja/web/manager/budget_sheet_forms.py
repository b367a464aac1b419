"""Forms of budget sheets: the file with its document, the meaning of each column, the unit of each row."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms

from belanja.intake.budget_sheets import SheetRow
from belanja.plans.services import LARGEST_PAPER
from belanja.rules.budgets import BudgetKind
from belanja.rules.headings import Meaning
from belanja.web.manager.heading_form import ColumnsForm
from belanja.web.naming import shown

from .parameter_forms import day_field


class SheetForm(forms.Form):
    """A file of many units' budgets, and the document it stands for."""

    REFUSED: ClassVar[dict[str, str]] = {
        "budget_outside_year": "valid_from",
        "budget_dated_later": "dated",
        "budget_number_missing": "number",
    }

    tahun = forms.IntegerField(label="Tahun anggaran", min_value=2000, max_value=2100)
    kind = forms.ChoiceField(
        label="Dokumen",
        choices=[(kind.value, kind.label) for kind in BudgetKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih jenis dokumennya."},
    )
    number = forms.CharField(
        label="Nomor dokumen",
        max_length=120,
        help_text="Nomor DPA bersama, atau nomor peraturan tentang APBD.",
        error_messages={"required": "Isi nomor dokumen anggaran."},
    )
    dated = day_field("Tanggal dokumen")
    valid_from = day_field("Berlaku mulai")
    document = forms.FileField(
        label="Lembar (XLSX atau CSV)",
        help_text="Satu baris per unit dengan operasi dan modal, atau satu baris per kode rekening. Paling besar "
        f"{LARGEST_PAPER // 1024**2} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Pilih berkas lembarnya.", "empty": "Berkas ini kosong."},
    )

    def __init__(self, data: Any = None, files: Any = None, *, year: int) -> None:
        super().__init__(data, files, initial={"tahun": year, "valid_from": date(year, 1, 1)})


class HeadingForm(ColumnsForm):
    choices = [(meaning.value, meaning.label) for meaning in Meaning]
    learnt_from = "lembar"


class RowsForm(forms.Form):
    """Which unit each row is; a row without a unit is left out."""

    def __init__(self, data: Any = None, *, rows: Sequence[SheetRow], units: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self._keys = {f"baris-{place}": row.key for place, row in enumerate(rows)}
        for place, row in enumerate(rows):
            if row.by == "kode" and row.unit is not None:
                hint = f"Cocok menurut kode {row.code}."
            elif row.unit is not None:
                hint = "Dicarikan menurut nama: pastikan benar."
            else:
                hint = "Tidak ditemukan: pilih unitnya, atau biarkan dilewati."
            self.fields[f"baris-{place}"] = forms.ChoiceField(
                label=shown(row.name) or row.code,
                help_text=hint,
                required=False,
                choices=[("", "lewati baris ini"), *units],
                initial=row.unit.code if row.unit is not None and not row.problems else "",
            )
        self.fields["note"] = forms.CharField(
            label="Keterangan",
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="Wajib bila ada nilai yang tampak tidak wajar.",
        )

    def units(self) -> dict[str, str]:
        """Row key -> unit code, as chosen; empty where the row is left out."""
        return {key: self.cleaned_data[name] for name, key in self._keys.items()}
