"""A frozen report is rebuilt to the same bytes, whatever has been imported, decided or withdrawn since."""

from datetime import date, timedelta

from belanja.foundation import clock
from belanja.intake.models import HeldItem, Pull
from belanja.intake.services import choose_budget, withdraw
from belanja.journal.services import CONSOLE
from belanja.reporting import canonical, selectors, services
from belanja.reporting.models import Snapshot
from tests.affirmation.worlds import PD_A, PD_B, PD_C, World, budget, penyedia, v6
from tests.support.officers import WHY

from .conftest import RUN_DAY, feeds


def frozen(world: World) -> Snapshot:
    for quarter in (2, 3):
        draft = services.open_draft(government=world.government, year=2025, quarter=quarter, actor=CONSOLE)
        services.freeze(snapshot_id=draft.pk, government=world.government, actor=CONSOLE, without_round=WHY)
    return Snapshot.objects.get(quarter=3)


def moved_on(world: World) -> None:
    """Another budget, other plans, orders that changed, came and went."""
    changed = feeds()
    changed["budget"] = [budget(PD_A, 900_000_000), budget(PD_B, 500_000_000), budget(PD_C, 800_000_000)]
    changed["rup"] = [penyedia(PD_A, 4001, 410_000_000), penyedia(PD_B, 4009, 77_000_000)]
    changed["v6"] = [
        v6(PD_A, "O1", "300000000.50", status="CANCELLED"),
        v6(PD_B, "O2", 44_000_000),
        v6(PD_B, "O9", 3_000_000, day="2025-02-02"),
    ]
    world.load(changed)


def test_after_later_imports(world: World) -> None:
    snapshot = frozen(world)
    with clock.frozen(RUN_DAY + timedelta(days=40)):
        moved_on(world)
        now = canonical.canonical_bytes(
            selectors.draft(government=world.government, year=2025, quarter=3, checked=True)
        )
        assert now != snapshot.data
        assert services.differing(snapshot=snapshot) == []
        assert services.rebuild(snapshot=snapshot) == snapshot.data
        again = selectors.draft(government=world.government, year=2025, quarter=3, checked=True)
    assert canonical.canonical_bytes(again) == now, "looking back leaves nothing behind"


def test_after_a_withdrawal(world: World) -> None:
    with clock.frozen(RUN_DAY):
        moved_on(world)
    snapshot = frozen(world)
    with clock.frozen(RUN_DAY + timedelta(days=3)):
        latest = Pull.objects.filter(government=world.government, feed="v6_orders").latest("id")
        withdraw(pull_ids=[latest.pk], reason="Salah berkas.", actor=CONSOLE)
        assert services.rebuild(snapshot=snapshot) == snapshot.data


def test_after_a_decision(world: World) -> None:
    with clock.frozen(RUN_DAY):
        world.load({"budget": [*feeds()["budget"], budget(PD_C, 700_000_000)]})
    snapshot = frozen(world)
    assert any(unit["share"]["reason"] == "budget_conflict" for unit in selectors.document_of(snapshot)["units"])
    with clock.frozen(date(2026, 3, 1)):
        item = HeldItem.objects.get(kind=HeldItem.Kind.BUDGET_CONFLICT, resolution="")
        choose_budget(item_id=item.pk, source_row_id=item.source_rows[0], reason="Menurut DPA.", actor=CONSOLE)
        assert services.rebuild(snapshot=snapshot) == snapshot.data


def test_a_report_that_was_tampered_with_is_told(world: World) -> None:
    snapshot = frozen(world)
    document = selectors.document_of(snapshot)
    document["units"][0]["rank"] = 99
    snapshot.canonical = canonical.canonical_bytes(document)
    assert services.differing(snapshot=snapshot) == ["units"]
