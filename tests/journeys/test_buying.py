"""Buying in a real browser: twelve chairs from the plan line to the rated order, each side at its own pages."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from belanja.foundation import clock, text
from belanja.purchasing.models import Order
from belanja.purchasing.services import payments
from belanja.purchasing.services.payments import Proof
from belanja.rules.buying.states import OrderState
from belanja.rules.duties import Role
from tests.purchasing.world import PLAN
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.buying import Chairs, at_work, chairs

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]


def seen(page: Page, name: str) -> None:
    """Nothing is wrong with the page on either screen; with BELANJA_SHOTS its pictures are kept for a look."""
    fit(page)
    if folder := os.environ.get("BELANJA_SHOTS"):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def done(page: Page, button: str, said: str) -> None:
    """Press a button, and read that it was done."""
    page.get_by_role("main").get_by_role("button", name=button, exact=True).first.click()
    expect(page.get_by_text(said).first).to_be_visible()


def test_twelve_chairs_from_the_plan_to_the_rating(browser: Browser, live_server: Any) -> None:
    world, url = chairs(), live_server.url
    office = world.office
    buyer = at_work(browser, url, office.pp)
    _fill_a_package(buyer, url, world)
    code = _send(buyer)
    order = f"{url}/beli/D43/pesanan/{code}/"

    buyer.get_by_role("link", name="Negosiasi").first.click()
    buyer.get_by_label("Harga satuan Kursi rapat kayu").fill("720000")
    buyer.get_by_label("Pesan").fill("Dua belas kursi untuk ruang rapat; mohon harga jumlah.")
    done(buyer, "Kirim penawaran", "Penawaran dikirim")
    seen(buyer, "negosiasi-pembeli")

    seller = at_work(browser, url, office.owner)
    theirs = f"{url}/usaha/{world.maker.firm.pk}/pesanan/{code}/"
    seller.goto(f"{url}/usaha/{world.maker.firm.pk}/pesanan/")
    seen(seller, "pesanan-usaha")
    seller.goto(f"{theirs}negosiasi/")
    seen(seller, "negosiasi-usaha")
    seller.get_by_label("Harga satuan Kursi rapat kayu").fill("740000")
    done(seller, "Jawab dengan tawaran lain", "Penawaran dikirim")
    buyer.goto(f"{order}negosiasi/")
    done(buyer, "Sepakati", "Harga disepakati")
    done(buyer, "Serahkan kepada PPK", "Diserahkan untuk diperiksa")

    ppk = at_work(browser, url, office.ppk)
    ppk.goto(f"{url}/beli/D43/")
    seen(ppk, "meja-ppk")
    ppk.get_by_role("link", name="Periksa pesanan").click()
    seen(ppk, "periksa-ppk")
    done(ppk, "Setujui", "Disetujui PPK")
    done(ppk, "Tanda tangani", "Ditandatangani PPK")
    assert browser.new_page().goto(f"{url}/pesanan/{code}/").status == 404  # type: ignore[union-attr]

    seller.goto(theirs)
    expect(seller.get_by_role("heading", name="Yang akan saya terima")).to_be_visible()
    seen(seller, "terima-usaha")
    done(seller, "Terima dan tanda tangani", "Pesanan diterima")

    _deliver(seller, theirs, at_work(browser, url, office.pptk), order)
    _hand_over(ppk, order, seller, theirs)
    _pay(world, code)

    ppk.goto(f"{order}penerimaan/")
    for aspect in ("Kualitas dan kuantitas", "Biaya", "Waktu", "Layanan"):
        ppk.get_by_label(aspect).select_option(label="Baik")
    done(ppk, "Simpan penilaian", "Penilaian disimpan")
    seen(ppk, "penerimaan-ppk")

    anybody = browser.new_page()
    anybody.goto(f"{url}/pesanan/{code}/")
    expect(anybody.get_by_text("Dari serah terima sampai dibayar")).to_be_visible()
    seen(anybody, "pesanan-umum")
    anybody.goto(f"{url}/pesanan/?pemda=D43")
    seen(anybody, "daftar-umum")
    assert Order.objects.get(code=code).state == OrderState.COMPLETED


def _fill_a_package(buyer: Page, url: str, world: Chairs) -> None:
    """Begin from the plan line, put the chairs in from their page, say where and who signs."""
    buyer.goto(f"{url}/beli/D43/rencana/")
    seen(buyer, "rencana")
    buyer.get_by_role("link", name="Mulai paket").first.click()
    expect(buyer.get_by_text(PLAN).first).to_be_visible()
    buyer.get_by_label("Nama paket").fill("Kursi ruang rapat")
    done(buyer, "Mulai paket", "Paket dimulai.")
    package = buyer.url
    buyer.goto(f"{url}/katalog/produk/{world.dearer.product_id}-kursi-rapat-kayu/")
    buyer.get_by_role("link", name="Masukkan ke paket").first.click()
    seen(buyer, "masukkan")
    buyer.get_by_label("Jumlah", exact=True).fill("12")
    done(buyer, "Masukkan ke paket", "Barang masuk ke paket.")
    assert buyer.url == package
    buyer.get_by_text("Tempat, waktu, penanda tangan, dan metode", exact=True).click()
    buyer.locator("#id_keterangan-deliver_to_id").select_option(label="Kota Serang")
    buyer.get_by_label("Alamat kirim").fill("Jalan Syekh Nawawi 1")
    buyer.get_by_label("Dibutuhkan paling lambat").fill((clock.today() + timedelta(days=30)).isoformat())
    buyer.get_by_label("PPK yang memeriksa").select_option(index=1)
    done(buyer, "Simpan keterangan", "Keterangan disimpan.")
    seen(buyer, "paket")
    buyer.get_by_role("button", name="Tukar").first.click()
    expect(buyer.get_by_text("Barang ditukar.")).to_be_visible()
    seen(buyer, "paket-ditukar")


def _send(buyer: Page) -> str:
    """Send the package; the cheaper chair needs no reason."""
    done(buyer, "Buat pesanan", "Pesanan dibuat.")
    seen(buyer, "pesanan-pembeli")
    return buyer.url.rstrip("/").rpartition("/")[2]


def _deliver(seller: Page, theirs: str, pptk: Page, order: str) -> None:
    seller.goto(f"{theirs}pengiriman/")
    seller.get_by_label("Kurir atau nomor resi").first.fill("Mobil sendiri")
    done(seller, "Siapkan kiriman", "Kiriman disiapkan.")
    seen(seller, "kiriman-usaha")
    done(seller, "Kirim", "Kiriman berangkat.")
    pptk.goto(f"{order}penerimaan/")
    done(pptk, "Catat tiba", "Tanggal tiba dicatat.")
    seen(pptk, "periksa-kiriman")
    done(pptk, "Simpan pemeriksaan", "Pemeriksaan disimpan.")


def _hand_over(ppk: Page, order: str, seller: Page, theirs: str) -> None:
    ppk.goto(f"{order}penerimaan/")
    done(ppk, "Buat dan tanda tangani", "BAST dibuat")
    seller.goto(f"{theirs}pengiriman/")
    done(seller, "Tanda tangani BAST", "BAST ditandatangani kedua pihak.")
    seller.get_by_label("Nomor tagihan").fill("INV-001")
    seen(seller, "tagih-usaha")
    done(seller, "Kirim tagihan", "Tagihan masuk ke bendahara.")


def _pay(world: Chairs, code: str) -> None:
    """The treasurer confirms the taxes and records the payment."""
    order = Order.objects.get(code=code)
    payment = order.payments.get()
    treasurer = world.office.people[Role.BENDAHARA]
    payments.confirm_taxes(payment_id=payment.pk, taxes=None, actor=treasurer)
    proof = Proof(paid_on=text.local_day(order.handed_over_at), sp2d="SP2D-1", evidence="bukti")  # type: ignore[arg-type]
    payments.document(payment_id=payment.pk, way="ls", proof=proof, actor=treasurer)
