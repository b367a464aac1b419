"""What lies between the figures of a report and its signature: its maker hands it in, somebody else reads it (telaah),
what he notes is answered and cleared, and then alone it is issued to be signed. Who made it never reviews it."""

from collections.abc import Iterable
from enum import StrEnum

from ..course import Course, row
from ..decisions import RuleBroken
from ..duties import Duty

#: Permendagri 1/2023: a paper passes whoever drafts it and whoever checks it (paraf) before it is signed.
NAMING = "Permendagri 1/2023"
#: PP 60/2008 Pasal 48: what APIP reports has been supervised before.
SPIP = "PP 60/2008"


class ReviewState(StrEnum):
    WAITING = "menunggu"
    NOTED = "catatan"
    DONE = "selesai"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    ReviewState.WAITING: "menunggu penelaah",
    ReviewState.NOTED: "ada catatan penelaah",
    ReviewState.DONE: "selesai ditelaah",
}


class ReviewStep(StrEnum):
    SUBMIT = "ajukan"
    NOTE = "catat"
    REPLY = "jawab"
    CLEAR = "tutup"
    APPROVE = "setujui"


class Side(StrEnum):
    MAKER = "penyusun"
    REVIEWER = "penelaah"

    @property
    def label(self) -> str:
        return self.value


_S = ReviewState
_DRAFT, _REVIEW = Duty.DRAFT_REPORT, Duty.REVIEW_REPORT

REVIEWS = Course(
    "Telaah laporan",
    ReviewState,
    frozenset({_S.DONE.value}),
    (
        row(ReviewStep.SUBMIT, Side.MAKER, _DRAFT, ("",), (_S.WAITING,), "Ajukan untuk ditelaah",
            "Diajukan untuk ditelaah"),
        row(ReviewStep.NOTE, Side.REVIEWER, _REVIEW, (_S.WAITING, _S.NOTED), (_S.NOTED,), "Beri catatan",
            "Diberi catatan", "note"),
        row(ReviewStep.REPLY, Side.MAKER, _DRAFT, (_S.NOTED,), (), "Jawab catatan", "Catatan dijawab", "note"),
        row(ReviewStep.CLEAR, Side.REVIEWER, _REVIEW, (_S.NOTED,), (_S.NOTED, _S.WAITING), "Tutup catatan",
            "Catatan ditutup"),
        row(ReviewStep.APPROVE, Side.REVIEWER, _REVIEW, (_S.WAITING,), (_S.DONE,), "Setujui untuk ditandatangani",
            "Disetujui untuk ditandatangani"),
    ),
    citation=NAMING,
)  # fmt: skip


def state_of(steps: Iterable[str], open_notes: int) -> str:
    """Where a review is, by the steps that were taken and the notes that are not cleared; empty before the first."""
    taken = set(steps)
    if not taken:
        return ""
    if ReviewStep.APPROVE in taken:
        return ReviewState.DONE.value
    return (ReviewState.NOTED if open_notes else ReviewState.WAITING).value


def refuse_maker(makers: Iterable[int | None], user_id: int | None) -> None:
    """RuleBroken 403 for whoever opened, froze, handed in or answered for the report himself."""
    if user_id is not None and user_id in set(makers):
        raise RuleBroken("review_own", "Yang menyusun laporan ini tidak menelaahnya sendiri.", SPIP, status=403)
