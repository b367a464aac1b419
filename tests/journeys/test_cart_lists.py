"""A list of goods as a sheet in a real browser: read, looked at, put in."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from playwright.sync_api import Browser, expect

from belanja.purchasing.models import Package
from tests.journeys.test_buying import done, seen
from tests.purchasing.world import office
from tests.support.browser import browser, needs_chromium
from tests.support.buying import at_work

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]


def test_a_sheet_is_looked_at_and_put_in(browser: Browser, live_server: Any, tmp_path: Path) -> None:
    place, url = office(), live_server.url
    made = place.package(quantity="1")
    file = tmp_path / "kebutuhan.xlsx"
    book = xlsxwriter.Workbook(str(file))
    page = book.add_worksheet()
    for row, cells in enumerate([["Ruang", "Kode barang", "Banyaknya"], ["A", place.offer.pk, 3], ["B", 9, 2]]):
        page.write_row(row, 0, cells)
    book.close()
    buyer = at_work(browser, url, place.pp)
    buyer.goto(f"{url}/beli/D43/paket/{made.pk}/")
    buyer.get_by_role("link", name="Masukkan daftar dari XLSX atau CSV").click()
    buyer.locator("input[type=file]").set_input_files(str(file))
    buyer.get_by_role("button", name="Baca lembar").click()
    expect(buyer.get_by_text("1 dari 2 baris dapat dimasukkan.")).to_be_visible()
    expect(buyer.get_by_text("Nomor ini tidak ada di katalog yang dijual.").first).to_be_visible()
    seen(buyer, "daftar")
    assert Package.objects.get().lines.get().quantity == 1
    done(buyer, "Masukkan ke paket", "Daftar dimasukkan.")
    expect(buyer.get_by_text("Baris 3").first).to_be_visible()
    assert Package.objects.get().lines.get().quantity == 4


def test_a_package_becomes_a_template_and_a_template_a_package(browser: Browser, live_server: Any) -> None:
    place, url = office(), live_server.url
    made = place.package(quantity="4")
    buyer = at_work(browser, url, place.pp)
    buyer.goto(f"{url}/beli/D43/paket/{made.pk}/")
    buyer.get_by_text("Simpan sebagai templat", exact=True).click()
    buyer.get_by_label("Nama templat").fill("Kertas bulanan")
    done(buyer, "Simpan templat", "Templat disimpan.")
    seen(buyer, "templat")
    done(buyer, "Mulai paket Kertas bulanan", "Paket dimulai dari templat.")
    assert Package.objects.order_by("-pk")[0].lines.get().quantity == 4
