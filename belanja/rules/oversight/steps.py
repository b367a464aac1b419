"""The steps of a case and of a finding: from which state each leads where, who may take it and what it asks for.

The course of cases is that of domain facts 4.4; findings follow the auditors' form (kondisi, kriteria, sebab, akibat,
rekomendasi). No step is decided by whoever proposed it; services refuse it by person, not by role alone.
"""

from enum import StrEnum

from ..course import NOTHING, Course, row
from ..duties import Duty
from .states import CLOSED, ENDED, JOINABLE, CaseState, FindingState, Side

SPIP = "PP 60/2008"


class Step(StrEnum):
    """Of a case."""

    OPEN = "buka"
    JOIN = "gabung"
    TAKE = "telaah"
    ASSIGN = "tugaskan"
    DECLARE = "nyatakan_independen"
    ASK = "tanya"
    ANSWER = "jawab"
    ASK_TIME = "minta_waktu"
    EXTEND = "perpanjang"
    PROPOSE = "usulkan"
    SETTLE = "tetapkan"
    SEND_BACK = "kembalikan"
    REOPEN = "buka_lagi"
    WRITE = "tulis_temuan"
    ISSUE = "sampaikan"
    PLAN = "rencana_aksi"
    CLOSE = "selesaikan"
    PROPOSE_HAND_OVER = "usul_serah"
    HAND_OVER = "catat_serah"


class FindingStep(StrEnum):
    """Of a finding."""

    WRITE = "tulis"
    AMEND = "ubah"
    DROP = "hapus_rancangan"
    ISSUE = "sampaikan"
    OBJECT = "keberatan"
    DECIDE = "putus_keberatan"
    PLAN = "rencana_aksi"
    REPORT = "lapor"
    DEPOSIT = "setor"
    CHECK = "periksa_setoran"
    RESOLVE = "nilai"
    GIVE_UP = "nyatakan_tidak_dapat"


_S, _C, _F = Side, CaseState, FindingState
_REVIEW, _SUPERVISE, _ANSWER, _HAND = Duty.REVIEW_CASE, Duty.SUPERVISE_CASE, Duty.ANSWER_CASE, Duty.APPROVE_HANDOVER
_joinable = tuple(state.value for state in CaseState if state in JOINABLE)
_open = tuple(state.value for state in CaseState if state not in CLOSED)
_assigned = tuple(one for one in _open if one != _C.DETECTED)
_asking = (_C.CLARIFYING, _C.DEEPENING)
_outside = (_C.DEEPENING, _C.FINDING, _C.RECOMMENDED, _C.FOLLOW_UP)

