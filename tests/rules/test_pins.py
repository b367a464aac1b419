"""Six digits: what most people choose is refused, and guessing is slowed down by the number that is tried."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.pins import rest_after, weakness

PHONE = "+6281234567890"


@pytest.mark.parametrize(
    "pin",
    [
        "", "12345", "1234567", "12a456", "１２３４５６", "123456", "654321", "890123", "135791", "000000", "112233",
        "121212", "123123", "123321", "551155", "159753", "170845", "450817", "311299", "345678", "456789",
    ],
)  # fmt: skip
def test_what_is_easily_guessed_is_refused_with_the_reason(pin: str) -> None:
    assert weakness(pin, phone=PHONE)


@pytest.mark.parametrize("pin", ["407183", "928364", "586207", "739482"])
def test_an_arbitrary_one_is_taken(pin: str) -> None:
    assert weakness(pin, phone=PHONE) == ""


def test_no_part_of_the_own_number() -> None:
    assert weakness("586207") == ""
    assert "nomor telepon" in weakness("586207", phone="+6281258620799")


@given(st.text(max_size=8))
def test_whatever_is_typed_gets_an_answer(text: str) -> None:
    assert isinstance(weakness(text), str)


def test_most_of_the_million_stays() -> None:
    taken = sum(not weakness(f"{number:06d}") for number in range(0, 1_000_000, 7))
    assert taken * 7 > 900_000


def test_the_rest_grows_and_never_ends_for_good() -> None:
    rests = {failures: rest for failures in range(1, 31) if (rest := rest_after(failures))}
    day = timedelta(hours=24)
    assert rests == {5: timedelta(minutes=5), 10: timedelta(hours=1), 15: day, 20: day, 25: day, 30: day}
