"""What the rules are asked of a cart: firm, plan, alternatives and siblings as the database has them."""

from decimal import Decimal

import pytest

from belanja.catalogue.models import Offer, Product
from belanja.purchasing.policy_case import plan_of
from belanja.purchasing.selectors.carts import cart_of
from belanja.purchasing.services import package_lines
from belanja.rules.buying.policy import Outcome
from belanja.rules.firms import Scale
from belanja.rules.pdn import PdnClass
from belanja.vendors.models import ScaleEvidence
from tests.purchasing.world import PLAN, Office, listed, office
from tests.support.firms import member, registered
from tests.support.listings import Shop

pytestmark = pytest.mark.django_db


def _other(of: Office, *, price: str) -> Offer:
    firm = registered(of.government)
    return listed(Shop(of.government, firm, member(firm), of.shop.etalase), stock=500, price=price)


def test_like_offers_stand_beside_a_line_on_one_basis_and_ask_for_a_reason_where_it_is_dearer() -> None:
    of = office()
    cheaper = _other(of, price="30000")
    package = of.package(quantity="100")
    cart = cart_of(package)
    [line] = cart.lines
    [beside] = line.alternatives
    assert beside.offer == str(cheaper.pk)
    assert beside.landed_price is not None
    assert beside.landed_price * 500 * 100 < line.total
    asked = {one.rule: one.outcome for one in cart.answers}
    assert asked["harga.lebih_mahal"] is Outcome.NEEDS_REASON
    assert not cart.ready


def test_the_firm_is_told_with_scale_trade_and_people() -> None:
    of = office()
    ScaleEvidence.objects.create(firm=of.shop.firm, refs=[], scale=Scale.MICRO.value, evidence="NIB")
    of.shop.etalase.kbki = ["97"]
    of.shop.etalase.save()
    [part] = cart_of(of.package()).parts
    firm = part.asked.case.firm
    assert firm is not None
    assert (firm.scale, firm.verified, firm.trade_fits, firm.bars) == (Scale.MICRO, True, False, ())
    assert firm.members == {str(of.owner.user_id)}


def test_what_goes_to_other_firms_of_the_package_is_told_too_and_leaves_less_of_the_plan() -> None:
    of = office()
    other = _other(of, price="55000")
    package = of.package(quantity="10")
    package = package_lines.add_line(
        package_id=package.pk, version=package.version, offer_id=other.pk, quantity=Decimal(5), actor=of.pp
    )
    cart = cart_of(package)
    for part in cart.parts:
        case = part.asked.case
        assert case.plan is not None
        assert case.plan.remaining == Decimal(100_000_000) - (cart.total - part.total)
        assert [one.total for one in case.others] == [cart.total - part.total]


def test_the_class_of_a_line_is_that_of_its_product() -> None:
    of = office()
    Product.objects.filter(pk=of.offer.product_id).update(pdn=PdnClass.TKDN_25.value, tkdn=Decimal(30))
    [part] = cart_of(of.package()).parts
    [line] = part.asked.case.lines
    assert (line.pdn, line.tkdn, line.quantity) == (PdnClass.TKDN_25, Decimal(30), Decimal(5000))


def test_a_plan_line_that_is_not_there_is_none() -> None:
    of = office()
    assert plan_of(of.government.pk, 1999, PLAN) is None
