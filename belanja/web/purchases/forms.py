"""Forms of steps that both sides of an order take: a plain yes, a sentence, a coded reason."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from belanja.foundation import text
from belanja.purchasing.models import Order
from belanja.rules.buying.reasons import REASONS, Use, reasons_for
from belanja.web.manager.parameter_forms import day_field

_LONGEST = 2000


def words_field(label: str, help_text: str = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    """A sentence of one's own."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"{label} belum diisi."},
    )


_MONEY = {
    "invalid": "Tulis angka saja, misalnya 1250000.",
    "required": "Belum diisi.",
    "min_value": "Tidak boleh kurang dari nol.",
}


def amount_field(label: str, initial: Decimal, *, least: Decimal, help_text: str = "") -> forms.DecimalField:
    """An amount or a quantity, filled in with what it is now."""
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        min_value=least,
        max_digits=20,
        decimal_places=2,
        initial=f"{initial.normalize():f}",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages=_MONEY,
    )


class PlainForm(forms.Form):
    """Nothing to fill in: the button says it all."""


class NoteForm(forms.Form):
    """One sentence."""

    def __init__(
        self, data: Any = None, *, key: str, label: str = "Catatan", help_text: str = "", required: bool = True
    ) -> None:
        super().__init__(data, prefix=key)
        self.fields["note"] = words_field(label, help_text, required=required)

    @property
    def note(self) -> str:
        return str(self.cleaned_data["note"])


class ReasonForm(forms.Form):
    """A coded reason, with a sentence of one's own where the code or the step asks for one."""

    reason_code = forms.ChoiceField(label="Alasan", error_messages={"required": "Pilih alasannya."})
    note = words_field("Penjelasan", required=False)

    def __init__(self, data: Any = None, *, key: str, uses: Sequence[Use], needs_note: bool = False) -> None:
        super().__init__(data, prefix=key)
        self._needs_note = needs_note
        field = self.fields["reason_code"]
        assert isinstance(field, forms.ChoiceField)
        offered = {one.code: one.label for use in uses for one in reasons_for(use)}
        field.choices = [("", "Pilih alasan"), *offered.items()]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        reason = REASONS.get(told.get("reason_code", ""))
        if (self._needs_note or (reason and reason.needs_note)) and not told.get("note", "").strip():
            self.add_error("note", "Alasan ini perlu penjelasan: yang mana, dan mengapa.")
        return told

    @property
    def told(self) -> dict[str, str]:
        """As services take it."""
        return {"reason_code": self.cleaned_data["reason_code"], "note": self.cleaned_data["note"]}


class NationalForm(forms.Form):
    """The number and the day of the order that was placed in the national catalogue."""

    number = forms.CharField(
        label="Nomor pesanan nasional",
        max_length=80,
        help_text="Seperti tertulis di katalog nasional.",
        error_messages={"required": "Nomor pesanan nasional belum diisi."},
    )
    day = day_field("Tanggal pesanan")

    def __init__(self, data: Any = None, *, key: str) -> None:
        super().__init__(data, prefix=key)


class PaymentTermsForm(forms.Form):
    """The advance in rupiah, what is kept back of each instalment, and why the advance is higher than usual."""

    reason_code = forms.ChoiceField(label="Alasan uang muka yang lebih tinggi", required=False)
    note = words_field("Penjelasan", required=False, rows=2)

    def __init__(self, data: Any = None, *, key: str, order: Order, most: Decimal, retention: Decimal) -> None:
        super().__init__(data, prefix=key)
        self.fields["advance"] = amount_field(
            "Uang muka dalam rupiah",
            order.advance,
            least=Decimal(0),
            help_text=f"Tanpa alasan paling banyak {text.rupiah(most)} menurut skala usahanya. 0: tanpa uang muka.",
        )
        self.fields["retention_percent"] = amount_field(
            "Retensi dalam persen",
            order.retention_percent,
            least=Decimal(0),
            help_text=f"Ditahan dari setiap termin, lazimnya paling banyak {text.percent_short(retention)}.",
        )
        field = self.fields["reason_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "tidak diperlukan"), *((one.code, one.label) for one in reasons_for(Use.ADVANCE))]
        self.order_fields(["advance", "retention_percent", "reason_code", "note"])
