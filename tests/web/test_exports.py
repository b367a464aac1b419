"""Every table of every page can be taken along whole, as CSV and as XLSX, and nothing in it runs."""

import csv
import io
import re
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from belanja.documents.sheets import Kind
from belanja.rules.duties import Role
from belanja.web.exports import sheet_of
from belanja.web.officer import lists
from belanja.web.pieces import Cell, Column, Row, ShareBar, Standing, StatusTag, Table
from tests.support.officers import Example, load, sitting
from tests.web.leader.test_permission_matrix import addresses

HREF = re.compile(r'href="([^"]*[?&]unduh=[^"]+)"')


def body(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert "attachment" in answer["Content-Disposition"]
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def rows_of(client: Client, address: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body(client, address).decode("utf-8-sig"))))


def check(client: Client, address: str) -> int:
    """Every file that a page offers can be had; both forms hold as many rows; what is personal (marked so on its table)
    leaves as no file. Returns how many tables there were."""
    answer = client.get(address)
    if not answer["Content-Type"].startswith("text/html"):
        return 0
    page = answer.content.decode()
    offered = [unescape(href) for href in HREF.findall(page)]
    shown = len(re.findall(r'class="ledger" data-table="[^"]+"(?:(?!</table>).)*<tbody>', page, re.DOTALL))
    assert len(offered) == 2 * shown, address
    for href in offered:
        if href.endswith(".xlsx"):
            continue
        rows = rows_of(client, href)
        book = CalamineWorkbook.from_filelike(io.BytesIO(body(client, href[: -len("csv")] + "xlsx")))
        name = book.sheet_names[0]
        sheet = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        assert book.sheet_names[-1] == "Sumber"
        assert len(rows[0]) == len(sheet[0]), href
        assert len(rows) > 1, href
        assert len(sheet) - len(rows) in (0, 1), href  # the totals line is in XLSX only
    return shown


@pytest.fixture
def example(db: None, tmp_path: Path) -> Example:
    return load(tmp_path)


@pytest.mark.parametrize("role", [Role.BIRO_PBJ, Role.APIP, Role.ADMIN, Role.KEPALA_BIRO_PBJ])
def test_every_table_an_officer_sees(example: Example, role: Role) -> None:
    client = sitting(example.government, role)
    pages = [*addresses(example).values(), reverse("leader:desk")]
    found = [check(client, address) for address in pages if client.get(address).status_code == 200]
    assert sum(found) > 3


def test_a_list_of_several_pages_is_whole(example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists.page_of, "__kwdefaults__", {"per_page": 1, "streams": False})
    client = sitting(example.government, Role.APIP)
    for name, key in (
        ("manager:pulls", "tarikan"),
        ("inspector:journal", "jurnal"),
        ("manager:held_items", "keputusan"),
    ):
        address = reverse(name, args=[example.government.code])
        page = client.get(address).content.decode()
        number = re.search(r"dari (\d+)", page)
        assert number
        assert len(rows_of(client, f"{address}?unduh={key}.csv")) == int(number[1]) + 1


def test_a_table_that_is_not_there_is_not_found(example: Example) -> None:
    client = sitting(example.government, Role.APIP)
    address = reverse("manager:pulls", args=[example.government.code])
    for wanted in ("lain.csv", "tarikan.exe", "tarikan", ".csv", "tarikan.csv.csv"):
        assert client.get(address, {"unduh": wanted}).status_code == 404


def test_a_stranger_gets_no_file(example: Example) -> None:
    address = reverse("manager:pulls", args=[example.government.code])
    assert Client().get(address, {"unduh": "tarikan.csv"}).status_code == 302
    assert sitting(example.government, Role.PA).get(address, {"unduh": "tarikan.csv"}).status_code == 404


def test_what_a_page_shows_becomes_data_again() -> None:
    table = Table(
        key="t",
        caption="Contoh",
        columns=[
            Column(key="nama", label="Nama"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
            Column(key="porsi", label="Porsi", numeric=True),
            Column(key="baris", label="Baris", numeric=True),
            Column(key="hari", label="Hari"),
            Column(key="kode", label="Kode"),
            Column(key="tanda", label="Kedudukan"),
            Column(key="kosong", label="Kosong"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text="Dinas A", sub="1.01"),
                    "−Rp1.234.567,50",
                    "25,88%",
                    "1.234",
                    "31 Maret 2026",
                    "1.234",
                    Cell(piece=StatusTag(standing=Standing.HELD, word="menunggu")),
                    "",
                ]
            ),
            Row(
                cells=[
                    "=1+1",
                    Cell(text="belum diketahui", words=True),
                    Cell(piece=ShareBar(share=Decimal("30"), target=Decimal(30), standing=Standing.REACHED)),
                    "",
                    "",
                    "x",
                    "",
                    "",
                ]
            ),
        ],
        total=["Jumlah", "Rp5", "", "", "", "", "", ""],
    )
    sheet = sheet_of(table)
    assert [(field.key, field.kind) for field in sheet.fields] == [
        ("nama", Kind.TEXT),
        ("nama_rincian", Kind.TEXT),
        ("nilai", Kind.MONEY),
        ("porsi", Kind.PERCENT),
        ("baris", Kind.COUNT),
        ("hari", Kind.DAY),
        ("kode", Kind.TEXT),
        ("tanda", Kind.TEXT),
    ]
    assert list(sheet.rows()) == [
        ("Dinas A", "1.01", Decimal("-1234567.50"), Decimal("25.88"), 1234, date(2026, 3, 31), "1.234", "menunggu"),
        ("=1+1", None, "belum diketahui", Decimal("30.00"), None, None, "x", None),
    ]
    assert sheet.total == ["Jumlah", None, Decimal(5), None, None, None, None, None]
