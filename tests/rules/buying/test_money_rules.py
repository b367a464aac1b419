"""Taxes, sums, penalties, rating and price evidence: exact, and lawful whatever the amounts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.buying.amounts import (
    Sum,
    late_penalty,
    line_sum,
    part_of,
)
from belanja.rules.buying.policy import Supply, book_of
from belanja.rules.buying.price_evidence import Aside, Evidence, Price, finding, gather, statistics
from belanja.rules.buying.rating import Aspect, in_words, score
from belanja.rules.buying.reasons import REASONS, Use, answers, reasons_for
from belanja.rules.buying.taxes import Taxed, TaxKind, TaxLine, charge, estimate

NOW, THEN = book_of(date(2026, 3, 2)), book_of(date(2023, 6, 1))
MONEY = st.decimals(min_value=0, max_value=Decimal(10) ** 11, places=2)
QUANTITY = st.decimals(min_value="0.01", max_value=10_000, places=2)
TAXED = st.builds(
    Taxed,
    supply=st.sampled_from(Supply),
    registered=st.none() | st.booleans(),
    exempt=st.booleans(),
    luxury=st.none() | st.decimals(min_value=1, max_value=95, places=0),
    tax_number=st.booleans(),
    final_letter=st.booleans(),
)


def sen(amount: Decimal) -> bool:
    return amount == amount.quantize(Decimal("0.01"))


# Taxes


@given(MONEY, st.sampled_from([NOW, THEN]))
def test_ppn_of_ordinary_goods_is_eleven_percent_in_both_years(base: Decimal, book: object) -> None:
    found = charge(base, Taxed(registered=True), book=book)  # type: ignore[arg-type]
    assert found.percent == 11
    assert abs(found.amount * 100 - base * 11) <= 50
    assert found.amount == found.amount.to_integral_value()


@given(st.lists(st.tuples(MONEY, TAXED), min_size=1, max_size=4))
def test_an_estimate_adds_up_and_leaves_the_firm_something(parts: list[tuple[Decimal, Taxed]]) -> None:
    found = estimate(parts, book=NOW)
    charges = [charge(base, taxed, book=NOW) for base, taxed in parts]
    assert found.on_top == sum(one.amount for one in charges)
    base = sum((amount for amount, _ in parts), Decimal(0))
    assert 0 <= found.withheld <= base + found.on_top
    assert found.mark == "perkiraan"
    assert all(line.citation and line.article and line.amount > 0 for line in found.lines)
    assert [TaxLine.from_json(line.as_json()) for line in found.lines] == list(found.lines)


def test_the_tax_the_order_carries_is_what_is_collected() -> None:
    """Three lines rounded one by one are not the tax on their sum."""
    parts = [(Decimal("4545454.50"), Taxed(registered=True))] * 3
    each = [charge(base, taxed, book=NOW).amount for base, taxed in parts]
    found = estimate(parts, book=NOW, charged=each)
    assert found.on_top == sum(each)
    assert estimate(parts, book=NOW, charged=[Decimal(1)] * 3).on_top == 3


def test_goods_and_services_of_one_order_are_withheld_apart() -> None:
    parts = [
        (Decimal(10_000_000), Taxed(registered=True)),
        (Decimal(5_000_000), Taxed(Supply.SERVICE, registered=True)),
    ]
    found = {line.kind: line.amount for line in estimate(parts, book=NOW).lines}
    assert found == {TaxKind.PPN: 1_650_000, TaxKind.PPH22: 150_000, TaxKind.PPH23: 100_000}


def test_what_is_not_known_is_said() -> None:
    assert estimate([(Decimal(100), Taxed())], book=NOW).unsure
    assert not estimate([(Decimal(100), Taxed(Supply.CATERING))], book=NOW).unsure


# Sums and penalties


@given(QUANTITY, MONEY, MONEY, TAXED)
def test_a_line_is_goods_freight_and_tax(quantity: Decimal, price: Decimal, freight: Decimal, taxed: Taxed) -> None:
    found, tax = line_sum(quantity=quantity, unit_price=price, freight=freight, taxed=taxed, book=NOW)
    assert found.total == found.goods + found.freight + found.tax == found.bare + tax.amount
    assert sen(found.goods)
    assert abs(found.goods - quantity * price) <= Decimal("0.005")


@given(
    st.builds(Sum, goods=MONEY, freight=MONEY, tax=MONEY),
    st.lists(st.integers(1, 50), min_size=1, max_size=6),
)
def test_parts_of_a_line_add_up_to_the_line(line: Sum, quantities: list[int]) -> None:
    ordered = Decimal(sum(quantities))
    done, parts = Decimal(0), []
    for quantity in quantities:
        before = part_of(line, quantity=done, ordered=ordered)
        done += quantity
        parts.append(part_of(line, quantity=done, ordered=ordered) - before)
    assert sum(parts, Sum()) == line
    assert all(min(part.goods, part.freight, part.tax) >= 0 for part in parts[:-1])


def test_no_part_is_larger_than_the_whole() -> None:
    for quantity in (Decimal(-1), Decimal(11)):
        with pytest.raises(ValueError):
            part_of(Sum(Decimal(100)), quantity=quantity, ordered=Decimal(10))


@given(st.integers(-10, 400), MONEY, MONEY)
def test_a_penalty_grows_with_the_days_up_to_its_most(days: int, late: Decimal, rest: Decimal) -> None:
    found = late_penalty(days=days, late=late, whole=late + rest, book=NOW)
    more = late_penalty(days=days + 1, late=late, whole=late + rest, book=NOW)
    assert 0 <= found.amount <= more.amount <= found.most
    assert sen(found.amount)
    if days <= 0:
        assert found.amount == 0
    assert (found.amount < found.uncapped) == (found.uncapped > found.most)


# Reasons and rating


def test_every_use_has_a_reason_and_every_reason_a_use_an_article_and_what_follows() -> None:
    assert all(reasons_for(use) for use in Use)
    for code, one in REASONS.items():
        assert code == one.code
        assert len(code) <= 32
        assert one.uses
        assert one.citation
        assert one.label
        assert one.cure.endswith(".")


def test_a_reason_counts_only_for_its_use() -> None:
    assert answers(["belum_diproduksi", "tidak_dikenal"], Use.IMPORT) == (REASONS["belum_diproduksi"],)
    assert answers(["belum_diproduksi"], Use.DEARER) == ()


@given(st.fixed_dictionaries({aspect: st.integers(0, 3) for aspect in Aspect}))
def test_a_rating_lies_between_its_marks(marks: dict[Aspect, int]) -> None:
    found = score(marks, book=NOW)
    assert min(marks.values()) <= found <= max(marks.values())
    assert in_words(found) in {"Buruk", "Cukup", "Baik", "Sangat baik"}


def test_a_rating_is_whole_or_none() -> None:
    assert score(dict.fromkeys(Aspect, 3), book=NOW) == 3
    for marks in ({}, dict.fromkeys(Aspect, 4), {Aspect.COST: 3}):
        with pytest.raises(ValueError):
            score(marks, book=NOW)


# Price evidence

AMOUNT = st.decimals(min_value="0.01", max_value=10**8, places=2)
PRICES = st.lists(AMOUNT, min_size=2, max_size=12).map(
    lambda amounts: [Price(f"p{number}", amount) for number, amount in enumerate(amounts)]
)


def names(asides: tuple[Aside, ...]) -> set[str]:
    return {one.price.name for one in asides}


def same(one: Evidence, other: Evidence) -> bool:
    return (one.statistics, names(one.remarked), one.counted) == (
        other.statistics,
        names(other.remarked),
        other.counted,
    )


@given(PRICES, AMOUNT)
def test_a_cheap_price_is_never_left_out(prices: list[Price], own: Decimal) -> None:
    found = gather(prices, own=own, book=NOW)
    middle = statistics([one.amount for one in prices]).median
    assert all(one.price.amount > middle for one in found.excluded)
    assert min(prices, key=lambda one: one.amount) in found.counted
    assert len(found.counted) * 2 >= len(prices)
    assert len(found.counted) + len(found.excluded) == len(prices)
    assert all(one.reason for one in (*found.excluded, *found.remarked))


@given(PRICES, AMOUNT, st.integers(1, 2))
def test_an_absurd_price_leaves_the_others_as_they_are(prices: list[Price], own: Decimal, how_many: int) -> None:
    absurd = Price("gila", max(one.amount for one in prices) * 100)
    before = gather(prices, own=own, book=NOW)
    if how_many < len(prices) - 1 and not before.excluded:
        assert same(before, gather([*prices, *[absurd] * how_many], own=own, book=NOW))


@given(PRICES, AMOUNT, AMOUNT)
def test_the_own_price_is_never_among_those_it_is_held_against(prices: list[Price], one: Decimal, two: Decimal) -> None:
    assert same(gather(prices, own=one, book=NOW), gather(prices, own=two, book=NOW))


@given(PRICES, AMOUNT, st.randoms())
def test_the_order_of_prices_does_not_matter(prices: list[Price], own: Decimal, shuffled: object) -> None:
    mixed = list(prices)
    shuffled.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = gather(prices, own=own, book=NOW), gather(mixed, own=own, book=NOW)
    assert (one.statistics, names(one.excluded)) == (other.statistics, names(other.excluded))


def test_the_frozen_pack_tells_everything_as_text() -> None:
    earlier = Aside(Price("lusin", Decimal(9)), "satuannya berbeda")
    prices = [Price(name, Decimal(amount)) for name, amount in (("a", 90), ("b", 100), ("c", 104), ("d", 900))]
    found = gather(prices, own=Decimal(110), book=NOW, excluded=[earlier])
    pack = found.as_json()
    assert pack["statistics"] == {
        "n": "3", "lowest": "90", "lower": "95.000000", "median": "100.000000", "upper": "102.000000",
        "highest": "104", "mad": "4.000000",
    }  # fmt: skip
    assert [one["name"] for one in pack["excluded"]] == ["lusin", "d"]  # type: ignore[union-attr]
    assert finding(found) == "10% di atas median 3 harga sejenis"
    assert finding(gather(prices[:2], own=Decimal(1), book=NOW)).startswith("2 harga sejenis")


def test_no_prices_have_no_middle() -> None:
    with pytest.raises(ValueError):
        statistics([])
