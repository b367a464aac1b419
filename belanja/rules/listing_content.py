"""What a firm states in a listing, in one piece: the form, the spreadsheet, the versions and the differences between
them all speak of these fields and no others.

Numbers are exact (`Decimal`); as JSON they are written as text, so that no digit is lost.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

#: Fields of which curators pass judgement: what the thing is, and who stands behind it. All others are terms of trade,
#: which apply at once. Claims have their own curation.
SUBSTANCE = (
    "name brand model variant description gtin kbki unit pack_size base_unit attributes origin role maker made_in"
).split()

#: A KBKI tells a good from three digits (its group) on.
LEAST_KBKI = 3

#: Of it, what all firms that sell one product say alike: the thing itself.
IDENTITY = [name for name in SUBSTANCE if name not in {"role", "maker", "made_in"}]


@dataclass(frozen=True)
class Price:
    """The price of one sold unit from a quantity on. `region`: code of a kabupaten/kota; empty: wherever delivered.
    `freight`: to that region, for a sold unit; None where the freight rule does not go by region."""

    amount: Decimal
    region: str = ""
    least_quantity: Decimal = Decimal(1)
    freight: Decimal | None = None


@dataclass(frozen=True)
class Stated:
    """A claim as the firm states it (rules.listings.ClaimKind); whether it is true is looked into elsewhere."""

    kind: str
    number: str = ""
    owner: str = ""
    percent: Decimal | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Content:
    """Everything a firm states in a listing. `serves`: codes of kabupaten/kota; `unit`, `base_unit`: UN/ECE codes;
    `tax_percent` VAT; `lead_days` calendar days; `freight` rupiah a sold unit under the flat rule."""

    name: str = ""
    brand: str = ""
    model: str = ""
    variant: str = ""
    description: str = ""
    gtin: str = ""
    kbki: str = ""
    unit: str = ""
    pack_size: Decimal | None = None
    base_unit: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    origin: str = ""
    role: str = ""
    maker: str = ""
    made_in: str = ""
    number: str = ""
    prices: tuple[Price, ...] = ()
    tax_basis: str = ""
    tax_percent: Decimal | None = None
    stock: Decimal | None = None
    monthly_capacity: Decimal | None = None
    lead_days: int | None = None
    least_order: Decimal | None = None
    serves: tuple[str, ...] = ()
    freight_rule: str = ""
    freight: Decimal | None = None
    warranty_months: int | None = None
    valid_to: date | None = None
    claims: tuple[Stated, ...] = ()

    @property
    def price(self) -> Decimal | None:
        """The price of the first unit wherever it is delivered, else the lowest of the regions."""
        first = [one for one in self.prices if one.least_quantity <= 1]
        everywhere = [one.amount for one in first if not one.region]
        return min(everywhere or [one.amount for one in first], default=None)

    def as_json(self) -> dict[str, Any]:
        """As a version keeps it."""
        return {one.name: _plain(getattr(self, one.name)) for one in fields(self)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Content":
        """From what `as_json` gave; fields it does not know are left at their default."""
        told: dict[str, Any] = {one.name: kept[one.name] for one in fields(cls) if one.name in kept}
        for name in _DECIMALS & told.keys():
            told[name] = _decimal(told[name])
        told["valid_to"] = _day(told.get("valid_to"))
        told["serves"] = tuple(told.get("serves") or ())
        told["prices"] = tuple(
            Price(Decimal(one["amount"]), one["region"], Decimal(one["least_quantity"]), _decimal(one["freight"]))
            for one in told.get("prices") or ()
        )
        told["claims"] = tuple(
            Stated(one["kind"], one["number"], one["owner"], _decimal(one["percent"]), _day(one["valid_to"]))
            for one in told.get("claims") or ()
        )
        return cls(**told)


_DECIMALS = {"pack_size", "tax_percent", "stock", "monthly_capacity", "least_order", "freight"}

LABELS = {
    "name": "Nama produk",
    "brand": "Merek",
    "model": "Tipe",
    "variant": "Varian",
    "description": "Uraian",
    "gtin": "GTIN (barcode)",
    "kbki": "Kode KBKI",
    "unit": "Satuan jual",
    "pack_size": "Isi satu satuan jual",
    "base_unit": "Satuan isi",
    "attributes": "Spesifikasi",
    "origin": "Asal barang",
    "role": "Jenis usaha untuk produk ini",
    "maker": "Pembuat",
    "made_in": "Tempat pembuatan",
    "number": "Nomor artikel",
    "prices": "Harga",
    "tax_basis": "Dasar pajak harga",
    "tax_percent": "Tarif PPN",
    "stock": "Stok",
    "monthly_capacity": "Kapasitas sebulan",
    "lead_days": "Waktu kirim",
    "least_order": "Pesanan paling sedikit",
    "serves": "Wilayah jual",
    "freight_rule": "Aturan ongkos kirim",
    "freight": "Ongkos kirim",
    "warranty_months": "Garansi",
    "valid_to": "Berlaku sampai",
    "claims": "Sertifikat dan izin",
}


#: Longest texts (letters) and largest numbers that a statement may hold.
_LETTERS = {
    "name": 300, "brand": 120, "model": 120, "variant": 120, "description": 4_000, "gtin": 14, "kbki": 10,
    "maker": 200, "made_in": 120, "number": 60,
}  # fmt: skip
_MOST = {
    "pack_size": 10**9, "tax_percent": 100, "stock": 10**12, "monthly_capacity": 10**12, "lead_days": 999,
    "least_order": 10**9, "freight": 10**15, "warranty_months": 600,
}  # fmt: skip


def beyond(content: Content) -> str:
    """What of a statement is longer or larger than anything can be, in words; empty where nothing is. Asked before
    anything is kept, drafts included."""
    for name, letters in _LETTERS.items():
        if len(getattr(content, name)) > letters:
            return f"{LABELS[name]}: paling banyak {letters} huruf."
    for name, most in _MOST.items():
        value = getattr(content, name)
        if value is not None and not 0 <= value <= most:
            return f"{LABELS[name]}: isi angka dari 0 sampai {most:,}.".replace(",", ".")
    if any(not 0 < one.amount < 10**15 or not 0 < one.least_quantity < 10**9 for one in content.prices):
        return "Harga: angkanya tidak masuk akal."
    if any(one.freight is not None and not 0 <= one.freight < 10**15 for one in content.prices):
        return "Ongkos kirim: angkanya tidak masuk akal."
    for one in content.claims:
        if len(one.number) > 200 or len(one.owner) > 200 or not 0 <= (one.percent or 0) <= 100:
            return f"{LABELS['claims']}: nomor dan pemilik paling banyak 200 huruf, nilai dari 0 sampai 100."
    if any(len(str(value)) > 200 for value in content.attributes.values()):
        return f"{LABELS['attributes']}: paling banyak 200 huruf."
    return ""


@dataclass(frozen=True)
class Difference:
    """One field that two versions state differently. `key`: which attribute, price or claim of the field it is."""

    field: str
    key: str
    label: str
    before: Any
    after: Any

    @property
    def is_substance(self) -> bool:
        return self.field in SUBSTANCE


def differences(old: Content, new: Content) -> list[Difference]:
    """What `new` states otherwise than `old`, field by field in the order of the form; nothing where they agree."""
    found: list[Difference] = []
    for one in fields(Content):
        before, after = getattr(old, one.name), getattr(new, one.name)
        if before == after:
            continue
        if one.name in _PARTS:
            found += _by_part(one.name, _PARTS[one.name](before), _PARTS[one.name](after))
        elif one.name != "serves" or set(before) != set(after):
            found.append(Difference(one.name, "", LABELS[one.name], before, after))
    return found


def changes_substance(old: Content, new: Content) -> bool:
    """Whether curators must look at it again."""
    return any(one.is_substance for one in differences(old, new))


def _by_part(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        if was != now and not (was in (None, "") and now in (None, "")):
            yield Difference(name, key, LABELS[name], was, now)


_PARTS = {
    "attributes": dict,
    "prices": lambda prices: {f"{one.region}|{one.least_quantity.normalize():f}": one for one in prices},
    "claims": lambda claims: {one.kind: one for one in claims},
}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Price | Stated):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return dict(value) if isinstance(value, Mapping) else value


def _decimal(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
