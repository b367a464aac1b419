"""ITKP stays between nothing and its weight, whatever a cut-off pull says; weighted TKDN lies among its parts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules import itkp, parameters, tkdn
from belanja.rules.measured import Measure
from belanja.rules.shares import Reason

AMOUNTS = st.decimals(min_value=0, max_value=10**14, places=2)
CODES = st.sampled_from([code for code in itkp.COMPONENTS if code != "toko_daring"])


def weight(code: str) -> Decimal:
    return parameters.BY_KEY[f"itkp.{code}.weight"].number


def least(code: str) -> Decimal:
    return parameters.BY_KEY[f"itkp.{code}.least"].number


def points(code: str, above: str | int, below: str | int) -> Decimal | None:
    return itkp.points(code, Decimal(above), Decimal(below), weight=weight(code), least=least(code))


def test_weights_and_thresholds_are_those_published() -> None:
    weights = {code: str(weight(code)) for code in (*itkp.COMPONENTS, *itkp.NOT_COMPUTED)}
    assert weights == {
        "sirup": "10", "etendering": "5", "nonetendering": "5", "ekontrak": "5", "ekatalog": "4", "toko_daring": "1",
        "sdm": "30", "kematangan": "40",
    }  # fmt: skip
    assert sum(Decimal(value) for value in weights.values()) == 100
    assert least("ekontrak") == Decimal("0.2")
    assert {least(code) for code in ("sirup", "etendering", "nonetendering", "ekatalog")} == {Decimal("0.5")}
    assert parameters.BY_KEY["itkp.sirup.day"].value == "03-31"


@pytest.mark.parametrize(
    ("code", "above", "below", "expected"),
    [
        ("sirup", 50, 100, "0.00"),
        ("sirup", "50.01", 100, "5.00"),
        ("sirup", 100, 100, "10.00"),
        ("sirup", 130, 100, "7.00"),
        ("sirup", 200, 100, "0.00"),
        ("sirup", 4227, 100, "0.00"),  # the pull of 2023 with 3 of 87 units: -402.7 elsewhere
        ("etendering", 80, 100, "4.00"),
        ("nonetendering", 120, 100, "4.00"),
        ("ekontrak", 20, 100, "0.00"),
        ("ekontrak", 21, 100, "1.05"),
        ("ekatalog", 50, 100, "0.00"),
        ("ekatalog", 17, 23, "2.96"),
    ],
)
def test_the_published_ladders(code: str, above: str | int, below: int, expected: str) -> None:
    assert points(code, above, below) == Decimal(expected)


def test_without_a_base_there_are_no_points() -> None:
    assert points("sirup", 1, 0) is None


@given(CODES, AMOUNTS, AMOUNTS)
def test_a_component_is_bounded(code: str, above: Decimal, below: Decimal) -> None:
    found = itkp.points(code, above, below, weight=weight(code), least=least(code))
    assert (found is None) == (below <= 0)
    assert found is None or 0 <= found <= weight(code)


def test_one_finished_transaction_is_enough() -> None:
    assert itkp.toko_daring_points(0, weight=Decimal(1)) == Decimal("0.00")
    assert itkp.toko_daring_points(7, weight=Decimal(1)) == Decimal("1.00")


def test_a_sum_with_an_unknown_component_is_unknown() -> None:
    assert itkp.computed_points({"a": Decimal(3), "b": None}) is None
    assert itkp.computed_points({"a": Decimal(3), "b": Decimal("0.50")}) == Decimal("3.50")


@given(st.lists(st.tuples(AMOUNTS, st.one_of(st.none(), st.decimals(min_value=0, max_value=100, places=2)))))
def test_the_weighted_tkdn_lies_among_its_parts(lines: list[tuple[Decimal, Decimal | None]]) -> None:
    found = tkdn.weighted(lines)
    assert found.with_tkdn + found.without_tkdn == sum((amount for amount, _tkdn in lines), Decimal(0))
    shares = [content for amount, content in lines if content is not None and amount > 0]
    assert (found.percent is None) == (not shares)
    if found.percent is not None:
        assert min(shares) - Decimal("0.01") <= found.percent <= max(shares) + Decimal("0.01")


def test_a_missing_certificate_is_not_a_content_of_zero() -> None:
    found = tkdn.weighted([(Decimal(100), Decimal(40)), (Decimal(300), Decimal(60)), (Decimal(600), None)])
    assert (found.percent, found.with_tkdn, found.without_tkdn) == (Decimal("55.00"), 400, 600)
    with pytest.raises(ValueError):
        tkdn.weighted([(Decimal(1), Decimal("100.01"))])


def test_a_measure_is_a_value_or_says_why_not() -> None:
    with pytest.raises(ValueError):
        Measure("a", "A", None, "poin", (), "", "")
    with pytest.raises(ValueError):
        Measure("a", "A", Decimal(1), "poin", (), "", "", because="tidak ada")
    assert Measure("a", "A", None, "poin", (), "", "", reason=Reason.FEED_MISSING, because="belum dimuat").value is None
