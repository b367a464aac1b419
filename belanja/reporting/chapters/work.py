"""Yang dapat memperbaiki angka: kinds of work that wait, in rupiah."""

from collections.abc import Iterator

from belanja.reporting.canonical import Plain

from .model import Chapter, Column, Kind, Paragraph, Table
from .read import exact


def chapters(document: Plain) -> Iterator[Chapter]:
    """One table; nothing where nothing waits."""
    if not document["worklists"]:
        return
    yield Chapter(
        key="perbaikan",
        title="Yang dapat memperbaiki angka",
        blocks=(
            Paragraph(
                "Pekerjaan berikut menunggu pada saat angka dihitung. Nilainya tidak dijumlahkan, karena satu pesanan "
                "dapat masuk beberapa pekerjaan."
            ),
            Table(
                key="pekerjaan",
                title="Pekerjaan yang menunggu",
                sheet="Perbaikan",
                columns=(
                    Column("jenis", "Pekerjaan", weight=20),
                    Column("tindakan", "Tindakan", weight=34),
                    Column("pihak", "Pihak", weight=14),
                    Column("jumlah", "Jumlah", Kind.COUNT, 8),
                    Column("nilai", "Nilai", Kind.RUPIAH, 18),
                    Column("ukuran", "Nilai itu adalah", weight=20),
                ),
                rows=tuple(
                    (item["label"], item["todo"], item["owner"], item["count"], exact(item["amount"]), item["measure"])
                    for item in document["worklists"]
                ),
            ),
        ),
    )
