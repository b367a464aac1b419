"""How large a firm is and what follows from it; what is a firm's name and what a person's.

Usaha mikro, usaha kecil and koperasi are UMKK (Inpres 2/2022); usaha menengah is not. "Belum Terdefinisi", which the
catalogue says of many firms, is no answer and never counted as one.
"""

import re
from enum import StrEnum


class Scale(StrEnum):
    MICRO = "mikro"
    SMALL = "kecil"
    MEDIUM = "menengah"
    LARGE = "besar"
    COOPERATIVE = "koperasi"

    @property
    def label(self) -> str:
        return {
            "mikro": "Usaha mikro",
            "kecil": "Usaha kecil",
            "menengah": "Usaha menengah",
            "besar": "Usaha besar",
            "koperasi": "Koperasi",
        }[self.value]


UMKK = frozenset({Scale.MICRO, Scale.SMALL, Scale.COOPERATIVE})

_SCALES = {
    "mikro": Scale.MICRO,
    "usahamikro": Scale.MICRO,
    "micro": Scale.MICRO,
    "kecil": Scale.SMALL,
    "usahakecil": Scale.SMALL,
    "perusahaankecil": Scale.SMALL,
    "menengah": Scale.MEDIUM,
    "usahamenengah": Scale.MEDIUM,
    "besar": Scale.LARGE,
    "usahabesar": Scale.LARGE,
    "nonkecil": None,
    "perusahaannonkecil": None,
    "koperasi": Scale.COOPERATIVE,
}

#: Legal forms and trades by which a name is a firm's. What has none of them may be a person's name.
_FORMS = re.compile(
    r"(?<![a-z])(pt|cv|ud|pd|pb|fa|firma|nv|tbk|persero|perum|perumda|perseroda|bumd|bumdes|bumn|koperasi|kop|kud|kpri|"
    r"primkop\w*|inkop\w*|yayasan|lembaga|perkumpulan|perhimpunan|paguyuban|asosiasi|ikatan|universitas|institut|"
    r"politeknik|akademi|sekolah|stikes|rsud?|rumah sakit|klinik|apotek|apotik|hotel|wisma|losmen|toko|tk|kios|warung|"
    r"rumah makan|rm|resto\w*|kantin|cafe|kafe|catering|katering|bakery|bengkel|percetakan|fotocopy|foto copy|"
    r"fotokopi|studio|salon|swalayan|minimarket|supermarket|pertamina|spbu|bank|balai|dinas|kantor|badan|desa|"
    r"kelompok|kelurahan|usaha dagang|perusahaan|group|grup|enterprise|konsultan|consultant|kontraktor|contractor|"
    r"konveksi|tailor|media|travel|tour|transport|rental|service|servis|mart|store|shop|elektronik|komputer|computer|"
    r"copy|centre|center|collection|grafika|ponsel|burger|teknik|tehnik|engineering|meubel|mebel|furniture|offset|printing|advertising|production|industri)(?![a-z])",
    re.IGNORECASE,
)
_DOTS = re.compile(r"\b([cpuf])\.\s?([vtdab])\b\.?", re.IGNORECASE)


#: How a person who sells without a firm's name is called on open pages.
PERSON_SELLER = "Penyedia perorangan"


def scale_of(written: str | None) -> Scale | None:
    """The scale that a feed's word means; None where it says nothing that can be used."""
    squeezed = "".join(character for character in (written or "").lower() if character.isalpha())
    return _SCALES.get(squeezed)


def is_umkk(scale: Scale) -> bool:
    return scale in UMKK


def is_firm_name(name: str) -> bool:
    """Whether a provider's name is that of a firm, by a legal form or a trade in it (CV, PT, UD, Koperasi, Toko …).

    Anything else may be a person's name and is treated as one: kept as a keyed mark alone.
    """
    return bool(_FORMS.search(_DOTS.sub(r"\1\2", name)))


def tax_number(written: str | None) -> str | None:
    """A tax number (NPWP) in the one form of 16 digits, whether written with dots, as 15 or 16 digits or as a float
    that lost its zeros; None for what is masked, empty or all zeros."""
    if not written or "*" in written:
        return None
    text = written.strip().removesuffix(".0")
    digits = "".join(character for character in text if character.isdigit())
    if not 12 <= len(digits) <= 16 or not digits.strip("0"):
        return None
    return digits.zfill(16)
