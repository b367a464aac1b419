"""Orders without a plan and plans without an order: the database and plain Python must find the same, in any web of
revisions."""

import random
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from belanja.facts import selectors
from belanja.facts.models import PurchaseDocument
from belanja.institutions.models import Unit
from belanja.plans.models import RupPackage, RupRevision
from belanja.plans.selectors import follow_revisions
from belanja.rules.channels import Stage

from ..affirmation.worlds import PD_A, PD_B, PD_C, World, penyedia

YEAR = 2025
STAGES = (0, int(Stage.ORDERED), int(Stage.ORDERED | Stage.CONTRACTED), int(Stage.CANCELLED), int(Stage.UNCERTAIN))


@pytest.fixture
def world(tmp_path: Path, db: None) -> World:
    made = World(tmp_path)
    made.load({"rup": [penyedia(unit, number, 1) for number, unit in enumerate((PD_A, PD_B, PD_C), start=90)]})
    return made


def fill(world: World, chance: random.Random) -> list[Unit]:
    """A small web of plans, revisions (splits, merges, circles) and orders of all sorts."""
    government = world.government
    units = list(Unit.objects.filter(government=government).order_by("pk"))[:3]
    codes = [str(number) for number in range(12)]
    for model in (RupPackage, RupRevision):
        model.objects.all().delete()  # type: ignore[attr-defined]
    PurchaseDocument.objects.all().delete()
    RupPackage.objects.bulk_create(
        RupPackage(
            government=government, unit=chance.choice(units), year=year, kind="penyedia", code=code, title="Paket",
            pagu=Decimal(chance.randrange(1, 5)), epurchasing=chance.random() < 0.8, announced=True, active=True,
            counts=chance.random() < 0.6, source_row_id=1,
        )
        for code in codes
        for year in (YEAR, YEAR - 1)
        if chance.random() < 0.4
    )  # fmt: skip
    RupRevision.objects.bulk_create(
        RupRevision(
            government=government, year=YEAR, kind="", old_code=chance.choice(codes), new_code=chance.choice(codes),
            source_row_id=1,
        )
        for _ in range(chance.randrange(14))
    )  # fmt: skip
    PurchaseDocument.objects.bulk_create(
        PurchaseDocument(
            government=government, unit=chance.choice(units), year=chance.choice((YEAR, YEAR, YEAR - 1)), channel="v6",
            key=str(number), amount=Decimal(chance.randrange(1, 9)), stages=chance.choice(STAGES),
            plan_codes=chance.sample([*codes, "77"], chance.randrange(4)), vanished=chance.random() < 0.1,
            ordered_on=date(YEAR, 3, 1),
        )
        for number in range(15)
    )  # fmt: skip
    return units


def ends_of(start: str, steps: dict[str, set[str]]) -> set[str]:
    """A code is an end when no step leads from it to a code that lies further from the start."""
    distance, level = {start: 0}, [start]
    while level:
        level = [code for one in level for code in sorted(steps[one]) if code not in distance
                 and distance.setdefault(code, distance[one] + 1)]  # fmt: skip
    return {code for code, far in distance.items() if all(distance[following] <= far for following in steps[code])}


def by_hand(world: World) -> tuple[list[tuple[str, str, tuple[str, ...]]], list[str]]:
    """Both lists in plain Python over all rows."""
    steps: dict[str, set[str]] = defaultdict(set)
    for revision in RupRevision.objects.all():
        if revision.old_code != revision.new_code:
            steps[revision.old_code].add(revision.new_code)
    counts: dict[str, bool] = {}
    for package in RupPackage.objects.all():
        counts[package.code] = counts.get(package.code, False) or package.counts
    orders = [
        order
        for order in PurchaseDocument.objects.filter(year=YEAR, vanished=False)
        if order.stages and not order.stages & Stage.CANCELLED
    ]
    missing = []
    used: set[str] = set()
    for order in orders:
        reached = {end for code in order.plan_codes for end in ends_of(code, steps)}
        every = reached | set(order.plan_codes)
        used |= every
        if any(counts.get(code) for code in every):
            continue
        why = "no_code" if not order.plan_codes else "retired" if every & counts.keys() else "unknown_code"
        missing.append((-order.amount, order.pk, order.key, why, tuple(sorted(reached))))
    lines = [
        (-package.pagu, package.code)
        for package in RupPackage.objects.filter(year=YEAR, counts=True, epurchasing=True)
        if package.code not in used
    ]
    return [(key, why, ends) for _amount, _pk, key, why, ends in sorted(missing)], [
        code for _pagu, code in sorted(lines)
    ]


@pytest.mark.parametrize("first_seed", range(0, 60, 15))
def test_the_database_and_plain_python_find_the_same(world: World, first_seed: int) -> None:
    for seed in range(first_seed, first_seed + 15):
        units = fill(world, random.Random(seed))
        expected, lines = by_hand(world)
        government = world.government.pk
        found = selectors.orders_without_plan(government_id=government, year=YEAR)
        assert [(one.document.key, one.why, one.ends) for one in found] == expected, seed
        assert len(found) == len(expected)
        assert [(one.document.key, one.why, one.ends) for one in found[1:4]] == expected[1:4]
        assert [one.code for one in selectors.plans_without_order(government_id=government, year=YEAR)] == lines, seed
        for unit in units:
            narrowed = found.only(unit_ids=[unit.pk], why="retired")
            own = [one for one in found if one.document.unit_id == unit.pk and one.why == "retired"]
            assert list(narrowed) == own
            assert narrowed.amount == sum((one.document.amount for one in own), Decimal(0))


def test_a_split_that_is_merged_again_ends_in_one_package_only(world: World) -> None:
    """Also where two ways lead to it: neither way's middle is an end."""
    for old, new in (("1", "2"), ("1", "3"), ("2", "4"), ("3", "4")):
        RupRevision.objects.create(
            government=world.government, year=YEAR, kind="", old_code=old, new_code=new, source_row_id=1
        )
    assert follow_revisions(government_id=world.government.pk, codes=["1"]) == {"1": {"4"}}
