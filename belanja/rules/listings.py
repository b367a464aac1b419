"""The words of a listing: its state, who lists it, how its price, freight and evidence are stated.

States and transitions follow the national catalogue (domain facts: Kepka LKPP 122/2022 and 177/2024); `ARSIP` is ours:
a listing known from a dated pull of the national feed, shown with its date and never for sale here.
"""

from enum import StrEnum


class ListingState(StrEnum):
    DRAFT = "draf"
    SUBMITTED = "diajukan"
    REVISION = "revisi"
    APPROVED = "disetujui"
    LISTED = "tayang"
    NOT_FOR_SALE = "tayang_tidak_dapat_dibeli"
    WITHDRAWN = "dicabut_sementara"
    EXPIRED = "kedaluwarsa"
    REMOVED = "dihapus"
    ARCHIVE = "arsip"

    @property
    def label(self) -> str:
        return _STATES[self.value]


_STATES = {
    "draf": "Draf",
    "diajukan": "Diajukan",
    "revisi": "Revisi",
    "disetujui": "Disetujui",
    "tayang": "Tayang",
    "tayang_tidak_dapat_dibeli": "Tayang, tidak dapat dibeli",
    "dicabut_sementara": "Dicabut sementara",
    "kedaluwarsa": "Kedaluwarsa",
    "dihapus": "Dihapus",
    "arsip": "Arsip katalog nasional",
}
#: What everybody may see. What passed the automatic checks (submitted) is visible at once, not yet for sale.
VISIBLE = frozenset(
    {
        ListingState.SUBMITTED,
        ListingState.APPROVED,
        ListingState.LISTED,
        ListingState.NOT_FOR_SALE,
        ListingState.ARCHIVE,
    }
)
FOR_SALE = frozenset({ListingState.LISTED})


class EtalaseState(StrEnum):
    PROPOSED = "usulan"
    ACTIVE = "aktif"
    FROZEN = "beku"
    CLOSED = "ditutup"
    MERGED = "digabung"

    @property
    def label(self) -> str:
        return self.value.capitalize()


#: Shelves whose goods everybody sees. A frozen one sells nothing; the others are gone from the catalogue.
OPEN_SHELVES = frozenset({EtalaseState.ACTIVE, EtalaseState.FROZEN})


def on_shelf(state: ListingState, shelf: EtalaseState) -> ListingState:
    """A listing's state as its shelf lets it be: on a frozen shelf nothing is for sale. The listing keeps its own."""
    if state is ListingState.LISTED and shelf is not EtalaseState.ACTIVE:
        return ListingState.NOT_FOR_SALE
    return state


class SellerRole(StrEnum):
    """Types of business of a listing (Kepka LKPP 122/2022), nearest to the maker first."""

    MAKER = "produsen"
    PRINCIPAL = "prinsipal"
    DISTRIBUTOR = "distributor"
    AGENT = "agen"
    RETAILER = "pengecer"
    UNKNOWN = ""

    @property
    def label(self) -> str:
        return self.value.capitalize() or "Jenis usaha belum diketahui"


class Origin(StrEnum):
    DOMESTIC = "lokal"
    IMPORT = "impor"
    UNKNOWN = ""

    @property
    def label(self) -> str:
        return {"lokal": "Dalam negeri", "impor": "Impor", "": "Asal belum diketahui"}[self.value]


class TaxBasis(StrEnum):
    """Whether a price carries VAT (PPN). Prices compare on one basis only."""

    EXCLUDED = "tanpa_ppn"
    INCLUDED = "termasuk_ppn"
    EXEMPT = "bebas_ppn"
    UNKNOWN = ""

    @property
    def label(self) -> str:
        return {
            "tanpa_ppn": "belum termasuk PPN",
            "termasuk_ppn": "termasuk PPN",
            "bebas_ppn": "tidak dikenai PPN",
            "": "basis pajak belum diketahui",
        }[self.value]


class Freight(StrEnum):
    INCLUDED = "termasuk"
    FLAT = "tetap"
    BY_REGION = "per_wilayah"
    PICK_UP = "ambil_sendiri"
    UNKNOWN = ""

    @property
    def label(self) -> str:
        return {
            "termasuk": "Ongkos kirim sudah termasuk",
            "tetap": "Ongkos kirim tetap",
            "per_wilayah": "Ongkos kirim menurut wilayah",
            "ambil_sendiri": "Diambil sendiri",
            "": "Ongkos kirim belum diketahui",
        }[self.value]


class PriceClass(StrEnum):
    NATIONAL = "nasional"
    PROVINCE = "provinsi"
    REGENCY = "kabupaten"

    @property
    def label(self) -> str:
        return {"nasional": "Nasional", "provinsi": "Provinsi", "kabupaten": "Kabupaten/kota"}[self.value]


class ClaimKind(StrEnum):
    TKDN = "tkdn"
    BMP = "bmp"
    SIINAS = "siinas"
    SNI = "sni"
    HALAL = "halal"
    PERMIT = "izin_edar"

    @property
    def label(self) -> str:
        return {
            "tkdn": "TKDN",
            "bmp": "BMP",
            "siinas": "Terdaftar di SIINas",
            "sni": "SNI",
            "halal": "Sertifikat halal",
            "izin_edar": "Izin edar",
        }[self.value]


class Verification(StrEnum):
    """What looking into a claim found. Only VERIFIED counts, and only while it is valid."""

    OPEN = "belum"
    VERIFIED = "terverifikasi"
    OTHER_VALUE = "beda_nilai"
    OTHER_OWNER = "pemilik_beda"
    NOT_FOUND = "tidak_ditemukan"
    EXPIRED = "kedaluwarsa"

    @property
    def label(self) -> str:
        return {
            "belum": "belum diperiksa",
            "terverifikasi": "terverifikasi",
            "beda_nilai": "nilai berbeda dari sertifikat",
            "pemilik_beda": "pemilik sertifikat berbeda",
            "tidak_ditemukan": "tidak ditemukan di daftar resmi",
            "kedaluwarsa": "kedaluwarsa",
        }[self.value]
