"""Forms of the verifiers of firms."""

from typing import Any

from django import forms

from belanja.rules.registration_reasons import REASONS, Use, reasons_for
from belanja.web.manager.parameter_forms import day_field

_STEPS = [("pass", "Luluskan"), ("return", "Kembalikan untuk diperbaiki"), ("refuse", "Tolak")]


def _reasons() -> list[tuple[str, str]]:
    told = {Use.RETURN: "kembalikan", Use.REFUSE: "tolak"}
    return [
        ("", "Pilih alasan"),
        *(
            (one.code, f"{one.label} ({' atau '.join(told[use] for use in Use if use in one.uses)})")
            for one in REASONS.values()
        ),
    ]


class DecideForm(forms.Form):
    """One answer, for one registration or for all that are ticked."""

    step = forms.ChoiceField(
        label="Putusan", choices=_STEPS, widget=forms.RadioSelect, error_messages={"required": "Pilih putusan."}
    )
    reason_code = forms.ChoiceField(
        label="Alasan", help_text="Wajib bila dikembalikan atau ditolak; usaha membacanya bersama cara memperbaikinya.",
        required=False,
    )  # fmt: skip
    note = forms.CharField(
        label="Catatan untuk usaha", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["reason_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _reasons()


class SheetForm(forms.Form):
    signed_on = day_field("Tanggal tanda tangan")
    kept_at = forms.CharField(
        label="Tempat menyimpan lembar",
        help_text="Misalnya Map Pendaftaran 3/2026. Lembarnya tidak disalin ke Belanja.",
        max_length=160,
        error_messages={"required": "Tulis di mana lembarnya disimpan."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def fitting(step: str) -> list[str]:
    """Codes of the reasons that a step allows."""
    return [one.code for one in reasons_for(Use.RETURN if step == "return" else Use.REFUSE)]
