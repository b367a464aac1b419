"""Which Perangkat Daerah a unit belongs to, by its code alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules import unit_codes

PD = "1.02.0.00.0.00.02"


@pytest.mark.parametrize(
    ("code", "pd", "below"),
    [
        (f"{PD}.0000", f"{PD}.0000", False),
        (f"{PD}.0007", f"{PD}.0000", True),
        ("32.04.20.03", "32.04.20.03", False),
        ("626041", "626041", False),
        (f"{PD}.007", f"{PD}.007", False),
        (f"{PD}.0007.1", f"{PD}.0007.1", False),
        ("", "", False),
    ],
)
def test_a_code_tells_its_pd(code: str, pd: str, below: bool) -> None:
    assert unit_codes.pd_code(code) == pd
    assert unit_codes.is_sub_unit(code) is below


@given(st.integers(0, 9999))
def test_the_pd_of_a_pd_is_itself(number: int) -> None:
    pd = unit_codes.pd_code(f"{PD}.{number:04d}")
    assert unit_codes.pd_code(pd) == pd
    assert not unit_codes.is_sub_unit(pd)


def test_blanks_do_not_count() -> None:
    assert unit_codes.tidy(" 1. 20.\t03 ") == "1.20.03"


def test_a_stand_in_code_is_no_sipd_code() -> None:
    code = unit_codes.provisional_code("71", 2025)
    assert code == "#71/2025"
    assert unit_codes.pd_code(code) == code
