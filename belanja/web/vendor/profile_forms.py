"""Forms of a firm's registration; the same for the firm itself and for an officer who enters it on its behalf."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings

from belanja.catalogue.models import Region
from belanja.etalase.models import Etalase
from belanja.institutions.models import Government
from belanja.proposals import selectors as proposals
from belanja.rules.decisions import RuleBroken
from belanja.rules.firms import Scale
from belanja.rules.listings import EtalaseState
from belanja.rules.registration import LegalForm
from belanja.vendors.models import Profile
from belanja.vendors.statement import Statement
from belanja.web.manager.parameter_forms import day_field

_WIDE = {"autocomplete": "off"}


class LaterField(forms.CharField):
    """Needed to be submitted, but a draft may be kept without it."""

    def validate(self, value: Any) -> None:
        """Nothing is missing yet: the automatic checks tell what is, when the firm wants to submit."""


class LaterChoiceField(forms.ChoiceField):
    """The same for what is chosen from a list."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class ProfileForm(forms.Form):
    """Everything a firm states to be listed. Nothing is required to keep a draft."""

    use_required_attribute = False

    name = LaterField(
        label="Nama usaha",
        help_text="Seperti pada NIB. Usaha perorangan boleh memakai nama dagangnya.",
        max_length=200,
    )
    legal_form = forms.ChoiceField(label="Bentuk usaha", choices=[(one.value, one.label) for one in LegalForm])
    nib = LaterField(
        label="NIB",
        help_text="13 angka dari OSS (oss.go.id). Pengurusannya gratis.",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", **_WIDE}),
    )
    kbli = LaterField(
        label="KBLI",
        help_text="Kode lima angka di lampiran NIB; bila lebih dari satu pisahkan dengan koma, misalnya 47611, 56210.",
        max_length=200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", **_WIDE}),
    )
    npwp = forms.CharField(
        label="NPWP",
        help_text="15 atau 16 angka; yang disimpan hanya sidiknya. Boleh menyusul saat pesanan pertama.",
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", **_WIDE}),
    )
    address = LaterField(
        label="Alamat usaha",
        help_text="Jalan atau kampung, desa atau kelurahan, kecamatan. Tampil di halaman usaha.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    region_code = LaterChoiceField(label="Kabupaten/kota")
    phone = forms.CharField(
        label="Telepon usaha",
        help_text="Tampil di halaman usaha. Boleh berbeda dari nomor yang dipakai masuk.",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    email = forms.CharField(
        label="Surel usaha", max_length=120, required=False, widget=forms.TextInput(attrs={"type": "email"})
    )
    about = forms.CharField(
        label="Tentang usaha",
        help_text="Apa yang dijual dan ke mana dapat dikirim, dalam satu dua kalimat.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    scale = forms.ChoiceField(
        label="Skala usaha",
        help_text="Mikro: penjualan setahun sampai Rp2 miliar. Kecil: sampai Rp15 miliar. Menengah: sampai Rp50 miliar "
        "(PP 7/2021 Pasal 35). Bila belum tahu, kosongkan; tampil sebagai belum diketahui.",
        choices=[("", "Belum diketahui"), *((one.value, one.label) for one in Scale)],
        required=False,
    )
    scale_evidence = forms.CharField(
        label="Bukti skala usaha",
        help_text="Misalnya: omzet 2025 Rp180 juta menurut pembukuan; atau modal usaha menurut NIB.",
        max_length=300,
        required=False,
    )
    scale_on = day_field("Tanggal bukti skala", required=False)
    shelves = forms.MultipleChoiceField(
        label="Etalase yang akan diisi", required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self._choose("region_code", [("", "Pilih kabupaten/kota"), *region_choices()])
        self._choose("shelves", [(str(pk), name) for pk, name, _kbki in open_shelves()])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "legal_form", "nib", "kbli", "npwp")]

    @property
    def place(self) -> list[forms.BoundField]:
        return [self[name] for name in ("region_code", "address", "phone", "email", "about")]

    @property
    def size(self) -> list[forms.BoundField]:
        return [self[name] for name in ("scale", "scale_evidence", "scale_on")]

    def statement(self) -> Statement:
        """What was typed, for the services."""
        given = self.cleaned_data
        names = (
            "name legal_form nib npwp kbli address region_code phone email about scale scale_evidence scale_on".split()
        )
        return Statement(**{name: given[name] for name in names}, shelves=[int(pk) for pk in given["shelves"]])

    def refuse(self, refusal: RuleBroken) -> None:
        """Say a refusal at the field it is about, else above the form."""
        self.add_error(refusal.code if refusal.code in self.fields else None, refusal.message)


def initial_of(profile: Profile) -> dict[str, Any]:
    """A registration as the form shows it; the tax number is not kept and therefore not shown."""
    names = "name legal_form nib address region_code phone email about scale scale_evidence scale_on version".split()
    return {name: getattr(profile, name) for name in names} | {
        "kbli": ", ".join(profile.kbli),
        "shelves": [str(pk) for pk in profile.shelves],
    }


class SubmitForm(forms.Form):
    consent = forms.BooleanField(
        label="Saya pemilik atau pengurus usaha ini. Data di atas benar, dan saya setuju nama, alamat, kontak, skala, "
        "dan barang usaha ditampilkan di katalog yang terbuka untuk umum.",
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class LeaveForm(forms.Form):
    sure = forms.BooleanField(
        label="Ya, saya menarik persetujuan untuk ditampilkan.",
        error_messages={"required": "Centang bila Anda memang ingin berhenti ditampilkan."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def region_choices() -> list[tuple[str, str]]:
    """The kabupaten/kota that the installation serves."""
    regions = Region.objects.exclude(code="").exclude(bit=None).order_by("code")
    return [(one.code, one.name) for one in regions]


def region_name(code: str) -> str:
    """The name of a kabupaten/kota; the code where no feed has named it, and words for none."""
    found = Region.objects.filter(code=code).exclude(code="").first()
    return found.name if found and found.name else code or "belum diketahui"


def open_shelves() -> list[tuple[int, str, list[str]]]:
    """Id, name and KBKI beginnings of the etalase that take listings, and of those that call for firms now."""
    found = Etalase.objects.filter(state=EtalaseState.ACTIVE.value).order_by("sort_key")
    called = [(one.pk, f"{one.name} (segera dibuka)", list(one.kbki)) for one in proposals.registering()]
    return [(one.pk, one.name, list(one.kbki)) for one in found] + called


def wanted_shelves(profile: Profile) -> list[tuple[str, list[str]]]:
    """Name and KBKI beginnings of the etalase where a firm wants to sell, for the automatic checks."""
    found = Etalase.objects.filter(pk__in=profile.shelves).order_by("sort_key")
    return [(one.name, list(one.kbki)) for one in found]


def home_government() -> Government:
    """The government of the installation: its officers look at registrations made here."""
    return Government.objects.get(code=settings.DEFAULT_GOVERNMENT)
