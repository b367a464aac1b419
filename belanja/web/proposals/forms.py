"""What a unit fills in to propose an etalase, and what the bureau fills in when it studies one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from belanja.catalogue.search.directory import Place
from belanja.etalase.models import Etalase, NationalEtalase
from belanja.foundation import text
from belanja.institutions.models import Unit
from belanja.needs.models import Need
from belanja.rules.attributes import Attribute
from belanja.rules.classification import CLASSES
from belanja.rules.proposals.dossier import Dossier, Sample
from belanja.rules.proposals.reasons import Use, reasons_for
from belanja.rules.proposals.states import Advice, Background, Nature
from belanja.rules.proposals.study import PARTS, Study
from belanja.web.manager.budget_forms import RupiahField
from belanja.web.manager.catalogue.shelves.forms import AttributeForm, TermsForm, lines
from belanja.web.manager.parameter_forms import day_field
from belanja.web.naming import shown
from belanja.web.needs.shown import amount
from belanja.web.public.catalogue.requests import request_field
from belanja.web.purchases.forms import words_field

#: Columns of the dossier that stand in the form under another name.
FIELDS = {"category": "category_1", "classes": "class_1"}
#: A draft may do without them; what is signed may not.
_ASKED = (
    "nature", "background", "ground", "description", "words", "kbki", "category_1", "price_class", "allowed_roles",
    "contact",
)  # fmt: skip
#: A study may be kept without them; the head of the bureau cannot found an etalase on it.
_STUDIED = ("kbki", "category_1", "price_class", "allowed_roles", "advice")
_CLASSES = sorted(
    ((one.code, one.name) for one in CLASSES.values() if one.in_catalogues), key=lambda pair: text.name_key(pair[1])
)


class BeginForm(forms.Form):
    """The little that a proposal begins with."""

    unit = forms.ChoiceField(label="Perangkat Daerah", error_messages={"required": "Pilih Perangkat Daerah."})
    name = forms.CharField(
        label="Nama etalase",
        max_length=120,
        help_text="Selebar satu jenis barang atau jasa, misalnya: Tas dan Anyaman Baduy.",
        error_messages={"required": "Isi nama etalase."},
    )
    words = forms.CharField(
        label="Sebutan barangnya",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Seperti disebut dalam rencana dan pencarian, satu tiap baris. Bukti dihitung dari sini.",
    )
    needs = forms.MultipleChoiceField(
        label="Kebutuhan unit ini yang hendak dipenuhi", required=False, widget=forms.CheckboxSelectMultiple
    )
    spend_class = forms.CharField(required=False, widget=forms.HiddenInput())
    request = request_field()

    def __init__(self, data: Any = None, *, units: Sequence[Unit], needs: Sequence[Need], **more: Any) -> None:
        super().__init__(data, **more)
        _choices(self, "unit", [(str(one.pk), shown(one.name)) for one in units], "" if len(units) == 1 else "Pilih")
        _offer_needs(self, needs)

    def dossier(self) -> Dossier:
        """What is known of it; begun from a plan line, what its class tells besides."""
        given = self.cleaned_data
        words = tuple(lines(given["words"])) or (given["name"].strip().lower()[:80],)
        found = CLASSES.get(given["spend_class"])
        if found is None or not found.bought_here:
            return Dossier(name=given["name"], words=words)
        nature = Nature(found.nature.value)
        return Dossier(name=given["name"], words=words, classes=(found.code,), kbki=found.kbki, nature=nature.value)


class _ProfileForm(TermsForm):
    """The profile of an etalase, which is a local one."""

    kind = None  # type: ignore[assignment]  # how Django takes a field out

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["description"].label = "Yang dicantumkan"
        self.fields["category_1"].help_text = "Kategori Katalog v6, dari yang terluas. Misalnya: Mebel."
        self.fields["licences"].help_text = "Penawaran usaha yang belum memilikinya tampil, tetapi tidak dapat dibeli."

    def profile(self) -> dict[str, Any]:
        """The columns of the profile, as dossier and study name them."""
        terms = self.terms()
        names = ("name", "description", "price_class", "allowed_roles", "licences", "category", "kbki", "national")
        return {name: getattr(terms, name) for name in names}

    @staticmethod
    def start(one: Dossier | Study) -> dict[str, Any]:
        """What the profile begins with."""
        levels = [*one.category, "", "", ""][:3]
        return {
            "name": one.name,
            "description": one.description,
            "price_class": one.price_class,
            "allowed_roles": one.allowed_roles,
            "licences": one.licences,
            **{f"category_{place}": level for place, level in enumerate(levels, 1)},
            "kbki": ", ".join(one.kbki),
            "national": one.national,
        }


class DossierForm(_ProfileForm):
    """A proposal as its unit writes it; attributes and samples stand on pages of their own."""

    nature = forms.ChoiceField(
        label="Jenis", required=False, choices=[("", "Belum dipilih"), *((one.value, one.label) for one in Nature)]
    )
    background = forms.ChoiceField(
        label="Latar belakang",
        required=False,
        choices=[(one.value, one.label) for one in Background],
        widget=forms.RadioSelect,
        help_text="Satu dari lima menurut Kepka LKPP 122/2022.",
    )
    ground = forms.CharField(
        label="Dasar atau asalnya", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Peraturan mana, usul siapa, kebutuhan yang mana.",
    )  # fmt: skip
    words = forms.CharField(
        label="Sebutan barangnya", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Seperti disebut dalam rencana dan pencarian, satu tiap baris. Bukti dihitung dari sini.",
    )  # fmt: skip
    class_1 = forms.ChoiceField(
        label="Kelas belanja", required=False, help_text="Paket RUP kelas ini ikut dihitung sebagai bukti."
    )
    class_2 = forms.ChoiceField(label="Kelas belanja kedua", required=False)
    class_3 = forms.ChoiceField(label="Kelas belanja ketiga", required=False)
    kbli = forms.CharField(
        label="KBLI penyedianya", required=False, max_length=200,
        help_text="Dua sampai lima angka pertama, dipisah koma. Dikosongkan: dibaca dari KBKI.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    difference = forms.CharField(
        label="Mengapa etalase sekarang tidak memadai", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Wajib bila ada etalase atau usulan lain yang mirip.",
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label="Kebutuhan unit ini yang hendak dipenuhi", required=False, widget=forms.CheckboxSelectMultiple
    )
    contact = forms.CharField(
        label="Narahubung", required=False, max_length=160,
        help_text="Jabatan dan telepon kantor; bukan nama orang. Terbaca oleh umum.",
    )  # fmt: skip
    letter_number = forms.CharField(label="Nomor nota dinas", required=False, max_length=120)
    letter_date = day_field("Tanggal nota dinas", required=False)
    field_order = (
        "version", "name", "nature", "background", "ground", "description", "words", "class_1", "class_2", "class_3",
        "difference", "needs", "kbli", "kbki", "category_1", "category_2", "category_3", "national", "price_class",
        "allowed_roles", "licences", "contact", "letter_number", "letter_date",
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, national: Sequence[NationalEtalase], needs: Sequence[Need], **more: Any
    ) -> None:
        super().__init__(data, national=national, **more)
        for name in _ASKED:
            self.fields[name].asked = True  # type: ignore[attr-defined]  # read by pieces.FormField
        groups = [CLASSES[code].kbki_words for code in self.initial.get("classes", ()) if code in CLASSES]
        if groups:
            self.fields["kbki"].help_text += f" Menurut kelas belanjanya: {', '.join(groups)}."
        for name in ("class_1", "class_2", "class_3"):
            _choices(self, name, _CLASSES, "Tidak dipilih")
        _offer_needs(self, needs)

    def dossier(self, before: Dossier) -> Dossier:
        """What was filled in, beside the attributes and samples of `before`."""
        given = self.cleaned_data
        classes = [given[f"class_{place}"] for place in (1, 2, 3)]
        return replace(
            before,
            **self.profile(),
            nature=given["nature"],
            background=given["background"],
            ground=given["ground"].strip(),
            words=tuple(dict.fromkeys(lines(given["words"]))),
            classes=tuple(dict.fromkeys(one for one in classes if one)),
            kbli=_digits(given["kbli"]),
            difference=given["difference"].strip(),
            contact=given["contact"].strip(),
            letter_number=given["letter_number"].strip(),
            letter_date=given["letter_date"],
        )

    def need_ids(self) -> list[int]:
        """The needs that were ticked."""
        return [int(one) for one in self.cleaned_data["needs"]]

    @classmethod
    def begun(cls, one: Dossier, *, version: int, need_ids: Sequence[int]) -> dict[str, Any]:
        """What the form begins with."""
        classes = [*one.classes, "", "", ""][:3]
        return cls.start(one) | {
            "version": version,
            "nature": one.nature,
            "background": one.background,
            "ground": one.ground,
            "words": "\n".join(one.words),
            "classes": one.classes,
            **{f"class_{place}": code for place, code in enumerate(classes, 1)},
            "kbli": ", ".join(one.kbli),
            "difference": one.difference,
            "needs": [str(one) for one in need_ids],
            "contact": one.contact,
            "letter_number": one.letter_number,
            "letter_date": one.letter_date,
        }


class StudyForm(_ProfileForm):
    """Penelaahan Produk: six parts in words, the profile, and what it advises."""

    advice = forms.ChoiceField(
        label="Saran kepada Kepala Biro",
        required=False,
        choices=[(one.value, one.label) for one in Advice],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, national: Sequence[NationalEtalase], **more: Any) -> None:
        super().__init__(data, national=national, **more)
        for name, label in PARTS.items():
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
            )
        for name in (*PARTS, *_STUDIED):
            self.fields[name].asked = True  # type: ignore[attr-defined]  # as above
        last = ("considered", "advice")
        requirements = [one for one in PARTS if one not in {"background", "considered"}]
        profile = [one for one in self.fields if one not in {*PARTS, "advice", "name", "description"}]
        self.order_fields(("background", "name", "description", *requirements, *profile, *last))

    def study(self, before: Study) -> Study:
        """What was filled in, beside the attributes of `before`."""
        words = {name: self.cleaned_data[name].strip() for name in PARTS}
        return replace(before, **self.profile(), **words, advice=self.cleaned_data["advice"])

    @classmethod
    def begun(cls, one: Study, *, version: int) -> dict[str, Any]:
        """What the form begins with."""
        return (
            cls.start(one) | {name: getattr(one, name) for name in PARTS} | {"version": version, "advice": one.advice}
        )


class RowForm(AttributeForm):
    """One attribute among the others of its schema."""

    version = None  # type: ignore[assignment]  # as above
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def given(self) -> Attribute:
        """The attribute as it was filled in; without a key it is a new one."""
        return self.attribute(self.cleaned_data["key"])


class SampleForm(forms.Form):
    """One product that would stand on the shelf."""

    name = forms.CharField(label="Nama produk", max_length=160, error_messages={"required": "Isi nama produk."})
    maker = forms.CharField(
        label="Pembuat atau penjual", required=False, max_length=160, help_text="Usaha atau koperasi, bukan nama orang."
    )
    place = forms.ChoiceField(label="Kabupaten/kota", required=False)
    price = RupiahField("Harga", required=False, help_text="Rupiah untuk satu satuan.")
    source = forms.CharField(label="Dilihat di", required=False, max_length=200)

    def __init__(self, *args: Any, places: Mapping[int, Place], **more: Any) -> None:
        super().__init__(*args, **more)
        _choices(self, "place", [(one.code, one.name) for one in places.values()], "Tidak disebut")

    def given(self) -> Sample:
        """The product as it was filled in."""
        given = self.cleaned_data
        return Sample(given["name"].strip(), given["maker"].strip(), given["place"], given["price"],
                      given["source"].strip())  # fmt: skip


class ReasonForm(forms.Form):
    """A coded reason with words of one's own."""

    def __init__(self, data: Any = None, *, key: str, use: Use) -> None:
        super().__init__(data, prefix=key)
        self.fields["reason_code"] = forms.ChoiceField(
            label="Alasan",
            choices=[("", "Pilih alasan"), *((one.code, one.label) for one in reasons_for(use))],
            error_messages={"required": "Pilih alasannya."},
        )
        self.fields["note"] = words_field("Penjelasan", "Terbaca oleh pengusul dan umum.")


