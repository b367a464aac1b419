"""Which price is a buyer's, two prices on one basis, and what counts as a rise."""

from datetime import date
from decimal import Decimal

import pytest

from belanja.rules.asked import Held, Statement, lowest_of_late, reached, smallest_order, times
from belanja.rules.listing_content import Content, Price
from belanja.rules.listing_prices import asked, rises
from belanja.rules.listings import TaxBasis
from belanja.rules.prices import per_base

EXCLUDED, INCLUDED, UNKNOWN = TaxBasis.EXCLUDED, TaxBasis.INCLUDED, TaxBasis.UNKNOWN
TODAY = date(2026, 11, 25)


def row(amount: int, *, place: str | None = None, least: int = 1, basis: TaxBasis = INCLUDED, pack: int | None = 500,
        percent: int | None = 11) -> Statement:  # fmt: skip
    tax = None if percent is None else Decimal(percent)
    base = per_base(Decimal(amount), None if pack is None else Decimal(pack), basis, tax)
    return Statement(place, Decimal(least), Decimal(amount), basis, tax, base)


def told(*prices: Price, basis: TaxBasis = INCLUDED, pack: int = 500, unit: str = "RM", base: str = "XST") -> Content:
    return Content(
        unit=unit, base_unit=base, pack_size=Decimal(pack), prices=prices, tax_basis=basis.value,
        tax_percent=Decimal(11),
    )  # fmt: skip


def at(amount: int, region: str = "", least: int = 1) -> Price:
    return Price(Decimal(amount), region, Decimal(least))


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        (row(111_000), row(111_000, basis=EXCLUDED), "1.11"),
        (row(100_000, basis=EXCLUDED), row(111_000), "1"),
        (row(50_000), row(50_000, pack=400), "1.25"),
        (row(50_000, pack=None), row(55_000, pack=None), "1.1"),
        (row(50_000, pack=None), row(50_000, pack=None, basis=EXCLUDED), None),
        (row(50_000, basis=UNKNOWN), row(55_000, basis=UNKNOWN), None),
        (row(0), row(50_000), None),
    ],
)
def test_two_prices_are_compared_on_one_basis(old: Statement, new: Statement, parts: str | None) -> None:
    found = times(old, new)
    assert (None if found is None else found.quantize(Decimal("0.0001"))) == (None if parts is None else Decimal(parts))


def test_a_buyer_meets_his_regions_own_price_and_the_quantity_he_reaches() -> None:
    rows = [row(100), row(90, least=10), row(120, place="36.01"), row(110, place="36.01", least=5)]
    asked_of = {
        (place, quantity): reached(rows, place=place, quantity=Decimal(quantity))[0].amount
        for place in (None, "36.01", "36.02") for quantity in (1, 7, 10)
    }  # fmt: skip
    assert [int(one) for one in asked_of.values()] == [100, 100, 90, 120, 110, 110, 100, 100, 90]
    assert reached(rows, place=None, quantity=Decimal("0.5")) == []


def test_the_smallest_order_leaves_discounts_of_larger_ones_out() -> None:
    tiers = [row(100), row(90, least=10), row(80, least=50)]
    assert [one.amount for one in smallest_order(tiers)] == [100]
    assert [one.amount for one in smallest_order(tiers, Decimal(12))] == [90]
    assert [one.amount for one in smallest_order(tiers[1:])] == [90]


def late(*held: Held[Statement], now: Statement, place: str | None = None) -> Decimal | None:
    return lowest_of_late(held, now, place=place, on=TODAY, days=30)


def test_the_lowest_of_thirty_days_looks_back_over_thirty_days_and_no_more() -> None:
    now = row(100_000)
    current = Held(now, date(2026, 11, 1), None)
    # Thirty days up to 25 November begin on 27 October: what held last on the 26th is older.
    assert late(Held(row(80_000), date(2026, 1, 5), date(2026, 10, 27)), current, now=now) == 100_000
    assert late(Held(row(80_000), date(2026, 1, 5), date(2026, 10, 28)), current, now=now) == 80_000
    assert late(Held(row(70_000), date(2026, 11, 1), date(2026, 11, 1)), current, now=now) == 100_000


