"""The steps of a proposal: the initiation, study, announcement, registration, verification and listing of Kepka LKPP
122/2022, begun by a Perangkat Daerah as SE 027/1181-BPBJ/2023 asks of its head."""

from enum import StrEnum

from ..course import NOTHING, Course, row
from ..duties import Duty
from .states import ENDED, ProposalState, Side

KEPKA_122 = "Kepka LKPP 122/2022"
LETTER = "SE 027/1181-BPBJ/2023"


class Step(StrEnum):
    BEGIN = "mulai"
    WRITE = "tulis"
    SIGN = "usulkan"
    SECOND = "dukung"
    RECEIVE = "terima"
    RETURN = "kembalikan"
    BEGIN_STUDY = "telaah"
    WRITE_STUDY = "tulis_telaah"
    DECIDE = "tetapkan"
    REFUSE = "tolak"
    FOLD = "tampung"
    ANNOUNCE = "umumkan"
    OPEN_REGISTRATION = "buka_pendaftaran"
    CLOSE_REGISTRATION = "tutup_pendaftaran"
    OPEN = "buka_etalase"
    CANCEL = "batalkan"
    WITHDRAW = "tarik"


_S, _P = Side, ProposalState
_WRITE, _SIGN = Duty.DRAFT_PROPOSAL, Duty.SIGN_PROPOSAL
_STUDY, _DECIDE = Duty.MANAGE_ETALASE, Duty.DECIDE_ETALASE

PROPOSALS = Course(
    "Usulan",
    ProposalState,
    frozenset(state.value for state in ENDED),
    (
        row(Step.BEGIN, _S.UNIT, _WRITE, (NOTHING,), (_P.DRAFT,), "Mulai usulan", "Usulan dimulai", citation=LETTER),
        row(Step.WRITE, _S.UNIT, _WRITE, (_P.DRAFT, _P.REPAIR), (), "Simpan", "Isi usulan diubah"),
        row(Step.SIGN, _S.UNIT, _SIGN, (_P.DRAFT, _P.REPAIR), (_P.SUBMITTED,), "Tanda tangani dan usulkan",
            "Diusulkan kepala Perangkat Daerah", citation=LETTER),
        row(Step.SECOND, _S.OTHER_UNIT, _SIGN, (_P.SUBMITTED, _P.INITIATION, _P.STUDY), (), "Dukung usulan ini",
            "Didukung Perangkat Daerah lain"),
        row(Step.RECEIVE, _S.BUREAU, _STUDY, (_P.SUBMITTED,), (_P.INITIATION,), "Terima", "Diterima Biro PBJ",
            citation=KEPKA_122),
        row(Step.RETURN, _S.BUREAU, _STUDY, (_P.INITIATION, _P.STUDY), (_P.REPAIR,), "Kembalikan",
            "Dikembalikan untuk diperbaiki", "reason", "note"),
        row(Step.BEGIN_STUDY, _S.BUREAU, _STUDY, (_P.INITIATION,), (_P.STUDY,), "Mulai penelaahan",
            "Penelaahan dimulai", citation=KEPKA_122),
        row(Step.WRITE_STUDY, _S.BUREAU, _STUDY, (_P.STUDY,), (), "Simpan penelaahan", "Penelaahan ditulis"),
        row(Step.DECIDE, _S.BUREAU, _DECIDE, (_P.STUDY,), (_P.DECIDED,), "Tetapkan", "Ditetapkan Kepala Biro",
            citation=KEPKA_122),
        row(Step.REFUSE, _S.BUREAU, _DECIDE, (_P.INITIATION, _P.STUDY), (_P.REFUSED,), "Tolak", "Ditolak Kepala Biro",
            "reason", "note", citation=KEPKA_122),
        row(Step.FOLD, _S.BUREAU, _STUDY, (_P.INITIATION, _P.STUDY), (_P.FOLDED,), "Tampung di etalase yang ada",
            "Ditampung etalase yang sudah ada", "note"),
        row(Step.ANNOUNCE, _S.BUREAU, _STUDY, (_P.DECIDED,), (_P.ANNOUNCED,), "Umumkan", "Diumumkan",
            citation=KEPKA_122),
        row(Step.OPEN_REGISTRATION, _S.TIME, None, (_P.ANNOUNCED,), (_P.REGISTRATION,), "Buka pendaftaran",
            "Pendaftaran penyedia dibuka"),
        row(Step.CLOSE_REGISTRATION, _S.TIME, None, (_P.REGISTRATION,), (_P.VERIFICATION,), "Tutup pendaftaran",
            "Pendaftaran penyedia ditutup"),
        row(Step.OPEN, _S.BUREAU, _DECIDE, (_P.VERIFICATION,), (_P.OPENED,), "Buka etalase", "Etalase dibuka",
            citation=KEPKA_122),
        row(Step.CANCEL, _S.BUREAU, _DECIDE, (_P.DECIDED, _P.ANNOUNCED, _P.REGISTRATION, _P.VERIFICATION),
            (_P.CANCELLED,), "Batalkan penetapan", "Penetapannya dibatalkan Kepala Biro", "reason", "note"),
        row(Step.CANCEL, _S.TIME, None, (_P.DECIDED, _P.ANNOUNCED, _P.REGISTRATION, _P.VERIFICATION),
            (_P.CANCELLED,), "Batalkan penetapan", "Etalasenya ditutup sebelum dibuka"),
        row(Step.WITHDRAW, _S.UNIT, _SIGN, (_P.DRAFT, _P.SUBMITTED, _P.INITIATION, _P.REPAIR, _P.STUDY),
            (_P.WITHDRAWN,), "Tarik usulan", "Ditarik pengusul", "note"),
    ),
)  # fmt: skip
