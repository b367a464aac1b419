"""What a Perangkat Daerah writes to propose an etalase, what is wrong with it, and what it still lacks to be signed.

Fields follow Kepka LKPP 122/2022 (K-06, K-07): name, what kind of goods, why, what belongs to it, who may sell there,
which attributes tell goods apart, and what is known of products.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ..attributes import Attribute, as_json, from_json
from ..classification import CLASSES
from ..needs.trades import makers
from ..schemas import MOST_ATTRIBUTES
from ..schemas import problems as attribute_problems
from ..shelves import Profile
from ..shelves import problems as terms_problems
from .states import Background, Nature

MOST_WORDS, MOST_SAMPLES = 12, 20


@dataclass(frozen=True)
class Sample:
    """A product that would stand there, as the unit knows it. `maker`: a firm or co-operative, never a person; `place`:
    kode wilayah; `price`: rupiah, None where it is not known; `source`: where it was seen."""

    name: str
    maker: str = ""
    place: str = ""
    price: Decimal | None = None
    source: str = ""

    def as_json(self) -> dict[str, Any]:
        return vars(self) | {"price": None if self.price is None else f"{self.price:f}"}

    @classmethod
    def from_json(cls, one: Mapping[str, Any]) -> "Sample":
        """The sample that `as_json` wrote."""
        return cls(**dict(one) | {"price": None if one["price"] is None else Decimal(one["price"])})


@dataclass(frozen=True)
class Dossier(Profile):
    """A proposal as it was filled in: the profile that its etalase would have, and why. `nature`, `background`: values
    of `states`; `ground`: what the background is, in words (which rule, whose wish); `words`: what the goods are called
    in plans and searches; `classes`: of `rules.classification`; `kbli`: leading digits; `attributes`: the draft schema;
    `difference`: why no etalase of today holds it; `contact`: a post and its telephone, never a private person;
    `letter_number`: nota dinas."""

    nature: str = ""
    background: str = ""
    ground: str = ""
    words: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    kbli: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    samples: tuple[Sample, ...] = ()
    difference: str = ""
    contact: str = ""
    letter_number: str = ""
    letter_date: date | None = None

    def trades(self) -> tuple[str, ...]:
        """Leading digits of the KBLI of firms that could fill it: those that were named, or else trades that make or
        render goods of its KBKI (`rules.needs.trades`); whoever only trades is left out."""
        return self.kbli or makers(self.kbki)

    def as_json(self) -> dict[str, Any]:
        return vars(self) | {name: list(getattr(self, name)) for name in _ROWS} | {
            "attributes": [as_json(one) for one in self.attributes],
            "samples": [one.as_json() for one in self.samples],
            "letter_date": self.letter_date.isoformat() if self.letter_date else None,
        }  # fmt: skip

    @classmethod
    def from_json(cls, one: Mapping[str, Any]) -> "Dossier":
        """The dossier that `as_json` wrote."""
        rows = {name: tuple(one[name]) for name in _ROWS}
        attributes = tuple(from_json(row) for row in one["attributes"])
        samples = tuple(Sample.from_json(row) for row in one["samples"])
        day = date.fromisoformat(one["letter_date"]) if one["letter_date"] else None
        return cls(**dict(one) | rows | {"attributes": attributes, "samples": samples, "letter_date": day})


#: Its lists of words and codes.
_ROWS = ("words", "classes", "kbli", "allowed_roles", "licences", "category", "kbki")


def problems(dossier: Dossier) -> dict[str, str]:
    """What cannot be kept even in a draft, a sentence for each field; nothing where all can."""
    found = terms_problems(dossier.terms())
    if dossier.nature not in ("", *Nature):
        found["nature"] = "Pilih jenisnya dari daftar."
    if dossier.background not in ("", *Background):
        found["background"] = "Pilih latar belakangnya dari daftar."
    if len(dossier.words) > MOST_WORDS or any(not 2 <= len(one) <= 80 for one in dossier.words):
        found["words"] = f"Tulis paling banyak {MOST_WORDS} sebutan, masing-masing 2 sampai 80 huruf."
    if not set(dossier.classes) <= {one.code for one in CLASSES.values() if one.in_catalogues}:
        found["classes"] = "Pilih kelas belanja dari daftar."
    wrong = [one for one in dossier.kbli if not (one.isascii() and one.isdigit() and 2 <= len(one) <= 5)]
    if wrong:
        found["kbli"] = f"KBLI ditulis dengan 2 sampai 5 angka pertamanya; “{wrong[0]}” bukan."
    return found | _of_rows(dossier)


def missing_to_sign(dossier: Dossier, *, alike: Sequence[str]) -> list[str]:
    """What a proposal still lacks before its head can sign it, in the words of a to-do list. `alike`: names of shelves
    and proposals of today that may be the same; then it has to say why they do not do."""
    lacks = [
        (dossier.nature, "pilih jenisnya: barang, jasa, konstruksi, atau digital"),
        (dossier.background, "pilih satu dari lima latar belakang"),
        (dossier.ground.strip(), "tulis dasar atau asal latar belakangnya"),
        (dossier.description.strip(), "uraikan apa yang akan dicantumkan"),
        (dossier.words or dossier.classes, "tulis sebutan barangnya atau pilih kelas belanja, supaya bukti dihitung"),
        (dossier.category, "petakan ke kategori nasional"),
        (dossier.kbki, "tulis kode KBKI yang termasuk"),
        (dossier.allowed_roles, "pilih jenis usaha yang boleh mencantumkan"),
        (dossier.price_class, "pilih kelas harganya"),
        (dossier.attributes, "susun paling sedikit satu atribut"),
        (dossier.contact.strip(), "sebutkan jabatan dan telepon kantor narahubung"),
        (not alike or dossier.difference.strip(),
         f"jelaskan mengapa bukan {', '.join(alike)}"),
    ]  # fmt: skip
    return [words for there, words in lacks if not there]


def _of_rows(dossier: Dossier) -> dict[str, str]:
    found = {}
    if len(dossier.attributes) > MOST_ATTRIBUTES:
        found["attributes"] = f"Skema paling banyak {MOST_ATTRIBUTES} atribut."
    for place, one in enumerate(dossier.attributes):
        wrong = attribute_problems(one, dossier.attributes[:place])
        if wrong:
            found["attributes"] = f"{one.label}: {next(iter(wrong.values()))}"
            break
    if len(dossier.samples) > MOST_SAMPLES:
        found["samples"] = f"Paling banyak {MOST_SAMPLES} produk contoh."
    elif any(not one.name.strip() for one in dossier.samples):
        found["samples"] = "Setiap produk contoh memerlukan nama."
    elif any(one.price is not None and one.price <= 0 for one in dossier.samples):
        found["samples"] = "Harga produk contoh harus lebih dari nol."
    return found
