"""The measure somebody chose in the address: year, numerator, denominator, cut-off. Such addresses can be shared."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.intake import selectors as intake
from belanja.rules.indicators import DENOMINATORS, EPURCHASING, NUMERATORS, Denominator, Numerator


@dataclass(frozen=True)
class Measure:
    """What is measured. `as_of` None: everything on record."""

    year: int
    numerator: Numerator
    denominator: Denominator
    as_of: date | None

    def query(self, **changed: str) -> str:
        """The parameters of this measure; those that are the default are left out."""
        params = {
            "tahun": str(self.year),
            "pembilang": "" if self.numerator is EPURCHASING.numerator else str(self.numerator),
            "penyebut": "" if self.denominator is EPURCHASING.denominator else str(self.denominator),
            "sampai": self.as_of.isoformat() if self.as_of else "",
        } | changed
        return urlencode({name: value for name, value in params.items() if value})


class MeasureForm(forms.Form):
    """Choice of year, definition and cut-off; sent by GET."""

    tahun = forms.TypedChoiceField(label="Tahun anggaran", coerce=int)
    pembilang = forms.ChoiceField(
        label="Pembilang", choices=[(code.value, rule.label) for code, rule in NUMERATORS.items()]
    )
    penyebut = forms.ChoiceField(
        label="Penyebut", choices=[(code.value, rule.label) for code, rule in DENOMINATORS.items()]
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
            "pembilang": query.get("pembilang") or EPURCHASING.numerator.value,
            "penyebut": query.get("penyebut") or EPURCHASING.denominator.value,
            "sampai": query.get("sampai", ""),
        }
        super().__init__(given)
        field = self.fields["tahun"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(item, str(item)) for item in sorted({*years, year}, reverse=True)]

    def measure(self, year: int) -> Measure:
        """What was chosen; where a choice makes no sense the default stands in, and the form says so."""
        self.is_valid()
        chosen = self.cleaned_data
        return Measure(
            year=chosen.get("tahun") or year,
            numerator=Numerator(chosen.get("pembilang") or EPURCHASING.numerator),
            denominator=Denominator(chosen.get("penyebut") or EPURCHASING.denominator),
            as_of=chosen.get("sampai"),
        )


def chosen(query: QueryDict, government: Government) -> tuple[Measure, MeasureForm]:
    """The measure of an address and its form. Without a year the latest with data is taken, else the running one."""
    years = intake.years(government.pk)
    year = next((year for year in years if year <= clock.today().year), clock.today().year)
    form = MeasureForm(query, years=years, year=year)
    return form.measure(year), form
