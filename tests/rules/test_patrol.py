"""A sample is drawn by its seed alone: it can be drawn again, and nobody can choose."""

from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.patrol import draw, fingerprint

ids = st.sets(st.integers(1, 10_000), max_size=60)


@given(ids, st.integers(0, 20), st.text(max_size=20))
def test_a_draw_is_the_same_whatever_the_order_it_is_given(members: set[int], size: int, seed: str) -> None:
    drawn = draw(members, size=size, seed=seed)
    assert drawn == draw(sorted(members, reverse=True), size=size, seed=seed)
    assert len(drawn) == min(size, len(members))
    assert set(drawn) <= members


@given(ids, st.integers(1, 20))
def test_a_larger_draw_begins_with_the_smaller(members: set[int], size: int) -> None:
    assert draw(members, size=size + 5, seed="2026")[:size] == draw(members, size=size, seed="2026")


def test_another_seed_draws_others_and_the_fingerprint_names_the_population() -> None:
    members = range(1, 200)
    assert draw(members, size=10, seed="a") != draw(members, size=10, seed="b")
    assert fingerprint([3, 1, 2, 2]) == fingerprint([1, 2, 3]) != fingerprint([1, 2])
