"""What Biro PBJ and its verifier do for «tas koja Baduy»: study, decide, announce, pass, open."""

from datetime import timedelta

from playwright.sync_api import Browser, Page, expect

from belanja.foundation import clock
from belanja.proposals.models import Proposal
from belanja.proposals.services import registration
from belanja.rules.duties import Role
from tests.proposals.world import Office
from tests.support.axe import fit
from tests.support.browser import signed_in
from tests.support.people import hired

from .unit import SHELF


def studied(clerk: Page, here: str) -> None:
    """Received, and studied on the form of the bureau."""
    clerk.goto(here.rsplit("/", 2)[0] + "/")
    fit(clerk)
    clerk.get_by_role("link", name=SHELF).click()
    clerk.get_by_role("button", name="Terima", exact=True).click()
    clerk.get_by_role("button", name="Mulai penelaahan").click()
    clerk.get_by_role("link", name="Tulis penelaahan").click()
    fit(clerk)
    for part in ("kualifikasi", "teknis", "harga"):
        clerk.get_by_label(f"Persyaratan {part}").fill("Perajin atau koperasi ber-NIB")
    clerk.get_by_label("Pertimbangan").fill("Satu paket tahun ini, satu pendukung")
    clerk.get_by_label("Tetapkan sebagai etalase baru").check()
    clerk.get_by_role("button", name="Simpan penelaahan").click()
    expect(clerk.get_by_text("Penelaahan lengkap")).to_be_visible()
    fit(clerk)


def announced(browser: Browser, url: str, made: Office, clerk: Page, here: str) -> None:
    """Decided by the head of the bureau, announced, and handed on to the owner of the national category."""
    head = signed_in(browser, url, made.head)
    head.goto(here)
    head.get_by_role("button", name="Tetapkan", exact=True).click()
    expect(head.get_by_text("Ditetapkan Kepala Biro.")).to_be_visible()
    clerk.goto(here)
    clerk.get_by_label("Pendaftaran dibuka").fill(clock.today().isoformat())
    clerk.get_by_label("Hari terakhir pendaftaran").fill((clock.today() + timedelta(days=30)).isoformat())
    clerk.get_by_role("button", name="Umumkan", exact=True).click()
    expect(clerk.get_by_role("heading", name="Usaha yang mendaftar", exact=True)).to_be_visible()
    fit(clerk)
    clerk.get_by_role("link", name="Kategori nasional").click()
    clerk.get_by_label("Pemilik kategori nasional").fill("Pengelola Katalog Nasional contoh")
    clerk.get_by_role("button", name="Siapkan berkas").click()
    expect(clerk.get_by_role("link", name="Unduh JSON")).to_be_visible()
    fit(clerk)


def passed(browser: Browser, url: str, made: Office, clerk: Page, here: str, firm: str) -> None:
    """The verifier passes the registration of the firm, the bureau its wish to sell on this shelf."""
    officer = signed_in(browser, url, hired(made.government, Role.VERIFIKATOR))
    officer.goto(f"{url}/kelola/D43/usaha/")
    officer.get_by_label(firm).check()
    officer.get_by_label("Luluskan").check()
    officer.get_by_role("button", name="Putuskan").click()
    expect(officer.get_by_text("1 pendaftaran diputus.")).to_be_visible()
    clerk.goto(here)
    clerk.get_by_role("link", name=firm).click()
    fit(clerk)
    clerk.get_by_role("button", name="Luluskan").click()
    expect(clerk.get_by_text("lulus verifikasi", exact=False).first).to_be_visible()


def opened(browser: Browser, url: str, made: Office, here: str) -> None:
    """The days of registration pass, and the head of the bureau opens the shelf."""
    yesterday = clock.today() - timedelta(days=1)
    Proposal.objects.update(registration_from=yesterday, registration_to=yesterday)
    registration.pass_days()
    head = signed_in(browser, url, made.head)
    head.goto(here)
    head.get_by_role("button", name="Buka etalase", exact=True).click()
    expect(head.get_by_text("Etalase dibuka.", exact=True)).to_be_visible()
    fit(head)


def curated(browser: Browser, url: str, made: Office, good: str) -> None:
    """A curator passes the good of the firm."""
    officer = signed_in(browser, url, hired(made.government, Role.VERIFIKATOR))
    officer.goto(f"{url}/kelola/D43/katalog/kurasi/")
    officer.get_by_role("link", name=good).click(timeout=5000)
    officer.get_by_label("Setujui").check()
    officer.get_by_role("button", name="Simpan putusan").click()
    expect(officer.get_by_text("Sekarang tayang.")).to_be_visible()
