"""Form fields as people fill them: numbers with Indonesian points and commas, days, units."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from belanja.rules.measures import WORDS

_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
_LARGEST = Decimal(10) ** 15


class NumberField(forms.CharField):
    """A number above or at zero, written `1.250`, `1.250,50`, `12,5`, `Rp55.000` or `12.5`; empty is None."""

    def __init__(self, label: str, *, places: int = 2, unit: str = "", help_text: str = "") -> None:
        self.places = places
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "num"}
        label = f"{label} ({unit})" if unit else label
        super().__init__(
            label=label, required=False, max_length=30, help_text=help_text, widget=forms.TextInput(attrs=attrs)
        )

    def to_python(self, value: Any) -> Any:
        written = re.sub(r"^rp\.?|\s", "", str(super().to_python(value) or "").strip().lower())
        if not written:
            return None
        if _THOUSANDS.fullmatch(written):
            written = written.replace(".", "")
        try:
            number = Decimal(written.replace(",", "."))
        except InvalidOperation:
            raise forms.ValidationError(f"{self.label}: “{str(value)[:20]}” bukan angka.") from None
        if not number.is_finite() or number < 0 or number >= _LARGEST:
            raise forms.ValidationError(f"{self.label}: angkanya tidak masuk akal.")
        if number != round(number, self.places):
            most = f"paling banyak {self.places} angka di belakang koma" if self.places else "harus bilangan bulat"
            raise forms.ValidationError(f"{self.label}: {most}.")
        return number

    def prepare_value(self, value: Any) -> Any:
        """As it is read aloud here: `55.000`, `12,5`."""
        if not isinstance(value, Decimal | int):
            return value
        whole, _, part = f"{Decimal(value).normalize():f}".partition(".")
        grouped = f"{int(whole):,}".replace(",", ".")
        return f"{grouped},{part}" if part else grouped

    def run_validators(self, value: Any) -> None:
        """The number has been read; the checks of a text do not apply to it."""


def unit_field(label: str, help_text: str, empty: str) -> forms.ChoiceField:
    """One of the UN/ECE units, by their Indonesian words."""
    choices = sorted(((code, word) for code, word in WORDS.items()), key=lambda pair: pair[1])
    return forms.ChoiceField(label=label, required=False, help_text=help_text, choices=[("", empty), *choices])


def choice_field(
    label: str, choices: list[tuple[str, str]], *, help_text: str = "", empty: str = ""
) -> forms.ChoiceField:
    """A select whose first line says that nothing is chosen yet."""
    return forms.ChoiceField(
        label=label, required=False, help_text=help_text, choices=[("", empty or "Pilih"), *choices]
    )


def text_field(label: str, most: int, *, help_text: str = "", rows: int = 0) -> forms.CharField:
    widget: forms.Widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, required=False, max_length=most, help_text=help_text, widget=widget)


def day_field(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        error_messages={"invalid": "Tulis tanggal sebagai tahun-bulan-hari, misalnya 2027-01-31."},
    )
