"""Named templates: saved from a package, begun at today's prices, what is gone told with what is sold in its place."""

from decimal import Decimal

import pytest

from belanja.catalogue.models import Offer
from belanja.purchasing.models import Package, Template
from belanja.purchasing.selectors import lists
from belanja.purchasing.services import package_lines, templates
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.listings import ListingState
from tests.purchasing.world import Office, listed, office
from tests.support.listings import shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Office:
    return office()


def _saved(of: Office, name: str = "Kertas bulanan") -> Template:
    return templates.save(package_id=of.package(quantity="7").pk, name=name, actor=of.pp)


def test_a_package_is_begun_from_a_template_with_what_is_sold_today(of: Office) -> None:
    other = listed(of.shop, name="Amplop cokelat", number="AMP-1")
    package = of.package(quantity="7")
    package = package_lines.add_line(
        package_id=package.pk, version=package.version, offer_id=other.pk, quantity=Decimal(3), actor=of.pp
    )
    made = templates.save(package_id=package.pk, name="Alat tulis", actor=of.pp)
    twin = listed(shop(), name="Kertas HVS F4 80 g")
    Offer.objects.filter(pk=of.offer.pk).update(state=ListingState.WITHDRAWN)
    done = templates.begin(template_id=made.pk, version=made.version, actor=of.pp)
    assert [(line.offer_id, line.quantity) for line in done.added.package.lines.all()] == [(other.pk, 3)]
    gone = done.added.refused[0]
    assert gone.row == 1
    assert str(twin.pk) in done.instead[gone.row]


def test_nothing_is_begun_where_nothing_is_sold(of: Office) -> None:
    made = _saved(of)
    Offer.objects.update(state=ListingState.WITHDRAWN)
    before = Package.objects.count()
    with pytest.raises(RuleBroken):
        templates.begin(template_id=made.pk, version=made.version, actor=of.pp)
    assert Package.objects.count() == before


def test_two_who_give_one_name_at_the_same_moment_get_one_template(of: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = _saved(of), _saved(of, "Kertas triwulan")
    monkeypatch.setattr(templates, "_free", lambda _unit, name: name)  # both looked before either wrote
    for act in (
        lambda: _saved(of),
        lambda: templates.rename(template_id=other.pk, version=other.version, name=made.name, actor=of.pp),
    ):
        with pytest.raises(RuleBroken) as refusal:
            act()
        assert (refusal.value.code, refusal.value.status) == ("template_taken", 409)
    assert Template.objects.filter(name=made.name).count() == 1


def test_a_name_stands_once_and_is_free_again_when_withdrawn(of: Office) -> None:
    made = _saved(of)
    with pytest.raises(RuleBroken):
        _saved(of)
    made = templates.rename(template_id=made.pk, version=made.version, name="Kertas triwulan", actor=of.pptk)
    with pytest.raises(RuleBroken):
        templates.withdraw(template_id=made.pk, version=made.version - 1, actor=of.pp)
    templates.withdraw(template_id=made.pk, version=made.version, actor=of.pp)
    assert lists.templates(of.government.pk, None) == []
    _saved(of, "Kertas triwulan")


def test_strangers_and_other_units_have_no_part_in_it(of: Office) -> None:
    made = _saved(of)
    for actor, status in ((of.elsewhere[Role.PPK], 404), (of.owner, 404), (of.pa, 403)):
        with pytest.raises(RuleBroken) as refusal:
            templates.begin(template_id=made.pk, version=made.version, actor=actor)
        assert refusal.value.status == status
