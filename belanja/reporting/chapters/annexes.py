"""Lampiran: the same orders under other definitions, and what is not known."""

from collections.abc import Iterator

from belanja.reporting.canonical import Plain

from .model import Chapter, Column, Kind, Paragraph, Table
from .read import exact


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
            _sensitivity(document),
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


def _sensitivity(document: Plain) -> Table:
    return Table(
        key="sensitivitas",
        title="Porsi e-Purchasing menurut setiap pembilang dan penyebut",
        sheet="Sensitivitas",
        columns=(
            Column("pembilang", "Pembilang", weight=16),
            Column("penyebut", "Penyebut", weight=24),
            Column("nilai", "Nilai pembilang", Kind.RUPIAH, 20),
            Column("dasar", "Nilai penyebut", Kind.RUPIAH, 20),
            Column("porsi", "Porsi", Kind.PERCENT, 12),
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
                exact(item["share_percent"]),
                item["units_known"],
                item["units_reached"],
                "laporan ini" if item["own"] else "",
            )
            for item in document["sensitivity"]
        ),
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
