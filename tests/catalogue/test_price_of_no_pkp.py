"""The price of a firm that is not PKP carries no tax, wherever it is shown."""

from datetime import timedelta
from decimal import Decimal

import pytest

from belanja.catalogue import selectors
from belanja.catalogue.listings import listings
from belanja.catalogue.search.index import reindex
from belanja.foundation import clock
from belanja.rules.listings import TaxBasis
from belanja.rules.tax_facts import NOT_PKP, PKP
from tests.catalogue.worlds import offer, product, seller, shelf
from tests.support.firms import registered, taxed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "since", "told"),
    [
        (None, 0, (TaxBasis.INCLUDED, Decimal("1000.0000"))),
        (PKP, 0, (TaxBasis.INCLUDED, Decimal("1000.0000"))),
        (NOT_PKP, 0, (TaxBasis.EXEMPT, Decimal("1110.0000"))),
        (NOT_PKP, 1, (TaxBasis.INCLUDED, Decimal("1000.0000"))),
    ],
)
def test_a_card_and_the_product_tell_one_basis(status: str | None, since: int, told: tuple[TaxBasis, Decimal]) -> None:
    """`since`: days from today on which the paper begins."""
    shop = seller("Toko Sumber Ilmu")
    shop.firm = registered(shop.government)
    shop.save()
    box = product(shelf("kertas", "Kertas dan Cover"), "Map", unit="PK", base_unit="PCS", pack_size=Decimal(10))
    made = offer(box, shop, 11_100)
    if status:
        taxed(shop.firm, status, valid_from=clock.today() + timedelta(days=since))
    reindex()
    [card] = listings([made.pk])
    [beside] = selectors.offers_of(made.product_id)
    price = beside.price_for(None)
    assert price is not None
    assert (card.tax_basis, card.per_base) == (price.basis, price.per_base) == told
    assert card.price == price.amount == Decimal("11100.00")
