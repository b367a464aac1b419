"""A paper in a real browser: letterhead, number, the signed copy that returns, and a stranger who checks it."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, expect

from belanja.documents import selectors, services, stationery
from belanja.documents.models import Paper
from belanja.documents.pdf.content import Content, Heading, Paragraph
from belanja.documents.pdf.setting import pdf
from belanja.documents.services import NewFile
from belanja.foundation import clock
from belanja.institutions.services import ensure_government
from belanja.journal.services import CONSOLE
from belanja.rules.duties import Role
from belanja.rules.papers import Kind
from tests.intake.files import GOV
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.officers import person

from .test_officers import sign_in

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]
EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>'


def files(paper: Paper) -> Sequence[NewFile]:
    content = Content(
        title=paper.title,
        day=clock.today(),
        number=paper.number,
        letterhead=stationery.on_paper(selectors.letterhead(paper.government)),
        body=[Heading("Ringkasan"), Paragraph("Tercapai 25,88% dari belanja pengadaan.")],
        verification=stationery.check_block(paper),
    )
    return [NewFile(name="laporan.pdf", media_type="application/pdf", content=pdf(content))]


def signed(path: Path, to: Path) -> Path:
    """As a signing program leaves it: the same pages, written anew."""
    out = io.BytesIO()
    pypdf.PdfWriter(clone_from=pypdf.PdfReader(path)).write(out)
    to.write_bytes(out.getvalue())
    return to


def test_a_paper_is_printed_signed_returned_and_checked(
    browser: Browser, live_server: Any, transactional_db: None, tmp_path: Path
) -> None:
    government = ensure_government(code=GOV, name="Kab. Contoh", kind_text="KABUPATEN", actor=CONSOLE)
    context = browser.new_context(accept_downloads=True)
    page = sign_in(context, live_server.url, person(government, Role.KEPALA_BIRO_PBJ))

    page.get_by_role("link", name="Kop naskah", exact=True).click()
    page.get_by_label("Baris kop").fill("PEMERINTAH KABUPATEN CONTOH\nINSPEKTORAT DAERAH")
    emblem = tmp_path / "lambang.svg"
    emblem.write_text(EMBLEM)
    page.get_by_label("Lambang", exact=False).first.set_input_files(str(emblem))
    page.get_by_role("button", name="Simpan kop").click()
    expect(page.get_by_text("Kop disimpan.")).to_be_visible()
    fit(page)
    page.get_by_role("link", name="Penanda tangan", exact=True).click()
    page.get_by_label("Jabatan", exact=True).fill("Inspektur Daerah")
    page.get_by_label("Nama dengan gelar").fill("Contoh Nama")
    page.get_by_role("button", name="Catat").click()
    expect(page.get_by_text("dicatat sebagai penanda tangan")).to_be_visible()
    fit(page)

    paper = services.issue(kind=Kind.REPORT, government=government, title="Laporan Contoh", files=files, actor=CONSOLE)
    page.get_by_role("link", name="Naskah", exact=True).click()
    fit(page)
    page.get_by_role("link", name="Laporan Contoh").first.click()
    fit(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="laporan.pdf").click()
    original = tmp_path / "laporan.pdf"
    saved.value.save_as(original)
    assert original.read_bytes() == bytes(paper.files.get().content)

    page.get_by_role("link", name="Catat nomor resmi").click()
    fit(page)
    page.get_by_label("Nomor resmi").fill("7/Insp/2026")
    page.get_by_role("button", name="Catat nomor").click()
    expect(page.get_by_text("Nomor resmi 7/Insp/2026 dicatat.")).to_be_visible()
    page.get_by_role("link", name="Unggah salinan bertanda tangan").click()
    fit(page)
    copy = signed(original, tmp_path / "salinan.pdf")
    page.get_by_label("Salinan bertanda tangan").set_input_files(str(copy))
    page.get_by_label("Cara ditandatangani").select_option("srikandi")
    page.get_by_role("button", name="Bandingkan dan simpan").click()
    expect(page.get_by_text("Salinan disimpan: teks setiap halaman sama")).to_be_visible()
    fit(page)

    stranger = browser.new_context().new_page()
    stranger.goto(f"{live_server.url}/verifikasi/")
    fit(stranger)
    stranger.get_by_label("Kode verifikasi").fill(paper.code.lower().replace("-", " "))
    stranger.get_by_role("button", name="Periksa").click()
    expect(stranger.get_by_text("masih berlaku")).to_be_visible()
    expect(stranger.get_by_text("Contoh Nama")).to_have_count(0)
    fit(stranger)
    stranger.get_by_label("Berkas Anda", exact=True).set_input_files(str(original))
    stranger.get_by_role("button", name="Bandingkan").click()
    expect(stranger.get_by_text("sama persis dengan laporan.pdf")).to_be_visible()
    fit(stranger)
    stranger.get_by_label("Berkas Anda", exact=True).set_input_files(str(copy))
    stranger.get_by_role("button", name="Bandingkan").click()
    expect(stranger.get_by_text("sama persis dengan salinan bertanda tangan")).to_be_visible()
