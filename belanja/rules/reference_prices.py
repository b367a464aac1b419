"""Prices that a government sets or the law caps, and how one stands beside a price of the catalogue.

SSH, SBU, HSPK and ASB are a region's standards by year (Permendagri 77/2020, columns as SIPD writes them); HET is the
highest retail price set by a ministry. A standard is no offer: whether it carries tax and delivery is stated with its
list, and without that nothing is compared.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from .decisions import RuleBroken
from .headings import tidied
from .listings import TaxBasis
from .prices import without_tax


class Kind(StrEnum):
    SSH = "ssh"
    SBU = "sbu"
    HSPK = "hspk"
    ASB = "asb"
    HET = "het"

    @property
    def label(self) -> str:
        return {
            "ssh": "Standar Satuan Harga (SSH)",
            "sbu": "Standar Biaya Umum (SBU)",
            "hspk": "Harga Satuan Pokok Kegiatan (HSPK)",
            "asb": "Analisis Standar Belanja (ASB)",
            "het": "Harga Eceran Tertinggi (HET)",
        }[self.value]

    @property
    def short(self) -> str:
        return self.value.upper()


class Delivery(StrEnum):
    """Whether a standard price is one at the buyer's door."""

    DELIVERED = "termasuk"
    EXTRA = "belum"
    UNKNOWN = ""

    @property
    def label(self) -> str:
        return {
            "termasuk": "termasuk pengiriman",
            "belum": "belum termasuk pengiriman",
            "": "basis pengiriman belum diketahui",
        }[self.value]


class Meaning(StrEnum):
    """What a column of a list of standard prices holds."""

    CODE = "kode"
    GROUP = "kelompok"
    NAME = "nama"
    SPEC = "spesifikasi"
    UNIT = "satuan"
    AMOUNT = "harga"
    KIND = "tipe"
    YEAR = "tahun"
    KBKI = "kbki"
    IGNORED = "abaikan"

    @property
    def label(self) -> str:
        return {
            "kode": "Kode barang atau jasa",
            "kelompok": "Kode kelompok",
            "nama": "Nama atau uraian",
            "spesifikasi": "Spesifikasi",
            "satuan": "Satuan",
            "harga": "Harga",
            "tipe": "Tipe (SSH, SBU, HSPK, ASB, HET)",
            "tahun": "Tahun",
            "kbki": "Kode KBKI",
            "abaikan": "tidak dipakai",
        }[self.value]


#: Headings as SIPD and regions write them, tidied.
HEADINGS: Mapping[Meaning, tuple[str, ...]] = {
    Meaning.CODE: ("kode", "kode barang", "kode standar harga", "id standar harga", "kode komponen", "kode ssh"),
    Meaning.GROUP: ("kode kel", "kode kelompok", "kode kelompok barang", "kelompok"),
    Meaning.NAME: ("nama", "nama barang", "uraian", "uraian barang", "nama standar harga", "nama komponen", "komponen"),
    Meaning.SPEC: ("spek", "spesifikasi", "spesifikasi barang", "keterangan spesifikasi"),
    Meaning.UNIT: ("satuan", "unit"),
    Meaning.AMOUNT: ("harga", "harga satuan", "nilai", "harga rp", "besaran", "harga eceran tertinggi", "het"),
    Meaning.KIND: ("tipe", "jenis standar", "jenis standar harga"),
    Meaning.YEAR: ("tahun", "tahun anggaran"),
    Meaning.KBKI: ("kbki", "kode kbki"),
}


def check_headings(meanings: Mapping[str, Meaning]) -> None:
    """Whether these columns make a list of prices. RuleBroken 422 with what is missing or double."""
    given = [meaning for meaning in meanings.values() if meaning is not Meaning.IGNORED]
    double = next((meaning for meaning in given if given.count(meaning) > 1), None)
    if double is not None:
        raise RuleBroken("heading_double", f"Hanya satu kolom dapat berarti {double.label.lower()}.")
    missing = [one.label.lower() for one in (Meaning.NAME, Meaning.UNIT, Meaning.AMOUNT) if one not in given]
    if missing:
        raise RuleBroken("heading_missing", f"Tunjukkan kolom {', '.join(missing)}.")


def kind_of(written: str | None) -> Kind | None:
    """The kind that a list's word means; None for what it does not know."""
    word = tidied(written or "").split(" ")
    return next((kind for kind in Kind if kind.value in word), None)


