"""Invented feed files of any size, in the shapes of the national systems."""

import csv
import json
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from belanja.demo.sample.chance import ORDER_SIZES, PLAN_SIZES, amount
from bench.surroundings import GOVERNMENT

Row = dict[str, Any]


def v6_orders(rows: int) -> Iterable[Row]:
    chance = Random("bench-v6")
    for number in range(rows):
        unit = chance.randrange(41)
        yield {
            "tahun_anggaran": 2025,
            "jenis_instansi": "PROVINSI",
            "nama_instansi": "Provinsi Uji",
            "nama_satker": f"DINAS UJI {unit}",
            "kd_klpd": GOVERNMENT,
            "kd_satker_str": f"1.01.0.00.0.00.{unit:02d}.0000",
            "kd_paket": f"01K3{number:022d}",
            "kd_rup": str(58_000_000 + number // 2),
            "rup_nama_pkt": f"Belanja Alat Tulis Kantor Kegiatan Nomor {number}",
            "product_ids": "0a11c374-e5d6-4d1b-b079-fbf81c071c7e,4600c0de-0000-4d1b-b079-fbf81c071c7e",
            "sumber_dana": "APBD",
            "mak": "5.1.02.01.01.0024,5.1.02.01.01.0026",
            "kd_penyedia_v6": f"01JH{number % 900:022d}",
            "kd_penyedia_sikap": 4_000_000 + number % 900,
            "jml_jenis_produk": 1 + number % 9,
            "jml_produk": 10.0,
            "ongkir": 0,
            "total_harga": amount(chance, ORDER_SIZES),
            "tgl_order": f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}",
            "status_pkt": ("COMPLETED", "COMPLETED", "ON_PROCESS", "PAYMENT_OUTSIDE_SYSTEM")[number % 4],
            "status_pengiriman": ("COMPLETED", "DELIVERED")[number % 2],
        }


def v5_lines(rows: int) -> Iterable[Row]:
    chance = Random("bench-v5")
    for number in range(rows):
        order, line = divmod(number, 3)
        price = amount(chance, ORDER_SIZES)
        yield {
            "tahun_anggaran": 2025,
            "kd_klpd": GOVERNMENT,
            "satker_id": 60_000 + order % 41,
            "nama_satker": f"Dinas Uji {order % 41}",
            "alamat_satker": "Jalan Contoh Nomor 1, Kota Contoh",
            "kd_paket": 7_000_000 + order,
            "no_paket": f"CTH-P2503-{7_000_000 + order}",
            "nama_paket": f"Belanja Makanan dan Minuman Rapat Nomor {order}",
            "kd_rup": 30_000_000 + order,
            "nama_sumber_dana": "APBD;APBD",
            "kode_anggaran": "5.1.02.02.01.0063",
            "kd_komoditas": 500 + order % 40,
            "kd_produk": 1_500_000 + line,
            "kd_penyedia": 430_000 + order % 800,
            "kd_penyedia_distributor": 430_000 + order % 800,
            "jml_jenis_produk": 3,
            "kuantitas": 1,
            "harga_satuan": float(price),
            "ongkos_kirim": 0,
            "total_harga": float(price),
            "tanggal_buat_paket": f"2025-{1 + order % 12:02d}-11",
            "tanggal_edit_paket": f"2025-{1 + order % 12:02d}-22",
            "status_paket": "paket_selesai",
            "paket_status_str": "Paket Selesai",
            "catatan_produk": "dikirim bertahap",
        }


