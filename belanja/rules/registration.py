"""How a firm comes to be listed: its states, who may take which step, and what a verifier may answer.

Domain facts: Perpres 16/2018 with its changes (Pelaku Usaha, Penyedia), Kepka LKPP 122/2022 (persyaratan pencantuman),
UU 27/2022 (consent). A micro firm is visible the same day: what passed the automatic checks may list at once, and sells
once it is verified.
"""

from dataclasses import dataclass
from enum import StrEnum


class MemberRole(StrEnum):
    OWNER = "pemilik"
    KEEPER = "admin_toko"

    @property
    def label(self) -> str:
        return {"pemilik": "Pemilik", "admin_toko": "Admin toko"}[self.value]


class FirmState(StrEnum):
    DRAFT = "draf"
    AWAITING_OWNER = "menunggu_pemilik"
    SUBMITTED = "diajukan"
    RETURNED = "dikembalikan"
    VERIFIED = "terverifikasi"
    REFUSED = "ditolak"

    @property
    def label(self) -> str:
        return {
            "draf": "Draf",
            "menunggu_pemilik": "Menunggu pemilik",
            "diajukan": "Diajukan",
            "dikembalikan": "Dikembalikan",
            "terverifikasi": "Terverifikasi",
            "ditolak": "Ditolak",
        }[self.value]


class Entry(StrEnum):
    """How the registration began. Whoever claims a firm that was known before is checked before anything shows."""

    NEW = "baru"
    CLAIM = "klaim"
    ASSISTED = "bantuan"

    @property
    def label(self) -> str:
        return {
            "baru": "Mendaftar baru",
            "klaim": "Mengklaim data yang sudah ada",
            "bantuan": "Dicatatkan petugas",
        }[self.value]


class Proof(StrEnum):
    """How the owner confirmed: on screen, or on a printed sheet that carries the owner's signature."""

    SCREEN = "layar"
    SHEET = "lembar"

    @property
    def label(self) -> str:
        return {"layar": "di layar", "lembar": "di lembar bertanda tangan"}[self.value]


class LegalForm(StrEnum):
    PERSON = "perorangan"
    PT = "pt"
    PT_PERSON = "pt_perorangan"
    CV = "cv"
    FIRMA = "firma"
    COOPERATIVE = "koperasi"
    VILLAGE = "bumdes"
    STATE = "bumn_bumd"
    FOUNDATION = "yayasan"
    OTHER = "lainnya"

    @property
    def label(self) -> str:
        return {
            "perorangan": "Usaha perorangan",
            "pt": "Perseroan Terbatas (PT)",
            "pt_perorangan": "PT Perorangan",
            "cv": "Persekutuan Komanditer (CV)",
            "firma": "Firma",
            "koperasi": "Koperasi",
            "bumdes": "BUM Desa",
            "bumn_bumd": "BUMN atau BUMD",
            "yayasan": "Yayasan atau perkumpulan",
            "lainnya": "Bentuk lain",
        }[self.value]


class Hand(StrEnum):
    """Whose step it is."""

    FIRM = "usaha"
    OFFICER = "petugas"
    VERIFIER = "verifikator"


@dataclass(frozen=True)
class Step:
    """One row of the table: from where, by whom, to where."""

    name: str
    label: str
    sources: frozenset[FirmState]
    target: FirmState
    hand: Hand
    needs_reason: bool = False


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step(
            "submit",
            "Ajukan",
            frozenset({FirmState.DRAFT, FirmState.RETURNED, FirmState.AWAITING_OWNER}),
            FirmState.SUBMITTED,
            Hand.FIRM,
        ),
        Step("pass", "Luluskan", frozenset({FirmState.SUBMITTED}), FirmState.VERIFIED, Hand.VERIFIER),
        Step("return", "Kembalikan", frozenset({FirmState.SUBMITTED}), FirmState.RETURNED, Hand.VERIFIER, True),
        Step("refuse", "Tolak", frozenset({FirmState.SUBMITTED}), FirmState.REFUSED, Hand.VERIFIER, True),
        # A refusal is no ban: mended, it is entered again. What bars a firm stops it at the checks of submitting.
        Step("mend", "Perbaiki sesudah ditolak", frozenset({FirmState.REFUSED}), FirmState.DRAFT, Hand.FIRM),
        Step(
            "change",
            "Ubah data pokok",
            frozenset({FirmState.VERIFIED, FirmState.SUBMITTED}),
            FirmState.SUBMITTED,
            Hand.FIRM,
        ),
        Step(
            "leave",
            "Berhenti ditampilkan",
            frozenset({FirmState.SUBMITTED, FirmState.RETURNED, FirmState.VERIFIED}),
            FirmState.DRAFT,
            Hand.FIRM,
        ),
    )
}


@dataclass(frozen=True)
class Standing:
    """What decides whether a firm may list and sell. `passed`: it was verified before; a change of its data that waits
    for a look leaves standing what was passed. `held`: an automatic check asks for a person's look first."""

    state: FirmState | None
    entry: Entry = Entry.NEW
    passed: bool = False
    held: bool = False


def may_list(standing: Standing) -> str:
    """Why a firm may not list yet; empty where it may. A claimed firm was known before and lists once checked."""
    state = standing.state
    if state is None:
        return "Usaha ini belum terdaftar. Daftarkan dahulu di halaman Usaha saya."
    if state is FirmState.VERIFIED or (standing.passed and state in (FirmState.SUBMITTED, FirmState.RETURNED)):
        return ""
    if state is FirmState.SUBMITTED:
        if standing.entry is Entry.CLAIM:
            return "Klaim atas usaha ini sedang diperiksa. Barang dapat ditayangkan setelah klaim diluluskan."
        if standing.held:
            return (
                "Pemeriksaan otomatis menemukan hal yang perlu dilihat petugas dahulu. Barang belum dapat ditayangkan."
            )
        return ""
    return {
        FirmState.DRAFT: "Pendaftaran usaha belum diajukan. Lengkapi profil usaha, lalu ajukan.",
        FirmState.AWAITING_OWNER: "Data usaha dicatatkan petugas dan menunggu konfirmasi pemiliknya.",
        FirmState.RETURNED: "Pendaftaran usaha dikembalikan. Perbaiki yang diminta, lalu ajukan lagi.",
        FirmState.REFUSED: "Pendaftaran usaha ditolak.",
    }[state]


def may_sell(standing: Standing) -> str:
    """Why a firm may not sell yet; empty where it may: only a verified firm sells."""
    why_not = may_list(standing)
    if why_not or standing.passed or standing.state is FirmState.VERIFIED:
        return why_not
    return "Usaha ini belum selesai diverifikasi. Barangnya terlihat, tetapi belum dapat dibeli."
