"""Forms of proposals: a dated value, a counting mode, a refusal."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms

from belanja.foundation import clock
from belanja.institutions.models import Holiday, LegalBasis
from belanja.rules import parameters as rules
from belanja.rules.channels import Mode

_REASON = {"required": "Tulis alasannya."}


def day_field(label: str, help_text: str = "", **more: Any) -> forms.DateField:
    """A day, typed or picked."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        error_messages={
            "required": f"{label} belum diisi.",
            "invalid": "Tulis tanggal sebagai tahun-bulan-hari, misalnya 2027-01-01.",
        },
        **more,
    )


def _basis_choices(bases: Sequence[LegalBasis], empty: str) -> list[tuple[str, str]]:
    return [("", empty), *((basis.slug, f"{basis} · {basis.subject[:70]}") for basis in bases)]


class ProposalForm(forms.Form):
    key = forms.ChoiceField(
        label="Parameter",
        choices=[
            ("", "Pilih parameter"),
            *((seed.key, f"{seed.label} ({seed.unit})") for seed in rules.BY_KEY.values()),
        ],
        error_messages={"required": "Pilih parameter."},
    )
    value = forms.CharField(
        label="Nilai baru",
        max_length=40,
        help_text="Angka dengan koma desimal dan tanpa titik ribuan, misalnya 32,5. Untuk sakelar tulis ya atau tidak.",
        error_messages={"required": "Isi nilai baru."},
    )
    valid_from = day_field("Berlaku mulai", "Hari yang akan datang.")
    legal_basis = forms.ChoiceField(
        label="Dasar hukum", error_messages={"required": "Pilih dasar hukum; tanpa dasar nilai tidak diubah."}
    )
    article = forms.CharField(label="Pasal atau ketentuan", max_length=160, required=False)
    reason = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 3}), error_messages=_REASON)

    def __init__(self, data: Any, *, bases: Sequence[LegalBasis], initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["legal_basis"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _basis_choices(bases, "Pilih dasar hukum")
        self.fields["valid_from"].widget.attrs["min"] = (clock.today() + timedelta(days=1)).isoformat()

    def plain_value(self) -> str:
        """The value as the register wants it: a decimal point. `32,5` and `32.5` are the same number."""
        return str(self.cleaned_data["value"]).replace(",", ".")


class ModeForm(forms.Form):
    mode = forms.ChoiceField(
        label="Cara menghitung",
        choices=[(mode.value, mode.label) for mode in Mode],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih cara menghitung."},
    )
    valid_from = day_field("Berlaku mulai", "Hari yang akan datang.")
    legal_basis = forms.ChoiceField(label="Dasar hukum", required=False, help_text="Wajib untuk katalog lokal.")
    reason = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 3}), error_messages=_REASON)

    def __init__(self, data: Any, *, bases: Sequence[LegalBasis]) -> None:
        super().__init__(data)
        field = self.fields["legal_basis"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _basis_choices(bases, "Tanpa dasar hukum")
        self.fields["valid_from"].widget.attrs["min"] = (clock.today() + timedelta(days=1)).isoformat()


class HolidayForm(forms.Form):
    """A day off of one government, or a day on which it works although others do not."""

    WORKS = "hari_kerja"

    day = day_field("Hari")
    name = forms.CharField(label="Nama", max_length=120, error_messages={"required": "Tulis nama hari liburnya."})
    kind = forms.ChoiceField(
        label="Jenis",
        choices=[*Holiday.Kind.choices, (WORKS, "Hari kerja, walau libur di tempat lain")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih jenis."},
    )
    legal_basis = forms.ChoiceField(
        label="Dasar hukum", error_messages={"required": "Pilih dasar hukum; tanpa dasar hari ini tidak dicatat."}
    )
    article = forms.CharField(label="Pasal atau ketentuan", max_length=160, required=False)

    def __init__(self, data: Any, *, bases: Sequence[LegalBasis]) -> None:
        super().__init__(data)
        field = self.fields["legal_basis"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _basis_choices(bases, "Pilih dasar hukum")


class RejectForm(forms.Form):
    reason = forms.CharField(
        label="Alasan penolakan",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis alasan penolakan."},
    )
