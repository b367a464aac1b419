"""How long purchases take, on the open pages; and an officer who chooses mail, makes a calendar and takes it back."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import transaction
from playwright.sync_api import Browser, expect

from belanja.accounts.models import User
from belanja.facts.services import keep_all
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.intake.models import Pull
from belanja.notices.models import Mail, MailState
from belanja.rules.duties import Role
from tests.support.axe import fit
from tests.support.bought import YEAR, Bought
from tests.support.browser import browser, needs_chromium
from tests.support.officers import PASSWORD
from tests.support.people import hired

from .test_officers import sign_in

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]


def test_from_the_government_to_how_long_a_stretch_takes(browser: Browser, live_server: Any) -> None:
    world = Bought(3)
    for _ in range(40):
        world.chance.choice([world.imported, world.native, world.native])()
    with transaction.atomic():
        keep_all(government_id=world.government.pk)
    numbers = {field.name: 0 for field in Pull._meta.fields if field.name.startswith(("rows_", "amount_"))}
    Pull.objects.create(
        run=uuid4(), government=world.government, feed="rup_penyedia", year=YEAR, at=clock.now(), files=[], shape="uji",
        state=Pull.State.APPLIED, actor_label="uji", added=0, changed=0, vanished=0, **numbers,
    )  # fmt: skip
    page = browser.new_page()
    page.goto(f"{live_server.url}/pemda/D43/hari-kerja/")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hari kerja pembelian {YEAR}")
    fit(page)
    tabs = page.get_by_role("navigation", name="Tahap yang dibandingkan")
    tabs.get_by_role("link", name="Rencana sampai tanda tangan").click()
    expect(page.get_by_role("heading", name="Rencana sampai tanda tangan")).to_be_visible()
    fit(page)


def test_an_officer_chooses_mail_and_a_calendar(browser: Browser, live_server: Any) -> None:
    cache.clear()
    government = Government.objects.get(code="D43")
    user = User.objects.get(pk=hired(government, Role.BIRO_PBJ).user_id)
    user.set_password(PASSWORD)
    user.save()
    Mail.objects.create(
        user=user, key="uji", government_code="D43", subject="Belanja: pesan baru", items=[], state=MailState.UNSURE,
        error="terputus saat dikirim", due_at=clock.now(), made_at=clock.now(),
    )  # fmt: skip
    page = sign_in(browser.new_context(), live_server.url, user)
    page.goto(f"{live_server.url}/pesan/")
    page.get_by_role("link", name="Pemberitahuan saya").click()
    fit(page)
    page.get_by_label("Setiap pesan langsung").check()
    page.get_by_role("button", name="Simpan pilihan").click()
    expect(page.get_by_text("Pilihan Anda disimpan.")).to_be_visible()
    expect(page.get_by_label("Setiap pesan langsung")).to_be_checked()
    page.get_by_role("button", name="Buat alamat kalender").click()
    address = page.get_by_role("link", name="/kalender/")
    expect(address).to_be_visible()
    fit(page)
    page.get_by_role("button", name="Cabut alamat").click()
    expect(page.get_by_text("Alamat kalender dicabut")).to_be_visible()

    page.goto(f"{live_server.url}/kelola/D43/pesan/")
    fit(page)
    page.get_by_role("main").get_by_role("link", name=user.name).click()
    fit(page)
    page.get_by_role("button", name="Kirim lagi").click()
    expect(page.get_by_text("Surel dikirim lagi secepatnya.")).to_be_visible()
