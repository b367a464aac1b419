"""«tas koja Baduy», once its etalase is open: a co-operative registers by telephone, is told of the need, says that it
can meet it, lists by spreadsheet and sells; the funnel and the page of the unit move. The order itself is walked by
the journeys of buying; here its steps are taken by the services behind those pages."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Locator, Page, expect

from belanja.accounts.models import User
from belanja.catalogue.models import Offer
from belanja.catalogue.search.index import reindex
from belanja.foundation import clock, text
from belanja.institutions.models import LegalBasis
from belanja.institutions.models.government import CountingMode
from belanja.intake.models import Pull
from belanja.journal.services import Actor
from belanja.needs import selectors
from belanja.needs.models import Match, Need
from belanja.needs.services import matching
from belanja.rules.buying.states import OrderState
from belanja.rules.channels import Mode
from belanja.rules.duties import Role
from belanja.rules.listings import ListingState
from belanja.rules.needs.states import NeedState, Stage
from belanja.vendors.models import Firm, Member
from tests.catalogue.worlds import shelf, small_shop
from tests.exchange.sheets import GOOD, filled
from tests.proposals.world import Office, office
from tests.purchasing.world import PLAN, plan
from tests.purchasing.world import Office as Buying
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium, patient, signed_in
from tests.support.firms import taxed
from tests.support.listings import Shop
from tests.support.people import hired

__all__ = ["browser", "patient"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]

PIN, NAME, SHELF = "407183", "Koperasi Perajin Kanekes Contoh", "Tas Koja Baduy"
BAG: dict[str, object] = GOOD | {
    "Nama produk *": "Tas koja Baduy ukuran sedang", "Merek": "", "Uraian": "Tas koja dari kulit kayu teureup.",
    "Satuan jual *": "buah", "Isi satu satuan jual *": 1, "Satuan isi *": "buah", "Bahan *": "Kulit kayu",
    "Jenis usaha untuk produk ini *": "Produsen", "Tempat pembuatan": "Kab. Lebak",
    "Harga satu satuan jual *": 85000, "Stok": 200, "Nomor artikel": "KOJA-1",
}  # fmt: skip
for _of_paper in ("Ukuran *", "Gramatur (g) *"):
    BAG.pop(_of_paper)


@dataclass
class World:
    """The unit of the need, and the open etalase in which it is looked for."""

    made: Office
    need: Need

    def stages(self) -> dict[Stage, int]:
        """The funnel, as far as anybody came."""
        return {stage: count for stage, count in selectors.counts(self.made.government.pk).totals.items() if count}


@pytest.fixture
def world() -> World:
    cache.clear()
    small_shop()
    bags = shelf(
        "tas-koja-baduy", SHELF,
        {"key": "bahan", "label": "Bahan", "type": "pilihan", "allowed": ["Kulit kayu", "Katun"], "required": True},
    )  # fmt: skip
    reindex()
    made = office()
    CountingMode.objects.create(
        government=made.government, mode=Mode.LOCAL.value, valid_from=date(2020, 1, 1), approved_at=clock.now(),
        legal_basis=LegalBasis.objects.first(),
    )  # fmt: skip
    plan(made.unit, PLAN, "100000000")
    _read_this_year(made)
    need = made.need()
    Need.objects.filter(pk=need.pk).update(etalase=bags)
    return World(made, need)


def _read_this_year(made: Office) -> None:
    """The plan of this year has been read: pages of units begin with a year that has data."""
    numbers = {field.name: 0 for field in Pull._meta.fields if field.name.startswith(("rows_", "amount_"))}
    Pull.objects.create(
        run=uuid4(), government=made.government, feed="rup_penyedia", year=clock.today().year, at=clock.now(), files=[],
        shape="uji", state=Pull.State.APPLIED, actor_label="uji", added=0, changed=0, vanished=0, **numbers,
    )  # fmt: skip


def test_a_cooperative_is_found_lists_and_sells(browser: Browser, live_server: Any, world: World) -> None:
    url = live_server.url
    page = browser.new_context(
        viewport={"width": 390, "height": 800}, java_script_enabled=False, accept_downloads=True
    ).new_page()
    page.set_default_timeout(60_000)
    _registered(page, url)
    desk = page.url
    matching.match_open()
    assert world.stages() == {Stage.MATCHED: 1, Stage.TOLD: 1}
    page.goto(f"{desk}kebutuhan/")
    page.get_by_role("link", name="Tas koja Baduy").click()
    page.get_by_role("button", name="Saya sanggup").click()
    expect(page.get_by_text("Jawaban Anda tersimpan dan dilihat pembeli.")).to_be_visible()
    _helped(browser, url, world)
    _coached(browser, url, desk)
    _goods(page, desk)
    _verified(browser, url, world)
    made = Offer.objects.get(product__name="Tas koja Baduy ukuran sedang")
    assert made.state == ListingState.LISTED
    buyer = signed_in(browser, url, world.made.ppk)
    _linked(buyer, url, world, made)
    assert world.stages()[Stage.LISTED] == 1
    letter = f"{url}/pemda/D43/surat-edaran/{world.made.unit.code}/"
    buyer.goto(letter)
    bought = _beside(buyer, "Usaha dibeli")
    expect(bought).to_have_text("0")
    _sold(world, made)
    world.need.refresh_from_db()
    assert (world.need.state, Match.objects.get().order_id) == (NeedState.MET, world.need.order_id)
    unreached = (Stage.DECLINED, Stage.PAID)
    assert world.stages() == {stage: 1 for stage in Stage if stage not in unreached}
    cache.clear()
    buyer.goto(letter)
    expect(bought).to_have_text("1")
    fit(buyer)
    buyer.goto(f"{url}/pemda/D43/kebutuhan/")
    expect(_beside(buyer, text.capital_first(Stage.ORDERED.label))).to_have_text("1")
    fit(buyer)


def _beside(page: Page, head: str) -> Locator:
    """The cell beside a head, in the first table that has it."""
    row = page.get_by_role("row", name=re.compile(f"^{re.escape(head)}")).first
    return row.locator("th, td").nth(1)


def _registered(page: Page, url: str) -> None:
    """From a telephone number to a registration that waits for its verifier."""
    page.goto(f"{url}/akun/daftar/")
    page.get_by_label("Nama Anda").fill("Sarni Contoh")
    page.get_by_label("Nomor telepon").fill("0812 7777 1212")
    page.get_by_label("PIN", exact=True).fill(PIN)
    page.get_by_label("PIN sekali lagi").fill(PIN)
    page.get_by_role("button", name="Daftar").click()
    expect(page.get_by_text("Akun siap dipakai.")).to_be_visible()
    User.objects.filter(name="Sarni Contoh").update(phone_verified=True)
    page.goto(f"{url}/usaha/")
    page.get_by_label("Cari usaha Anda dengan NIB").fill("9120 0077 12345")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Daftarkan usaha baru").click()
    page.get_by_label("Nama usaha").fill(NAME)
    page.get_by_label("Kabupaten/kota").select_option(label="Kab. Lebak")
    page.get_by_role("button", name="Mulai").click()
    page.get_by_label("Bentuk usaha").select_option(label="Koperasi")
    page.get_by_label("KBLI").fill("13921")
    page.get_by_label("Alamat usaha").fill("Kampung Ciboleger, Desa Bojongmenteng, Kec. Leuwidamar")
    page.get_by_label("Tentang usaha").fill("Perajin tas koja Baduy dari kulit kayu.")
    page.get_by_label(SHELF).check()
    page.get_by_role("button", name="Simpan").click()
    page.get_by_label("Saya pemilik atau pengurus").check()
    page.get_by_role("button", name="Ajukan pendaftaran").click()
    expect(page.get_by_text("belum selesai diverifikasi")).to_be_visible()


def _helped(browser: Browser, url: str, world: World) -> None:
    """The unit asks Dinas Koperasi for help; the Dinas has a list of its own, and reports whom it helped."""
    buyer = signed_in(browser, url, world.made.ppk)
    buyer.goto(f"{url}/katalog/kebutuhan/{world.need.pk}/urus")
    buyer.get_by_role("link", name="Minta pendampingan").click()
    fit(buyer)
    buyer.get_by_label("Dinas Koperasi UKM").check()
    buyer.get_by_label("Dampingi pencantuman barangnya").check()
    buyer.get_by_label("Keterangan").fill("Perajin belum pernah mencantumkan barang")
    buyer.get_by_role("button", name="Serahkan").click()
    expect(buyer.get_by_text("Diserahkan; dilaporkan paling lambat")).to_be_visible()
    dinas = signed_in(browser, url, hired(world.made.government, Role.PEMBINA))
    dinas.goto(f"{url}/kelola/D43/calon/unggah/")
    fit(dinas)
    dinas.get_by_label("Dinas Koperasi UKM").check()
    listed = "Nama Koperasi;Kab/Kota;KBLI;NIB\nKoperasi Menes;Kab. Lebak;13921;9120000099991\nSerba;Bandung;13921;\n"
    dinas.get_by_label("Berkas XLSX atau CSV").set_input_files(
        {"name": "binaan.csv", "mimeType": "text/csv", "buffer": listed.encode()}
    )
    dinas.get_by_role("button", name="Lanjut memeriksa kolom").click()
    dinas.get_by_role("button", name="Lihat yang akan dimuat").click()
    expect(dinas.get_by_text("Tidak dimuat: 1 baris")).to_be_visible()
    fit(dinas)
    dinas.get_by_role("button", name="Muat daftar").click()
    dinas.get_by_role("link", name="Koperasi Menes").click()
    fit(dinas)
    dinas.goto(f"{url}/kelola/D43/pendampingan/")
    fit(dinas)
    dinas.get_by_role("link", name="Tas koja Baduy").click()
    dinas.get_by_role("button", name="Mulai dikerjakan").click()
    dinas.get_by_label("Usaha didampingi", exact=True).check()
    dinas.get_by_label(NAME).check()
    dinas.get_by_label("Keterangan").fill("Didampingi mengisi lembar barang")
    fit(dinas)
    dinas.get_by_role("button", name="Simpan hasilnya").click()
    expect(dinas.get_by_text("Hasil pendampingan tersimpan.")).to_be_visible()


def _coached(browser: Browser, url: str, desk: str) -> None:
    """The owner looks where the firm stands, and at the steps ahead."""
    owner = signed_in(browser, url, Actor(user_id=Member.objects.get(firm__name=NAME).user_id, label="Pemilik usaha"))
    for page in ("langkah/", "langkah/pendamping/"):
        owner.goto(f"{desk}{page}")
        fit(owner)


def _goods(page: Page, desk: str) -> None:
    """The sheet of the new etalase, filled with one good and sent back."""
    page.goto(f"{desk}lembar/")
    page.get_by_label("Cari etalase lain").fill("koja")
    page.get_by_role("button", name="Cari").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Unduh lembar").first.click()
    sheet = filled(Path(waiting.value.path()).read_bytes(), new=[BAG])
    page.get_by_label("Untuk etalase").select_option(label=SHELF)
    page.get_by_label("Lembar yang sudah diisi").set_input_files(
        {"name": "barang.xlsx", "mimeType": "application/octet-stream", "buffer": sheet}
    )
    page.get_by_role("button", name="Unggah lembar").click()
    page.get_by_role("button", name="Terapkan 1 baris").click()
    expect(page.get_by_text("1 baris diterapkan.")).to_be_visible()


def _verified(browser: Browser, url: str, world: World) -> None:
    """The verifier passes the co-operative and its bag."""
    officer = signed_in(browser, url, hired(world.made.government, Role.VERIFIKATOR))
    officer.goto(f"{url}/kelola/D43/usaha/")
    officer.get_by_label(NAME).check()
    officer.get_by_label("Luluskan").check()
    officer.get_by_role("button", name="Putuskan").click()
    expect(officer.get_by_text("1 pendaftaran diputus.")).to_be_visible()
    officer.goto(f"{url}/kelola/D43/katalog/kurasi/")
    officer.get_by_role("link", name="Tas koja Baduy ukuran sedang").click()
    officer.get_by_label("Setujui").check()
    officer.get_by_role("button", name="Simpan putusan").click()
    expect(officer.get_by_text("Sekarang tayang.")).to_be_visible()


def _linked(buyer: Page, url: str, world: World, made: Offer) -> None:
    """The unit finds now what it did not find, and says that it is what its need asked for."""
    buyer.goto(f"{url}/katalog/cari?q=tas+koja+baduy")
    expect(buyer.get_by_role("link", name="Tas koja Baduy ukuran sedang").first).to_be_visible()
    buyer.goto(f"{url}/katalog/kebutuhan/{world.need.pk}/urus")
    expect(buyer.get_by_text(NAME).first).to_be_visible()
    fit(buyer)
    act = buyer.locator("form").filter(has=buyer.get_by_role("button", name="Tautkan barangnya"))
    act.get_by_label("Alamat atau nomor barangnya di katalog").fill(str(made.product_id))
    act.get_by_label("Keterangan").fill("Tas koja dari Koperasi Perajin Kanekes Contoh")
    act.get_by_role("button", name="Tautkan barangnya").click()
    expect(buyer.get_by_text("Barangnya ditautkan.")).to_be_visible()


def _sold(world: World, made: Offer) -> None:
    """120 bags, ordered by the unit and signed by both."""
    firm = Firm.objects.get(name=NAME)
    taxed(firm)
    owner = Actor(user_id=Member.objects.get(firm=firm).user_id, label="Pemilik usaha")
    government, unit = world.made.government, world.made.unit
    people = {Role.PPK: world.made.ppk, Role.PA: world.made.pa}
    people[Role.PEJABAT_PENGADAAN] = hired(government, Role.PEJABAT_PENGADAAN, unit=unit)
    selling = Shop(government, firm, owner, made.product.etalase)
    Buying(government, unit, selling, made, people).order(OrderState.PROCESS, quantity="120")
