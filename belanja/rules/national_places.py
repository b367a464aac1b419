"""Provinces as Katalog v5 numbers them (Ecat-MasterProvinsi 1117). Its list of kabupaten/kota (1116) names them by
number only; the RUP numbers the same provinces otherwise."""

from typing import Final

PROVINCES: Final = {
    1: "Aceh",
    2: "Sumatera Utara",
    3: "Sumatera Barat",
    4: "Kepulauan Bangka Belitung",
    5: "Riau",
    6: "Kepulauan Riau",
    7: "Jambi",
    8: "Sumatera Selatan",
    9: "Bengkulu",
    10: "Lampung",
    11: "Banten",
    12: "Jawa Barat",
    13: "DKI Jakarta",
    14: "Jawa Tengah",
    15: "Jawa Timur",
    16: "DI Yogyakarta",
    17: "Bali",
    18: "Nusa Tenggara Barat",
    19: "Kalimantan Selatan",
    20: "Kalimantan Barat",
    21: "Kalimantan Tengah",
    22: "Kalimantan Timur",
    23: "Sulawesi Selatan",
    24: "Sulawesi Barat",
    25: "Sulawesi Tenggara",
    26: "Sulawesi Tengah",
    27: "Sulawesi Utara",
    28: "Gorontalo",
    29: "Nusa Tenggara Timur",
    30: "Maluku",
    31: "Maluku Utara",
    32: "Papua",
    33: "Papua Barat",
    34: "Kalimantan Utara",
    36: "Papua Tengah",
    37: "Papua Pegunungan",
    38: "Papua Barat Daya",
    39: "Papua Selatan",
}


def short_name(name: str) -> str:
    """`Kabupaten Lebak` as pages write it: `Kab. Lebak`; a kota keeps its name."""
    return f"Kab. {name.removeprefix('Kabupaten ')}" if name.startswith("Kabupaten ") else name
