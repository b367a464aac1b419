"""A case in a browser, in two legs: from a flag over questions to a unit and a firm to its finding; from the finding
over objection, plan and deposit to its end. What the report makes of it stands in test_report_to_leadership."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.oversight.models import Case, Deposit, Finding
from belanja.oversight.services import asking
from belanja.rules.duties import Role
from belanja.rules.oversight.states import CaseState, FindingState, Verdict
from tests.oversight.world import SCAN, Desk, deepened, desk
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium, signed_in
from tests.support.people import hired

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]
SHOTS = os.environ.get("BELANJA_SHOTS", "")
EVIDENCE = {
    "result": {"figures": {"menit": "12", "nilai": "150000000"}, "thresholds": []},
    "subject": {"parts": [["ppk", "7"]], "amount": "150000000"},
}
FILE = {"name": "kontrak.pdf", "mimeType": "application/pdf", "buffer": SCAN.content}


def shot(page: Page, name: str) -> None:
    fit(page)
    if SHOTS:
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(SHOTS) / f"kasus-{name}-{width}.png"), full_page=True)


class People:
    """Whoever acts in a journey, each in a browser of his own, which opens when he is first called."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.pages: dict[int | None, Page] = {}

    def at(self, who: Actor, path: str) -> Page:
        if who.user_id not in self.pages:
            self.pages[who.user_id] = signed_in(self.browser, self.url, who)
        page = self.pages[who.user_id]
        page.goto(f"{self.url}{path}")
        return page


@pytest.fixture
def of(transactional_db: None) -> Desk:
    return desk()


@pytest.fixture
def people(browser: Browser, live_server: Any) -> People:
    return People(browser, live_server.url)


def test_a_case_from_its_flag_to_a_conclusion(of: Desk, people: People) -> None:
    of.flag("waktu.terlalu_cepat", evidence=EVIDENCE)
    case = of.case()
    here = f"/pantau/D43/kasus/{case.code}/"

    auditor = people.at(of.auditor, "/pantau/D43/tanda/waktu.terlalu_cepat/")
    shot(auditor, "pertanyaan-satu")
    auditor.locator("#tanda tbody a").first.click()
    shot(auditor, "tanda")
    auditor.get_by_role("link", name=case.code).click()
    shot(auditor, "baru")
    auditor.get_by_label("Saya tidak terkait").check()
    auditor.get_by_role("button", name="Telaah kasus ini").click()
    for whom, words in (("unit", "Mengapa dibeli dalam 12 menit?"), ("usaha", "Bagaimana harganya disusun?")):
        pk = of.unit.pk if whom == "unit" else of.firm.pk
        if whom == "usaha":
            auditor.locator("summary", has_text="Minta klarifikasi").click()
        auditor.get_by_label("Kepada").select_option(f"{whom}:{pk}")
        auditor.get_by_label("Pertanyaan", exact=True).fill(words)
        auditor.get_by_role("button", name="Minta klarifikasi").click()
        expect(auditor.get_by_text(words).first).to_be_visible()
    auditor.locator("summary", has_text="Terbitkan surat").click()
    question = case.questions.get(unit=of.unit)
    auditor.get_by_label("Untuk pertanyaan").select_option(str(question.pk))
    auditor.get_by_label("Nomor surat").fill("700/21/Insp")
    auditor.get_by_label("Tanggal surat").fill(clock.today().isoformat())
    auditor.get_by_role("button", name="Terbitkan surat").click()
    expect(auditor.get_by_role("link", name=f"Permintaan klarifikasi {question.code}")).to_be_visible()
    shot(auditor, "ditanya")
    auditor.get_by_role("link", name="Jejak bersama").click()
    expect(auditor.get_by_role("heading", name="Jejak bersama")).to_be_visible()
    shot(auditor, "jejak")
    hired(of.government, Role.PPK, Role.BENDAHARA, unit=of.other)
    people.at(of.auditor, "/pantau/D43/peran/").get_by_role("link", name="1 / 0").last.click()
    expect(auditor.get_by_text("Keduanya dipegang").first).to_be_attached()
    shot(auditor, "rangkap-tugas")

    head = people.at(of.pa, "/pantau/D43/pertanyaan/")
    shot(head, "pertanyaan-unit")
    head.get_by_role("link", name="Mengapa dibeli").click()
    with head.expect_download() as letter:
        head.get_by_role("link", name="Permintaan klarifikasi").click()
    assert letter.value.path().read_bytes().startswith(b"%PDF")
    _answered(head, "Kontrak payung tahunan; harga disepakati pada Januari.", "jawab-unit")
    seller = people.at(of.seller, f"/usaha/{of.firm.pk}/pertanyaan/")
    shot(seller, "pertanyaan-usaha")
    seller.get_by_role("link", name="Bagaimana harganya").click()
    _answered(seller, "Menurut daftar harga tahunan kami.", "jawab-usaha")

    auditor.goto(f"{people.url}{here}")
    expect(auditor.get_by_role("link", name="kontrak.pdf")).to_have_count(2)
    auditor.get_by_label("Simpulan dan alasannya").select_option("pendalaman:jawaban_kurang")
    auditor.get_by_label("Pertimbangan").fill("Jumlahnya tidak sama dengan berita acara.")
    auditor.get_by_role("button", name="Usulkan simpulan").click()
    expect(auditor.get_by_text("menunggu penetapan orang lain")).to_be_visible()
    shot(auditor, "diusulkan")
    other = people.at(of.supervisor, here)
    shot(other, "menetapkan")
    other.get_by_role("button", name="Tetapkan simpulan").click()
    expect(other.get_by_text("Pendalaman").first).to_be_visible()
    shot(people.at(of.third, "/pantau/D43/kasus/"), "daftar")
    case.refresh_from_db()
    assert case.state == CaseState.DEEPENING


