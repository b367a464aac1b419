"""Known, held, unknown: an unknown figure is a result with a reason, and never a zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules import money
from belanja.rules.shares import HELD_REASONS, Amount, Reason, Share, Status, share_of, total_of

TARGET = Decimal(30)
AMOUNTS = st.decimals(min_value=0, max_value=10**14, places=2)
NUMERATORS = st.one_of(
    st.builds(Amount, AMOUNTS),
    st.builds(
        Amount,
        st.none(),
        st.sampled_from([Reason.FEED_MISSING, Reason.FEED_TRUNCATED, Reason.STATUS_UNKNOWN]),
    ),
)
DENOMINATORS = st.one_of(
    st.builds(Amount, AMOUNTS),
    st.builds(Amount, st.none(), st.sampled_from([r for r in Reason if r is not Reason.STATUS_UNKNOWN])),
)
SHARES = st.builds(share_of, NUMERATORS, DENOMINATORS, st.just(TARGET))


def _known(numerator: str, denominator: str) -> Share:
    return share_of(Amount(Decimal(numerator)), Amount(Decimal(denominator)), TARGET)


def test_a_known_share() -> None:
    share = _known("20", "100")
    assert (share.status, share.share_percent, share.gap) == (
        Status.KNOWN,
        Decimal("20.00"),
        Decimal("10.00"),
    )
    assert share.reached is False
    assert share.reason is None


def test_shares_above_the_whole_are_real() -> None:
    share = _known("508", "100")
    assert (share.share_percent, share.gap, share.reached) == (Decimal("508.00"), Decimal("0.00"), True)


def test_nothing_ordered_is_zero_and_known() -> None:
    assert _known("0", "100").share_percent == Decimal("0.00")


def test_a_budget_of_zero_is_no_budget() -> None:
    share = _known("5", "0")
    assert (share.status, share.reason, share.denominator) == (Status.UNKNOWN, Reason.NO_BUDGET, None)
    assert share.numerator == Decimal(5)
    assert share.share_percent is None


@pytest.mark.parametrize("reason", Reason)
def test_each_reason_has_its_status(reason: Reason) -> None:
    share = share_of(Amount(Decimal(5)), Amount(None, reason), TARGET)
    assert share.status is (Status.HELD if reason in HELD_REASONS else Status.UNKNOWN)
    assert (share.reason, share.share_percent, share.gap, share.reached) == (reason, None, None, None)


def test_the_denominator_speaks_before_the_numerator() -> None:
    share = share_of(Amount(None, Reason.STATUS_UNKNOWN), Amount(None, Reason.NO_BUDGET), TARGET)
    assert share.reason is Reason.NO_BUDGET


def test_an_amount_is_a_value_or_a_reason() -> None:
    with pytest.raises(ValueError):
        Amount(None)
    with pytest.raises(ValueError):
        Amount(Decimal(1), Reason.NO_BUDGET)


@given(st.lists(SHARES, max_size=12), st.lists(SHARES, max_size=12))
def test_totals_add_up(some: list[Share], others: list[Share]) -> None:
    left, right, both = total_of(some, TARGET), total_of(others, TARGET), total_of(some + others, TARGET)
    for name in (
        "numerator",
        "denominator",
        "units_known",
        "units_unknown",
        "numerator_all",
        "numerator_of_unknown",
        "units_reached",
    ):
        assert getattr(both, name) == getattr(left, name) + getattr(right, name)
    assert both.units_known + both.units_unknown == len(some) + len(others)


@given(st.lists(SHARES, max_size=12))
def test_no_rupiah_is_lost_between_known_and_unknown(rows: list[Share]) -> None:
    total = total_of(rows, TARGET)
    bought = sum((row.numerator for row in rows if row.numerator is not None), money.ZERO)
    assert total.numerator + total.numerator_outside == total.numerator_all == bought
    assert money.ZERO <= total.numerator_outside <= total.numerator_of_unknown


def test_a_unit_with_a_base_of_zero_has_no_share_but_belongs_to_the_total() -> None:
    dissolved = share_of(Amount(Decimal(7)), Amount(Decimal(0)), TARGET)
    missing = share_of(Amount(Decimal(50)), Amount(None, Reason.NO_BUDGET), TARGET)
    total = total_of([share_of(Amount(Decimal(30)), Amount(Decimal(100)), TARGET), dissolved, missing], TARGET)
    assert dissolved.reason is Reason.NO_BUDGET
    assert (total.numerator, total.denominator, total.share_percent) == (Decimal(37), Decimal(100), Decimal("37.00"))
    assert (total.numerator_all, total.numerator_of_unknown, total.numerator_outside) == (87, 57, 50)
    assert (total.units_known, total.units_unknown) == (1, 2)


@given(st.lists(SHARES, max_size=12))
def test_a_total_without_base_has_no_share(rows: list[Share]) -> None:
    total = total_of(rows, TARGET)
    assert (total.share_percent is None) == (total.units_known == 0)
    assert (total.gap is None) == (total.share_percent is None)
