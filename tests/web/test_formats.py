"""How figures and dates are written for Indonesian eyes."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.foundation import text

MONEY = st.decimals(min_value=-(10**15), max_value=10**15, places=2)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "Rp0"),
        ("1234567", "Rp1.234.567"),
        ("1234567.50", "Rp1.234.567,50"),
        ("1234567.005", "Rp1.234.567,01"),
        ("1234567.004", "Rp1.234.567"),
        ("-1500.25", "−Rp1.500,25"),
        ("-0.001", "Rp0"),
        ("2469300268019", "Rp2.469.300.268.019"),
    ],
)
def test_exact_rupiah(amount: str, written: str) -> None:
    assert text.rupiah(Decimal(amount)) == written


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("950000", "Rp950.000"),
        ("1000000", "Rp1,00 juta"),
        ("1249999999", "Rp1,25 miliar"),
        ("189677834789", "Rp189,68 miliar"),
        ("999999999", "Rp1,00 miliar"),
        ("999994999", "Rp999,99 juta"),
        ("2469300268019", "Rp2,47 triliun"),
        ("-1250000000", "−Rp1,25 miliar"),
        ("5000000000000000", "Rp5.000,00 triliun"),
    ],
)
def test_short_rupiah_uses_the_word(amount: str, written: str) -> None:
    assert text.rupiah_short(Decimal(amount)) == written


def test_ticks_drop_decimals_that_say_nothing() -> None:
    assert text.rupiah_short(500 * 10**9, trim=True) == "Rp500 miliar"
    assert text.rupiah_short(Decimal(1_250_000_000), trim=True) == "Rp1,25 miliar"


def test_unknown_share_is_words() -> None:
    assert text.percent(None) == "belum diketahui"
    assert text.percent(Decimal("25.875")) == "25,88%"
    assert text.percent(Decimal("0.005")) == "0,01%"
    assert text.percent(Decimal("112.4")) == "112,40%"
    assert text.percent_short(Decimal(30)) == "30%"
    assert text.percent_short(Decimal("7.50")) == "7,5%"
    assert text.percent_short(Decimal(100)) == "100%"


@pytest.mark.parametrize("wrong", [0.3, "0.3", True])
def test_inexact_values_are_refused(wrong: object) -> None:
    with pytest.raises(TypeError):
        text.rupiah(wrong)  # type: ignore[arg-type]  # the refusal is what is tested
    with pytest.raises(TypeError):
        text.percent(wrong)  # type: ignore[arg-type]  # the refusal is what is tested


def test_infinite_figures_are_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        text.rupiah(Decimal("NaN"))


def test_dates_quarters_and_local_midnight() -> None:
    assert text.long_date(date(2023, 3, 31)) == "31 Maret 2023"
    late = datetime(2023, 3, 31, 17, 30, tzinfo=UTC)
    assert text.long_date(late) == "1 April 2023"
    assert text.date_time(late) == "1 April 2023 pukul 00.30 WIB"
    assert text.month_year(date(2025, 10, 1)) == "Oktober 2025"
    assert text.quarter(2026, 3) == "Triwulan III 2026"
    assert text.quarter_of(date(2026, 12, 31)) == "Triwulan IV 2026"
    with pytest.raises(ValueError, match="quarters"):
        text.quarter(2026, 5)
    with pytest.raises(ValueError, match="time zone"):
        text.long_date(datetime(2023, 3, 31, 17, 30))


def test_names_sort_without_case_accents_or_text_numbers() -> None:
    names = ["UPT 10 Serang", "upt 2 Serang", "Égaliter", "dinas Sosial", "Dinas  Kesehatan"]
    assert sorted(names, key=text.name_key) == [
        "Dinas  Kesehatan",
        "dinas Sosial",
        "Égaliter",
        "upt 2 Serang",
        "UPT 10 Serang",
    ]


def test_small_counts_are_words() -> None:
    assert text.capital_first(text.count_words(3)) == "Tiga"
    assert text.count_words(63) == "63"
    assert text.count_words(1200) == "1.200"


def test_names_are_listed_as_in_a_sentence() -> None:
    assert text.listed(["satu"]) == "satu"
    assert text.listed(["satu", "dua"]) == "satu dan dua"
    assert text.listed(["satu", "dua", "tiga"]) == "satu, dua, dan tiga"
    assert text.lower_first("Barang habis pakai.") == "barang habis pakai."
    assert text.lower_first("RUP direvisi.") == "RUP direvisi."


@given(MONEY)
def test_exact_rupiah_reads_back_to_the_sen(amount: Decimal) -> None:
    shown = text.rupiah(amount)
    back = shown.replace("−", "-").replace("Rp", "").replace(".", "").replace(",", ".")
    assert Decimal(back) == amount


@given(MONEY)
def test_short_rupiah_never_strays_by_more_than_half_a_hundredth_of_its_step(amount: Decimal) -> None:
    steps = {"triliun": 10**12, "miliar": 10**9, "juta": 10**6}
    figure, _, word = text.rupiah_short(amount).partition(" ")
    back = Decimal(figure.replace("−", "-").replace("Rp", "").replace(".", "").replace(",", "."))
    step = steps.get(word, 1)
    assert abs(back * step - amount) <= Decimal(step) / 200
    assert word == "" or abs(back) >= 1
