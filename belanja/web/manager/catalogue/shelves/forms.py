"""Forms about shelves: terms, steps, attributes, specifications."""

from collections.abc import Sequence
from typing import Any

from django import forms

from belanja.etalase.models import Etalase, NationalEtalase
from belanja.rules.attributes import Attribute, AttributeType, decimal_of
from belanja.rules.decisions import RuleBroken
from belanja.rules.licences import KINDS as LICENCES
from belanja.rules.listings import PriceClass, SellerRole
from belanja.rules.shelves import KINDS, Terms
from belanja.web.late import goes_by

_REASON = {"required": "Tulis alasannya."}


class LateForm(forms.Form):
    """A form that knows on which version of its object it was opened (hidden), and is told when it comes late."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def opened_on(self) -> int:
        return int(self.cleaned_data.get("version") or 0)

    def catch_up(self, version: int) -> None:
        """Keep what was typed, and save against the present state when sent again."""
        goes_by(self, version=version)

    def tell(self, refusal: RuleBroken, fields: dict[str, str] | None = None) -> None:
        """Put a refusal where it belongs: sentences for fields at their fields, the rest above the form; 404 and a
        missing duty go on to the caller."""
        if refusal.status == 404 or refusal.code == "duty_missing":
            raise refusal
        citation = f" ({refusal.citation})" if refusal.citation else ""
        told: dict[str, str] = getattr(refusal, "fields", {}) or {"": f"{refusal.message}{citation}"}
        for name, sentence in told.items():
            field = (fields or {}).get(name, name)
            self.add_error(field if field in self.fields else None, sentence)


class TermsForm(LateForm):
    name = forms.CharField(label="Nama etalase", max_length=120, error_messages={"required": "Isi nama etalase."})
    kind = forms.ChoiceField(
        label="Jenis", required=False, choices=[("", "Belum dipilih"), *((one, one) for one in KINDS)]
    )
    description = forms.CharField(
        label="Yang ada di sini", required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Satu kalimat untuk pembeli.",
    )  # fmt: skip
    price_class = forms.ChoiceField(
        label="Kelas harga",
        required=False,
        choices=[("", "Belum dipilih"), *((one.value, one.label) for one in PriceClass)],
        help_text="Satu harga untuk seluruh negeri, untuk provinsi, atau menurut kabupaten/kota.",
    )
    allowed_roles = forms.MultipleChoiceField(
        label="Jenis usaha yang boleh mencantumkan",
        required=False,
        choices=[(role.value, role.label) for role in SellerRole if role.value],
        widget=forms.CheckboxSelectMultiple,
    )
    licences = forms.MultipleChoiceField(
        label="Izin yang harus dimiliki penyedia",
        required=False,
        choices=[(one.code, f"{one.title} ({one.issuer})") for one in LICENCES.values()],
        widget=forms.CheckboxSelectMultiple,
        help_text="Penawaran usaha yang belum memilikinya tampil, tetapi tidak dapat dibeli. Akibatnya ditunjukkan "
        "sebelum disimpan.",
    )
    category_1 = forms.CharField(label="Kategori nasional, tingkat 1", required=False, max_length=120)
    category_2 = forms.CharField(label="Tingkat 2", required=False, max_length=120)
    category_3 = forms.CharField(label="Tingkat 3", required=False, max_length=120)
    kbki = forms.CharField(
        label="KBKI", required=False, max_length=300,
        help_text="Angka awal kode yang termasuk, dipisah koma. Contoh: 3212, 38911.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    national = forms.ChoiceField(
        label="Etalase Katalog v5", required=False,
        help_text="Yang disebut pesanan lama; dari sini diketahui kapan terakhir terjual.",
    )  # fmt: skip

    def __init__(self, *args: Any, national: Sequence[NationalEtalase], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["national"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Belum dikaitkan"), *((one.national_id, f"{one.name} ({one.kind})") for one in national)]

    def terms(self) -> Terms:
        """What was filled in, for the service."""
        given = self.cleaned_data
        levels = [given[f"category_{level}"].strip() for level in (1, 2, 3)]
        return Terms(
            name=given["name"].strip(),
            kind=given.get("kind", ""),
            description=given["description"].strip(),
            price_class=given["price_class"],
            allowed_roles=tuple(given["allowed_roles"]),
            licences=tuple(given["licences"]),
            category=tuple(level for level in levels if level),
            kbki=tuple(part.strip() for part in given["kbki"].replace(";", ",").split(",") if part.strip()),
            national=given["national"],
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for level in (2, 3):
            if given.get(f"category_{level}") and not given.get(f"category_{level - 1}"):
                self.add_error(f"category_{level - 1}", f"Isi tingkat {level - 1} sebelum tingkat {level}.")
        return given

    @staticmethod
    def of(etalase: Etalase) -> dict[str, Any]:
        """What the form starts with for a shelf."""
        levels = [*etalase.category, "", "", ""][:3]
        return {
            "version": etalase.version,
            "name": etalase.name,
            "kind": etalase.kind,
            "description": etalase.description,
            "price_class": etalase.price_class,
            "allowed_roles": etalase.allowed_roles,
            "licences": etalase.licences,
            **{f"category_{place}": level for place, level in enumerate(levels, 1)},
            "kbki": ", ".join(etalase.kbki),
            "national": etalase.national.national_id if etalase.national else "",
        }


class EditForm(TermsForm):
    """`previewed`: the licences whose effect on the listings has been shown, as they were then."""

    previewed = forms.CharField(widget=forms.HiddenInput, required=False)

    def has_shown(self, codes: Sequence[str]) -> bool:
        return bool(self.cleaned_data["previewed"] == " ".join(sorted(codes)))

    def show(self, codes: Sequence[str]) -> None:
        """Keep what was typed; sent again, it is saved."""
        goes_by(self, previewed=" ".join(sorted(codes)))


class ProposeForm(TermsForm):
    reason = forms.CharField(
        label="Mengapa diperlukan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Misalnya nomor nota dinas pengusul dan kebutuhan yang belum ada etalasenya.",
        error_messages={"required": "Tulis mengapa etalase ini diperlukan."},
    )


class StepForm(LateForm):
    reason = forms.CharField(
        label="Alasan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tersimpan di riwayat etalase.",
        error_messages=_REASON,
    )


class MergeForm(StepForm):
    """`previewed`: the successor on which it has been shown how the goods would stand."""

    into = forms.ChoiceField(label="Gabungkan ke", error_messages={"required": "Pilih etalase tujuan."})
    previewed = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("version", "previewed", "into", "reason")

    def __init__(self, *args: Any, successors: Sequence[Etalase], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Pilih etalase"), *((str(one.pk), one.name) for one in successors)]

    def has_shown(self) -> bool:
        return bool(self.cleaned_data["previewed"] == self.cleaned_data["into"])

    def show(self) -> None:
        """Keep what was typed; sent again, it is done."""
        goes_by(self, previewed=self.cleaned_data["into"])


class NoteForm(LateForm):
    note = forms.CharField(
        label="Apa yang berubah dan mengapa",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Dibaca penyedia yang barangnya perlu disesuaikan.",
        error_messages={"required": "Tulis apa yang berubah dan mengapa."},
    )


class AttributeForm(LateForm):
    label = forms.CharField(label="Nama atribut", max_length=80, error_messages={"required": "Isi nama atribut."})
    type = forms.ChoiceField(
        label="Isinya", choices=[(one.value, one.label) for one in AttributeType], initial=AttributeType.TEXT.value
    )
    unit = forms.CharField(label="Satuan", required=False, max_length=20, help_text="Untuk angka. Contoh: g, ml, inci.")
    allowed = forms.CharField(
        label="Pilihan", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Untuk pilihan. Satu tiap baris.",
    )  # fmt: skip
    least = forms.CharField(label="Paling sedikit", required=False, max_length=20, help_text="Untuk angka.")
    most = forms.CharField(label="Paling banyak", required=False, max_length=20, help_text="Untuk angka.")
    required = forms.BooleanField(label="Wajib diisi", required=False)
    comparable = forms.BooleanField(
        label="Pembanding", required=False,
        help_text="Barang yang sama dalam semua atribut pembanding adalah barang sejenis; harganya dibandingkan.",
    )  # fmt: skip

    def clean_least(self) -> Any:
        return self._number("least")

    def clean_most(self) -> Any:
        return self._number("most")

    def _number(self, name: str) -> Any:
        written = self.cleaned_data[name].strip().replace(",", ".")
        number = decimal_of(written) if written else None
        if written and (number is None or abs(number) >= 10**12):
            raise forms.ValidationError("Tulis angka, misalnya 80 atau 0,5.")
        return number

    def attribute(self, key: str) -> Attribute:
        """What was filled in; an empty key is a new attribute."""
        given = self.cleaned_data
        return Attribute(
            key, given["label"].strip(), AttributeType(given["type"]), given["unit"].strip(),
            tuple(lines(given["allowed"])), given["required"], given["comparable"], given["least"], given["most"],
        )  # fmt: skip

    @staticmethod
    def of(one: Attribute) -> dict[str, Any]:
        """What the form starts with for an attribute."""
        plain = {name: None if (value := getattr(one, name)) is None else f"{value.normalize():f}".replace(".", ",")
                 for name in ("least", "most")}  # fmt: skip
        return {
            "label": one.label, "type": one.type.value, "unit": one.unit, "allowed": "\n".join(one.allowed),
            "required": one.required, "comparable": one.comparable, **plain,
        }  # fmt: skip


def lines(written: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in written.splitlines() if line.strip()]