CASES: Course[Step, Side] = Course(
    "Kasus",
    CaseState,
    frozenset(state.value for state in CLOSED),
    (
        row(Step.OPEN, _S.TIME, None, (NOTHING,), (_C.DETECTED,), "Buka kasus",
            "Dibuka dari tanda atau kertas kerja reviu", citation=SPIP),
        row(Step.JOIN, _S.TIME, None, _joinable, (), "Gabungkan", "Tanda baru digabungkan"),
        row(Step.TAKE, _S.AUDITOR, _REVIEW, (_C.DETECTED,), (_C.REVIEWED,), "Telaah kasus ini",
            "Ditelaah; auditor menyatakan diri independen", citation=SPIP),
        row(Step.ASSIGN, _S.SUPERVISOR, _SUPERVISE, (_C.DETECTED,), (_C.REVIEWED,), "Tugaskan", "Ditugaskan", "note"),
        row(Step.ASSIGN, _S.SUPERVISOR, _SUPERVISE, _assigned, (), "Tugaskan", "Ditugaskan ke auditor lain", "note"),
        row(Step.DECLARE, _S.AUDITOR, _REVIEW, _assigned, (), "Nyatakan independen",
            "Auditor menyatakan diri independen", citation=SPIP),
        row(Step.ASK, _S.AUDITOR, _REVIEW, (_C.REVIEWED,), (_C.CLARIFYING,), "Minta klarifikasi",
            "Klarifikasi diminta"),
        row(Step.ASK, _S.AUDITOR, _REVIEW, _asking, (), "Minta klarifikasi", "Klarifikasi diminta"),
        row(Step.ANSWER, _S.UNIT, _ANSWER, _asking, (), "Jawab", "Unit menjawab"),
        row(Step.ANSWER, _S.FIRM, None, _asking, (), "Jawab", "Penyedia menjawab"),
        row(Step.ASK_TIME, _S.UNIT, _ANSWER, _asking, (), "Minta perpanjangan", "Perpanjangan diminta", "note"),
        row(Step.ASK_TIME, _S.FIRM, None, _asking, (), "Minta perpanjangan", "Perpanjangan diminta", "note"),
        row(Step.EXTEND, _S.AUDITOR, _REVIEW, _asking, (), "Beri perpanjangan", "Perpanjangan diberikan"),
        row(Step.PROPOSE, _S.AUDITOR, _REVIEW, (_C.REVIEWED, *_asking), (), "Usulkan simpulan", "Simpulan diusulkan",
            "reason", "note"),
        row(Step.SETTLE, _S.SUPERVISOR, _SUPERVISE, (_C.REVIEWED,), (_C.DISMISSED,), "Tetapkan simpulan",
            "Simpulan ditetapkan"),
        row(Step.SETTLE, _S.SUPERVISOR, _SUPERVISE, (_C.CLARIFYING,), (_C.ACCEPTED, _C.DEEPENING),
            "Tetapkan simpulan", "Simpulan ditetapkan"),
        row(Step.SETTLE, _S.SUPERVISOR, _SUPERVISE, (_C.DEEPENING,), (_C.ACCEPTED, _C.FINDING), "Tetapkan simpulan",
            "Simpulan ditetapkan"),
        row(Step.SEND_BACK, _S.SUPERVISOR, _SUPERVISE, (_C.REVIEWED, *_asking), (), "Kembalikan",
            "Simpulan dikembalikan ke auditor", "note"),
        row(Step.SEND_BACK, _S.SUPERVISOR, _SUPERVISE, (_C.FINDING,), (_C.DEEPENING,), "Kembalikan",
            "Rancangan temuan dikembalikan untuk didalami", "note"),
        row(Step.REOPEN, _S.SUPERVISOR, _SUPERVISE, (_C.DISMISSED, _C.ACCEPTED), (_C.REVIEWED,), "Buka lagi",
            "Dibuka lagi", "note"),
        row(Step.WRITE, _S.AUDITOR, _REVIEW, (_C.FINDING,), (), "Tulis temuan", "Temuan ditulis"),
        row(Step.ISSUE, _S.SUPERVISOR, _SUPERVISE, (_C.FINDING,), (_C.RECOMMENDED,), "Sampaikan temuan",
            "Temuan dan rekomendasi disampaikan", citation=SPIP),
        row(Step.PLAN, _S.UNIT, _ANSWER, (_C.RECOMMENDED,), (_C.FOLLOW_UP,), "Kirim rencana aksi",
            "Rencana aksi diterima"),
        row(Step.PLAN, _S.UNIT, _ANSWER, (_C.FOLLOW_UP,), (), "Kirim rencana aksi", "Rencana aksi diterima"),
        row(Step.PLAN, _S.FIRM, None, (_C.RECOMMENDED,), (_C.FOLLOW_UP,), "Kirim rencana aksi",
            "Rencana aksi diterima"),
        row(Step.PLAN, _S.FIRM, None, (_C.FOLLOW_UP,), (), "Kirim rencana aksi", "Rencana aksi diterima"),
        row(Step.CLOSE, _S.SUPERVISOR, _SUPERVISE, (_C.RECOMMENDED, _C.FOLLOW_UP), (_C.DONE,), "Selesaikan kasus",
            "Selesai", citation=SPIP),
        row(Step.PROPOSE_HAND_OVER, _S.AUDITOR, _REVIEW, _outside, (), "Usulkan penyerahan",
            "Penyerahan keluar diusulkan", "note"),
        row(Step.HAND_OVER, _S.SUPERVISOR, _HAND, _outside, (_C.ESCALATED,), "Catat penyerahan",
            "Diserahkan keluar dengan surat yang disetujui"),
    ),
    citation=SPIP,
    reopening=Step.REOPEN,
)  # fmt: skip

