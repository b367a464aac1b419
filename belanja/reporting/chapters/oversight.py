"""F7, L7 and L8 of the report: what asks for clarification, and what became of findings; and where L1 to L8 stand."""

from collections.abc import Iterator

from belanja.foundation import text
from belanja.reporting.canonical import Plain

from .model import Block, Chapter, Column, Kind, Paragraph, Table
from .read import moment

#: The annexes of a report of APIP, and the sheets of the workbook that hold them.
ANNEXES = (
    ("L1", "Capaian per Perangkat Daerah", "Perangkat Daerah; Rencana dan tahapan"),
    ("L2", "Tren per bulan dan triwulan, kumulatif", "Tren bulan; Tren triwulan"),
    ("L3", "PDN menurut kelas", "PDN kelas; PDN unit"),
    ("L4", "UMKK menurut skala, dan kabupaten/kota", "UMKK kelas; UMKK unit; Kabupaten dan kota"),
    ("L5", "Etalase: usulan, tayang, produk, penyedia, transaksi", "Etalase keadaan; Etalase bulan"),
    ("L6", "Belanja di luar katalog menurut kanal", "Kanal; Register impor"),
    ("L7", "Indikator yang perlu klarifikasi", "L7 Perlu klarifikasi; L7 Kasus"),
    ("L8", "Rekomendasi dan tindak lanjut", "L8 Temuan; L8 Tindak lanjut"),
)
#: What stands otherwise since reasons outside the catalogue and new goods are told.
_LATER = {
    "L5": (*ANNEXES[4][:2], "Etalase keadaan; Etalase bulan; L5 Produk baru"),
    "L6": ("L6", "Belanja di luar katalog dengan kode alasan", "L6 Di luar katalog; F6 Alasan; Kanal; Register impor"),
}
_NONE = "Tidak tersedia: laporan ini dibekukan sebelum pertanyaan dan temuan APIP dicatat di sini."


def chapters(document: Plain) -> Iterator[Chapter]:
    """Counts only; reports from before there were any say that they are not available."""
    told = document.get("oversight")
    yield Chapter(
        key="perlu-klarifikasi", title="Transaksi yang perlu klarifikasi", blocks=tuple(_signs(told)), annex=True
    )
    yield Chapter(
        key="tindak-lanjut-temuan", title="Rekomendasi dan tindak lanjut", blocks=tuple(_work(told)), annex=True
    )
    yield Chapter(
        key="daftar-lampiran",
        title="Daftar lampiran L1 sampai L8",
        blocks=(
            Table(
                key="daftar-lampiran",
                title="Lampiran laporan dan lembarnya dalam buku kerja",
                sheet="Daftar lampiran",
                columns=(
                    Column("lampiran", "Lampiran", weight=8),
                    Column("isi", "Isi", weight=40),
                    Column("lembar", "Lembar", weight=40),
                ),
                rows=tuple(_LATER.get(row[0], row) if "outside" in document else row for row in ANNEXES),
            ),
        ),
        annex=True,
    )


def _signs(told: Plain | None) -> Iterator[Block]:
    if told is None:
        yield Paragraph(_NONE)
        return
    count = sum(one["count"] for one in told["asked"])
    yield Paragraph(
        f"{text.capital_first(text.count_words(count))} tanda perlu klarifikasi pada tahun anggaran ini. Tanda adalah "
        "pertanyaan, bukan pelanggaran; yang disajikan hanya jumlahnya."
    )
    yield Table(
        key="perlu-klarifikasi",
        title="Indikator yang perlu klarifikasi",
        sheet="L7 Perlu klarifikasi",
        columns=(
            Column("kelompok", "Kelompok", weight=12),
            Column("pertanyaan", "Pertanyaan", weight=40),
            Column("bobot", "Bobot", weight=10),
            Column("jumlah", "Jumlah", Kind.COUNT, 8),
            Column("kuat", "Tanda kuat", Kind.COUNT, 8),
            Column("terjawab", "Terjawab dokumen", Kind.COUNT, 9),
            Column("tertua", "Tertua sejak", Kind.MOMENT, 14),
        ),
        rows=tuple(
            (
                text.capital_first(one["family"]),
                one["question"],
                one["severity"],
                one["count"],
                one["strong"],
                one["answered"],
                moment(one["oldest"]) or "",
            )
            for one in told["asked"]
        ),
        wide=True,
    )
    yield _counts("kasus", "Kasus menurut keadaan", "L7 Kasus", "Keadaan", told["cases"])


def _work(told: Plain | None) -> Iterator[Block]:
    if told is None:
        yield Paragraph(_NONE)
        return
    yield _counts("temuan", "Temuan menurut keadaan", "L8 Temuan", "Keadaan", told["findings"])
    title = "Rekomendasi menurut tindak lanjutnya"
    yield _counts("rekomendasi", title, "L8 Tindak lanjut", "Tindak lanjut", told["recommendations"])


def _counts(key: str, title: str, sheet: str, head: str, rows: list[Plain]) -> Table:
    return Table(
        key=key,
        title=title,
        sheet=sheet,
        columns=(Column("keadaan", head, weight=30), Column("jumlah", "Jumlah", Kind.COUNT, 10)),
        rows=tuple((text.capital_first(row["label"]), row["count"]) for row in rows),
    )
