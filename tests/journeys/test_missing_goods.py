"""«tas koja Baduy» in a real browser: a unit finds nothing, posts the need and proposes the etalase with its evidence,
another seconds it, the bureau studies, decides, announces, passes a firm that registers and opens it; everybody reads
every step."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from belanja.catalogue.search.index import reindex
from belanja.foundation import clock
from belanja.needs.models import Need
from belanja.proposals.models import Proposal
from belanja.proposals.services import letters, registration
from belanja.rules.needs.states import NeedState
from belanja.rules.proposals.states import ProposalState
from tests.catalogue.worlds import small_shop
from tests.proposals.world import Office, office, planned
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium, patient, signed_in
from tests.support.firms import member, registered

__all__ = ["browser", "patient"]

pytestmark = [pytest.mark.browser, needs_chromium]


def test_from_an_empty_search_to_an_open_etalase(browser: Browser, live_server: Any, transactional_db: None) -> None:
    small_shop()
    reindex()
    made, url = office(), live_server.url
    planned(made.unit, "61000001", "Belanja cendera mata tas koja Baduy", 45_000_000)
    ppk = signed_in(browser, url, made.ppk)
    _posted(ppk, url)
    need = Need.objects.get()
    assert (need.what, need.unit) == ("Tas koja baduy", made.unit)
    _proposed(ppk, url, made)
    found = Proposal.objects.get()
    head = signed_in(browser, url, made.pa)
    head.goto(ppk.url)
    head.get_by_role("button", name="Tanda tangani dan usulkan").click()
    expect(head.get_by_text("Usulan ditandatangani dan diterima Biro PBJ.")).to_be_visible()
    other = signed_in(browser, url, made.other_pa)
    other.goto(ppk.url)
    other.get_by_label("Untuk apa").fill("Cendera mata tamu daerah")
    other.get_by_role("button", name="Dukung", exact=True).click()
    expect(other.get_by_text("Dukungan unit Anda tersimpan.")).to_be_visible()
    _studied(signed_in(browser, url, made.clerk), ppk.url)
    _opened(browser, url, made, ppk.url)
    letters.make_due()
    public = browser.new_context().new_page()
    public.goto(f"{url}/usulan-etalase/")
    fit(public)
    public.get_by_role("link", name="Tas Koja Baduy").click()
    expect(public.get_by_text("Ditetapkan Kepala Biro").first).to_be_visible()
    expect(public.get_by_text("Pengumuman pendaftaran penyedia: Tas Koja Baduy")).to_be_visible()
    fit(public)
    found.refresh_from_db()
    need.refresh_from_db()
    assert (need.state, need.etalase) == (NeedState.OPEN, found.etalase)
    assert found.state == ProposalState.OPENED


def _posted(ppk: Page, url: str) -> None:
    ppk.goto(f"{url}/katalog/cari?q=tas+koja+baduy")
    fit(ppk)
    ppk.get_by_role("link", name="Pasang kebutuhan ini").click()
    expect(ppk.get_by_label("Apa yang dibutuhkan")).to_have_value("tas koja baduy")
    fit(ppk)
    ppk.get_by_label("Jumlah dan satuan").fill("120 buah")
    ppk.get_by_role("button", name="Pasang kebutuhan").click()
    expect(ppk.get_by_text("Kebutuhan Anda terpasang.")).to_be_visible()
    fit(ppk)


def _proposed(ppk: Page, url: str, made: Office) -> None:
    ppk.goto(f"{url}/katalog/cari?q=tas+koja+baduy")
    ppk.get_by_role("link", name="Belum ada etalasenya? Usulkan").click()
    fit(ppk)
    expect(ppk.get_by_label("Nama etalase")).to_have_value("Tas koja baduy")
    ppk.get_by_label("Nama etalase").fill("Tas Koja Baduy")
    ppk.get_by_label("Sebutan barangnya").fill("tas koja\nkoja")
    ppk.get_by_label("tas koja baduy").check()
    ppk.get_by_role("button", name="Mulai usulan").click()
    fit(ppk)
    ppk.get_by_label("Jenis", exact=True).select_option("barang")
    ppk.get_by_label("Kebutuhan Perangkat Daerah").check()
    ppk.get_by_label("Dasar atau asalnya").fill("Cendera mata tamu daerah")
    ppk.get_by_label("Yang ada di sini").fill("Tas koja dan anyaman buatan perajin Baduy")
    ppk.get_by_label("KBKI").fill("38998")
    ppk.get_by_label("Kategori nasional, tingkat 1").fill("Kerajinan")
    ppk.get_by_label("Kelas harga").select_option("provinsi")
    ppk.get_by_label("Produsen").check()
    ppk.get_by_label("Narahubung").fill("Sekretaris Dinas, 0254 000000")
    ppk.get_by_label("Mengapa etalase sekarang").fill("Etalase yang ada berisi barang lain.")
    ppk.get_by_role("button", name="Simpan", exact=True).click()
    expect(ppk.get_by_text("susun paling sedikit satu atribut")).to_be_visible()
    here = ppk.url
    ppk.get_by_role("link", name="Skema atribut").click()
    fit(ppk)
    ppk.get_by_label("Nama atribut").first.fill("Bahan")
    ppk.get_by_role("button", name="Simpan", exact=True).click()
    ppk.get_by_role("link", name="Produk contoh").click()
    fit(ppk)
    ppk.get_by_label("Nama produk").first.fill("Tas koja sedang")
    ppk.get_by_role("button", name="Simpan", exact=True).click()
    assert ppk.url == here
    expect(ppk.get_by_text("Belanja cendera mata tas koja Baduy")).to_be_visible()
    fit(ppk)


def _studied(clerk: Page, here: str) -> None:
    clerk.goto(here.rsplit("/", 2)[0] + "/")
    fit(clerk)
    clerk.get_by_role("link", name="Tas Koja Baduy").click()
    clerk.get_by_role("button", name="Terima", exact=True).click()
    clerk.get_by_role("button", name="Mulai penelaahan").click()
    clerk.get_by_role("link", name="Tulis penelaahan").click()
    fit(clerk)
    for part in ("kualifikasi", "teknis", "harga"):
        clerk.get_by_label(f"Persyaratan {part}").fill("Perajin atau koperasi ber-NIB")
    clerk.get_by_label("Pertimbangan").fill("Satu paket tahun ini, satu pendukung")
    clerk.get_by_label("Tetapkan sebagai etalase baru").check()
    clerk.get_by_role("button", name="Simpan penelaahan").click()
    expect(clerk.get_by_text("Penelaahan lengkap")).to_be_visible()
    fit(clerk)


def _entered(browser: Browser, url: str, made: Office, clerk: Page, here: str) -> None:
    """A co-operative registers for the announced etalase, and the bureau passes it."""
    firm = registered(made.government, name="Koperasi Koja Kanekes")
    owner = signed_in(browser, url, member(firm))
    owner.goto(f"{url}/usaha/{firm.pk}/kebutuhan/")
    owner.get_by_role("link", name="Tas Koja Baduy").click()
    owner.get_by_label("Yang akan dicantumkan").fill("Tas koja kulit kayu, 100 buah sebulan")
    fit(owner)
    owner.get_by_role("button", name="Daftarkan usaha ini").click()
    expect(owner.get_by_text("Pendaftaran Anda: menunggu verifikasi.")).to_be_visible()
    clerk.goto(here)
    clerk.get_by_role("link", name="Koperasi Koja Kanekes").click()
    fit(clerk)
    clerk.get_by_role("button", name="Luluskan").click()
    expect(clerk.get_by_text("lulus verifikasi", exact=False).first).to_be_visible()


def _opened(browser: Browser, url: str, made: Office, here: str) -> None:
    head = signed_in(browser, url, made.head)
    head.goto(here)
    head.get_by_role("button", name="Tetapkan", exact=True).click()
    expect(head.get_by_text("Ditetapkan Kepala Biro.")).to_be_visible()
    clerk = signed_in(browser, url, made.clerk)
    clerk.goto(here)
    clerk.get_by_label("Pendaftaran dibuka").fill(clock.today().isoformat())
    clerk.get_by_label("Hari terakhir pendaftaran").fill((clock.today() + timedelta(days=30)).isoformat())
    clerk.get_by_role("button", name="Umumkan", exact=True).click()
    expect(clerk.get_by_role("heading", name="Usaha yang mendaftar", exact=True)).to_be_visible()
    fit(clerk)
    clerk.get_by_role("link", name="Kategori nasional").click()
    clerk.get_by_label("Pemilik kategori nasional").fill("Pengelola Katalog Nasional contoh")
    clerk.get_by_role("button", name="Siapkan berkas").click()
    expect(clerk.get_by_role("link", name="Unduh JSON")).to_be_visible()
    fit(clerk)
    _entered(browser, url, made, clerk, here)
    yesterday = clock.today() - timedelta(days=1)
    Proposal.objects.update(registration_from=yesterday, registration_to=yesterday)
    registration.pass_days()
    head.goto(here)
    head.get_by_role("button", name="Buka etalase", exact=True).click()
    expect(head.get_by_text("Etalase dibuka.", exact=True)).to_be_visible()
    fit(head)
