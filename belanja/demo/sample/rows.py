"""Rows in the shapes of the national feeds (ISB), without a single personal column."""

from datetime import date
from typing import Any

from . import titles
from .chance import ulid
from .orders import Order, ShopOrder
from .places import LAST_YEAR, PROVINCE, Buyer, SampleUnit
from .plans import Package

Row = dict[str, Any]


def unit_master(buyer: Buyer, unit: SampleUnit) -> Row:
    """RUP-MasterSatker."""
    return {
        "kd_satker": unit.number,
        "kd_satker_str": unit.code,
        "nama_satker": unit.name.upper(),
        "status_satker": "Aktif",
        "ket_satker": "Satker/OPD Non-BLU/BLUD",
        "jenis_satker": "SKPD",
        **_government(buyer),
    }


def budget(buyer: Buyer, unit: SampleUnit, pengadaan: int | None) -> Row:
    """RUP-StrukturAnggaranPD: operasi, modal and tidak terduga add up to pengadaan."""
    modal = None if pengadaan is None else pengadaan * 31 // 100
    other = None if pengadaan is None else pengadaan * 44 // 100
    return {
        "tahun_anggaran": buyer.year,
        "kd_klpd": buyer.government,
        "nama_klpd": buyer.government_name,
        **_unit(unit),
        "belanja_operasi": None if pengadaan is None or modal is None else pengadaan - modal,
        "belanja_modal": modal,
        "belanja_btt": None if pengadaan is None else 0,
        "belanja_non_pengadaan": other,
        "belanja_pengadaan": pengadaan,
        "total_belanja": None if pengadaan is None or other is None else pengadaan + other,
    }


def package(buyer: Buyer, item: Package, pulled: date) -> Row:
    """RUP-PaketPenyedia-Terumumkan."""
    first, last = f"{buyer.year}-{item.announced.month:02d}-01", f"{buyer.year}-12-01"
    return {
        "tahun_anggaran": buyer.year,
        **_government(buyer),
        **_unit(item.unit),
        "kd_rup": item.code,
        "nama_paket": item.title,
        "pagu": item.pagu,
        "metode_pengadaan": item.method,
        "jenis_pengadaan": item.kind,
        "status_pdn": "PDN" if item.pdn else "Non-PDN",
        "status_ukm": "UKM" if item.umkk else "Non-UKM",
        "status_konsolidasi": "Non-Konsolidasi",
        "tipe_paket": "Penyedia",
        "volume_pekerjaan": "1 Paket",
        "urarian_pekerjaan": item.title,
        "tgl_awal_pemilihan": first,
        "tgl_awal_kontrak": first,
        "tgl_akhir_kontrak": last,
        "tgl_pengumuman_paket": f"{item.announced} 10:15:00",
        "status_aktif_rup": item.active,
        "status_delete_rup": False,
        "status_umumkan_rup": "Terumumkan",
        "status_dikecualikan": False,
        "_event_date": str(pulled),
    }


def self_managed(buyer: Buyer, item: Package, pulled: date) -> Row:
    """RUP-PaketSwakelola-Terumumkan."""
    return {
        "tahun_anggaran": buyer.year,
        **_government(buyer),
        **_unit(item.unit),
        "kd_rup": item.code,
        "nama_paket": item.title,
        "pagu": item.pagu,
        "tipe_swakelola": 1,
        "volume_pekerjaan": "12 Bulan",
        "uraian_pekerjaan": item.title,
        "tgl_awal_pelaksanaan_kontrak": f"{buyer.year}-01-01",
        "tgl_akhir_pelaksanaan_kontrak": f"{buyer.year}-12-01",
        "tgl_pengumuman_paket": f"{item.announced} 10:15:00",
        "status_aktif_rup": item.active,
        "status_delete_rup": False,
        "status_umumkan_rup": "Terumumkan",
        "_event_date": str(pulled),
    }


def revision(buyer: Buyer, item: Package) -> Row:
    """RUP history-kaji-ulang."""
    return {
        "tahun_anggaran": buyer.year,
        **_government(buyer),
        **_unit(item.unit),
        "kd_rup_lama": item.former_code,
        "kd_rup_baru": item.code,
        "jenis_revisi": "SATUKESATU",
        "jenis_paket": "Penyedia",
        "tgl_kaji_ulang": f"{item.announced}T08:00:00Z",
        "alasan_kajiulang": "Penyesuaian pagu (contoh)",
    }


