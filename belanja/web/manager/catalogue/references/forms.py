"""Forms of standard and outside prices."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from belanja.catalogue.services.references import Suggestion
from belanja.intake.services.reference_lists import LARGEST
from belanja.rules.listings import TaxBasis
from belanja.rules.reference_prices import REFUSALS, Delivery, Kind, Meaning
from belanja.web.manager.heading_form import ColumnsForm
from belanja.web.manager.parameter_forms import day_field


class ListForm(forms.Form):
    """A list with its decree, and on which basis its prices stand."""

    REFUSED: ClassVar[dict[str, str]] = {"decree_missing": "decree", "tax_percent_missing": "tax_percent"}

    kind = forms.ChoiceField(
        label="Jenis",
        choices=[(kind.value, kind.label) for kind in Kind],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih jenis daftarnya."},
    )
    year = forms.IntegerField(label="Tahun anggaran", min_value=2015, max_value=2100)
    decree = forms.CharField(
        label="Nomor keputusan",
        max_length=120,
        help_text="Keputusan kepala daerah, atau peraturan menteri untuk HET.",
        error_messages={"required": "Isi nomor keputusan yang menetapkan daftar ini."},
    )
    dated = day_field("Tanggal keputusan")
    tax_basis = forms.ChoiceField(
        label="Pajak dalam harga",
        choices=[(one.value, one.label) for one in TaxBasis],
        required=False,
        help_text="Tanpa ini harganya ditampilkan, tetapi tidak dibandingkan.",
    )
    tax_percent = forms.DecimalField(
        label="PPN (persen)",
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text="Bila harga termasuk PPN.",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    delivery = forms.ChoiceField(
        label="Pengiriman dalam harga", choices=[(one.value, one.label) for one in Delivery], required=False
    )
    document = forms.FileField(
        label="Daftar (XLSX atau CSV)",
        help_text=f"Kolom seperti SIPD (kode, nama, satuan, harga, spek) atau milik sendiri. Paling besar "
        f"{LARGEST // 1024**2} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas ini kosong."},
    )

    def __init__(self, data: Any = None, files: Any = None, *, year: int) -> None:
        super().__init__(data, files, initial={"year": year})


class HeadingForm(ColumnsForm):
    choices = [(meaning.value, meaning.label) for meaning in Meaning]
    learnt_from = "daftar"


class MatchForm(forms.Form):
    """Of which products a price speaks: those suggested, or another one by its number."""

    products = forms.MultipleChoiceField(
        label="Barang yang dimaksud", required=False, widget=forms.CheckboxSelectMultiple
    )
    number = forms.IntegerField(
        label="Barang lain, menurut nomornya",
        required=False,
        min_value=1,
        help_text="Angka dalam alamat halaman barang: /katalog/produk/123-….",
    )

    def __init__(self, data: Any = None, *, found: Sequence[Suggestion]) -> None:
        super().__init__(data)
        field = self.fields["products"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (
                str(one.product.pk),
                f"{one.product.name} ({one.product.brand or 'tanpa merek'}, {one.product.etalase}): "
                f"{', '.join(one.reasons)}",
            )
            for one in found
        ]

    def chosen(self) -> list[int]:
        """Ids of the products."""
        ids = [int(one) for one in self.cleaned_data["products"]]
        return [*ids, self.cleaned_data["number"]] if self.cleaned_data["number"] else ids


class OutsideForm(forms.Form):
    """Why an outside price is not shown."""

    reason = forms.ChoiceField(
        label="Alasan",
        choices=list(REFUSALS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih alasannya."},
    )
