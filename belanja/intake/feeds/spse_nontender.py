"""SPSE-NonTenderSelesai (1017) and its 2022 shape: direct procurement and appointment, with contract values.

Where no contract is signed the three values of a row are empty together (45 % of real rows): such a package is under
way and worth nothing yet, whatever was offered or negotiated.
"""

from belanja.intake import values
from belanja.rules import statuses

from . import orders, spse
from .base import Clean, Column, Feed, Staged


def _stage(row: Clean) -> Staged:
    spse.check_unit(row)
    orders.check_keys(row["order_id"])
    value = spse.valued(row, "nilai_kontrak")
    return Staged(
        row["order_id"],
        row["tahun"],
        value,
        orders.typed(
            key=row["order_id"],
            number=row["order_id"],
            title=row["nama_paket"],
            plan_codes=row["kd_rup"],
            status=row["status"],
            stages=statuses.selection_stages(row["status"], has_contract=row["nilai_kontrak"] is not None),
            day=row["selesai"] or row["diumumkan"],
            doc_total=value,
            method=row["metode"],
            pagu=row["pagu"],
            pdn_amount=row["nilai_pdn"],
            umk_amount=row["nilai_umk"],
            **spse.provider(row),
        ),
    )


FEED = Feed(
    name="spse_nontender",
    label="Non tender selesai SPSE",
    rank=44,
    columns=(
        *spse.HEAD,
        Column("order_id", values.code, ("kd_nontender",), required=True),
        Column("kd_rup", values.codes, ("kd_rup_paket",)),
        Column("nama_paket", values.text),
        Column("pagu", values.amount),
        Column("hps", values.amount),
        Column("nilai_penawaran", values.amount),
        Column("nilai_terkoreksi", values.amount),
        Column("nilai_negosiasi", values.amount),
        Column("nilai_kontrak", values.amount, if_missing="nilai kontrak tidak diketahui"),
        Column("nilai_pdn", values.amount, ("nilai_pdn_kontrak",), if_missing="nilai PDN kontrak tidak diketahui"),
        Column("nilai_umk", values.amount, ("nilai_umk_kontrak",), if_missing="nilai UMK kontrak tidak diketahui"),
        Column("sumber_dana", values.codes, ("anggaran",)),
        Column("mak", values.items, ("kode_mak",)),
        Column("kualifikasi", values.word, ("kualifikasi_paket",)),
        Column("jenis", values.word, ("jenis_pengadaan", "kategori_pengadaan")),
        Column("metode", values.word, ("mtd_pemilihan", "metode_pengadaan")),
        Column("status", values.word, ("status_nontender",)),
        Column("diumumkan", values.day, ("tgl_pengumuman_nontender", "tanggal_pengumuman_nontender")),
        Column("selesai", values.day, ("tgl_selesai_nontender", "tanggal_selesai_nontender")),
        *spse.PROVIDER,
    ),
    identity=("order_id", "nilai_kontrak", "selesai"),
    signs=frozenset(
        "kd_nontender tgl_selesai_nontender tanggal_selesai_nontender tgl_pengumuman_nontender "
        "tanggal_pengumuman_nontender status_nontender nilai_kontrak nilai_pdn_kontrak nilai_umk_kontrak "
        "nilai_negosiasi".split()
    ),
    least_signs=5,
    typed=orders.TYPED,
    stage=_stage,
    domain="orders",
    dropped=spse.DROPPED | frozenset({"kontrak_pembayaran", "tanggal_buat_paket"}),
)
