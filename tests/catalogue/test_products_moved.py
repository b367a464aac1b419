"""Duplicates are suggested with reasons; a person merges, splits and undoes; undoing gives back what was."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.forms.models import model_to_dict

from belanja.accounts.models import User
from belanja.catalogue.models import Claim, LikelyDuplicate, Offer, OfferSearch, Product, ProductMove
from belanja.catalogue.services import listings
from belanja.catalogue.services.duplicates import find_duplicates, keep_apart
from belanja.catalogue.services.listing_rows import content_of
from belanja.catalogue.services.products import merge, merge_pair, split, undo
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.listing_content import Price, Stated
from tests.support.firms import member
from tests.support.listings import shop
from tests.support.people import hired

from .worlds import offer, product, seller, shelf, small_shop

pytestmark = pytest.mark.django_db
WHY = "Barang yang sama, dua ejaan."


@pytest.fixture
def pair(banten: Government) -> LikelyDuplicate:
    small_shop()
    office = Product.objects.get(name="Stapler Sedang").etalase
    twin = product(office, "Stepler Sedang", pdn="tanpa_bukti")
    Claim.objects.create(
        product=twin, kind="tkdn", number="S-9", percent=Decimal(30), verification="terverifikasi", owner="Pabrik"
    )
    offer(twin, seller("CV Tulis Jaya"), 24_000)
    assert find_duplicates() == 1
    return LikelyDuplicate.objects.get()


def everything() -> dict[str, list[dict[str, Any]]]:
    return {
        model.__name__: [model_to_dict(row) for row in model._default_manager.order_by("pk")]
        for model in (Product, Offer, Claim)
    }


def both(pair: LikelyDuplicate, banten: Government, clerk: Actor) -> dict[str, Any]:
    return {"reason": WHY, "government": banten, "actor": clerk}


def test_a_merge_puts_offers_and_evidence_together_and_undoing_gives_back_what_was(
    pair: LikelyDuplicate, banten: Government, clerk: Actor
) -> None:
    assert pair.reasons[0].startswith("Nama mirip")
    before = everything()
    move = merge_pair(pair_id=pair.pk, kept_id=pair.first_id, **both(pair, banten, clerk))
    kept = Product.objects.get(pk=pair.first_id)
    assert kept.offers.count() == 2
    assert kept.pdn == "tkdn_25", "the evidence of the other one is evidence of this one"
    assert Product.objects.get(pk=pair.second_id).merged_into_id == kept.pk
    assert set(OfferSearch.objects.filter(product_id=kept.pk).values_list("offer_id", flat=True)) == set(
        kept.offers.values_list("pk", flat=True)
    )
    assert LikelyDuplicate.objects.get().state == "digabung"
    undo(move_id=move.pk, reason="Ternyata beda ukuran.", government=banten, actor=hired(banten, Role.BIRO_PBJ))
    after = everything()
    for name, rows in before.items():
        for was, now in zip(rows, after[name], strict=True):
            differing = {key for key in was if was[key] != now[key]}
            assert differing <= {"pdn", "tkdn", "pdn_reason"}, "only what the rules reckon anew from the evidence"
    assert LikelyDuplicate.objects.get().state == "terbuka"
    assert [event.name for event in Event.objects.order_by("id")][-2:] == [
        "catalogue.products_merged", "catalogue.merge_undone",
    ]  # fmt: skip


@pytest.mark.parametrize("stands", ["belum", "tidak_ditemukan"])
def test_a_merge_loses_no_proof(pair: LikelyDuplicate, banten: Government, clerk: Actor, stands: str) -> None:
    """Both name the same certificate; only that of the vanishing product was proved."""
    Claim.objects.create(
        product=pair.first, kind="tkdn", number="S-9", percent=Decimal(60), verification=stands, owner="Pabrik"
    )
    before = everything()["Claim"]
    move = merge_pair(pair_id=pair.pk, kept_id=pair.first_id, **both(pair, banten, clerk))
    assert Product.objects.get(pk=pair.first_id).pdn == "tkdn_25"
    undo(move_id=move.pk, **both(pair, banten, clerk))
    assert everything()["Claim"] == before


def test_a_merge_asks_nothing_twice(pair: LikelyDuplicate, banten: Government, clerk: Actor) -> None:
    """The same certificate, proved here and still open there, or proved alike on both sides, stands once."""
    proved = Claim.objects.get(product=pair.second)
    same = model_to_dict(proved, exclude=["id", "product"])
    Claim.objects.create(product=pair.first, **same)
    Claim.objects.create(product=pair.second, **same | {"verification": "belum"})
    move = merge_pair(pair_id=pair.pk, kept_id=pair.first_id, **both(pair, banten, clerk))
    assert move.claims == []


def test_a_pair_kept_apart_is_not_suggested_again(pair: LikelyDuplicate, banten: Government, clerk: Actor) -> None:
    keep_apart(pair_id=pair.pk, **both(pair, banten, clerk))
    assert find_duplicates() == 0
    assert LikelyDuplicate.objects.get().state == "berbeda"
    with pytest.raises(RuleBroken) as told:
        merge_pair(pair_id=pair.pk, kept_id=pair.first_id, **both(pair, banten, clerk))
    assert (told.value.code, told.value.status) == ("pair_decided", 409)


def test_a_pair_that_is_no_longer_alike_goes(pair: LikelyDuplicate) -> None:
    Product.objects.filter(pk=pair.second_id).update(name="Gunting Kertas")
    assert find_duplicates() == 0
    assert not LikelyDuplicate.objects.exists()


def test_some_offers_are_taken_out_and_put_back(banten: Government, clerk: Actor) -> None:
    shop = small_shop()
    source = shop["f4"].product_id
    move = split(
        product_id=source, offer_ids=[shop["f4 besar"].pk], name="Kertas HVS F4 80 g, impor", reason=WHY,
        government=banten, actor=clerk,
    )  # fmt: skip
    made = Product.objects.get(pk=move.target_id)
    assert (made.name, made.gtin, made.offers.count()) == ("Kertas HVS F4 80 g, impor", "", 1)
    assert OfferSearch.objects.get(pk=shop["f4 besar"].pk).product_id == made.pk
    undo(move_id=move.pk, reason="Keliru memisah.", government=banten, actor=clerk)
    assert Product.objects.get(pk=source).offers.count() == 2
    assert Product.objects.get(pk=made.pk).merged_into_id == source, "its address leads back"
    with pytest.raises(RuleBroken) as told:
        undo(move_id=move.pk, reason="Keliru memisah.", government=banten, actor=clerk)
    assert told.value.code == "undone_already"


@pytest.mark.parametrize("offers", [[], ["f4", "f4 besar"], ["stapler"]])
def test_nothing_everything_and_what_is_elsewhere_cannot_be_taken_out(
    banten: Government, clerk: Actor, offers: list[str]
) -> None:
    shop = small_shop()
    ids = [shop[name].pk for name in offers]
    with pytest.raises(RuleBroken) as told:
        split(product_id=shop["f4"].product_id, offer_ids=ids, name="", reason=WHY, government=banten, actor=clerk)
    assert told.value.code == "split_what"
    assert not ProductMove.objects.exists()


def test_what_was_moved_on_is_undone_in_its_order(pair: LikelyDuplicate, banten: Government, clerk: Actor) -> None:
    third = product(pair.first.etalase, "Stapler Sedang Baru")
    offer(third, seller("UD Baru"))
    one = merge_pair(pair_id=pair.pk, kept_id=pair.first_id, **both(pair, banten, clerk))
    two = merge(kept_id=third.pk, other_id=pair.first_id, **both(pair, banten, clerk))
    with pytest.raises(RuleBroken) as told:
        undo(move_id=one.pk, **both(pair, banten, clerk))
    assert (told.value.code, told.value.status) == ("moved_since", 409)
    undo(move_id=two.pk, **both(pair, banten, clerk))
    undo(move_id=one.pk, **both(pair, banten, clerk))
    assert Product.objects.get(pk=pair.second_id).offers.count() == 1


def test_what_cannot_be_one_thing_is_said(banten: Government, clerk: Actor) -> None:
    shop = small_shop()
    elsewhere = product(shelf("lain", "Etalase Lain"), "Stapler Sedang")
    packed = product(Product.objects.get(pk=shop["stapler"].product_id).etalase, "Stapler Dus", pack_size=Decimal(12))
    for other, words in ((elsewhere, "etalase yang berbeda"), (packed, "Satuan jual")):
        with pytest.raises(RuleBroken) as told:
            merge(kept_id=shop["stapler"].product_id, other_id=other.pk, reason=WHY, government=banten, actor=clerk)
        assert words in told.value.message
    assert not ProductMove.objects.exists()


def test_nobody_decides_about_goods_of_his_own_firm_nor_of_another_government(
    pair: LikelyDuplicate, banten: Government
) -> None:
    other = Government.objects.get(code="D50")
    for government, roles, status in ((banten, (Role.APIP,), 403), (other, (Role.BIRO_PBJ,), 404), (banten, (), 404)):
        with pytest.raises(RuleBroken) as told:
            merge_pair(
                pair_id=pair.pk, kept_id=pair.first_id, reason=WHY, government=government,
                actor=hired(government, *roles),
            )  # fmt: skip
        assert told.value.status == status
    assert not ProductMove.objects.exists()


def test_a_firm_that_changes_its_price_leaves_the_merge_alone(banten: Government, clerk: Actor) -> None:
    first, second = shop(), shop()
    kept, other = first.submitted(), second.submitted(name="HVS Kertas F4 80 gram")
    merge(kept_id=kept.product_id, other_id=other.product_id, reason=WHY, government=banten, actor=clerk)
    other.refresh_from_db()
    dearer = replace(content_of(other), prices=(Price(Decimal(56_000)),))
    other = listings.edit(offer_id=other.pk, version=other.version, content=dearer, actor=second.owner)
    assert other.product_id == kept.product_id
    brand = replace(content_of(other), brand="Merek Lain")
    other = listings.edit(offer_id=other.pk, version=other.version, content=brand, actor=second.owner)
    assert other.product_id != kept.product_id, "what it says of the thing now is another thing"


def test_undoing_gives_back_what_is_there_and_tells_what_stayed(banten: Government, clerk: Actor) -> None:
    """One firm's offer has become another thing by what it states now: that hinders nobody for ever."""
    first, second, third = shop(), shop(), shop()
    kept = first.submitted()
    other = second.submitted(name="HVS Kertas F4 80 gram", claims=(Stated("sni", "SNI-7"), Stated("halal", "H-1")))
    beside = third.submitted(name="Kertas F4 HVS 80 gr")
    home = other.product_id
    merge(kept_id=home, other_id=beside.product_id, reason=WHY, government=banten, actor=clerk)
    move = merge(kept_id=kept.product_id, other_id=home, reason=WHY, government=banten, actor=clerk)
    beside.refresh_from_db()
    beside = listings.edit(
        offer_id=beside.pk, version=beside.version, content=replace(content_of(beside), brand="Merek Lain"),
        actor=third.owner,
    )  # fmt: skip
    own = beside.product_id
    done = undo(move_id=move.pk, reason="Ternyata beda.", government=banten, actor=clerk)
    assert (done.offers, done.offers_kept, done.claims_kept) == ([other.pk], [beside.pk], [])
    for one, product_id in ((kept, kept.product_id), (other, home), (beside, own)):
        one.refresh_from_db()
        assert one.product_id == product_id
    assert Product.objects.get(pk=home).merged_into_id is None
    assert Claim.objects.filter(product_id=home).count() == 2
    assert Event.objects.latest("id").payload["offers_kept"] == [beside.pk]


def test_a_part_that_is_put_back_brings_its_proof_along(banten: Government, clerk: Actor) -> None:
    shop = small_shop()
    source = shop["f4"].product_id
    move = split(
        product_id=source, offer_ids=[shop["f4 besar"].pk], name="", reason=WHY, government=banten, actor=clerk
    )
    Claim.objects.create(product=move.target, kind="sni", number="SNI-7", verification="terverifikasi")
    undo(move_id=move.pk, reason="Keliru memisah.", government=banten, actor=clerk)
    assert Claim.objects.get(number="SNI-7").product_id == source


def test_a_curator_keeps_his_hands_off_his_own_firm(banten: Government, clerk: Actor) -> None:
    first, second = shop(), shop()
    kept, other = first.submitted(), second.submitted(name="HVS Kertas F4 80 gram")
    member(second.firm, user=User.objects.get(pk=clerk.user_id))
    with pytest.raises(RuleBroken) as told:
        merge(kept_id=kept.product_id, other_id=other.product_id, reason=WHY, government=banten, actor=clerk)
    assert (told.value.code, told.value.status) == ("own_firm", 403)
    assert not ProductMove.objects.exists()
