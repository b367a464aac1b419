"""Feed files as the national systems write them, small and invented."""

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

GOV = "D900"
PD_A, PD_B, PD_C = "1.01.0.00.0.00.01.0000", "1.02.0.00.0.00.02.0000", "2.15.0.00.0.00.03.0000"
SUB_B = "1.02.0.00.0.00.02.0007"
NUMBERS = {PD_A: 101, PD_B: 102, PD_C: 103, SUB_B: 107}

Row = dict[str, Any]


def budget(code: str, amount: int | float | None, **more: Any) -> Row:
    """A row of the Struktur Anggaran PD; None makes the all-empty row of a sub-unit."""
    return {
        "tahun_anggaran": 2025 if amount is not None else None,
        "kd_klpd": GOV,
        "nama_klpd": "Kab. Contoh",
        "kd_satker": NUMBERS[code],
        "kd_satker_str": code,
        "nama_satker": f"UNIT {NUMBERS[code]}",
        "belanja_operasi": amount,
        "belanja_modal": 0 if amount is not None else None,
        "belanja_btt": 0 if amount is not None else None,
        "belanja_non_pengadaan": 0 if amount is not None else None,
        "belanja_pengadaan": amount,
        "total_belanja": amount,
        **more,
    }


def v6(key: str, code: str, total: int, status: str | None = "ON_PROCESS", shipment: str = "DRAFT", **more: Any) -> Row:
    """An order of Katalog v6 in the ISB spelling."""
    return {
        "tahun_anggaran": 2025,
        "jenis_instansi": "KABUPATEN",
        "nama_instansi": "Kab. Contoh",
        "nama_satker": f"UNIT {NUMBERS[code]}",
        "kd_klpd": GOV,
        "kd_satker_str": code,
        "kd_paket": key,
        "kd_rup": "50000001",
        "rup_nama_pkt": "Belanja alat tulis kantor",
        "product_ids": "a,b",
        "sumber_dana": "APBD",
        "mak": "5.1",
        "kd_penyedia_v6": "01JHKT4BFAVEMPVFWSNK1BQ4F6",
        "kd_penyedia_sikap": 0,
        "jml_jenis_produk": 2,
        "jml_produk": 10.0,
        "ongkir": 0,
        "total_harga": total,
        "tgl_order": "2025-03-10",
        "status_pkt": status,
        "status_pengiriman": shipment,
        **more,
    }


def v5(order: int, code: str, product: int, line: int, total: int, *, kinds: int = 1, **more: Any) -> Row:
    """A line of an order of Katalog v5; `total` is the order's, repeated on each line."""
    return {
        "tahun_anggaran": 2025,
        "kd_klpd": GOV,
        "satker_id": NUMBERS[code],
        "nama_satker": f"UNIT {NUMBERS[code]}",
        "kd_paket": order,
        "no_paket": f"AK1-P2501-{order}",
        "nama_paket": "Belanja  bahan <b>habis</b> pakai",
        "kd_rup": 50000001,
        "nama_sumber_dana": "APBD;APBD",
        "kd_komoditas": 508,
        "kd_produk": product,
        "kd_penyedia": 431098,
        "kd_penyedia_distributor": 1,
        "jml_jenis_produk": kinds,
        "total": float(total),
        "kuantitas": 1,
        "harga_satuan": float(line),
        "ongkos_kirim": 0,
        "total_harga": float(line),
        "no_telp_user_pokja": "081200000000",
        "email_user_pokja": "orang@example.invalid",
        "ppk_nip": "199001012015011001",
        "jabatan_ppk": "PPK",
        "tanggal_buat_paket": "2025-02-01",
        "tanggal_edit_paket": "2025-05-20",
        "status_paket": "paket_selesai",
        "paket_status_str": "Paket Selesai",
        "catatan_produk": "",
        **more,
    }


def rup(code: str, unit: str, pagu: int | str, *, method: str | None = "E-Purchasing", **more: Any) -> Row:
    """A package of the RUP penyedia in the current ISB spelling."""
    return {
        "tahun_anggaran": 2025,
        "kd_klpd": GOV,
        "nama_klpd": "Kab. Contoh",
        "jenis_klpd": "KABUPATEN",
        "kd_satker": NUMBERS[unit],
        "kd_satker_str": unit,
        "nama_satker": f"UNIT {NUMBERS[unit]}",
        "kd_rup": code,
        "nama_paket": "Belanja alat tulis kantor",
        "pagu": pagu,
        "metode_pengadaan": method,
        "jenis_pengadaan": "Barang",
        "status_pdn": "PDN",
        "status_ukm": "UKM",
        "tipe_paket": "Penyedia",
        "urarian_pekerjaan": "Kertas; map",
        "tgl_awal_pemilihan": "2025-01-01",
        "tgl_awal_kontrak": "2025-01-01",
        "tgl_akhir_kontrak": "2025-12-01",
        "tgl_pengumuman_paket": "2025-01-03 10:00:00",
        "nip_ppk": "199001012015011001",
        "nama_ppk": "Seseorang",
        "status_aktif_rup": True,
        "status_delete_rup": False,
        "status_umumkan_rup": "Terumumkan",
        **more,
    }


def master(number: int, **more: Any) -> Row:
    return {
        "kd_satker": 9000 + number,
        "kd_satker_str": f"7.01.0.00.0.00.{number:02}.0000",
        "nama_satker": f"KECAMATAN {number}",
        "status_satker": "Aktif",
        "ket_satker": "Satker/OPD Non-BLU/BLUD",
        "jenis_satker": "SKPD",
        "kd_klpd": GOV,
        "nama_klpd": "Kab. Contoh",
        "jenis_klpd": "KABUPATEN",
        **more,
    }


def as_json(path: Path, rows: Iterable[Mapping[str, Any]], *, bom: bool = False, envelope: Row | None = None) -> Path:
    body: object = list(rows) if envelope is None else {"success": True, "data": list(rows), "meta": envelope}
    path.write_text(json.dumps(body), encoding="utf-8-sig" if bom else "utf-8")
    return path


def as_csv(path: Path, rows: list[Row], *, delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    return path