def _answered(page: Page, words: str, name: str) -> None:
    page.get_by_role("textbox", name="Jawaban Anda").fill(words)
    page.get_by_label("Lampiran").set_input_files(FILE)  # type: ignore[arg-type]
    shot(page, name)
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_text("Jawaban diterima APIP.")).to_be_visible()
    expect(page.get_by_role("link", name="kontrak.pdf")).to_be_visible()


def test_a_finding_from_its_form_over_an_objection_to_nothing_owed(of: Desk, people: People) -> None:
    case = of.case(CaseState.CLARIFYING)
    asking.answer(question_id=case.questions.get().pk, words="Rutin.", actor=of.pa)
    deepened(of, case)
    of.disposed(Case.objects.get(), Verdict.FIND, "kelebihan_bayar")
    here = f"/pantau/D43/kasus/{case.code}/"

    auditor = people.at(of.auditor, here)
    auditor.get_by_label("Penanggung jawab").select_option(f"unit:{of.unit.pk}")
    for label, words in (
        ("Judul", "Kelebihan bayar kursi"),
        ("Kondisi", "Dibayar 12 kursi, diterima 10."),
        ("Kriteria", "Dibayar menurut yang diterima."),
        ("Sebab", "Barang tidak diperiksa."),
        ("Akibat", "Kelebihan bayar Rp1.000.000."),
        ("Rekomendasi 1", "Setor ke kas daerah."),
        ("Jabatan pelaksana 1", "PPK"),
        ("Nilai kelebihan bayar dalam rupiah", "1.000.000"),
    ):
        auditor.get_by_label(re.compile(f"^{label}")).fill(words)
    auditor.get_by_label("Jenis", exact=True).select_option("kelebihan_bayar")
    shot(auditor, "menulis-temuan")
    auditor.get_by_role("button", name="Tulis temuan").click()
    expect(auditor.get_by_role("link", name="Kelebihan bayar kursi")).to_be_visible()
    people.at(of.supervisor, here).get_by_role("button", name="Sampaikan temuan").click()
    finding = Finding.objects.get()
    theirs, ours = f"/pantau/D43/pertanyaan/temuan/{finding.code}/", f"/pantau/D43/temuan/{finding.code}/"

    head = people.at(of.pa, theirs)
    head.locator("summary", has_text="Ajukan keberatan").click()
    head.get_by_label("Keberatan Anda").fill("Dua kursi diterima kemudian, lihat berita acara.")
    head.get_by_role("button", name="Ajukan keberatan").click()
    expect(head.get_by_text("keberatan", exact=False).first).to_be_visible()
    third = people.at(of.third, ours)
    shot(third, "keberatan")
    third.get_by_label("Tidak diterima").check()
    third.get_by_label("Pertimbangan").fill("Berita acara itu tentang pesanan lain.")
    third.get_by_role("button", name="Putuskan keberatan").click()
    shot(third, "diputus")

    head.goto(f"{people.url}{theirs}")
    head.get_by_label("Rencana untuk rekomendasi 1").fill("Setor lewat bendahara.")
    head.get_by_label("Rekomendasi 1 selesai tanggal").fill("2099-12-01")
    shot(head, "rencana")
    head.get_by_role("button", name="Kirim rencana aksi").first.click()
    head.locator("summary", has_text="Catat setoran").click()
    head.get_by_label("Untuk", exact=True).select_option("kelebihan_bayar")
    head.get_by_label("Nilai setoran dalam rupiah").fill("1.000.000")
    head.get_by_label("Nomor Surat Tanda Setoran").fill("STS-9")
    head.get_by_label("Tanggal setor").fill(clock.today().isoformat())
    head.get_by_label("Pindaian STS").set_input_files(FILE)  # type: ignore[arg-type]
    head.get_by_role("button", name="Catat setoran").click()
    expect(head.get_by_text("menunggu pemeriksaan").first).to_be_visible()
    shot(head, "setoran")

    auditor.goto(f"{people.url}{ours}")
    auditor.get_by_label("Diterima: dihitung").check()
    auditor.get_by_role("button", name="Periksa setoran").click()
    auditor.get_by_label("Rekomendasi", exact=True).select_option("1")
    auditor.get_by_label("Tindak lanjutnya").select_option("selesai")
    auditor.get_by_label("Pertimbangan").first.fill("STS sah dan terbaca di kas daerah.")
    auditor.get_by_role("button", name="Nilai tindak lanjut").click()
    expect(auditor.get_by_text("Tuntas").first).to_be_visible()
    shot(auditor, "tuntas")
    shot(people.at(of.auditor, "/pantau/D43/temuan/"), "saldo")
    other = people.at(of.supervisor, here)
    other.get_by_role("button", name="Selesaikan kasus").click()
    expect(other.get_by_text("Selesai").first).to_be_visible()
    shot(other, "selesai")
    finding.refresh_from_db()
    case.refresh_from_db()
    assert (finding.state, case.state) == (FindingState.SETTLED, CaseState.DONE)
    assert Deposit.objects.get().accepted
