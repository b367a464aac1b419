"""States of a case and of a finding. A case goes from what was detected over questions and answers to its end; a
finding from its draft over the follow-up until nothing of it is left (PP 60/2008: results of supervision are followed
up by those whom they concern)."""

from enum import StrEnum


class CaseState(StrEnum):
    DETECTED = "terdeteksi"
    REVIEWED = "ditelaah"
    DISMISSED = "diabaikan"
    CLARIFYING = "klarifikasi"
    ACCEPTED = "diterima"
    DEEPENING = "pendalaman"
    FINDING = "temuan"
    RECOMMENDED = "rekomendasi"
    FOLLOW_UP = "tindak_lanjut"
    DONE = "selesai"
    ESCALATED = "eskalasi"

    @property
    def label(self) -> str:
        return _CASES[self.value]


_CASES = {
    "terdeteksi": "terdeteksi",
    "ditelaah": "ditelaah",
    "diabaikan": "tidak dilanjutkan",
    "klarifikasi": "menunggu klarifikasi",
    "diterima": "penjelasan diterima",
    "pendalaman": "didalami",
    "temuan": "temuan ditulis",
    "rekomendasi": "rekomendasi disampaikan",
    "tindak_lanjut": "ditindaklanjuti",
    "selesai": "selesai",
    "eskalasi": "diserahkan keluar",
}
#: Nothing more is done with it, but for what comes in late (deposits after a hand-over).
CLOSED = frozenset({CaseState.DISMISSED, CaseState.ACCEPTED, CaseState.DONE, CaseState.ESCALATED})
#: Closed for a reason that holds for its dated days alone: what still asks then, is asked again.
ANSWERED = frozenset({CaseState.DISMISSED, CaseState.ACCEPTED})
#: Flags of the same key still join it.
JOINABLE = frozenset({CaseState.DETECTED, CaseState.REVIEWED, CaseState.CLARIFYING, CaseState.DEEPENING})


class FindingState(StrEnum):
    DRAFT = "rancangan"
    ISSUED = "terbit"
    OBJECTED = "keberatan"
    FOLLOW_UP = "tindak_lanjut"
    SETTLED = "tuntas"
    IMPOSSIBLE = "tidak_dapat"
    WITHDRAWN = "dicabut"

    @property
    def label(self) -> str:
        return _FINDINGS[self.value]


_FINDINGS = {
    "rancangan": "rancangan",
    "terbit": "disampaikan",
    "keberatan": "keberatan diperiksa",
    "tindak_lanjut": "ditindaklanjuti",
    "tuntas": "tuntas",
    "tidak_dapat": "tidak dapat ditindaklanjuti",
    "dicabut": "dicabut",
}
ENDED = frozenset({FindingState.SETTLED, FindingState.IMPOSSIBLE, FindingState.WITHDRAWN})
#: What those whom it concerns may read.
TOLD = frozenset(FindingState) - {FindingState.DRAFT}
#: Money of it is counted: what was found and not taken back.
COUNTED = TOLD - {FindingState.WITHDRAWN}


class Side(StrEnum):
    """Whose step it is. The supervisor is another person than the auditor who reviews."""

    AUDITOR = "auditor"
    SUPERVISOR = "pengendali"
    UNIT = "unit"
    FIRM = "penyedia"
    TIME = "waktu"

    @property
    def label(self) -> str:
        return {
            "auditor": "auditor APIP",
            "pengendali": "pengendali mutu APIP",
            "unit": "unit yang ditanya",
            "penyedia": "penyedia yang ditanya",
            "waktu": "sistem",
        }[self.value]


class Verdict(StrEnum):
    """What a case is disposed as; proposed by its auditor, settled by another person."""

    DISMISS = "diabaikan"
    ACCEPT = "diterima"
    DEEPEN = "pendalaman"
    FIND = "temuan"

    @property
    def label(self) -> str:
        return {
            "diabaikan": "tidak dilanjutkan",
            "diterima": "penjelasan diterima",
            "pendalaman": "perlu pendalaman",
            "temuan": "menjadi temuan",
        }[self.value]

    @property
    def state(self) -> CaseState:
        return CaseState(self.value)


class Amount(StrEnum):
    """Kinds of money in a finding; each is followed until its balance is zero."""

    OVERPAID = "kelebihan_bayar"
    PENALTY = "denda"
    OTHER = "lain"

    @property
    def label(self) -> str:
        return {"kelebihan_bayar": "kelebihan bayar", "denda": "denda belum dipungut", "lain": "lain"}[self.value]


class Resolution(StrEnum):
    """How far a recommendation is followed up."""

    NOT_YET = "belum"
    PARTLY = "sebagian"
    DONE = "selesai"
    IMPOSSIBLE = "tidak_dapat"

    @property
    def label(self) -> str:
        return {
            "belum": "belum ditindaklanjuti",
            "sebagian": "sebagian",
            "selesai": "selesai",
            "tidak_dapat": "tidak dapat ditindaklanjuti",
        }[self.value]


class Outside(StrEnum):
    """Whom a case may be handed to, by an approved letter; nothing is sent from here."""

    LEADERS = "pimpinan"
    LKPP = "lkpp"
    LAW = "aph"

    @property
    def label(self) -> str:
        return {"pimpinan": "pimpinan daerah", "lkpp": "LKPP", "aph": "aparat penegak hukum"}[self.value]
