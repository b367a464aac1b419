"""From a product's page to a listing of one's own, without typing again what the thing is."""

import pytest
from django.test import Client

from belanja.accounts.models import User
from belanja.catalogue.models import Offer
from belanja.catalogue.services.listing_rows import content_of
from belanja.vendors.models import Member
from tests.support.listings import Shop, paper, shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def thing() -> Offer:
    return shop().submitted()


@pytest.fixture
def mine(thing: Offer) -> Shop:
    return shop()


@pytest.fixture
def desk(mine: Shop, client: Client) -> Client:
    client.force_login(User.objects.get(pk=mine.owner.user_id))
    return client


def address(thing: Offer) -> str:
    return f"/katalog/produk/{thing.product_id}-kertas-hvs-f4-80-g/"


def test_a_visitor_is_invited_and_comes_back_after_signing_in(client: Client, thing: Offer) -> None:
    page = client.get(address(thing)).content.decode()
    assert f'Anda menjual barang yang sama? <a href="/usaha/jual/{thing.product_id}/">' in page
    answer = client.get(f"/usaha/jual/{thing.product_id}/")
    assert answer.status_code == 302
    assert f"next=/usaha/jual/{thing.product_id}/" in answer["Location"]


def test_a_seller_presses_fills_in_his_own_and_stands_beside_the_first(desk: Client, thing: Offer, mine: Shop) -> None:
    assert (
        f'<a class="button quiet" href="/usaha/jual/{thing.product_id}/">' in desk.get(address(thing)).content.decode()
    )
    form = f"/usaha/{mine.firm.pk}/barang/jual/{thing.product_id}/"
    assert desk.get(f"/usaha/jual/{thing.product_id}/")["Location"] == form
    page = desk.get(form).content.decode()
    assert "tidak perlu diketik lagi" in page
    assert "Kertas HVS F4 80 g" in page
    assert 'name="brand"' not in page
    assert 'name="price"' in page
    typed = {
        "role": "pengecer", "price": "54.000", "tax_basis": "termasuk_ppn", "tax_percent": "11", "everywhere": "1",
        "freight_rule": "termasuk", "stock": "9", "lead_days": "2", "name": "Barang lain", "attr_ukuran": "A4",
    }  # fmt: skip
    desk.post(form, typed)
    made = Offer.objects.get(seller__firm=mine.firm)
    assert (made.product_id, made.state) == (thing.product_id, "draf")
    assert (content_of(made).name, content_of(made).attributes["ukuran"]) == ("Kertas HVS F4 80 g", "F4")
    change = f"/usaha/{mine.firm.pk}/barang/{made.pk}/ubah/"
    assert 'name="brand"' not in desk.get(change).content.decode()
    said = desk.post(change, {**typed, "version": "1", "price": "53.000", "ajukan": "1"}, follow=True).content.decode()
    assert "Diajukan." in said
    assert "2 penawaran" in Client().get("/katalog/cari?q=kertas").content.decode()
    assert desk.get(form)["Location"] == f"/usaha/{mine.firm.pk}/barang/{made.pk}/"


def test_nobody_without_a_firm_and_a_choice_among_several(desk: Client, thing: Offer, mine: Shop) -> None:
    other = shop()
    Member.objects.filter(firm=other.firm).update(user=mine.owner.user_id)
    page = desk.get(f"/usaha/jual/{thing.product_id}/").content.decode()
    assert f"/usaha/{mine.firm.pk}/barang/jual/{thing.product_id}/" in page
    assert f"/usaha/{other.firm.pk}/barang/jual/{thing.product_id}/" in page
    Member.objects.all().delete()
    assert desk.get(f"/usaha/jual/{thing.product_id}/")["Location"] == "/usaha/"
    assert desk.get(f"/usaha/{mine.firm.pk}/barang/jual/{thing.product_id}/").status_code == 404
    assert desk.get("/usaha/jual/999999/").status_code == 404


def test_what_cannot_be_joined_says_why(desk: Client, thing: Offer, mine: Shop) -> None:
    form = f"/usaha/{mine.firm.pk}/barang/jual/{thing.product_id}/"
    mine.etalase.state = "beku"
    mine.etalase.save()
    said = desk.get(form, follow=True).content.decode()
    assert "sedang tidak menerima penawaran baru" in said
    assert not Offer.objects.filter(seller__firm=mine.firm).exists()
    assert paper().name in said
