"""Amounts in words, checked against a reader that turns words back into numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.number_words import in_words, rupiah_in_words

_DIGITS = {"satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9}
_GROUPS = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read(words: str) -> int:
    """What somebody hears who has the words read out."""
    total = group = last = 0
    for word in words.split():
        if word in _DIGITS:
            last = _DIGITS[word]
            group += last
        elif word in ("sepuluh", "sebelas"):
            group += {"sepuluh": 10, "sebelas": 11}[word]
        elif word == "belas":
            group += 10
        elif word == "puluh":
            group += last * 9
        elif word == "ratus":
            group += last * 99
        elif word == "seratus":
            group += 100
        elif word == "seribu":
            total += 1000
        elif word in _GROUPS:
            total += group * _GROUPS[word]
            group = 0
        else:
            assert word == "nol", word
    return total + group


@given(st.integers(0, 10**15 - 1))
def test_words_read_back_are_the_number(number: int) -> None:
    assert read(in_words(number)) == number


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "nol rupiah"),
        ("1000", "seribu rupiah"),
        ("1111", "seribu seratus sebelas rupiah"),
        ("5500000", "lima juta lima ratus ribu rupiah"),
        ("1000000", "satu juta rupiah"),
        ("25000.50", "dua puluh lima ribu rupiah lima puluh sen"),
        ("1001000", "satu juta seribu rupiah"),
    ],
)
def test_known_amounts(amount: str, words: str) -> None:
    assert rupiah_in_words(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["-1", "0.001", "1000000000000000"])
def test_what_has_no_words_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match=r"no words|no amount"):
        rupiah_in_words(Decimal(amount))
