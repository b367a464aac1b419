"""A verifier works through the queue: what changed stands first, one answer for many, and who comes late is told."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from belanja.accounts.models import User
from belanja.catalogue.models import Claim, ListingStep, Offer
from belanja.catalogue.services import curation, listings
from belanja.catalogue.services.listing_rows import content_of
from belanja.catalogue.services.stated_claims import state_claims
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.rules.duties import Role
from belanja.rules.listing_content import Price, Stated
from belanja.rules.listing_steps import Step
from belanja.rules.listings import ListingState
from tests.catalogue import worlds
from tests.support.firms import member
from tests.support.listings import Shop, shop
from tests.support.officers import person
from tests.support.people import hired

pytestmark = pytest.mark.django_db
HERE = "/kelola/D43/katalog/"


@pytest.fixture
def place() -> Shop:
    return shop()


@pytest.fixture
def user(place: Shop) -> User:
    return person(place.government, Role.VERIFIKATOR)


@pytest.fixture
def verifier(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(offer: Offer) -> str:
    return f"{HERE}kurasi/{offer.pk}/"


def test_the_queue_counts_ages_and_passes_many(place: Shop, verifier: Client) -> None:
    offers = [place.submitted(name=f"Kertas HVS F4 80 g {number}") for number in range(3)]
    page = verifier.get(f"{HERE}kurasi/").content.decode()
    assert "3 penawaran, terlama menunggu dahulu" in page
    assert "Pengajuan baru" in page
    assert "baru saja" in page
    ticked = [f"{offer.pk}:{offer.version}" for offer in offers[:2]]
    said = verifier.post(
        f"{HERE}kurasi/", {"do": "putuskan", "baris": ticked, "step": "setujui", "note": ""}, follow=True
    ).content.decode()
    assert "Disetujui: 2 penawaran." in said
    assert sorted(Offer.objects.values_list("state", flat=True)) == ["diajukan", "tayang", "tayang"]
    assert "Median waktu kurasi" in said
    public = Client().get("/katalog/lama-pemeriksaan/").content.decode()
    assert "Kurasi barang" in public
    assert "Jam sampai barang dikurasi" in public


def test_a_listing_that_was_never_edited_here_can_be_looked_at_passed_and_returned(
    place: Shop, verifier: Client
) -> None:
    came = worlds.offer(
        worlds.product(place.etalase, "Kertas HVS F4 70 g"),
        worlds.seller("UD Datang Sendiri"),
        state=ListingState.SUBMITTED,
    )
    page = verifier.get(at(came))
    assert page.status_code == 200
    assert "Kertas HVS F4 70 g" in page.content.decode()
    actor = hired(place.government, Role.VERIFIKATOR)
    curation.decide(offer_id=came.pk, version=0, step=Step.RETURN, reason_code="spesifikasi_kurang", actor=actor)
    assert verifier.get(at(came)).status_code == 200


def test_a_change_of_a_passed_listing_shows_what_changed(place: Shop, verifier: Client) -> None:
    offer = place.submitted()
    offer = curation.decide(
        offer_id=offer.pk, version=1, step=Step.APPROVE, actor=hired(place.government, Role.VERIFIKATOR)
    )
    changed = replace(content_of(offer), brand="Gunung", prices=(Price(Decimal(56_000)),))
    listings.edit(offer_id=offer.pk, version=1, content=changed, actor=place.owner)
    assert "Perubahan sesudah lolos" in verifier.get(f"{HERE}kurasi/?jenis=perubahan").content.decode()
    page = verifier.get(at(offer)).content.decode()
    assert "Yang berubah sejak lolos kurasi" in page
    assert "Rinjani" in page
    assert "Gunung" in page
    assert "Rp55.000" in page
    assert "langsung berlaku" in page


def test_a_return_needs_its_reason_and_keeps_what_was_typed(place: Shop, verifier: Client) -> None:
    offer = place.submitted()
    body = {"do": "putuskan", "step": "kembalikan", "note": "Foto meja, bukan kertas.", "version": "1"}
    page = verifier.post(at(offer), body)
    assert page.status_code == 422
    assert "Pilih alasan baku" in page.content.decode()
    assert "Foto meja, bukan kertas." in page.content.decode()
    said = verifier.post(at(offer), {**body, "reason_code": "foto_bukan_produk"}, follow=True).content.decode()
    assert "Sekarang revisi." in said
    step = ListingStep.objects.latest("id")
    assert (step.reason_code, step.note) == ("foto_bukan_produk", "Foto meja, bukan kertas.")


def test_of_two_verifiers_the_later_is_told_and_loses_nothing(place: Shop, verifier: Client) -> None:
    offer = place.submitted()
    verifier.get(at(offer))
    colleague = hired(place.government, Role.VERIFIKATOR)
    curation.decide(offer_id=offer.pk, version=1, step=Step.RETURN, reason_code="satuan_tidak_jelas", actor=colleague)
    late = verifier.post(at(offer), {"do": "putuskan", "step": "setujui", "note": "Sudah baik.", "version": "1"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "sekarang revisi" in page
    assert "Sudah baik." in page
    assert Offer.objects.get().state == "revisi"


def test_a_firm_that_changes_it_meanwhile_is_looked_at_again(place: Shop, verifier: Client) -> None:
    offer = place.submitted()
    listings.edit(offer_id=offer.pk, version=1, content=replace(content_of(offer), brand="Gunung"), actor=place.owner)
    body = {"do": "putuskan", "step": "setujui", "note": "Sudah baik.", "version": "1"}
    late = verifier.post(at(offer), body)
    page = late.content.decode()
    assert late.status_code == 409
    assert "versi 1 menjadi 2" in page
    assert "Gunung" in page
    assert 'name="version" value="2"' in page
    verifier.post(at(offer), {**body, "version": "2"})
    assert Offer.objects.get().state == "tayang"


def test_a_price_stands_beside_what_like_goods_cost(place: Shop, verifier: Client) -> None:
    actor = hired(place.government, Role.VERIFIKATOR)
    for number in range(3):
        one = shop().submitted(prices=(Price(Decimal(50_000 + number * 1_000)),))
        curation.decide(offer_id=one.pk, version=1, step=Step.APPROVE, actor=actor)
    page = verifier.get(at(place.submitted(prices=(Price(Decimal(90_000)),)))).content.decode()
    assert "Dibanding barang sejenis" in page
    assert "dari 3 penawaran, tanpa PPN" in page


def test_nobody_decides_on_his_own_firm(place: Shop, user: User, verifier: Client) -> None:
    offer = place.submitted()
    member(place.firm, user=user)
    assert "diputus rekan Anda" in verifier.get(f"{HERE}kurasi/").content.decode()
    assert "Putusan Anda" not in verifier.get(at(offer)).content.decode()
    answer = verifier.post(at(offer), {"do": "putuskan", "step": "setujui", "version": "1"})
    assert "usaha Anda sendiri" in answer.content.decode()
    assert Offer.objects.get().state == "diajukan"


def test_freezing_is_the_managers(place: Shop, verifier: Client) -> None:
    offer = place.submitted()
    page = verifier.get(at(offer)).content.decode()
    assert "Bekukan penjualannya" not in page
    client = Client()
    client.force_login(person(place.government, Role.BIRO_PBJ))
    assert "Bekukan penjualannya" in client.get(at(offer)).content.decode()


def test_a_listing_late_beyond_its_days_is_marked(place: Shop, verifier: Client) -> None:
    place.submitted()
    with clock.frozen(clock.now() + timedelta(days=5)):
        page = verifier.get(f"{HERE}kurasi/?umur=3").content.decode()
        assert "melewati tenggat" in page
        assert "5 hari" in page


def test_a_claim_is_looked_into_and_the_class_follows(place: Shop, verifier: Client) -> None:
    offer = place.submitted()
    state_claims(product_id=offer.product_id, stated=[Stated("tkdn", "S-1/2026", "PT Kertas", Decimal("41.5"))])
    one = Claim.objects.get()
    assert "S-1/2026" in verifier.get(f"{HERE}klaim/").content.decode()
    address = f"{HERE}klaim/{one.pk}/"
    body = {"do": "periksa", "verification": "terverifikasi", "looked_at": "daftar TKDN Kemenperin", "version": "0"}
    said = verifier.post(address, {**body, "percent": "40,5"}, follow=True).content.decode()
    assert "TKDN + BMP ≥ 40%" in said
    late = verifier.post(address, {**body, "verification": "tidak_ditemukan", "note": "Tidak ada di daftar."})
    page = late.content.decode()
    assert late.status_code == 409
    assert "sudah diputuskan lebih dahulu" in page
    assert "Tidak ada di daftar." in page
    assert 'name="version" value="1"' in page
    assert Claim.objects.get().verification == "terverifikasi"


def test_one_look_answers_a_certificate_for_all_that_name_it(place: Shop, verifier: Client) -> None:
    offers = [place.submitted(name=f"Kertas HVS F4 80 g {number}") for number in range(2)]
    for offer in offers:
        state_claims(product_id=offer.product_id, stated=[Stated("sni", "SNI-7/2026", "PT Kertas")])
    ticked = [f"{one.pk}:0" for one in Claim.objects.all()]
    body = {"do": "periksa", "klaim": ticked, "verification": "tidak_ditemukan", "looked_at": "daftar SNI BSN"}
    assert verifier.post(f"{HERE}klaim/", body).status_code == 422, "what differs has to be said"
    verifier.post(f"{HERE}klaim/", {**body, "note": "Nomor ini tidak terdaftar."})
    assert set(Claim.objects.values_list("verification", flat=True)) == {"tidak_ditemukan"}


def test_other_governments_listings_are_not_there(place: Shop, verifier: Client) -> None:
    offer = place.submitted()
    Offer.objects.update(government=Government.objects.get(code="D50"))
    assert verifier.get(at(offer)).status_code == 404
    assert "Tidak ada yang menunggu." in verifier.get(f"{HERE}kurasi/").content.decode()
