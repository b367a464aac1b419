"""What is checked by itself when a firm is entered: forms of numbers, and what a known fact about it means.

Each finding says what is wrong and how to mend it. `block`: the firm cannot be submitted so. `ask`: it is submitted,
but shows nothing before a verifier has looked. `warn`: the verifier sees it, nothing waits for it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from . import kbli as trades
from .firms import Scale
from .registration import LegalForm


class Severity(StrEnum):
    BLOCK = "block"
    ASK = "ask"
    WARN = "warn"


@dataclass(frozen=True)
class Finding:
    field: str
    code: str
    severity: Severity
    message: str
    fix: str = ""


@dataclass(frozen=True)
class Stated:
    """What a firm states to be listed, as far as the checks read it."""

    name: str
    legal_form: str
    nib: str
    kbli: Sequence[str]
    address: str
    region_code: str
    scale: str = ""
    scale_evidence: str = ""


@dataclass(frozen=True)
class Surroundings:
    """What the installation knows beside it. `nib_rival`: another registration with this NIB waits; `nib_known`: feeds
    know it as that of a firm which this registration does not claim. `blacklisted`: decrees in force of the same id;
    `named_like`: decrees that only share the name; `unproved`: no owner has proved his telephone number; `shelves`:
    (name, KBKI beginnings) of the etalase where the firm wants to sell."""

    nib_taken: bool = False
    nib_rival: bool = False
    nib_known: bool = False
    tax_taken: bool = False
    unproved: bool = False
    twins: Sequence[str] = ()
    blacklisted: Sequence[str] = ()
    named_like: Sequence[str] = ()
    shelves: Sequence[tuple[str, Sequence[str]]] = ()


def nib_number(written: str) -> str:
    """The 13 digits of an NIB, however it was spaced; empty for what cannot be one."""
    digits = re.sub(r"[\s.\-/]", "", written or "")
    good = len(digits) == 13 and digits.isascii() and digits.isdigit() and len(set(digits)) > 1
    return digits if good else ""


def kbli_codes(written: str) -> list[str]:
    """The KBLI codes in a line ("47611, 56210"), each once, in the order written. What is no code stays as it is, so
    that the check can name it."""
    return list(dict.fromkeys(part for part in re.split(r"[\s,;]+", written.strip()) if part))


def check(stated: Stated, around: Surroundings) -> list[Finding]:
    """Every finding about a firm, the gravest first."""
    found = [*_forms(stated), *_known(around), *_trades(stated, around), *_scale(stated)]
    order = list(Severity)
    return sorted(found, key=lambda one: order.index(one.severity))


def _forms(stated: Stated) -> list[Finding]:
    found = []
    if not stated.name.strip():
        found.append(_block("name", "name_missing", "Nama usaha belum diisi.", "Tulis nama seperti pada NIB."))
    if not nib_number(stated.nib):
        found.append(
            _block(
                "nib",
                "nib_form",
                "NIB belum diisi." if not stated.nib else "NIB ini bukan 13 angka.",
                "Salin 13 angka NIB dari OSS. Belum punya NIB? Pengurusannya gratis di oss.go.id.",
            )
        )
    if not stated.region_code:
        found.append(
            _block("region_code", "region_missing", "Kabupaten/kota belum dipilih.", "Pilih tempat usaha berada.")
        )
    if len(stated.address.strip()) < 8:
        found.append(
            _block(
                "address",
                "address_short",
                "Alamat usaha belum lengkap.",
                "Tulis jalan atau kampung, desa atau kelurahan, dan kecamatannya.",
            )
        )
    if not stated.kbli:
        found.append(
            _block(
                "kbli", "kbli_missing", "KBLI belum diisi.", "Salin kode lima angka dari lampiran NIB, misalnya 47611."
            )
        )
    wrong = [code for code in stated.kbli if not trades.is_code(code)]
    if wrong:
        told = f"Bukan kode KBLI: {', '.join(wrong)}."
        found.append(_block("kbli", "kbli_form", told, "Kode KBLI terdiri atas lima angka, misalnya 47611."))
    return found


def _known(around: Surroundings) -> list[Finding]:
    found = []
    if around.nib_taken:
        found.append(
            _block(
                "nib",
                "nib_taken",
                "NIB ini sudah terdaftar atas usaha lain di Belanja.",
                "Cari usaha itu dengan NIB-nya dan minta pemiliknya menambahkan Anda, atau perbaiki nomornya.",
            )
        )
    if around.nib_rival:
        found.append(
            Finding(
                "nib",
                "nib_rival",
                Severity.ASK,
                "NIB ini sedang diajukan pendaftar lain juga.",
                "Petugas memeriksa keduanya. Anda tidak perlu berbuat apa-apa.",
            )
        )
    if around.nib_known:
        found.append(
            Finding(
                "nib",
                "nib_known",
                Severity.ASK,
                "NIB ini sudah dikenal sebagai milik usaha yang tidak Anda klaim.",
                "Petugas memastikan dahulu bahwa itu usaha yang sama. Anda tidak perlu berbuat apa-apa.",
            )
        )
    if around.tax_taken:
        found.append(
            _block(
                "npwp",
                "tax_taken",
                "NPWP ini sudah dipakai usaha lain di Belanja.",
                "Periksa nomornya. Bila benar, hubungi Biro PBJ: satu NPWP untuk satu usaha.",
            )
        )
    if around.blacklisted:
        found.append(
            _block(
                "nib",
                "blacklisted",
                f"Usaha ini sedang dikenai sanksi Daftar Hitam ({'; '.join(around.blacklisted)}).",
                "Ajukan lagi setelah masa sanksi berakhir, atau hubungi Biro PBJ bila itu bukan usaha Anda.",
            )
        )
    if around.unproved:
        found.append(
            Finding(
                "phone",
                "number_unproved",
                Severity.ASK,
                "Nomor telepon akun pemilik belum dibuktikan.",
                "Mintalah kode bukti nomor kepada petugas. Setelah itu usaha langsung dapat menayangkan barang.",
            )
        )
    if around.named_like:
        found.append(
            Finding(
                "name",
                "blacklist_name",
                Severity.ASK,
                f"Ada usaha bernama sama di Daftar Hitam ({'; '.join(around.named_like)}).",
                "Petugas memastikan dahulu apakah itu usaha yang sama. Anda tidak perlu berbuat apa-apa.",
            )
        )
    if around.twins:
        found.append(
            Finding(
                "name",
                "twin",
                Severity.WARN,
                f"Nama yang sama sudah ada di kabupaten/kota ini: {', '.join(around.twins)}.",
                "Bila itu usaha Anda, batalkan dan klaim yang sudah ada.",
            )
        )
    return found


def _trades(stated: Stated, around: Surroundings) -> list[Finding]:
    strange = [name for name, kbki in around.shelves if trades.covers(stated.kbli, kbki) is False]
    if not strange:
        return []
    return [
        Finding(
            "kbli",
            "kbli_shelf",
            Severity.WARN,
            f"KBLI usaha biasanya tidak mencakup etalase {', '.join(strange)}.",
            "Tambahkan KBLI yang sesuai pada NIB, atau pilih etalase lain.",
        )
    ]


def _scale(stated: Stated) -> list[Finding]:
    found = []
    if stated.scale and not stated.scale_evidence.strip():
        found.append(
            _block(
                "scale_evidence",
                "scale_evidence",
                "Bukti skala usaha belum ditulis.",
                "Tulis buktinya, misalnya omzet setahun menurut SPT 2025, atau kosongkan skalanya.",
            )
        )
    if stated.scale == Scale.COOPERATIVE and stated.legal_form != LegalForm.COOPERATIVE:
        found.append(
            _block(
                "scale",
                "scale_cooperative",
                "Skala koperasi hanya untuk usaha berbentuk koperasi.",
                "Pilih mikro, kecil, menengah, atau besar; atau ubah bentuk usahanya.",
            )
        )
    if stated.legal_form == LegalForm.COOPERATIVE and stated.scale not in ("", Scale.COOPERATIVE):
        found.append(_block("scale", "cooperative_scale", "Usaha ini koperasi.", "Pilih koperasi sebagai skalanya."))
    return found


def _block(field: str, code: str, message: str, fix: str) -> Finding:
    return Finding(field, code, Severity.BLOCK, message, fix)
