"""A package while it is a cart, and what it becomes."""

from datetime import timedelta
from decimal import Decimal

import pytest

from belanja.catalogue.models import Offer, PriceRow
from belanja.foundation import clock
from belanja.purchasing.models import Order, PolicyAnswer, PolicyCase
from belanja.purchasing.selectors.carts import cart_of
from belanja.purchasing.services import package_lines, packages, sending
from belanja.purchasing.services.packages import Description
from belanja.rules.buying.policy import replayed
from belanja.rules.buying.states import Method, OrderState, PackageState
from belanja.rules.decisions import RuleBroken
from tests.purchasing.world import PLAN, Office, listed, office, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Office:
    return office()


def test_a_list_is_put_in_row_by_row_and_says_what_it_did_not_take(of: Office) -> None:
    package = packages.begin(government=of.government, unit_id=of.unit.pk, title="Daftar", actor=of.pptk)
    text = f"nomor;jumlah\n{of.offer.pk};2,5\n{of.offer.pk};tiga\n999999;1\n\n{of.offer.pk}\n"
    added = package_lines.add_rows(package_id=package.pk, version=package.version, text=text, actor=of.pptk)
    assert added.count == 1
    assert [one.row for one in added.refused] == [3, 4, 6]
    assert package.lines.get().quantity == Decimal("2.5")


def test_the_same_goods_add_up_and_never_beyond_the_stock(of: Office) -> None:
    package = of.package(quantity="60")
    with pytest.raises(RuleBroken) as refusal:
        package_lines.add_line(
            package_id=package.pk, version=package.version, offer_id=of.offer.pk, quantity=Decimal(41), actor=of.pp
        )
    assert "100" in refusal.value.message
    package = package_lines.add_line(
        package_id=package.pk, version=package.version, offer_id=of.offer.pk, quantity=Decimal(40), actor=of.pp
    )
    assert package.lines.get().quantity == 100


def test_who_comes_late_is_told_and_loses_nothing(of: Office) -> None:
    package = of.package()
    packages.describe(package_id=package.pk, version=package.version, told=Description(need="Rapat"), actor=of.pp)
    with pytest.raises(RuleBroken) as refusal:
        packages.describe(package_id=package.pk, version=package.version, told=Description(need="Lain"), actor=of.pptk)
    assert refusal.value.status == 409
    package.refresh_from_db()
    assert package.need == "Rapat"


def test_a_plan_line_of_others_or_without_anything_left_is_refused(of: Office) -> None:
    package = packages.begin(government=of.government, unit_id=of.unit.pk, title="Rencana", actor=of.pp)
    row = plan(of.unit, "51000002", "1000")
    row.counts = False
    row.save()
    for code in ("51000002", "59999999"):
        with pytest.raises(RuleBroken):
            packages.choose_plan(package_id=package.pk, version=package.version, plan_code=code, actor=of.pp)
    chosen = packages.choose_plan(package_id=package.pk, version=package.version, plan_code=PLAN, actor=of.pp)
    assert chosen.plan_code == PLAN


def test_a_rise_does_not_touch_what_is_in_the_cart_and_a_fall_does(of: Office) -> None:
    package = of.package()
    before = cart_of(package).total
    row = PriceRow.objects.get(offer=of.offer, ended_on=None)
    later = clock.now() + timedelta(days=1)
    with clock.frozen(later):
        PriceRow.objects.filter(pk=row.pk).update(ended_on=clock.today(), ended_at=clock.now())
        dearer = PriceRow.objects.create(
            offer=of.offer, amount=Decimal(60_000), tax_basis=row.tax_basis, tax_percent=row.tax_percent,
            per_base=row.per_base, valid_from=clock.today(), recorded_at=clock.now(),
        )  # fmt: skip
        assert cart_of(package).total == before
    with clock.frozen(later + timedelta(days=30)):
        assert cart_of(package).total > before
    with clock.frozen(later + timedelta(hours=2)):
        PriceRow.objects.filter(pk=dearer.pk).update(ended_on=clock.today(), ended_at=clock.now())
        PriceRow.objects.create(
            offer=of.offer, amount=Decimal(50_000), tax_basis=row.tax_basis, tax_percent=row.tax_percent,
            per_base=row.per_base, valid_from=clock.today(), recorded_at=clock.now(),
        )  # fmt: skip
        assert cart_of(package).total < before


def test_one_package_becomes_one_order_for_each_firm(of: Office) -> None:
    from tests.support.firms import member, registered
    from tests.support.listings import Shop

    firm = registered(of.government)
    other = listed(Shop(of.government, firm, member(firm), of.shop.etalase), stock=50)
    package = of.package(quantity="10")
    package = package_lines.add_line(
        package_id=package.pk, version=package.version, offer_id=other.pk, quantity=Decimal(5), actor=of.pp
    )
    cart = cart_of(package)
    made = sending.send(package_id=package.pk, version=package.version, actor=of.pp, seen_total=cart.total)
    assert len(made) == 2
    assert sum(order.total for order in made) == cart.total
    package.refresh_from_db()
    assert package.state == PackageState.BUYING
    assert Offer.objects.get(pk=of.offer.pk).reserved == 10


def test_the_answers_of_the_rules_are_kept_and_can_be_asked_again(of: Office) -> None:
    order = of.order(OrderState.REVIEW)
    case = PolicyCase.objects.get(order=order)
    kept = list(PolicyAnswer.objects.filter(case=case).values_list("rule", "outcome"))
    assert kept == [(one.rule, one.outcome.value) for one in replayed(case.record)]


def test_a_package_beyond_the_plan_makes_no_order() -> None:
    of = office(pagu="100000")
    package = of.package(quantity="10")
    with pytest.raises(RuleBroken):
        sending.send(package_id=package.pk, version=package.version, actor=of.pp)
    assert not Order.objects.exists()
    package.refresh_from_db()
    assert package.state == PackageState.DRAFT


def test_a_competition_is_refused_with_a_sentence(of: Office) -> None:
    with pytest.raises(RuleBroken) as refusal:
        packages.begin(
            government=of.government, unit_id=of.unit.pk, title="Lomba", actor=of.pp, method=Method.MINI_COMPETITION
        )
    assert refusal.value.code == "method_not_open"


def test_a_request_is_sent_back_and_an_earlier_package_is_a_template(of: Office) -> None:
    asked = of.package(by=of.pptk)
    asked = packages.request(package_id=asked.pk, version=asked.version, actor=of.pptk)
    back = packages.return_(package_id=asked.pk, version=asked.version, note="Kurangi jumlahnya", actor=of.pp)
    assert (back.state, back.requested_by_id) == (PackageState.DRAFT, None)
    fresh = packages.begin(government=of.government, unit_id=of.unit.pk, title="Ulangan", actor=of.pp)
    added = package_lines.add_package(package_id=fresh.pk, version=fresh.version, template_id=asked.pk, actor=of.pp)
    assert added.count == 1
    order = of.order(OrderState.REVIEW)
    added = package_lines.add_order(package_id=fresh.pk, version=added.package.version, order_id=order.pk, actor=of.pp)
    assert added.package.lines.get().quantity == 20
