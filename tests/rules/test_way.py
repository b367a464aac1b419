"""How well the catalogue covers a plan line: by hand, and what it must never do."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.way import cover


@pytest.mark.parametrize(
    ("offers", "firms", "umkk_firms", "pdn_offers", "expected"),
    [
        (0, 0, 0, 0, Fraction(0)),
        (1, 1, 0, 0, Fraction(1, 6)),
        (1, 1, 1, 1, Fraction(1, 2)),
        (6, 3, 3, 0, Fraction(1, 2)),
        (4, 3, 0, 2, Fraction(3, 8)),
    ],
)
def test_by_hand(offers: int, firms: int, umkk_firms: int, pdn_offers: int, expected: Fraction) -> None:
    found = cover(offers=offers, firms=firms, umkk_firms=umkk_firms, pdn_offers=pdn_offers)
    assert abs(Fraction(found) - expected) < Fraction(1, 10**12)


_shares = st.integers(1, 400).flatmap(lambda whole: st.tuples(st.just(whole), st.integers(0, whole - 1)))


@given(firms=_shares, offers=_shares)
def test_more_of_what_the_letter_asks_never_weighs_less(firms: tuple[int, int], offers: tuple[int, int]) -> None:
    told = {"firms": firms[0], "umkk_firms": firms[1], "offers": offers[0], "pdn_offers": offers[1]}
    found = cover(**told)
    assert Decimal(0) < found < Decimal(1)
    for more in ("umkk_firms", "pdn_offers"):
        assert cover(**told | {more: told[more] + 1}) > found
    same = {"firms": 2 * firms[0], "umkk_firms": 2 * firms[1]}
    assert cover(**told | same) > found, "twice as many firms of the same kind"
