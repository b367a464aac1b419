"""Legal bases that the rules of a new installation cite. `confidence`: H text read, M second source, L uncertain."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class LegalBasisSeed:
    slug: str
    kind: str
    number: str
    signed_on: date | None
    subject: str
    addressees: str
    signatory: str
    confidence: str
    note: str = ""
    government: str = ""


SEEDS: tuple[LegalBasisSeed, ...] = (
    LegalBasisSeed(
        "se-banten-027-1181-2023",
        "Surat Edaran",
        "027/1181-BPBJ/2023",
        date(2023, 3, 31),
        "Afirmasi Belanja Produk Dalam Negeri dan Produk Usaha Mikro, Kecil dan Koperasi melalui E-Purchasing "
        "di lingkungan Pemerintah Provinsi Banten",
        "Seluruh Perangkat Daerah Provinsi Banten",
        "Plh. Sekretaris Daerah",
        "H",
        "Dikenal dari pemberitaan; pembilang, penyebut dan periode laporan tidak disebut, sehingga definisinya "
        "dipilih dan dicatat di sini.",
        "D43",
    ),
    LegalBasisSeed(
        "inpres-2-2022",
        "Instruksi Presiden",
        "2 Tahun 2022",
        date(2022, 3, 30),
        "Percepatan Peningkatan Penggunaan Produk Dalam Negeri dan Produk Usaha Mikro, Usaha Kecil, dan Koperasi "
        "dalam rangka Menyukseskan Gerakan Nasional Bangga Buatan Indonesia pada Pelaksanaan Pengadaan "
        "Barang/Jasa Pemerintah",
        "Menteri, kepala lembaga, gubernur, bupati dan wali kota",
        "Presiden",
        "H",
    ),
    LegalBasisSeed(
        "perpres-16-2018",
        "Peraturan Presiden",
        "16 Tahun 2018 jo. 12 Tahun 2021 jo. 46 Tahun 2025",
        date(2018, 3, 16),
        "Pengadaan Barang/Jasa Pemerintah",
        "Seluruh pelaku pengadaan",
        "Presiden",
        "H",
    ),
    LegalBasisSeed(
        "permenperin-35-2025",
        "Peraturan Menteri Perindustrian",
        "35 Tahun 2025",
        None,
        "Ketentuan dan tata cara penghitungan TKDN dan BMP",
        "Pelaku usaha industri",
        "Menteri Perindustrian",
        "M",
    ),
    LegalBasisSeed(
        "se-lkpp-8-2023",
        "Surat Edaran Kepala LKPP",
        "8 Tahun 2023",
        None,
        "Target 95 persen belanja APBN dan APBD untuk produk dalam negeri tahun 2023",
        "Kementerian, lembaga, dan pemerintah daerah",
        "Kepala LKPP",
        "H",
        "Naskahnya menyebut tahun 2023 saja. Inpres 2/2022 sendiri tidak menyebut 95 persen. Untuk tahun lain angka "
        "ini dipakai sebagai pembanding sampai ada dasar yang baru.",
    ),
    LegalBasisSeed(
        "itkp-lkpp",
        "Indeks LKPP",
        "ITKP",
        None,
        "Indeks Tata Kelola Pengadaan: pemanfaatan sistem pengadaan 30, kualifikasi SDM 30, kematangan UKPBJ 40",
        "Kementerian, lembaga, dan pemerintah daerah",
        "LKPP",
        "M",
        "Bobot dan ambang menurut rumus yang dipakai pemantau daerah; naskah pedomannya tidak dibaca.",
    ),
    LegalBasisSeed(
        "kepka-lkpp-122-2022",
        "Keputusan Kepala LKPP",
        "122 Tahun 2022",
        None,
        "Tata cara penyelenggaraan katalog elektronik; huruf H memuat jenjang sanksi penyedia",
        "Pelaku katalog elektronik",
        "Kepala LKPP",
        "M",
        "Jenjang sanksi dikenal dari kutipan; naskahnya tidak dibaca.",
    ),
    LegalBasisSeed(
        "uu-30-2014",
        "Undang-Undang",
        "30 Tahun 2014",
        date(2014, 10, 17),
        "Administrasi Pemerintahan; Pasal 75 sampai 78 tentang keberatan dan banding administratif",
        "Badan dan pejabat pemerintahan",
        "Presiden",
        "M",
        "Tenggat keberatan dikenal dari sumber kedua; mintalah Biro Hukum memastikannya.",
    ),
    LegalBasisSeed(
        "kepka-lkpp-177-2024",
        "Keputusan Kepala LKPP",
        "177 Tahun 2024",
        None,
        "Penyelenggaraan Katalog Elektronik (v6)",
        "Pelaku katalog elektronik",
        "Kepala LKPP",
        "M",
    ),
    LegalBasisSeed(
        "belanja-kebijakan-data",
        "Kebijakan data",
        "1",
        None,
        "Kewajaran nilai dan kelengkapan tarikan data, pilihan awal definisi",
        "Pengguna Belanja",
        "Pengelola instalasi",
        "L",
        "Bukan peraturan: pilihan awal aplikasi ini, dapat diganti daerah dengan baris baru.",
    ),
)
