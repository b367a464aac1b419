"""Titles of packages and orders from a small grammar of invented, plausible parts."""

from random import Random

#: Kind of procurement, what is bought, in which etalase of the sample it lies (its number).
GOODS: tuple[tuple[str, str, int], ...] = (
    ("Barang", "Alat Tulis Kantor", 1),
    ("Barang", "Kertas dan Cover", 1),
    ("Barang", "Bahan Komputer dan Tinta Printer", 1),
    ("Barang", "Makanan dan Minuman Rapat", 2),
    ("Barang", "Nasi Kotak Kegiatan Sosialisasi", 2),
    ("Barang", "Gula Aren Lebak untuk Jamuan Tamu", 3),
    ("Barang", "Emping dan Keripik Pisang untuk Jamuan Tamu", 3),
    ("Barang", "Seragam Batik Lebak", 4),
    ("Barang", "Pakaian Dinas Harian", 4),
    ("Barang", "Pakaian Olahraga Pegawai", 4),
    ("Jasa Lainnya", "Jasa Kebersihan Kantor", 5),
    ("Jasa Lainnya", "Jasa Tenaga Keamanan", 6),
    ("Jasa Lainnya", "Sewa Kendaraan Dinas", 7),
    ("Jasa Lainnya", "Servis Berkala Kendaraan Dinas", 7),
    ("Jasa Lainnya", "Cetak Spanduk dan Buku Laporan", 8),
    ("Jasa Lainnya", "Publikasi Media Daring", 8),
    ("Jasa Lainnya", "Sewa Tenda dan Kursi", 9),
    ("Jasa Lainnya", "Penyelenggaraan Acara", 9),
    ("Barang", "Mebel Ruang Kerja", 10),
    ("Barang", "Meja dan Kursi Siswa", 10),
    ("Barang", "Laptop dan Printer", 11),
    ("Barang", "Perangkat Jaringan", 11),
    ("Barang", "Langganan Perangkat Lunak", 11),
    ("Barang", "Bahan Pokok Bantuan Sosial", 12),
    ("Barang", "Beras dan Lauk Pauk Panti", 12),
    ("Barang", "Obat dan Bahan Medis Habis Pakai", 13),
    ("Barang", "Alat Kesehatan", 13),
    ("Barang", "Reagen Laboratorium", 13),
    ("Barang", "Bibit Padi dan Jagung", 14),
    ("Barang", "Benih Ikan dan Pakan", 14),
    ("Barang", "Bibit Ternak Kambing", 14),
    ("Barang", "Buku Perpustakaan", 15),
    ("Barang", "Alat Peraga Pendidikan", 15),
    ("Barang", "Aspal Hotmix", 16),
    ("Barang", "Beton Siap Pakai", 16),
    ("Barang", "Lampu Penerangan Jalan", 16),
    ("Pekerjaan Konstruksi", "Pemeliharaan Berkala Jalan", 16),
    ("Pekerjaan Konstruksi", "Rehabilitasi Ruang Kelas", 16),
)
WORKS: tuple[tuple[str, str], ...] = (
    ("Pekerjaan Konstruksi", "Peningkatan Ruas Jalan Provinsi"),
    ("Pekerjaan Konstruksi", "Pembangunan Ruang Kelas Baru"),
    ("Pekerjaan Konstruksi", "Rehabilitasi Jaringan Irigasi"),
    ("Pekerjaan Konstruksi", "Rehabilitasi Gedung Kantor"),
    ("Jasa Konsultansi", "Pengawasan Teknis"),
    ("Jasa Konsultansi", "Penyusunan Kajian"),
    ("Jasa Konsultansi", "Perencanaan Teknis"),
    ("Jasa Lainnya", "Jasa Penunjang Kegiatan"),
)
#: Goods and services that units plan by tender or direct purchase, though most of them lie in the catalogue.
ELSEWHERE: tuple[tuple[str, str], ...] = (
    ("Barang", "Alat Tulis Kantor"),
    ("Barang", "Kertas dan Cover"),
    ("Barang", "Alat dan Bahan Kebersihan"),
    ("Barang", "Makanan dan Minuman Rapat"),
    ("Barang", "Mebel Ruang Kerja"),
    ("Barang", "Pakaian Dinas Lapangan"),
    ("Barang", "Bahan Medis Habis Pakai"),
    ("Jasa Lainnya", "Jasa Kebersihan Kantor"),
    ("Jasa Lainnya", "Cetak Spanduk dan Buku Laporan"),
    ("Jasa Lainnya", "Sewa Tenda dan Kursi"),
    ("Jasa Lainnya", "Servis Berkala Kendaraan Dinas"),
    ("Jasa Lainnya", "Sewa Gedung Pertemuan"),
    ("Barang", "Genset"),
)
SELF_MANAGED = (
    "Belanja Perjalanan Dinas Dalam Daerah",
    "Honorarium Narasumber",
    "Belanja Bimbingan Teknis",
    "Belanja Jasa Tenaga Administrasi",
    "Pendampingan Kelompok Masyarakat",
    "Belanja Makanan Kegiatan Lapangan",
    "Pelatihan Pelaku Usaha Mikro",
    "Operasional Kantor",
)
_OCCASIONS = (
    "Tahap I",
    "Tahap II",
    "Kegiatan Rutin",
    "Sub Kegiatan Pelayanan",
    "Kantor Pusat",
    "Wilayah Utara",
    "Wilayah Selatan",
    "Semester I",
    "Semester II",
    "Bidang Sekretariat",
    "Bidang Pembinaan",
    "Rapat Koordinasi",
)
ETALASE: tuple[tuple[int, str, str], ...] = (
    (1, "Alat Tulis Kantor", "Lokal"),
    (2, "Makanan dan Minuman", "Lokal"),
    (3, "Olahan Pangan Khas Banten", "Lokal"),
    (4, "Seragam Dinas dan Batik", "Lokal"),
    (5, "Jasa Kebersihan", "Lokal"),
    (6, "Jasa Keamanan", "Lokal"),
    (7, "Sewa dan Servis Kendaraan", "Lokal"),
    (8, "Percetakan dan Publikasi", "Lokal"),
    (9, "Jasa Penyelenggara Acara", "Lokal"),
    (10, "Mebel", "Lokal"),
    (11, "Perangkat Teknologi Informasi", "Nasional"),
    (12, "Bahan Pokok", "Lokal"),
    (13, "Alat Kesehatan", "Sektoral"),
    (14, "Bibit dan Hewan Ternak", "Lokal"),
    (15, "Buku dan Alat Peraga", "Sektoral"),
    (16, "Bahan Material dan Aspal", "Lokal"),
    (17, "Alat Musik Tradisional", "Lokal"),
    (18, "Alat Tulis Sekolah", "Lokal"),
)
_FIRM_FORMS = ("CV", "PT", "UD", "Koperasi")
_FIRM_WORDS = ("Karya", "Sinar", "Berkah", "Mitra", "Sumber", "Cipta", "Bina", "Jaya", "Tirta", "Surya")
_FIRM_PLACES = ("Surosowan", "Kalimaya", "Sawarna", "Ciujung", "Rawadano", "Cisadane", "Pulosari", "Akarsari")


