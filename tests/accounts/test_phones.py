"""One person, one number, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.accounts import phones


@pytest.mark.parametrize(
    "written",
    ["081234567890", "0812-3456-7890", "+62 812 3456 7890", "6281234567890", "+6281234567890", "(0812) 3456.7890",
     "81234567890", "006281234567890", "+62081234567890", " 0812 3456 7890 "],
)  # fmt: skip
def test_usual_spellings_are_one_number(written: str) -> None:
    assert phones.normalised(written) == "+6281234567890"


def test_other_countries_keep_theirs() -> None:
    assert phones.normalised("+1 (202) 555-0143") == "+12025550143"


@pytest.mark.parametrize("wrong", ["", "abc", "0812", "+0812345678", "0812345678901234567", "0812 34x6 7890", "a@b.id"])
def test_what_is_no_number_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a telephone number"):
        phones.normalised(wrong)


@given(st.from_regex(r"\+62[1-9][0-9]{7,11}", fullmatch=True))
def test_the_one_spelling_stays_as_it_is(number: str) -> None:
    assert phones.normalised(number) == number
    assert phones.normalised("0" + number[3:]) == number
