"""A case in a browser: flags, question, answer by the unit, conclusion by another, finding, plan and deposit."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from belanja.journal.services import Actor
from belanja.oversight.models import Finding
from belanja.oversight.services import findings
from belanja.rules.oversight.states import CaseState
from tests.oversight.world import FORM, Desk, deepened, desk, found
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium, signed_in

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]
SHOTS = os.environ.get("BELANJA_SHOTS", "")


def shot(page: Page, name: str) -> None:
    fit(page)
    if SHOTS:
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(SHOTS) / f"kasus-{name}-{width}.png"), full_page=True)


def test_a_case_from_flag_to_follow_up(browser: Browser, live_server: Any, transactional_db: None) -> None:
    of = desk()
    of.flag("waktu.terlalu_cepat", evidence={"result": {"figures": {"menit": "12", "nilai": "150000000"}}})
    case = of.case()
    url = live_server.url

    def at(who: Actor, path: str) -> Page:
        page = signed_in(browser, url, who)
        page.goto(f"{url}{path}")
        return page

    auditor = at(of.auditor, "/pantau/D43/kasus/")
    shot(auditor, "daftar")
    auditor.get_by_role("link", name=case.code).click()
    auditor.get_by_label("Saya tidak terkait").check()
    auditor.get_by_role("button", name="Telaah kasus ini").click()
    auditor.get_by_label("Kepada").select_option(f"unit:{of.unit.pk}")
    auditor.get_by_label("Pertanyaan", exact=True).fill("Mengapa dibeli dalam 12 menit dari penyedia yang sama?")
    auditor.get_by_role("button", name="Minta klarifikasi").click()
    expect(auditor.get_by_text("Menunggu klarifikasi").first).to_be_visible()
    shot(auditor, "ditanya")

    head = at(of.pa, "/pantau/D43/pertanyaan/")
    shot(head, "pertanyaan")
    head.get_by_role("link", name="Mengapa dibeli").click()
    head.get_by_role("textbox", name="Jawaban Anda").fill(
        "Kontrak payung tahunan; harga sudah disepakati pada Januari."
    )
    shot(head, "jawab")
    head.get_by_role("button", name="Kirim jawaban").click()
    expect(head.get_by_text("Jawaban diterima APIP.")).to_be_visible()

    _to_finding(of, case)
    auditor.goto(f"{url}/pantau/D43/kasus/{case.code}/")
    expect(
        auditor.get_by_text("Temuan disampaikan").first.or_(auditor.get_by_text("Rekomendasi").first)
    ).to_be_visible()
    shot(auditor, "temuan")
    head.goto(f"{url}/pantau/D43/pertanyaan/temuan/{Finding.objects.get().code}/")
    head.get_by_label("Rencana untuk rekomendasi 1").fill("Setor ke kas daerah lewat bendahara.")
    head.get_by_label("Rekomendasi 1 selesai tanggal").fill("2099-12-01")
    head.get_by_role("button", name="Kirim rencana aksi").first.click()
    expect(head.get_by_text("Ditindaklanjuti").first).to_be_visible()
    shot(head, "tindak-lanjut")
    auditor.goto(f"{url}/pantau/D43/temuan/")
    shot(auditor, "saldo")


def _to_finding(of: Desk, case: Any) -> None:
    """The steps between, which look alike."""
    for act in (deepened, found):
        case.refresh_from_db()
        act(of, case)
    findings.write_finding(case_id=case.pk, version=None, form=FORM, unit=of.unit, actor=of.auditor)
    findings.issue_findings(case_id=case.pk, version=None, actor=of.supervisor)
    case.refresh_from_db()
    assert case.state == CaseState.RECOMMENDED
