"""SPSE-TenderSelesaiNilai (1015) and its 2022 shape: tenders and selections that have ended, with contract values.

The value of a package is `nilai_kontrak`; one without it has no contract yet. The feed names no package: its title is
that of the plan, or of the list of tenders (`tender_list`).
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
            status=row["status_tender"],
            stages=statuses.selection_stages(row["status_tender"], has_contract=row["nilai_kontrak"] is not None),
            day=row["pemenang"] or row["diumumkan"],
            doc_total=value,
            method=row["metode"],
            pagu=row["pagu"],
            pdn_amount=row["nilai_pdn"],
            umk_amount=row["nilai_umk"],
            **spse.provider(row),
        ),
    )


FEED = Feed(
    name="spse_tender",
    label="Tender selesai SPSE",
    rank=43,
    columns=(
        *spse.HEAD,
        Column("order_id", values.code, ("kd_tender",), required=True),
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
