"""SPSE-PencatatanNonTender (1057): packages that a unit bought itself and recorded afterwards.

The value is `total_realisasi`, what is realised so far. The receipts of 1058 tell the same money receipt by receipt
(`spse_receipts`) and are never added to it.
"""

from belanja.intake import values
from belanja.rules import statuses

from . import orders, spse
from .base import Clean, Column, Feed, Staged


def _stage(row: Clean) -> Staged:
    return spse.staged(
        row,
        value="total_realisasi",
        status=row["status"],
        stages=statuses.recorded_stages(row["status"], has_value=row["total_realisasi"] is not None),
        day=row["mulai"],
        done_day=row["selesai"],
        vendor_key=None,
    )


FEED = Feed(
    name="spse_pencatatan",
    label="Pencatatan non tender SPSE",
    rank=45,
    columns=(
        *spse.HEAD,
        Column("order_id", values.code, ("kd_nontender_pct",), required=True),
        Column("kd_rup", values.codes, ("kd_rup_paket",)),
        Column("nama_paket", values.text),
        Column("pagu", values.amount),
        Column("total_realisasi", values.amount, if_missing="nilai realisasi tidak diketahui"),
        Column("nilai_pdn", values.amount, ("nilai_pdn_pct",), if_missing="nilai PDN tidak diketahui"),
        Column("nilai_umk", values.amount, ("nilai_umk_pct",), if_missing="nilai UMK tidak diketahui"),
        Column("sumber_dana", values.codes),
        Column("uraian", values.text, ("uraian_pekerjaan",)),
        Column("jenis", values.word, ("kategori_pengadaan", "jenis_pengadaan")),
        Column("metode", values.word, ("mtd_pemilihan",)),
        Column("bukti", values.word, ("bukti_pembayaran",)),
        Column(
            "status",
            values.word,
            ("status_nontender_pct_ket",),
            if_missing="paket selesai dan batal tidak dapat dibedakan",
        ),
        Column("mulai", values.day, ("tgl_mulai_paket", "tgl_buat_paket")),
        Column("selesai", values.day, ("tgl_selesai_paket",)),
    ),
    identity=("order_id", "total_realisasi", "status"),
    signs=frozenset(
        "kd_nontender_pct total_realisasi nilai_pdn_pct nilai_umk_pct status_nontender_pct status_nontender_pct_ket "
        "bukti_pembayaran alasan_pembatalan".split()
    ),
    #: The same for swakelola.
    never=frozenset({"kd_swakelola_pct", "status_swakelola_pct", "status_swakelola_pct_ket"}),
    typed=orders.TYPED,
    stage=_stage,
    domain="orders",
    dropped=spse.DROPPED | frozenset({"status_nontender_pct", "alasan_pembatalan", "tgl_buat_paket"}),
)
