"""The form of a need: filled by hand, from a search that found nothing, or from a line of the plan; against the
attributes of a shelf or one of its ready specifications."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from belanja.catalogue.models import Region
from belanja.catalogue.search.directory import Place
from belanja.etalase import selectors as etalase
from belanja.etalase.models import Etalase
from belanja.foundation import text
from belanja.institutions.models import Unit
from belanja.needs.models import Need
from belanja.needs.selectors import requirements_of
from belanja.needs.services.posting import Wanted
from belanja.rules.attributes import Attribute, AttributeType, Requirement
from belanja.web.manager.budget_forms import RupiahField
from belanja.web.manager.parameter_forms import day_field
from belanja.web.needs.shown import amount

from .requests import request_field

_AMOUNT = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,12})(?:,(\d{1,3}))?\s+(\D.{0,19})")
_ATTRIBUTE = "syarat_"


class NeedForm(forms.Form):
    """A need in words; `shelf`, of these `shelves`, adds its ready specifications and what its goods are told by."""

    etalase = forms.ChoiceField(
        label="Etalase", required=False,
        help_text="Dengan etalase, syarat barangnya dapat diisi di bawah. Yang sudah Anda tulis tetap ada.",
    )  # fmt: skip
    apa = forms.CharField(
        label="Apa yang dibutuhkan",
        max_length=160,
        help_text="Satu barang atau jasa, misalnya: kursi roda lipat dewasa.",
        error_messages={"required": "Tulis apa yang dibutuhkan."},
    )
    rincian = forms.CharField(
        label="Spesifikasi",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ukuran, bahan, atau standar yang harus dipenuhi. Jangan menyebut merek kecuali perlu.",
    )
    spesifikasi = forms.ChoiceField(label="Spesifikasi siap pakai", required=False)
    jumlah = forms.CharField(
        label="Jumlah dan satuan",
        required=False,
        max_length=80,
        help_text="Misalnya: 40 buah, atau 12 bulan. Angka dan satuan dijumlahkan dengan kebutuhan serupa.",
    )
    nilai = RupiahField("Perkiraan nilai seluruhnya", required=False)
    wilayah = forms.ChoiceField(label="Dikirim ke", required=False)
    tanggal = day_field("Dibutuhkan paling lambat", required=False)
    pd = forms.ChoiceField(
        label="Perangkat Daerah",
        required=False,
        help_text="Kebutuhan unit dapat diurus semua yang berwenang di unit itu.",
    )
    rup = forms.CharField(label="Kode RUP", required=False, max_length=40)
    nama = forms.CharField(
        label="Atas nama",
        max_length=120,
        help_text="Dinas, unit, sekolah, atau usaha. Ini terbaca oleh umum; jangan menulis nama orang.",
        error_messages={"required": "Tulis atas nama siapa kebutuhan ini dipasang."},
    )
    permintaan = request_field()
    dicari = forms.CharField(required=False, max_length=160, widget=forms.HiddenInput)
    kbki = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, places: Mapping[int, Place], units: Mapping[int, Unit], shelf: Etalase | None,
        shelves: Iterable[Etalase], **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **more)
        self._shelf, self._units = shelf, units
        _choose(self, "etalase", "Belum tahu, atau belum ada etalasenya", {one.slug: one.name for one in shelves})
        self._attributes: tuple[Attribute, ...] = ()
        _choose(self, "wilayah", "Seluruh wilayah", {str(one.id): one.name for one in places.values()})
        if units:
            _choose(self, "pd", "Bukan untuk satu unit", {str(one.pk): str(one) for one in units.values()})
        else:
            del self.fields["pd"], self.fields["rup"]
        ready = list(shelf.specifications.all()) if shelf else []
        if ready:
            _choose(self, "spesifikasi", "Tidak memakai", {str(one.pk): one.name for one in ready})
        else:
            del self.fields["spesifikasi"]
        if shelf is not None:
            versions = etalase.versions(shelf.pk)
            self._attributes = versions[0].rules() if versions else ()
            asked = {f"{_ATTRIBUTE}{one.key}": _field(one) for one in self._attributes}
            self.fields |= asked
            self.order_fields(["etalase", "apa", "spesifikasi", *asked, "rincian"])

    def wanted(self) -> Wanted:
        """What was filled in."""
        given = self.cleaned_data
        number, measure = _amount(given["jumlah"])
        ready = self._ready(given.get("spesifikasi", ""))
        return Wanted(
            what=given["apa"],
            details=given["rincian"],
            quantity=given["jumlah"],
            amount=number,
            measure=measure,
            value=given["nilai"],
            region=Region.objects.filter(pk=int(given["wilayah"])).first() if given["wilayah"] else None,
            needed_by=given["tanggal"],
            on_behalf=given["nama"],
            question=given["dicari"],
            etalase=self._shelf,
            specification=ready,
            requirements=tuple(self._requirements()) if ready is None else (),
            kbki=tuple(code for code in given["kbki"].split() if code.isdigit() and len(code) <= 10)[:20],
            plan_code=given.get("rup", ""),
        )

    def unit(self) -> Unit | None:
        """The unit whose need it is."""
        chosen = self.cleaned_data.get("pd", "")
        return self._units.get(int(chosen)) if chosen else None

    def _ready(self, chosen: str) -> Any:
        return self._shelf.specifications.filter(pk=int(chosen)).first() if self._shelf and chosen else None

    def _requirements(self) -> Iterator[Requirement]:
        for one in self._attributes:
            value = self.cleaned_data.get(f"{_ATTRIBUTE}{one.key}")
            if value in (None, ""):
                continue
            if one.type is AttributeType.NUMBER:
                yield Requirement(one.key, least=value)
            else:
                yield Requirement(one.key, one_of=(str(value),))


def first_values(need: Need) -> dict[str, Any]:
    """A need as its form shows it, to be written anew."""
    told: dict[str, Any] = {
        "apa": need.what, "rincian": need.details, "spesifikasi": str(need.specification_id or ""),
        "jumlah": need.quantity or amount(need) if need.quantity or need.amount else "",
        "nilai": text.rupiah(need.value) if need.value else "", "wilayah": str(need.region_id or ""),
        "tanggal": need.needed_by, "pd": str(need.unit_id or ""), "rup": need.plan_code, "nama": need.on_behalf,
        "dicari": need.question, "kbki": " ".join(need.kbki),
    }  # fmt: skip
    for one in requirements_of(need):
        told[f"{_ATTRIBUTE}{one.key}"] = one.one_of[0] if one.one_of else one.least
    return told


def _choose(form: forms.Form, name: str, none: str, choices: Mapping[str, str]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", none), *choices.items()]


def _field(one: Attribute) -> forms.Field:
    """What a need may demand of one attribute: a least number, or one of its values."""
    unit = f" ({one.unit})" if one.unit else ""
    if one.type is AttributeType.NUMBER:
        return forms.DecimalField(
            label=f"{one.label}, paling sedikit{unit}", required=False, max_digits=18, decimal_places=6,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}), error_messages={"invalid": "Tulis angka saja."},
        )  # fmt: skip
    if one.type is AttributeType.TEXT:
        return forms.CharField(label=f"{one.label}{unit}", required=False, max_length=80)
    values = ("Ya", "Tidak") if one.type is AttributeType.YES_NO else one.allowed
    return forms.ChoiceField(
        label=f"{one.label}{unit}", required=False, choices=[("", "Bebas"), *((value, value) for value in values)]
    )


def _amount(written: str) -> tuple[Decimal | None, str]:
    """`1.200 buah` as number and unit; nothing where it is not written so."""
    match = _AMOUNT.fullmatch(written.strip())
    if match is None:
        return None, ""
    number = Decimal(f"{match[1].replace('.', '')}.{match[2] or '0'}")
    return (number, match[3].strip()) if number > 0 else (None, "")
