"""A clerk works off a quarantine, a colleague approves; an import is withdrawn by its page."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from belanja.institutions.models import Government
from belanja.intake import services
from belanja.intake.models import Pull
from belanja.journal.services import CONSOLE
from belanja.rules.duties import Role
from tests.intake.files import GOV, PD_A, PD_B, as_json, budget, v6
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.officers import person

from .test_officers import sign_in

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]
KEYS = ["01K32QD12XPKKTQMJ6E33ADS4" + letter for letter in "ABCDEFG"]


@pytest.fixture
def office(tmp_path: Path, transactional_db: None) -> Government:
    bad = [
        {**v6(KEYS[1], PD_A, 1), "total_harga": "dua puluh juta"},
        {**v6(KEYS[2], PD_A, 1), "total_harga": "dua puluh juta"},
        {**v6(KEYS[3], PD_B, 1), "total_harga": -5_000_000},
    ]
    services.import_paths(
        paths=[
            as_json(tmp_path / "anggaran.json", [budget(PD_A, 1_000_000_000), budget(PD_B, 500_000_000)]),
            as_json(tmp_path / "pesanan.json", [v6(KEYS[0], PD_A, 90_000_000), *bad]),
        ],
        actor=CONSOLE,
    )
    return Government.objects.get(code=GOV)


def test_a_quarantine_is_worked_off_by_two(browser: Browser, live_server: Any, office: Government) -> None:
    clerk = sign_in(browser.new_context(), live_server.url, person(office, Role.BIRO_PBJ))
    clerk.get_by_role("link", name="Karantina", exact=True).first.click()
    expect(clerk.get_by_text("3 baris, −Rp5.000.000 yang terbaca.")).to_be_visible()
    fit(clerk)
    clerk.get_by_label("Alasan", exact=True).first.select_option("bad_value")
    clerk.get_by_role("button", name="Tampilkan").click()
    for box in clerk.locator("input[name=baris]").all():
        box.check()
    clerk.get_by_label("Koreksi satu kolom pada semua baris yang dipilih").check()
    clerk.locator("textarea[name=reason]").fill("Surat pesanan nomor 12.")
    clerk.get_by_role("button", name="Kirim usulan").click()
    expect(clerk.get_by_role("link", name="Pilih kolom yang dikoreksi.")).to_be_visible()
    fit(clerk)
    clerk.get_by_label("Kolom yang dikoreksi").select_option("total_harga")
    clerk.get_by_label("Nilai yang benar").fill("20.000.000")
    clerk.get_by_role("button", name="Kirim usulan").click()
    expect(clerk.get_by_text("Ini usulan Anda.")).to_be_visible()
    fit(clerk)

    colleague = sign_in(browser.new_context(), live_server.url, person(office, Role.BIRO_PBJ))
    fit(colleague)
    colleague.get_by_role("link", name="Koreksi 2 baris").click()
    expect(colleague.get_by_text("dua puluh juta").first).to_be_visible()
    fit(colleague)
    colleague.get_by_role("button", name="Setujui usulan").click()
    expect(colleague.get_by_text("Usulan disetujui dan berlaku.")).to_be_visible()
    expect(colleague.get_by_text("1 baris, −Rp5.000.000 yang terbaca.")).to_be_visible()
    colleague.goto(f"{live_server.url}/pantau/{GOV}/perangkat-daerah/{PD_A}/?tahun=2025")
    expect(colleague.locator(".figure.big .value").first).to_have_text("13,00%")


def test_an_import_is_withdrawn_with_a_preview(browser: Browser, live_server: Any, office: Government) -> None:
    page = sign_in(browser.new_context(), live_server.url, person(office, Role.KEPALA_BIRO_PBJ))
    pull = Pull.objects.get(feed="v6_orders")
    page.goto(f"{live_server.url}/kelola/{GOV}/impor/{pull.pk}/")
    page.get_by_role("link", name="Tarik impor ini").click()
    expect(page.get_by_role("heading", name="Tarikan ini saja: angka akan menjadi")).to_be_visible()
    fit(page)
    page.get_by_role("radio", name="Tarikan ini saja").check()
    page.locator("textarea[name=reason]").fill("Berkas milik tahun lain.")
    page.get_by_role("button", name="Tarik impor").click()
    expect(page.get_by_text("Impor ini sudah ditarik dan tidak masuk angka mana pun.")).to_be_visible()
    fit(page)
    page.goto(f"{live_server.url}/kelola/{GOV}/impor/")
    expect(page.get_by_text("ditarik").first).to_be_visible()
    fit(page)
