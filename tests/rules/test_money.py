"""Money is exact: shares are rounded half up once, targets are compared unrounded."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules import money

AMOUNTS = st.decimals(min_value=0, max_value=10**15, places=2)
BASES = st.decimals(min_value=Decimal("0.01"), max_value=10**15, places=2)
PERCENTS = st.decimals(min_value=0, max_value=100, places=2)


@pytest.mark.parametrize(
    ("numerator", "denominator", "share"),
    [
        ("189677834789", "2469300268019", "7.68"),
        ("0.005", "100", "0.01"),
        ("0.0049999", "100", "0.00"),
        ("29.996", "100", "30.00"),
        ("29.994", "100", "29.99"),
        ("1", "3", "33.33"),
        ("2", "3", "66.67"),
        ("508", "100", "508.00"),
        ("0", "5", "0.00"),
        ("-1", "3", "-33.33"),
    ],
)
def test_share_in_percent(numerator: str, denominator: str, share: str) -> None:
    assert money.share_percent(Decimal(numerator), Decimal(denominator)) == Decimal(share)


def test_no_base_has_no_share() -> None:
    with pytest.raises(ZeroDivisionError):
        money.share_percent(Decimal(1), Decimal("0.00"))


@given(AMOUNTS, BASES)
def test_share_agrees_with_fractions(numerator: Decimal, denominator: Decimal) -> None:
    exact = Fraction(numerator) / Fraction(denominator) * 100
    half_up = Fraction((exact * 100 + Fraction(1, 2)).__floor__(), 100)
    assert Fraction(money.share_percent(numerator, denominator)) == half_up


@given(AMOUNTS, BASES, PERCENTS)
def test_target_is_compared_unrounded(numerator: Decimal, denominator: Decimal, percent: Decimal) -> None:
    exact = Fraction(numerator) * 100 >= Fraction(percent) * Fraction(denominator)
    assert money.reaches(numerator, denominator, percent) is exact


def test_a_share_that_rounds_to_the_target_has_not_reached_it() -> None:
    assert money.share_percent(Decimal("29.996"), Decimal(100)) == Decimal("30.00")
    assert not money.reaches(Decimal("29.996"), Decimal(100), Decimal(30))


@given(AMOUNTS, BASES, PERCENTS)
def test_the_gap_is_the_least_amount_that_reaches_the_target(
    numerator: Decimal, denominator: Decimal, percent: Decimal
) -> None:
    gap = money.gap_to(numerator, denominator, percent)
    assert gap == money.to_sen(gap)
    assert money.reaches(numerator + gap, denominator, percent)
    if gap:
        assert not money.reaches(numerator + gap - money.SEN, denominator, percent)
    else:
        assert money.reaches(numerator, denominator, percent)


@pytest.mark.parametrize(
    ("written", "sen"), [("1.005", "1.01"), ("1.0049", "1.00"), ("-1.005", "-1.01"), ("7", "7.00")]
)
def test_sen_are_rounded_half_up(written: str, sen: str) -> None:
    assert str(money.to_sen(Decimal(written))) == sen
