"""Sheets for tests: a firm's own downloaded one with cells filled in, and plain ones of strangers."""

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from belanja.documents.xlsx import Plain
from belanja.exchange import downloads, jobs, services
from belanja.exchange.models import Upload
from tests.support.listings import Shop

GOOD: dict[str, object] = {
    "Nama produk *": "Kertas HVS A4 70 g",
    "Merek": "Rinjani",
    "Uraian": "Kertas putih untuk fotokopi, isi 500 lembar.",
    "Satuan jual *": "rim",
    "Isi satu satuan jual *": 500,
    "Satuan isi *": "lembar",
    "Ukuran *": "A4",
    "Gramatur (g) *": 70,
    "Asal barang *": "Dalam negeri",
    "Jenis usaha untuk produk ini *": "Pengecer",
    "Tempat pembuatan": "Kota Serang",
    "Harga satu satuan jual *": 48000,
    "Dasar pajak harga *": "termasuk PPN",
    "Tarif PPN": 11,
    "Stok": 40,
    "Waktu kirim (hari)": 2,
    "Wilayah jual *": "semua",
    "Aturan ongkos kirim *": "Ongkos kirim sudah termasuk",
}


def book(rows: Sequence[Sequence[object]]) -> bytes:
    """Rows as a workbook, whatever is in them; text is never a formula."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        target, {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    )
    sheet = workbook.add_worksheet("Barang", worksheet_class=Plain)
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for line, row in enumerate(rows):
        for place, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, bool | int | float | Decimal | str):
                sheet.write(line, place, value)
            else:
                sheet.write_datetime(line, place, value, day)
    workbook.close()
    return target.getvalue()


def cells(content: bytes, sheet: str = "Barang") -> list[list[Any]]:
    """What stands in a workbook."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()


def template(shop: Shop) -> bytes:
    """What the firm downloads for its etalase today."""
    return downloads.template(
        firm_id=shop.firm.pk, government_id=shop.government.pk, etalase_id=shop.etalase.pk, actor=shop.owner
    ).content


def filled(
    content: bytes, *, changes: Mapping[tuple[int, str], object] = {}, new: Sequence[Mapping[str, object]] = ()
) -> bytes:
    """A downloaded sheet as a person saves it: some cells changed ((line, heading) -> value), rows added."""
    rows = cells(content)
    heads = rows[0]
    for (line, heading), value in changes.items():
        rows[line - 1][heads.index(heading)] = value
    for row in new:
        assert set(row) <= set(heads), set(row) - set(heads)
        rows.append([row.get(heading, "") for heading in heads])
    return book(rows)


def sent(shop: Shop, content: bytes, name: str = "barang.xlsx") -> Upload:
    """An upload, read by the work process."""
    upload = services.receive_sheet(
        firm_id=shop.firm.pk,
        government_id=shop.government.pk,
        etalase_id=shop.etalase.pk,
        file_name=name,
        content=content,
        actor=shop.owner,
    )
    return worked(upload)


def worked(upload: Upload) -> Upload:
    """The upload after the work process has done what there was to do."""
    while jobs.step():
        pass
    return Upload.objects.get(pk=upload.pk)


def applied(shop: Shop, upload: Upload, *, submits: bool = False) -> Upload:
    return worked(services.apply_sheet(upload_id=upload.pk, submits=submits, actor=shop.owner))