def goods(chance: Random) -> tuple[str, str, int]:
    """Kind, title and etalase of a package bought by catalogue."""
    kind, what, etalase = GOODS[chance.randrange(len(GOODS))]
    return kind, f"Belanja {what} {_occasion(chance)}", etalase


def works(chance: Random) -> tuple[str, str]:
    """Kind and title of a package bought by another method."""
    kind, what = WORKS[chance.randrange(len(WORKS))]
    return kind, f"{what} {_occasion(chance)}"


def elsewhere(chance: Random) -> tuple[str, str]:
    """Kind and title of goods or a service bought by another method."""
    kind, what = ELSEWHERE[chance.randrange(len(ELSEWHERE))]
    return kind, f"Belanja {what} {_occasion(chance)}"


def is_elsewhere(title: str) -> bool:
    """Whether goods or a service bought by another method are called so."""
    return any(title.startswith(f"Belanja {what} ") for _kind, what in ELSEWHERE)


def self_managed(chance: Random) -> str:
    return f"{SELF_MANAGED[chance.randrange(len(SELF_MANAGED))]} {_occasion(chance)}"


def firm(number: int) -> str:
    """An invented firm, marked as such; the same number is always the same firm."""
    form = _FIRM_FORMS[number % 4]
    word = _FIRM_WORDS[number // 4 % 10]
    place = _FIRM_PLACES[number // 40 % 8]
    return f"{form} {word} {place} (contoh)"


def _occasion(chance: Random) -> str:
    return _OCCASIONS[chance.randrange(len(_OCCASIONS))]
