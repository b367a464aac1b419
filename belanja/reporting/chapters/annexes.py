"""Lampiran: the same orders under other definitions, and what is not known."""

from collections.abc import Iterator

from belanja.reporting.canonical import Plain

from .model import Chapter, Column, Kind, Paragraph, Table
from .read import exact

#: What the sheets of a workbook call the shares; their names have little room.
_SHORT = {
    "epurchasing": "e-Purchasing",
    "umkk.rup": "UMKK RUP",
    "umkk.bukti": "UMKK bukti",
    "pdn.rup": "PDN RUP",
    "pdn.bukti": "PDN bukti",
}


def chapters(document: Plain) -> Iterator[Chapter]:
    """Sensitivity, then who owes what."""
    yield Chapter(
        key="sensitivitas",
        title="Porsi menurut definisi lain",
        blocks=(
            Paragraph(
                "Pesanan yang sama memberi porsi yang berbeda menurut pembilang dan penyebut yang dipilih. Laporan ini "
                "memakai definisi yang ditandai."
            ),
            *(_sensitivity(document, key, name) for key, name in _parts(document)),
        ),
        annex=True,
    )
    yield Chapter(
        key="belum-diketahui",
        title="Yang belum diketahui dan yang melengkapinya",
        blocks=(
            _unknowns(document)
            if document["unknowns"]
            else Paragraph("Porsi semua Perangkat Daerah diketahui pada periode ini."),
        ),
        annex=True,
    )


def _parts(document: Plain) -> list[tuple[str, str]]:
    """Headline shares with their short names, in the order of the report."""
    return [(item["key"], item["label"].removeprefix("Porsi ")) for item in document["provincial"]]


def _sensitivity(document: Plain, key: str, name: str) -> Table:
    return Table(
        key=f"sensitivitas-{key.replace('.', '-')}",
        title=f"Porsi {name} menurut setiap pembilang dan penyebut",
        sheet=f"Sensitivitas {_SHORT.get(key, key)}",
        columns=(
            Column("pembilang", "Pembilang", weight=16),
            Column("penyebut", "Penyebut", weight=24),
            Column("nilai", "Nilai pembilang", Kind.RUPIAH, 20),
            Column("dasar", "Nilai penyebut", Kind.RUPIAH, 20),
            Column("porsi", "Porsi", Kind.PERCENT, 12),
            Column("tertinggi", "Tertinggi", Kind.PERCENT, 9, "bila rentang"),
            Column("unit", "Unit diketahui", Kind.COUNT, 10),
            Column("tercapai", "Unit tercapai", Kind.COUNT, 10),
            Column("dipakai", "Dipakai", weight=12),
        ),
        rows=tuple(
            (
                item["numerator_label"],
                item["denominator_label"],
                exact(item["numerator"]),
                exact(item["denominator"]),
                exact(item["share_low_percent"]),
                exact(item["share_high_percent"])
                if item["share_percent"] is None and item["share_high_percent"]
                else "",
                item["units_known"],
                item["units_reached"],
                "laporan ini" if item["own"] else "",
            )
            for item in document["sensitivity"]
            if item["key"] == key
        ),
        note="Kolom porsi memuat yang terendah bila sebagian nilai belum terklasifikasi.",
        wide=True,
    )


def _unknowns(document: Plain) -> Table:
    return Table(
        key="belum-diketahui",
        title="Perangkat Daerah yang porsinya belum diketahui",
        sheet="Belum diketahui",
        columns=(
            Column("nama", "Perangkat Daerah", weight=24),
            Column("sebab", "Sebab", weight=34),
            Column("pihak", "Yang melengkapi", weight=18),
            Column("dokumen", "Dokumen", weight=22),
            Column("kontrak", "Kontrak tercatat", Kind.RUPIAH, 16),
        ),
        rows=tuple(
            (
                item["name"],
                ". ".join([item["sentence"], *item["details"]]),
                item["owner"],
                item["document"],
                exact(item["numerator"]),
            )
            for item in document["unknowns"]
        ),
        wide=True,
    )
