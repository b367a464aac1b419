"""SPSE-TenderSelesai (1014) and the announcements of the same columns: tenders by name and method, without any value.

They describe the packages that `spse_tender` brings, and are never packages of their own.
"""

from belanja.intake import values

from . import orders, spse
from .base import GOVERNMENT, YEAR, Clean, Column, Feed, Staged


def _stage(row: Clean) -> Staged:
    orders.check_keys(row["kd_tender"])
    return Staged(
        row["kd_tender"],
        row["tahun"],
        None,
        (row["nama_paket"], row["metode"]),
    )


FEED = Feed(
    name="tender_list",
    label="Daftar tender SPSE tanpa nilai",
    rank=47,
    columns=(
        YEAR,
        *GOVERNMENT,
        Column("kd_tender", values.code, required=True),
        Column("kd_rup", values.codes, ("kd_rup_paket",)),
        Column("nama_paket", values.text),
        Column("pagu", values.amount),
        Column("hps", values.amount),
        Column("metode", values.word, ("mtd_pemilihan",)),
        Column("jenis", values.word, ("jenis_pengadaan", "kategori_pengadaan")),
        Column("kualifikasi", values.word, ("kualifikasi_paket",)),
        Column("status", values.word, ("status_tender",)),
        Column("diumumkan", values.day, ("tgl_pengumuman_tender",)),
    ),
    identity=("kd_tender", "nama_paket", "metode"),
    signs=frozenset(
        "kd_tender status_tender tgl_pengumuman_tender mtd_evaluasi mtd_kualifikasi versi_tender ket_ditutup "
        "ket_diulang lokasi_pekerjaan tgl_kolektif_kolegial".split()
    ),
    least_signs=4,
    typed=(("title", "text"), ("method", "text")),
    stage=_stage,
    domain="tender_list",
    dropped=spse.DROPPED
    | frozenset(
        "kd_satker kd_satker_str nama_satker mtd_evaluasi mtd_kualifikasi versi_tender ket_ditutup ket_diulang "
        "lokasi_pekerjaan tgl_kolektif_kolegial tanggal_status tgl_buat_paket list_tahun_anggaran kontrak_pembayaran "
        "kabkota provinsi kgr_id kgr_nama sumber_dana".split()
    ),
)
