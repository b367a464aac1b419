"""One report, four surfaces: every figure on the page, in the PDF, in the XLSX and behind the API is the same."""

import json
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from belanja.foundation import text
from belanja.journal.services import CONSOLE
from belanja.reporting import canonical, chapters, renderings, services
from belanja.reporting.chapters import model
from belanja.reporting.chapters.model import Kind, written
from belanja.reporting.models import Snapshot
from belanja.rules.duties import Role
from tests.affirmation.worlds import World
from tests.support.officers import WHY, sitting
from tests.support.reports import reviewed


@pytest.fixture
def issued(world: World) -> Snapshot:
    for quarter in (2, 3):
        draft = services.open_draft(government=world.government, year=2025, quarter=quarter, actor=CONSOLE)
        frozen = services.freeze(snapshot_id=draft.pk, government=world.government, actor=CONSOLE, without_round=WHY)
        services.issue(snapshot_id=reviewed(frozen).pk, government=world.government, actor=CONSOLE)
    return Snapshot.objects.get(quarter=3)


def tight(words: str) -> str:
    """Without blanks and break marks: lines are broken differently on every surface."""
    return re.sub(r"[\s\u200b\u00ad]+", "", words)


def words_of(html: str) -> str:
    return tight(unescape(re.sub(r"<[^>]+>", "", html)))


def every_cell(layout: chapters.Layout) -> list[tuple[model.Table, model.Column, model.Value]]:
    return [
        (table, column, value)
        for table in layout.tables
        for row in (*table.rows, *([table.total] if table.total else []))
        for column, value in zip(table.columns, row, strict=True)
    ]


def test_every_figure_is_the_same_on_all_four(client: Client, issued: Snapshot) -> None:
    base = f"/pemda/{issued.government.code}/laporan/2025/3/"
    page = words_of(client.get(base).content.decode())
    officer = sitting(issued.government, Role.APIP)
    desk = words_of(officer.get(f"/laporan/{issued.government.code}/{issued.pk}/").content.decode())
    api = client.get(f"/api/v1/reports/{issued.government.code}/2025/3/{issued.number}/report.json")
    assert canonical.digest(api.content) == issued.sha256
    assert api["ETag"] == f'"{issued.sha256}"'
    layout = chapters.layout(canonical.read(api.content))
    pdf = client.get(f"{base}versi/{issued.number}/report.pdf")
    paper = tight("".join(leaf.extract_text() for leaf in PdfReader(BytesIO(pdf.content)).pages))
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{base}versi/{issued.number}/report.xlsx").content))
    cells = every_cell(layout)
    assert len(cells) > 300
    for table, column, value in cells:
        shown = tight(written(value, column.kind))
        assert shown in page, (table.key, column.key, shown)
        assert shown in desk, (table.key, column.key, shown)
        assert shown in paper, (table.key, column.key, shown)
    for table in layout.tables:
        rows = book.get_sheet_by_name(table.sheet).to_python()
        wanted = [*table.rows, *([table.total] if table.total else [])]
        assert len(rows) == len(wanted) + 1, table.sheet
        for found, row in zip(rows[1:], wanted, strict=True):
            for column, value, cell in zip(table.columns, row, found, strict=False):
                assert same(cell, value, column.kind), (table.sheet, column.key, cell, value)


def same(cell: object, value: model.Value, kind: Kind) -> bool:
    """Whether a cell of a spreadsheet holds the value with its type."""
    if value is None:
        return cell == text.UNKNOWN
    if isinstance(value, datetime):
        return isinstance(cell, datetime) and cell == value.astimezone(text.WIB).replace(tzinfo=None, microsecond=0)
    if isinstance(value, date):
        return cell in (value, datetime(value.year, value.month, value.day)) or isinstance(cell, timedelta)
    if isinstance(value, str):
        return cell == value
    exact = Decimal(value) / 100 if kind is Kind.PERCENT else Decimal(value)
    return isinstance(cell, int | float) and Decimal(str(cell)) == exact


def test_the_boxes_of_the_first_page_are_the_same(client: Client, issued: Snapshot) -> None:
    document = canonical.read(issued.data)
    boxes = [box for chapter in chapters.layout(document).chapters for block in chapter.blocks
             if isinstance(block, model.Boxes) for box in block.boxes]  # fmt: skip
    one = sitting(issued.government, Role.PIMPINAN).get(f"/laporan/{issued.government.code}/{issued.pk}/satu-halaman/")
    page = words_of(client.get(f"/pemda/{issued.government.code}/laporan/2025/3/").content.decode())
    made = renderings.file_of(issued, renderings.PDF).data
    paper = tight("".join(leaf.extract_text() for leaf in PdfReader(BytesIO(made)).pages))
    assert boxes[0].value == "22,78%"
    for box in boxes:
        for surface in (page, words_of(one.content.decode()), paper):
            assert tight(box.value) in surface, box


def test_files_are_the_same_bytes_each_time_and_known_by_their_etag(client: Client, issued: Snapshot) -> None:
    for name in renderings.NAMES:
        address = f"/api/v1/reports/{issued.government.code}/2025/3/1/{name}"
        first = client.get(address)
        assert first.content == client.get(address).content, name
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(f"/api/v1/reports/{issued.government.code}/2025/3/1/report.txt").status_code == 404
    listed = client.get("/api/v1/reports", {"government": issued.government.code}).json()
    assert [(item["quarter"], item["sha256"] == issued.sha256) for item in listed["reports"]] == [(3, True), (2, False)]


def test_what_was_not_issued_is_not_public(client: Client, world: World) -> None:
    draft = services.open_draft(government=world.government, year=2025, quarter=3, actor=CONSOLE)
    services.freeze(snapshot_id=draft.pk, government=world.government, actor=CONSOLE, without_round=WHY)
    code = world.government.code
    assert client.get(f"/pemda/{code}/laporan/2025/3/").status_code == 404
    assert client.get(f"/api/v1/reports/{code}/2025/3/1/report.json").status_code == 404
    assert client.get("/api/v1/reports").json()["count"] == 0
    assert "Belum ada laporan yang diterbitkan" in client.get(f"/pemda/{code}/laporan/").content.decode()


def test_the_paper_is_archival_accessible_and_says_that_nobody_has_signed(world: World) -> None:
    draft = services.open_draft(government=world.government, year=2025, quarter=3, actor=CONSOLE)
    frozen = services.freeze(snapshot_id=draft.pk, government=world.government, actor=CONSOLE, without_round=WHY)
    made = renderings.file_of(frozen, renderings.PDF).data
    reader = PdfReader(BytesIO(made))
    metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfaid:part.{0,3}2", metadata)
    assert re.search(r"pdfuaid:part.{0,3}1", metadata)
    words = tight("".join(leaf.extract_text() for leaf in reader.pages))
    assert tight("onsep, belum diterbitkan dan belum ditandatangani") in words
    assert tight(f"Halaman {len(reader.pages)} dari {len(reader.pages)}") in words
    assert json.loads(renderings.file_of(frozen, renderings.JSON).data)["report"]["quarter"] == 3
