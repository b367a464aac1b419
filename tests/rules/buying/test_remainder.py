"""PPN that was set aside, over the bills of an order: rounded bill by bill, exact in all."""

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.buying.taxes import Remainder

_LINES = st.lists(st.integers(0, 10**9), min_size=1, max_size=5)
#: How much of each line each bill but the last asks for, in parts of a thousand of what is left.
_BILLS = st.lists(st.lists(st.integers(0, 1000), min_size=5, max_size=5), max_size=6)


@given(taxes=_LINES, bills=_BILLS)
def test_all_bills_together_set_aside_what_the_order_does(taxes: list[int], bills: list[list[int]]) -> None:
    whole, before = Decimal(sum(taxes)), Decimal(0)
    open_parts = [Decimal(tax) for tax in taxes]
    for place, bill in enumerate([*bills, [1000] * 5]):
        exact = [part * asked / 1000 for part, asked in zip(open_parts, bill, strict=False)]
        open_parts = [part - taken for part, taken in zip(open_parts, exact, strict=True)]
        shares = [one.quantize(Decimal(1), ROUND_HALF_UP) for one in exact]
        last = place == len(bills)
        found = Remainder(whole - before, last).of(shares)
        assert min(found) >= 0
        assert all(one == one.to_integral_value() for one in found)
        before += sum(found)
        assert before <= whole
        # Nobody is paid another sum than his share but for the rounding of the bills so far.
        assert abs(sum(found) - sum(exact)) <= len(taxes) * (place + 1)
    assert before == whole
