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
    st.builds(Amount, AMOUNTS, st.none(), st.one_of(st.just(money.ZERO), AMOUNTS)),
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
        "unclassified",
        "unclassified_all",
        "units_band",
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
    assert (total.share_low_percent is None) == (total.units_known == 0)
    assert (total.gap is None) == (total.share_percent is None)
    assert total.is_band == (total.units_known > 0 and total.share_percent is None)


def _band(numerator: str, perhaps: str, denominator: str) -> Share:
    return share_of(Amount(Decimal(numerator), unclassified=Decimal(perhaps)), Amount(Decimal(denominator)), TARGET)


def test_what_nobody_classified_makes_a_band() -> None:
    share = _band("20", "30", "100")
    assert (share.status, share.share_percent, share.gap) == (Status.BAND, None, None)
    assert (share.share_low_percent, share.share_high_percent) == (Decimal("20.00"), Decimal("50.00"))
    assert (share.gap_low, share.gap_high, share.reached) == (Decimal("0.00"), Decimal("10.00"), None)
    assert share.measured


@pytest.mark.parametrize(
    ("numerator", "perhaps", "reached"),
    [("30", "1", True), ("29.99", "0.01", None), ("29.98", "0.01", False), ("0", "100", None)],
)
def test_a_band_reaches_only_when_its_lowest_does_and_misses_only_when_its_highest_does(
    numerator: str, perhaps: str, reached: bool | None
) -> None:
    assert _band(numerator, perhaps, "100").reached is reached


def test_a_band_that_rounding_cannot_show_is_one_number() -> None:
    share = _band("20", "0.01", "1000000")
    assert (share.status, share.share_percent, share.gap) == (Status.KNOWN, Decimal("0.00"), Decimal("299980.00"))
    assert share.unclassified == Decimal("0.01")


@given(AMOUNTS, AMOUNTS, AMOUNTS.filter(bool))
def test_a_band_holds_every_share_that_may_be(numerator: Decimal, perhaps: Decimal, denominator: Decimal) -> None:
    band = share_of(Amount(numerator, unclassified=perhaps), Amount(denominator), TARGET)
    assert band.share_low_percent is not None
    assert band.share_high_percent is not None
    assert band.gap_low is not None
    assert band.gap_high is not None
    for part in (Decimal(0), perhaps / 2, perhaps):
        one = share_of(Amount(money.to_sen(numerator + part)), Amount(denominator), TARGET)
        assert one.share_percent is not None
        assert one.gap is not None
        assert band.share_low_percent <= one.share_percent <= band.share_high_percent
        assert band.gap_low <= one.gap <= band.gap_high
        assert band.reached in (None, one.reached)


def test_a_total_of_bands_is_a_band() -> None:
    total = total_of([_band("20", "30", "100"), _known("30", "100")], TARGET)
    assert (total.share_percent, total.share_low_percent, total.share_high_percent) == (
        None,
        Decimal("25.00"),
        Decimal("40.00"),
    )
    assert (total.units_known, total.units_band, total.units_reached, total.reached) == (2, 1, 1, None)
    assert total.is_band
