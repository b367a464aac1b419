"""Forms of receiving: a consignment, its arrival and inspection, the hand-over, the invoice, the rating."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from belanja.foundation import clock
from belanja.purchasing.models import Delivery, OrderLine
from belanja.purchasing.services.deliveries import Found
from belanja.rules.buying.rating import MARKS, Aspect
from belanja.rules.buying.reasons import Use, reasons_for
from belanja.rules.buying.states import PaymentPart
from belanja.web.manager.parameter_forms import day_field

from .forms import words_field

_NUMBER = {
    "required": "Isi jumlahnya; nol bila tidak ada.",
    "invalid": "Tulis angka saja, misalnya 12.",
    "min_value": "Tidak boleh kurang dari nol.",
}


def _number(label: str, initial: Decimal | None = None) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=20,
        decimal_places=2,
        initial=None if initial is None else f"{initial.normalize():f}",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages=_NUMBER,
    )


class PrepareForm(forms.Form):
    """A consignment: how much of each line, to where, by whom."""

    address = forms.CharField(
        label="Alamat", required=False, max_length=300, help_text="Kosongkan bila seperti pesanan."
    )
    courier = forms.CharField(label="Kurir atau nomor resi", required=False, max_length=160)
    note = forms.CharField(label="Catatan", required=False, max_length=300)

    def __init__(self, data: Any = None, *, key: str, lines: Sequence[OrderLine], room: Mapping[int, Decimal]) -> None:
        super().__init__(data, prefix=key)
        self._lines = [line for line in lines if room.get(line.pk)]
        for line in self._lines:
            self.fields[f"sent-{line.pk}"] = _number(f"{line.name}: dikirim", room[line.pk])
        self.order_fields([*(f"sent-{line.pk}" for line in self._lines), "address", "courier", "note"])

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not any(told.get(f"sent-{line.pk}") for line in self._lines):
            self.add_error(None, "Isi jumlah yang dikirim paling sedikit pada satu barang.")
        return told

    @property
    def quantities(self) -> dict[int, Decimal]:
        told = {line.pk: self.cleaned_data[f"sent-{line.pk}"] for line in self._lines}
        return {pk: amount for pk, amount in told.items() if amount}

    @property
    def rest(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("address", "courier", "note")}


class SendForm(forms.Form):
    courier = forms.CharField(label="Kurir atau nomor resi", required=False, max_length=160)

    def __init__(self, data: Any = None, *, key: str) -> None:
        super().__init__(data, prefix=key)


class ArriveForm(forms.Form):
    """The day it came; of the firm also where the proof is."""

    day = day_field("Tanggal tiba")
    note = forms.CharField(
        label="Bukti tiba", required=False, max_length=300, help_text="Nomor tanda terima atau nama penerima di tempat."
    )

    def __init__(self, data: Any = None, *, key: str, by_firm: bool) -> None:
        super().__init__(data, prefix=key, initial={"day": clock.today()})
        if not by_firm:
            del self.fields["note"]


class InspectForm(forms.Form):
    """Function, quantity and time; of each line how much is accepted, how much rejected and why."""

    arrived_on = day_field("Tanggal tiba", "Betulkan bila yang dicatat keliru.", required=False)
    works = forms.BooleanField(label="Fungsi sesuai", required=False, initial=True)
    complete = forms.BooleanField(label="Jumlah sesuai", required=False, initial=True)
    in_time = forms.BooleanField(label="Waktu sesuai", required=False, initial=True)
    finding = words_field("Catatan pemeriksaan", required=False, rows=2)

    def __init__(self, data: Any = None, *, key: str, delivery: Delivery) -> None:
        super().__init__(data, prefix=key, initial={"arrived_on": delivery.arrived_on or clock.today()})
        self._lines = list(delivery.lines.all())
        reasons = [("", "tidak ada yang ditolak"), *((one.code, one.label) for one in reasons_for(Use.REJECT_GOODS))]
        for one in self._lines:
            name = one.line.name
            self.fields[f"accepted-{one.line_id}"] = _number(f"{name}: diterima", one.sent)
            self.fields[f"accepted-{one.line_id}"].required = True
            self.fields[f"rejected-{one.line_id}"] = _number(f"{name}: ditolak", Decimal(0))
            self.fields[f"reason-{one.line_id}"] = forms.ChoiceField(
                label=f"{name}: sebab ditolak", required=False, choices=reasons
            )
        mine = [name for name in self.fields if "-" in name]
        self.order_fields(["arrived_on", *mine, "works", "complete", "in_time", "finding"])

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for one in self._lines:
            if told.get(f"rejected-{one.line_id}") and not told.get(f"reason-{one.line_id}"):
                self.add_error(f"reason-{one.line_id}", "Pilih sebab ditolaknya.")
        return told

    @property
    def found(self) -> dict[int, Found]:
        told = self.cleaned_data
        return {
            one.line_id: Found(
                accepted=told[f"accepted-{one.line_id}"],
                rejected=told[f"rejected-{one.line_id}"] or Decimal(0),
                reason=told[f"reason-{one.line_id}"],
                note=told["finding"][:300],
            )
            for one in self._lines
        }

    @property
    def rest(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {name: told.get(name) for name in ("works", "complete", "in_time", "finding", "arrived_on")}


class HandoverForm(forms.Form):
    """The day of the hand-over; of a call-off whether nothing more will be called."""

    day = day_field("Tanggal serah terima")
    closing = forms.BooleanField(label="Tidak ada panggilan lagi", required=False)

    def __init__(self, data: Any = None, *, key: str, call_off: bool) -> None:
        super().__init__(data, prefix=key, initial={"day": clock.today()})
        if not call_off:
            del self.fields["closing"]


class InvoiceForm(forms.Form):
    """A bill: its number and day, what it is for, and how much of each line that was handed over."""

    number = forms.CharField(
        label="Nomor tagihan", max_length=80, error_messages={"required": "Nomor tagihan belum diisi."}
    )
    day = day_field("Tanggal tagihan")
    part = forms.ChoiceField(label="Untuk")
    tax_invoice = forms.CharField(label="Nomor faktur pajak", required=False, max_length=40)
    month = forms.CharField(
        label="Bulan", required=False, help_text="Untuk pesanan bertahap: bulan yang ditagih.",
        widget=forms.DateInput(attrs={"type": "month"}),
    )  # fmt: skip
    amount = _number("Jumlah untuk uang muka atau retensi")

    def __init__(
        self,
        data: Any = None,
        *,
        key: str,
        lines: Sequence[OrderLine],
        claim: Mapping[int, tuple[Decimal, Decimal]],
        parts: Sequence[PaymentPart],
        call_off: bool,
    ) -> None:
        # The month of a price list that runs on is a part of it, not its end.
        part = PaymentPart.INSTALMENT if call_off and PaymentPart.INSTALMENT in parts else parts[0]
        initial = {"day": clock.today(), "month": f"{clock.today():%Y-%m}", "part": part.value}
        super().__init__(data, prefix=key, initial=initial)
        field = self.fields["part"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, one.label) for one in parts]
        self._lines = [line for line in lines if claim.get(line.pk, (0, 0))[0]]
        for line in self._lines:
            self.fields[f"quantity-{line.pk}"] = _number(f"{line.name}: ditagih", claim[line.pk][0])
        if not call_off:
            del self.fields["month"]
        if not {PaymentPart.ADVANCE, PaymentPart.RETENTION} & set(parts):
            del self.fields["amount"]
        order = [
            "number",
            "day",
            "part",
            "month",
            *(f"quantity-{line.pk}" for line in self._lines),
            "amount",
            "tax_invoice",
        ]
        self.order_fields(order)

    def clean_month(self) -> date | None:
        written = str(self.cleaned_data.get("month") or "")
        if not written:
            return None
        try:
            return date.fromisoformat(f"{written[:7]}-01")
        except ValueError as wrong:
            raise forms.ValidationError("Tulis bulan sebagai tahun-bulan, misalnya 2026-11.") from wrong

    @property
    def quantities(self) -> dict[int, Decimal]:
        told = {line.pk: self.cleaned_data[f"quantity-{line.pk}"] for line in self._lines}
        return {pk: amount for pk, amount in told.items() if amount}


class RateForm(forms.Form):
    """Four aspects, each with a mark; a note where one wants to say more."""

    note = words_field("Catatan", "Dapat ditanggapi penyedia.", required=False, rows=2)

    def __init__(self, data: Any = None, *, key: str) -> None:
        super().__init__(data, prefix=key)
        for aspect in Aspect:
            self.fields[aspect.value] = forms.TypedChoiceField(
                label=aspect.label,
                coerce=int,
                choices=[("", "Pilih nilai"), *((str(mark), word) for mark, word in MARKS.items())],
                error_messages={"required": f"{aspect.label} belum dinilai."},
            )
        self.order_fields([*(aspect.value for aspect in Aspect), "note"])

    @property
    def marks(self) -> dict[Aspect, int]:
        return {aspect: self.cleaned_data[aspect.value] for aspect in Aspect}
