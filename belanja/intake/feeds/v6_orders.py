"""Ecat-PaketEPurchasingV6 (ISB 1213) and the INAPROC v1 names: one row per order.

`order_date` is empty until the order is contracted; the order's ULID then tells the day on which it was begun.
"""

from datetime import UTC, datetime, timedelta, timezone

from belanja.intake import values
from belanja.rules import statuses

from . import orders
from .base import ALWAYS_DROPPED, GOVERNMENT, UNIT, YEAR, Clean, Column, Feed, Reject, Staged

_WIB = timezone(timedelta(hours=7))
_CROCKFORD = {character: number for number, character in enumerate("0123456789ABCDEFGHJKMNPQRSTVWXYZ")}


def ulid_day(key: str) -> str | None:
    """The day (WIB) on which a ULID was made, ISO; None when it is not one or lies outside 2015 to 2100."""
    if len(key) != 26:
        return None
    milliseconds = 0
    for character in key[:10].upper():
        value = _CROCKFORD.get(character)
        if value is None:
            return None
        milliseconds = milliseconds * 32 + value
    if not 1_420_000_000_000 <= milliseconds < 4_102_444_800_000:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(_WIB).date().isoformat()


def _stage(row: Clean) -> Staged:
    if row["kd_satker"] is None and row["kd_satker_str"] is None:
        raise Reject("unit_missing", "Pesanan tidak menyebut satuan kerja.", "kd_satker_str")
    orders.check_keys(row["kd_paket"])
    orders.check_amounts(row["total_harga"])
    return Staged(
        row["kd_paket"],
        row["tahun"],
        row["total_harga"],
        orders.typed(
            key=row["kd_paket"],
            number=row["kd_paket"],
            title=row["nama_paket"],
            plan_codes=row["kd_rup"],
            vendor_key=row["kd_penyedia"],
            status=row["status"],
            shipment=row["pengiriman"],
            stages=statuses.v6_stages(row["status"], row["pengiriman"]),
            day=row["tgl_order"] or ulid_day(row["kd_paket"]),
            doc_total=row["total_harga"],
            vendor_refs=orders.refs(v6=row["kd_penyedia"], sikap=row["kd_penyedia_sikap"]),
        ),
    )


FEED = Feed(
    name="v6_orders",
    label="Pesanan Katalog Elektronik v6",
    rank=41,
    columns=(
        YEAR,
        *GOVERNMENT,
        *UNIT,
        Column("kd_paket", values.code, ("order_id",), required=True),
        Column("kd_rup", values.codes, ("rup_code",)),
        Column("nama_paket", values.text, ("rup_nama_pkt", "rup_name")),
        Column("produk", values.items, ("product_ids", "product_id")),
        Column("sumber_dana", values.codes, ("funding_source",)),
        Column("mak", values.items),
        Column("kd_penyedia", values.code, ("kd_penyedia_v6", "kode_penyedia")),
        Column("kd_penyedia_sikap", values.code, ("rekan_id",)),
        Column("jml_jenis_produk", values.code, ("count_product",)),
        Column("jml_produk", values.code, ("total_qty",)),
        Column("ongkir", values.amount, ("shipping_fee",)),
        Column("total_harga", values.amount, ("total",), required=True),
        Column("tgl_order", values.day, ("order_date",)),
        Column("mini_kompetisi", values.boolean, ("flag_minikom",)),
        Column("status", values.word, ("status_pkt",), if_missing="tahap pesanan tidak dapat ditentukan"),
        Column(
            "pengiriman",
            values.word,
            ("status_pengiriman", "shipment_status"),
            if_missing="serah terima tidak dapat ditentukan",
        ),
    ),
    identity=("kd_paket", "total_harga", "kd_penyedia"),
    signs=frozenset(
        (
            "rup_nama_pkt product_ids kd_penyedia_v6 kd_penyedia_sikap jml_produk ongkir tgl_order "
            "status_pkt status_pengiriman order_id rup_code rup_name rup_desc product_id rekan_id "
            "count_product total_qty shipping_fee shipment_status flag_minikom funding_source "
            "order_date kode_penyedia"
        ).split()
    ),
    least_signs=4,
    typed=orders.TYPED,
    stage=_stage,
    domain="orders",
    dropped=ALWAYS_DROPPED | frozenset({"rup_desc"}),
)
