"""An etalase from its proposal to the public, in a real browser: the clerk describes it, its head opens it, a
schema goes on, and it is frozen."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from belanja.catalogue.search.index import reindex
from belanja.etalase.models import Etalase
from belanja.institutions.models import Government
from belanja.rules.duties import Role
from tests.catalogue.worlds import offer, product, seller
from tests.journeys.test_officers import sign_in
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.officers import person

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]


def test_from_a_proposal_to_the_public_and_back(browser: Browser, live_server: Any, transactional_db: None) -> None:
    banten = Government.objects.get(code="D43")
    clerk = sign_in(browser.new_context(), live_server.url, person(banten, Role.PENGELOLA_KATEGORI))
    clerk.goto(f"{live_server.url}/kelola/D43/katalog/etalase/")
    fit(clerk)
    clerk.get_by_role("link", name="Usulkan etalase").click()
    fit(clerk)
    clerk.get_by_label("Nama etalase").fill("Olahan Bandeng")
    clerk.get_by_label("Jenis (boleh dikosongkan)").select_option("Lokal")
    clerk.get_by_label("Kelas harga").select_option("provinsi")
    clerk.get_by_label("Produsen").check()
    clerk.get_by_label("Kategori nasional, tingkat 1").fill("Pangan")
    clerk.get_by_label("KBKI").fill("bandeng")
    clerk.get_by_label("Mengapa diperlukan").fill("Usulan Dinas Perikanan.")
    clerk.get_by_role("button", name="Simpan usulan").click()
    expect(clerk.get_by_role("link", name="“bandeng” bukan")).to_be_visible()
    fit(clerk)
    clerk.get_by_label("KBKI").fill("212")
    clerk.get_by_role("button", name="Simpan usulan").click()
    expect(clerk.get_by_text("terbitkan skema dengan paling sedikit satu atribut.")).to_be_visible()
    here = clerk.url

    clerk.get_by_role("link", name="Susun skema").click()
    clerk.get_by_role("link", name="Tambah atribut").click()
    fit(clerk)
    clerk.get_by_label("Nama atribut").fill("Berat")
    clerk.get_by_label("Isinya").select_option("angka")
    clerk.get_by_label("Satuan").fill("g")
    clerk.get_by_label("Pembanding").check()
    clerk.get_by_role("button", name="Simpan di draf").click()
    fit(clerk)
    clerk.get_by_role("link", name="Periksa dan terbitkan").click()
    clerk.get_by_label("Apa yang berubah dan mengapa").fill("Versi pertama.")
    clerk.get_by_role("button", name="Terbitkan").click()
    expect(clerk.get_by_text("Lengkap; menunggu dibuka oleh Kepala Biro PBJ.")).to_be_visible()
    fit(clerk)

    head = sign_in(
        browser.new_context(java_script_enabled=False), live_server.url, person(banten, Role.KEPALA_BIRO_PBJ)
    )
    head.goto(here)
    head.get_by_role("link", name="Buka etalase").click()
    head.get_by_label("Alasan").fill("Penelaahan produk ditetapkan.")
    head.get_by_role("button", name="Buka etalase").click()
    expect(head.get_by_text("Olahan Bandeng sekarang aktif.")).to_be_visible()

    etalase = Etalase.objects.get(name="Olahan Bandeng")
    offer(product(etalase, "Sate Bandeng", attributes={}), seller("Dapur Ibu Aminah"))
    reindex()
    clerk.goto(f"{here}skema/atribut/berat/")
    clerk.get_by_label("Wajib diisi").check()
    clerk.get_by_role("button", name="Simpan di draf").click()
    clerk.get_by_role("link", name="Periksa dan terbitkan").click()
    expect(clerk.get_by_text("1 dari 1 barang tidak cocok.")).to_be_visible()
    fit(clerk)
    clerk.get_by_label("Apa yang berubah dan mengapa").fill("Berat wajib.")
    clerk.get_by_role("button", name="Terbitkan").click()
    clerk.get_by_role("link", name="Lihat daftarnya").click()
    expect(clerk.get_by_text("Berat wajib diisi.").first).to_be_visible()
    fit(clerk)

    clerk.goto(here)
    clerk.get_by_role("link", name="Tambah spesifikasi").click()
    fit(clerk)
    clerk.get_by_label("Nama spesifikasi").fill("Bandeng 200 g ke atas")
    clerk.get_by_label("Berat paling sedikit").fill("200")
    clerk.get_by_role("button", name="Simpan").click()
    expect(clerk.get_by_text("0 dari 1 barang memenuhinya")).to_be_visible()

    clerk.get_by_role("link", name="Bekukan").click()
    fit(clerk)
    clerk.get_by_label("Alasan").fill("Harga ditinjau.")
    clerk.get_by_role("button", name="Bekukan").click()
    public = browser.new_context().new_page()
    public.goto(f"{live_server.url}/katalog/etalase/{etalase.slug}/")
    expect(public.get_by_text("Etalase ini dibekukan sejak")).to_be_visible()
    expect(public.get_by_text("Tayang, tidak dapat dibeli").first).to_be_visible()
    fit(public)
    public.get_by_role("link", name="Syarat dan skema").click()
    fit(public)
    public.get_by_role("link", name="Bandeng 200 g ke atas").click()
    expect(public.get_by_text("Berat tidak disebut.")).to_be_visible()
    fit(public)
