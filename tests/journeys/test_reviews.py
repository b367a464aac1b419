"""A review in a browser: planned, declared, drawn and drawn again, a working paper written and looked over, a note that
its unit answers, the report."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.oversight.models import ResultNote, Review
from belanja.rules.oversight.checklists import checklist
from belanja.rules.oversight.reviews import ReviewKind, ReviewState
from tests.oversight.review_world import Table, table
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium, signed_in

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]
SHOTS = os.environ.get("BELANJA_SHOTS", "")
QUESTIONS = checklist(ReviewKind.TRANSACTIONS, date(2026, 1, 1)).questions


def shot(page: Page, name: str) -> None:
    fit(page)
    if SHOTS:
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(SHOTS) / f"reviu-{name}-{width}.png"), full_page=True)


class People:
    """The team and the head of the unit, each in a browser of his own."""

    def __init__(self, browser: Browser, url: str, of: Table) -> None:
        self.url = url
        who = {"supervisor": of.supervisor, "leader": of.leader, "member": of.member, "head": of.pa}
        self.pages = {name: signed_in(browser, url, actor) for name, actor in who.items()}

    def at(self, name: str, path: str) -> Page:
        page = self.pages[name]
        page.goto(f"{self.url}{path}")
        return page


def test_a_review_from_its_plan_to_its_report(browser: Browser, live_server: Any, transactional_db: None) -> None:
    of = table()
    of.document("K1")
    people = People(browser, live_server.url, of)
    here = _planned(people, of)
    for name in ("supervisor", "leader", "member"):
        page = people.at(name, here)
        page.get_by_label("Saya tidak terkait").check()
        page.get_by_role("button", name="Nyatakan independen").click()
    _drawn(people, here)
    paper = f"{here}sampel/1/1/"
    _written(people, paper)
    _looked_over(people, here, paper)
    _noted(people)

    page = people.at("supervisor", here)
    page.locator("#id_terbitkan_lhr-letter_number").fill("700/9")
    page.locator("#id_terbitkan_lhr-letter_date").fill(clock.today().isoformat())
    page.get_by_role("button", name="Terbitkan LHR").click()
    expect(page.get_by_text("Laporan hasil reviu").first).to_be_visible()
    shot(page, "laporan")
    assert Review.objects.get().state == ReviewState.REPORTED


def _planned(people: People, of: Table) -> str:
    page = people.at("supervisor", "/pantau/D43/reviu/")
    shot(page, "daftar")
    page.get_by_role("link", name="Rencanakan reviu").click()
    page.get_by_label("Jenis").select_option("reviu_transaksi")
    page.get_by_label("Judul penugasan").fill("Reviu triwulan I")
    page.get_by_label("Nomor surat tugas").fill("700/8")
    for label, day in (
        ("Tanggal surat tugas", "2026-04-01"), ("Yang direviu mulai", "2026-01-01"), ("Sampai dengan", "2026-03-31"),
    ):  # fmt: skip
        page.get_by_label(label).fill(day)
    page.get_by_label("Unit yang direviu").select_option(str(of.unit.pk))
    page.get_by_label("Pengendali teknis").select_option(_value(of.supervisor))
    page.get_by_label("Ketua tim").select_option(_value(of.leader))
    page.locator(f"input[name$=members][value='{_value(of.member)}']").check()
    shot(page, "rencana")
    page.get_by_role("button", name="Rencanakan reviu").click()
    expect(page.get_by_role("heading", name="Reviu triwulan I")).to_be_visible()
    return f"/pantau/D43/reviu/{Review.objects.get().code}/"


def _drawn(people: People, here: str) -> None:
    page = people.at("leader", here)
    page.get_by_role("button", name="Mulai pelaksanaan").click()
    page.get_by_label("Acak sederhana").check()
    page.get_by_role("textbox", name="Ukuran sampel").fill("5")
    page.get_by_role("textbox", name="Benih").fill("700/8")
    shot(page, "tarik")
    page.get_by_role("button", name="Tarik sampel").click()
    page.get_by_role("link", name="Sampel 1").click()
    page.get_by_role("link", name="Tarik ulang").click()
    expect(page.get_by_text("Sampel yang sama ditarik lagi.")).to_be_visible()
    shot(page, "sampel")


def _written(people: People, paper: str) -> None:
    page = people.at("member", paper)
    for number, question in enumerate(QUESTIONS, start=1):
        said = "tidak" if number == 1 else "ya"
        page.locator(f"input[name='tulis_kkr-said_{question.code}'][value='{said}']").check()
    page.get_by_label("Catatan 1").fill("Paketnya tidak ada di RUP.")
    page.get_by_label("Yang dilihat").fill("Berkasnya dibaca dan dicocokkan.")
    page.get_by_label("ada catatan").check()
    shot(page, "kertas-kerja")
    page.get_by_role("button", name="Tulis KKR").click()
    page.get_by_role("button", name="Ajukan KKR").click()
    expect(page.get_by_text("Menunggu ketua tim")).to_be_visible()


def _looked_over(people: People, here: str, paper: str) -> None:
    page = people.at("leader", paper)
    page.get_by_text("Beri catatan", exact=True).first.click()
    page.get_by_label("Catatan Anda").fill("Sebut nomor paketnya.")
    page.get_by_role("button", name="Beri catatan").click()
    page = people.at("member", paper)
    page.get_by_label("Catatan", exact=True).select_option(label="1. Sebut nomor paketnya.")
    page.get_by_label("Jawaban", exact=True).fill("Nomor paketnya 123.")
    shot(page, "catatan-reviu")
    page.get_by_role("button", name="Jawab catatan").click()
    page = people.at("leader", paper)
    page.get_by_label("Catatan", exact=True).select_option(label="1. Sebut nomor paketnya.")
    page.get_by_role("button", name="Tuntaskan catatan").click()
    page.get_by_role("button", name="Setujui KKR").click()
    page.get_by_text("Tulis catatan hasil", exact=True).first.click()
    for label in ("Judul", "Kondisi", "Kriteria", "Sebab", "Akibat", "Saran"):
        page.get_by_label(label, exact=True).fill(f"{label} dari pesanan ini.")
    page.get_by_role("button", name="Tulis catatan hasil").click()
    page = people.at("leader", here)
    page.get_by_role("button", name="Ajukan ke pengendali teknis").click()
    people.at("supervisor", paper).get_by_role("button", name="Setujui KKR").click()
    page = people.at("supervisor", here)
    shot(page, "berjenjang")
    page.get_by_role("button", name="Sampaikan CHR").click()
    expect(page.get_by_text("CHR disampaikan").first).to_be_visible()


def _noted(people: People) -> None:
    page = people.at("head", "/pantau/D43/pertanyaan/")
    shot(page, "pertanyaan")
    page.get_by_role("link", name="Judul dari pesanan ini.").click()
    page.get_by_label("Setuju", exact=True).check()
    page.get_by_role("textbox", name="Tanggapan").fill("Dicatat minggu ini.")
    shot(page, "tanggapan")
    page.get_by_role("button", name="Kirim tanggapan").click()
    expect(page.get_by_text("Tanggapan diterima APIP.")).to_be_visible()
    assert ResultNote.objects.get().answered_at is not None


def _value(actor: Actor) -> str:
    return str(actor.user_id)