def test_the_lowest_is_told_in_the_terms_of_today() -> None:
    now = row(111_000, basis=EXCLUDED)
    assert late(Held(row(111_000), date(2026, 1, 5), TODAY), Held(now, TODAY, None), now=now) == 100_000
    smaller = row(50_000, pack=400)
    assert late(Held(row(50_000), date(2026, 1, 5), TODAY), Held(smaller, TODAY, None), now=smaller) == 40_000
    bare = row(50_000, pack=None, basis=UNKNOWN)
    assert late(Held(row(50_000), date(2026, 1, 5), TODAY), Held(bare, TODAY, None), now=bare) is None


def test_a_price_that_moved_to_another_region_or_quantity_is_held_against_what_the_buyer_was_asked() -> None:
    regional = Held(row(80_000, place="36.01"), date(2026, 1, 5), TODAY)
    everywhere = row(100_000)
    assert late(regional, Held(everywhere, TODAY, None), now=everywhere, place="36.01") == 80_000
    from_two = row(100_000, least=2)
    assert late(Held(row(80_000), date(2026, 1, 5), TODAY), Held(from_two, TODAY, None), now=from_two) == 80_000


TEN = Decimal(10)


def test_rises_are_told_by_region_and_quantity() -> None:
    old = told(at(100_000), at(90_000, least=10))
    assert rises(old, told(at(110_000), at(99_000, least=10)), percent=TEN) == []
    assert rises(told(at(55_000)), told(at(60_500)), percent=TEN) == []
    assert rises(old, told(at(110_001), at(90_000, least=10)), percent=TEN) == [
        "naik lebih dari 10% (dari Rp100.000 menjadi Rp110.001)"
    ]
    assert rises(told(at(100_000)), told(at(130_000, "36.02")), percent=TEN, names={"36.02": "Kab. Lebak"}) == [
        "naik lebih dari 10% (dari Rp100.000 menjadi Rp130.000 untuk Kab. Lebak)"
    ]
    assert rises(old, told(at(100_000)), percent=TEN) == [
        "naik lebih dari 10% (dari Rp90.000 menjadi Rp100.000 mulai 10 satuan)"
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (told(at(111_000)), told(at(111_000), basis=EXCLUDED),
         "dari Rp111.000 termasuk PPN menjadi Rp111.000 belum termasuk PPN"),
        (told(at(50_000)), told(at(50_000), pack=400), "25% lebih mahal per satuan isi"),
        (told(at(80_000, "36.01")), told(at(100_000)), "dari Rp80.000 menjadi Rp100.000 untuk 36.01"),
        (told(at(80_000)), told(at(100_000, least=2)), "dari Rp80.000 menjadi Rp100.000 mulai 2 satuan"),
    ],
)  # fmt: skip
def test_a_rise_is_seen_through_tax_pack_region_and_quantity(old: Content, new: Content, words: str) -> None:
    [found] = rises(old, new, percent=TEN)
    assert found.startswith("naik lebih dari 10%")
    assert words in found


def test_the_same_price_with_its_tax_written_out_is_no_rise() -> None:
    assert rises(told(at(100_000), basis=EXCLUDED), told(at(111_000)), percent=TEN) == []


def test_small_steps_add_up_over_the_days_looked_back() -> None:
    first, second = told(at(100_000)), told(at(109_000))
    assert rises(second, told(at(118_810)), percent=TEN) == []
    [found] = rises(second, told(at(118_810)), percent=TEN, lately=[asked(first), asked(second)])
    assert found == "naik lebih dari 10% (dari Rp100.000 menjadi Rp118.810)"


def test_what_cannot_be_compared_is_said_to_be_so() -> None:
    # A box of 5 reams, told by the ream, beside a ream, told by the sheet.
    box = told(at(250_000), pack=5, unit="XBX", base="RM")
    assert rises(told(at(50_000)), box, percent=TEN)[0].startswith("belum dapat dibandingkan")
    # The sold unit stayed: its amount still compares.
    assert rises(told(at(50_000)), told(at(50_000), pack=1, base="RM"), percent=TEN) == []
