"""One spelling for what is compared between firms."""

import pytest

from belanja.rules.related import Tie, plain


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Tie.ADDRESS, "Jl. Raya Serang No. 12, Kec. Cipocok", "jalan raya serang nomor 012 kecamatan cipocok"),
        (Tie.ADDRESS, "Kp. Baru RT.01/RW 003 No 7", "Kampung Baru RT 1 RW 3 nomor 7"),
        (Tie.PHONE, "0812-3456-7890", "+62 812 3456 7890"),
        (Tie.ACCOUNT, "123-456-7890", "1234567890"),
        (Tie.OWNER, "36.02.01.010190.0001", "3602010101900001"),
    ],
)
def test_the_same_written_differently_is_the_same(kind: Tie, one: str, other: str) -> None:
    assert plain(kind, one) == plain(kind, other) != ""


@pytest.mark.parametrize(
    ("kind", "written"),
    [(Tie.ADDRESS, "Kota Serang"), (Tie.PHONE, "-"), (Tie.ACCOUNT, "12"), (Tie.OWNER, "A."), (Tie.ADDRESS, "")],
)
def test_what_tells_nobody_apart_is_not_compared(kind: Tie, written: str) -> None:
    assert plain(kind, written) == ""
