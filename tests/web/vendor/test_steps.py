"""The owner's one screen: the next step, who wants its goods, what it must bring, what it is paid, on a small phone."""

import gzip
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belanja.accounts.models import User
from belanja.accounts.services import codes
from belanja.catalogue.models import Claim, ListingStep, Offer, Seller
from belanja.catalogue.search.index import reindex
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import CONSOLE, Actor
from belanja.needs.selectors.coach import standing
from belanja.needs.selectors.papers import Kind, endings
from belanja.needs.selectors.reach import in_reach
from belanja.needs.services import matching, posting
from belanja.needs.services.posting import Wanted
from belanja.rules.duties import Role
from belanja.rules.needs.coaching import Move, Stone
from belanja.rules.needs.reach import Lack
from belanja.rules.registration import FirmState
from belanja.vendors.letters import LETTERS
from belanja.vendors.models import Firm, Profile
from tests.catalogue.worlds import small_shop
from tests.support.firms import member, registered, signed, taxed
from tests.support.people import hired
from tests.support.purchases import order, package, unit_of

pytestmark = pytest.mark.django_db

#: What a page of a firm's way weighs at most: the telephone of Lebak loads it on one bar of EDGE.
PAGE, SENT, QUERIES = 16_000, 5_000, 60


@pytest.fixture
def shop(freeze: Callable[[date], datetime]) -> dict[str, Offer]:
    freeze(date(2026, 11, 2))
    made = small_shop()
    reindex()
    return made


def banten() -> Government:
    return Government.objects.get(code="D43")


def batik(state: FirmState = FirmState.VERIFIED, **given: object) -> Firm:
    firm = registered(banten(), name="Sanggar Batik Kalimaya", region_code="36.02", state=state)
    Profile.objects.filter(firm=firm).update(scale="mikro", scale_evidence="Pembukuan", **given)
    return firm


def post(shop: dict[str, Offer], request: str, buyer: Actor, what: str = "Kain batik Kalimaya") -> None:
    wanted = Wanted(
        what, "Dinas Sosial", etalase=shop["a4"].product.etalase, amount=Decimal(30), measure="lembar",
        value=Decimal(6_000_000), needed_by=clock.today() + timedelta(days=20),
    )  # fmt: skip
    posting.post_need(government=banten(), wanted=wanted, request=request, actor=buyer)


def test_a_new_firm_reads_one_next_step_and_what_it_lacks(shop: dict[str, Offer]) -> None:
    firm = batik(FirmState.DRAFT, nib="", kbli=[])
    owner = member(firm)
    User.objects.filter(pk=owner.user_id).update(phone_verified=False, email=None)
    page = signed(owner).get(f"/usaha/{firm.pk}/langkah/").content.decode()
    assert f'class="button" href="/usaha/{firm.pk}/data/#id_nib"' in page
    assert "NIB belum diisi." in page
    assert "Belum ada yang cocok." in page
    assert "Belum ada pesanan." in page
    found = standing(Profile.objects.get(firm=firm), actor=owner)
    assert (found.next.stone, found.done) == (Stone.DATA, 2)
    officer = hired(banten(), Role.VERIFIKATOR)
    assert owner.user_id is not None
    codes.hand_code(user_id=owner.user_id, purpose="nomor", actor=officer, government_code="D43", days=7)
    page = signed(owner).get(f"/usaha/{firm.pk}/langkah/").content.decode()
    assert 'class="button" href="/akun/kode/"' in page
    assert "Kodenya sudah dibuat petugas" in page


