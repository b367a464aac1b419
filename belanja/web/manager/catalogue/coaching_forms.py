"""Forms of help for firms: handing a need over, and reporting how it went."""

from collections.abc import Iterable
from typing import Any

from django import forms

from belanja.needs.models import Match, ProspectMatch
from belanja.rules.needs.helping import REPORTED, Coach, Outcome, Task


class HandOverForm(forms.Form):
    """To whom, what is asked, and in one's own words why."""

    dinas = forms.ChoiceField(
        label="Diserahkan kepada",
        choices=[(one.value, one.label) for one in Coach],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih kepada siapa."},
    )
    tugas = forms.MultipleChoiceField(
        label="Yang diminta",
        choices=[(one.value, one.label) for one in Task],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih sekurangnya satu hal."},
    )
    catatan = forms.CharField(
        label="Keterangan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca pendamping dan tersimpan dalam riwayat kebutuhan.",
        error_messages={"required": "Tulis apa yang perlu diketahui pendamping."},
    )


class ReportForm(forms.Form):
    """How it ended, and which firms were helped."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    hasil = forms.ChoiceField(
        label="Hasilnya",
        choices=[(one.value, one.label) for one in REPORTED],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih hasilnya."},
    )
    usaha = forms.MultipleChoiceField(
        label="Usaha yang didampingi", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Pilih bila hasilnya usaha didampingi. Setiap usaha dihitung sekali untuk kebutuhan ini.",
    )  # fmt: skip
    calon = forms.MultipleChoiceField(
        label="Usaha dari daftar dinas yang didampingi", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Belum terdaftar. Terhitung di Dari kebutuhan sampai dibayar begitu usahanya lulus pendaftaran.",
    )  # fmt: skip
    catatan = forms.CharField(
        label="Keterangan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tanpa nomor telepon atau nama orang.",
        error_messages={"required": "Tulis keterangannya."},
    )

    def __init__(
        self, data: Any = None, *, pairs: Iterable[Match], listed: Iterable[ProspectMatch], version: int
    ) -> None:
        super().__init__(data, initial={"version": version})
        self._offer("usaha", [(str(one.firm_id), one.firm.name or str(one.firm_id)) for one in pairs])
        self._offer("calon", [(str(one.prospect_id), one.prospect.name) for one in listed if one.prospect])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices
        if not choices:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Whoever was helped is named."""
        named = self.cleaned_data.get("usaha") or self.cleaned_data.get("calon")
        if self.cleaned_data.get("hasil") == Outcome.HELPED and not named:
            self.add_error("hasil", "Pilih usaha yang didampingi; bila belum ada yang cocok, pilih hasil lain.")
        return self.cleaned_data
