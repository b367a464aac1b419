"""A code survives how people type it, and a slip is seen."""

from hypothesis import given
from hypothesis import strategies as st

from belanja.rules import codes


def test_a_code_reads_as_it_is_shown_and_as_it_is_typed() -> None:
    for _time in range(200):
        code = codes.new()
        assert len(code) == 14
        assert codes.read(code) == code
        assert codes.read(code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == code


@given(st.integers(0, 11), st.integers(1, 31))
def test_one_wrong_sign_is_seen(place: int, by: int) -> None:
    signs = codes.new().replace("-", "")
    other = codes.ALPHABET[(codes.ALPHABET.index(signs[place]) + by) % 32]
    assert codes.read(signs[:place] + other + signs[place + 1 :]) is None


@given(st.integers(0, 11), st.integers(0, 11))
def test_two_signs_that_changed_places_are_seen(first: int, second: int) -> None:
    signs = list(codes.new().replace("-", ""))
    same = signs[first] == signs[second]
    signs[first], signs[second] = signs[second], signs[first]
    assert (codes.read("".join(signs)) is not None) is same


@given(st.text(max_size=30))
def test_anything_may_be_typed(typed: str) -> None:
    found = codes.read(typed)
    assert found is None or codes.read(found) == found
