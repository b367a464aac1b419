"""One thing at a time: what a new firm does next, and which needs two more fields would bring."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.needs.coaching import Move, Next, Situation, Stone, next_step, steps
from belanja.rules.needs.matching import Candidate, Ground, Sought, fit
from belanja.rules.needs.parameters import NEEDS
from belanja.rules.needs.reach import MOST, Lack, within_reach
from belanja.rules.registration import FirmState

POINTS = {ground: int(Decimal(row.value)) for ground in Ground for row in NEEDS if row.key.endswith(f".{ground.value}")}
SOUGHT = Sought("AAAA-BBBB-CCCC", 5, ("29",), "36.02", Decimal(40))
READY = Situation(FirmState.VERIFIED, True, scaled=True, taxed=True, shown=2, sold=2)

situations = st.builds(
    Situation, st.sampled_from(FirmState), st.booleans(), st.booleans(), st.booleans(), st.sampled_from([(), ("nib",)]),
    st.booleans(), st.booleans(), *[st.integers(0, 2)] * 8,
)  # fmt: skip


def test_a_new_firm_walks_from_stone_to_stone() -> None:
    draft = Situation(FirmState.DRAFT, False, lacks=("nib",))
    assert next_step(draft) == Next(Move.STONE, Stone.DATA), "nobody waits idly for an officer's code"
    assert next_step(replace(draft, coded=True)) == Next(Move.STONE, Stone.PHONE)
    assert next_step(Situation(FirmState.DRAFT, False, scaled=True)) == Next(Move.STONE, Stone.PHONE)
    assert [one.stone for one in steps(draft) if one.later] == [Stone.CHECK, Stone.SALE]
    assert next_step(Situation(FirmState.DRAFT, True)) == Next(Move.STONE, Stone.SCALE)
    assert next_step(Situation(FirmState.DRAFT, True, scaled=True, unanswered=3)) == Next(Move.STONE, Stone.SUBMIT)
    entered = Situation(FirmState.SUBMITTED, True, scaled=True, taxed=True, shown=1)
    assert next_step(entered) == Next(Move.WAIT, Stone.CHECK)
    assert next_step(READY) == Next(Move.NOTHING)


def test_money_that_waits_comes_first_and_needs_before_papers() -> None:
    assert next_step(Situation(FirmState.RETURNED, True, orders=1, unanswered=1)).move is Move.ORDER
    returned = Situation(FirmState.RETURNED, True, scaled=True, unanswered=1)
    assert next_step(returned).move is Move.MEND
    assert next_step(replace(returned, mended=True)) == Next(Move.STONE, Stone.SUBMIT)
    assert next_step(Situation(FirmState.VERIFIED, True, scaled=True, unanswered=1)).move is Move.NEED
    assert next_step(Situation(FirmState.VERIFIED, True, scaled=True, ending=1)) == Next(Move.STONE, Stone.TAX)
    assert next_step(Situation(FirmState.VERIFIED, True, scaled=True, taxed=True, shown=1, sold=1, ending=1)) == Next(
        Move.RENEW
    )
    assert next_step(replace(READY, returned=1, ending=1)).move is Move.GOODS
    assert next_step(replace(READY, unfinished=1, ending=1)).move is Move.RENEW
    assert next_step(replace(READY, unfinished=1)).move is Move.GOODS
    assert next_step(replace(READY, papers=1, ending=1)).move is Move.RENEW, "it sells elsewhere already"
    assert next_step(replace(READY, papers=1, sold=0, ending=1)) == Next(Move.STONE, Stone.LICENCE)
    assert next_step(replace(READY, papers=1)) == Next(Move.STONE, Stone.LICENCE)


@given(situations)
def test_there_is_always_one_thing_and_it_is_not_done_yet(now: Situation) -> None:
    told, passed = next_step(now), {one.stone: one for one in steps(now)}
    assert list(passed) == list(Stone)
    if told.stone is not None:
        assert not passed[told.stone].done
        assert passed[told.stone].mine or told.move is Move.WAIT
    if told.move is Move.NOTHING:
        assert all(one.done for one in passed.values())


def firm(**given: object) -> Candidate:
    plain: dict[str, object] = {"kbli": (), "shelves": frozenset(), "place": "36.02"}
    return Candidate("f1", **(plain | given))  # type: ignore[arg-type]


def test_what_two_fields_would_bring() -> None:
    assert within_reach(SOUGHT, firm(kbli=("15121",)), POINTS) == ()
    assert within_reach(SOUGHT, firm(), POINTS) == (Lack.TRADE,)
    assert within_reach(SOUGHT, firm(kbli=("86901",)), POINTS) == (Lack.SHELF,), "what it says of its trade stands"
    far = firm(kbli=("15121",), serves=frozenset({"36.71"}))
    assert within_reach(SOUGHT, far, POINTS) == (Lack.SERVES,)
    taken = within_reach(SOUGHT, firm(kbli=("15121",)), POINTS, above=45)
    assert taken == (Lack.SHELF,)
    assert within_reach(SOUGHT, firm(kbli=("15121",)), POINTS, above=200) is None


candidates = st.builds(
    Candidate, st.just("f"), st.sampled_from([(), ("15121",), ("86901",)]),
    st.sampled_from([frozenset(), frozenset({5})]), st.sampled_from(["", "36.02", "36.71"]),
    st.sampled_from([None, frozenset(), frozenset({"36.02"})]), maker=st.booleans(),
)  # fmt: skip


@given(candidates, st.integers(-1, 120))
def test_what_is_told_to_fill_in_is_never_more_than_two_and_nothing_where_it_fits(mine: Candidate, above: int) -> None:
    found = within_reach(SOUGHT, mine, POINTS, above=above)
    now = fit(SOUGHT, mine, POINTS)
    assert (found == ()) == (now is not None and now.points > above)
    assert found is None or len(found) <= MOST
