"""What the unit that misses «tas koja Baduy» does at its pages: look, post, propose, link, buy."""

import re
from datetime import timedelta

from playwright.sync_api import Browser, Locator, Page, expect

from belanja.catalogue.models import Offer
from belanja.foundation import clock
from belanja.purchasing.models import Order
from tests.proposals.world import Office
from tests.support.axe import fit
from tests.support.browser import signed_in

PLAN, SHELF = "61000001", "Tas Koja Baduy"
TITLE = "Belanja cendera mata tas koja Baduy"


def posted(ppk: Page, url: str) -> None:
    """From a search that finds nothing to a need of 120 bags."""
    ppk.goto(f"{url}/katalog/cari?q=tas+koja+baduy")
    fit(ppk)
    ppk.get_by_role("link", name="Pasang kebutuhan ini").click()
    expect(ppk.get_by_label("Apa yang dibutuhkan")).to_have_value("tas koja baduy")
    fit(ppk)
    ppk.get_by_label("Jumlah dan satuan").fill("120 buah")
    ppk.get_by_role("button", name="Pasang kebutuhan").click()
    expect(ppk.get_by_text("Kebutuhan Anda terpasang.")).to_be_visible()
    fit(ppk)


def proposed(ppk: Page, url: str) -> str:
    """A dossier in its three parts, each lack of it told; the address of its page."""
    ppk.goto(f"{url}/katalog/cari?q=tas+koja+baduy")
    ppk.get_by_role("link", name="Belum ada etalasenya? Usulkan").click()
    fit(ppk)
    expect(ppk.get_by_label("Nama etalase")).to_have_value("Tas koja baduy")
    ppk.get_by_label("Nama etalase").fill(SHELF)
    ppk.get_by_label("Sebutan barangnya").fill("tas koja\nkoja")
    ppk.get_by_label("tas koja baduy").check()
    ppk.get_by_role("button", name="Mulai usulan").click()
    fit(ppk)
    _written(ppk)
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
    expect(ppk.get_by_text(TITLE)).to_be_visible()
    fit(ppk)
    return here


def _written(ppk: Page) -> None:
    ppk.get_by_label("Jenis", exact=True).select_option("barang")
    ppk.get_by_label("Kebutuhan Perangkat Daerah").check()
    ppk.get_by_label("Dasar atau asalnya").fill("Cendera mata tamu daerah")
    ppk.get_by_label("Yang dicantumkan").fill("Tas koja dan anyaman buatan perajin Baduy")
    ppk.get_by_label("KBKI").fill("38998")
    ppk.get_by_label("Kategori nasional, tingkat 1").fill("Kerajinan")
    ppk.get_by_label("Kelas harga").select_option("provinsi")
    ppk.get_by_label("Produsen").check()
    ppk.get_by_label("Narahubung").fill("Sekretaris Dinas, 0254 000000")
    ppk.get_by_label("Mengapa etalase sekarang").fill("Etalase yang ada berisi barang lain.")


def signed(browser: Browser, url: str, made: Office, here: str) -> None:
    """The head of the unit signs, the head of another seconds it."""
    head = signed_in(browser, url, made.pa)
    head.goto(here)
    head.get_by_role("button", name="Tanda tangani dan usulkan").click()
    expect(head.get_by_text("Usulan ditandatangani dan dikirim ke Biro PBJ.")).to_be_visible()
    other = signed_in(browser, url, made.other_pa)
    other.goto(here)
    other.get_by_label("Untuk apa").fill("Cendera mata tamu daerah")
    other.get_by_role("button", name="Dukung", exact=True).click()
    expect(other.get_by_text("Dukungan unit Anda tersimpan.")).to_be_visible()


def asked_for_help(ppk: Page, desk: str) -> None:
    """The unit asks Dinas Koperasi to help the firm list its bag."""
    ppk.goto(desk)
    ppk.get_by_role("link", name="Minta pendampingan").click()
    fit(ppk)
    ppk.get_by_label("Dinas Koperasi UKM").check()
    ppk.get_by_label("Dampingi pencantuman barangnya").check()
    ppk.get_by_label("Keterangan").fill("Perajin belum pernah mencantumkan barang")
    ppk.get_by_role("button", name="Serahkan").click()
    expect(ppk.get_by_text("Diserahkan; dilaporkan paling lambat")).to_be_visible()


