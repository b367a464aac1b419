"""Numbered papers: their kinds, their life, the ways a signed copy comes back, and what comparing it may find.

A paper that was issued is not signed by that. Belanja signs nothing: it keeps what was issued, takes back the copy
that somebody signed elsewhere, and says what comparing the two showed (Permendagri 1/2023: numbers come from the
agenda, signatures from the official's own means).
"""

from dataclasses import dataclass
from enum import StrEnum

from .duties import Duty


class Kind(StrEnum):
    REPORT = "laporan"
    SUMMARY = "ringkasan"
    LETTER = "surat"
    SANCTION = "sanksi"
    ORDER = "pesanan"
    ADDENDUM = "adendum"
    MINUTES = "negosiasi"
    HANDOVER = "bast"
    INVOICE = "tagihan"
    TAX = "pajak"
    RESULT = "hasil"
    PROPOSAL = "usulan"
    STUDY = "penelaahan"
    DECISION = "penetapan"
    CALL = "pengumuman"
    REPLY = "jawaban"
    QUESTION = "klarifikasi"
    FINDINGS = "temuan"
    REVIEW_NOTES = "chr"
    REVIEW_REPORT = "lhr"
    COVER = "nota_dinas"

    @property
    def label(self) -> str:
        return KINDS[self].label


@dataclass(frozen=True)
class KindRule:
    """What a kind is called, how its internal number says it, and who may do what with it."""

    label: str
    abbreviation: str
    see: Duty
    issue: Duty
    receive: Duty


def _of_an_order(label: str, abbreviation: str) -> KindRule:
    return KindRule(label, abbreviation, Duty.SEE_PURCHASES, Duty.APPROVE_PURCHASE, Duty.APPROVE_PURCHASE)


def _of_the_bureau(label: str, abbreviation: str) -> KindRule:
    return KindRule(label, abbreviation, Duty.SEE_SOURCE_ROWS, Duty.DECIDE_ETALASE, Duty.MANAGE_ETALASE)


KINDS: dict[Kind, KindRule] = {
    Kind.REPORT: KindRule("Laporan", "LAP", Duty.SEE_REPORTS, Duty.ISSUE_REPORT, Duty.RETURN_REPORT),
    Kind.SUMMARY: KindRule("Ringkasan", "RKS", Duty.SEE_REPORTS, Duty.ISSUE_REPORT, Duty.RETURN_REPORT),
    Kind.LETTER: KindRule("Surat", "SRT", Duty.SEE_REPORTS, Duty.ISSUE_REPORT, Duty.RETURN_REPORT),
    # The letter with which a report goes to the leadership.
    Kind.COVER: KindRule("Nota dinas", "ND", Duty.SEE_REPORTS, Duty.ISSUE_REPORT, Duty.RETURN_REPORT),
    Kind.SANCTION: KindRule(
        "Keputusan sanksi", "SKS", Duty.SEE_RELATED_FIRMS, Duty.SANCTION_FIRM, Duty.PROPOSE_SANCTION
    ),
    Kind.ORDER: _of_an_order("Surat Pesanan", "SP"),
    Kind.ADDENDUM: _of_an_order("Adendum Surat Pesanan", "ADD"),
    Kind.MINUTES: _of_an_order("Berita Acara Negosiasi", "BAN"),
    Kind.HANDOVER: _of_an_order("Berita Acara Serah Terima", "BAST"),
    Kind.INVOICE: _of_an_order("Tagihan", "INV"),
    Kind.TAX: _of_an_order("Perkiraan pajak", "PJK"),
    Kind.RESULT: _of_an_order("Surat hasil pesanan", "SHP"),
    # Letters of a proposed etalase: from the head of its unit, and what the bureau answers (Kepka LKPP 122/2022).
    Kind.PROPOSAL: KindRule(
        "Surat usulan etalase", "SUE", Duty.SEE_SOURCE_ROWS, Duty.SIGN_PROPOSAL, Duty.SIGN_PROPOSAL
    ),
    Kind.STUDY: _of_the_bureau("Hasil penelaahan produk", "HPP"),
    Kind.DECISION: _of_the_bureau("Keputusan penetapan etalase", "KPE"),
    Kind.CALL: _of_the_bureau("Pengumuman pendaftaran penyedia", "PPP"),
    Kind.REPLY: _of_the_bureau("Surat jawaban atas usulan etalase", "SJU"),
    # Letters of a case of APIP: the auditor asks, whoever supervises him reports.
    Kind.QUESTION: KindRule("Permintaan klarifikasi", "PKL", Duty.REVIEW_CASE, Duty.REVIEW_CASE, Duty.REVIEW_CASE),
    Kind.FINDINGS: KindRule("Laporan hasil", "LHP", Duty.REVIEW_CASE, Duty.SUPERVISE_CASE, Duty.REVIEW_CASE),
    # Papers of a review of APIP: notes put to a unit, and the report (the forms of the inspectorates).
    Kind.REVIEW_NOTES: KindRule("Catatan hasil reviu", "CHR", Duty.REVIEW_CASE, Duty.SUPERVISE_CASE, Duty.REVIEW_CASE),
    Kind.REVIEW_REPORT: KindRule("Laporan hasil reviu", "LHR", Duty.REVIEW_CASE, Duty.SUPERVISE_CASE, Duty.REVIEW_CASE),
}
#: Papers of an order: made from what its steps have settled (`purchasing.papers`), each for the unit that buys.
OF_AN_ORDER = frozenset({Kind.ORDER, Kind.ADDENDUM, Kind.MINUTES, Kind.HANDOVER, Kind.INVOICE, Kind.TAX, Kind.RESULT})

