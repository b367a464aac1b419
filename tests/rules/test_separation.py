"""Small models, walked whole: every way of giving roles to three people, every pair of terms, every way in which three
people may have had the parts of an order; against a definition written down a second time."""

from datetime import date, timedelta
from itertools import product

import pytest

from belanja.rules import delegation
from belanja.rules.duties import AS_PPK, DUTIES, Duty, Role
from belanja.rules.legal_bases import SEEDS
from belanja.rules.separation import PAIRS, PART_OF_ROLE, Holding, Part, conflicts, one_person, pair_of

DAY = date(2026, 3, 1)
UNIT, TOPS = "a", {"a": "a", "a1": "a", "b": "b"}
#: Who may not be one person, by role; written down here a second time on purpose.
APART = {
    frozenset({"pejabat_pengadaan", "ppk"}),
    frozenset({"ppk", "bendahara"}),
    frozenset({"pejabat_pengadaan", "bendahara"}),
    frozenset({"pptk", "ppk"}),
    frozenset({"pptk", "pa"}),
    frozenset({"pejabat_pengadaan", "pa"}),
    frozenset({"ppk", "pa"}),
    frozenset({"pa", "bendahara"}),
    *(frozenset({"apip", other}) for other in ("pptk", "pejabat_pengadaan", "ppk", "pa", "bendahara")),
}
ROLES = (Role.PPTK, Role.PEJABAT_PENGADAAN, Role.PPK, Role.PA, Role.BENDAHARA, Role.APIP)
PEOPLE = ("x", "y", "z")


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def hold(person: str, role: Role, unit: str | None = UNIT, begins: int = 0, ends: int = 10, **told: str) -> Holding:
    return Holding(person, role, unit, day(begins), day(ends), **told)


def told(held: list[Holding], begins: int = 0, ends: int = 10, *, law: bool = True) -> list[tuple[str, frozenset[str]]]:
    """Each conflict as the person and the roles, `ppk` for who acts as one."""
    found = conflicts(held, TOPS, begins=day(begins), ends=day(ends), as_ppk=lambda _day: law)
    return [(one.person, frozenset("ppk" if h.as_ppk else h.role.value for h in (one.one, one.other))) for one in found]


@pytest.mark.parametrize("law", [True, False])
def test_every_way_of_giving_roles_to_three_people(law: bool) -> None:
    for given in product((None, *PEOPLE), repeat=len(ROLES)):
        holders = dict(zip(ROLES, given, strict=True))
        held = [hold(who, role, None if role is Role.APIP else UNIT) for role, who in holders.items() if who]
        has = {who: {role.value for role, one in holders.items() if one == who} for who in PEOPLE}
        if law and holders[Role.PPK] is None and holders[Role.PA]:
            has[holders[Role.PA]].add("ppk")
        expected = {(who, pair) for who, roles in has.items() for pair in APART if pair <= roles}
        found = told(held, law=law)
        # Nobody holds a PPK for the unit below either: there the same is told of the one who acts.
        assert set(found) == expected, given


def test_every_pair_of_terms_by_days() -> None:
    """Held together on the days on which both are held and that are asked for, and on no other."""
    moments = [(since, until) for since in range(5) for until in range(since, 5)]
    for one, other in product(moments, repeat=2):
        held = [hold("x", Role.PPK, "a", *one), hold("x", Role.BENDAHARA, "a", *other)]
        found = conflicts(held, TOPS, begins=day(1), ends=day(4), as_ppk=lambda _day: False)
        days = {day(n) for n in range(1, 4) if one[0] <= n < one[1] and other[0] <= n < other[1]}
        assert {c.begins + timedelta(days=n) for c in found for n in range((c.ends - c.begins).days)} == days


def test_units_that_a_role_reaches() -> None:
    for one, other in product((None, "a", "a1", "b"), repeat=2):
        reach = {None: {"a", "a1", "b"}, "a": {"a", "a1"}, "a1": {"a1"}, "b": {"b"}}
        held = [hold("x", Role.PPK, one), hold("x", Role.BENDAHARA, other)]
        found = conflicts(held, TOPS, begins=DAY, ends=day(9), as_ppk=lambda _day: False)
        assert frozenset().union(*(c.units for c in found)) == reach[one] & reach[other]


