"""What SE 027/1181-BPBJ/2023 asks of each Perangkat Daerah, item by item, with how each is counted.

The letter only urges most of it: no item bears points, none is weighed, and units are not ranked by them. Where nothing
was missing, nothing was asked: the item does not apply ("tidak berlaku"), which is not the same as zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

LETTER = "SE 027/1181-BPBJ/2023"


class Item(StrEnum):
    RECEIVED = "surat_diterima"
    PROPOSED = "etalase_diusulkan"
    DECIDED = "etalase_diputus"
    POSTED = "kebutuhan_dipasang"
    INVITED = "usaha_diundang"
    HELPED = "usaha_didampingi"
    LISTED = "barang_tayang"
    BOUGHT = "usaha_dibeli"
    IMPORTS = "impor"
    PLANNED = "komitmen_rup"
    COMMITMENT = "komitmen"
    SHARE = "porsi"


class Kind(StrEnum):
    """What the value of an item is."""

    DAY = "tanggal"
    COUNT = "jumlah"
    SHARE = "porsi"


class Standing(StrEnum):
    """What an item says of a unit and quarter."""

    DONE = "ada"
    NONE = "belum_ada"
    NOT_APPLICABLE = "tidak_berlaku"
    UNKNOWN = "belum_diketahui"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True)
class Asked:
    """One item. `short`: its name at the head of a narrow column; `words`: of the letter, or of the rule beside it;
    `meaning`: what is counted; `spared`: when it does not apply."""

    item: Item
    kind: Kind
    label: str
    short: str
    words: str
    meaning: str
    spared: str
    valid_from: date = date(2023, 3, 31)
    version: int = 1
    citation: str = LETTER
    legal_basis: str = "se-banten-027-1181-2023"


_NOTHING_MISSING = (
    "Dalam triwulan itu unit tidak mempunyai kebutuhan terbuka, dan tidak ada baris RUP-nya di luar e-Purchasing yang "
    "barangnya belum ada di katalog."
)
_PROPOSE = "Kepala Perangkat Daerah mengusulkan etalase baru kepada Biro PBJ."
_THIRTY = "Nilai transaksi e-Purchasing paling sedikit 30 persen dari total nilai belanja pengadaan."
_PLANS = f"{LETTER}; Inpres 2/2022"
_URGES = "Bila produk yang dibutuhkan belum ada, Perangkat Daerah mendorong UMKK untuk mencantumkannya."
_PAIRS = "Pasangan kebutuhan dan usaha, dihitung dalam triwulan tahapnya dicapai; sekali untuk setiap tahap."
ASKED: tuple[Asked, ...] = (
    Asked(
        Item.RECEIVED, Kind.DAY, "Surat diterima", "Surat", "Ditujukan kepada seluruh Perangkat Daerah.",
        "Hari pimpinan unit menyatakan surat edaran sudah diterima, bila sampai akhir triwulan.",
        "Tidak ada surat edaran yang ditujukan kepada pemerintah daerah ini.",
    ),
    Asked(
        Item.PROPOSED, Kind.COUNT, "Etalase diusulkan", "Etalase", _PROPOSE,
        "Usulan etalase unit dan unit di bawahnya yang pertama kali ditandatangani kepalanya dalam triwulan itu.",
        _NOTHING_MISSING,
    ),
    Asked(
        Item.DECIDED, Kind.COUNT, "Usulan diputus", "Diputus", _PROPOSE,
        "Usulan etalase unit yang dalam triwulan itu ditetapkan, ditampung di etalase yang ada, atau ditolak Biro PBJ.",
        _NOTHING_MISSING,
    ),
    Asked(
        Item.POSTED, Kind.COUNT, "Kebutuhan dipasang", "Kebutuhan", _URGES,
        "Kebutuhan yang dipasang unit dan unit di bawahnya dalam triwulan itu, tanpa yang diturunkan.",
        _NOTHING_MISSING,
    ),
    Asked(
        Item.INVITED, Kind.COUNT, "Usaha diundang", "Diundang", _URGES,
        f"Usaha yang diberi tahu tentang kebutuhan unit. {_PAIRS}", _NOTHING_MISSING,
    ),
    Asked(
        Item.HELPED, Kind.COUNT, "Usaha didampingi", "Didampingi", _URGES,
        f"Usaha yang didampingi dinas pembina atau Biro PBJ untuk kebutuhan unit. {_PAIRS}", _NOTHING_MISSING,
    ),
    Asked(
        Item.LISTED, Kind.COUNT, "Barang tayang", "Tayang", _URGES,
        f"Usaha yang barangnya tayang untuk kebutuhan unit. {_PAIRS}", _NOTHING_MISSING,
    ),
    Asked(
        Item.BOUGHT, Kind.COUNT, "Usaha dibeli", "Dibeli", _URGES,
        f"Usaha yang barangnya dipesan untuk kebutuhan unit, ditandatangani kedua pihak. {_PAIRS}", _NOTHING_MISSING,
    ),
    Asked(
        Item.IMPORTS, Kind.COUNT, "Barang impor dengan alasan", "Impor",
        "Impor pilihan terakhir, dengan alasan dan bukti pencarian.",
        "Baris pesanan Belanja yang kelasnya impor dan ditandatangani kedua pihak dalam triwulan itu, yang alasan dan "
        "bukti pencariannya tercatat, dari semuanya. Pesanan latihan dan yang dibatalkan tidak termasuk.",
        "Tidak ada barang impor yang dipesan unit lewat Belanja dalam triwulan itu.",
        citation="Perpres 16/2018 jo. 46/2025 Pasal 66", legal_basis="perpres-16-2018",
    ),
    Asked(
        Item.PLANNED, Kind.SHARE, "Komitmen dalam RUP", "Komitmen RUP", _THIRTY,
        "Pagu paket RUP unit yang caranya e-Purchasing, dibanding belanja pengadaannya: yang direncanakan unit sendiri "
        "untuk tahun itu. Ada bila sebesar yang diminta surat atau lebih.",
        "Berlaku bagi setiap unit; yang RUP atau anggarannya belum diketahui tertulis dengan sebabnya.",
        citation=_PLANS, legal_basis="inpres-2-2022",
    ),
    Asked(
        Item.COMMITMENT, Kind.SHARE, "Komitmen ditepati", "Ditepati",
        "Rencanakan, alokasikan, dan realisasikan; nilai e-Purchasing paling sedikit 30 persen.",
        "Kontrak e-Purchasing sejak awal tahun sampai akhir triwulan, dibanding pagu paket RUP unit yang caranya "
        "e-Purchasing. Ditepati bila seluruh rencana itu sudah menjadi kontrak, atau porsi yang diminta surat sudah "
        "tercapai.",
        "Unit tidak merencanakan e-Purchasing dalam RUP tahun itu.",
        version=2, citation=_PLANS, legal_basis="inpres-2-2022",
    ),
    Asked(
        Item.SHARE, Kind.SHARE, "Porsi e-Purchasing", "Porsi", _THIRTY,
        "Porsi e-Purchasing unit sejak awal tahun sampai akhir triwulan, menurut definisi porsi yang berlaku; sama "
        "dengan halaman Perangkat Daerah pada hari itu.",
        "Berlaku bagi setiap unit; yang penyebutnya belum diketahui tertulis dengan sebabnya.",
    ),
)  # fmt: skip
BY_ITEM: Mapping[Item, Asked] = {one.item: one for one in ASKED}
#: Items that are asked only of a unit for which something was missing.
OF_WHAT_IS_MISSING = frozenset(
    {Item.PROPOSED, Item.DECIDED, Item.POSTED, Item.INVITED, Item.HELPED, Item.LISTED, Item.BOUGHT}
)


def counted(count: int, *, missing: bool) -> Standing:
    """What a count of an item says: something was done; nothing, though something was missing; or nothing was asked."""
    if count:
        return Standing.DONE
    return Standing.NONE if missing else Standing.NOT_APPLICABLE


def of_imports(lines: int, reasoned: int) -> Standing:
    """Imports are in order where each has its reason and proof; none at all asks for none."""
    if not lines:
        return Standing.NOT_APPLICABLE
    return Standing.DONE if reasoned == lines else Standing.NONE


def of_commitment(*, planned: Decimal, contracted: Decimal, reached: bool | None) -> Standing:
    """Whether a unit kept what it planned itself: all of it is contracted, or the share that the letter asks is there.
    `reached`: None where that share is not known."""
    if not planned:
        return Standing.NOT_APPLICABLE
    return Standing.DONE if reached or contracted >= planned else Standing.NONE
