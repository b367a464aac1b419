"""Bela-TokoDaringRealisasi (1061) and its 2025 shape.

Rows that came over the API are states of one transaction: the latest one speaks. Rows of the older bulk import
are items of a transaction and add up.
"""

from belanja.intake import values
from belanja.rules import statuses

from . import orders
from .base import ALWAYS_DROPPED, GOVERNMENT, UNIT, YEAR, Clean, Column, Feed, Reject, Staged


def _moment(cell: object) -> str | None:
    """Day and time of day as written, for telling which state of a transaction came last."""
    return values.word(cell) if values.day(cell) else None


def _stage(row: Clean) -> Staged:
    if row["kd_satker"] is None and row["kd_satker_str"] is None:
        raise Reject("unit_missing", "Transaksi tidak menyebut satuan kerja.", "kd_satker")
    orders.check_keys(row["order_id"])
    orders.check_amounts(row["valuasi"])
    day = values.day(row["waktu"])
    year = row["tahun"] or (int(day[:4]) if day else None)
    is_item = (row["sumber_data"] or "").lower() == "import"
    line = f"{row['uraian'] or ''}|{row['valuasi']}" if is_item else ""
    return Staged(
        f"{row['order_id']}/{values.digest(line)}" if is_item else row["order_id"],
        year,
        row["valuasi"],
        orders.typed(
            key=row["order_id"],
            number=row["order_id"],
            title=row["uraian"],
            plan_codes=[],
            vendor_key=values.digest(row["penyedia"]) if row["penyedia"] else None,
            vendor_name=row["penyedia"],
            status="/".join(filter(None, (row["verifikasi"], row["konfirmasi"]))) or None,
            stages=statuses.toko_daring_stages(row["verifikasi"], row["konfirmasi"]),
            day=day,
            line=values.digest(line) if line else "",
        ),
        version="" if is_item else ("1" if row["konfirmasi"] else "0") + (row["waktu"] or ""),
    )


FEED = Feed(
    name="toko_daring",
    label="Realisasi Toko Daring",
    rank=42,
    columns=(
        YEAR,
        *GOVERNMENT[:2],
        *UNIT,
        Column("order_id", values.code, required=True),
        Column("uraian", values.text, ("order_desc",)),
        Column("valuasi", values.amount, required=True),
        Column("kategori", values.word),
        Column("waktu", _moment, ("tanggal_transaksi",)),
        Column("marketplace", values.word),
        Column("penyedia", values.text, ("nama_merchant", "merchant_name")),
        Column("verifikasi", values.word, ("status_verif",)),
        Column("konfirmasi", values.word, ("status_konfirmasi_ppmse",)),
        Column("keterangan", values.text, ("keterangan_ppmse",)),
        Column("sumber_data", values.word),
        Column("kota_kab", values.word),
    ),
    identity=("order_id", "valuasi", "konfirmasi"),
    signs=frozenset(
        (
            "order_desc valuasi kategori metode_bayar tanggal_transaksi marketplace nama_merchant "
            "merchant_name status_verif status_konfirmasi_ppmse keterangan_ppmse jenis_transaksi "
            "nama_pemesan"
        ).split()
    ),
    least_signs=4,
    typed=orders.TYPED,
    stage=_stage,
    domain="orders",
    dropped=ALWAYS_DROPPED | frozenset({"metode_bayar", "jenis_transaksi", "provinsi"}),
)
