"""A budget that a person entered cures the figure, from its day on, and the figure stays marked as entered."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from belanja.affirmation import rendering
from belanja.institutions.models import Unit
from belanja.journal.services import CONSOLE
from belanja.plans import services as plans
from belanja.plans.models import BudgetVersion
from belanja.rules.budgets import BudgetAmounts
from belanja.rules.duties import Role
from belanja.rules.shares import Reason
from tests.support.people import hired

from .worlds import PD_A, PD_B, PD_B_SUB, World, budget, v6

pytestmark = pytest.mark.django_db(transaction=True)


def enter(world: World, unit: str, amount: int, *, since: date, covers_below: bool = True) -> BudgetVersion:
    version = plans.propose_budget(
        unit=Unit.objects.get(government=world.government, code=unit),
        year=world.year,
        kind="murni",
        number="900/12/DPA",
        dated=since,
        valid_from=since,
        amounts=BudgetAmounts(Decimal(amount), Decimal(0), Decimal(0), Decimal(0)),
        covers_below=covers_below,
        file_name="dpa.pdf",
        file_content=b"%PDF-1.7 %%EOF",
        actor=CONSOLE,
    )
    return plans.confirm_budget(version_id=version.pk, actor=hired(world.government, Role.BPKAD))


def test_an_entry_cures_a_missing_budget_from_its_day_on(
    world: World, freeze: Callable[[date | datetime], datetime]
) -> None:
    freeze(date(2026, 2, 1))
    world.load({"budget": [budget(PD_A, 1000), budget(PD_B, None)], "v6": [v6(PD_B, "O1", 300)]})
    assert world.unit(PD_B).reason is Reason.NO_BUDGET
    version = enter(world, PD_B, 1000, since=date(2025, 4, 1))
    cured = world.unit(PD_B)
    assert (cured.share_percent, cured.base_source) == (Decimal("30.00"), "entered")
    assert rendering.unit_data(cured)["base_documents"] == [
        {"kind": "murni", "number": "900/12/DPA", "dated": "2025-04-01", "in_force_from": "2025-04-01"}
    ]
    assert world.unit(PD_A).base_source == "feed"
    early, later = (world.table(as_of=day).unit(PD_B) for day in (date(2025, 3, 31), date(2025, 4, 1)))
    assert early is not None
    assert later is not None
    assert (early.reason, later.share_percent) == (Reason.NO_BUDGET, Decimal("30.00"))
    plan = world.table(denominator="rup_penyedia").unit(PD_B)
    assert plan is not None
    assert plan.base_source == "feed"
    plans.withdraw_budget(
        version_id=version.pk, reason="DPA lain yang berlaku", actor=hired(world.government, Role.BIRO_PBJ)
    )
    assert world.unit(PD_B).reason is Reason.NO_BUDGET


def test_an_entry_outranks_what_the_feed_says_and_ends_its_conflict(
    world: World, freeze: Callable[[date | datetime], datetime]
) -> None:
    freeze(date(2026, 2, 1))
    world.load(
        {
            "budget": [budget(PD_A, 500), budget(PD_B, 1000), budget(PD_B, 9000), budget(PD_B_SUB, 200)],
            "v6": [v6(PD_B, "O1", 300)],
        }
    )
    assert world.unit(PD_B).reason is Reason.BUDGET_CONFLICT
    enter(world, PD_B, 3000, since=date(2025, 1, 1), covers_below=False)
    assert world.unit(PD_B).denominator == Decimal("3200.00")
    enter(world, PD_B, 3000, since=date(2025, 2, 1))
    assert world.unit(PD_B).denominator == Decimal("3000.00")


def test_an_entry_needs_no_feed(world: World, freeze: Callable[[date | datetime], datetime]) -> None:
    freeze(date(2026, 2, 1))
    world.load({"v6": [v6(PD_A, "O1", 300), v6(PD_B, "O2", 300)]})
    assert world.unit(PD_B).reason is Reason.FEED_MISSING
    enter(world, PD_B, 1000, since=date(2025, 1, 1))
    assert world.unit(PD_B).share_percent == Decimal("30.00")
    assert world.unit(PD_A).reason is Reason.FEED_MISSING
