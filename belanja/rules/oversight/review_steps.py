"""The steps of a review: from which state each leads where, and which post takes it. Nobody looks over his own paper,
and nobody looks over one twice; services refuse it by person, not by post alone."""

from enum import StrEnum

from ..course import NOTHING, Course, row
from ..duties import Duty
from .reviews import REVIEW_ENDED, ReviewSide, ReviewState
from .steps import SPIP


class ReviewStep(StrEnum):
    PLAN = "rencanakan"
    CHANGE_TEAM = "ubah_tim"
    DECLARE = "nyatakan_independen"
    START = "mulai"
    SAMPLE = "tarik_sampel"
    WRITE_PAPER = "tulis_kkr"
    SUBMIT_PAPER = "ajukan_kkr"
    NOTE = "beri_catatan"
    ANSWER_NOTE = "jawab_catatan"
    CLEAR_NOTE = "tuntaskan_catatan"
    APPROVE_PAPER = "setujui_kkr"
    WRITE_RESULT = "tulis_chr"
    DROP_RESULT = "cabut_chr"
    SUBMIT = "ajukan"
    SEND_BACK = "kembalikan"
    SEND_RESULTS = "sampaikan_chr"
    RESPOND = "tanggapi"
    SILENCE = "catat_diam"
    REPORT = "terbitkan_lhr"
    CANCEL = "batalkan"


_S, _R, _P = ReviewSide, ReviewState, ReviewStep
_REVIEW, _SUPERVISE, _ANSWER = Duty.REVIEW_CASE, Duty.SUPERVISE_CASE, Duty.ANSWER_CASE
_preparing, _at_work = (_R.PLANNED, _R.WORKING), (_R.WORKING, _R.SUPERVISED)
_open = tuple(state for state in ReviewState if state not in REVIEW_ENDED)

REVIEWS: Course[ReviewStep, ReviewSide] = Course(
    "Reviu",
    ReviewState,
    frozenset(state.value for state in REVIEW_ENDED),
    (
        row(_P.PLAN, _S.PLANNER, _REVIEW, (NOTHING,), (_R.PLANNED,), "Rencanakan reviu",
            "Direncanakan dengan surat tugas", citation=SPIP),
        row(_P.CHANGE_TEAM, _S.PLANNER, _SUPERVISE, _open, (), "Ubah tim", "Timnya diubah", "note"),
        row(_P.DECLARE, _S.SUPERVISOR, _SUPERVISE, _open, (), "Nyatakan independen",
            "Pengendali teknis menyatakan diri independen", citation=SPIP),
        row(_P.DECLARE, _S.LEADER, _REVIEW, _open, (), "Nyatakan independen",
            "Ketua tim menyatakan diri independen", citation=SPIP),
        row(_P.DECLARE, _S.MEMBER, _REVIEW, _open, (), "Nyatakan independen",
            "Anggota tim menyatakan diri independen", citation=SPIP),
        row(_P.START, _S.LEADER, _REVIEW, (_R.PLANNED,), (_R.WORKING,), "Mulai pelaksanaan", "Pelaksanaan dimulai"),
        row(_P.SAMPLE, _S.LEADER, _REVIEW, (_R.WORKING,), (), "Tarik sampel", "Sampel ditarik"),
        row(_P.WRITE_PAPER, _S.MEMBER, _REVIEW, (_R.WORKING,), (), "Tulis KKR", "KKR ditulis"),
        row(_P.SUBMIT_PAPER, _S.MEMBER, _REVIEW, (_R.WORKING,), (), "Ajukan KKR", "KKR diajukan ke ketua tim"),
        row(_P.NOTE, _S.LEADER, _REVIEW, (_R.WORKING,), (), "Beri catatan", "Ketua tim memberi catatan", "note"),
        row(_P.NOTE, _S.SUPERVISOR, _SUPERVISE, (_R.SUPERVISED,), (), "Beri catatan",
            "Pengendali teknis memberi catatan", "note"),
        row(_P.ANSWER_NOTE, _S.MEMBER, _REVIEW, _at_work, (), "Jawab catatan", "Catatan dijawab", "note"),
        row(_P.CLEAR_NOTE, _S.LEADER, _REVIEW, _at_work, (), "Tuntaskan catatan", "Catatan ketua tim tuntas"),
        row(_P.CLEAR_NOTE, _S.SUPERVISOR, _SUPERVISE, _at_work, (), "Tuntaskan catatan",
            "Catatan pengendali teknis tuntas"),
        row(_P.APPROVE_PAPER, _S.LEADER, _REVIEW, (_R.WORKING,), (), "Setujui KKR", "KKR disetujui ketua tim"),
        row(_P.APPROVE_PAPER, _S.SUPERVISOR, _SUPERVISE, (_R.SUPERVISED,), (), "Setujui KKR",
            "KKR disetujui pengendali teknis"),
        row(_P.WRITE_RESULT, _S.LEADER, _REVIEW, _at_work, (), "Tulis catatan hasil", "Catatan hasil ditulis"),
        row(_P.DROP_RESULT, _S.LEADER, _REVIEW, _at_work, (), "Cabut catatan hasil", "Catatan hasil dicabut", "note"),
        row(_P.SUBMIT, _S.LEADER, _REVIEW, (_R.WORKING,), (_R.SUPERVISED,), "Ajukan ke pengendali teknis",
            "Diajukan ke pengendali teknis"),
        row(_P.SEND_BACK, _S.SUPERVISOR, _SUPERVISE, (_R.SUPERVISED,), (_R.WORKING,), "Kembalikan ke tim",
            "Dikembalikan ke tim", "note"),
        row(_P.SEND_RESULTS, _S.SUPERVISOR, _SUPERVISE, (_R.SUPERVISED,), (_R.NOTES_SENT,), "Sampaikan CHR",
            "Catatan hasil reviu disampaikan", citation=SPIP),
        row(_P.RESPOND, _S.UNIT, _ANSWER, (_R.NOTES_SENT,), (), "Tanggapi catatan", "Unit menanggapi", "note"),
        row(_P.SILENCE, _S.TIME, None, (_R.NOTES_SENT,), (), "Catat tanpa tanggapan", "Tidak ditanggapi dalam tenggat"),
        row(_P.REPORT, _S.SUPERVISOR, _SUPERVISE, (_R.NOTES_SENT,), (_R.REPORTED,), "Terbitkan LHR",
            "Laporan hasil reviu terbit", citation=SPIP),
        row(_P.CANCEL, _S.PLANNER, _SUPERVISE, _preparing, (_R.CANCELLED,), "Batalkan reviu", "Dibatalkan", "note"),
    ),
    citation=SPIP,
)  # fmt: skip
