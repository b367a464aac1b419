"""Dated terms of APIP's work (`apip.*`). The five working days of a clarification are those of domain facts 4.4; where
no text that is known names the days, they are this house's first choice until a region sets others."""

from ..parameter_rows import LONG_AGO, Parameter
from ..traces import TRACE_DAYS
from .reviews import ReviewState
from .states import CaseState, FindingState

_SPIP, _HOUSE = "pp-60-2008", "belanja-kebijakan-data"
_OURS = "besarnya pilihan awal aplikasi ini"


def _row(key: str, label: str, value: str, why: str, basis: str = _SPIP, unit: str = "hari") -> Parameter:
    return Parameter(f"apip.{key}", label, value, unit, LONG_AGO, basis, f"{why}; {_OURS}")


#: In how many working days somebody should have acted in a state of a case.
CASE_TERMS: dict[CaseState, str] = {
    CaseState.DETECTED: "apip.telaah.hari",
    CaseState.REVIEWED: "apip.periksa.hari",
    CaseState.CLARIFYING: "apip.simpulan.hari",
    CaseState.DEEPENING: "apip.pendalaman.hari",
    CaseState.FINDING: "apip.temuan.hari",
    CaseState.RECOMMENDED: "apip.rencana.hari",
    CaseState.FOLLOW_UP: "apip.tindak_lanjut.hari",
}
#: The same for a finding.
FINDING_TERMS: dict[FindingState, str] = {
    FindingState.DRAFT: "apip.temuan.hari",
    FindingState.ISSUED: "apip.rencana.hari",
    FindingState.OBJECTED: "apip.keberatan.putus",
    FindingState.FOLLOW_UP: "apip.tindak_lanjut.hari",
}
#: The same for a review.
REVIEW_TERMS: dict[ReviewState, str] = {
    ReviewState.PLANNED: "apip.reviu.mulai",
    ReviewState.WORKING: "apip.reviu.pelaksanaan",
    ReviewState.SUPERVISED: "apip.reviu.berjenjang",
    ReviewState.NOTES_SENT: "apip.reviu.laporan",
}
#: The term of a unit's response to a note of results.
RESPONSE_DAYS = "apip.reviu.tanggapan"
#: The largest sample: more is no sample that a team could look at.
MOST_DRAWN = "apip.reviu.sampel"
#: The term of an answer, and by how much it is prolonged, once.
ANSWER_DAYS, MORE_DAYS, REMIND_DAYS = "apip.klarifikasi.hari", "apip.perpanjangan.hari", "apip.ingat.hari"
OBJECTION_DAYS = "apip.keberatan.hari"
#: How many fiscal years back a finding of the same kind makes one repeated.
REPEAT_YEARS = "apip.berulang.tahun"

OVERSIGHT_ROWS: tuple[Parameter, ...] = (
    _row("telaah.hari", "APIP menelaah kasus yang terbuka dalam", "5", "hari kerja sejak terdeteksi"),
    _row("periksa.hari", "Auditor meminta klarifikasi atau menyimpulkan dalam", "10", "hari kerja sejak ditelaah"),
    _row("klarifikasi.hari", "Unit atau penyedia menjawab klarifikasi dalam", "5", "hari kerja sejak ditanya"),
    _row("perpanjangan.hari", "Tenggat klarifikasi diperpanjang, satu kali, selama", "5", "hari kerja"),
    _row("ingat.hari", "Pengingat sebelum tenggat klarifikasi dan tindak lanjut", "2", "hari kerja sebelum berakhir",
         _HOUSE),
    _row("simpulan.hari", "Kasus yang diklarifikasi disimpulkan dalam", "20", "hari kerja sejak ditanya"),
    _row("pendalaman.hari", "Pendalaman selesai dalam", "20", "hari kerja"),
    _row("temuan.hari", "Temuan ditulis dan disampaikan dalam", "10", "hari kerja"),
    _row("keberatan.hari", "Keberatan atas temuan diajukan dalam", "10", "hari kerja sejak disampaikan"),
    _row("keberatan.putus", "Keberatan diputuskan dalam", "10", "hari kerja sejak diajukan"),
    _row("rencana.hari", "Rencana aksi dikirim dalam", "10", "hari kerja sejak temuan disampaikan"),
    _row("tindak_lanjut.hari", "Tindak lanjut selesai dalam", "42", "hari kerja, kira-kira 60 hari kalender"),
    _row("reviu.mulai", "Reviu yang direncanakan dimulai dalam", "5", "hari kerja sejak surat tugas dicatat"),
    _row("reviu.pelaksanaan", "Pelaksanaan reviu selesai dalam", "15", "hari kerja sejak dimulai"),
    _row("reviu.berjenjang", "Reviu berjenjang pengendali teknis selesai dalam", "5", "hari kerja sejak diajukan"),
    _row("reviu.tanggapan", "Unit menanggapi catatan hasil reviu dalam", "5", "hari kerja sejak disampaikan"),
    _row("reviu.laporan", "Laporan hasil reviu terbit dalam", "10", "hari kerja sejak catatan hasil disampaikan"),
    _row("reviu.sampel", "Butir dalam satu sampel reviu paling banyak", "1000", "yang masih dapat diuji satu tim",
         _HOUSE, "buah"),
    _row("berulang.tahun", "Temuan dianggap berulang bila sejenis dalam", "3", "tahun anggaran terakhir", _HOUSE,
         "buah"),
    Parameter(TRACE_DAYS, "Jejak jaringan dan perangkat disimpan selama", "60", "hari", LONG_AGO, _HOUSE,
              f"hari kalender, lalu dihapus (UU 27/2022: sebatas tujuannya); {_OURS}"),
)  # fmt: skip
