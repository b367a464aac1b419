"""What proves something of the sample's purchases: a sheet of firms, products with certificates, data.inaproc.id, and
the account lines that pay for plans."""

from collections.abc import Iterable, Iterator
from random import Random

from . import titles
from .chance import weighted
from .orders import Order
from .places import Buyer
from .plans import Package
from .rows import Row, vendor_key
from .spse import vendor_id

FIRMS = 320
_SCALES = (
    ("Usaha Mikro", 20),
    ("Usaha Kecil", 36),
    ("Koperasi", 4),
    ("Usaha Menengah", 15),
    ("Usaha Besar", 9),
    ("", 16),
)
_PLACES = (
    ("36.73", "Kota Serang"),
    ("36.04", "Kabupaten Serang"),
    ("36.03", "Kabupaten Tangerang"),
    ("36.71", "Kota Tangerang"),
    ("36.02", "Kabupaten Lebak"),
    ("36.01", "Kabupaten Pandeglang"),
    ("36.72", "Kota Cilegon"),
    ("31.74", "Jakarta Selatan"),
)


def firm_sheet() -> Iterator[Row]:
    """The firm sheet: ids, scale, seat and proof. Of a sixth of the firms nobody has said how large they are."""
    for number in range(FIRMS):
        chance = _random("penyedia", number)
        scale = weighted(chance, _SCALES)
        code, place = _PLACES[chance.randrange(len(_PLACES))]
        if scale:
            yield {
                "kd_penyedia": 900_000 + number,
                "kd_penyedia_v6": vendor_key(number),
                "kd_penyedia_spse": vendor_id(number),
                "nama": titles.firm(number),
                "skala_usaha": scale,
                "kode_kabupaten_kota": code,
                "kabupaten_kota": place,
                "bukti": f"NIB contoh {9_120_000 + number}",
                "tanggal": f"2024-{1 + number % 12:02d}-15",
            }


def products(orders: Iterable[Order]) -> Iterator[Row]:
    """The catalogue's listing of products that orders name: most are local, half of them certified."""
    for product in sorted({line.product for order in orders for line in order.lines}):
        chance = _random("produk", product)
        known = weighted(chance, (("certified", 46), ("claimed", 34), ("import", 6), ("", 14)))
        if known:
            certified = known == "certified"
            yield {
                "kd_klpd": None,
                "kd_produk": product,
                "no_produk": f"contoh-{product}",
                "nama_produk": f"Produk contoh {product}",
                "jenis_produk": "import" if known == "import" else "lokal",
                "kbki_id": "2117603001",
                "nomor_tkdn": f"CONTOH/TKDN/{product}" if certified else None,
                "tkdn_produk": f"{18 + chance.randrange(6_400) / 100:.2f}" if certified else None,
                "nilai_bmp": None,
                "unit_pengukuran": "Buah",
            }


def told_package(buyer: Buyer, order: Order, state: str) -> Row | None:
    """The order as the export of data.inaproc.id tells it, with its domestic part; two of three are told."""
    chance = _random("inaproc", order.key)
    if chance.randrange(100) >= 66:
        return None
    share = weighted(chance, ((100, 84), (0, 9), (55, 7)))
    return {
        "Kode KLPD": buyer.government,
        "Nama Instansi": buyer.government_name.upper(),
        "Nama Satuan Kerja": f"{order.unit.name.upper()} - {order.unit.code}",
        "Kode Paket": order.key,
        "Kode RUP": None if order.plan_code is None else str(order.plan_code),
        "Tahun Anggaran": str(buyer.year),
        "Sumber Transaksi": "E-Katalog 6.0",
        "Sumber Dana": "APBD",
        "Nama Penyedia": titles.firm(order.vendor),
        "Metode Pengadaan": "E-Purchasing",
        "Jenis Pengadaan": order.package.kind,
        "Nama Paket": order.package.title,
        "Status Paket": state.replace("_", " "),
        "Total Nilai (Rp)": order.total,
        "Nilai PDN (Rp)": order.total * share // 100,
    }


def funding_lines(buyer: Buyer, item: Package) -> Iterator[Row]:
    """RUP-PaketAnggaran: one to three account lines that add up to the package's ceiling."""
    chance = _random("anggaran", item.code)
    parts = chance.randrange(1, 4)
    left = item.pagu
    for part in range(parts):
        pagu = left if part == parts - 1 else left * chance.randrange(30, 60) // 100
        left -= pagu
        yield {
            "tahun_anggaran": buyer.year,
            "kd_klpd": buyer.government,
            "nama_klpd": buyer.government_name,
            "kd_rup": item.code,
            "kd_kegiatan": 12_000_000 + item.code % 997,
            "kd_subkegiatan": 13_000_000 + item.code % 4_001,
            "kd_komponen": None,
            "pagu": pagu,
            "mak": f"{item.unit.code[:4]}.01.2.06.0002.5.1.02.01.01.{24 + part * 3:04d}",
            "sumber_dana": "APBD",
            "asal_dana": buyer.government,
            "tahun_anggaran_dana": buyer.year,
            "status_aktif_rup": item.active,
            "status_delete_rup": False,
            "status_umumkan_rup": "Terumumkan",
        }


def _random(purpose: str, what: object) -> Random:
    return Random(f"belanja-contoh/bukti/{purpose}/{what}")  # noqa: S311 - figures, not secrets
