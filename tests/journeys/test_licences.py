"""A shelf asks for a licence: the firm is told, states it on the phone, a verifier returns it, the firm mends it, it is
confirmed, and the goods can be bought. Every page is held against axe."""

from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, expect

from belanja.catalogue.models import Offer
from belanja.catalogue.services import curation
from belanja.etalase.models import Etalase
from belanja.rules.duties import Role
from belanja.rules.listing_steps import Step
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.listings import shop
from tests.support.officers import person
from tests.support.people import hired

from .test_firm_goods import seller
from .test_officers import sign_in

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]


def test_stated_returned_mended_confirmed_and_sold(browser: Browser, live_server: Any) -> None:
    cache.clear()
    place = shop()
    Etalase.objects.filter(pk=place.etalase.pk).update(licences=["bujp"])
    made = place.submitted()
    verifier = hired(place.government, Role.VERIFIKATOR)
    curation.decide(offer_id=made.pk, version=made.version, step=Step.APPROVE, actor=verifier)

    page = seller(browser, live_server.url, place, script=True)
    page.goto(f"{live_server.url}/usaha/{place.firm.pk}/barang/{made.pk}/")
    expect(page.get_by_text("Izin yang diminta etalasenya belum ada").first).to_be_visible()
    page.get_by_role("link", name="Izin usaha", exact=True).click()
    fit(page)
    page.get_by_role("link", name="Isi nomor dan masa berlakunya").click()
    fit(page)
    page.get_by_label("Nomor izin").fill("SI/77/2026")
    page.get_by_label("Berlaku sejak").fill("2026-01-02")
    page.get_by_label("Bukti").fill("https://contoh.go.id/izin/77")
    page.get_by_role("button", name="Ajukan untuk diperiksa").click()
    expect(page.get_by_text("Izin diajukan.")).to_be_visible()

    officer = sign_in(browser.new_context(), live_server.url, person(place.government, Role.VERIFIKATOR))
    officer.goto(f"{live_server.url}/kelola/D43/usaha/")
    officer.get_by_role("link", name="Izin dan status pajak (1)").click()
    fit(officer)
    officer.get_by_role("link", name="Izin BUJP").click()
    fit(officer)
    officer.get_by_label("Kembalikan untuk diperbaiki").check()
    officer.get_by_label("Alasan").select_option("izin_masa_beda")
    officer.get_by_role("button", name="Putuskan").click()
    expect(officer.get_by_text("Izin dikembalikan")).to_be_visible()

    page.reload()
    page.get_by_role("link", name="Perbaiki dan ajukan lagi").click()
    expect(page.get_by_text("Isi hari mulai dan berakhirnya")).to_be_visible()
    page.get_by_label("Berlaku sejak").fill("2026-01-05")
    page.get_by_role("button", name="Ajukan untuk diperiksa").click()
    fit(page)
    officer.reload()
    officer.get_by_role("link", name="Izin BUJP").click()
    officer.get_by_label("Konfirmasi").check()
    officer.get_by_role("button", name="Putuskan").click()
    expect(officer.get_by_text("Izin dikonfirmasi.")).to_be_visible()

    made.refresh_from_db()
    assert Offer.objects.get(pk=made.pk).state == "tayang"
    page.goto(f"{live_server.url}/katalog/penyedia/{place.firm.storefronts.get().slug}/")
    expect(page.get_by_role("cell", name="SI/77/2026")).to_be_visible()
    fit(page)
    page.goto(f"{live_server.url}/katalog/etalase/kertas/syarat/")
    expect(page.get_by_text("dimiliki 1 dari 1 penyedia")).to_be_visible()
    fit(page)
