"""SPSE-NonTenderSelesai (1017) and its 2022 shape: direct procurement and appointment, with contract values.

Where no contract is signed the three values of a row are empty together (45 % of real rows): such a package is under
way and worth nothing yet, whatever was offered or negotiated.
"""

from belanja.intake import values

from . import orders, spse
from .base import Clean, Column, Feed, Staged


def _stage(row: Clean) -> Staged:
    return spse.selection(row, status=row["status"], day=row["selesai"] or row["diumumkan"])


FEED = Feed(
    name="spse_nontender",
    label="Non tender selesai SPSE",
    rank=44,
    columns=(
        *spse.HEAD,
        Column("order_id", values.code, ("kd_nontender",), required=True),
        Column("kd_rup", values.codes, ("kd_rup_paket",)),
        Column("nama_paket", values.text),
        *spse.CONTRACT,
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
