"""Forms of the treasurer: taxes line by line, the papers of a payment, a register and its columns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms

from belanja.intake.services.registers import LARGEST
from belanja.purchasing.services.payments import Proof
from belanja.rules.buying.sp2d import Meaning
from belanja.rules.buying.states import PaymentWay
from belanja.rules.buying.taxes import TaxKind, TaxLine
from belanja.web.manager.budget_forms import RupiahField
from belanja.web.manager.heading_form import ColumnsForm
from belanja.web.manager.parameter_forms import day_field


@dataclass(frozen=True)
class Bill:
    """A bill to which a part of a row may go: whose it is, and what is usual of it."""

    payment_id: int
    name: str
    told: str


class TaxForm(forms.Form):
    """The amount of each tax line, as estimated or set right."""

    def __init__(self, data: Any = None, *, key: str, lines: Sequence[TaxLine]) -> None:
        super().__init__(data, prefix=key)
        # What is set aside follows from the status of the firm: nobody writes it.
        self._lines = [line for line in lines if line.kind is not TaxKind.RESERVE and not line.set_aside]
        for place, line in enumerate(self._lines):
            who = f"dipungut {line.collector.label}" if line.withheld else "dibayar penyedia sendiri"
            self.fields[f"pajak-{place}"] = forms.DecimalField(
                label=f"{line.kind.label} (rupiah)",
                min_value=0,
                max_digits=20,
                decimal_places=2,
                initial=line.amount,
                help_text=f"{who}; dasar {line.base:,.0f}, {line.citation}".replace(",", "."),
                error_messages={"required": "Isi nilainya; nol bila tidak dipotong."},
            )

    @property
    def told(self) -> list[TaxLine]:
        amounts: list[Decimal] = [self.cleaned_data[f"pajak-{place}"] for place in range(len(self._lines))]
        return [replace(line, amount=amount) for line, amount in zip(self._lines, amounts, strict=True)]


class ProofForm(forms.Form):
    """How a payment was made, with the numbers of its papers."""

    way = forms.ChoiceField(
        label="Cara bayar",
        choices=[(way.value, way.label) for way in PaymentWay],
        widget=forms.RadioSelect,
        initial=PaymentWay.LS.value,
    )
    sp2d = forms.CharField(
        label="Nomor SP2D atau bukti",
        max_length=80,
        help_text="Dengan nomor yang sama, baris register dicocokkan dengan sendirinya.",
        error_messages={"required": "Isi nomor SP2D atau nomor bukti pembayaran."},
    )
    paid_on = day_field("Tanggal bayar")
    spp = forms.CharField(label="Nomor SPP", max_length=80, required=False)
    spm = forms.CharField(label="Nomor SPM", max_length=80, required=False)
    evidence = forms.CharField(label="Bukti lain", max_length=300, required=False, help_text="Misalnya nomor kuitansi.")

    def __init__(self, data: Any = None, *, key: str) -> None:
        super().__init__(data, prefix=key)

    @property
    def way_chosen(self) -> str:
        return str(self.cleaned_data["way"])

    @property
    def proof(self) -> Proof:
        told = self.cleaned_data
        return Proof(told["paid_on"], told["sp2d"], told["spp"], told["spm"], told["evidence"])


class RegisterForm(forms.Form):
    """A register of payment orders, and whose it is."""

    tahun = forms.IntegerField(label="Tahun anggaran", min_value=2000, max_value=2100)
    unit = forms.ChoiceField(
        label="Unit",
        required=False,
        help_text="Unit untuk baris yang tidak menyebut unitnya.",
        error_messages={"required": "Pilih unit yang registernya Anda unggah."},
    )
    document = forms.FileField(
        label="Register SP2D (XLSX atau CSV)",
        help_text="Kolom apa pun; artinya ditanyakan sekali. Nomor rekening hanya disimpan sebagai penanda. Paling "
        f"besar {LARGEST // 1024**2} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Pilih berkas registernya.", "empty": "Berkas ini kosong."},
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, year: int, units: Sequence[tuple[str, str]], every: bool
    ) -> None:
        only = units[0][0] if len(units) == 1 else ""
        super().__init__(data, files, initial={"tahun": year, "unit": only})
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*([("", "disebut di setiap baris")] if every else []), *units]
        field.required = not every


class HeadingForm(ColumnsForm):
    choices = [(meaning.value, meaning.label) for meaning in Meaning]
    learnt_from = "register"


class SharesForm(forms.Form):
    """What of one row goes to each of several bills; empty: nothing."""

    def __init__(self, data: Any = None, *, key: str, bills: Sequence[Bill], needs_day: bool = False) -> None:
        super().__init__(data, prefix=key)
        self._bills = bills
        for bill in bills:
            self.fields[f"bagian-{bill.payment_id}"] = RupiahField(bill.name, required=False, help_text=bill.told)
        if needs_day:
            self.fields["day"] = day_field("Tanggal SP2D")
        self.fields["reason"] = forms.CharField(
            label="Alasan",
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="Wajib bila suatu bagian bukan nilai tagihannya.",
        )

    @property
    def shares(self) -> dict[int, Decimal]:
        given = {bill.payment_id: self.cleaned_data.get(f"bagian-{bill.payment_id}") for bill in self._bills}
        return {payment_id: amount for payment_id, amount in given.items() if amount}


class MatchForm(forms.Form):
    """Why a row and a payment are one, where they do not look it; the day where the row has none."""

    reason = forms.CharField(
        label="Alasan",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wajib bila nilai, nomor, atau penerimanya berbeda.",
    )

    def __init__(self, data: Any = None, *, key: str, needs_day: bool = False, needs_reason: bool = False) -> None:
        super().__init__(data, prefix=key)
        if needs_day:
            self.fields["day"] = day_field("Tanggal SP2D")
        if not needs_reason:
            self.fields["reason"].help_text = "Tidak wajib: nilai dan penandanya cocok."