def linked(ppk: Page, url: str, desk: str, bag: Offer) -> None:
    """The unit finds now what it did not find, and says that it is what its need asked for."""
    ppk.goto(f"{url}/katalog/cari?q=tas+koja+baduy")
    expect(ppk.get_by_role("link", name=bag.product.name).first).to_be_visible()
    ppk.goto(desk)
    expect(ppk.get_by_text(bag.seller.name).first).to_be_visible()
    fit(ppk)
    act = ppk.locator("form").filter(has=ppk.get_by_role("button", name="Tautkan barangnya"))
    act.get_by_label("Alamat atau nomor barangnya di katalog").fill(str(bag.product_id))
    act.get_by_label("Keterangan").fill(f"Tas koja dari {bag.seller.name}")
    act.get_by_role("button", name="Tautkan barangnya").click()
    expect(ppk.get_by_text("Barangnya ditautkan.")).to_be_visible()


def ordered(pp: Page, url: str, bag: Offer) -> Order:
    """120 bags for the plan line, and the price that the buyer offers for so many."""
    pp.goto(f"{url}/beli/D43/rencana/")
    pp.get_by_role("link", name="Mulai paket").first.click()
    expect(pp.get_by_text(PLAN).first).to_be_visible()
    pp.get_by_label("Nama paket").fill("Cendera mata tamu daerah")
    done(pp, "Mulai paket", "Paket dimulai.")
    pp.goto(f"{url}/katalog/cari?q=tas+koja+baduy")
    pp.get_by_role("link", name=bag.product.name).first.click()
    pp.get_by_role("link", name="Masukkan ke paket").first.click()
    pp.get_by_label("Jumlah", exact=True).fill("120")
    done(pp, "Masukkan ke paket", "Barang masuk ke paket.")
    pp.get_by_text("Tempat, waktu, penanda tangan, dan metode", exact=True).click()
    pp.locator("#id_keterangan-deliver_to_id").select_option(label="Kota Serang")
    pp.get_by_label("Alamat kirim").fill("Jalan Syekh Nawawi 1")
    pp.get_by_label("Dibutuhkan paling lambat").fill((clock.today() + timedelta(days=30)).isoformat())
    pp.get_by_label("PPK yang memeriksa").select_option(index=1)
    done(pp, "Simpan keterangan", "Keterangan disimpan.")
    done(pp, "Buat pesanan", "Pesanan dibuat.")
    fit(pp)
    order = Order.objects.get()
    pp.get_by_role("link", name="Negosiasi").first.click()
    pp.get_by_label(f"Harga satuan {bag.product.name}").fill("70000")
    pp.get_by_label("Pesan").fill("Seratus dua puluh buah; mohon harga jumlah.")
    done(pp, "Kirim penawaran", "Penawaran dikirim")
    return order


def signed_order(pp: Page, ppk: Page, url: str, order: Order) -> None:
    """What both agreed on is handed to the PPK, who looks it over and signs."""
    pp.goto(f"{url}/beli/D43/pesanan/{order.code}/negosiasi/")
    done(pp, "Serahkan kepada PPK", "Diserahkan untuk diperiksa")
    ppk.goto(f"{url}/beli/D43/")
    ppk.get_by_role("link", name="Periksa pesanan").click()
    done(ppk, "Setujui", "Disetujui PPK")
    done(ppk, "Tanda tangani", "Ditandatangani PPK")


def done(page: Page, button: str, said: str) -> None:
    """Press a button, and read that it was done."""
    page.get_by_role("main").get_by_role("button", name=button, exact=True).first.click()
    expect(page.get_by_text(said).first).to_be_visible()


def beside(page: Page, head: str) -> Locator:
    """The cell beside a head, in the first table that has it."""
    row = page.get_by_role("row", name=re.compile(f"^{re.escape(head)}")).first
    return row.locator("th, td").nth(1)
