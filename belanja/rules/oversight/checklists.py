"""Checklists of review: per kind and date, what is asked of an item, by which criterion and from where it is known; and
a working paper (KKR) that answers them.

The questions are those that domain facts (chapters 1, 2 and 4) give a rule for. No official form of BPKP or LKPP has
been read whole: another region, or a form that comes, is another dated version beside these.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from ..decisions import RuleBroken
from ..parameter_rows import LONG_AGO
from .reviews import Conclusion, ReviewKind, Said

#: Letters below which a summary or a reason says nothing.
LEAST_WORDS = 10


@dataclass(frozen=True)
class Question:
    """`criterion`: what is right; `source`: the rule it comes from; `evidence`: where to look."""

    code: str
    text: str
    criterion: str
    source: str
    evidence: str


@dataclass(frozen=True)
class Checklist:
    """The questions of a kind of review from a day on."""

    kind: ReviewKind
    version: int
    valid_from: date
    questions: tuple[Question, ...]

    @property
    def code(self) -> str:
        return f"{self.kind.value}.{self.version}"


_P3DN: tuple[Question, ...] = (
    Question("rup_pdn", "Apakah barang direncanakan sebagai produk dalam negeri dalam RUP?",
             "Paket barang/jasa ditandai PDN dalam RUP bila produknya dibuat di dalam negeri.", "Inpres 2/2022",
             "RUP paket dan tanda PDN-nya"),
    Question("wajib_40", "Bila ada produk dengan TKDN + BMP paling sedikit 40 persen, apakah dibeli produk dengan TKDN "
             "paling sedikit 25 persen?", "Kewajiban memakai PDN yang TKDN-nya paling sedikit 25 persen.",
             "Perpres 16/2018 jo. 12/2021 Pasal 66", "pembanding saat pesanan dan kelas PDN yang tercatat"),
    Question("urutan", "Bila kewajiban itu tidak berlaku, apakah urutan pilihan PDN diikuti?",
             "TKDN paling sedikit 25 persen, lalu di bawahnya, lalu PDN terdaftar di SIINas, impor terakhir.",
             "Perpres 46/2025 Pasal 66; dikenal dari sumber kedua", "alasan pilihan pada pesanan"),
    Question("sertifikat", "Apakah sertifikat TKDN ada, masih berlaku pada hari pesanan, dan milik serta jenis "
             "barangnya sama?", "Nilai TKDN dibuktikan sertifikat yang berlaku untuk barang itu.",
             "Permenperin 35/2025; sebelumnya 16/2011", "nomor sertifikat dan daftar SIINas"),
    Question("impor", "Bila barang impor dibeli, apakah alasannya tercatat sebelum pesanan?",
             "Impor hanya bila tidak ada PDN yang memenuhi, dengan alasan tertulis.",
             "Perpres 16/2018 jo. 12/2021 Pasal 66", "alasan pilihan pada pesanan"),
    Question("usaha_kecil", "Apakah paket sampai Rp15 miliar dibeli dari usaha mikro, kecil atau koperasi?",
             "Paket sampai Rp15 miliar dicadangkan, kecuali kemampuan teknisnya tidak dapat dipenuhi.",
             "Perpres 16/2018 jo. 12/2021 Pasal 65", "skala usaha pada hari pesanan"),
)  # fmt: skip
_TRANSACTIONS: tuple[Question, ...] = (
    Question("rencana", "Apakah pesanan sesuai paket RUP dan nilainya tidak melebihi pagunya?",
             "Pengadaan dilaksanakan menurut rencana yang diumumkan.", "Perpres 16/2018 Pasal 22",
             "RUP dan pagu paket"),
    Question("kewenangan", "Apakah pembeli berwenang menurut nilainya, dan orangnya berbeda dari pemeriksa dan "
             "bendahara?", "Pejabat Pengadaan atau PPK menurut batas nilai; tugas tidak dirangkap.",
             "Perpres 16/2018 jo. 46/2025", "surat penunjukan dan pesanan"),
    Question("pemecahan", "Apakah kebutuhan tidak dipecah untuk menghindari cara pemilihan lain?",
             "Paket tidak boleh dipecah untuk menghindari tender atau seleksi.", "Perpres 16/2018 Pasal 20",
             "pesanan unit yang sejenis dalam tahun itu"),
    Question("harga", "Apakah kewajaran harga didukung pembanding pada hari pesanan?",
             "Harga dibandingkan dan dirundingkan; hasilnya tercatat.", "Perpres 16/2018 Pasal 4, nilai manfaat uang",
             "pembanding harga dan riwayat negosiasi"),
    Question("pembanding_penyedia", "Apakah pilihan penyedia beralasan di antara penyedia lain yang menawarkan barang "
             "sejenis?", "Alasan pilihan dicatat; persaingan diupayakan.", "Perpres 16/2018 Pasal 6",
             "etalase pada hari pesanan"),
    Question("diterima", "Apakah barang diterima lengkap, sesuai spesifikasi dan tepat waktu, dengan berita acara?",
             "Serah terima menurut surat pesanan; keterlambatan dikenai denda 1/1000 per hari.",
             "Perpres 16/2018 Pasal 56 sampai 58", "BAST dan bukti pengiriman"),
    Question("dibayar", "Apakah pembayaran sama dengan barang yang diterima, dengan potongan pajak yang benar?",
             "Dibayar menurut prestasi yang diterima.", "PP 12/2019", "SP2D, faktur dan bukti potong"),
    Question("bukti", "Apakah bukti pesanan lengkap dan dapat ditelusuri?",
             "Surat pesanan, BAST, tagihan dan bukti bayar tersimpan.", "PP 60/2008", "berkas pesanan"),
)  # fmt: skip
_MONITORING: tuple[Question, ...] = (
    Question("tercatat", "Apakah pesanan tercatat di katalog dan terhubung dengan paket RUP-nya?",
             "Belanja lewat katalog dapat ditelusuri sampai rencananya.", "SE 027/1181-BPBJ/2023", "RUP dan pesanan"),
    Question("kemajuan", "Apakah pesanan maju menurut tenggatnya?", "Setiap langkah diselesaikan dalam waktunya.",
             "SE 027/1181-BPBJ/2023", "keadaan pesanan dan pengirimannya"),
    Question("status", "Apakah status di katalog sama dengan keadaan barang dan pembayarannya?",
             "Status diperbarui sampai selesai.", "Keputusan Kepala LKPP 122/2022; dikenal dari sumber kedua",
             "BAST, SP2D dan status pesanan"),
    Question("umkk", "Apakah belanja ini dapat dan memang dibeli dari usaha mikro, kecil atau koperasi setempat?",
             "Paling sedikit 40 persen untuk usaha mikro, kecil dan koperasi.", "Inpres 2/2022",
             "skala dan tempat usaha"),
)  # fmt: skip

CHECKLISTS: tuple[Checklist, ...] = (
    Checklist(ReviewKind.P3DN, 1, LONG_AGO, _P3DN),
    Checklist(ReviewKind.TRANSACTIONS, 1, LONG_AGO, _TRANSACTIONS),
    Checklist(ReviewKind.MONITORING, 1, LONG_AGO, _MONITORING),
)
BY_CODE: dict[str, Checklist] = {one.code: one for one in CHECKLISTS}


def checklist(kind: ReviewKind, on: date) -> Checklist:
    """The one in force on a day: the latest version that had begun. Raises RuleBroken 422 where none had."""
    begun = [one for one in CHECKLISTS if one.kind is kind and one.valid_from <= on]
    if not begun:
        raise RuleBroken("no_checklist", f"Belum ada daftar uji untuk {kind.label} pada tanggal itu.")
    return max(begun, key=lambda one: (one.valid_from, one.version))


@dataclass(frozen=True)
class Answer:
    """`note`: what was seen, or what is missing where it cannot be judged."""

    said: Said
    note: str = ""


@dataclass(frozen=True)
class Paper:
    """What a working paper says: answers by the codes of its checklist, what was seen in own words, what follows."""

    checklist: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    summary: str = ""
    conclusion: Conclusion = Conclusion.FITS

    def as_json(self) -> dict[str, Any]:
        answers = {code: {"said": one.said.value, "note": one.note} for code, one in self.answers.items()}
        return {
            "checklist": self.checklist, "answers": answers, "summary": self.summary,
            "conclusion": self.conclusion.value,
        }  # fmt: skip

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        answers = {code: Answer(Said(one["said"]), one["note"]) for code, one in kept["answers"].items()}
        return cls(kept["checklist"], answers, kept["summary"], Conclusion(kept["conclusion"]))

    @property
    def questions(self) -> tuple[Question, ...]:
        return BY_CODE[self.checklist].questions


def problems(paper: Paper) -> dict[str, str]:
    """What keeps a paper from being handed to whoever looks it over, by field (`summary`, `conclusion` or the code of a
    question), in words; empty: nothing. What is not judged says what is missing, and a no is no paper that fits."""
    found: dict[str, str] = {}
    for question in paper.questions:
        answer = paper.answers.get(question.code)
        if answer is None:
            found[question.code] = "Pertanyaan ini belum dijawab."
        elif answer.said is Said.UNJUDGED and len(answer.note.strip()) < LEAST_WORDS:
            found[question.code] = "Tulis apa yang kurang sehingga tidak dapat dinilai."
        elif answer.said in (Said.NO, Said.NOT_APPLICABLE) and len(answer.note.strip()) < LEAST_WORDS:
            found[question.code] = f"Tulis mengapa jawabannya “{answer.said.label}”."
    if len(paper.summary.strip()) < LEAST_WORDS:
        found["summary"] = "Tulis apa yang dilihat dan dari bukti mana."
    said = {one.said for one in paper.answers.values()}
    if paper.conclusion is Conclusion.FITS and said & {Said.NO, Said.UNJUDGED}:
        found["conclusion"] = "Ada jawaban “tidak” atau “tidak dapat dinilai”; simpulannya bukan “sesuai”."
    return found


def checked(paper: Paper, of: Checklist) -> Paper:
    """A draft as it is kept. Raises RuleBroken 422 for another checklist than `of`, or answers to what it does not
    ask."""
    if paper.checklist != of.code or set(paper.answers) - {one.code for one in of.questions}:
        raise RuleBroken(
            "checklist_wrong", "Daftar uji sudah berganti. Muat ulang halaman, lalu jawab lagi.", status=409
        )
    answers = {code: Answer(one.said, one.note.strip()) for code, one in paper.answers.items()}
    return Paper(paper.checklist, answers, paper.summary.strip(), paper.conclusion)
