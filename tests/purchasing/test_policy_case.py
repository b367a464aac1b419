"""What the rules are asked of a cart: firm, plan, alternatives and siblings as the database has them."""

from decimal import Decimal

import pytest

from belanja.catalogue.models import Offer, Product
from belanja.purchasing.models import PolicyAnswer
from belanja.purchasing.policy_case import ask_order, book_for, plan_of
from belanja.purchasing.selectors.carts import cart_of
from belanja.purchasing.services import package_lines
from belanja.rules.buying.policy import Answer, Occasion, Outcome
from belanja.rules.buying.states import OrderState
from belanja.rules.firms import Scale
from belanja.rules.pdn import PdnClass
from belanja.vendors.models import ScaleEvidence
from tests.purchasing.world import PLAN, Office, listed, office
from tests.support.firms import member, registered
from tests.support.listings import Shop

pytestmark = pytest.mark.django_db

#: Rules that may lack what they ask for.
OPEN = {"anggaran.sisa", "penyedia.izin"}


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


def test_on_every_way_a_rule_has_what_it_asks_for_or_says_what_is_missing() -> None:
    """Cart, sending, review, signature and addendum ask with the same facts."""
    of = office()
    package = of.package()
    [part] = cart_of(package).parts
    assert {one.rule for one in part.answers if not one.judged} <= OPEN
    order = of.order(OrderState.CONFIRMATION)
    kept = [Answer.from_json(row.answer) for row in PolicyAnswer.objects.filter(order=order)]
    by_step: dict[str, set[str]] = {}
    for row, answer in zip(PolicyAnswer.objects.filter(order=order), kept, strict=True):
        by_step.setdefault(row.step, set()).add(answer.rule)
    assert {"buat_pesanan", "setujui", "tanda_tangani"} <= by_step.keys()
    assert by_step["setujui"] == by_step["tanda_tangani"] >= by_step["buat_pesanan"] - {"harga.lebih_mahal"}
    assert {one.rule for one in kept if not one.judged} <= OPEN
    assert all(one.inputs["kurang"] in one.message for one in kept if not one.judged)
    order = of.on(order, OrderState.PROCESS)
    changed = ask_order(order, occasion=Occasion.ADDENDUM, book=book_for(order.government_id), total=order.total + 1)
    assert {"rup.pagu", "anggaran.sisa", "penyedia.sanksi", "kontrak.perubahan"} <= {
        one.rule for one in changed.answers
    }
