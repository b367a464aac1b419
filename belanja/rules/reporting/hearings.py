"""What a Perangkat Daerah says of its own figures before a report is frozen: it confirms them, explains them, or
disputes a row with evidence; the bureau decides on what is disputed, and who says nothing is told as silent."""

from enum import StrEnum

from ..course import Course, row
from ..duties import Duty

LETTER = "SE 027/1181-BPBJ/2023"


class HearingState(StrEnum):
    WAITING = "menunggu"
    CONFIRMED = "benar"
    EXPLAINED = "penjelasan"
    DISPUTED = "sanggahan"
    SILENT = "diam"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    HearingState.WAITING: "belum menjawab",
    HearingState.CONFIRMED: "membenarkan",
    HearingState.EXPLAINED: "menjelaskan",
    HearingState.DISPUTED: "menyanggah",
    HearingState.SILENT: "tidak menjawab",
}


class HearingStep(StrEnum):
    CONFIRM = "benarkan"
    EXPLAIN = "jelaskan"
    DISPUTE = "sanggah"
    REASON = "alasan"
    DECIDE = "putuskan"
    LAPSE = "lewat"


class Side(StrEnum):
    UNIT = "unit"
    BUREAU = "biro"
    TIME = "waktu"

    @property
    def label(self) -> str:
        return {Side.UNIT: "Perangkat Daerah", Side.BUREAU: "Biro PBJ", Side.TIME: "waktu"}[self]


class Verdict(StrEnum):
    OPEN = "menunggu"
    ACCEPTED = "diterima"
    REJECTED = "ditolak"

    @property
    def label(self) -> str:
        return {Verdict.OPEN: "menunggu putusan"}.get(self, self.value)


class Ground(StrEnum):
    """What a unit says is wrong."""

    NOT_OURS = "bukan_unit"
    AMOUNT = "nilai"
    STAGE = "tahap"
    TWICE = "ganda"
    MISSING = "tidak_ada"
    BUDGET = "anggaran"
    OTHER = "lain"

    @property
    def label(self) -> str:
        return _GROUNDS[self]

    @property
    def of_a_row(self) -> bool:
        """Whether it is said of one order that stands in the figures."""
        return self not in (Ground.MISSING, Ground.BUDGET)


_GROUNDS = {
    Ground.NOT_OURS: "bukan pesanan unit ini",
    Ground.AMOUNT: "nilainya salah",
    Ground.STAGE: "tahapnya salah (batal, belum ditandatangani, sudah selesai)",
    Ground.TWICE: "tercatat dua kali",
    Ground.MISSING: "pesanan kami tidak ada dalam angka",
    Ground.BUDGET: "belanja pengadaan (penyebut) salah",
    Ground.OTHER: "lain",
}

_S = HearingState
_ANSWER = Duty.ANSWER_FIGURES

HEARINGS = Course(
    "Tanggapan unit",
    HearingState,
    frozenset({_S.SILENT.value, _S.DISPUTED.value}),
    (
        row(HearingStep.CONFIRM, Side.UNIT, _ANSWER, (_S.WAITING,), (_S.CONFIRMED,), "Benarkan angka",
            "Angka dibenarkan", citation=LETTER),
        row(HearingStep.EXPLAIN, Side.UNIT, _ANSWER, (_S.WAITING, _S.CONFIRMED), (_S.EXPLAINED,), "Jelaskan",
            "Dijelaskan", "note"),
        row(HearingStep.EXPLAIN, Side.UNIT, _ANSWER, (_S.EXPLAINED, _S.DISPUTED), (), "Tambah penjelasan",
            "Penjelasan ditambah", "note"),
        row(HearingStep.DISPUTE, Side.UNIT, _ANSWER, (_S.WAITING, _S.CONFIRMED, _S.EXPLAINED), (_S.DISPUTED,),
            "Sanggah", "Disanggah", "note"),
        row(HearingStep.DISPUTE, Side.UNIT, _ANSWER, (_S.DISPUTED,), (), "Sanggah lagi",
            "Disanggah lagi", "note"),
        row(HearingStep.REASON, Side.UNIT, _ANSWER, (_S.WAITING, _S.CONFIRMED, _S.EXPLAINED, _S.DISPUTED), (),
            "Nyatakan alasan di luar katalog", "Alasan di luar katalog dinyatakan", "reason"),
        row(HearingStep.DECIDE, Side.BUREAU, Duty.DECIDE_DISPUTE, (_S.DISPUTED,), (), "Putuskan sanggahan",
            "Sanggahan diputus", "note"),
        row(HearingStep.LAPSE, Side.TIME, None, (_S.WAITING,), (_S.SILENT,), "Tenggat lewat",
            "Tidak menjawab sampai tenggat"),
    ),
    born=frozenset({_S.WAITING.value}),
    citation=LETTER,
)  # fmt: skip
