"""Turns a purchase may take, in a real browser: an import refused, then justified; an order amended and then ended
by agreement; meals called under one price list."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from belanja.facts.models import SpendFact
from belanja.foundation import clock
from belanja.purchasing.models import CallOff, Order, Payment
from belanja.purchasing.services import packages, payments
from belanja.purchasing.services.packages import Description
from belanja.purchasing.services.payments import Proof
from belanja.rules.buying.states import Method, OrderKind, OrderState
from belanja.rules.channels import Stage
from belanja.rules.duties import Role
from tests.journeys.test_buying import done, seen
from tests.purchasing.world import listed, office
from tests.support.browser import browser, needs_chromium
from tests.support.buying import at_work

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]


def test_an_import_is_refused_and_then_justified(browser: Browser, live_server: Any) -> None:
    place = office()
    foreign = listed(place.shop, name="Kertas HVS F4 impor", origin="impor", made_in="Korea Selatan")
    made = place.package(offer=foreign, method=Method.NEGOTIATION)
    bare = Description(reason_codes=(), import_proof="")
    packages.describe(package_id=made.pk, version=made.version, told=bare, actor=place.pp)
    buyer = at_work(browser, live_server.url, place.pp)
    buyer.goto(f"{live_server.url}/beli/D43/paket/{made.pk}/")
    expect(buyer.get_by_text("tercatat impor").first).to_be_visible()
    buyer.get_by_role("button", name="Buat pesanan", exact=True).click()
    expect(buyer.get_by_text("bukti pencarian produk dalam negeri").first).to_be_visible()
    seen(buyer, "impor-ditolak")
    assert not Order.objects.exists()

    buyer.get_by_label("Jumlah yang ditawarkan kelas lebih tinggi tidak mencukupi").check()
    buyer.locator("#id_alasan-import_proof").fill(
        "Dicari di katalog dengan kata kertas F4 80 gram: stok dalam negeri kurang."
    )
    done(buyer, "Simpan alasan", "Alasan disimpan.")
    done(buyer, "Buat pesanan", "Pesanan dibuat.")
    expect(buyer.get_by_text("stok dalam negeri kurang").first).to_be_visible()
    assert Order.objects.get().state == OrderState.NEGOTIATION


def test_an_order_is_amended_and_then_ended_by_agreement(browser: Browser, live_server: Any) -> None:
    place, url = office(), live_server.url
    order = place.order(OrderState.PROCESS)
    ppk = at_work(browser, url, place.ppk)
    ppk.goto(f"{url}/beli/D43/pesanan/{order.code}/adendum/")
    ppk.get_by_label("Jumlah Kertas HVS F4 80 g").fill("11")
    ppk.get_by_label("Alasan adendum").fill("Satu ruang rapat bertambah.")
    seen(ppk, "adendum-usul")
    done(ppk, "Usulkan dan tanda tangani", "Adendum diusulkan")
    seller = at_work(browser, url, place.owner)
    theirs = f"{url}/usaha/{place.shop.firm.pk}/pesanan/{order.code}/"
    seller.goto(f"{theirs}adendum/")
    seen(seller, "adendum-banding")
    done(seller, "Tanda tangani adendum", "Adendum ditandatangani dan berlaku.")
    assert Order.objects.get().lines.get().quantity == 11

    ppk.goto(f"{url}/beli/D43/pesanan/{order.code}/")
    ppk.get_by_text("Minta pembatalan").first.click()
    ppk.locator("#id_minta_batal-reason_code").select_option(label="Disepakati kedua pihak")
    ppk.locator("#id_minta_batal-note").fill("Kebutuhan berubah sesudah adendum.")
    done(ppk, "Minta pembatalan", "PPK meminta pembatalan")
    seller.goto(theirs)
    seen(seller, "batal-usaha")
    done(seller, "Setujui pembatalan", "Pesanan dibatalkan.")
    assert Order.objects.get().state == OrderState.CANCELLED


def test_paper_is_called_accepted_and_paid_by_month(browser: Browser, live_server: Any) -> None:
    place, url = office(), live_server.url
    order = place.order(OrderState.PROCESS, kind=OrderKind.CALL_OFF)
    ppk = at_work(browser, url, place.ppk)
    ppk.goto(f"{url}/beli/D43/pesanan/{order.code}/panggilan/")
    ppk.get_by_label("Kertas HVS F4 80 g").first.fill("4")
    ppk.get_by_label("Untuk tanggal").fill((clock.today() + timedelta(days=3)).isoformat())
    done(ppk, "Panggil", "Panggilan dikirim")
    seen(ppk, "panggilan-ppk")
    seller = at_work(browser, url, place.owner)
    seller.goto(f"{url}/usaha/{place.shop.firm.pk}/pesanan/{order.code}/panggilan/")
    done(seller, "Sanggupi", "Panggilan disanggupi.")
    seen(seller, "panggilan-usaha")
    assert CallOff.objects.get().answered_at is not None

    theirs, ours = f"{url}/usaha/{place.shop.firm.pk}/pesanan/{order.code}/", f"{url}/beli/D43/pesanan/{order.code}/"
    seller.goto(f"{url}/usaha/{place.shop.firm.pk}/pesanan/")
    seller.get_by_role("link", name="Kirim panggilan 1").click()
    done(seller, "Siapkan kiriman", "Kiriman disiapkan.")
    done(seller, "Kirim", "Kiriman berangkat.")
    pptk = at_work(browser, url, place.pptk)
    pptk.goto(f"{ours}penerimaan/")
    done(pptk, "Catat tiba", "Tanggal tiba dicatat.")
    done(pptk, "Simpan pemeriksaan", "Pemeriksaan disimpan.")
    ppk.goto(f"{url}/beli/D43/")
    ppk.get_by_role("link", name="Buat serah terima (BAST)").click()
    done(ppk, "Buat dan tanda tangani", "BAST dibuat")
    seller.goto(f"{theirs}pengiriman/")
    done(seller, "Tanda tangani BAST", "BAST ditandatangani kedua pihak.")
    seller.get_by_label("Nomor tagihan").fill("INV-01")
    expect(seller.get_by_label("Untuk", exact=True)).to_have_value("termin")
    expect(seller.get_by_text("bila seluruhnya dipanggil").first).to_be_visible()
    seen(seller, "tagih-bulan-usaha")
    done(seller, "Kirim tagihan", "Tagihan masuk ke bendahara.")
    treasurer = at_work(browser, url, place.people[Role.BENDAHARA])
    treasurer.goto(f"{url}/beli/D43/")
    treasurer.get_by_role("link", name="Periksa dan sahkan pajak").click()
    seen(treasurer, "tagihan-bulan-bendahara")
    payment = Payment.objects.get(order=order)
    payments.confirm_taxes(payment_id=payment.pk, taxes=None, actor=place.people[Role.BENDAHARA])
    payments.document(
        payment_id=payment.pk, way="ls", proof=Proof(clock.today(), "SP2D-1", evidence="bukti"),
        actor=place.people[Role.BENDAHARA],
    )  # fmt: skip

    seller.goto(f"{theirs}panggilan/")
    expect(seller.get_by_text("dibayar Rp").first).to_be_visible()
    # The price list runs on; what was called counts once, and the month is paid.
    anybody = browser.new_page()
    anybody.goto(f"{url}/pesanan/{order.code}/")
    expect(anybody.get_by_text("Seluruhnya, 40,00% dari batas")).to_be_visible()
    seen(anybody, "pesanan-bertahap-umum")
    paid = SpendFact.objects.filter(document__key=order.code, stage=Stage.PAID, known_to=None)
    assert [one.amount for one in paid] == [CallOff.objects.get().total]
    assert Order.objects.get().state == OrderState.PROCESS
