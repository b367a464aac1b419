"""Samples are drawn again from their seed, have their size, and take what is certain."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.decisions import RuleBroken
from belanja.rules.oversight.sampling import Item, Method, draw

ITEMS = st.lists(
    st.builds(
        Item,
        key=st.text("abcdefgh0123", min_size=1, max_size=6),
        amount=st.decimals(min_value=0, max_value=10**9, places=2),
        stratum=st.sampled_from(["a", "b", "c"]),
        risk=st.integers(0, 9),
    ),
    max_size=40,
    unique_by=lambda one: one.key,
)


@given(ITEMS, st.sampled_from(Method), st.integers(1, 20), st.randoms(use_true_random=False))
def test_the_same_seed_draws_the_same_whatever_the_order(items, method, size, chance) -> None:  # type: ignore[no-untyped-def]
    drawn = draw(items, method=method, size=size, seed="2026-T1")
    shuffled = list(items)
    chance.shuffle(shuffled)
    assert draw(shuffled, method=method, size=size, seed="2026-T1") == drawn
    keys = [one.item.key for one in drawn]
    assert len(set(keys)) == len(keys) <= max(size, 0)
    if method is not Method.MONETARY:
        assert len(keys) == min(size, len(items))


@given(ITEMS, st.integers(1, 20))
def test_each_layer_is_there_where_the_size_allows(items: list[Item], size: int) -> None:
    layers = {one.stratum for one in items}
    drawn = {one.item.stratum for one in draw(items, method=Method.STRATIFIED, size=size, seed="x")}
    assert len(drawn) == min(size, len(layers)) if len(items) > size else drawn == layers


def test_monetary_units_take_what_is_large_and_spare_what_is_nothing() -> None:
    items = [Item(f"k{n:03}", Decimal(1000)) for n in range(100)]
    items += [Item("besar", Decimal(1_000_000)), Item("kosong", Decimal(0))]
    for seed in map(str, range(20)):
        drawn = draw(items, method=Method.MONETARY, size=11, seed=seed)
        assert len(drawn) == 11
        assert [one.item.key for one in drawn if one.certain] == ["besar"]
        assert "kosong" not in {one.item.key for one in drawn}


def test_another_seed_draws_another_sample_and_chance_is_even() -> None:
    items = [Item(f"k{n}", Decimal(1)) for n in range(10)]
    hits = dict.fromkeys((one.key for one in items), 0)
    for seed in map(str, range(400)):
        for one in draw(items, method=Method.RANDOM, size=2, seed=seed):
            hits[one.item.key] += 1
    assert all(50 <= count <= 110 for count in hits.values()), hits


def test_a_sample_without_seed_or_size_is_refused() -> None:
    one = Item("a", Decimal(1))
    for wrong in ({"seed": " ", "size": 1}, {"seed": "x", "size": 0}):
        with pytest.raises(RuleBroken):
            draw([one], method=Method.RANDOM, **wrong)  # type: ignore[arg-type]
    with pytest.raises(RuleBroken):
        draw([one, one], method=Method.RANDOM, size=1, seed="x")
