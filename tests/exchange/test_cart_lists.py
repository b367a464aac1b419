"""Lists of goods as sheets: any columns, headings learnt, every row told, nothing put in before it is said."""

import io

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from belanja.exchange import cart_lists
from belanja.exchange.carried_lists import Listed
from belanja.purchasing.services import package_lines
from belanja.rules.buying.lists import Meaning
from belanja.rules.decisions import RuleBroken
from tests.purchasing.world import Office, office

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Office:
    return office()


def _sheet(*rows: list[object]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet()
    for place, row in enumerate(rows):
        page.write_row(place, 0, row)
    book.close()
    return target.getvalue()


def test_a_sheet_with_columns_of_its_own_is_read_and_told_row_by_row(of: Office) -> None:
    content = _sheet(
        ["Ruang", "Kode barang", "Banyaknya", "Keterangan"], ["A", of.offer.pk, 3, "tebal"], ["B", 999_999, 2, ""],
        ["C", of.offer.pk, "banyak", ""], ["D", "", "", ""],
    )  # fmt: skip
    listed = cart_lists.LIST.carried(cart_lists.LIST.read("daftar.xlsx", content).text)
    given = cart_lists.meanings(of.government.pk, listed)
    assert list(given.values()) == [Meaning.IGNORED, Meaning.NUMBER, Meaning.QUANTITY, Meaning.NOTE]
    package = of.package(quantity="1")
    rows = cart_lists.rows_of(listed, given)
    seen = package_lines.tried(package_id=package.pk, version=package.version, rows=rows, actor=of.pp)
    assert (seen.count, [one.row for one in seen.refused]) == (1, [3, 4])
    assert package.lines.get().quantity == 1
    done = package_lines.add_listed(package_id=package.pk, version=package.version, rows=rows, actor=of.pp)
    assert [one.why for one in done.refused] == [one.why for one in seen.refused]
    assert (package.lines.get().quantity, package.lines.get().note) == (4, "tebal")


def test_what_was_explained_is_remembered_for_the_government(of: Office) -> None:
    listed = cart_lists.LIST.read("x.xlsx", _sheet(["Apa", "Berapa"], ["1", "2"]))
    with pytest.raises(RuleBroken):
        cart_lists.rows_of(listed, cart_lists.meanings(of.government.pk, listed))
    told = {"Apa": Meaning.NUMBER, "Berapa": Meaning.QUANTITY}
    cart_lists.explain(of.government, told, of.pp)
    assert cart_lists.meanings(of.government.pk, listed) == told


def test_the_empty_sheet_is_read_back_under_its_own_headings(of: Office) -> None:
    names = CalamineWorkbook.from_filelike(io.BytesIO(cart_lists.empty().content)).get_sheet_by_name("Daftar")
    head = [str(one) for one in names.to_python()[0]]
    listed = Listed(head, [["1"] * len(head)])
    assert list(cart_lists.meanings(of.government.pk, listed).values()) == [
        Meaning.NUMBER, Meaning.QUANTITY, Meaning.NOTE,
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["a;b\n1;2\r3", "", "a;b", "a;b\n1"])
def test_what_no_page_carried_along_is_refused_in_words(text: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        cart_lists.LIST.carried(text)
    assert refusal.value.code == "sheet_lost"


def test_what_is_no_table_is_refused_in_words(of: Office) -> None:
    for name, content in (("a.xlsx", b""), ("a.xlsx", b"bukan"), ("a.doc", b"x"), ("a.csv", b"satu\n")):
        with pytest.raises(RuleBroken):
            cart_lists.LIST.read(name, content)
