"""Prices compare on one basis or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.listings import Freight, TaxBasis
from belanja.rules.prices import landed, per_base, spread, without_tax

MONEY = st.decimals(min_value="0.01", max_value="999999999", places=2)


def test_tax_is_taken_out_once() -> None:
    assert without_tax(Decimal(111), TaxBasis.INCLUDED, Decimal(11)) == 100
    assert without_tax(Decimal(100), TaxBasis.EXCLUDED, Decimal(11)) == 100
    assert without_tax(Decimal(100), TaxBasis.EXEMPT, None) == 100
    assert without_tax(Decimal(100), TaxBasis.UNKNOWN, Decimal(11)) is None
    assert without_tax(Decimal(100), TaxBasis.INCLUDED, None) is None


def test_a_ream_and_a_box_compare_by_the_sheet() -> None:
    ream = per_base(Decimal(55_500), Decimal(500), TaxBasis.INCLUDED, Decimal(11))
    box = per_base(Decimal(250_000), Decimal(2500), TaxBasis.EXCLUDED, Decimal(11))
    assert ream == box == Decimal("100.000000")
    assert per_base(Decimal(1), None, TaxBasis.EXCLUDED, None) is None


def test_a_landed_price_is_goods_freight_and_tax_on_both() -> None:
    found = landed(
        amount=Decimal(1110),
        pack_size=Decimal(10),
        basis=TaxBasis.INCLUDED,
        tax_percent=Decimal(11),
        freight_rule=Freight.BY_REGION,
        freight=Decimal(200),
    )
    assert found is not None
    assert (found.goods, found.freight, found.tax, found.total) == (100, 20, Decimal("13.2"), Decimal("133.2"))


@pytest.mark.parametrize(
    ("rule", "freight"), [(Freight.UNKNOWN, Decimal(1)), (Freight.PICK_UP, Decimal(1)), (Freight.FLAT, None)]
)
def test_an_incomplete_sum_is_no_price(rule: Freight, freight: Decimal | None) -> None:
    known = {"amount": Decimal(1000), "pack_size": Decimal(1), "basis": TaxBasis.EXCLUDED, "tax_percent": Decimal(11)}
    assert landed(**known, freight_rule=rule, freight=freight) is None  # type: ignore[arg-type]


def test_quartiles_need_three_prices() -> None:
    assert spread([Decimal(1), Decimal(2)]) is None
    found = spread([Decimal(40), Decimal(10), Decimal(30), Decimal(20)])
    assert found is not None
    assert (found.count, found.lower, found.median, found.upper) == (4, Decimal("17.5"), 25, Decimal("32.5"))


@given(st.lists(MONEY, min_size=3, max_size=40))
def test_quartiles_lie_in_order_whatever_the_order_of_prices(prices: list[Decimal]) -> None:
    found = spread(prices)
    assert found is not None
    assert found.lowest <= found.lower <= found.median <= found.upper <= found.highest
    assert spread(list(reversed(prices))) == found
