"""Findings in the auditors' form, their balance, and repetition over the years."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.decisions import RuleBroken
from belanja.rules.oversight.findings import (
    Advice,
    Form,
    Known,
    Paid,
    balance,
    check_deposit,
    lacks_to_settle,
    problems,
    repeated,
)
from belanja.rules.oversight.states import Amount, Resolution

FORM = Form(
    title="Kelebihan bayar kursi",
    category="kelebihan_bayar",
    condition="Dibayar 12 kursi, diterima 10 kursi.",
    criteria="Pembayaran menurut barang yang diterima.",
    cause="Pemeriksaan barang tidak dilakukan.",
    effect="Kelebihan bayar Rp1.000.000.",
    advice=(Advice("Setor kelebihan bayar ke kas daerah.", "PPK"),),
    amounts={Amount.OVERPAID: Decimal(1000000)},
)
MONEY = st.decimals(min_value=1, max_value=10**12, places=2)


def test_a_form_says_everything_or_names_what_is_missing() -> None:
    assert problems(FORM) == {}
    assert set(problems(Form("", "harga_wajar", "", "", "", ""))) == {
        "title", "category", "condition", "criteria", "cause", "effect", "advice",
    }  # fmt: skip
    assert Form.from_json(FORM.as_json()) == FORM


@given(MONEY, st.lists(st.tuples(MONEY, st.sampled_from([True, False, None]))))
def test_a_balance_never_falls_below_zero_and_counts_only_what_was_checked(
    owed: Decimal, tried: list[tuple[Decimal, bool | None]]
) -> None:
    amounts = {Amount.PENALTY: owed}
    paid: list[Paid] = []
    for amount, accepted in tried:
        try:
            check_deposit(amounts, paid, Paid(Amount.PENALTY, amount))
        except RuleBroken:
            continue
        paid.append(Paid(Amount.PENALTY, amount, accepted))
    left = balance(amounts, paid)
    assert left[Amount.PENALTY] == owed - sum(one.amount for one in paid if one.accepted) >= 0


def test_a_refused_deposit_may_be_made_again_and_nothing_cannot_be_deposited() -> None:
    amounts = {Amount.OTHER: Decimal(100)}
    check_deposit(amounts, [Paid(Amount.OTHER, Decimal(100), accepted=False)], Paid(Amount.OTHER, Decimal(100)))
    for wrong in (Paid(Amount.OTHER, Decimal(0)), Paid(Amount.PENALTY, Decimal(1))):
        with pytest.raises(RuleBroken):
            check_deposit(amounts, [], wrong)


def test_a_finding_settles_when_nothing_is_left() -> None:
    done = [Resolution.DONE, Resolution.IMPOSSIBLE]
    assert lacks_to_settle(done, {Amount.OTHER: Decimal(0)}, waiting=0) == []
    assert len(lacks_to_settle([Resolution.PARTLY], {Amount.OTHER: Decimal(1)}, waiting=1)) == 3


def test_repetition_looks_back_some_years_at_the_same_addressee_and_kind() -> None:
    now = Known("T-9", "unit:1", "denda", 2026)
    others = [
        Known("T-1", "unit:1", "denda", 2022),
        Known("T-2", "unit:1", "denda", 2024),
        Known("T-3", "unit:1", "denda", 2025),
        Known("T-4", "unit:2", "denda", 2025),
        Known("T-5", "unit:1", "wewenang", 2025),
        Known("T-6", "unit:1", "denda", 2026),
    ]
    assert [one.number for one in repeated(now, others, years=3)] == ["T-3", "T-2"]
