"""Firms that register for an announced etalase: each is verified by itself, sent back, or refused, with a reason
(Kepka LKPP 122/2022, pengumuman and pendaftaran, then verifikasi)."""

from enum import StrEnum

from ..course import NOTHING, Course, row
from ..duties import Duty
from ..reasons import Reason
from .states import ProposalState
from .steps import KEPKA_122

#: Letters in which a firm may say what it would list.
MOST_LETTERS = 600
#: While a firm may enter; while it may mend what was sent back and the bureau may answer.
ENTERING = frozenset({ProposalState.REGISTRATION})
ANSWERING = frozenset({ProposalState.REGISTRATION, ProposalState.VERIFICATION})


class EntrantState(StrEnum):
    ENTERED = "terdaftar"
    RETURNED = "dikembalikan"
    VERIFIED = "lulus"
    REFUSED = "tidak_lulus"
    WITHDRAWN = "mundur"
    LAPSED = "gugur"

    @property
    def label(self) -> str:
        return {
            "terdaftar": "menunggu verifikasi",
            "dikembalikan": "dikembalikan untuk dilengkapi",
            "lulus": "lulus verifikasi",
            "tidak_lulus": "tidak lulus",
            "mundur": "mengundurkan diri",
            "gugur": "gugur, tidak dilengkapi",
        }[self.value]


class EntrantSide(StrEnum):
    FIRM = "penyedia"
    BUREAU = "biro_pbj"
    TIME = "waktu"

    @property
    def label(self) -> str:
        return {"penyedia": "pelaku usaha", "biro_pbj": "Biro PBJ", "waktu": "sistem"}[self.value]


class EntrantStep(StrEnum):
    ENTER = "daftar"
    MEND = "lengkapi"
    VERIFY = "luluskan"
    RETURN = "kembalikan"
    REFUSE = "tolak"
    LEAVE = "mundur"
    LAPSE = "gugur"


_S, _E = EntrantSide, EntrantState
_VERIFY = Duty.MANAGE_ETALASE

ENTRANTS = Course(
    "Pendaftaran",
    EntrantState,
    frozenset({_E.VERIFIED.value, _E.REFUSED.value, _E.WITHDRAWN.value, _E.LAPSED.value}),
    (
        row(EntrantStep.ENTER, _S.FIRM, None, (NOTHING, _E.WITHDRAWN), (_E.ENTERED,), "Daftarkan usaha ini",
            "Mendaftar", citation=KEPKA_122),
        row(EntrantStep.MEND, _S.FIRM, None, (_E.RETURNED,), (_E.ENTERED,), "Kirim lagi",
            "Dilengkapi dan dikirim lagi"),
        row(EntrantStep.VERIFY, _S.BUREAU, _VERIFY, (_E.ENTERED,), (_E.VERIFIED,), "Luluskan", "Lulus verifikasi",
            citation=KEPKA_122),
        row(EntrantStep.RETURN, _S.BUREAU, _VERIFY, (_E.ENTERED,), (_E.RETURNED,), "Kembalikan",
            "Dikembalikan untuk dilengkapi", "reason", "note"),
        row(EntrantStep.REFUSE, _S.BUREAU, _VERIFY, (_E.ENTERED, _E.RETURNED), (_E.REFUSED,), "Tidak lulus",
            "Tidak lulus verifikasi", "reason", "note", citation=KEPKA_122),
        row(EntrantStep.LEAVE, _S.FIRM, None, (_E.ENTERED, _E.RETURNED), (_E.WITHDRAWN,), "Mundur",
            "Mengundurkan diri"),
        row(EntrantStep.LAPSE, _S.TIME, None, (_E.ENTERED, _E.RETURNED), (_E.LAPSED,), "Gugur",
            "Gugur, karena etalasenya dibuka atau dibatalkan sebelum dilengkapi"),
    ),
    reopening=EntrantStep.ENTER,
)  # fmt: skip

_R, _N = EntrantStep.RETURN, EntrantStep.REFUSE


def _row(code: str, label: str, cure: str, *uses: EntrantStep) -> Reason:
    return Reason(code, label, cure, KEPKA_122, frozenset(uses), needs_note=True)


REASONS: dict[str, Reason] = {
    one.code: one
    for one in (
        _row("administrasi_kurang", "Persyaratan administrasi belum lengkap",
             "Lengkapi yang disebut, lalu kirim lagi.", _R, _N),
        _row("kualifikasi_kurang", "Persyaratan kualifikasi belum terpenuhi",
             "Lengkapi izin atau keterangannya di Izin usaha, lalu kirim lagi.", _R, _N),
        _row("teknis_kurang", "Barangnya belum memenuhi persyaratan teknis", "Perjelas barangnya, lalu kirim lagi.",
             _R, _N),
        _row("harga_kurang", "Persyaratan harga belum terpenuhi", "Perjelas harganya, lalu kirim lagi.", _R, _N),
        _row("jenis_usaha", "Jenis usahanya tidak diterima etalase ini", "Daftarkan di etalase yang menerimanya.", _N),
        _row("bukan_isinya", "Barangnya tidak termasuk etalase ini", "Cantumkan di etalase yang memuatnya.", _N),
        _row("lain", "Alasan lain", "Tertulis dalam keterangannya.", _R, _N),
    )
}  # fmt: skip


#: Said to whoever was refused or did not mend in time. Only the sanctions of Kepka LKPP 122/2022 (huruf H) keep a firm
#: from an etalase; verification asks whether the requirements are met, and they may be met later.
LATER = "Ini bukan sanksi: begitu etalasenya terbuka, barang yang memenuhi persyaratannya dapat Anda cantumkan"


def answered(state: str, code: str, note: str) -> tuple[str, ...]:
    """What the bureau answered a firm, sentence by sentence: why, in which words, and what can be done; empty where the
    answer was neither."""
    reason = REASONS.get(code)
    if reason is None or state not in (EntrantState.RETURNED, EntrantState.REFUSED):
        return ()
    return reason.label, note, reason.cure if state == EntrantState.RETURNED else LATER


def reasons_for(use: EntrantStep) -> list[Reason]:
    """The reasons that may be given for a step, in the order of the table."""
    return [one for one in REASONS.values() if use in one.uses]