def kbki_of(written: str | None) -> str:
    """A KBKI code without its points, 5 to 10 digits; empty for anything else."""
    digits = re.sub(r"\D", "", written or "")
    return digits if 5 <= len(digits) <= 10 else ""


def key_of(*, code: str, name: str, unit_written: str) -> str:
    """By what a price is found again in the next year's list: its code, else its name and unit."""
    return (code or f"{tidied(name)}|{tidied(unit_written)}")[:400]


UNKNOWN_DELIVERY = "belum diketahui apakah acuannya termasuk pengiriman"


@dataclass(frozen=True)
class Beside:
    """How a price stands beside a standard: `percent` above it (below zero: cheaper), or why that cannot be said."""

    percent: Decimal | None
    why_not: str = ""


@dataclass(frozen=True)
class Standard:
    """A standard price as its list states it."""

    kind: Kind
    amount: Decimal
    unit: str
    tax_basis: TaxBasis
    tax_percent: Decimal | None
    delivery: Delivery


def beside(
    standard: Standard,
    *,
    per_base: Decimal | None,
    freighted: bool,
    unit: str,
    base_unit: str,
    pack_size: Decimal | None,
) -> Beside:
    """A catalogue price (`per_base`: without tax, per base unit; `freighted`: freight cannot be taken out of it) beside
    a standard.

    The standard may be per sold unit or per base unit of the product. Where one carries freight and the other does
    not, that is said beside the percentage (`freight_words`). A highest retail price is a limit: no price is held
    against it by a guess of what carries freight.
    """
    if standard.kind is Kind.HET and standard.delivery is Delivery.UNKNOWN:
        return Beside(None, UNKNOWN_DELIVERY)
    if per_base is None or per_base <= 0:
        return Beside(None, "harga tanpa PPN per satuan dasar belum diketahui")
    same, why_not = standard_per_base(standard, unit=unit, base_unit=base_unit, pack_size=pack_size)
    if same is None:
        return Beside(None, why_not)
    percent = ((per_base - same) / same * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if standard.kind is Kind.HET and standard.delivery is Delivery.EXTRA and freighted and percent > 0:
        return Beside(None, "harga katalognya termasuk ongkos kirim, acuannya belum")
    return Beside(percent)


def standard_per_base(
    standard: Standard, *, unit: str, base_unit: str, pack_size: Decimal | None
) -> tuple[Decimal | None, str]:
    """A standard without tax per base unit of a product, or None and why that cannot be said."""
    bare = without_tax(standard.amount, standard.tax_basis, standard.tax_percent)
    if bare is None:
        return None, "basis pajak harga acuan belum diketahui"
    if standard.unit and standard.unit == base_unit:
        same = bare
    elif standard.unit and standard.unit == unit and pack_size:
        same = bare / pack_size
    else:
        return None, "satuannya berbeda"
    return (same, "") if same > 0 else (None, "harga acuannya nol")


def freight_words(standard: Standard, *, freighted: bool) -> str:
    """What one of the two prices carries of freight and the other does not, or that it is not known of the standard;
    nothing where neither does."""
    if standard.delivery is Delivery.UNKNOWN:
        return UNKNOWN_DELIVERY
    delivered = standard.delivery is Delivery.DELIVERED
    if delivered == freighted:
        return "keduanya termasuk pengiriman" if delivered else ""
    return "acuannya termasuk pengiriman" if delivered else "harga katalognya termasuk ongkos kirim"


class OutsideState(StrEnum):
    """An outside price that somebody attached: seen by everybody only after somebody looked at it."""

    WAITING = "menunggu"
    SHOWN = "tampil"
    REFUSED = "ditolak"
    TAKEN_DOWN = "diturunkan"

    @property
    def label(self) -> str:
        return {
            "menunggu": "Menunggu diperiksa",
            "tampil": "Ditampilkan",
            "ditolak": "Ditolak",
            "diturunkan": "Diturunkan",
        }[self.value]


#: Why an outside price is not shown; what whoever sent it is told.
REFUSALS = {
    "barang_lain": "Barangnya bukan barang ini: merek, tipe, ukuran, atau isinya berbeda.",
    "tidak_jelas": "Toko, tanggal, harga, atau satuannya tidak jelas.",
    "bukti_kurang": "Fotonya tidak memperlihatkan harga barang ini.",
    "data_pribadi": "Foto atau catatannya memuat data pribadi.",
    "lama": "Tanggalnya terlalu lama.",
    "tidak_wajar": "Harganya tidak wajar untuk barang ini.",
}
