"""Licences of firms: which there are, which of them count on a day, and what a firm still lacks for a shelf.

A licence belongs to the firm that sells, and a paper of the same kind serves every shelf that asks for it. Papers that
belong to a product (izin edar, SNI, halal) are claims (`rules.listings.ClaimKind`). Sources: PP 5/2021 (perizinan
berusaha berbasis risiko) and the rules of each sector that the rows cite; Kepka LKPP 122/2022 lets an etalase ask.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CITATION = "Kepka LKPP 122/2022, persyaratan etalase"


@dataclass(frozen=True)
class LicenceKind:
    """One kind of licence: who issues it, and where that is written. `short` is what lists have room for."""

    code: str
    title: str
    short: str
    issuer: str
    citation: str


KINDS: dict[str, LicenceKind] = {
    one.code: one
    for one in (
        LicenceKind(
            "pangan", "SPP-IRT atau sertifikat laik higiene sanitasi jasa boga", "SPP-IRT atau SLHS",
            "Dinas Kesehatan atau DPMPTSP kabupaten/kota",
            "Peraturan BPOM 22/2018; Permenkes 1096/2011",
        ),
        LicenceKind(
            "alkes", "Izin distribusi alat kesehatan", "Izin distribusi alkes", "Kementerian Kesehatan",
            "Permenkes 14/2021",
        ),
        LicenceKind(
            "pbf", "Izin pedagang besar farmasi", "Izin PBF", "Kementerian Kesehatan", "Permenkes 1148/2011",
        ),
        LicenceKind(
            "bujp", "Izin operasional badan usaha jasa pengamanan", "Izin BUJP", "Kepolisian Negara RI",
            "Peraturan Kepolisian 4/2020",
        ),
        LicenceKind(
            "sbu_konstruksi", "Sertifikat badan usaha jasa konstruksi", "SBU konstruksi",
            "Lembaga sertifikasi badan usaha", "UU 2/2017; PP 5/2021",
        ),
        LicenceKind(
            "angkutan", "Izin penyelenggaraan angkutan orang", "Izin angkutan", "Dinas Perhubungan", "PP 74/2014",
        ),
        LicenceKind(
            "limbah_b3", "Persetujuan teknis pengelolaan limbah B3", "Pengelolaan limbah B3",
            "Kementerian yang membidangi lingkungan hidup", "PP 22/2021",
        ),
        LicenceKind(
            "perdagangan", "Izin usaha perdagangan (dahulu SIUP)", "Izin perdagangan", "OSS atau DPMPTSP", "PP 5/2021",
        ),
    )
}  # fmt: skip


def titles(codes: Iterable[str]) -> list[str]:
    """The titles of kinds by their codes; a code that no release lists any more is told as it is."""
    return [KINDS[code].title if code in KINDS else code for code in codes]


class LicenceState(StrEnum):
    """Where a statement stands. Whether a confirmed one counts is a matter of days (`counts`)."""

    OPEN = "diajukan"
    CONFIRMED = "dikonfirmasi"
    RETURNED = "dikembalikan"
    REPLACED = "diganti"
    WITHDRAWN = "ditarik"

    @property
    def label(self) -> str:
        return _STATES[self.value]


_STATES = {
    "diajukan": "Menunggu pemeriksaan",
    "dikonfirmasi": "Dikonfirmasi",
    "dikembalikan": "Dikembalikan",
    "diganti": "Diganti yang lebih baru",
    "ditarik": "Ditarik usahanya",
}


@dataclass(frozen=True)
class Held:
    """A licence as its firm states it. `valid_to` is its last day; None: without an end."""

    kind: str
    state: LicenceState
    valid_from: date
    valid_to: date | None = None


def counts(one: Held, *, on: date) -> bool:
    """Whether it counts on a day: confirmed, begun, and not over."""
    return one.state is LicenceState.CONFIRMED and one.valid_from <= on and (one.valid_to is None or on <= one.valid_to)


def kinds_on(held: Iterable[Held], *, on: date) -> frozenset[str]:
    """The kinds of licence that a firm holds on a day."""
    return frozenset(one.kind for one in held if counts(one, on=on))


@dataclass(frozen=True)
class Missing:
    """A licence that a shelf asks for and the firm does not hold: why, and exactly what to do now. `waits`: nothing but
    to wait for somebody else, or for a day."""

    kind: LicenceKind
    why: str
    fix: str
    waits: bool = False


_WHERE = "di halaman Izin usaha"


def missing(required: Sequence[str], held: Iterable[Held], *, on: date) -> list[Missing]:
    """What a firm lacks on a day for a shelf that requires these kinds, in the order of the shelf."""
    stated = list(held)
    have = kinds_on(stated, on=on)
    return [
        _missing(KINDS[code], [one for one in stated if one.kind == code], on)
        for code in dict.fromkeys(required)
        if code in KINDS and code not in have
    ]


def _missing(kind: LicenceKind, stated: Sequence[Held], on: date) -> Missing:
    states = {one.state for one in stated}
    confirmed = [one for one in stated if one.state is LicenceState.CONFIRMED]
    begins = [one.valid_from for one in confirmed if one.valid_from > on]
    if LicenceState.OPEN in states:
        told = "Tunggu jawaban verifikator; Anda diberi tahu."
        return Missing(kind, f"{kind.title} menunggu pemeriksaan.", told, waits=True)
    if LicenceState.RETURNED in states:
        return Missing(
            kind, f"{kind.title} dikembalikan verifikator.", f"Perbaiki menurut alasannya {_WHERE}, lalu ajukan lagi."
        )
    if begins:
        return Missing(
            kind, f"{kind.title} baru berlaku {min(begins):%d-%m-%Y}.", "Tunggu sampai hari itu.", waits=True
        )
    ends = [one.valid_to for one in confirmed if one.valid_to is not None]
    if ends:
        return Missing(
            kind, f"{kind.title} berakhir {max(ends):%d-%m-%Y}.",
            f"Nyatakan perpanjangannya {_WHERE}; penerbitnya {kind.issuer}.",
        )  # fmt: skip
    return Missing(
        kind, f"{kind.title}, yang diminta etalase ini, belum dinyatakan.",
        f"Isi nomor dan masa berlakunya {_WHERE}; penerbitnya {kind.issuer}.",
    )  # fmt: skip


@dataclass(frozen=True)
class Stated:
    """What a firm fills in about one licence. `evidence`: where a verifier finds it, a note or an address; never a
    copy of an identity paper."""

    kind: str
    number: str
    issuer: str
    valid_from: date | None
    valid_to: date | None
    evidence: str


_LENGTHS: Mapping[str, tuple[int, int, str]] = {
    "number": (3, 80, "Isi nomor izin seperti tertulis pada suratnya."),
    "issuer": (3, 120, "Isi siapa yang menerbitkan izin ini."),
    "evidence": (5, 300, "Tulis di mana verifikator dapat melihat izin ini: alamat web daftar resmi, atau catatan."),
}


def problems(
    stated: Stated, *, on: date, kinds: Mapping[str, LicenceKind] = KINDS, ending: Sequence[str] = ()
) -> dict[str, str]:
    """What is wrong with a statement, a sentence for each field; nothing where all is well. `kinds`: those that may be
    stated; `ending`: those of them that always have a last day."""
    found = {}
    if stated.kind not in kinds:
        found["kind"] = "Pilih jenisnya dari daftar."
    for name, (least, most, sentence) in _LENGTHS.items():
        if not least <= len(getattr(stated, name).strip()) <= most:
            found[name] = sentence
    if "evidence" not in found and _identity_number(stated.evidence):
        found["evidence"] = "Jangan menulis NIK atau nomor kartu identitas. Cukup di mana izinnya dapat dilihat."
    if stated.valid_from is None:
        found["valid_from"] = "Isi sejak kapan izin ini berlaku."
    elif stated.valid_to is not None and stated.valid_to < stated.valid_from:
        found["valid_to"] = "Hari berakhirnya sebelum hari mulainya."
    if stated.kind in ending and stated.valid_to is None:
        found["valid_to"] = "Isi hari terakhirnya: surat ini selalu berbatas waktu."
    if "valid_to" not in found and stated.valid_to is not None and stated.valid_to < on:
        found["valid_to"] = "Izin ini sudah berakhir. Nyatakan perpanjangannya, atau kosongkan bila tanpa batas."
    return found


def _identity_number(written: str) -> bool:
    """Whether a text holds sixteen digits in a row, as the number of an identity card has."""
    words = "".join(char if char.isalnum() else " " for char in written).split()
    return any(len(word) == 16 and word.isdigit() for word in words)
