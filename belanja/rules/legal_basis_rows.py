"""The shape of a legal basis, and those by which APIP asks: laws and, said to be none, studies.
`rules.legal_bases` holds the others and hands out all."""

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


OVERSIGHT: tuple[LegalBasisSeed, ...] = (
    LegalBasisSeed(
        "pp-60-2008",
        "Peraturan Pemerintah",
        "60 Tahun 2008",
        date(2008, 8, 28),
        "Sistem Pengendalian Intern Pemerintah; pengawasan oleh APIP",
        "Instansi pemerintah",
        "Presiden",
        "M",
    ),
    LegalBasisSeed(
        "pp-7-2021",
        "Peraturan Pemerintah",
        "7 Tahun 2021",
        date(2021, 2, 2),
        "Kemudahan, Pelindungan, dan Pemberdayaan Koperasi dan UMKM; Pasal 35 tentang skala usaha",
        "Koperasi dan usaha mikro, kecil, menengah",
        "Presiden",
        "H",
    ),
    LegalBasisSeed(
        "uu-5-1999",
        "Undang-Undang",
        "5 Tahun 1999",
        date(1999, 3, 5),
        "Larangan Praktek Monopoli dan Persaingan Usaha Tidak Sehat; Pasal 22 tentang persekongkolan",
        "Pelaku usaha",
        "Presiden",
        "M",
    ),
    LegalBasisSeed(
        "kajian-stranas-pk",
        "Kajian",
        "Stranas PK 2024",
        None,
        "Pola pembelian lewat katalog elektronik yang perlu dilihat (e-audit katalog)",
        "APIP",
        "Strategi Nasional Pencegahan Korupsi",
        "M",
        "Bukan peraturan: dikenal dari pemberitaan tahun 2024.",
    ),
    LegalBasisSeed(
        "kajian-e-audit",
        "Kajian",
        "E-audit katalog, jurnal ASOSAI dan LKPP",
        None,
        "Anomali transaksi katalog: penyedia berulang, transaksi kilat, barang baru, harga digeser",
        "Pemeriksa",
        "Pemeriksa BPK; LKPP",
        "M",
        "Bukan peraturan. Anomali bukan bukti: memicu pengujian dan tanggapan.",
    ),
    LegalBasisSeed(
        "kajian-ocp",
        "Kajian",
        "Tanda bahaya pengadaan, Open Contracting Partnership",
        None,
        "Daftar tanda bahaya pengadaan dan cara menghitungnya",
        "Pemeriksa dan pemantau",
        "Open Contracting Partnership",
        "M",
        "Bukan peraturan.",
    ),
    LegalBasisSeed(
        "kajian-cardinal",
        "Kajian",
        "Cardinal, indikator R003 sampai R058",
        None,
        "Rumus terbuka tanda bahaya pengadaan",
        "Pemeriksa dan pemantau",
        "Open Contracting Partnership",
        "M",
        "Bukan peraturan.",
    ),
    LegalBasisSeed(
        "kajian-gti",
        "Kajian",
        "Indikator integritas pengadaan, Government Transparency Institute",
        None,
        "Pangsa pemasok, nilai tepat di bawah batas, keterlambatan",
        "Pemeriksa dan pemantau",
        "Government Transparency Institute",
        "M",
        "Bukan peraturan.",
    ),
)
