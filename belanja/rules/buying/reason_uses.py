"""For what a coded reason of buying may be given, and how one is written down."""

from enum import StrEnum

from ..reasons import Reason


class Use(StrEnum):
    """What a reason may be given for."""

    DEARER = "lebih_mahal"
    LOWER_CLASS = "kelas_lebih_rendah"
    IMPORT = "impor"
    NOT_SMALL = "bukan_usaha_kecil"
    PLAN = "rup"
    OUTSIDE = "luar_katalog"
    SPLIT = "terpisah"
    UNVERIFIED = "belum_diverifikasi"
    NO_COMPETITION = "tanpa_minikom"
    RETURN = "kembalikan"
    CANCEL_NEGOTIATION = "batal_negosiasi"
    CANCEL_REVIEW = "batal_persetujuan"
    CANCEL_SIGNED = "batal_kontrak"
    DECLINE = "tolak_penyedia"
    REJECT_GOODS = "tolak_barang"
    ADDENDUM = "adendum"
    ADVANCE = "uang_muka"


def reason(code: str, label: str, cure: str, citation: str, *uses: Use, note: bool = False) -> Reason:
    return Reason(code, label, cure, citation, frozenset(uses), note)