def test_a_role_that_was_handed_on_counts_with_whoever_holds_it() -> None:
    held = [hold("x", Role.PPK), hold("y", Role.PPK, begins=2, ends=4, lender="x", letter="7/2026"),
            hold("y", Role.PEJABAT_PENGADAAN)]  # fmt: skip
    (found,) = conflicts(held, TOPS, begins=DAY, ends=day(9), as_ppk=lambda _day: True)
    assert (found.person, found.begins, found.ends) == ("y", day(2), day(4))
    assert found.other.letter == "7/2026"
    assert found.pair.key == "pembeli-ppk"


def test_who_acts_as_ppk_does_so_only_while_there_is_none() -> None:
    held = [hold("x", Role.KPA), hold("y", Role.PPK, begins=2, ends=4), hold("y", Role.PPK, "a1", begins=3, ends=9)]
    found = conflicts(held, TOPS, begins=DAY, ends=day(10), as_ppk=lambda _day: True)
    assert {(min(c.units), c.begins, c.ends) for c in found} == {
        ("a", day(0), day(2)), ("a", day(4), day(10)), ("a1", day(0), day(2)), ("a1", day(9), day(10)),
    }  # fmt: skip
    lent = [hold("x", Role.KPA, lender="z", letter="1")]
    assert conflicts(lent, TOPS, begins=DAY, ends=day(10), as_ppk=lambda _day: True) == []


def test_every_way_in_which_three_people_had_the_parts_of_an_order() -> None:
    parts = [part for part in Part if part is not Part.VERIFIER]
    apart = {frozenset(part.value for part in pair.parts) for pair in PAIRS}
    for who in product(("", *PEOPLE), repeat=len(parts)):
        for buyer in (Role.PPK, Role.PEJABAT_PENGADAAN):
            acted = dict(zip(parts, who, strict=True))
            same = {
                frozenset({one.value, other.value})
                for one in parts
                for other in parts
                if one is not other and acted[one] and acted[one] == acted[other]
            }
            expected = {pair for pair in same & apart if buyer is not Role.PPK or pair != {"pembeli", "ppk"}}
            found = {frozenset(part.value for part in pair.parts) for pair in one_person(acted.items(), buyer)}
            assert found == expected


def test_the_part_a_role_is_there_for_tells_as_much_as_all_it_may_do() -> None:
    """Roles whose parts, taken together, could be at odds are at odds by the parts they are named for."""
    may = {Duty.REQUEST_PURCHASE: Part.REQUESTER, Duty.BUY: Part.BUYER, Duty.APPROVE_PURCHASE: Part.SIGNER,
           Duty.DETERMINE_PURCHASE: Part.APPROVER, Duty.PAY_PURCHASE: Part.TREASURER,
           Duty.REVIEW_CASE: Part.OVERSEER}  # fmt: skip
    parts = {role: {part for duty, part in may.items() if role in DUTIES[duty]} for role in PART_OF_ROLE}
    for one, other in product(PART_OF_ROLE, repeat=2):
        if one is not other and {one, other} != set(AS_PPK):
            could = any(pair_of(a, b) for a in parts[one] for b in parts[other])
            assert bool(pair_of(PART_OF_ROLE[one], PART_OF_ROLE[other])) is could, (one, other)


def test_every_pair_is_dated_and_cited_once() -> None:
    assert len({pair.parts for pair in PAIRS}) == len(PAIRS)
    assert all(len(pair.parts) == 2 for pair in PAIRS)
    assert {pair.basis for pair in PAIRS} <= {basis.slug for basis in SEEDS}
    assert all(pair.article and pair.since < DAY for pair in PAIRS)
    early = date(2000, 1, 1)
    assert all(pair_of(pair.one, pair.other, early) is None for pair in PAIRS)


def test_what_is_asked_when_a_role_is_handed_on_is_the_same_table() -> None:
    for one, other in product(PART_OF_ROLE, repeat=2):
        pair = pair_of(PART_OF_ROLE[one], PART_OF_ROLE[other])
        assert bool(delegation.conflict(one, [other])) is (pair is not None and pair.always)