def test_needs_of_others_are_one_sum_and_two_fields_would_bring_more(shop: dict[str, Offer]) -> None:
    firm = batik(kbli=[])
    profile = Profile.objects.get(firm=firm)
    post(shop, "satu", hired(banten(), Role.PPK))
    post(shop, "dua", hired(banten(), Role.PPK))
    assert [one.lacks for one in in_reach(profile)] == [(Lack.SHELF,), (Lack.SHELF,)]
    for page in ("", "pendamping/"):
        told = signed(member(firm)).get(f"/usaha/{firm.pk}/langkah/{page}").content.decode()
        assert f"Bila Anda menjualnya: centang etalase {shop['a4'].product.etalase.name}." in told
        assert f'href="/usaha/{firm.pk}/data/#etalase-nama"' in told
    Profile.objects.filter(firm=firm).update(shelves=[shop["a4"].product.etalase_id])
    assert [one.lacks for one in in_reach(Profile.objects.get(firm=firm))] == [(), ()]
    assert matching.match_open(actor=CONSOLE) == 2
    assert in_reach(Profile.objects.get(firm=firm)) == []
    owner = member(firm)
    page = signed(owner).get(f"/usaha/{firm.pk}/langkah/").content.decode()
    assert "Dinas Sosial mencari Kain batik Kalimaya. Apakah Anda sanggup?" in page
    assert "Bersama 2 pembeli: 60 lembar, Rp12.000.000" in page
    assert standing(Profile.objects.get(firm=firm), actor=owner).next.move is Move.NEED


def test_a_field_that_is_filled_in_brings_its_need_within_the_minute(shop: dict[str, Offer]) -> None:
    firm = batik(kbli=["86901"], scale_on=clock.today())
    profile = Profile.objects.get(firm=firm)
    post(shop, "satu", hired(banten(), Role.PPK))
    assert (matching.match_open(actor=CONSOLE), matching.match_new_firms(actor=CONSOLE)) == (0, 0)
    owner = member(firm)
    assert [one.lacks for one in in_reach(profile)] == [(Lack.SHELF,)]
    told = {name: getattr(profile, name) for name in ("name", "legal_form", "nib", "address", "region_code", "scale")}
    shelf = shop["a4"].product.etalase_id
    filled = told | {"kbli": "86901", "scale_evidence": "Pembukuan", "shelves": [shelf], "version": profile.version}
    assert signed(owner).post(f"/usaha/{firm.pk}/data/", filled).status_code == 302
    assert Profile.objects.get(firm=firm).state == FirmState.VERIFIED
    assert matching.match_new_firms(actor=CONSOLE) == 1
    assert standing(Profile.objects.get(firm=firm), actor=owner).next.move is Move.NEED


def test_goods_that_came_back_are_mended_where_they_are(shop: dict[str, Offer]) -> None:
    firm = batik()
    taxed(firm)
    Seller.objects.filter(name="Toko Sumber Ilmu").update(firm=firm)
    goods = Offer.objects.filter(seller__firm=firm)
    back = goods.latest("pk")
    goods.update(state="draf")
    Offer.objects.filter(pk=back.pk).update(state="revisi")
    ListingStep.objects.create(
        offer=back, step="kembalikan", from_state="diajukan", to_state="revisi", version=1, at=clock.now(),
        reason_code="foto", note="Foto dari depan.",
    )  # fmt: skip
    owner = member(firm)
    page = signed(owner).get(f"/usaha/{firm.pk}/langkah/").content.decode()
    assert f"Perbaiki {back.product.name}." in page
    assert "Foto dari depan." in page
    assert f'class="button" href="/usaha/{firm.pk}/barang/{back.pk}/"' in page
    goods.update(state="tayang")
    Offer.objects.filter(pk=back.pk).update(state="revisi")
    assert standing(Profile.objects.get(firm=firm), actor=owner).next.move is Move.GOODS


