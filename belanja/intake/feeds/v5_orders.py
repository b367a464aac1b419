"""Ecat-PaketEPurchasing v5 (1020) and its archive shape: one row per order line.

`total` is the order's total repeated on every line: never summed, but what the lines must add up to. Lines of
one product may repeat rightfully; only the archive shape has a key of its own for a line (`kd_paket_produk`).
"""

from belanja.intake import values
from belanja.rules import statuses

from . import orders
from .base import ALWAYS_DROPPED, GOVERNMENT, UNIT, YEAR, Clean, Column, Feed, Reject, Staged


def _count(cell: object) -> int | None:
    written = values.code(cell)
    return int(written) if written and written.isdigit() and len(written) < 9 else None


def _stage(row: Clean) -> Staged:
    if row["kd_satker"] is None and row["kd_satker_str"] is None:
        raise Reject("unit_missing", "Baris pesanan tidak menyebut satuan kerja.", "satker_id")
    orders.check_keys(row["kd_paket"], row["kd_paket_produk"], row["kd_produk"])
    orders.check_amounts(row["total_harga"], row["total"])
    line = row["kd_paket_produk"] or f"{row['kd_produk'] or ''}"
    return Staged(
        f"{row['kd_paket']}/{line}",
        row["tahun"],
        row["total_harga"],
        orders.typed(
            key=row["kd_paket"],
            number=row["no_paket"],
            title=row["nama_paket"],
            plan_codes=row["kd_rup"],
            vendor_key=row["kd_penyedia"],
            etalase_id=row["kd_komoditas"],
            status=row["status_paket"] or row["paket_status_str"],
            stages=statuses.v5_stages(row["status_paket"], row["paket_status_str"]),
            day=row["tanggal_buat"],
            done_day=row["tanggal_edit"],
            doc_total=row["total"],
            doc_kinds=row["jml_jenis_produk"],
            line=line,
            product_key=row["kd_produk"],
            vendor_refs=orders.refs(v5=row["kd_penyedia"]),
        ),
        repeats=row["kd_paket_produk"] is None,
    )


FEED = Feed(
    name="v5_orders",
    label="Pesanan Katalog Elektronik v5",
    rank=40,
    columns=(
        YEAR,
        *GOVERNMENT,
        *UNIT,
        Column("kd_paket", values.code, required=True),
        Column("kd_paket_produk", values.code),
        Column("no_paket", values.code),
        Column("nama_paket", values.text),
        Column("kd_rup", values.codes),
        Column("sumber_dana", values.codes, ("nama_sumber_dana",)),
        Column("kode_anggaran", values.text),
        Column("kd_komoditas", values.code),
        Column("kd_produk", values.code),
        Column("kd_penyedia", values.code),
        Column("kd_distributor", values.code, ("kd_penyedia_distributor",)),
        Column("jml_jenis_produk", _count),
        Column("total", values.amount),
        Column("kuantitas", values.code),
        Column("harga_satuan", values.amount),
        Column("ongkos_kirim", values.amount),
        Column("total_harga", values.amount, required=True),
        Column("ppk_ref", values.code, ("ppk_nip",), private=True),
        Column("tanggal_buat", values.day, ("tanggal_buat_paket",)),
        Column("tanggal_edit", values.day, ("tanggal_edit_paket",)),
        Column("status_paket", values.word, if_missing="tahap pesanan tidak dapat ditentukan"),
        Column("paket_status_str", values.word, if_missing="pesanan selesai tidak dapat dipastikan"),
        Column("kd_provinsi_harga", values.code, ("kd_provinsi_wilayah_harga",)),
        Column("kd_kabupaten_harga", values.code, ("kd_kabupaten_wilayah_harga",)),
    ),
    identity=("kd_paket", "kd_produk", "total_harga"),
    signs=frozenset(
        (
            "no_paket kd_komoditas kd_produk kd_paket_produk kd_penyedia_distributor satker_id "
            "kuantitas harga_satuan ongkos_kirim tanggal_buat_paket tanggal_edit_paket status_paket "
            "paket_status_str kode_anggaran kd_user_pokja"
        ).split()
    ),
    least_signs=4,
    typed=orders.TYPED,
    stage=_stage,
    domain="orders",
    lines_repeat=True,
    dropped=ALWAYS_DROPPED,
)
