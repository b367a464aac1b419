"""A treasurer confirms the taxes of a bill, uploads the SP2D register with columns of its own, shares out a row of kind
GU, and takes the share back again. Every page is held against axe on a phone and a desktop."""

import csv
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.rules.buying.states import OrderState, PaymentPart
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.officers import PASSWORD
from tests.support.receiving import Deal, Wanted, accepted, billed, deal, handed_over

from .test_officers import sign_in

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]


def owed() -> Deal:
    """Two instalments that are billed and not paid."""
    made = deal(Wanted(Decimal(12), Decimal(1_000_000)))
    for number, quantity in (("INV-1", 5), ("INV-2", 7)):
        accepted(made, quantity)
        handed_over(made)
        billed(made, number, PaymentPart.INSTALMENT)
    return made


def register(made: Deal, folder: Path) -> Path:
    """Two rows: the first instalment as it is, and one that says something else."""
    today = f"{clock.today():%d/%m/%Y}"
    place = folder / "sp2d.csv"
    with place.open("w", newline="") as file:
        csv.writer(file, delimiter=";").writerows(
            [
                ["Urut", "Bukti Bayar", "Hari", "Kepada", "Rupiah Cair", "Nomor Rek"],
                ["1", "0001/SP2D/LS", today, made.order.firm_name, "5.550.000,00", "0011 2233"],
                ["2", "0002/SP2D/GU", today, "Bendahara Pengeluaran", "9.000.000,00", ""],
            ]
        )
    return place


def signed_in(browser: Browser, live_server: Any, user_id: int | None) -> Page:
    cache.clear()
    user = User.objects.get(pk=user_id)
    user.set_password(PASSWORD)
    user.save()
    return sign_in(browser.new_context(), live_server.url, user)


def test_a_guarantee_is_recorded_shown_to_the_treasurer_and_claimed(
    browser: Browser, live_server: Any, tmp_path: Path
) -> None:
    made = deal(advance=Decimal(2_000_000))
    payment = billed(made, "UM-1", PaymentPart.ADVANCE, amount=Decimal(2_000_000)).payments.get()
    page = signed_in(browser, live_server, made.treasurer.user_id)
    page.goto(f"{live_server.url}/beli/D43/pembayaran/{payment.pk}/")
    expect(page.get_by_text("Rp2.000.000 uang muka belum dijamin.")).to_be_visible()
    fit(page)

    page = signed_in(browser, live_server, made.ppk.user_id)
    page.goto(f"{live_server.url}/beli/D43/pesanan/{made.order.code}/")
    page.get_by_role("link", name="Jaminan").click()
    fit(page)
    scan = tmp_path / "jaminan.pdf"
    scan.write_bytes(b"%PDF-1.7 contoh %%EOF")
    page.get_by_label("Jaminan uang muka").check()
    for label, value in (
        ("Nomor jaminan", "JUM/2026/001"), ("Penerbit", "Bank Contoh"), ("Nilai jaminan", "2.000.000"),
        ("Berlaku sejak", f"{clock.today():%Y-%m-%d}"),
        ("Berlaku sampai", f"{clock.today() + timedelta(days=9):%Y-%m-%d}"),
    ):  # fmt: skip
        page.get_by_label(label).fill(value)
    page.get_by_label("Pindaian").set_input_files(scan)
    page.get_by_role("button", name="Catat jaminan").click()
    expect(page.get_by_text("Jaminan dicatat.")).to_be_visible()
    expect(page.get_by_text("belum dijamin")).to_have_count(0)
    fit(page)
    with page.expect_download() as kept:
        page.get_by_role("link", name="jaminan.pdf").click()
    assert Path(kept.value.path()).read_bytes() == scan.read_bytes()
    page.goto(f"{live_server.url}/beli/D43/")
    expect(page.get_by_text("atau cairkan jaminan uang muka JUM/2026/001")).to_be_visible()
    fit(page)
    page.get_by_role("link", name="Perpanjang, kembalikan").click()
    page.get_by_text("Cairkan jaminan uang muka").click()
    page.locator("details.act[open]").get_by_label("Alasan").fill("Barang tidak pernah dikirim.")
    page.get_by_role("button", name="Catat dicairkan").click()
    expect(page.get_by_text("Dicairkan", exact=True)).to_be_visible()
    fit(page)


def test_confirmed_uploaded_matched_and_taken_apart(browser: Browser, live_server: Any, tmp_path: Path) -> None:
    made = owed()
    page = signed_in(browser, live_server, made.treasurer.user_id)

    page.goto(f"{live_server.url}/beli/D43/pembayaran/")
    expect(page.get_by_text("belum dibayar").first).to_be_visible()
    fit(page)
    page.get_by_role("link", name="Termin INV-2").click()
    expect(page.get_by_text("Tagihan cocok dengan pesanan dan BAST.")).to_be_visible()
    fit(page)
    page.get_by_role("button", name="Sahkan pajak").click()
    expect(page.get_by_text("Pajak disahkan.")).to_be_visible()
    fit(page)

    page.get_by_role("link", name="Register SP2D").first.click()
    page.get_by_text("Unggah register").first.click()
    fit(page)
    page.get_by_label("Register SP2D").set_input_files(register(made, tmp_path))
    page.get_by_role("button", name="Unggah register").click()
    fit(page)
    for column, meaning in (
        ("Urut", "tidak dipakai"), ("Bukti Bayar", "Nomor SP2D"), ("Hari", "Tanggal SP2D"), ("Kepada", "Nama penerima"),
        ("Rupiah Cair", "Nilai"), ("Nomor Rek", "Nomor rekening penerima"),
    ):  # fmt: skip
        page.get_by_label(f"“{column}”").select_option(label=meaning)
    page.get_by_role("button", name="Simpan arti kolom").click()
    expect(page.get_by_text("2 dari 2 baris dapat dimuat.")).to_be_visible()
    fit(page)
    page.get_by_role("button", name="Muat register").click()
    expect(page.get_by_text("2 baris baru dimuat, 1 pembayaran cocok.")).to_be_visible()
    fit(page)

    page.get_by_role("link", name="Lihat yang belum cocok").click()
    fit(page)
    page.get_by_role("link", name="0002/SP2D/GU").click()
    page.get_by_label("Cari pembayaran").fill("INV-2")
    page.get_by_role("button", name="Cari").click()
    fit(page)
    shared = page.locator("section.act", has_text="Bagi ke beberapa tagihan")
    shared.get_by_label("INV-2").fill("9.500.000")
    shared.get_by_role("button", name="Bagi").click()
    expect(page.get_by_text("tidak boleh melebihi yang ditagih")).to_be_visible()
    expect(shared.get_by_label("INV-2")).to_have_value("9.500.000")
    fit(page)
    shared.get_by_label("INV-2").fill("7.770.000")
    shared.get_by_role("button", name="Bagi").click()
    expect(page.get_by_text("Rp1.230.000 dari baris ini belum ada pembayarannya.")).to_be_visible()
    assert made.again().state == OrderState.COMPLETED
    fit(page)
    page.get_by_text("Bukan pembayaran Termin INV-2").click()
    page.locator("details.act[open]").get_by_label("Alasan").fill("Ternyata untuk tagihan lain.")
    page.get_by_role("button", name="Lepaskan").click()
    expect(page.get_by_text("Baris dan pembayaran dilepas.")).to_be_visible()
    assert made.again().state == OrderState.PROCESS
