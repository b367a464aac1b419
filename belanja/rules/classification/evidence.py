"""What speaks for a class: phrases of a title, the account of the budget that pays, and the kind of procurement.

Rows are dated and carry where they come from. Phrases are written as people write them and compared in the form by
which words are found (`Reader` is given the function that makes it). A weight of 6 speaks alone, 3 just so, 2 only
with something beside it.
"""

from dataclasses import dataclass
from datetime import date

from .phrases import GOODS, SERVICES

SINCE = date(2026, 11, 26)
JUDGED = "dibaca dari judul paket RUP oleh penyusun aturan ini"
ACCOUNTS_OF = "Kepmendagri 900.1.15.5-1317/2023 (kode rekening belanja), dicocokkan dengan judul paket RUP"
_SURE = 6
_ACCOUNT = 2


@dataclass(frozen=True)
class Phrase:
    """Words that, in this order and at most a few apart, speak for a class. `means` empty: words that say nothing and
    hide the words in them ("kegiatan kantor" names no office)."""

    words: str
    means: str
    weight: int
    valid_from: date = SINCE
    source: str = JUDGED


@dataclass(frozen=True)
class Account:
    """An account of the regional budget, or the beginning of one, whose name says what is bought."""

    code: str
    means: str
    weight: int = _ACCOUNT
    valid_from: date = SINCE
    source: str = ACCOUNTS_OF


def _phrases(text: str) -> tuple[Phrase, ...]:
    found = []
    for line in text.strip().replace("\n  ", " ").splitlines():
        means, _bar, listed = line.partition("|")
        for one in listed.split(";"):
            words, _sign, weight = one.strip().partition("=")
            found.append(Phrase(words, means.strip(), int(weight or _SURE)))
    return tuple(found)


PHRASES: tuple[Phrase, ...] = _phrases(GOODS) + _phrases(SERVICES)

_ACCOUNT_ROWS = """
5.1.02.01.01.0001 material
5.1.02.01.01.0004 bbm
5.1.02.01.01.0008 bibit
5.1.02.01.01.0010 bbm
5.1.02.01.01.0013 servis_kendaraan
5.1.02.01.01.0024 atk
5.1.02.01.01.0025 kertas
5.1.02.01.01.0026 cetak
5.1.02.01.01.0027 benda_pos
5.1.02.01.01.0029 komputer_bahan
5.1.02.01.01.0030 kebersihan_alat
5.1.02.01.01.0031 listrik
5.1.02.01.01.0034 olahraga
5.1.02.01.01.0035 cenderamata
5.1.02.01.01.0037 obat
5.1.02.01.01.0043 bahan_pokok
5.1.02.01.01.0044 ternak
5.1.02.01.01.0052 mamin
5.1.02.01.01.0053 mamin
5.1.02.01.01.0055 mamin
5.1.02.01.01.0056 mamin
5.1.02.01.01.0057 mamin
5.1.02.01.01.0058 mamin
5.1.02.01.01.006 seragam
5.1.02.01.01.007 seragam
5.1.02.02.01.0030 kebersihan_jasa
5.1.02.02.01.0031 keamanan
5.1.02.02.01.0047 acara
5.1.02.02.01.0050 servis_alat
5.1.02.02.01.0051 sampah
5.1.02.02.01.0055 iklan
5.1.02.02.01.0059 utilitas
5.1.02.02.01.0060 utilitas
5.1.02.02.01.0061 utilitas
5.1.02.02.01.0062 koran
5.1.02.02.01.0063 internet
5.1.02.02.01.0064 kurir
5.1.02.02.01.0067 uang
5.1.02.02.02 uang
5.1.02.02.04.003 sewa_kendaraan
5.1.02.02.04.0040 sewa_kendaraan
5.1.02.02.04.0117 sewa_alat
5.1.02.02.05 sewa_gedung
5.1.02.02.08 konsultansi
5.1.02.02.09 konsultansi
5.1.02.02.12 pelatihan
5.1.02.03.02.003 servis_kendaraan
5.1.02.03.02.0117 servis_alat
5.1.02.03.02.012 servis_alat
5.1.02.03.02.04 servis_alat
5.1.02.03.03 konstruksi
5.1.02.04 perjalanan
5.1.02.05 uang
5.2.02.01.01 alat_berat
5.2.02.02.01 kendaraan
5.2.02.05.01.0004 mebel
5.2.02.05.02.0001 mebel
5.2.02.05.02.0003 kebersihan_alat
5.2.02.05.02.0004 elektronik
5.2.02.05.02.0006 elektronik
5.2.02.05.03 mebel
5.2.02.06.01 studio
5.2.02.07 alkes
5.2.02.08 lab
5.2.02.10.01 komputer
5.2.02.10.02.0003 periferal
5.2.02.10.02.0004 jaringan
5.2.02.19 olahraga
5.2.05.01.01 buku
5.2.05.08.01 lunak
"""
ACCOUNTS: dict[str, Account] = {
    code: Account(code, means) for code, means in (line.split() for line in _ACCOUNT_ROWS.strip().splitlines())
}

#: The kind of procurement that the plan states -> the class it speaks for, with its weight.
KINDS: dict[str, tuple[str, int]] = {"jasa konsultansi": ("konsultansi", 3), "pekerjaan konstruksi": ("konstruksi", 3)}
#: Classes that name an act and not a thing: what follows them says what the act is done to.
ACTS = frozenset(
    {"konsultansi", "konstruksi", "perjalanan", "tenaga", "uang", "sewa_kendaraan", "sewa_alat", "sewa_gedung",
     "sewa_acara", "servis_kendaraan", "servis_alat", "pelatihan", "acara", "kebersihan_jasa", "keamanan", "utilitas"}
)  # fmt: skip
