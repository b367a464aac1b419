"""Paying as arithmetic: whatever the parts, nothing is paid beyond what was handed over; the sums end at the order."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.buying.policy import Book, book_of
from belanja.rules.buying.receipt import (
    LatePart,
    Position,
    advance_back,
    check_advance,
    check_claim,
    check_release,
    held_back,
    penalty,
)
from belanja.rules.decisions import RuleBroken
from belanja.rules.money import ZERO

SEN = Decimal("0.01")
amounts = st.decimals(min_value=SEN, max_value=Decimal(10) ** 9, places=2)


def at_start(total: Decimal, **fields: Decimal) -> Position:
    zero = dict.fromkeys(
        ("handed_over", "claimed", "advance_agreed", "advanced", "recovered", "penalty", "penalised", "retained",
         "released", "settled"),
        ZERO,
    )  # fmt: skip
    return Position(total=total, **{**zero, **fields})


def claimed(where: Position, gross: Decimal, percent: Decimal) -> tuple[Position, Decimal]:
    """The position after an instalment, and what it pays."""
    held = held_back(where, gross, retention_percent=percent)
    after = replace(
        where,
        claimed=where.claimed + gross,
        recovered=where.recovered + held.advance,
        penalised=where.penalised + held.penalty,
        retained=where.retained + held.retention,
    )
    return after, gross - held.total


def ceiling_of(where: Position, advance: Decimal, percent: Decimal) -> Decimal:
    """The most that may have been paid in all for what is handed over: less the advance that comes back with it, the
    penalty held so far, and the retention where no penalty took its place. A second computation, in fractions of a
    sen."""
    kept = ZERO if where.penalty else percent
    return where.handed_over * (1 - advance / where.total - kept / 100) - where.penalised


@given(
    parts=st.lists(amounts, min_size=1, max_size=8),
    advance=st.decimals(min_value=0, max_value=50, places=2),
    percent=st.decimals(min_value=0, max_value=10, places=2),
    late=st.decimals(min_value=0, max_value=5, places=2),
    data=st.data(),
)
def test_whatever_the_instalments_they_end_at_the_order(
    parts: list[Decimal], advance: Decimal, percent: Decimal, late: Decimal, data: st.DataObject
) -> None:
    total = sum(parts, ZERO)
    paid_before = (total * advance / 100).quantize(SEN)
    where = at_start(total, advance_agreed=paid_before, advanced=paid_before)
    paid = ZERO
    for part in parts:
        where = replace(
            where, handed_over=where.handed_over + part, penalty=(where.handed_over * late / 100).quantize(SEN)
        )
        while where.claimable:
            most = where.claimable
            cut = data.draw(st.decimals(min_value=SEN, max_value=most, places=2)) if most > SEN else most
            gross = most if data.draw(st.booleans()) else cut
            check_claim(where, gross)
            where, cash = claimed(where, gross, percent)
            assert cash >= 0
            # The ceiling rounds what it keeps once, instalments round as they go: a sen for each.
            assert paid + cash <= ceiling_of(where, paid_before, percent) + 2 * SEN
            paid += cash
            assert paid + where.recovered + where.penalised + where.retained == where.claimed <= where.handed_over
            if gross != most:
                break
    if where.claimable:
        where, cash = claimed(where, where.claimable, percent)
        paid += cash
    assert where.claimed == total
    assert where.recovered == paid_before
    assert paid + paid_before + where.penalised + where.retained == total


@given(total=amounts, handed=st.decimals(min_value=0, max_value=100, places=2), over=amounts)
def test_a_rupiah_above_what_was_handed_over_is_refused(total: Decimal, handed: Decimal, over: Decimal) -> None:
    where = at_start(total, handed_over=(total * handed / 100).quantize(SEN))
    with pytest.raises(RuleBroken) as refusal:
        check_claim(where, where.claimable + over)
    assert refusal.value.code == "above_ceiling"
    held = held_back(where, where.claimable, retention_percent=ZERO)
    assert where.claimable - held.total == where.claimable


def test_an_advance_comes_first_and_as_agreed() -> None:
    where = at_start(Decimal(100), advance_agreed=Decimal(30), advanced=Decimal(10))
    check_advance(where, Decimal(20))
    with pytest.raises(RuleBroken, match=r"tersisa Rp20\."):
        check_advance(where, Decimal("20.01"))
    with pytest.raises(RuleBroken) as refusal:
        check_advance(replace(where, handed_over=Decimal(50), claimed=Decimal(1)), Decimal(1))
    assert refusal.value.code == "advance_late"


def test_retention_is_given_back_once() -> None:
    where = at_start(Decimal(100), retained=Decimal(5), released=Decimal(5))
    with pytest.raises(RuleBroken):
        check_release(where, SEN)


def test_taxes_come_before_penalty_and_retention() -> None:
    where = at_start(Decimal(100), handed_over=Decimal(100), penalty=Decimal(50))
    held = held_back(where, Decimal(60), retention_percent=Decimal(10), taxes=Decimal(20))
    assert (held.advance, held.penalty, held.retention) == (ZERO, Decimal(40), ZERO)
    assert held.total + 20 <= 60
    assert advance_back(where, Decimal(60)) == ZERO


def book(basis: str = "bagian") -> Book:
    found = book_of(date(2026, 11, 2))
    row = replace(found.row("beli.denda.dasar"), value=basis)
    return book_of(date(2026, 11, 2), [row])


@pytest.mark.parametrize(
    ("basis", "parts", "expected"),
    [
        ("bagian", [(6_000_000, 10)], 60_000),
        ("bagian", [(6_000_000, 10), (2_000_000, 5)], 70_000),
        ("bagian", [(6_000_000, 0)], 0),
        ("bagian", [], 0),
        ("seluruh", [(6_000_000, 10), (2_000_000, 5)], 120_000),
        ("bagian", [(12_000_000, 51)], 600_000),
        ("seluruh", [(1, 51)], 600_000),
    ],
)
def test_a_penalty_by_part_or_by_contract(basis: str, parts: list[tuple[int, int]], expected: int) -> None:
    late = [LatePart(Decimal(value), days) for value, days in parts]
    assert penalty(late, contract=Decimal(12_000_000), book=book(basis)) == expected
