"""ITKP, TKDN and completeness of the RUP: what can be told of them from procurement data."""

from collections.abc import Iterator
from decimal import Decimal

from belanja.foundation import text
from belanja.reporting.canonical import Plain

from .model import Chapter, Column, Kind, Paragraph, Table, Value
from .read import exact


def chapters(document: Plain) -> Iterator[Chapter]:
    """One chapter of two tables."""
    itkp = document["itkp"]
    yield Chapter(
        key="itkp",
        title="Tata kelola pengadaan (ITKP), TKDN, dan kelengkapan RUP",
        blocks=(Paragraph(_words(itkp)), _components(itkp), _measures(itkp)),
    )


def _words(itkp: Plain) -> str:
    weight = text.number(Decimal(itkp["computed_weight"]))
    if itkp["points"] is not None:
        said = f"Komponen ITKP yang dapat dihitung bernilai {_points(itkp['points'])} dari {weight} poin."
    else:
        said = (
            f"Komponen ITKP yang diketahui bernilai {_points(itkp['known_points'])}; jumlah dari {weight} poin belum "
            "diketahui karena ada komponen yang datanya belum lengkap."
        )
    return f"{said} Ukuran dalam bab ini menurut data terakhir untuk tahun anggaran ini, tanpa batas waktu."


def _points(written: str) -> str:
    return text.number(Decimal(written), 2)


def _components(itkp: Plain) -> Table:
    rows: list[tuple[Value, ...]] = [
        (item["label"], exact(item["value"]), exact(item["most"]), item["because"]) for item in itkp["components"]
    ]
    rows += [(item["label"], "tidak dihitung", exact(item["weight"]), item["because"]) for item in itkp["not_computed"]]
    return Table(
        key="itkp",
        title="Komponen ITKP",
        sheet="ITKP",
        columns=(
            Column("komponen", "Komponen", weight=30),
            Column("nilai", "Nilai", Kind.NUMBER, 12, "poin"),
            Column("bobot", "Paling banyak", Kind.NUMBER, 12, "poin"),
            Column("sebab", "Keterangan", weight=46),
        ),
        rows=tuple(rows),
    )


def _measures(itkp: Plain) -> Table:
    return Table(
        key="ukuran",
        title="TKDN tertimbang dan kelengkapan RUP",
        sheet="TKDN dan RUP",
        columns=(
            Column("ukuran", "Ukuran", weight=22),
            Column("nilai", "Nilai", Kind.PERCENT, 12),
            Column("definisi", "Definisi", weight=40),
            Column("sebab", "Keterangan", weight=26),
        ),
        rows=tuple(
            (item["label"], exact(item["value"]), item["definition"], item["because"])
            for item in (itkp["tkdn"], itkp["completeness"])
        ),
    )