#: Papers of a case or a review of APIP: read there alone, where whoever it is about finds nothing of others.
OF_A_CASE = frozenset({Kind.QUESTION, Kind.FINDINGS, Kind.REVIEW_NOTES, Kind.REVIEW_REPORT})


class State(StrEnum):
    DRAFT = "konsep"
    ISSUED = "terbit"
    SIGNED = "ditandatangani"
    CANCELLED = "dibatalkan"
    REPLACED = "diganti"

    @property
    def label(self) -> str:
        return _STATES[self]


#: What a state is called on pages. None of the words claims a signature that Belanja has not seen made.
_STATES = {
    State.DRAFT: "konsep, belum diterbitkan",
    State.ISSUED: "terbit, salinan bertanda tangan belum diterima",
    State.SIGNED: "terbit, salinan bertanda tangan diterima",
    State.CANCELLED: "dibatalkan",
    State.REPLACED: "diganti naskah yang lebih baru",
}
#: State to the states that may follow it; whatever is not here does not happen.
NEXT: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.ISSUED}),
    State.ISSUED: frozenset({State.SIGNED, State.CANCELLED, State.REPLACED}),
    State.SIGNED: frozenset({State.CANCELLED, State.REPLACED}),
    State.CANCELLED: frozenset(),
    State.REPLACED: frozenset(),
}


class Way(StrEnum):
    """How the sender says the copy was signed. Belanja repeats it as his word."""

    WET = "basah"
    SRIKANDI = "srikandi"
    BSRE = "bsre"

    @property
    def label(self) -> str:
        return {
            Way.WET: "tanda tangan basah",
            Way.SRIKANDI: "Srikandi",
            Way.BSRE: "tanda tangan elektronik BSrE",
        }[self]


class NumberWay(StrEnum):
    """Where the official number comes from."""

    TYPED = "diketik"
    AGENDA = "agenda"

    @property
    def label(self) -> str:
        return {NumberWay.TYPED: "diketik", NumberWay.AGENDA: "dari buku agenda"}[self]


class Finding(StrEnum):
    """What comparing a returned copy with the issued file showed."""

    IDENTICAL = "sama_persis"
    EXTENDED = "ditambah"
    SAME_TEXT = "teks_sama"
    DIFFERENT = "berbeda"
    NOT_COMPARABLE = "tidak_terbaca"

    @property
    def label(self) -> str:
        return _FINDINGS[self]

    @property
    def speaks_for_itself(self) -> bool:
        """Whether the copy may stand for the paper without a person's word."""
        return self in (Finding.EXTENDED, Finding.SAME_TEXT)


_FINDINGS = {
    Finding.IDENTICAL: "sama persis dengan berkas terbit: tidak ada tanda tangan di dalamnya",
    Finding.EXTENDED: "isi sama, ditambah tanda tangan atau penanda",
    Finding.SAME_TEXT: "teks setiap halaman sama dengan berkas terbit",
    Finding.DIFFERENT: "berbeda dari berkas terbit",
    Finding.NOT_COMPARABLE: "tidak dapat dibandingkan otomatis, diperiksa oleh orang",
}


class CopyState(StrEnum):
    WAITING = "menunggu"
    ACCEPTED = "diterima"
    REFUSED = "ditolak"

    @property
    def label(self) -> str:
        return {
            CopyState.WAITING: "menunggu keputusan orang kedua",
            CopyState.ACCEPTED: "diterima",
            CopyState.REFUSED: "ditolak",
        }[self]


def internal_number(kind: Kind, *, sequence: int, government_code: str, year: int) -> str:
    """The number in Belanja's own register, without gaps: `BLJ-0001/LAP/D43/2026`. Never the official number."""
    return f"BLJ-{sequence:04d}/{KINDS[kind].abbreviation}/{government_code}/{year}"
