"""The order pack of *pendamping*: every number and amount of the order, in the national catalogue's order, and nothing
that was not agreed."""

import io
from datetime import date

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from belanja.exchange import order_pack
from belanja.exchange.models import NationalListing
from belanja.foundation import clock, text
from belanja.institutions.models import UnitCode
from belanja.purchasing.models import Order
from belanja.purchasing.services import orders
from belanja.rules.buying.states import OrderState
from belanja.rules.channels import Mode
from tests.purchasing.world import PLAN, Office, agreed, office

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Office:
    made = office(mode=Mode.COMPANION)
    UnitCode.objects.create(
        government=made.government, unit=made.unit, scheme=UnitCode.Scheme.NUMBER, year=clock.today().year,
        value="123456",
    )  # fmt: skip
    return made


def _cells(made: bytes, sheet: str) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name(sheet).to_python()


def test_the_spreadsheet_holds_what_was_agreed_and_what_everything_is_called_nationally(of: Office) -> None:
    NationalListing.objects.create(
        offer=of.offer, number="PRD-77", address="https://katalog.example.id/p/77", recorded_at=clock.now()
    )
    order = agreed(of, of.order(OrderState.NEGOTIATION), price="45000")
    order = of.on(_submitted(of, order), OrderState.SIGNING)
    made = order_pack.workbook(order_pack.pack_of(order))
    told = {row[0]: row[1] for row in _cells(made.content, "Pesanan")}
    assert told["Kode RUP"] == PLAN
    assert told["Kode satuan kerja (SIPD)"] == of.unit.code
    assert told[f"Nomor satuan kerja {order.year}"] == "123456"
    assert str(told["Modus"]).startswith("Pendamping")
    assert told["Total"] == text.rupiah(order.total)
    assert "rupiah" in str(told["Terbilang"]).lower()
    head, line, total = _cells(made.content, "Barang")
    row, sums = dict(zip(head, line, strict=True)), dict(zip(head, total, strict=True))
    assert (row["Nomor produk nasional"], row["Alamat produk nasional"]) == (
        "PRD-77",
        "https://katalog.example.id/p/77",
    )
    assert (row["Harga tayang tanpa pajak"], row["Harga satuan disepakati tanpa pajak"]) == (
        float(order.lines.get().listed_price),
        45_000,
    )
    assert row["Total"] == sums["Total"] == float(order.total)
    assert isinstance(row["Tiba paling lambat"], date)
    assert len(_cells(made.content, "Langkah")) == 8


def test_the_pdf_says_the_same_and_is_marked_as_a_draft(of: Office) -> None:
    order = of.order(OrderState.SIGNING)
    pack = order_pack.pack_of(order)
    assert pack.missing == 1
    read = PdfReader(io.BytesIO(order_pack.paper(pack).content))
    words = " ".join(" ".join(page.extract_text().split()) for page in read.pages)
    for told in (PLAN, "Pendamping", "belum dicatat", text.rupiah(order.total)):
        assert told in words


def _submitted(of: Office, order: Order) -> Order:
    return orders.submit(order_id=order.pk, version=order.version, actor=of.pp)
