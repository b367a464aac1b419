"""Duplicates and patrols on their pages, and who may open what."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from belanja.catalogue.models import LikelyDuplicate, Offer, Patrol, Product, ProductMove, Synonym
from belanja.catalogue.services import curation, listings
from belanja.catalogue.services.duplicates import find_duplicates
from belanja.catalogue.services.listing_rows import content_of
from belanja.catalogue.services.patrols import draw_sample
from belanja.catalogue.services.products import merge, merge_pair
from belanja.catalogue.services.stated_claims import state_claims
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE
from belanja.rules.duties import DUTIES, Duty, Role
from belanja.rules.listing_content import Stated
from belanja.rules.listing_steps import Step
from belanja.web.manager.catalogue.curation import urls
from tests.support.listings import shop
from tests.support.officers import sitting
from tests.support.people import hired

pytestmark = pytest.mark.django_db
HERE = "/kelola/D43/katalog/"
WHY = "Barang yang sama, dua ejaan."

#: Duties of which one opens a page. Written down here a second time on purpose.
OPENS = {
    "queue": Duty.CURATE_LISTING,
    "listing": Duty.CURATE_LISTING,
    "claims": Duty.CURATE_CLAIM,
    "claim": Duty.CURATE_CLAIM,
    "duplicates": Duty.CURATE_CATALOGUE,
    "duplicate": Duty.CURATE_CATALOGUE,
    "split": Duty.CURATE_CATALOGUE,
    "move": Duty.CURATE_CATALOGUE,
    "patrols": Duty.FREEZE_LISTING,
    "patrol": Duty.FREEZE_LISTING,
    "synonyms": Duty.CURATE_CATALOGUE,
    "synonym": Duty.CURATE_CATALOGUE,
    "zero_results": Duty.CURATE_CATALOGUE,
}


@pytest.fixture
def banten() -> Government:
    return Government.objects.get(code="D43")


@pytest.fixture
def twins(banten: Government) -> tuple[Offer, Offer]:
    """The same ream of two firms, spelled in two ways; both for sale."""
    verifier = hired(banten, Role.VERIFIKATOR)
    made = [shop().submitted(name=name) for name in ("Kertas HVS F4 80 g", "HVS Kertas F4 80 gram")]
    for one in made:
        curation.decide(offer_id=one.pk, version=one.version, step=Step.APPROVE, actor=verifier)
    return made[0], made[1]


def test_a_pair_is_found_merged_and_undone(twins: tuple[Offer, Offer], banten: Government) -> None:
    clerk = sitting(banten, Role.BIRO_PBJ)
    said = clerk.post(f"{HERE}kembar/", {"do": "cari"}, follow=True).content.decode()
    assert "1 pasangan menunggu putusan." in said
    pair = LikelyDuplicate.objects.get()
    address = f"{HERE}kembar/{pair.pk}/"
    page = clerk.get(address).content.decode()
    assert "Satu barang atau dua?" in page
    assert "Nama sama" in page
    assert clerk.post(address, {"do": "gabung", "reason": WHY}).status_code == 422
    said = clerk.post(address, {"do": "gabung", "kept": pair.first_id, "reason": WHY}, follow=True).content.decode()
    assert "Digabung: 1 penawaran pindah." in said
    late = clerk.post(address, {"do": "beda", "reason": "Beda gramatur."})
    assert late.status_code == 409
    assert "Beda gramatur." in late.content.decode()
    old = Product.objects.get(pk=pair.second_id)
    answer = Client().get(f"/katalog/produk/{old.pk}-hvs-kertas-f4-80-gram/")
    assert answer.status_code == 302
    assert f"/katalog/produk/{pair.first_id}-" in answer["Location"]
    move = ProductMove.objects.get()
    assert move.reason in clerk.get(f"{HERE}kembar/?keadaan=tindakan").content.decode()
    clerk.post(f"{HERE}kembar/tindakan/{move.pk}/", {"do": "batalkan", "reason": "Ternyata beda."})
    assert Product.objects.get(pk=pair.second_id).offers.count() == 1


def test_what_a_firm_has_made_another_thing_since_stays_and_the_page_says_so_before(banten: Government) -> None:
    clerk, firm = sitting(banten, Role.BIRO_PBJ), shop()
    kept, other = shop().submitted(), firm.submitted(name="HVS Kertas F4 80 gram")
    home = other.product_id
    move = merge(kept_id=kept.product_id, other_id=home, reason=WHY, government=banten, actor=CONSOLE)
    address = f"{HERE}kembar/tindakan/{move.pk}/"
    assert "Sebagian tidak kembali." not in clerk.get(address).content.decode()
    other.refresh_from_db()
    content = replace(content_of(other), brand="Merek Lain")
    listings.edit(offer_id=other.pk, version=other.version, content=content, actor=firm.owner)
    stays = "1 penawaran tetap di produknya sekarang"
    assert stays in clerk.get(address).content.decode()
    said = clerk.post(address, {"do": "batalkan", "reason": "Ternyata beda."}, follow=True).content.decode()
    assert f"Dibatalkan: 0 penawaran kembali ke tempat asalnya. {stays}" in said
    assert Product.objects.get(pk=home).merged_into_id is None
    assert Client().get(f"/katalog/produk/{home}-hvs-kertas-f4-80-gram/").status_code in (200, 404)


def test_two_products_pointed_out_are_compared_and_taken_apart(twins: tuple[Offer, Offer], banten: Government) -> None:
    clerk = sitting(banten, Role.BIRO_PBJ)
    first, second = (one.product_id for one in twins)
    body = {"do": "tunjuk", "first": f"https://contoh.id/katalog/produk/{first}-kertas/", "second": str(second)}
    answer = clerk.post(f"{HERE}kembar/", body)
    pair = LikelyDuplicate.objects.get()
    assert answer["Location"].endswith(f"/kembar/{pair.pk}/")
    assert pair.reasons[0].startswith("Ditunjuk")
    wrong = clerk.post(f"{HERE}kembar/", {**body, "second": "kertas"})
    assert "Alamat ini bukan halaman produk." in wrong.content.decode()
    merge_pair(pair_id=pair.pk, kept_id=first, reason=WHY, government=banten, actor=CONSOLE)
    split = f"{HERE}kembar/pisah/{first}/"
    page = clerk.get(f"{HERE}kurasi/{twins[1].pk}/").content.decode()
    assert split in page
    assert clerk.post(split, {"do": "pisah", "reason": WHY}).status_code == 422
    said = clerk.post(
        split, {"do": "pisah", "penawaran": f"{twins[1].pk}:1", "reason": WHY}, follow=True
    ).content.decode()
    assert "1 penawaran menjadi produk sendiri." in said


def test_a_patrol_is_drawn_worked_through_and_closed(twins: tuple[Offer, Offer], banten: Government) -> None:
    clerk = sitting(banten, Role.BIRO_PBJ)
    answer = clerk.post(f"{HERE}patroli/", {"do": "acak", "size": "5", "purpose": "Patroli bulanan."})
    patrol = Patrol.objects.get()
    address = f"{HERE}patroli/{patrol.pk}/"
    assert answer["Location"] == address
    page = clerk.get(address).content.decode()
    assert patrol.seed in page
    assert patrol.population_sha256[:32] in page
    first, second = patrol.items.order_by("position")
    ticked = f"{first.pk}:{first.offer.version}"
    refused = clerk.post(address, {"do": "hasil", "baris": ticked, "result": "dibekukan", "note": "Buram."})
    assert refused.status_code == 422
    assert "Pilih satu alasan dari daftar." in refused.content.decode()
    assert "Buram." in refused.content.decode()
    body = {"do": "hasil", "baris": ticked, "result": "dibekukan", "reason_code": "foto_bukan_produk"}
    assert "1 penawaran dibekukan." in clerk.post(address, body, follow=True).content.decode()
    assert "belum diperiksa" in clerk.post(address, {"do": "tutup"}).content.decode()
    clerk.post(address, {"do": "hasil", "baris": f"{second.pk}:{second.offer.version}", "result": "wajar"})
    clerk.post(address, {"do": "tutup"})
    assert "Patroli ini sudah ditutup." in clerk.get(address).content.decode()


def test_a_question_without_findings_is_said(twins: tuple[Offer, Offer], banten: Government) -> None:
    clerk = sitting(banten, Role.BIRO_PBJ)
    page = clerk.post(f"{HERE}patroli/", {"do": "tanya", "question": "impor_tkdn", "purpose": "Substitusi impor."})
    assert page.status_code == 422
    assert "Tidak ada penawaran tayang yang cocok" in page.content.decode()
    assert not Patrol.objects.exists()


def _addresses(twins: tuple[Offer, Offer], banten: Government) -> dict[str, str]:
    state_claims(product_id=twins[0].product_id, stated=[Stated("sni", "SNI-7/2026")])
    find_duplicates()
    pair = LikelyDuplicate.objects.get()
    patrol = draw_sample(government=banten, size=1, purpose="Patroli bulanan.", actor=CONSOLE)
    move = merge_pair(pair_id=pair.pk, kept_id=pair.first_id, reason=WHY, government=banten, actor=CONSOLE)
    rest = {
        "listing": twins[0].pk,
        "claim": twins[0].product.claims.get().pk,
        "duplicate": pair.pk,
        "split": twins[0].product_id,
        "move": move.pk,
        "patrol": patrol.pk,
        "synonym": Synonym.objects.order_by("pk")[0].pk,
    }
    return {
        str(one.name): reverse(
            f"curation:{one.name}", args=["D43", *([rest[str(one.name)]] if str(one.name) in rest else [])]
        )
        for one in urls.urlpatterns
    }


def test_every_page_opens_for_its_duty_alone(twins: tuple[Offer, Offer], banten: Government) -> None:
    addresses = _addresses(twins, banten)
    assert addresses.keys() == OPENS.keys()
    before = Event.objects.count()
    other = Government.objects.get(code="D50")
    for role in (Role.VERIFIKATOR, Role.BIRO_PBJ, Role.APIP, Role.PEMBINA, Role.PPK, Role.ADMIN):
        home, away = sitting(banten, role), sitting(other, role)
        for name, address in addresses.items():
            opens = role in DUTIES[OPENS[name]]
            assert home.get(address).status_code == (200 if opens else 404), (role, name)
            if not opens:
                assert home.post(address, {"do": "putuskan"}).status_code == 404, (role, name)
            assert away.get(address).status_code == 404, (role, name)
            record = address.count("/") > 5 and name not in {"synonym"}
            if record:
                assert away.get(address.replace("/D43/", "/D50/")).status_code == 404, (role, name)
    for address in addresses.values():
        assert Client().get(address).status_code == 302
    assert Event.objects.count() == before