def v6_order(buyer: Buyer, order: Order, state: str, shipment: str) -> Row:
    """Ecat-PaketEPurchasingV6. The date of the order is empty until it is contracted."""
    signed = state in ("COMPLETED", "PAYMENT_OUTSIDE_SYSTEM", "ON_PROCESS", "ON_ADDENDUM")
    return {
        "tahun_anggaran": buyer.year,
        "jenis_instansi": buyer.kind,
        "nama_instansi": buyer.government_name,
        "nama_satker": order.unit.name.upper(),
        "kd_klpd": buyer.government,
        "kd_satker_str": order.unit.code,
        "kd_paket": order.key,
        "kd_rup": None if order.plan_code is None else str(order.plan_code),
        "rup_nama_pkt": order.package.title,
        "product_ids": f"contoh-{order.package.etalase:02d}-{order.vendor:03d}",
        "sumber_dana": "APBD",
        "mak": "5.1.02.01.01.0024",
        "kd_penyedia_v6": vendor_key(order.vendor),
        "kd_penyedia_sikap": 0,
        "jml_jenis_produk": order.kinds,
        "jml_produk": order.kinds * 4,
        "ongkir": order.freight,
        "total_harga": order.total,
        "tgl_order": str(order.on) if signed else None,
        "status_pkt": state,
        "status_pengiriman": shipment,
    }


def v5_lines(buyer: Buyer, order: Order) -> list[Row]:
    """Ecat-PaketEPurchasing v5: a row for each line, each with the order's total."""
    done = order.on if order.state != "paket_selesai" else date(buyer.year, min(12, order.on.month + 1), 25)
    return [
        {
            "tahun_anggaran": buyer.year,
            "kd_klpd": buyer.government,
            "nama_klpd": buyer.government_name,
            "satker_id": order.unit.number,
            "nama_satker": order.unit.name,
            "kd_paket": int(order.key),
            "no_paket": f"CTH-P{buyer.year % 100}{order.on.month:02d}-{order.key}",
            "nama_paket": order.package.title,
            "kd_rup": order.plan_code,
            "nama_sumber_dana": "APBD",
            "kode_anggaran": "5.1.02.01.01.0024",
            "kd_komoditas": 90_000 + order.package.etalase,
            "kd_produk": line.product,
            "kd_penyedia": 900_000 + order.vendor,
            "kd_penyedia_distributor": 900_000 + order.vendor,
            "jml_jenis_produk": order.kinds,
            "total": order.total,
            "kuantitas": line.quantity,
            "harga_satuan": line.price,
            "ongkos_kirim": 0,
            "total_harga": line.amount,
            "tanggal_buat_paket": str(order.on),
            "tanggal_edit_paket": str(done),
            "status_paket": order.state,
            "paket_status_str": order.shipment,
        }
        for line in order.lines
    ]


def shop_order(buyer: Buyer, order: ShopOrder) -> Row:
    """Bela-TokoDaringRealisasi, shape of 2025."""
    return {
        "tahun": buyer.year,
        "kd_klpd": buyer.government,
        "nama_klpd": buyer.government_name,
        "kd_satker": str(order.unit.number),
        "nama_satker": order.unit.name,
        "order_id": order.key,
        "order_desc": order.text,
        "valuasi": order.amount,
        "kategori": "Makanan" if "umpu" in order.text or "Konsumsi" in order.text else "Lainnya",
        "metode_bayar": "transfer",
        "tanggal_transaksi": order.moment,
        "marketplace": "toko contoh",
        "merchant_name": titles.firm(order.vendor),
        "jenis_transaksi": "bela",
        "kota_kab": "Serang (Kota)",
        "provinsi": "Banten",
        "status_verif": order.verified,
        "sumber_data": "api",
        "status_konfirmasi_ppmse": order.confirmed,
    }


def etalase() -> list[Row]:
    """Ecat-KomoditasDetail."""
    return [
        {
            "kd_komoditas": 90_000 + number,
            "nama_komoditas": f"{name} Provinsi Banten (contoh)" if kind == "Lokal" else f"{name} (contoh)",
            "jenis_katalog": kind,
            "nama_instansi_katalog": "Provinsi Banten" if kind == "Lokal" else "",
            "kd_instansi_katalog": PROVINCE if kind == "Lokal" else None,
        }
        for number, name, kind in titles.ETALASE
    ]


def misfits(buyer: Buyer, sample: Row) -> list[Row]:
    """Rows that cannot be taken in, as every feed has some: they end in quarantine with a reason."""
    return [
        {**sample, "kd_paket": ulid(buyer.random("cacat-1"), date(LAST_YEAR, 9, 8)), "total_harga": "dua juta"},
        {**sample, "kd_paket": None},
        {
            **sample,
            "kd_paket": ulid(buyer.random("cacat-2"), date(LAST_YEAR, 9, 9)),
            "kd_satker_str": None,
        },
        {**sample, "kd_paket": ulid(buyer.random("cacat-3"), date(LAST_YEAR, 9, 10)), "tgl_order": "31-02-2026"},
    ]


def vendor_key(number: int) -> str:
    """The id of a firm in Katalog v6."""
    return f"01JCONTH00000000000000{number:04d}"


def _government(buyer: Buyer) -> Row:
    return {"kd_klpd": buyer.government, "nama_klpd": buyer.government_name, "jenis_klpd": buyer.kind}


def _unit(unit: SampleUnit) -> Row:
    return {"kd_satker": unit.number, "kd_satker_str": unit.code, "nama_satker": unit.name.upper()}
