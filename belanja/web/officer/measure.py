"""The measure somebody chose in the address: year, numerator, denominator, cut-off. Such addresses can be shared."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.intake import selectors as intake
from belanja.rules.indicators import DENOMINATORS, NUMERATORS, Denominator, Numerator, makes_sense
from belanja.web.indicator_choice import CHOICES, Chosen
from belanja.web.indicator_choice import chosen as by_word


@dataclass(frozen=True)
class Measure:
    """What is measured. `as_of` None: everything on record."""

    year: int
    numerator: Numerator
    denominator: Denominator
    as_of: date | None
    choice: Chosen = CHOICES[0]

    def query(self, **changed: str) -> str:
        """The parameters of this measure; those that are the default are left out."""
        above, below = self.choice.indicator.usual(self.choice.evidence)
        params = {
            "tahun": str(self.year),
            "indikator": self.choice.word,
            "pembilang": "" if self.numerator is above else str(self.numerator),
            "penyebut": "" if self.denominator is below else str(self.denominator),
            "sampai": self.as_of.isoformat() if self.as_of else "",
        } | changed
        return urlencode({name: value for name, value in params.items() if value})


class MeasureForm(forms.Form):
    """Choice of year, definition and cut-off; sent by GET."""

    tahun = forms.TypedChoiceField(label="Tahun anggaran", coerce=int)
    indikator = forms.ChoiceField(
        label="Indikator", choices=[(choice.word, choice.label) for choice in CHOICES], required=False
    )
    pembilang = forms.ChoiceField(
        label="Pembilang",
        choices=[("", "Baku"), *((code.value, rule.label) for code, rule in NUMERATORS.items())],
        required=False,
    )
    penyebut = forms.ChoiceField(
        label="Penyebut",
        choices=[("", "Baku"), *((code.value, rule.label) for code, rule in DENOMINATORS.items())],
        required=False,
    )
    sampai = forms.DateField(
        label="Sampai tanggal",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        error_messages={"invalid": "Tulis tanggal sebagai tahun-bulan-hari, misalnya 2025-09-30."},
    )

    def __init__(self, query: QueryDict, *, years: list[int], year: int) -> None:
        given = {
            "tahun": query.get("tahun") or str(year),
            "indikator": query.get("indikator", ""),
            "pembilang": query.get("pembilang", ""),
            "penyebut": query.get("penyebut", ""),
            "sampai": query.get("sampai", ""),
        }
        super().__init__(given)
        field = self.fields["tahun"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(item, str(item)) for item in sorted({*years, year}, reverse=True)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        choice, above = by_word(data.get("indikator", "")), data.get("pembilang")
        if above and not makes_sense(choice.evidence, Numerator(above)):
            self.add_error("pembilang", "Rencana belum dapat dibuktikan: pilih pembilang lain, atau tanda RUP.")
        return data

    def measure(self, year: int) -> Measure:
        """What was chosen; where a choice makes no sense the default stands in, and the form says so."""
        self.is_valid()
        found = self.cleaned_data
        choice = by_word(found.get("indikator", ""))
        above, below = choice.indicator.usual(choice.evidence)
        return Measure(
            year=found.get("tahun") or year,
            numerator=Numerator(found.get("pembilang") or above),
            denominator=Denominator(found.get("penyebut") or below),
            as_of=found.get("sampai"),
            choice=choice,
        )


def chosen(query: QueryDict, government: Government) -> tuple[Measure, MeasureForm]:
    """The measure of an address and its form. Without a year the latest with data is taken, else the running one."""
    years = intake.years(government.pk)
    year = next((year for year in years if year <= clock.today().year), clock.today().year)
    form = MeasureForm(query, years=years, year=year)
    return form.measure(year), form
