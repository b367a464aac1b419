"""A firm that is not PKP is never shown PPN; of one that has said nothing the PPN is set aside and told; what was known
at the purchase stays with the order."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from belanja.catalogue.selectors.offers import offers_of
from belanja.foundation import clock
from belanja.purchasing.models import Order
from belanja.purchasing.papers.order import draft_of
from belanja.purchasing.selectors.carts import cart_of
from belanja.purchasing.selectors.receivable import for_order
from belanja.purchasing.taxes import estimate_of, tax_status
from belanja.rules.buying.states import OrderState
from belanja.rules.buying.taxes import TaxKind
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import TaxBasis
from belanja.rules.tax_facts import FINAL, NO_TAX_NUMBER, NOT_PKP, RELIEF, TaxFacts
from belanja.vendors import licences
from belanja.vendors.models import FirmLicence, Profile
from tests.purchasing.world import Office, listed, office
from tests.support.firms import taxed
from tests.support.listings import Shop, shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Office:
    """Its firm has said nothing yet."""
    made = office()
    FirmLicence.objects.update(state="ditarik")
    return made


def paper_of(order: Order) -> str:
    return str(draft_of(order))


def test_nothing_is_taken_for_granted(here: Office) -> None:
    made = here.order(OrderState.CONFIRMATION)
    line = made.lines.get()
    assert (line.tax_kind, line.tax) == (TaxKind.RESERVE, Decimal(54_505))
    assert made.facts.registered is None
    told = for_order(made)
    assert [one.kind for one in (*told.taxes, *told.own_taxes)] == [TaxKind.RESERVE]
    assert "Status PKP belum dinyatakan" in told.unsure[0]
    assert tax_status(made).startswith("Status PKP belum dinyatakan: usaha belum mengisinya. PPN")
    assert "Status PKP belum dinyatakan" in paper_of(made)


@pytest.mark.parametrize("basis", [TaxBasis.INCLUDED, TaxBasis.EXCLUDED, TaxBasis.EXEMPT])
def test_a_firm_that_is_not_pkp_is_shown_no_ppn_anywhere(here: Office, basis: TaxBasis) -> None:
    """Whatever its listing says beside the price: what it states is all that is paid."""
    percent = None if basis is TaxBasis.EXEMPT else Decimal(11)
    mine = listed(here.shop, name="Kertas lain", tax_basis=basis.value, tax_percent=percent)
    taxed(here.shop.firm, NOT_PKP)
    package = here.package(quantity="50", offer=mine)
    part = cart_of(package).parts[0]
    assert (part.tax, part.total) == (0, 50 * 55_000)
    made = here.order(OrderState.CONFIRMATION, quantity="40", offer=mine)
    assert (made.tax, made.total, made.lines.get().tax_kind) == (0, 40 * 55_000, TaxKind.NONE)
    told = for_order(made)
    assert not {TaxKind.PPN, TaxKind.RESERVE} & {one.kind for one in (*told.taxes, *told.own_taxes)}
    assert [one.kind for one in told.taxes] == [TaxKind.PPH22]
    assert not [one for one in told.unsure if "PKP" in one]
    assert "Bukan PKP: tidak memungut PPN" in paper_of(made)
    offer = offers_of(mine.product_id)[0]
    price = offer.price_for(None)
    landed = offer.landed(None)
    assert price is not None
    assert (price.basis, price.tax_percent, price.amount) == (TaxBasis.EXEMPT, None, 55_000)
    assert landed is None or landed.tax == 0


def test_prices_of_both_kinds_of_firm_stand_on_one_basis(here: Office) -> None:
    """Delivered, a price with PPN of a PKP and the whole price of another are compared as they are paid."""
    other = shop()
    listed(Shop(other.government, other.firm, other.owner, here.shop.etalase), price="55000",
           name=here.offer.product.name)  # fmt: skip
    taxed(here.shop.firm)
    taxed(other.firm, NOT_PKP)
    cart = cart_of(here.package())
    alternatives = cart.parts[0].lines[0].alternatives
    assert {one.landed_price for one in alternatives} <= {Decimal(55_000) / 500, Decimal("110.000000"), None}


def test_what_was_known_stays_with_the_order(here: Office) -> None:
    taxed(here.shop.firm)
    made = here.order(OrderState.REVIEW)
    FirmLicence.objects.update(state="ditarik")
    taxed(here.shop.firm, NOT_PKP)
    made.refresh_from_db()
    assert made.facts == TaxFacts(registered=True, tax_number=None, number="S-pkp-01")
    assert made.lines.get().tax_kind == TaxKind.PPN
    assert tax_status(made) == "PKP (S-pkp-01)"
    assert here.order(OrderState.REVIEW).facts.registered is False


def test_a_letter_that_ended_withholds_no_more_than_its_days(here: Office, freeze: Any) -> None:
    now = clock.now()
    taxed(here.shop.firm, NOT_PKP)
    taxed(here.shop.firm, FINAL, valid_to=clock.today() + timedelta(days=9))
    made = here.order(OrderState.CONFIRMATION, quantity="60")
    assert [line.kind for line in estimate_of(made, made.total).lines] == [TaxKind.FINAL]
    freeze(now + timedelta(days=9))
    assert [line.kind for line in estimate_of(made, made.total).lines] == [TaxKind.FINAL]
    freeze(now + timedelta(days=10))
    assert [line.kind for line in estimate_of(made, made.total).lines] == [TaxKind.PPH22]


def test_a_relief_letter_and_the_tax_number(here: Office) -> None:
    taxed(here.shop.firm, NOT_PKP)
    taxed(here.shop.firm, NO_TAX_NUMBER)
    made = here.order(OrderState.CONFIRMATION, quantity="60")
    assert [(line.kind, line.percent) for line in estimate_of(made, made.total).lines] == [(TaxKind.PPH22, 3)]
    Profile.objects.filter(firm=here.shop.firm).update(npwp_mark="x")
    assert licences.tax_facts_of([here.shop.firm.pk], on=clock.today())[here.shop.firm.pk].tax_number is True
    taxed(here.shop.firm, RELIEF, valid_to=clock.today())
    made = here.order(OrderState.CONFIRMATION, quantity="40")
    assert not estimate_of(made, made.total).lines


def test_a_firm_that_is_not_pkp_names_no_ppn_beside_a_new_price(here: Office) -> None:
    taxed(here.shop.firm, NOT_PKP)
    with pytest.raises(RuleBroken, match="bukan PKP"):
        here.shop.submitted(name="Kertas baru", tax_basis=TaxBasis.INCLUDED.value, tax_percent=Decimal(11))
    assert here.shop.submitted(name="Kertas baru", tax_basis=TaxBasis.EXEMPT.value, tax_percent=None).pk
