"""The life of a listing: drafted, submitted, looked at, sold, changed, confirmed, taken away."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from belanja.accounts.models import User
from belanja.catalogue.models import Claim, ListingStep, Offer, OfferSearch, OfferVersion, PriceRow, Product, Seller
from belanja.catalogue.search.index import reindex
from belanja.catalogue.services import claiming, curation, listings
from belanja.catalogue.services.listing_rows import content_of
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.listing_content import Price, Stated, differences
from belanja.rules.listing_steps import Step
from belanja.rules.listings import ListingState
from belanja.rules.registration import FirmState
from tests.catalogue.worlds import offer, product
from tests.support.firms import member
from tests.support.listings import Shop, paper, shop
from tests.support.people import hired

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper_shop() -> Shop:
    return shop()


def _approve(offer: Offer) -> Offer:
    verifier = hired(Government.objects.get(code="D43"), Role.VERIFIKATOR)
    return curation.decide(offer_id=offer.pk, version=offer.version, step=Step.APPROVE, actor=verifier)


def _visible(offer: Offer) -> int | None:
    return OfferSearch.objects.filter(offer_id=offer.pk).values_list("state", flat=True).first()


def test_a_draft_is_nobodys_business(paper_shop: Shop) -> None:
    made = paper_shop.draft(name="", prices=())
    assert (made.state, made.version, made.number) == ("draf", 1, f"A-{made.pk:06d}")
    assert _visible(made) is None
    assert not PriceRow.objects.filter(offer=made).exists()


def test_what_passes_the_checks_is_visible_at_once_and_sold_once_looked_at(paper_shop: Shop) -> None:
    made = paper_shop.submitted()
    assert made.state == ListingState.SUBMITTED
    assert _visible(made) == 1
    made = _approve(made)
    assert (made.state, made.listed_on) == (ListingState.LISTED.value, clock.today())
    assert _visible(made) == 0
    assert [one.step for one in ListingStep.objects.filter(offer=made)] == ["buat", "ajukan", "setujui"]
    assert Event.objects.filter(name="catalogue.listing.setujui", subject=f"offer:{made.pk}").exists()


def test_what_lacks_something_is_refused_with_the_fix(paper_shop: Shop) -> None:
    made = paper_shop.draft(attributes={"ukuran": "F4"})
    with pytest.raises(RuleBroken, match=r"Gramatur wajib diisi\. Isi Gramatur dalam g\."):
        listings.submit(offer_id=made.pk, version=1, actor=paper_shop.owner)
    made.refresh_from_db()
    assert made.state == "draf"


def test_a_firm_that_is_not_verified_is_seen_and_not_sold() -> None:
    place = shop(state=FirmState.SUBMITTED)
    made = _approve(place.submitted())
    assert made.state == ListingState.APPROVED
    assert made.state_reason
    assert _visible(made) == 1


def test_terms_apply_at_once_and_substance_is_looked_at_again(paper_shop: Shop) -> None:
    made = _approve(paper_shop.submitted())
    told = replace(content_of(made), stock=Decimal(5), prices=(Price(Decimal(57_000)),))
    made = listings.edit(offer_id=made.pk, version=made.version, content=told, actor=paper_shop.owner)
    assert (made.state, made.version, made.stock) == ("tayang", 2, Decimal(5))
    assert list(PriceRow.objects.filter(offer=made).order_by("pk").values_list("amount", "ended_on")) == [
        (Decimal(55_000), clock.today()), (Decimal(57_000), None),
    ]  # fmt: skip
    told = replace(told, attributes={"ukuran": "F4", "gramatur": "70"})
    made = listings.edit(offer_id=made.pk, version=2, content=told, actor=paper_shop.owner)
    assert made.state == ListingState.SUBMITTED
    assert _visible(made) == 1
    first = OfferVersion.objects.get(offer=made, number=1)
    assert first.content["stock"] == "120"


def test_an_edit_that_changes_nothing_leaves_no_trace(paper_shop: Shop) -> None:
    made = paper_shop.submitted()
    listings.edit(offer_id=made.pk, version=1, content=content_of(made), actor=paper_shop.owner)
    made.refresh_from_db()
    assert (made.version, ListingStep.objects.filter(offer=made, step="ubah").count()) == (1, 0)


def test_the_name_stays_once_submitted(paper_shop: Shop) -> None:
    made = paper_shop.submitted()
    with pytest.raises(RuleBroken, match="Nama produk tetap"):
        listings.edit(offer_id=made.pk, version=1, content=paper(name="Kertas Koran F4"), actor=paper_shop.owner)
    assert OfferVersion.objects.filter(offer=made).count() == 1


def test_a_steep_rise_asks_for_its_reason(paper_shop: Shop) -> None:
    made = _approve(paper_shop.submitted())
    told = replace(content_of(made), prices=(Price(Decimal(66_000)),))
    with pytest.raises(RuleBroken, match=r"lebih dari 10% \(dari Rp55\.000 menjadi Rp66\.000\)"):
        listings.edit(offer_id=made.pk, version=1, content=told, actor=paper_shop.owner)
    listings.edit(
        offer_id=made.pk, version=1, content=told, actor=paper_shop.owner, reason="Harga pulp naik bulan ini."
    )
    assert PriceRow.objects.get(offer=made, ended_on=None).reason == "Harga pulp naik bulan ini."


def test_three_small_rises_of_a_day_are_one_steep_rise(paper_shop: Shop) -> None:
    made = _approve(paper_shop.submitted())
    second = replace(content_of(made), prices=(Price(Decimal(59_950)),))
    made = listings.edit(offer_id=made.pk, version=made.version, content=second, actor=paper_shop.owner)
    third = replace(second, prices=(Price(Decimal(65_345)),))
    with pytest.raises(RuleBroken, match=r"lebih dari 10% \(dari Rp55\.000 menjadi Rp65\.345\)"):
        listings.edit(offer_id=made.pk, version=made.version, content=third, actor=paper_shop.owner)


def test_the_same_amount_for_a_smaller_ream_or_without_its_tax_is_a_rise(paper_shop: Shop) -> None:
    made = _approve(paper_shop.submitted())
    for change, words in (
        ({"pack_size": Decimal(400)}, "25% lebih mahal per satuan isi"),
        ({"tax_basis": "tanpa_ppn"}, "belum termasuk PPN"),
    ):
        with pytest.raises(RuleBroken, match=words):
            listings.edit(
                offer_id=made.pk, version=1, content=replace(content_of(made), **change), actor=paper_shop.owner
            )


def test_who_comes_late_is_told_and_loses_nothing(paper_shop: Shop) -> None:
    made = paper_shop.submitted()
    changed = listings.edit(
        offer_id=made.pk, version=1, content=replace(content_of(made), stock=Decimal(7)), actor=paper_shop.owner
    )
    assert changed.version == 2
    with pytest.raises(RuleBroken, match="sudah diubah") as late:
        _approve(made)
    assert late.value.status == 409
    with pytest.raises(RuleBroken, match="versi 1 menjadi 2"):
        listings.edit(offer_id=made.pk, version=1, content=paper(stock=Decimal(9)), actor=paper_shop.owner)
    made.refresh_from_db()
    assert (made.state, made.stock) == ("diajukan", Decimal(7))


def test_returned_with_a_reason_mended_and_listed(paper_shop: Shop) -> None:
    made = paper_shop.submitted()
    verifier = hired(paper_shop.government, Role.VERIFIKATOR)
    with pytest.raises(RuleBroken, match="alasan baku"):
        curation.decide(offer_id=made.pk, version=1, step=Step.RETURN, actor=verifier)
    made = curation.decide(
        offer_id=made.pk, version=1, step=Step.RETURN, reason_code="spesifikasi_kurang", actor=verifier
    )
    assert (made.state, _visible(made)) == ("revisi", None)
    told = replace(content_of(made), description="Kertas putih 80 gram, isi 500 lembar, untuk fotokopi.")
    made = listings.edit(offer_id=made.pk, version=1, content=told, actor=paper_shop.owner)
    made = listings.submit(offer_id=made.pk, version=2, actor=paper_shop.owner)
    assert _approve(made).state == "tayang"


def test_frozen_stays_frozen_through_edits_until_released(paper_shop: Shop) -> None:
    made = _approve(paper_shop.submitted())
    officer = hired(paper_shop.government, Role.BIRO_PBJ)
    made = curation.decide(
        offer_id=made.pk, version=1, step=Step.FREEZE, reason_code="foto_bukan_produk", actor=officer
    )
    assert (made.state, made.holds) == ("tayang_tidak_dapat_dibeli", ["patroli"])
    listings.confirm(firm_id=paper_shop.firm.pk, offer_ids=[made.pk], actor=paper_shop.owner)
    made.refresh_from_db()
    assert made.state == "tayang_tidak_dapat_dibeli"
    made = curation.decide(offer_id=made.pk, version=1, step=Step.RELEASE, note="Foto sudah diganti.", actor=officer)
    assert made.state == "tayang"


def test_nobody_decides_on_his_own_firm(paper_shop: Shop) -> None:
    made = paper_shop.submitted()
    verifier = hired(paper_shop.government, Role.VERIFIKATOR)
    member(paper_shop.firm, user=User.objects.get(pk=verifier.user_id))
    with pytest.raises(RuleBroken, match="usaha Anda sendiri"):
        curation.decide(offer_id=made.pk, version=1, step=Step.APPROVE, actor=verifier)
    made.refresh_from_db()
    assert made.state == "diajukan"


def test_strangers_learn_nothing(paper_shop: Shop) -> None:
    made = paper_shop.submitted()
    rival = hired(paper_shop.government)
    for act in (
        lambda: listings.edit(offer_id=made.pk, version=1, content=paper(stock=Decimal(1)), actor=rival),
        lambda: listings.submit(offer_id=made.pk, version=1, actor=rival),
        lambda: listings.withdraw(offer_id=made.pk, version=1, actor=rival),
        lambda: listings.remove(offer_id=made.pk, version=1, actor=rival),
        lambda: listings.confirm(firm_id=paper_shop.firm.pk, offer_ids=[made.pk], actor=rival),
        lambda: curation.decide(offer_id=made.pk, version=1, step=Step.APPROVE, actor=rival),
    ):
        with pytest.raises(RuleBroken) as refusal:
            act()
        assert refusal.value.status == 404
    made.refresh_from_db()
    assert (made.state, made.version) == ("diajukan", 1)


def test_withdrawn_and_brought_back(paper_shop: Shop) -> None:
    made = _approve(paper_shop.submitted())
    made = listings.withdraw(offer_id=made.pk, version=1, actor=paper_shop.owner, reason="Stok habis.")
    assert (made.state, _visible(made)) == ("dicabut_sementara", None)
    made = listings.restore(offer_id=made.pk, version=1, actor=paper_shop.owner)
    assert (made.state, _visible(made)) == ("tayang", 0)
    made = listings.remove(offer_id=made.pk, version=1, actor=paper_shop.owner)
    with pytest.raises(RuleBroken, match="sekarang dihapus"):
        listings.restore(offer_id=made.pk, version=1, actor=paper_shop.owner)


def test_a_claim_that_says_something_else_is_open_again(paper_shop: Shop) -> None:
    made = paper_shop.submitted(claims=(Stated("tkdn", "123/SJ-IND.8/TKDN/1/2026", "PT Kertas", Decimal("42.5")),))
    Claim.objects.filter(product=made.product).update(verification="terverifikasi")
    told = replace(content_of(made), stock=Decimal(3))
    listings.edit(offer_id=made.pk, version=1, content=told, actor=paper_shop.owner)
    assert Claim.objects.get(product=made.product).verification == "terverifikasi"
    told = replace(told, claims=(replace(told.claims[0], percent=Decimal("61.2")),))
    listings.edit(offer_id=made.pk, version=2, content=told, actor=paper_shop.owner)
    assert Claim.objects.get(product=made.product).verification == "belum"
    assert Product.objects.get(pk=made.product_id).pdn == "tanpa_bukti"


def test_versions_and_steps_cannot_be_changed(paper_shop: Shop) -> None:
    made = paper_shop.submitted()
    for rows in (OfferVersion.objects.filter(offer=made), ListingStep.objects.filter(offer=made)):
        with pytest.raises(DatabaseError, match="keeps its history"), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError, match="keeps its history"), transaction.atomic():
        OfferVersion.objects.filter(offer=made).update(reason="lain")


def test_content_comes_back_from_its_version_as_it_was() -> None:
    told = paper(
        serves=("36.02", "36.73"),
        prices=(Price(Decimal("1234.50"), "36.02", Decimal(10), Decimal(500)),),
        claims=(Stated("sni", "SNI 1234", "", None, clock.today()),),
        valid_to=clock.today(),
    )
    assert differences(told, type(told).from_json(told.as_json())) == []


def test_a_claimed_archive_offer_becomes_a_draft_and_leaves_the_pages_with_its_coming(paper_shop: Shop) -> None:
    archive = Seller.objects.create(slug="arsip", name="CV Arsip", sort_key="arsip", firm=paper_shop.firm)
    thing = product(paper_shop.etalase, "Kertas HVS F4 80 g", attributes={"ukuran": "F4", "gramatur": "80"})
    old = offer(thing, archive, 50_000, state=ListingState.ARCHIVE)
    reindex([old.pk])
    assert old.archive_day == date(2022, 12, 22)
    [pk] = claiming.claim_archive(
        firm_id=paper_shop.firm.pk, offer_ids=[old.pk], government_id=paper_shop.government.pk, actor=paper_shop.owner
    )
    assert not claiming.claim_archive(
        firm_id=paper_shop.firm.pk, offer_ids=[old.pk], government_id=paper_shop.government.pk, actor=paper_shop.owner
    )
    mine = Offer.objects.get(pk=pk)
    assert (mine.state, mine.continues_id, mine.product_id != thing.pk) == ("draf", old.pk, True)
    assert _visible(old) == 2
    told = replace(paper(), name="Kertas HVS F4 80 g")
    mine = listings.edit(offer_id=pk, version=1, content=told, actor=paper_shop.owner)
    mine = listings.submit(offer_id=pk, version=mine.version, actor=paper_shop.owner)
    assert (_visible(old), _visible(mine)) == (None, 1)
    listings.withdraw(offer_id=pk, version=mine.version, actor=paper_shop.owner)
    assert _visible(old) == 2


def test_a_price_is_lowered_though_the_shelf_asks_for_more_or_is_frozen(paper_shop: Shop) -> None:
    made = _approve(paper_shop.submitted())
    Etalase.objects.filter(pk=paper_shop.etalase.pk).update(state="beku", kbki=["3212"])
    told = replace(content_of(made), prices=(Price(Decimal(50_000)),))
    made = listings.edit(offer_id=made.pk, version=1, content=told, actor=paper_shop.owner)
    assert PriceRow.objects.get(offer=made, ended_on=None).amount == Decimal(50_000)
    with pytest.raises(RuleBroken, match="Satuan jual belum dipilih"):
        listings.edit(offer_id=made.pk, version=2, content=replace(told, unit=""), actor=paper_shop.owner)
