"""A sweep of what changed asks the groups that such an order belongs to, and says of them what a whole sweep says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest

from belanja.oversight.sweep.answers import Answers
from belanja.oversight.sweep.changed import Changed
from belanja.oversight.sweep.groups import groups
from belanja.oversight.sweep.listings import Sellers
from belanja.oversight.sweep.members import Member
from belanja.oversight.sweep.reading import Reading
from belanja.rules.buying.policy import book_of
from belanja.rules.flags.engine import ask
from belanja.rules.flags.model import Verdict
from belanja.rules.flags.subjects import Bought, Subject
from tests.rules.flags.made import DAY

BOOK = book_of(DAY)


def reading(changed: Changed | None) -> Reading:
    return Reading(
        government_id=1, today=DAY, book=BOOK, changed=changed, plans={}, firms={}, days_off=frozenset(),
        answers=Answers({}, {}, {}, {}),
    )  # fmt: skip


def some(chance: Random, count: int) -> Iterator[Member]:
    for number in range(count):
        shelf = chance.randrange(4)
        bought = Bought(
            key=f"P{number}", day=DAY - timedelta(days=chance.randrange(60)), unit=f"{chance.randrange(6)}",
            total=Decimal(chance.choice((20, 45, 150, 190, 190)) * 10**6), firm=f"{chance.randrange(8)}",
            officer=f"{chance.randrange(9)}", call_off=False,
        )  # fmt: skip
        yield Member(
            bought,
            DAY.year,
            f"R{chance.randrange(9)}",
            f"e{shelf}",
            None,
            chance.random() < 0.2,
            f"e{shelf}",
            True,
            shelf,
        )


def named(found: Iterator[Subject]) -> dict[tuple[str, str], Subject]:
    return {(type(one).__name__, one.key): one for one in found}


@pytest.mark.parametrize("seed", range(5))
def test_the_groups_of_what_changed_are_those_of_a_whole_sweep(seed: int) -> None:
    chance = Random(seed)
    members, sellers = list(some(chance, 120)), Sellers({})
    touched = {one.bought.key: one for one in chance.sample(members, 3)}
    changed = Changed({"firm": frozenset(one.bought.firm for one in touched.values())})

    whole = named(groups(reading(None), members, sellers))
    part = named(
        groups(reading(changed), [replace(one, touched=one.bought.key in touched) for one in members], sellers)
    )

    assert len(part) < len(whole)
    for key, one in part.items():
        if key in whole:
            assert one == whole[key]
        else:
            assert not [said for said in ask(one, book=BOOK) if said.stands is Verdict.FLAGGED], key
    for key, one in whole.items():
        if not {bought.key for bought in one.orders}.isdisjoint(touched):  # type: ignore[attr-defined]
            assert key in part, key
