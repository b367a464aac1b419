"""Standards beside the price: matched by a curator, for all like goods, and found again in the next year's list."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from belanja.accounts.models import User
from belanja.catalogue.models import (
    Offer,
    OutsidePrice,
    Product,
    ReferenceList,
    ReferenceMatch,
    ReferencePrice,
    Seller,
)
from belanja.catalogue.search.index import reindex
from belanja.catalogue.selectors.references import beside
from belanja.catalogue.services.outside import Seen, decide_outside_price, send_outside_price
from belanja.catalogue.services.references import end_match, match_reference, suggestions
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.notices.models import Notice
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.reference_prices import OutsideState, key_of
from tests.support.firms import member, registered
from tests.support.law import in_force
from tests.support.people import hired

from .worlds import DAY, offer, product, small_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Any:
    with clock.frozen(DAY):
        made = small_shop()
        reindex()
        yield made


def standard(banten: Government, *, year: int = 2026, amount: int = 62_000) -> ReferencePrice:
    found = ReferenceList.objects.create(
        government=banten, year=year, kind="ssh", decree=f"188/{year}", dated=date(year - 1, 8, 1),
        tax_basis="termasuk_ppn", tax_percent=Decimal(11), delivery="termasuk", state="berlaku", file_name="ssh.csv",
        file_kind="csv", sha256="0" * 64, content=b"", uploaded_at=clock.now(), uploaded_by_label="konsol",
    )  # fmt: skip
    return ReferencePrice.objects.create(
        list=found, row=1, kind="ssh", code="1.1.7", key=key_of(code="1.1.7", name="", unit_written=""),
        name="Kertas HVS F4 80 g", unit="RM", unit_written="Rim", amount=Decimal(amount),
    )  # fmt: skip


def paper(shop: dict[str, Offer]) -> Product:
    return next(one.product for one in shop.values() if one.product.name.startswith("Kertas HVS F4"))


def test_a_standard_is_suggested_matched_and_shown_beside_the_product(
    shop: dict[str, Offer], banten: Government
) -> None:
    price, thing, clerk = standard(banten), paper(shop), hired(banten, Role.BIRO_PBJ)
    first = suggestions(price)[0]
    assert first.product == thing
    assert "satuan sama" in first.reasons
    assert beside([thing.pk]) == {}
    match_reference(price_id=price.pk, product_ids=[thing.pk], government=banten, actor=clerk)
    assert match_reference(price_id=price.pk, product_ids=[thing.pk], government=banten, actor=clerk) == []
    (view,) = beside([thing.pk])[thing.pk].references
    assert (view.standard.amount, view.year, view.decree) == (Decimal(62_000), 2026, "188/2026")


def test_like_goods_share_the_standard_and_the_next_list_is_matched_already(
    shop: dict[str, Offer], banten: Government
) -> None:
    price, thing, clerk = standard(banten), paper(shop), hired(banten, Role.BIRO_PBJ)
    twin = product(thing.etalase, "Kertas F4 merek lain", attributes=thing.attributes)
    Product.objects.filter(pk=twin.pk).update(likeness=thing.likeness)
    offer(twin, shop[next(iter(shop))].seller)
    (match,) = match_reference(price_id=price.pk, product_ids=[thing.pk], government=banten, actor=clerk)
    assert len(beside([twin.pk])[twin.pk].references) == bool(thing.likeness)
    standard(banten, year=2027, amount=64_000)
    assert beside([thing.pk])[thing.pk].references[0].year == 2026, "next year has not begun"
    with clock.frozen(date(2027, 1, 4)):
        assert beside([thing.pk])[thing.pk].references[0].standard.amount == Decimal(64_000)
    end_match(match_id=match.pk, government=banten, actor=clerk)
    assert thing.pk not in beside([thing.pk])


def test_only_curators_match(shop: dict[str, Offer], banten: Government) -> None:
    price, before = standard(banten), Event.objects.count()
    for actor in (hired(banten), hired(banten, Role.APIP)):
        with pytest.raises(RuleBroken) as refusal:
            match_reference(price_id=price.pk, product_ids=[paper(shop).pk], government=banten, actor=actor)
        assert refusal.value.status in (403, 404)
    assert Event.objects.count() == before


def seen(**changed: Any) -> Seen:
    given = {"shop": "Toko Alat Tulis Pasar Rau", "region": None, "seen_on": DAY, "amount": Decimal(48_000),
             "unit": "RM"}  # fmt: skip
    return Seen(**(given | changed))


def test_an_outside_price_is_seen_after_somebody_looked_and_never_counted(
    shop: dict[str, Offer], banten: Government
) -> None:
    thing, citizen, clerk = paper(shop), hired(banten), hired(banten, Role.BIRO_PBJ)
    sent = send_outside_price(product_id=thing.pk, seen=seen(), actor=citizen)
    assert send_outside_price(product_id=thing.pk, seen=seen(), actor=citizen) == sent, "sent twice, kept once"
    assert thing.pk not in beside([thing.pk])
    decide_outside_price(price_id=sent.pk, show=True, government=banten, actor=clerk)
    (view,) = beside([thing.pk])[thing.pk].outside
    assert (view.shop, view.amount, view.unit) == ("Toko Alat Tulis Pasar Rau", Decimal(48_000), "RM")
    assert Notice.objects.filter(to_user_id=citizen.user_id, kind="harga_luar").exists()
    decide_outside_price(price_id=sent.pk, show=False, reason="barang_lain", government=banten, actor=clerk)
    assert thing.pk not in beside([thing.pk])
    assert OutsidePrice.objects.get().state == OutsideState.TAKEN_DOWN


def test_nobody_shows_what_he_sent_himself(shop: dict[str, Offer], banten: Government) -> None:
    clerk = hired(banten, Role.BIRO_PBJ)
    sent = send_outside_price(product_id=paper(shop).pk, seen=seen(), actor=clerk)
    with pytest.raises(RuleBroken) as refusal:
        decide_outside_price(price_id=sent.pk, show=True, government=banten, actor=clerk)
    assert refusal.value.code == "four_eyes"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"seen_on": date(2026, 11, 3)}, "outside_day"),
        ({"seen_on": date(2025, 10, 1)}, "outside_day"),
        ({"amount": Decimal(0)}, "outside_amount"),
        ({"unit": "KGM"}, "outside_unit"),
        ({"shop": " x "}, "outside_shop"),
        ({"photo": ("harga.jpg", b"<script>alert(1)</script>")}, "photo_type"),
    ],
)
def test_what_cannot_be_seen_is_refused(
    shop: dict[str, Offer], banten: Government, changed: dict[str, Any], code: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        send_outside_price(product_id=paper(shop).pk, seen=seen(**changed), actor=hired(banten))
    assert refusal.value.code == code
    assert not OutsidePrice.objects.exists()


def test_nobody_decides_on_prices_beside_his_own_goods(shop: dict[str, Offer], banten: Government) -> None:
    price, thing, clerk = standard(banten), paper(shop), hired(banten, Role.BIRO_PBJ)
    other, citizen = hired(banten, Role.BIRO_PBJ), hired(banten)
    (match,) = match_reference(price_id=price.pk, product_ids=[thing.pk], government=banten, actor=other)
    sent = send_outside_price(product_id=thing.pk, seen=seen(), actor=citizen)
    firm = registered(banten)
    member(firm, user=User.objects.get(pk=clerk.user_id))
    Seller.objects.filter(pk=thing.offers.order_by("pk")[0].seller_id).update(firm=firm)
    before = Event.objects.count()
    for act in (
        lambda: match_reference(price_id=price.pk, product_ids=[thing.pk], government=banten, actor=clerk),
        lambda: end_match(match_id=match.pk, government=banten, actor=clerk),
        lambda: decide_outside_price(price_id=sent.pk, show=True, government=banten, actor=clerk),
    ):
        with pytest.raises(RuleBroken) as refusal:
            act()
        assert (refusal.value.code, refusal.value.status) == ("own_firm", 403)
    match.refresh_from_db()
    sent.refresh_from_db()
    assert (match.ended_at, sent.state, Event.objects.count()) == (None, OutsideState.WAITING, before)


def test_a_standard_speaks_of_goods_of_its_own_government_alone(shop: dict[str, Offer], banten: Government) -> None:
    price, thing, clerk = standard(banten), paper(shop), hired(banten, Role.BIRO_PBJ)
    Etalase.objects.filter(pk=thing.etalase_id).update(government=Government.objects.get(code="D50"))
    with pytest.raises(RuleBroken) as refusal:
        match_reference(price_id=price.pk, product_ids=[thing.pk], government=banten, actor=clerk)
    assert refusal.value.status == 404
    assert not ReferenceMatch.objects.exists()


def test_how_many_and_how_old_outside_prices_may_be_are_dated_rows(shop: dict[str, Offer], banten: Government) -> None:
    thing, citizen = paper(shop), hired(banten)
    in_force("katalog.harga_luar.sehari", "1", banten)
    in_force("katalog.harga_luar.hari", "10", banten)
    send_outside_price(product_id=thing.pk, seen=seen(), actor=citizen)
    for changed, code in (
        ({"amount": Decimal(51_000)}, "outside_many"),
        ({"seen_on": clock.today() - timedelta(days=11)}, "outside_day"),
    ):
        with pytest.raises(RuleBroken) as refused:
            send_outside_price(product_id=thing.pk, seen=seen(**changed), actor=citizen)
        assert refused.value.code == code
    assert OutsidePrice.objects.count() == 1
