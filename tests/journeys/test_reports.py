"""A report in a real browser: drafted, frozen, issued, printed, signed and returned."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from belanja.accounts.models import User
from belanja.documents.models import Paper, SignedCopy
from belanja.foundation import clock
from belanja.reporting.models import Snapshot
from belanja.rules.duties import Role
from tests.intake.files import GOV
from tests.journeys.test_officers import sign_in
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.officers import load, person

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, needs_chromium]


def test_from_a_draft_to_the_signed_copy(
    browser: Browser, live_server: Any, transactional_db: None, tmp_path: Path
) -> None:
    example = load(tmp_path)
    page = sign_in(browser.new_context(accept_downloads=True), live_server.url, person(example.government, Role.APIP))
    page.get_by_role("link", name="Laporan", exact=True).last.click()
    fit(page)
    page.get_by_label("Triwulan", exact=True).select_option("2025-3")
    page.get_by_role("button", name="Buka draf").click()
    expect(page.get_by_text("Draf: angka dihitung dari data saat ini")).to_be_visible()
    fit(page)

    page.get_by_role("link", name="Bekukan angka").click()
    fit(page)
    page.get_by_label("Saya sudah memeriksa draf ini").check()
    page.get_by_role("button", name="Bekukan angka").click()
    expect(page.get_by_role("heading", name="Ada yang perlu diperbaiki")).to_be_visible()
    fit(page)
    page.get_by_label("Mengapa unit tidak ditanya lebih dahulu").fill("Unit sudah ditanya dalam rapat.")
    page.get_by_role("button", name="Bekukan angka").click()
    expect(page.get_by_text("Berkasnya tidak berubah lagi.")).to_be_visible()
    page.get_by_role("link", name="Satu halaman untuk Pimpinan").click()
    expect(page.get_by_role("heading", name="Keputusan yang diminta")).to_be_visible()
    fit(page)
    page.go_back()

    _review(browser, live_server.url, page, person(example.government, Role.APIP))
    page.get_by_role("link", name="Terbitkan").click()
    fit(page)
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_text("diberi nomor register dan kode verifikasi")).to_be_visible()
    fit(page)
    snapshot = Snapshot.objects.get(quarter=3)
    paper = Paper.objects.get(subject=f"snapshot:{snapshot.pk}")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="PDF", exact=True).click()
    printed = waiting.value.path()

    page.locator("#naskah a").first.click()
    page.get_by_role("link", name="Unggah salinan bertanda tangan").click()
    fit(page)
    page.get_by_label("Salinan bertanda tangan").set_input_files(
        {"name": "laporan-bertanda-tangan.pdf", "mimeType": "application/pdf", "buffer": signed(printed.read_bytes())}
    )
    page.locator("input[name=tanggal]").fill(clock.today().isoformat())
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_text("isi sama, ditambah tanda tangan atau penanda").first).to_be_visible()
    copy = SignedCopy.objects.get(paper=paper)
    assert copy.state == "diterima"

    page.goto(f"{live_server.url}/pemda/{GOV}/laporan/")
    page.get_by_role("link", name="Triwulan III 2025").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Triwulan III Tahun Anggaran 2025")
    fit(page)


def _review(browser: Browser, server: str, page: Page, reviewer: User) -> None:
    """The maker hands the report in; somebody else notes, is answered, clears and agrees."""
    report = page.url
    page.get_by_role("link", name="Telaah").click()
    page.get_by_role("button", name="Ajukan untuk ditelaah").click()
    expect(page.get_by_text("Anda ikut menyusun laporan ini")).to_be_visible()
    fit(page)
    other = sign_in(browser.new_context(), server, reviewer)
    other.goto(page.url)
    other.get_by_text("Beri catatan").click()
    other.get_by_role("textbox", name="Catatan").fill("Jelaskan porsi yang belum diketahui.")
    fit(other)
    other.get_by_role("button", name="Kirim catatan").click()
    page.reload()
    page.get_by_role("textbox", name="Jawaban").fill("Sudah diuraikan dalam lampiran.")
    fit(page)
    page.get_by_role("button", name="Kirim jawaban").click()
    other.reload()
    other.get_by_role("button", name="Tutup catatan").click()
    other.get_by_role("button", name="Setujui untuk ditandatangani").click()
    expect(other.get_by_text("Telaah selesai").first).to_be_visible()
    fit(other)
    page.goto(report)


def signed(printed: bytes) -> bytes:
    """What a signing service does: the same file with something appended to it."""
    return printed + b"\n% tanda tangan elektronik\n"
