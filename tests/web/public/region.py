"""A small region whose pages can be looked at: known, unknown and held units, sub-units, revised plans."""

from pathlib import Path
from typing import Any

from tests.affirmation.worlds import PD_A, PD_A_SUB, PD_B, PD_C, World, budget, penyedia, swakelola, v5, v6

YEAR = 2025


def revision(old: int, new: int) -> dict[str, Any]:
    """A step of a package's history, as the national feed tells it."""
    return {
        "tahun_anggaran": YEAR,
        "kd_klpd": "D901",
        "nama_klpd": "Kabupaten Contoh",
        "jenis_klpd": "KABUPATEN",
        "kd_satker": 11,
        "kd_satker_str": PD_A,
        "nama_satker": "Dinas Pendidikan",
        "kd_rup_lama": old,
        "kd_rup_baru": new,
        "jenis_revisi": "Satu ke Satu",
        "jenis_paket": "Penyedia",
        "tgl_kaji_ulang": f"{YEAR}-02-01",
        "alasan_kajiulang": "Perubahan pagu oleh Ratna Contoh",
    }


def v6_orders() -> list[dict[str, Any]]:
    """All Katalog v6 orders of the region: thirty of ten rupiah, one of a sub-unit, one cancelled, two of others."""
    return [
        *(v6(PD_A, f"O{number}", "10.00", day=f"2025-04-{number % 28 + 1:02}") for number in range(30)),
        v6(PD_A_SUB, "SUB", 200, status="ON_NEGOTIATION"),
        v6(PD_A, "BATAL", 70, status="CANCELLED"),
        v6(PD_B, "KECIL", "1234.56"),
        v6(PD_C, "TANPA", 40),
    ]


def small_region(folder: Path) -> World:
    """Three Perangkat Daerah: A reaches the target, B is far from it, C has orders but no budget."""
    world = World(folder)
    world.load(
        {
            "budget": [budget(PD_A, 1000), budget(PD_A_SUB, "500.25"), budget(PD_B, 100_000)],
            "p": [penyedia(PD_A, 4001, 900, active=False), penyedia(PD_A, 4009, 950), penyedia(PD_B, 4003, 700)],
            "r": [revision(4001, 4009), revision(4009, 4001)],
            "s": [swakelola(PD_A, 4002, 100)],
            "v5": [
                v5(PD_A, 5, 1, "50.50", "151.00", status="paket_selesai", overall="Paket Selesai"),
                v5(PD_A, 5, 2, "100.50", "151.00", status="paket_selesai", overall="Paket Selesai"),
            ],
            "v6": v6_orders(),
        }
    )
    return world
