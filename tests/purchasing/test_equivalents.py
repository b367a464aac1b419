"""Beside the lines of a package also what meets the same ready specification, cheaper or better on one basis."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belanja.catalogue.models import Offer, Product
from belanja.catalogue.search.index import reindex
from belanja.catalogue.selectors import equivalents
from belanja.etalase.models import ReadySpecification
from belanja.purchasing.selectors.carts import Cart, cart_of
from belanja.rules.listing_content import Price
from belanja.rules.pdn import PdnClass
from tests.purchasing.world import Office, listed, office
from tests.support.firms import signed
from tests.support.listings import Shop, shop

pytestmark = pytest.mark.django_db
NAME = "HVS F4 70 sampai 80 g"


@pytest.fixture
def of() -> Office:
    made = office()
    specification(
        made.shop, NAME, {"key": "ukuran", "one_of": ["f4"]}, {"key": "gramatur", "least": "70", "most": "80"}
    )
    return made


def specification(selling: Shop, name: str, *needs: dict[str, object]) -> ReadySpecification:
    return ReadySpecification.objects.create(
        etalase=selling.etalase, slug=name.lower().replace(" ", "-"), name=name, requirements=list(needs)
    )


def other(selling: Shop, *, weight: str = "75", price: str = "40000", size: str = "F4", **told: object) -> Offer:
    """Paper of another weight: not like, and within the specification where size and weight are."""
    changes = {"attributes": {"ukuran": size, "gramatur": weight}, "name": f"Kertas {size} {weight} g", **told}
    return listed(selling, price=price, **changes)


def beside(cart: Cart) -> list[tuple[str, int]]:
    [line] = cart.lines
    return [(one.name, int(one.other.offer)) for one in cart.market.ready.get(line.line.pk, ())]


def test_what_meets_the_specification_stands_beside_and_no_rule_is_asked_of_it(of: Office) -> None:
    met = other(of.shop)
    other(of.shop, weight="100")
    other(of.shop, size="A4", weight="75")
    like = listed(of.shop, price="50000", name="Kertas lain")
    cart = cart_of(of.package(), specified=True)
    assert beside(cart) == [(NAME, met.pk)]
    assert [int(one.offer) for one in cart.lines[0].alternatives] == [like.pk]
    [asked] = cart.parts[0].asked.case.lines
    assert [int(one.offer) for one in asked.alternatives] == [like.pk]
    assert cart_of(of.package()).market.ready == {}


def test_it_is_compared_by_the_base_unit_delivered_with_freight_and_tax(of: Office) -> None:
    met = other(of.shop, price="40000", pack_size=Decimal(250))
    [line] = (cart := cart_of(of.package(), specified=True)).lines
    [ready] = cart.market.ready[line.line.pk]
    assert int(ready.other.offer) == met.pk
    assert ready.other.landed_price is not None
    assert round(ready.other.landed_price) == 160  # 40,000 with tax a pack of 250: dearer than 55,000 a pack of 500
    assert NAME not in page(of)


def page(of: Office) -> str:
    made = of.package()
    return signed(of.pp).get(f"/beli/{of.government.code}/paket/{made.pk}/").content.decode()


def test_the_page_names_the_specification_and_what_is_better(of: Office) -> None:
    other(of.shop, price="44000")
    told = page(of)
    assert f"memenuhi {NAME}: 20,0% lebih murah" in told, re.findall("memenuhi[^<]*", told)


def test_a_better_class_and_a_small_firm_are_told(of: Office) -> None:
    met = other(of.shop, price="60000")
    assert NAME not in page(of), "dearer and no better"
    Product.objects.filter(pk=met.product_id).update(pdn=PdnClass.TKDN_25.value)
    reindex([met.pk])
    assert f"memenuhi {NAME}: kelas PDN lebih tinggi" in page(of)
    Product.objects.filter(pk=met.product_id).update(pdn=of.offer.product.pdn)
    small = shop()
    cheaper = other(small, price="60000", weight="78")
    type(cheaper.seller).objects.filter(pk=cheaper.seller_id).update(scale="kecil")
    type(of.offer.seller).objects.filter(pk=of.offer.seller_id).update(scale="menengah")
    assert f"memenuhi {NAME}: dari usaha kecil atau koperasi" in page(of)


def test_what_is_not_sold_in_this_quantity_or_in_another_base_unit_is_left_out(of: Office) -> None:
    other(of.shop, stock=9)
    other(of.shop, weight="76", base_unit="H87")
    assert beside(cart_of(of.package(), specified=True)) == []


def test_the_most_demanding_specification_gives_its_name(of: Office) -> None:
    specification(of.shop, "Semua kertas F4", {"key": "ukuran", "one_of": ["F4"]})
    met, wide = other(of.shop), other(of.shop, weight="100", price="41000")
    assert beside(cart_of(of.package(), specified=True)) == [(NAME, met.pk), ("Semua kertas F4", wide.pk)]


def test_it_costs_a_cart_one_query_whatever_stands_beside(of: Office) -> None:
    package = of.package()
    for number in range(3):
        other(of.shop, price=f"4{number}000", prices=(Price(Decimal(40_000 + number)),))

    def asked(*, specified: bool) -> int:
        with CaptureQueriesContext(connection) as captured:
            cart_of(package, specified=specified)
        return len(captured)

    asked(specified=True)
    assert asked(specified=True) == asked(specified=False) + 1


def test_no_goods_no_question() -> None:
    with CaptureQueriesContext(connection) as captured:
        assert equivalents.met_by([]) == []
    assert len(captured) == 0
