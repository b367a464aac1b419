"""A firm says on the phone that it is not PKP, a verifier confirms it, and no PPN stands in the cart; the PPK hands his
role on, a colleague signs in his place. Every page is held against axe."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, expect

from belanja.foundation import clock
from belanja.purchasing.models import Signature
from belanja.rules.buying.states import OrderState
from belanja.rules.duties import Role
from belanja.vendors.models import FirmLicence
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.buying import at_work, chairs
from tests.support.people import hired

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]


def test_a_firm_that_is_not_pkp_sells_without_ppn(browser: Browser, live_server: Any) -> None:
    cache.clear()
    place = chairs()
    FirmLicence.objects.filter(firm=place.maker.firm).update(state="ditarik")
    page = at_work(browser, live_server.url, place.maker.owner)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}/usaha/{place.maker.firm.pk}/")
    expect(page.get_by_text("Status PKP belum dinyatakan.")).to_be_visible()
    page.get_by_role("link", name="Status pajak", exact=True).click()
    fit(page)
    page.get_by_role("main").get_by_role("link", name="Nyatakan status pajak").first.click()
    fit(page)
    page.get_by_label("Yang dinyatakan").select_option("bukan_pkp")
    page.get_by_label("Nomor", exact=True).fill("Surat pernyataan 3/2026")
    page.get_by_label("Penerbit").fill("Usaha ini sendiri")
    page.get_by_label("Berlaku sejak").fill("2026-01-02")
    page.get_by_label("Bukti").fill("tercatat di Coretax sebagai bukan PKP")
    page.get_by_role("button", name="Ajukan untuk diperiksa").click()
    expect(page.get_by_text("menunggu pemeriksaan verifikator")).to_be_visible()

    officer = at_work(browser, live_server.url, hired(place.office.government, Role.VERIFIKATOR))
    officer.goto(f"{live_server.url}/kelola/D43/usaha/izin/")
    officer.get_by_role("link", name="Bukan PKP").click()
    fit(officer)
    officer.get_by_label("Konfirmasi").check()
    officer.get_by_role("button", name="Putuskan").click()
    expect(officer.get_by_text("Status pajak dikonfirmasi.")).to_be_visible()

    package = place.office.package(quantity="12", offer=place.chair)
    buyer = at_work(browser, live_server.url, place.office.pp)
    buyer.goto(f"{live_server.url}/beli/D43/paket/{package.pk}/")
    expect(buyer.get_by_text("Bukan PKP: tidak memungut PPN.")).to_be_visible()
    expect(buyer.get_by_text("tanpa pajak").first).to_be_visible()
    fit(buyer)


def test_a_colleague_signs_in_the_ppks_place(browser: Browser, live_server: Any) -> None:
    cache.clear()
    here = chairs().office
    order = here.order(OrderState.SIGNING)
    page = at_work(browser, live_server.url, here.ppk)
    page.goto(f"{live_server.url}/beli/D43/pelimpahan/")
    fit(page)
    treasurer, colleague = (
        page.locator("select[name=colleague] option").filter(has_text=role).first.get_attribute("value")
        for role in ("Bendahara", "Pejabat Pelaksana Teknis")
    )
    page.get_by_label("Kepada", exact=True).select_option(treasurer)
    page.get_by_label("Cara", exact=True).select_option("pengganti")
    page.get_by_label("Nomor surat").fill("800/77/2026")
    page.get_by_label("Alasan").fill("Cuti tahunan")
    page.get_by_label("Berakhir").fill((clock.today() + timedelta(days=7)).isoformat())
    page.get_by_role("button", name="Limpahkan", exact=True).click()
    expect(page.get_by_text("PPK tidak dirangkap bendahara").first).to_be_visible()
    fit(page)
    page.get_by_label("Kepada", exact=True).select_option(colleague)
    page.get_by_role("button", name="Limpahkan", exact=True).click()
    expect(page.get_by_text("Rekan Anda diberi tahu.")).to_be_visible()
    fit(page)

    other = at_work(browser, live_server.url, here.pptk)
    other.goto(f"{live_server.url}/beli/D43/")
    expect(other.get_by_text("Anda bertindak atas pelimpahan")).to_be_visible()
    fit(other)
    other.goto(f"{live_server.url}/beli/D43/pesanan/{order.code}/")
    other.get_by_role("button", name="Tanda tangani").first.click()
    expect(other.get_by_text("pengganti, surat 800/77/2026").first).to_be_visible()
    assert Signature.objects.get().post.startswith("Pejabat Pembuat Komitmen pengganti, surat 800/77/2026")

    page.get_by_role("button", name="Tarik Pejabat Pembuat Komitmen").click()
    expect(page.get_by_text("ditarik kembali").first).to_be_visible()
