"""The columns of a firm's spreadsheet for one etalase, derived from its schema: heading, kind, choices, help.

A value of a column is plain: text, `Decimal`, day, yes/no, the code of a choice, or codes of places; None is empty.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from belanja.rules.attributes import Attribute, AttributeType
from belanja.rules.headings import tidied
from belanja.rules.listing_content import LABELS
from belanja.rules.listings import ClaimKind, Freight, Origin, SellerRole, TaxBasis
from belanja.rules.measures import WORDS

Value = str | Decimal | date | bool | tuple[str, ...] | None

#: How many prices for larger quantities have columns of their own.
TIERS = (2, 3)


class Kind(StrEnum):
    TEXT = "text"
    LONG = "long"
    CODE = "code"
    NUMBER = "number"
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DAY = "day"
    CHOICE = "choice"
    UNIT = "unit"
    YES_NO = "yes_no"
    PLACES = "places"


@dataclass(frozen=True)
class Column:
    """`key`: field of `Content`, or a part of one (`attributes.x`, `price.36.73`, `tier2.from`, `claims.sni.number`).
    `choices`: value -> word. `locked`: written by us, never read. `folded`: hidden until wanted."""

    key: str
    heading: str
    kind: Kind
    hint: str = ""
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    locked: bool = False
    folded: bool = False
    most: int = 0
    """Longest text, in letters; 0 where it is no text."""

    @property
    def title(self) -> str:
        """As it stands in the sheet; a star marks what a listing needs before it is submitted."""
        return f"{self.heading} *" if self.required else self.heading


#: Columns that are ours: which listing and version a row is, its state, what is to be mended, why it changes.
IDENTITY, STATE, TO_MEND, REASON = "offer", "state", "to_mend", "reason"


@dataclass(frozen=True)
class Layout:
    columns: tuple[Column, ...]
    regions: Mapping[str, str]
    """Code -> name of every kabupaten/kota that may be served, in their order."""

    def __post_init__(self) -> None:
        titles = [tidied(one.title) for one in self.columns]
        assert len(set(titles)) == len(titles), titles

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        return {one.key: one for one in self.columns}

    @cached_property
    def read(self) -> tuple[Column, ...]:
        """Columns that say something of the listing."""
        return tuple(one for one in self.columns if not one.locked and one.key != REASON)


def layout_of(
    schema: Sequence[Attribute], *, regions: Mapping[str, str], roles: Sequence[str] = (), by_region: bool = False
) -> Layout:
    """The columns for an etalase: `roles` that it allows (none: all), prices by region in sight where it asks so."""
    columns = [
        Column(IDENTITY, "Kode barang (jangan diubah)", Kind.CODE, locked=True,
               hint="Diisi Belanja. Biarkan kosong untuk barang baru."),
        Column(STATE, "Keadaan", Kind.TEXT, locked=True, hint="Diisi Belanja: di mana barang ini sekarang."),
        Column(TO_MEND, "Yang perlu diperbaiki", Kind.LONG, locked=True,
               hint="Diisi Belanja: apa yang kurang dan cara memperbaikinya."),
        *_thing(), *_attributes(schema), *_origin(roles), *_terms(), *_claims(),
        *_by_region(regions, folded=not by_region),
        Column(REASON, "Alasan perubahan", Kind.TEXT, most=300,
               hint="Wajib bila harga naik banyak; disimpan bersama harganya."),
    ]  # fmt: skip
    return Layout(tuple(_told_apart(columns)), dict(regions))


def _told_apart(columns: Sequence[Column]) -> Iterator[Column]:
    """No two columns of one heading: an attribute may be called like a column that every etalase has."""
    seen: set[str] = set()
    for one in columns:
        heading, number = one.heading, 1
        while tidied(heading) in seen:
            number += 1
            heading = f"{one.heading} (spesifikasi{'' if number == 2 else f' {number - 1}'})"
        seen.add(tidied(heading))
        yield Column(
            one.key, heading, one.kind, one.hint, one.required, one.choices, one.locked, one.folded, one.most
        )  # fmt: skip


def _plain(key: str, kind: Kind, hint: str, *, required: bool = False, most: int = 0, note: str = "") -> Column:
    return Column(key, LABELS[key] + note, kind, hint, required, most=most)


def _units(key: str, hint: str) -> Column:
    return Column(key, LABELS[key], Kind.UNIT, hint, required=True, choices=WORDS)


def _thing() -> Iterator[Column]:
    yield _plain("number", Kind.CODE, "Nomor dari Anda sendiri; foto dicocokkan dengan nomor ini.", most=60)
    yield _plain("name", Kind.TEXT, "Apa barangnya, ukurannya, jenisnya. Tetap sejak diajukan pertama kali.",
                 required=True, most=300)  # fmt: skip
    yield _plain("brand", Kind.TEXT, "Tulis “tanpa merek” bila tidak bermerek.", most=120)
    yield _plain("model", Kind.TEXT, "Tipe atau seri dari pembuatnya.", most=120)
    yield _plain("variant", Kind.TEXT, "Warna, rasa, atau ukuran.", most=120)
    yield _plain("description", Kind.LONG, "Bahan, kegunaan, isi kemasan.", most=4000)
    yield _plain("gtin", Kind.CODE, "8 sampai 14 angka di bawah garis barcode.", most=14)
    yield _plain("kbki", Kind.CODE, "3 sampai 10 angka.", most=10)
    yield _units("unit", "Satuan yang dibeli orang, misalnya rim.")
    yield _plain("pack_size", Kind.NUMBER, "Berapa satuan isi dalam satu satuan jual; 1 bila tidak dibagi.",
                 required=True)  # fmt: skip
    yield _units("base_unit", "Satuan isinya, misalnya lembar untuk satu rim.")


_TYPES = {
    AttributeType.TEXT: Kind.TEXT,
    AttributeType.NUMBER: Kind.NUMBER,
    AttributeType.CHOICE: Kind.CHOICE,
    AttributeType.YES_NO: Kind.YES_NO,
}


def _attributes(schema: Sequence[Attribute]) -> Iterator[Column]:
    for one in schema:
        unit = f" ({one.unit})" if one.unit else ""
        hint = "Spesifikasi etalase ini."
        if one.allowed:
            hint = f"Pilih: {', '.join(one.allowed)}."
        elif one.type is AttributeType.NUMBER:
            hint = f"Angka{f' dalam {one.unit}' if one.unit else ''}."
        elif one.type is AttributeType.YES_NO:
            hint = "Ya atau Tidak."
        yield Column(
            f"attributes.{one.key}", one.label + unit, _TYPES[one.type], hint, one.required,
            {word: word for word in one.allowed}, most=200 if one.type is AttributeType.TEXT else 0,
        )  # fmt: skip


def _origin(roles: Sequence[str]) -> Iterator[Column]:
    origins = {one.value: one.label for one in Origin if one.value}
    allowed = {one.value: one.label for one in SellerRole if one.value and (not roles or one.value in roles)}
    yield Column("origin", LABELS["origin"], Kind.CHOICE, "Dalam negeri atau impor.", True, origins)
    yield Column("role", LABELS["role"], Kind.CHOICE, "Kedudukan Anda untuk barang ini.", True, allowed)
    yield _plain("maker", Kind.TEXT, "Siapa yang membuatnya.", most=200)
    yield _plain("made_in", Kind.TEXT, "Kabupaten atau kota tempat dibuat.", most=120)


def _terms() -> Iterator[Column]:
    bases = {one.value: one.label for one in TaxBasis if one.value}
    rules = {one.value: one.label for one in Freight if one.value}
    yield Column("price", "Harga satu satuan jual", Kind.MONEY, "Rupiah, angka saja.", required=True)
    for place in TIERS:
        yield Column(f"tier{place}.from", f"Harga {place}: mulai jumlah", Kind.NUMBER, "Untuk pembelian banyak.")
        yield Column(f"tier{place}.price", f"Harga {place}: rupiah", Kind.MONEY, "Harga satu satuan mulai jumlah itu.")
    yield Column("tax_basis", LABELS["tax_basis"], Kind.CHOICE, "Apakah harga sudah termasuk PPN.", True, bases)
    yield _plain("tax_percent", Kind.PERCENT, "Tarif PPN dalam persen, misalnya 11.")
    yield _plain("stock", Kind.NUMBER, "Yang tersedia sekarang.")
    yield _plain("monthly_capacity", Kind.NUMBER, "Untuk jasa dan barang pesanan: berapa dalam sebulan.")
    yield _plain("lead_days", Kind.COUNT, "Hari sampai barang tiba.", note=" (hari)")
    yield _plain("least_order", Kind.NUMBER, "Jumlah terkecil sekali pesan.")
    yield _plain("serves", Kind.PLACES, "Nama kabupaten/kota dipisah titik koma, atau “semua”.", required=True)
    yield Column("freight_rule", LABELS["freight_rule"], Kind.CHOICE, "Pilih dari daftar.", True, rules)
    yield _plain("freight", Kind.MONEY, "Rupiah untuk satu satuan jual, bila ongkosnya tetap.")
    yield _plain("warranty_months", Kind.COUNT, "Dalam bulan.", note=" (bulan)")
    yield _plain("valid_to", Kind.DAY, "Hari terakhir penawaran ini berlaku; boleh kosong.")


#: What the sheet asks of each kind of claim; anything else that a listing states of it is kept as it is.
CLAIM_PARTS: dict[ClaimKind, tuple[str, ...]] = {
    ClaimKind.TKDN: ("number", "owner", "percent", "valid_to"),
    ClaimKind.BMP: ("percent",),
    ClaimKind.SIINAS: ("number",),
    ClaimKind.SNI: ("number", "valid_to"),
    ClaimKind.HALAL: ("number", "valid_to"),
    ClaimKind.PERMIT: ("number", "valid_to"),
}
_PARTS = {
    "number": ("nomor", Kind.CODE, 200),
    "owner": ("pemilik sertifikat", Kind.TEXT, 200),
    "percent": ("nilai (persen)", Kind.PERCENT, 0),
    "valid_to": ("berlaku sampai", Kind.DAY, 0),
}


def _claims() -> Iterator[Column]:
    for kind, parts in CLAIM_PARTS.items():
        for part in parts:
            word, of_kind, most = _PARTS[part]
            yield Column(f"claims.{kind.value}.{part}", f"{kind.label}: {word}", of_kind,
                         "Salin dari sertifikatnya; kosongkan bila tidak ada.", most=most)  # fmt: skip


def _by_region(regions: Mapping[str, str], *, folded: bool) -> Iterator[Column]:
    for code, name in regions.items():
        yield Column(f"price.{code}", f"Harga di {name}", Kind.MONEY,
                     "Kosongkan bila sama dengan harga umum.", folded=folded)  # fmt: skip
        yield Column(f"freight.{code}", f"Ongkos kirim ke {name}", Kind.MONEY,
                     "Rupiah satu satuan jual, bila ongkosnya menurut wilayah.", folded=folded)  # fmt: skip
