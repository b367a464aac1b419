"""SPSE-PencatatanNonTenderRealisasi (1058): the receipts of recorded packages, one row each.

A package with several RUP codes comes back with all its receipts once per code: summing rows counts such money twice
(19 of 352 real packages). Receipts that differ in nothing but the code are one; then they meet `total_realisasi` of
1057 to the rupiah, which alone tells the package's value.
"""

from belanja.intake import values

from . import orders, spse
from .base import GOVERNMENT, YEAR, Clean, Column, Feed, Staged


def _stage(row: Clean) -> Staged:
    orders.check_keys(row["kd_pencatatan"])
    orders.check_amounts(row["nilai_realisasi"])
    itself = "|".join(
        str(row[name] or "")
        for name in ("nomor", "tanggal", "nilai_realisasi", "jenis_realisasi", "keterangan", "dokumen", "nama_penyedia")
    )
    receipt = values.digest(itself)
    return Staged(
        f"{row['kd_pencatatan']}/{receipt}/{(row['kd_rup'] or '')[:20]}",
        row["tahun"],
        row["nilai_realisasi"],
        (
            row["kd_pencatatan"],
            receipt,
            row["kd_rup"] or "",
            row["jenis_realisasi"],
            row["nomor"],
            row["tanggal"],
            spse.firm_name(row),
            ";".join(orders.refs(npwp=row["npwp16"] or row["npwp"])),
        ),
        repeats=True,
    )


FEED = Feed(
    name="spse_receipts",
    label="Realisasi pencatatan non tender SPSE",
    rank=46,
    columns=(
        YEAR,
        *GOVERNMENT,
        Column("kd_pencatatan", values.code, ("kd_nontender_pct",), required=True),
        Column("kd_rup", values.code, ("kd_rup_paket",)),
        Column("jenis_realisasi", values.word),
        Column("nomor", values.code, ("no_realisasi",)),
        Column("tanggal", values.day, ("tgl_realisasi",)),
        Column("nilai_realisasi", values.amount, required=True),
        Column("dokumen", values.word, ("dok_realisasi",)),
        Column("keterangan", values.text, ("ket_realisasi",)),
        *spse.PROVIDER[1:],
    ),
    identity=("kd_pencatatan", "nilai_realisasi", "tanggal"),
    signs=frozenset(
        "kd_nontender_pct jenis_realisasi no_realisasi tgl_realisasi nilai_realisasi dok_realisasi "
        "ket_realisasi".split()
    ),
    #: The same for swakelola.
    never=frozenset({"kd_swakelola_pct", "status_swakelola_pct", "status_swakelola_pct_ket"}),
    typed=(
        ("package_key", "text"),
        ("receipt", "text"),
        ("plan_code", "text"),
        ("kind", "text"),
        ("number", "text"),
        ("paid_on", "date"),
        ("vendor_name", "text"),
        ("vendor_refs", "text"),
    ),
    stage=_stage,
    domain="receipts",
    lines_repeat=True,
    exact_repeats=True,
    dropped=spse.DROPPED | frozenset({"kd_satker", "kd_satker_str", "nama_satker", "nama_paket", "pagu"}),
)