def rup_packages(rows: int) -> Iterable[Row]:
    """About 1.7 kB a row, as the real feed."""
    chance = Random("bench-rup")
    text = "Belanja barang pakai habis untuk kegiatan koordinasi dan sinkronisasi pelaksanaan sub kegiatan "
    for number in range(rows):
        unit = number % 41
        yield {
            "tahun_anggaran": 2025,
            "kd_klpd": GOVERNMENT,
            "nama_klpd": "Provinsi Uji",
            "jenis_klpd": "PROVINSI",
            "kd_satker": 60_000 + unit,
            "kd_satker_str": f"1.01.0.00.0.00.{unit:02d}.0000",
            "nama_satker": f"DINAS UJI {unit}",
            "kd_rup": 58_000_000 + number,
            "nama_paket": f"{text}{number}",
            "pagu": amount(chance, PLAN_SIZES),
            "kd_metode_pengadaan": 9,
            "metode_pengadaan": "E-Purchasing",
            "kd_jenis_pengadaan": "1",
            "jenis_pengadaan": "Barang",
            "status_pradipa": "Non-PraDIPA",
            "status_pdn": "PDN",
            "status_ukm": "UKM",
            "alasan_non_ukm": None,
            "status_konsolidasi": "Non-Konsolidasi",
            "tipe_paket": "Penyedia",
            "kd_rup_swakelola": None,
            "kd_rup_lokal": None,
            "volume_pekerjaan": "12 Bulan",
            "urarian_pekerjaan": text * 2,
            "spesifikasi_pekerjaan": text * 2,
            "tgl_awal_pemilihan": "2025-01-01",
            "tgl_akhir_pemilihan": "2025-02-01",
            "tgl_awal_kontrak": "2025-02-01",
            "tgl_akhir_kontrak": "2025-12-01",
            "tgl_awal_pemanfaatan": "2025-02-01",
            "tgl_akhir_pemanfaatan": "2025-12-01",
            "tgl_buat_paket": "2025-01-11",
            "tgl_pengumuman_paket": "2025-01-12 22:22:47",
            "nip_ppk": f"19{number % 300:016d}",
            "nama_ppk": "nama contoh",
            "username_ppk": "pengguna.contoh",
            "status_aktif_rup": True,
            "status_delete_rup": False,
            "status_umumkan_rup": "Terumumkan",
            "status_dikecualikan": False,
            "alasan_dikecualikan": None,
            "tahun_pertama": None,
            "kode_rup_tahun_pertama": None,
            "nomor_kontrak": None,
            "spp_aspek_ekonomi": False,
            "spp_aspek_sosial": False,
            "spp_aspek_lingkungan": False,
            "_event_date": "2025-06-15",
        }


#: What is imported: name, rows, whether as CSV.
KINDS: tuple[tuple[str, Callable[[int], Iterable[Row]], bool], ...] = (
    ("v6 orders, JSON", v6_orders, False),
    ("v5 order lines, JSON", v5_lines, False),
    ("RUP plan, JSON 1.7 kB a row", rup_packages, False),
    ("v6 orders, CSV", v6_orders, True),
)


#: Of these a second and a third pull are measured, once each.
PULLED_AGAIN = (v6_orders, rup_packages)


def revised(rows: Iterable[Row]) -> Iterable[Row]:
    """The same rows a day later: every twentieth has another amount."""
    for number, row in enumerate(rows):
        name = "total_harga" if "total_harga" in row else "pagu"
        yield {**row, name: row[name] + 1_000} if number % 20 == 0 else row


def write(path: Path, rows: Iterable[Row], *, as_csv: bool) -> int:
    """Write the file; returns its bytes."""
    if as_csv:
        with path.open("w", encoding="utf-8", newline="") as file:
            source = iter(rows)
            first = next(source)
            writer = csv.DictWriter(file, list(first))
            writer.writeheader()
            writer.writerow(first)
            writer.writerows(source)
    else:
        with path.open("w", encoding="utf-8") as file:
            opening = "[\n"
            for row in rows:
                file.write(opening + json.dumps(row, separators=(",", ":")))
                opening = ",\n"
            file.write("\n]\n")
    return path.stat().st_size


def sample_of(rows: Iterable[Row], count: int) -> list[Row]:
    return list(islice(rows, count))
