"""A firm's own desk of goods: list, form, one listing with its story, archive."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from belanja.accounts.models import User
from belanja.catalogue.models import Offer, OfferVersion, Seller
from belanja.catalogue.services import curation, listings
from belanja.catalogue.services.listing_rows import content_of
from belanja.catalogue.services.shelves import follow_schema
from belanja.etalase.models import Schema, SchemaAttribute
from belanja.rules.duties import Role
from belanja.rules.listing_content import Content, Price, Stated, differences
from belanja.rules.listing_steps import Step
from belanja.rules.listings import ListingState
from belanja.web.vendor.goods.form import ListingForm
from tests.catalogue.worlds import offer, product, shelf
from tests.support.listings import PAPER, Shop, paper, shop
from tests.support.people import hired

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Shop:
    return shop()


@pytest.fixture
def desk(place: Shop, client: Client) -> Client:
    client.force_login(User.objects.get(pk=place.owner.user_id))
    return client


def _url(place: Shop, rest: str = "") -> str:
    return f"/usaha/{place.firm.pk}/barang/{rest}"


def _typed(content: Content, place: Shop, *, version: int = 0, **more: str) -> dict[str, Any]:
    """What a browser sends for a statement: every field of the form with its value."""
    form = ListingForm(etalase=place.etalase, content=content, version=version)
    told = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in told.items() if value not in (None, False)}
    return typed | {"everywhere": ""} | more


def test_a_draft_is_saved_as_it_is_and_shows_what_it_lacks(desk: Client, place: Shop) -> None:
    assert "Kertas dan Cover" in desk.get(_url(place, "baru/?q=kertas")).content.decode()
    address = _url(place, f"baru/{place.etalase.pk}/")
    assert desk.get(address).status_code == 200
    answer = desk.post(address, {"name": "Kertas HVS F4", "price": "55.000"}, follow=True)
    page = answer.content.decode()
    made = Offer.objects.get()
    assert (made.state, content_of(made).price) == ("draf", Decimal(55_000))
    assert "Gramatur wajib diisi." in page
    assert "ubah/#id_attr_gramatur" in page
    assert "Hanya Anda yang melihatnya." in page


def test_submitted_from_the_form_in_one_go(desk: Client, place: Shop) -> None:
    answer = desk.post(_url(place, f"baru/{place.etalase.pk}/"), _typed(paper(), place, ajukan="1"), follow=True)
    assert "Diajukan. Barang ini sudah dapat dilihat semua orang" in answer.content.decode()
    made = Offer.objects.get()
    assert made.state == ListingState.SUBMITTED
    assert desk.get(f"/katalog/produk/{made.product_id}-kertas-hvs-f4-80-g/").status_code == 200


def test_what_blocks_stands_beside_its_field_and_nothing_typed_is_lost(desk: Client, place: Shop) -> None:
    typed = _typed(paper(attributes={"ukuran": "F4"}), place, ajukan="1")
    answer = desk.post(_url(place, f"baru/{place.etalase.pk}/"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Gramatur wajib diisi. Isi Gramatur dalam g." in page
    assert 'value="Kertas HVS F4 80 g"' in page
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    "told",
    [
        paper,
        lambda: paper(prices=(Price(Decimal(55_000)), Price(Decimal(52_000), least_quantity=Decimal(10)))),
        lambda: paper(
            serves=("36.01", "36.02"),
            freight_rule="per_wilayah",
            prices=(
                Price(Decimal(55_000), "36.01", freight=Decimal(0)),
                Price(Decimal(56_000), "36.02", freight=Decimal(1_500)),
            ),
        ),
        lambda: paper(
            attributes={"ukuran": "F4", "gramatur": "1.255", "bersertifikat": False}, pack_size=Decimal("0.5")
        ),
        lambda: paper(claims=(Stated("tkdn", "1/2", "PT A", Decimal("42.5")), Stated("sni", "SNI 7"))),
        lambda: paper(prices=(Price(Decimal(55_000)), Price(Decimal(50_000), "36.01", Decimal(10)))),
    ],
)
def test_the_form_gives_back_what_it_was_given(place: Shop, told: Any) -> None:
    content = told()
    form = ListingForm(_querydict(_typed(content, place)), etalase=place.etalase, content=content, version=1)
    assert form.is_valid(), form.errors
    assert differences(content, form.stated()) == []


def _querydict(typed: dict[str, Any]) -> Any:
    made = QueryDict(mutable=True)
    for name, value in typed.items():
        made.setlist(name, value if isinstance(value, list) else [str(value)])
    return made


def test_who_saves_late_is_shown_both_and_saves_on_top(desk: Client, place: Shop) -> None:
    made = place.draft()
    address = _url(place, f"{made.pk}/ubah/")
    typed = _typed(paper(stock=Decimal(9)), place, version=1, number=made.number, stock_seen="120")
    listings.edit(offer_id=made.pk, version=1, content=replace(content_of(made), lead_days=7), actor=place.owner)
    answer = desk.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Orang lain menyimpan perubahan lebih dahulu." in page
    assert "7 hari" in page and "3 hari" in page  # noqa: PT018
    assert 'value="9"' in page
    assert OfferVersion.objects.filter(offer=made).count() == 2
    answer = desk.post(address, typed | {"version": "2"}, follow=True)
    assert "Tersimpan." in answer.content.decode()
    made.refresh_from_db()
    assert (made.version, made.stock, made.lead_days) == (3, Decimal(9), 3)


def test_returned_with_a_reason_and_mended_at_the_desk(desk: Client, place: Shop) -> None:
    made = place.submitted()
    curation.decide(
        offer_id=made.pk, version=1, step=Step.RETURN, reason_code="spesifikasi_kurang", note="Sebutkan gramaturnya.",
        actor=hired(place.government, Role.VERIFIKATOR),
    )  # fmt: skip
    page = desk.get(_url(place)).content.decode()
    assert "Lengkapi spesifikasi yang disebut" in page
    page = desk.get(_url(place, f"{made.pk}/")).content.decode()
    assert "Sebutkan gramaturnya." in page
    assert "Kepka LKPP 122/2022" in page
    typed = _typed(content_of(made), place, version=1, ajukan="1", description="Kertas 80 gram untuk fotokopi cepat.")
    assert "Diajukan." in desk.post(_url(place, f"{made.pk}/ubah/"), typed, follow=True).content.decode()
    page = desk.get(_url(place, f"{made.pk}/versi/2/")).content.decode()
    assert "Kertas putih untuk cetak" in page and "Kertas 80 gram untuk fotokopi" in page  # noqa: PT018


def test_one_press_confirms_many(desk: Client, place: Shop) -> None:
    first, second, draft = place.submitted(), place.submitted(number="B-2"), place.draft(number="B-3")
    Offer.objects.update(confirmed_on=None)
    answer = desk.post(_url(place), {"barang": [first.pk]}, follow=True)
    assert "1 barang Anda nyatakan masih berlaku" in answer.content.decode()
    answer = desk.post(_url(place), {"semua": "1"}, follow=True)
    assert "2 barang Anda nyatakan masih berlaku" in answer.content.decode()
    assert Offer.objects.filter(confirmed_on__isnull=False).count() == 2
    draft.refresh_from_db()
    assert (draft.confirmed_on, second.state) == (None, "diajukan")


def test_steps_by_button(desk: Client, place: Shop) -> None:
    made = place.submitted()
    address = _url(place, f"{made.pk}/")
    for step, state in (("cabut", "dicabut_sementara"), ("pulihkan", "diajukan"), ("hapus", "dihapus")):
        desk.post(address, {"langkah": step, "version": "1", "alasan": "Stok habis."})
        made.refresh_from_db()
        assert made.state == state
    answer = desk.post(address, {"langkah": "setujui", "version": "1"}, follow=True)
    assert "Langkah ini tidak dikenal" in answer.content.decode()
    assert desk.get(address).status_code == 200
    assert desk.get(_url(place, f"{made.pk}/ubah/")).status_code == 404


def test_the_archive_is_taken_over_without_typing(desk: Client, place: Shop) -> None:
    front = Seller.objects.create(slug="arsip", name="CV Arsip", sort_key="arsip", firm=place.firm)
    old = offer(product(place.etalase, "Kertas HVS F4 80 g"), front, 50_000, state=ListingState.ARCHIVE)
    assert "Ambil 1 barang dari arsip nasional" in desk.get(_url(place)).content.decode()
    page = desk.get(_url(place, "arsip/")).content.decode()
    assert "Rp50.000" in page
    answer = desk.post(_url(place, "arsip/"), {"barang": [old.pk]}, follow=True)
    assert "1 barang menjadi draf" in answer.content.decode()
    mine = Offer.objects.get(continues=old)
    assert content_of(mine).price == Decimal(50_000)
    answer = desk.post(_url(place, "arsip/"), {"barang": [old.pk]}, follow=True)
    assert "Belum ada barang yang dipilih" in answer.content.decode()


def test_nobody_elses_goods_are_there(client: Client, place: Shop) -> None:
    made = place.submitted()
    rival = shop()
    client.force_login(User.objects.get(pk=rival.owner.user_id))
    for rest in ("", f"{made.pk}/", f"{made.pk}/ubah/", f"{made.pk}/versi/1/", "arsip/", "baru/"):
        assert client.get(_url(place, rest)).status_code == 404, rest
        if rest != "":
            assert client.get(f"/usaha/{rival.firm.pk}/barang/{rest}").status_code in (200, 404)
    for rest in (f"{made.pk}/", f"{made.pk}/ubah/", f"{made.pk}/versi/1/"):
        assert client.get(f"/usaha/{rival.firm.pk}/barang/{rest}").status_code == 404, rest
    answer = client.post(f"/usaha/{rival.firm.pk}/barang/{made.pk}/", {"langkah": "hapus", "version": "1"})
    assert answer.status_code == 404
    made.refresh_from_db()
    assert made.state == "diajukan"


def test_moved_to_the_right_shelf_without_typing_again(desk: Client, place: Shop) -> None:
    other = shelf("kartu", "Kartu dan Amplop", {"key": "ukuran", "label": "Ukuran", "type": "teks"})
    made = place.draft()
    page = desk.get(_url(place, f"{made.pk}/pindah/")).content.decode()
    assert "Kartu dan Amplop" in page
    desk.post(_url(place, f"{made.pk}/pindah/"), {"version": "1", "etalase": str(other.pk)})
    made = Offer.objects.select_related("product__etalase").get(pk=made.pk)
    assert made.product.etalase == other
    assert content_of(made).attributes == {"ukuran": "F4"}
    assert OfferVersion.objects.get(offer=made, number=1).content["attributes"]["gramatur"] == "80"


def test_a_like_thing_begins_with_what_its_model_says(desk: Client, place: Shop) -> None:
    made = place.draft(claims=(Stated("sni", "SNI 7"),))
    page = desk.get(_url(place, f"baru/{place.etalase.pk}/?dari={made.pk}")).content.decode()
    assert 'value="Kertas HVS F4 80 g"' in page
    assert "SNI 7" not in page
    assert made.number not in page
    rival = shop()
    other = rival.draft()
    assert desk.get(_url(place, f"baru/{place.etalase.pk}/?dari={other.pk}")).status_code == 404


@pytest.mark.parametrize("more", [{}, {"ajukan": "1"}])
def test_numbers_beyond_reason_are_told_and_not_kept(desk: Client, place: Shop, more: dict[str, str]) -> None:
    typed = _typed(paper(), place, lead_days="99999999", **more)
    answer = desk.post(_url(place, f"baru/{place.etalase.pk}/"), typed)
    assert answer.status_code == 422
    assert "Waktu kirim: isi angka dari 0 sampai 999." in answer.content.decode()
    assert not Offer.objects.exists()


def test_buyers_read_why_a_price_rose(desk: Client, place: Shop) -> None:
    made = place.submitted()
    typed = _typed(content_of(made), place, version=1, price="66.000")
    answer = desk.post(_url(place, f"{made.pk}/ubah/"), typed)
    assert answer.status_code == 422
    assert "Harga naik lebih dari 10%" in answer.content.decode()
    desk.post(_url(place, f"{made.pk}/ubah/"), typed | {"reason": "Harga pulp naik."})
    page = desk.get(f"/katalog/produk/{made.product_id}-kertas-hvs-f4-80-g/").content.decode()
    assert "Harga pulp naik." in page


def test_the_form_lowers_the_price_of_goods_that_no_longer_fit_their_shelf(desk: Client, place: Shop) -> None:
    told = {"ukuran": "F4", "gramatur": "80", "bersertifikat": True}
    made = place.submitted(paper(attributes=told))
    verifier = hired(place.government, Role.VERIFIKATOR)
    made = curation.decide(offer_id=made.pk, version=made.version, step=Step.APPROVE, actor=verifier)
    latest = Schema.objects.create(etalase=place.etalase, version=2, valid_from=date(2026, 11, 1))
    SchemaAttribute.objects.create(schema=latest, position=0, **{**PAPER[0], "allowed": ["A4", "A3"]})
    follow_schema(etalase_id=place.etalase.pk)
    address = _url(place, f"{made.pk}/ubah/")
    assert "F4 (tidak ditawarkan lagi)" in desk.get(address).content.decode()
    cheaper = replace(content_of(made), prices=(Price(Decimal(50_000)),))
    answer = desk.post(address, _typed(cheaper, place, version=made.version))
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.state, content_of(made).price) == (ListingState.LISTED, Decimal(50_000))
    assert content_of(made).attributes == told
