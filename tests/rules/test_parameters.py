"""Seeded parameters are lawful, cited and readable; values are checked before they are proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules import legal_bases, parameters
from belanja.rules.decisions import RuleBroken


@pytest.mark.parametrize("seed", parameters.SEEDS, ids=lambda seed: seed.key)
def test_a_seed_is_complete(seed: parameters.Parameter) -> None:
    assert seed.legal_basis in {basis.slug for basis in legal_bases.SEEDS}
    assert seed.label
    assert seed.unit
    assert seed.article
    assert len(seed.article) <= 160
    assert parameters.checked_value(seed.key, seed.value) == seed.value


def test_a_key_has_one_row_a_day_and_one_unit() -> None:
    assert len({(seed.key, seed.valid_from) for seed in parameters.SEEDS}) == len(parameters.SEEDS)
    assert len({(seed.key, seed.unit) for seed in parameters.SEEDS}) == len(parameters.BY_KEY)


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("target.epurchasing", " 30.50 ", "30.5"),
        ("target.epurchasing", "3E+1", "30"),
        ("target.epurchasing", "0", "0"),
        ("switch.toko_daring", "YA", "ya"),
        ("roles.longest_term_days", "30", "30"),
        ("plausibility.pull.most_vanished", "0.25", "0.25"),
        ("itkp.sirup.day", " 04-30 ", "04-30"),
    ],
)
def test_values_are_kept_in_one_spelling(key: str, given: str, kept: str) -> None:
    assert parameters.checked_value(key, given) == kept


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("target.epurchasing", "100.01"),
        ("target.epurchasing", "-0.01"),
        ("target.epurchasing", "Infinity"),
        ("target.epurchasing", "30,5"),
        ("target.epurchasing", ""),
        ("switch.toko_daring", "1"),
        ("roles.longest_term_days", "1.5"),
        ("plausibility.pull.most_vanished", "1.1"),
        ("plausibility.order.largest", "1E+19"),
        ("itkp.sirup.day", "02-29"),
        ("itkp.sirup.day", "13-01"),
        ("itkp.sirup.weight", "101"),
        ("pajak.ppn.dpp_bawah", "0"),
        ("beli.pdn.jenjang", "54/2010"),
    ],
)
def test_values_that_cannot_be_are_refused(key: str, value: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        parameters.checked_value(key, value)
    assert refusal.value.code == "parameter_value"


@given(st.text(max_size=12))
def test_no_text_breaks_the_check(text: str) -> None:
    try:
        kept = parameters.checked_value("target.epurchasing", text)
    except RuleBroken:
        return
    assert parameters.checked_value("target.epurchasing", kept) == kept