_followed = (_F.ISSUED, _F.OBJECTED, _F.FOLLOW_UP, _F.IMPOSSIBLE)
FINDINGS: Course[FindingStep, Side] = Course(
    "Temuan",
    FindingState,
    frozenset(state.value for state in ENDED),
    (
        row(FindingStep.WRITE, _S.AUDITOR, _REVIEW, (NOTHING,), (_F.DRAFT,), "Tulis temuan", "Ditulis"),
        row(FindingStep.AMEND, _S.AUDITOR, _REVIEW, (_F.DRAFT,), (), "Ubah temuan", "Rancangannya diubah"),
        row(FindingStep.DROP, _S.AUDITOR, _REVIEW, (_F.DRAFT,), (_F.WITHDRAWN,), "Cabut rancangan",
            "Rancangannya dicabut", "note"),
        row(FindingStep.ISSUE, _S.SUPERVISOR, _SUPERVISE, (_F.DRAFT,), (_F.ISSUED,), "Sampaikan temuan",
            "Disampaikan", citation=SPIP),
        row(FindingStep.OBJECT, _S.UNIT, _ANSWER, (_F.ISSUED,), (_F.OBJECTED,), "Ajukan keberatan",
            "Keberatan diajukan", "note"),
        row(FindingStep.OBJECT, _S.FIRM, None, (_F.ISSUED,), (_F.OBJECTED,), "Ajukan keberatan",
            "Keberatan diajukan", "note"),
        row(FindingStep.DECIDE, _S.SUPERVISOR, _SUPERVISE, (_F.OBJECTED,), (_F.ISSUED, _F.WITHDRAWN),
            "Putuskan keberatan", "Keberatan diputuskan", "note"),
        row(FindingStep.PLAN, _S.UNIT, _ANSWER, (_F.ISSUED, _F.FOLLOW_UP), (_F.FOLLOW_UP,), "Kirim rencana aksi",
            "Rencana aksi diterima", "note"),
        row(FindingStep.PLAN, _S.FIRM, None, (_F.ISSUED, _F.FOLLOW_UP), (_F.FOLLOW_UP,), "Kirim rencana aksi",
            "Rencana aksi diterima", "note"),
        row(FindingStep.REPORT, _S.UNIT, _ANSWER, (_F.FOLLOW_UP,), (), "Laporkan tindak lanjut",
            "Tindak lanjut dilaporkan", "note"),
        row(FindingStep.REPORT, _S.FIRM, None, (_F.FOLLOW_UP,), (), "Laporkan tindak lanjut",
            "Tindak lanjut dilaporkan", "note"),
        row(FindingStep.DEPOSIT, _S.UNIT, _ANSWER, _followed, (), "Catat setoran", "Setoran dicatat"),
        row(FindingStep.DEPOSIT, _S.FIRM, None, _followed, (), "Catat setoran", "Setoran dicatat"),
        row(FindingStep.CHECK, _S.AUDITOR, _REVIEW, _followed, (), "Periksa setoran", "Setoran diperiksa"),
        row(FindingStep.RESOLVE, _S.AUDITOR, _REVIEW, (_F.FOLLOW_UP,), (_F.FOLLOW_UP, _F.SETTLED),
            "Nilai tindak lanjut", "Tindak lanjut dinilai", "note"),
        row(FindingStep.GIVE_UP, _S.SUPERVISOR, _SUPERVISE, (_F.ISSUED, _F.FOLLOW_UP), (_F.IMPOSSIBLE,),
            "Nyatakan tidak dapat ditindaklanjuti", "Dinyatakan tidak dapat ditindaklanjuti", "reason", "note"),
    ),
    citation=SPIP,
)  # fmt: skip
