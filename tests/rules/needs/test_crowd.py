"""Weighing all candidates at once finds whom weighing each of them finds, and tells the same ones first."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.needs.crowd import Crowd
from belanja.rules.needs.matching import Candidate, Fit, Ground, Sought, fit, told_first, turn

POINTS = {ground: number % 4 * 5 for number, ground in enumerate(Ground, start=1)}
SHELVES, PLACES = st.integers(1, 3), st.sampled_from(["36.02", "36.71"])
amounts = st.decimals(1, 50, places=0)

candidates = st.lists(
    st.builds(
        Candidate,
        key=st.text("abcde", min_size=1, max_size=3),
        kbli=st.lists(st.sampled_from(["10792", "13121", "47611", "56210", "tidak"]), max_size=2).map(tuple),
        shelves=st.frozensets(SHELVES, max_size=2),
        place=PLACES,
        serves=st.none() | st.frozensets(PLACES, max_size=2),
        sold_on=st.frozensets(SHELVES, max_size=1),
        maker=st.booleans(),
        cooperative=st.booleans(),
        capacity=st.dictionaries(SHELVES, amounts, max_size=2),
        orders=st.integers(0, 1),
    ),
    unique_by=lambda one: one.key,
    max_size=25,
)
needs = st.lists(
    st.builds(
        Sought,
        code=st.text("xyz", min_size=1, max_size=4),
        etalase_id=st.none() | SHELVES,
        kbki=st.lists(st.sampled_from(["21", "26", "32", "63", ""]), max_size=2).map(tuple),
        place=st.just("") | PLACES,
        amount=st.none() | amounts,
        name=st.sampled_from(["", "kue", "kain"]),
    ),
    min_size=1,
    max_size=6,
)
keys = st.frozensets(st.text("abcde", min_size=1, max_size=2), max_size=8)


@given(candidates, needs, keys, keys, keys)
def test_a_crowd_finds_whom_the_rule_finds_one_by_one(
    firms: list[Candidate], sought: list[Sought], selling: frozenset[str], could: frozenset[str], out: frozenset[str]
) -> None:
    crowd = Crowd(firms)
    for need in sought:
        alone = (
            fit(need, one, POINTS, sells=one.key in selling, could=one.key in could)
            for one in firms
            if one.key not in out
        )
        found = crowd.fits(need, POINTS, sells=selling, could=could, but=out)
        assert sorted(found, key=lambda one: one.key) == sorted(filter(None, alone), key=lambda one: one.key)


fits = st.lists(
    st.builds(Fit, st.text("abcdef", min_size=1, max_size=4), st.integers(0, 3), st.just(()), st.booleans()),
    unique_by=lambda one: one.key,
    max_size=40,
)


@given(
    fits,
    st.integers(0, 12),
    st.integers(0, 5),
    st.dictionaries(keys.map(lambda one: "".join(one)[:2]), st.integers(0, 4)),
)
def test_who_is_told_first_is_who_stands_first_when_all_are_put_in_order(
    found: list[Fit], most: int, fresh: int, told: dict[str, int]
) -> None:
    def place(one: Fit) -> tuple[int, str]:
        return -one.points, turn("kode", one.key)

    waiting = sorted(
        (one for one in found if one.newcomer),
        key=lambda one: (2 * told.get(one.key, 0) - one.points, turn("kode", one.key)),
    )[: min(most, fresh)]
    others = [one for one in sorted(found, key=place) if one not in waiting][: most - len(waiting)]
    chosen = told_first("kode", found, most=most, for_newcomers=fresh, told=told, step=2)
    assert chosen == sorted([*waiting, *others], key=place)


def test_the_amount_of_a_need_leaves_no_trace_on_the_next_one() -> None:
    crowd = Crowd([Candidate("a", (), frozenset({1}), "36.02", capacity={1: Decimal(10)})])
    large, small = (Sought("k", 1, (), "", Decimal(amount)) for amount in (20, 5))
    assert [Ground.CAPACITY in crowd.fits(one, POINTS)[0].grounds for one in (large, small, large)] == [
        False,
        True,
        False,
    ]
