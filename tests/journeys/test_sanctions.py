"""A sanction from both sides in a browser: proposed, answered, decided, read by everybody, objected to."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from belanja.accounts.models import User
from belanja.catalogue.models import Seller
from belanja.catalogue.search.index import reindex
from belanja.journal.services import Actor
from belanja.rules.listings import ListingState
from belanja.rules.related import Tie
from belanja.vendors import services
from belanja.vendors.models import Sanction
from tests.catalogue.worlds import small_shop
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.officers import PASSWORD
from tests.vendors.cast import cast

from .test_officers import sign_in

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]
SHOTS = os.environ.get("BELANJA_SHOTS", "")


def shot(page: Page, name: str) -> None:
    fit(page)
    if SHOTS:
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)


def person(actor: Actor) -> User:
    user = User.objects.get(pk=actor.user_id)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def test_a_sanction_from_both_sides(browser: Browser, live_server: Any, transactional_db: None) -> None:
    offer = next(one for one in small_shop().values() if one.state == ListingState.LISTED)
    who, sister = cast(offer.seller.name), cast("UD Saudara Kembar")
    Seller.objects.filter(pk=offer.seller_id).update(firm=who.firm)
    reindex()
    gov = who.government.code
    for firm in (who.firm, sister.firm):
        services.mark_firm(
            firm_id=firm.pk, stated={Tie.PHONE: "081234567890", Tie.OWNER: "3602010101900001"}, source="uji"
        )
    Sanction.objects.create(
        name=offer.seller.name.upper(), status="PUBLISHED", decree="180/SK/2026", source_row_id=1,
        region_name="Kota Tangerang", province="Banten", violation="Tidak melaksanakan kontrak.", buyer="Kementerian X",
    )  # fmt: skip
    first = services.open_case(firm_id=who.firm.pk, government=who.government, breach="kewajiban",
                               facts="Data usaha tidak dimutakhirkan.", actor=who.clerk)  # fmt: skip
    services.answer(case_id=first.pk, version=1, text="Akan segera kami mutakhirkan.", actor=who.owner)
    services.impose(case_id=first.pk, version=2, measure="sp1", reason="Terbukti, diakui penyedia.", actor=who.head)

    clerk = sign_in(browser.new_context(), live_server.url, person(who.clerk))
    clerk.goto(f"{live_server.url}/kelola/{gov}/katalog/sanksi/?keadaan=semua")
    shot(clerk, "cases")
    clerk.get_by_label("Cari usaha menurut nama atau NIB").fill(who.firm.name)
    clerk.get_by_role("button", name="Cari").click()
    shot(clerk, "found")
    clerk.locator("[data-table=usaha-ditemukan]").get_by_role("link", name=who.firm.name).click()
    expect(clerk.get_by_text("nama sama, perlu dicocokkan")).to_be_visible()
    shot(clerk, "dossier")
    clerk.get_by_role("link", name="180/SK/2026").click()
    shot(clerk, "entry")
    clerk.get_by_label("Usaha lain bernama sama").check()
    clerk.get_by_label("Dasar kesimpulan").fill("Alamat dan pengurus pada SK berbeda.")
    clerk.get_by_role("button", name="Simpan kesimpulan").click()
    clerk.get_by_role("link", name="Buka perkara").click()
    clerk.get_by_role("button", name="Buka perkara").click()
    shot(clerk, "open")
    clerk.get_by_label("Harga di katalog lebih mahal").check()
    clerk.get_by_label("Uraian").fill("Kertas F4 di toko penyedia Rp48.000, di katalog Rp62.000, sama-sama satu rim.")
    clerk.get_by_label("Bukti").fill("Berita acara patroli 12/X/2026")
    clerk.get_by_role("button", name="Buka perkara").click()
    expect(clerk.get_by_text("Menunggu klarifikasi penyedia").first).to_be_visible()
    shot(clerk, "case-clerk")
    case_url = clerk.url

    firm = sign_in(browser.new_context(), live_server.url, person(who.owner))
    firm.goto(f"{live_server.url}/usaha/{who.firm.pk}/sanksi/")
    shot(firm, "firm-cases")
    firm.locator("[data-table=perkara-tabel]").get_by_role("link", name="Harga di katalog").click()
    shot(firm, "firm-case")
    firm.get_by_role("button", name="Kirim klarifikasi").click()
    shot(firm, "firm-case-empty")
    firm.get_by_label("Klarifikasi Anda").fill("Harga toko itu harga promosi dua hari.")
    firm.get_by_role("button", name="Kirim klarifikasi").click()
    firm_case = firm.url

    head = sign_in(browser.new_context(), live_server.url, person(who.head))
    head.goto(case_url)
    shot(head, "case-head")
    head.get_by_label("Pertimbangan").first.fill("Promosi dua hari tidak dapat dibuktikan penyedia.")
    head.get_by_role("button", name="Putuskan dan terbitkan").click()
    expect(head.get_by_text("Sanksi dijatuhkan")).to_be_visible()
    shot(head, "case-imposed")
    head.goto(f"{live_server.url}/kelola/{gov}/katalog/usaha-terkait/")
    shot(head, "related")

    public = browser.new_context().new_page()
    public.goto(f"{live_server.url}/katalog/penyedia/{offer.seller.slug}/")
    expect(public.get_by_text("Penyedia dikenai Surat Peringatan 2")).to_be_visible()
    shot(public, "public-firm")
    public.get_by_role("link", name="Periksa keputusannya").click()
    shot(public, "public-paper")

    firm.goto(firm_case)
    firm.get_by_label("Keberatan Anda").fill("Bukti promosi dari kasir terlampir dalam surat kami.")
    firm.get_by_role("button", name="Ajukan keberatan").click()
    shot(firm, "firm-objected")
    head.goto(case_url)
    head.get_by_label("Dikabulkan, sanksi dibatalkan").check()
    head.get_by_label("Pertimbangan").fill("Struk kasir membuktikan harga promosi itu.")
    shot(head, "case-objection")
    head.get_by_role("button", name="Simpan putusan").click()
    expect(head.get_by_text("Dibatalkan atas keberatan").first).to_be_visible()
    public.goto(f"{live_server.url}/katalog/penyedia/{offer.seller.slug}/")
    expect(public.get_by_text("Surat Peringatan 2")).to_have_count(0)