class FoldForm(forms.Form):
    """The shelf of today on which it is to stand."""

    def __init__(self, data: Any = None, *, key: str, shelves: Sequence[Etalase]) -> None:
        super().__init__(data, prefix=key)
        self.fields["into_id"] = forms.ChoiceField(
            label="Etalase yang menampungnya",
            choices=[("", "Pilih etalase"), *((str(one.pk), one.name) for one in shelves)],
            error_messages={"required": "Pilih etalasenya."},
        )
        self.fields["note"] = words_field("Penjelasan", "Terbaca oleh pengusul dan umum.")


class AnnounceForm(forms.Form):
    """From which day until with which firms may register."""

    def __init__(self, data: Any = None, *, key: str) -> None:
        super().__init__(data, prefix=key)
        self.fields["registration_from"] = day_field("Pendaftaran dibuka")
        self.fields["registration_to"] = day_field("Hari terakhir pendaftaran")


class SecondForm(forms.Form):
    """Which unit seconds it, and why."""

    def __init__(self, data: Any = None, *, key: str, units: Sequence[Unit]) -> None:
        super().__init__(data, prefix=key)
        self.fields["unit"] = forms.ChoiceField(
            label="Perangkat Daerah", choices=[(str(one.pk), shown(one.name)) for one in units]
        )
        self.fields["note"] = forms.CharField(
            label="Untuk apa", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
        )


class MarkField(forms.CharField):
    """A hidden mark of what the page shows: shown again, the form carries that of the page that is shown now."""

    def bound_data(self, _data: Any, initial: Any) -> Any:
        return initial


class SignForm(forms.Form):
    """Nothing to fill in but the mark of the evidence that was seen."""

    seen = MarkField(widget=forms.HiddenInput, required=False)


def _digits(written: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in written.replace(";", ",").split(",") if part.strip())


def _choices(form: forms.Form, name: str, values: Sequence[tuple[str, str]], empty: str) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [*([("", empty)] if empty else []), *values]


def _offer_needs(form: forms.Form, needs: Sequence[Need]) -> None:
    """The needs of the unit to tick; no field where it has none."""
    if not needs:
        form.fields["needs"].widget = forms.MultipleHiddenInput()
    _choices(
        form, "needs", [(str(one.pk), f"{one.what} (jumlah {amount(one)})") for one in needs],
        "",
    )  # fmt: skip
