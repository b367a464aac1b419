"""When a row of the register is a payment that is known here."""

from decimal import Decimal

import pytest

from belanja.rules.buying.sp2d import HEADINGS, Meaning, Registered, Waiting, check_headings, compare
from belanja.rules.decisions import RuleBroken
from belanja.rules.headings import best_fit

GROSS, NET = Decimal(13_320_000), Decimal(11_820_000)
PAYMENT = Waiting("SP2D/0012/2026", "CV Sumber Contoh", frozenset({GROSS, NET}), frozenset({"kenal"}))


@pytest.mark.parametrize(
    ("row", "certain"),
    [
        (Registered("sp2d 0012 2026", "", GROSS), True),
        (Registered("7", "SUMBER CONTOH, CV", GROSS), True),
        (Registered("7", "CV. Sumber Contoh", NET), True),
        (Registered("7", "Budi", GROSS, "kenal"), True),
        (Registered("SP2D/0012/2026", "CV Sumber Contoh", GROSS + 1), False),
        (Registered("7", "", GROSS), False),
        (Registered("7", "CV Sumber Contoh", Decimal(5), "kenal"), False),
    ],
)
def test_what_is_likely_and_what_is_certain(row: Registered, certain: bool) -> None:
    found = compare(row, PAYMENT)
    assert found is not None
    assert found.certain is certain


@pytest.mark.parametrize(
    "row", [Registered("7", "PT Lain Sekali", GROSS), Registered("7", "CV Sumber Contoh", Decimal(5))]
)
def test_one_thing_alike_is_not_enough(row: Registered) -> None:
    assert compare(row, PAYMENT) is None


def test_an_empty_number_is_no_number() -> None:
    assert compare(Registered("", "PT Lain", GROSS), Waiting("", "CV Sumber", frozenset({GROSS}))) is None


def test_headings_of_a_finance_system_are_understood() -> None:
    names = ["No", "Nomor SP2D", "Tanggal SP2D", "Nama SKPD", "Nama Penerima", "Nomor Rekening", "Nilai SP2D", "Uraian"]
    found = best_fit(names, HEADINGS)
    assert (found["Nomor SP2D"], found["Nilai SP2D"], found["Nomor Rekening"]) == (
        Meaning.NUMBER, Meaning.AMOUNT, Meaning.ACCOUNT,
    )  # fmt: skip
    check_headings(found)


def test_a_register_needs_number_day_and_amount() -> None:
    with pytest.raises(RuleBroken, match="tanggal sp2d"):
        check_headings({"a": Meaning.NUMBER, "b": Meaning.AMOUNT})
    with pytest.raises(RuleBroken, match="Hanya satu kolom"):
        check_headings({"a": Meaning.NUMBER, "b": Meaning.NUMBER})
