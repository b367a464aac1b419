"""Why a share is not known, in words a clerk can act on: the reason, who must complete what.

An unknown figure is a result (never 0 %, never 100 %); it ends when the named post hands in the document.
"""

from dataclasses import dataclass
from enum import StrEnum

from .duties import Role
from .indicators import Denominator
from .shares import Reason


class Side(StrEnum):
    """Which half of the fraction is missing."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True)
class Explanation:
    """`sentence` begins with *belum diketahui, karena*; `owner` is a post, never a person; `role` may act on
    it in Belanja; `document` is what has to be completed, loaded or decided."""

    reason: Reason
    side: Side
    sentence: str
    owner: str
    role: Role
    document: str


FEED_LABELS: dict[str, str] = {
    "budget": "Struktur Anggaran PD",
    "rup_penyedia": "RUP penyedia",
    "rup_swakelola": "RUP swakelola",
    "rup_history": "riwayat revisi RUP",
    "spse_tender": "tender SPSE",
    "spse_nontender": "non tender SPSE",
    "spse_pencatatan": "pencatatan SPSE",
    "v5_orders": "pesanan Katalog Elektronik v5",
    "v6_orders": "pesanan Katalog Elektronik v6",
    "toko_daring": "realisasi Toko Daring",
}

#: What the denominators rest on, as people call it.
BASIS: dict[Denominator, str] = {
    Denominator.BELANJA_PENGADAAN: "Struktur Anggaran PD (SiRUP)",
    Denominator.RUP_TOTAL: "RUP penyedia dan swakelola (SiRUP)",
    Denominator.RUP_PENYEDIA: "RUP penyedia (SiRUP)",
    Denominator.RUP_EPURCHASING: "RUP penyedia dengan metode e-Purchasing (SiRUP)",
    Denominator.REALISASI_PENGADAAN: "realisasi semua kanal (katalog dan SPSE)",
}
ORDERS = "pesanan Katalog Elektronik v5 dan v6"

_BIRO = "Biro PBJ"
_PA = "Pengguna Anggaran Perangkat Daerah"


def explain(reason: Reason, *, side: Side, denominator: Denominator, feed: str = "") -> Explanation:
    """The explanation of one unknown share. `denominator` tells which base was asked for, `feed` which data is
    missing, where it is one of several."""
    basis = BASIS[denominator] if side is Side.DENOMINATOR else ORDERS
    basis = FEED_LABELS.get(feed, basis)
    because, owner, role, document = _parts(reason, basis, denominator)
    return Explanation(reason, side, f"belum diketahui, karena {because}", owner, role, document)


def _parts(reason: Reason, basis: str, denominator: Denominator) -> tuple[str, str, Role, str]:
    if reason is Reason.FEED_MISSING:
        return f"data {basis} tahun ini belum dimuat", _BIRO, Role.BIRO_PBJ, f"tarikan data {basis}"
    if reason is Reason.FEED_TRUNCATED:
        return (
            f"tarikan data {basis} tampak terpotong dan menunggu keputusan",
            _BIRO,
            Role.BIRO_PBJ,
            f"tarikan ulang data {basis}, atau keputusan bahwa tarikan sudah lengkap",
        )
    if reason is Reason.BUDGET_CONFLICT:
        return (
            "Struktur Anggaran PD memuat beberapa nilai yang berbeda untuk satu unit",
            f"{_BIRO} bersama BPKAD",
            Role.BIRO_PBJ,
            "pilihan nilai yang berlaku, menurut DPA unit",
        )
    if reason is Reason.BUDGET_IMPLAUSIBLE:
        return (
            "nilai anggarannya tidak wajar dan menunggu konfirmasi",
            f"{_BIRO} bersama BPKAD",
            Role.BIRO_PBJ,
            "konfirmasi nilai belanja pengadaan, menurut DPA unit",
        )
    if reason is Reason.STATUS_UNKNOWN:
        return (
            "ada pesanan yang status atau nilainya belum dipastikan",
            _BIRO,
            Role.BIRO_PBJ,
            "keputusan atas pesanan yang ditahan",
        )
    if denominator is Denominator.BELANJA_PENGADAAN:
        return (
            "belum ada belanja pengadaan unit ini dalam Struktur Anggaran PD tahun ini",
            _PA,
            Role.PA,
            "Struktur Anggaran PD di SiRUP",
        )
    if denominator is Denominator.REALISASI_PENGADAAN:
        return (
            "belum ada kontrak yang tercatat lewat kanal mana pun tahun ini",
            _PA,
            Role.PA,
            "kontrak di katalog atau SPSE, bila memang ada",
        )
    return f"belum ada nilai dalam {basis} tahun ini", _PA, Role.PA, basis
