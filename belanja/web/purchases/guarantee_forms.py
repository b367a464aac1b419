"""Forms of guarantees: what one says with its scan, the day it went back, the day and reason of its claim."""

from typing import Any

from django import forms

from belanja.foundation import clock
from belanja.purchasing.services.guarantees import Terms
from belanja.rules.buying.states import GuaranteeKind
from belanja.rules.scans import LARGEST, Scan
from belanja.web.manager.budget_forms import RupiahField
from belanja.web.manager.parameter_forms import day_field

from .forms import words_field


class GuaranteeForm(forms.Form):
    """As the paper says it."""

    kind = forms.ChoiceField(
        label="Jenis jaminan",
        choices=[(kind.value, kind.label) for kind in GuaranteeKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih jenis jaminannya."},
    )
    number = forms.CharField(
        label="Nomor jaminan", max_length=80, error_messages={"required": "Nomor jaminan belum diisi."}
    )
    issuer = forms.CharField(
        label="Penerbit",
        max_length=160,
        help_text="Bank, perusahaan penjaminan, atau perusahaan asuransi.",
        error_messages={"required": "Penerbit belum diisi."},
    )
    amount = RupiahField("Nilai jaminan dalam rupiah")
    valid_from = day_field("Berlaku sejak")
    valid_to = day_field("Berlaku sampai", "Hari terakhirnya; keduanya diingatkan sebelum habis.")
    document = forms.FileField(
        label="Pindaian (PDF, JPG, atau PNG)",
        help_text=f"Paling besar {LARGEST // 1024**2} MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": "Pilih pindaian jaminannya.", "empty": "Berkas ini kosong."},
    )

    def __init__(self, data: Any = None, files: Any = None, *, key: str) -> None:
        super().__init__(data, files, prefix=key)

    @property
    def told(self) -> Terms:
        given = self.cleaned_data
        return Terms(
            GuaranteeKind(given["kind"]),
            given["number"],
            given["issuer"],
            given["amount"],
            given["valid_from"],
            given["valid_to"],
        )

    @property
    def scan(self) -> Scan:
        document = self.cleaned_data["document"]
        return Scan(document.name, document.read())


class DayForm(forms.Form):
    """The day on which it happened."""

    day = day_field("Tanggal")

    def __init__(self, data: Any = None, *, key: str) -> None:
        super().__init__(data, prefix=key, initial={"day": clock.today()})


class ClaimForm(DayForm):
    """When and why a guarantee was claimed."""

    note = words_field("Alasan", "Paling sedikit 10 huruf; dibaca penyedia.", rows=2)
