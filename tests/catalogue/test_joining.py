"""A firm sells what the catalogue shows already: the same thing, its own price, and no other listing is touched."""

from dataclasses import replace
from decimal import Decimal

import pytest

from belanja.catalogue.models import Claim, Offer, OfferSearch, Product
from belanja.catalogue.selectors import offers_of
from belanja.catalogue.selectors.curators import offers_of as curators_see
from belanja.catalogue.services import joining, listings
from belanja.catalogue.services.listing_rows import content_of
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_content import Content, Price, Stated
from belanja.rules.listings import ListingState
from tests.support.listings import Shop, paper, shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def first() -> Shop:
    return shop()


@pytest.fixture
def second(first: Shop) -> Shop:
    return shop()


OWN = Content(
    role="pengecer", prices=(Price(Decimal(54_000)),), tax_basis="termasuk_ppn", tax_percent=Decimal(11),
    stock=Decimal(9), freight_rule="termasuk", lead_days=3,
)  # fmt: skip


def _join(place: Shop, thing: Product, **changes: object) -> Offer:
    regions = paper().serves
    return listings.draft(
        firm_id=place.firm.pk, government_id=place.government.pk, etalase_id=place.etalase.pk, actor=place.owner,
        content=replace(OWN, serves=regions, **changes), product_id=thing.pk,  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_draft_says_of_the_thing_what_the_product_says_and_stands_beside_it(first: Shop, second: Shop) -> None:
    thing = first.submitted().product
    made = _join(second, thing, name="Nama lain", brand="Merek lain")
    assert made.product_id == thing.pk
    assert content_of(made).name == "Kertas HVS F4 80 g"
    assert content_of(made).brand == "Rinjani"
    assert len(offers_of(thing.pk)) == 1, "a draft is nobody's business"
    assert [one.seller.firm_id for one in curators_see([thing.pk])] == [first.firm.pk]
    made = listings.submit(offer_id=made.pk, version=1, actor=second.owner)
    assert made.product_id == thing.pk
    assert {one.id for one in offers_of(thing.pk)} == set(Offer.objects.values_list("pk", flat=True))


def test_what_the_thing_is_cannot_be_changed_in_the_draft_and_the_price_can(first: Shop, second: Shop) -> None:
    thing = first.submitted().product
    made = _join(second, thing)
    with pytest.raises(RuleBroken, match="keterangan barangnya tetap"):
        listings.edit(offer_id=made.pk, version=1, content=replace(content_of(made), brand="Lain"), actor=second.owner)
    cheaper = replace(content_of(made), prices=(Price(Decimal(50_000)),))
    made = listings.edit(offer_id=made.pk, version=1, content=cheaper, actor=second.owner)
    assert (made.product_id, content_of(made).price) == (thing.pk, Decimal(50_000))


def test_a_strangers_draft_keeps_nobody_from_changing_his_own_product(first: Shop, second: Shop) -> None:
    mine = first.submitted()
    joined = _join(second, mine.product)
    better = replace(content_of(mine), description="Kertas putih cerah untuk cetak dua sisi, isi 500 lembar.")
    mine = listings.edit(offer_id=mine.pk, version=1, content=better, actor=first.owner)
    assert mine.product_id == joined.product_id, "the address stays"
    with pytest.raises(RuleBroken, match="berubah sejak draf Anda disimpan") as late:
        listings.submit(offer_id=joined.pk, version=1, actor=second.owner)
    assert late.value.status == 409
    joined = Offer.objects.get(pk=joined.pk)
    assert joined.state == ListingState.DRAFT
    again = joining.described(content_of(joined), joined.product)
    joined = listings.edit(offer_id=joined.pk, version=1, content=again, actor=second.owner)
    joined = listings.submit(offer_id=joined.pk, version=2, actor=second.owner)
    assert joined.product_id == mine.product_id
    assert content_of(joined).description == better.description


def test_a_claim_of_the_newcomer_waits_until_he_submits_and_touches_no_other(first: Shop, second: Shop) -> None:
    tkdn = Stated("tkdn", "CONTOH-1", "Pabrik", Decimal(41))
    thing = first.submitted(claims=(tkdn,)).product
    Claim.objects.filter(product=thing).update(verification="terverifikasi")
    sni = Stated("sni", "CONTOH-2", "Pabrik")
    made = _join(second, thing, claims=(sni,))
    made = listings.edit(
        offer_id=made.pk, version=1, content=replace(content_of(made), stock=Decimal(5), claims=(sni,)),
        actor=second.owner,
    )  # fmt: skip
    assert [one.kind for one in Claim.objects.filter(product=thing)] == ["tkdn"]
    listings.submit(offer_id=made.pk, version=2, actor=second.owner)
    told = dict(Claim.objects.filter(product=thing).values_list("kind", "verification"))
    assert told == {"tkdn": "terverifikasi", "sni": "belum"}


def test_not_twice_not_what_nobody_sees_and_not_what_lacks_something(first: Shop, second: Shop) -> None:
    hidden = first.draft().product
    with pytest.raises(RuleBroken, match="tidak ada di katalog"):
        _join(second, hidden)
    thing = first.submitted(number="LAIN-1").product
    _join(second, thing)
    with pytest.raises(RuleBroken, match="sudah menjual barang ini") as twice:
        _join(second, thing)
    assert twice.value.status == 409
    with pytest.raises(RuleBroken, match="sudah menjual barang ini"):
        _join(first, thing)
    Product.objects.filter(pk=thing.pk).update(attributes={"ukuran": "F4"})
    third = shop()
    with pytest.raises(RuleBroken, match="belum memenuhi etalasenya"):
        _join(third, thing)
    OfferSearch.objects.filter(product_id=thing.pk).update(state=2)
    with pytest.raises(RuleBroken, match="tidak ada di katalog"):
        _join(third, thing)
    assert Offer.objects.filter(product=thing).count() == 2
