"""A verifier returns a listing with a standard reason, the firm mends it on its telephone, the verifier sees exactly
what changed and passes it. On either screen, under the eyes of axe."""

from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from belanja.catalogue.models import Claim, Offer
from belanja.catalogue.services.duplicates import find_duplicates
from belanja.catalogue.services.stated_claims import state_claims
from belanja.rules.duties import Role
from belanja.rules.listing_content import Stated
from belanja.rules.listings import ListingState
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.listings import shop
from tests.support.officers import person

from .test_firm_goods import seller
from .test_officers import sign_in

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]


def test_a_verifier_returns_and_the_firm_mends(browser: Browser, live_server: Any) -> None:
    place = shop()
    made = place.submitted()
    desk = sign_in(browser.new_context(), live_server.url, person(place.government, Role.VERIFIKATOR))
    desk.goto(f"{live_server.url}/kelola/D43/katalog/kurasi/")
    fit(desk)
    desk.get_by_role("link", name="Kertas HVS F4 80 g").click()
    desk.get_by_label("Kembalikan untuk diperbaiki").check()
    desk.get_by_label("Catatan untuk penyedia").fill("Sebutkan tingkat putihnya.")
    desk.get_by_role("button", name="Simpan putusan").click()
    expect(desk.get_by_role("link", name="Pilih alasan baku dari daftar.")).to_be_visible()
    expect(desk.get_by_label("Catatan untuk penyedia")).to_have_value("Sebutkan tingkat putihnya.")
    fit(desk)
    reason = desk.locator("#id_reason_code option", has_text="Spesifikasi belum lengkap").first
    desk.get_by_label("Alasan baku").select_option(value=reason.get_attribute("value"))
    desk.get_by_role("button", name="Simpan putusan").click()
    expect(desk.get_by_text("Dikembalikan untuk diperbaiki: Kertas HVS F4 80 g. Sekarang revisi.")).to_be_visible()

    firm = seller(browser, live_server.url, place)
    expect(firm.get_by_text("Lengkapi spesifikasi yang disebut")).to_be_visible()
    firm.get_by_role("link", name="Kertas HVS F4 80 g").click()
    firm.get_by_role("link", name="Ubah isian").click()
    firm.get_by_label("Uraian").fill("Kertas putih, tingkat putih 98.")
    firm.get_by_role("button", name="Simpan dan ajukan").click()
    expect(firm.get_by_text("Diajukan.").first).to_be_visible()

    desk.goto(f"{live_server.url}/kelola/D43/katalog/kurasi/")
    expect(desk.get_by_text("Perbaikan sesudah dikembalikan").last).to_be_visible()
    desk.get_by_role("link", name="Kertas HVS F4 80 g").click()
    expect(desk.get_by_role("heading", name="Yang berubah sejak dikembalikan")).to_be_visible()
    expect(desk.get_by_role("cell", name="Kertas putih, tingkat putih 98.")).to_be_visible()
    fit(desk)
    desk.get_by_label("Setujui").check()
    desk.get_by_role("button", name="Simpan putusan").click()
    expect(desk.get_by_text("Sekarang tayang.")).to_be_visible()
    assert Offer.objects.get(pk=made.pk).state == ListingState.LISTED


def test_many_are_passed_at_once_and_a_claim_is_proved(browser: Browser, live_server: Any) -> None:
    place = shop()
    offers = [place.submitted(name=f"Kertas HVS F4 80 g {name}") for name in ("Satu", "Dua")]
    state_claims(product_id=offers[0].product_id, stated=[Stated("tkdn", "S-1/2026", "PT Kertas", Decimal("41.5"))])
    desk = sign_in(browser.new_context(), live_server.url, person(place.government, Role.VERIFIKATOR))
    desk.goto(f"{live_server.url}/kelola/D43/katalog/kurasi/")
    for box in desk.get_by_role("checkbox").all():
        box.check()
    desk.get_by_label("Setujui").check()
    desk.get_by_role("button", name="Simpan putusan").click()
    expect(desk.get_by_text("Disetujui: 2 penawaran.")).to_be_visible()
    desk.goto(f"{live_server.url}/kelola/D43/katalog/klaim/")
    fit(desk)
    desk.get_by_role("link", name="TKDN 41,5%").click()
    fit(desk)
    desk.get_by_label("Terverifikasi").check()
    desk.get_by_label("Diperiksa di").fill("daftar TKDN Kemenperin")
    desk.get_by_role("button", name="Simpan hasil").click()
    expect(desk.get_by_text("TKDN + BMP ≥ 40%")).to_be_visible()
    assert Claim.objects.get().verification == "terverifikasi"


def test_the_manager_merges_undoes_and_patrols(browser: Browser, live_server: Any) -> None:
    first, second = shop(), shop()
    for place, name in ((first, "Kertas HVS F4 80 g"), (second, "HVS Kertas F4 80 gram")):
        place.submitted(name=name)
    find_duplicates()
    desk = sign_in(browser.new_context(), live_server.url, person(first.government, Role.BIRO_PBJ))
    here = f"{live_server.url}/kelola/D43/katalog/"
    desk.goto(f"{here}kembar/")
    fit(desk)
    desk.get_by_role("link", name="Kertas HVS F4 80 g").first.click()
    fit(desk)
    desk.get_by_role("radio").first.check()
    desk.get_by_label("Alasan").first.fill("Barang yang sama, dua ejaan.")
    desk.get_by_role("button", name="Gabungkan").click()
    expect(desk.get_by_text("Digabung: 1 penawaran pindah.")).to_be_visible()
    desk.get_by_role("link", name="Riwayat").click()
    fit(desk)
    desk.get_by_role("link", name="Digabung", exact=True).last.click()
    fit(desk)
    desk.get_by_label("Alasan").fill("Ternyata beda.")
    desk.get_by_role("button", name="Batalkan tindakan ini").click()
    expect(desk.get_by_text("Dibatalkan: semuanya kembali ke tempat asalnya.")).to_be_visible()

    desk.goto(f"{here}patroli/")
    fit(desk)
    desk.get_by_label("Tujuan patroli").first.fill("Patroli bulanan.")
    desk.get_by_role("button", name="Undi sampel").click()
    expect(desk.get_by_text("2 penawaran diundi dari 2.")).to_be_visible()
    fit(desk)
    desk.get_by_role("checkbox").first.check()
    desk.get_by_label("Bekukan penjualannya").check()
    desk.get_by_label("Alasan baku").select_option("duplikat")
    desk.get_by_role("button", name="Simpan hasil").click()
    expect(desk.get_by_text("1 penawaran dibekukan.")).to_be_visible()
    for address in ("padanan/", "tanpa-hasil/"):
        desk.goto(f"{here}{address}")
        fit(desk)
