"""Invented figures for the gallery: institutions are real, every number is made up and marked as such."""

from decimal import Decimal

from belanja.documents.charts.choropleth import RegionMap, RegionShare
from belanja.documents.charts.cumulative import CumulativeYear
from belanja.documents.charts.ranked import RankedShares, ShareRow
from belanja.foundation import text
from belanja.web.pieces import Account, Choice, Chrome, Link

TARGET = Decimal(30)

CHROME = Chrome(
    government="Pemerintah Provinsi Banten",
    home_url="/",
    example=True,
    navigation=[
        Link(label="Ringkasan", href="/"),
        Link(label="Perangkat Daerah", href="/#pd"),
        Link(label="Impor data", href="/#impor"),
        Link(label="Definisi", href="/#definisi"),
        Link(label="Galeri", href="/galeri", current=True),
    ],
    account=Account(
        name="Nama Contoh",
        roles=[
            Choice(value="apip", label="Inspektorat (APIP)", chosen=True),
            Choice(value="pbj", label="Biro PBJ"),
        ],
        role_switch_url="/galeri",
        sign_out_url="/galeri",
    ),
    footer=[
        Link(label="Definisi angka", href="#definisi"),
        Link(label="Tentang Belanja", href="#tentang"),
        Link(label="Data terbuka", href="#data"),
    ],
    languages=[Choice(value="id", label="ID", chosen=True), Choice(value="en", label="EN")],
    language_url="/galeri",
    here="/galeri",
    printed="dicetak 3 Oktober 2026 dari belanja.contoh.go.id",
)

_UNITS: list[tuple[str, str | None, str]] = [
    ("Dinas Pendidikan dan Kebudayaan", "34.12", ""),
    ("Dinas Kesehatan", "31.05", ""),
    ("Sekretariat Dewan Perwakilan Rakyat Daerah", "112.40", ""),
    ("Dinas Pekerjaan Umum dan Penataan Ruang", "8.77", ""),
    ("Dinas Perumahan Rakyat dan Kawasan Permukiman", "12.94", ""),
    ("Badan Pendapatan Daerah", "29.96", ""),
    ("Dinas Komunikasi, Informatika, Statistik dan Persandian", "27.30", ""),
    (
        "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Kependudukan dan Keluarga Berencana",
        "19.08",
        "",
    ),
    ("Dinas Perhubungan", "3.41", ""),
    ("Rumah Sakit Umum Daerah Malingping", None, "anggaran belum ada"),
    ("Biro Umum", None, "dua anggaran berbeda"),
    ("Dinas Kelautan dan Perikanan", "0.62", ""),
]


def ranking() -> RankedShares:
    rows = [
        ShareRow(
            name=name,
            share=Decimal(share) if share else None,
            reason=reason,
            href=f"#pd-{number}",
        )
        for number, (name, share, reason) in enumerate(_UNITS, start=1)
    ]
    return RankedShares(key="peringkat", title="Porsi e-Purchasing per perangkat daerah", rows=rows, target=TARGET)


def year() -> CumulativeYear:
    billions = ["11.20", "24.75", "61.30", "98.40", "131.90", "204.10", "236.55", "289.68", "421.07"]
    return CumulativeYear(
        key="tahun",
        title="Nilai kontrak e-Purchasing kumulatif 2026",
        year=2026,
        by_month=[Decimal(amount) * 10**9 for amount in billions],
        denominator=Decimal("2469300268019"),
        target=TARGET,
    )


def year_ahead() -> CumulativeYear:
    billions = ["40.00", "95.50", "170.25", "260.00", "390.00"]
    return CumulativeYear(
        key="unggul",
        title="Nilai kontrak e-Purchasing kumulatif 2026, Dinas Kesehatan",
        year=2026,
        by_month=[Decimal(amount) * 10**9 for amount in billions],
        denominator=Decimal("1200000000000"),
        target=TARGET,
    )


def regions() -> RegionMap:
    shares = {
        "36.01": "7.68",
        "36.02": "14.20",
        "36.03": "33.51",
        "36.04": "22.45",
        "36.71": "41.90",
        "36.72": None,
        "36.73": "25.88",
        "36.74": "36.02",
    }
    rows = [
        RegionShare(
            code=code,
            share=Decimal(share) if share else None,
            reason="" if share else "data belum diterima",
            href=f"#wilayah-{code}",
        )
        for code, share in shares.items()
    ]
    return RegionMap(key="peta", title="Porsi e-Purchasing kabupaten dan kota", regions=rows, target=TARGET)


def unit_amounts() -> list[tuple[str, Decimal | None, Decimal | None, str]]:
    """Unit, numerator, denominator (rupiah; `None` when unknown) and reason, made from the shares above."""
    out: list[tuple[str, Decimal | None, Decimal | None, str]] = []
    for position, (name, share, reason) in enumerate(_UNITS, start=1):
        base = Decimal(18_734_512_000) * position + Decimal("1234567.50")
        if share is None:
            out.append((name, Decimal(412_000_000), None, reason))
        else:
            out.append((name, text.round_half_up(base * Decimal(share) / 100, 0), base, ""))
    return out