def test_what_runs_out_is_told_before_it_does_and_as_a_calendar(shop: dict[str, Offer]) -> None:
    firm, today = batik(scale_confirmed_on=date(2026, 1, 5)), clock.today()
    Seller.objects.filter(name="Toko Sumber Ilmu").update(firm=firm)
    Offer.objects.filter(seller__firm=firm).update(confirmed_on=today, valid_to=today + timedelta(days=9))
    taxed(firm, "suket_pp55", valid_from=date(2025, 1, 1), valid_to=today + timedelta(days=12))
    found = endings(Profile.objects.get(firm=firm), on=today)
    assert {Kind.TAX, Kind.LISTING, Kind.CONFIRMATION, Kind.SCALE} <= {one.kind for one in found}
    assert found == sorted(found, key=lambda one: (one.last, one.key))
    good = Offer.objects.filter(seller__firm=firm).values_list("product_id", flat=True)[0]
    for number, verdict in (("SNI-1", "terverifikasi"), ("SNI-2", "tidak_ditemukan")):
        Claim.objects.create(
            product_id=good, kind="sni", number=number, valid_to=today + timedelta(days=40), verification=verdict
        )
    found = endings(Profile.objects.get(firm=firm), on=today)
    assert [one.about for one in found if one.kind is Kind.CLAIM] == ["Nomor SNI-1"], (
        "what is not its own is not renewed"
    )
    client = signed(member(firm))
    page = client.get(f"/usaha/{firm.pk}/langkah/pendamping/").content.decode()
    assert "14 November 2026" in page
    taxed(firm)
    assert (
        "Masa tayang barang berlaku sampai 11 November 2026."
        in client.get(f"/usaha/{firm.pk}/langkah/").content.decode()
    )
    Offer.objects.filter(seller__firm=firm).update(valid_to=today - timedelta(days=1))
    assert "Masa tayang barang habis 1 November 2026." in client.get(f"/usaha/{firm.pk}/langkah/").content.decode()
    Offer.objects.filter(seller__firm=firm).update(valid_to=today + timedelta(days=9))
    file = client.get(f"/usaha/{firm.pk}/langkah/kalender.ics").content.decode()
    assert file.count("BEGIN:VEVENT") == len(found)
    assert "TRIGGER:-P30D" in file


def test_what_comes_and_when_is_that_of_the_orders_own_card(shop: dict[str, Offer]) -> None:
    firm = batik()
    made = order(package(unit_of(banten())), firm, signed_at=clock.now(), buyer_signed_at=clock.now())
    client = signed(member(firm))
    page = client.get(f"/usaha/{firm.pk}/langkah/").content.decode()
    card = client.get(f"/usaha/{firm.pk}/pesanan/{made.code}/").content.decode()
    assert "1 dari 5 pesanan sudah ditandatangani, belum ada yang dibayar." in page
    amount = card.partition("Masuk ke rekening Anda</dt><dd>")[2].partition(" ")[0]
    assert amount.startswith("Rp")
    assert f"{amount} masuk ke rekening Anda (perkiraan)." in page
    assert "Belum dapat dikatakan" in page
    assert "Pesanan ke-2" in page


def test_every_page_is_small_and_asks_the_database_little(shop: dict[str, Offer]) -> None:
    firm = batik(kbli=[])
    Seller.objects.filter(name="Toko Sumber Ilmu").update(firm=firm)
    for number in range(6):
        post(shop, f"k{number}", hired(banten(), Role.PPK), what=f"Kain batik nomor {number}")
        order(
            package(unit_of(banten())), firm, f"BLJ2600000{number}", signed_at=clock.now(), buyer_signed_at=clock.now()
        )
    matching.match_open(actor=CONSOLE)
    client = signed(member(firm))
    for name in ("", "pendamping/"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get(f"/usaha/{firm.pk}/langkah/{name}").content
        assert len(page) < PAGE, (name, len(page))
        assert len(gzip.compress(page)) < SENT, (name, len(gzip.compress(page)))
        assert len(asked) < QUERIES, (name, len(asked))


def test_letters_carry_what_the_firm_has_stated(shop: dict[str, Offer]) -> None:
    firm = batik()
    client = signed(member(firm))
    answer = client.get(f"/usaha/{firm.pk}/langkah/surat/pernyataan-skala.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert client.get(f"/usaha/{firm.pk}/langkah/surat/lain.pdf").status_code == 404
    page = client.get(f"/usaha/{firm.pk}/langkah/pendamping/").content.decode()
    assert [code for code in LETTERS if f"surat/{code}.pdf" not in page] == ["persetujuan-anggota"]
