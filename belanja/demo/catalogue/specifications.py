"""Ready specifications of the sample: needs that offices have again and again, in the terms of their shelf."""

from typing import Any

Needs = list[dict[str, Any]]

SPECIFICATIONS: dict[str, tuple[tuple[str, Needs], ...]] = {
    "Kertas dan Cover": (
        ("HVS F4 80 g, rim", [{"key": "ukuran", "one_of": ["F4"]}, {"key": "gramatur", "least": "80", "most": "80"}]),
        ("HVS A4 paling sedikit 75 g", [{"key": "ukuran", "one_of": ["A4"]}, {"key": "gramatur", "least": "75"}]),
    ),
    "Perangkat Komputer": (
        (
            "Laptop kerja 14 inci, RAM 16 GB, SSD 512 GB",
            [
                {"key": "layar", "least": "14", "most": "14"},
                {"key": "ram", "least": "16"},
                {"key": "simpan", "least": "512"},
            ],
        ),
    ),
    "Bahan Pokok": (
        ("Beras medium 10 kg", [{"key": "mutu", "one_of": ["medium"]}, {"key": "berat", "least": "10", "most": "10"}]),
    ),
    "Olahan Pangan Khas Banten": (
        (
            "Gula semut aren 500 g",
            [{"key": "jenis", "one_of": ["gula semut"]}, {"key": "berat", "least": "500", "most": "500"}],
        ),
    ),
    "Air Minum dan Minuman Kemasan": (
        (
            "Air mineral botol 600 ml",
            [{"key": "kemasan", "one_of": ["botol"]}, {"key": "volume", "least": "600", "most": "600"}],
        ),
    ),
}
