"""SPSE-TenderSelesaiNilai (1015) and its 2022 shape: tenders and selections that have ended, with contract values.

The value of a package is `nilai_kontrak`; one without it has no contract yet. The feed names no package: its title is
that of the plan, or of the list of tenders (`tender_list`).
"""

from belanja.intake import values

from . import orders, spse
from .base import Clean, Column, Feed, Staged


def _stage(row: Clean) -> Staged:
    return spse.selection(row, status=row["status_tender"], day=row["pemenang"] or row["diumumkan"])


FEED = Feed(
    name="spse_tender",
    label="Tender selesai SPSE",
    rank=43,
    columns=(
        *spse.HEAD,
        Column("order_id", values.code, ("kd_tender",), required=True),
        Column("kd_rup", values.codes, ("kd_rup_paket",)),
        Column("nama_paket", values.text),
        *spse.CONTRACT,
        Column("diumumkan", values.day, ("tgl_pengumuman_tender",)),
        Column("pemenang", values.day, ("tgl_penetapan_pemenang",)),
        Column("metode", values.word, ("mtd_pemilihan",)),
        Column("status_tender", values.word),
        Column("mak", values.items, ("kode_mak",)),
        *spse.PROVIDER,
    ),
    identity=("order_id", "nilai_kontrak", "pemenang"),
    signs=frozenset(
        "kd_tender tgl_penetapan_pemenang tgl_pengumuman_tender nilai_kontrak nilai_pdn_kontrak nilai_umk_kontrak "
        "nilai_negosiasi npwp_16_penyedia".split()
    ),
    least_signs=5,
    typed=orders.TYPED,
    stage=_stage,
    domain="orders",
    dropped=spse.DROPPED,
)
