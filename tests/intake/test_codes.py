"""Identifiers read the short way are the same as those read the long way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.intake import values

LETTERS = st.text(alphabet="ABCxyz0189", max_size=90)


@given(LETTERS)
def test_blanks_around_a_code_never_change_it(written: str) -> None:
    """Blanks lead through every step of the long way."""
    assert values.code(written) == values.code(f" {written}\t")


@given(LETTERS)
def test_a_list_of_one_is_the_code_alone(written: str) -> None:
    assert values.codes(written) == values.codes(f"{written};{written},") == [c for c in [values.code(written)] if c]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("null", None),
        ("None", None),
        ("NaN", None),
        ("-", None),
        ("40382289.0", "40382289"),
        ("40382289", "40382289"),
        ("x" * 81, "x" * 80),
        ("1.02.0.00", "1.02.0.00"),
        ("ab_x000d_cdef", "abcdef"),
        ("ab\ufeffcdef", "abcdef"),
        ("١٢٣٤٥٦", "١٢٣٤٥٦"),
    ],
)
def test_what_is_not_plain_takes_the_long_way(cell: str, read: str | None) -> None:
    assert values.code(cell) == read
