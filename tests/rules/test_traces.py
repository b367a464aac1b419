"""Shared traces: every way in which two accounts may stand to each other, against what is written down here."""

from itertools import product

from belanja.rules.duties import Role
from belanja.rules.separation import Part
from belanja.rules.traces import HELPERS, Kind, Party, shared

NET, OTHER, DEV = (Kind.NETWORK, "a"), (Kind.NETWORK, "b"), (Kind.DEVICE, "a")
MARKS = [frozenset(), frozenset({NET}), frozenset({NET, DEV}), frozenset({OTHER, DEV})]
#: As what an account acted: for the firm, or by a part on the buyer's side.
SIDES = ("usaha", Part.REQUESTER, Part.BUYER, Part.SIGNER, Part.APPROVER)
APART = {("usaha", one) for one in SIDES[1:]} | {
    (Part.REQUESTER, Part.SIGNER), (Part.REQUESTER, Part.APPROVER), (Part.BUYER, Part.SIGNER),
    (Part.BUYER, Part.APPROVER), (Part.SIGNER, Part.APPROVER),
}  # fmt: skip


def party(person: str, side: object, seen: frozenset[tuple[Kind, str]]) -> Party:
    return Party(person, side == "usaha", frozenset({side} - {"usaha"}), seen)  # type: ignore[arg-type]


def test_two_accounts_in_every_way() -> None:
    for one, other, mine, theirs in product(SIDES, SIDES, MARKS, MARKS):
        parties = [party("1", one, mine), party("2", other, theirs)]
        found = shared(parties, doors=frozenset(), helpers=frozenset())
        apart = (one, other) in APART or (other, one) in APART
        assert {each.kind for each in found} == ({kind for kind, _value in mine & theirs} if apart else set())
        assert not any(each.door for each in found)
        assert shared(parties, doors=frozenset(), helpers=frozenset({"2"})) == []


def test_a_helpers_desk_says_nothing_and_comes_last() -> None:
    both = frozenset({NET, DEV})
    parties = [party("1", "usaha", both), party("2", Part.SIGNER, both)]
    found = shared(parties, doors=frozenset({NET}), helpers=frozenset())
    assert [(each.kind, each.door) for each in found] == [(Kind.DEVICE, False), (Kind.NETWORK, True)]
    more = [party("1", "usaha", both | {OTHER}), party("2", Part.SIGNER, both | {OTHER})]
    assert not any(each.door for each in shared(more, doors=frozenset({NET}), helpers=frozenset()))


def test_one_account_on_both_sides_is_no_matter_of_traces() -> None:
    parties = [party("1", "usaha", frozenset({NET})), party("1", Part.SIGNER, frozenset({NET}))]
    assert shared(parties, doors=frozenset(), helpers=frozenset()) == []


def test_helpers_are_told_by_a_role_on_record() -> None:
    assert Role.PEMBINA in HELPERS
    assert not HELPERS & {Role.PA, Role.KPA, Role.PPK, Role.PEJABAT_PENGADAAN, Role.PPTK, Role.BENDAHARA, Role.APIP}
