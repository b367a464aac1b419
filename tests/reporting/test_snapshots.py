"""Freezing: bytes that never change, refusals, and who may."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from belanja.facts.models import SpendDelta
from belanja.foundation import clock
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.reporting import canonical, chapters, selectors, services
from belanja.reporting.models import Snapshot
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import DUTIES, Duty, Role
from belanja.rules.reports import State
from tests.affirmation.worlds import PD_A, PD_B, PD_C, World, v6
from tests.support.officers import WHY
from tests.support.people import hired


def frozen_by(draft: Snapshot, world: World, actor: Actor) -> Snapshot:
    return services.freeze(snapshot_id=draft.pk, government=world.government, actor=actor, without_round=WHY)


def frozen(world: World, quarter: int = 3) -> Snapshot:
    draft = services.open_draft(government=world.government, year=world.year, quarter=quarter, actor=CONSOLE)
    return services.freeze(
        snapshot_id=draft.pk, government=world.government, actor=CONSOLE, without_round=WHY, change_reason=WHY
    )


def test_the_figures_of_a_quarter(world: World) -> None:
    document = selectors.draft(government=world.government, year=2025, quarter=3, checked=True)
    assert document["report"]["cut_off"] == "2025-09-30"
    main = document["provincial"][0]
    assert (main["numerator"], main["denominator"]) == ("410000000.50", "1800000000.00")
    assert (main["share_percent"], main["units_known"], main["units_unknown"]) == ("22.78", 2, 1)
    assert main["undated"] == "7000000.00"
    units = {unit["code"]: unit for unit in document["units"]}
    assert units[PD_A]["share"]["share_percent"] == "31.00"
    assert units[PD_A]["orders"]["selesai"] == {"packages": 1, "amount": "300000000.50"}
    assert units[PD_A]["plan"] == {"packages": 1, "amount": "400000000.00", "percent": "40.00"}
    assert units[PD_B]["share"]["status"] == "unknown"
    assert (units[PD_C]["change_points"], units[PD_A]["rank"], units[PD_C]["rank"]) == ("12.50", 1, 2)
    assert [item["code"] for item in document["unknowns"]] == [PD_B]
    assert [point["amount"] for point in document["trend"]["quarters"]] == ["310000000.50", "0.00", "100000000.00"]


def test_one_record_gives_one_sequence_of_bytes(world: World) -> None:
    first = canonical.canonical_bytes(selectors.draft(government=world.government, year=2025, quarter=3))
    with clock.frozen(date(2026, 5, 9)):
        again = canonical.canonical_bytes(selectors.draft(government=world.government, year=2025, quarter=3))
    assert first == again
    assert canonical.canonical_bytes(canonical.read(first)) == first


def test_freezing_keeps_the_bytes_and_tells_the_journal(world: World) -> None:
    snapshot = frozen(world)
    kept = Snapshot.objects.get(pk=snapshot.pk)
    assert kept.status is State.FROZEN
    assert canonical.digest(kept.data) == kept.sha256
    assert {pull["feed"] for pull in kept.pulls} == {
        "budget",
        "rup_penyedia",
        "rup_swakelola",
        "v5_orders",
        "v6_orders",
    }
    world.load({"v6": [v6(PD_A, "O9", 5_000_000)]})
    assert Snapshot.objects.get(pk=snapshot.pk).data == kept.data
    assert Event.objects.filter(name="reporting.frozen", subject=f"snapshot:{snapshot.pk}").count() == 1


@pytest.mark.parametrize("field", ["canonical", "sha256", "pulls", "code", "cut_off", "number"])
def test_the_database_refuses_to_change_what_was_frozen(world: World, field: str) -> None:
    snapshot = frozen(world)
    other = {"canonical": b"{}", "pulls": [], "cut_off": date(2020, 1, 1), "number": 9}.get(field, "x")
    with pytest.raises(DatabaseError, match="kept as it is"), transaction.atomic():
        Snapshot.objects.filter(pk=snapshot.pk).update(**{field: other})
    with pytest.raises(DatabaseError, match="kept as it is"), transaction.atomic():
        Snapshot.objects.filter(pk=snapshot.pk).delete()
    assert Snapshot.objects.get(pk=snapshot.pk).data == snapshot.data


def test_a_disagreement_of_the_two_computations_holds_that_line_only(world: World) -> None:
    draft = services.open_draft(government=world.government, year=2025, quarter=3, actor=CONSOLE)
    delta = SpendDelta.objects.filter(unit__code=PD_A, stage=2).first()
    assert delta is not None
    SpendDelta.objects.filter(pk=delta.pk).update(amount=delta.amount + Decimal("0.01"))
    kept = services.freeze(snapshot_id=draft.pk, government=world.government, actor=CONSOLE, without_round=WHY)
    document = selectors.document_of(kept)
    lines = {unit["code"]: unit["share"] for unit in document["units"]}
    held, other = lines[PD_A], lines[PD_C]
    assert (held["status"], held["reason"], held["share_percent"]) == ("held", "recount_differs", None)
    assert "numerator" in held["note"]
    assert (other["status"], other["share_percent"]) == ("known", "12.50")
    main = document["provincial"][0]
    assert (main["share_percent"], main["numerator"], bool(main["held"])) == (None, None, True)
    assert [bool(figure["held"]) for figure in document["provincial"][1:]] == [False] * 4
    told = "\n".join(str(block) for chapter in chapters.layout(document).chapters for block in chapter.blocks)
    assert "ditahan: dua hitungan" in told
    assert services.differing(snapshot=kept) == []


def test_a_running_quarter_is_drafted_and_not_frozen(world: World) -> None:
    with clock.frozen(date(2025, 8, 15)):
        draft = services.open_draft(government=world.government, year=2025, quarter=3, actor=CONSOLE)
        with pytest.raises(RuleBroken, match="belum berakhir"):
            services.freeze(snapshot_id=draft.pk, government=world.government, actor=CONSOLE, without_round=WHY)
        with pytest.raises(RuleBroken, match="belum dimulai"):
            services.open_draft(government=world.government, year=2025, quarter=4, actor=CONSOLE)
    with pytest.raises(RuleBroken, match="Belum ada data"):
        services.open_draft(government=world.government, year=2024, quarter=4, actor=CONSOLE)


def test_a_new_version_supersedes_and_a_reason_withdraws(world: World) -> None:
    first, second = frozen(world), frozen(world)
    first.refresh_from_db()
    before, now = selectors.document_of(first), selectors.document_of(second)
    assert (first.status, second.number, now.pop("changes")["reason"]) == (State.SUPERSEDED, 2, WHY)
    assert (before.pop("changes"), before) == (None, now)
    with pytest.raises(RuleBroken, match="alasan"):
        services.withdraw(snapshot_id=second.pk, government=world.government, reason="", actor=CONSOLE)
    gone = services.withdraw(
        snapshot_id=second.pk, government=world.government, reason="Anggaran satu unit keliru.", actor=CONSOLE
    )
    assert gone.status is State.WITHDRAWN
    with pytest.raises(RuleBroken, match="ini ditarik"):
        services.withdraw(snapshot_id=second.pk, government=world.government, reason="sekali lagi saja", actor=CONSOLE)


def test_the_next_report_tells_what_moved(world: World) -> None:
    before = frozen(world)
    after = frozen(world, quarter=4)
    assert after.compared_with == before
    comparison = selectors.document_of(after)["comparison"]
    assert comparison["figures"][0]["numerator_change"] == "60000000.00"
    assert [unit["code"] for unit in comparison["units"]] == [PD_C]


@pytest.mark.parametrize("role", list(Role))
def test_who_may_draft_and_freeze(world: World, role: Role) -> None:
    actor = hired(world.government, role)
    draft = services.open_draft(government=world.government, year=2025, quarter=3, actor=CONSOLE)
    for duty, act in (
        (
            Duty.DRAFT_REPORT,
            lambda: services.open_draft(government=world.government, year=2025, quarter=3, actor=actor),
        ),
        (Duty.FREEZE_REPORT, lambda: frozen_by(draft, world, actor)),
    ):
        if role in DUTIES[duty]:
            act()
            continue
        events = Event.objects.count()
        with pytest.raises(RuleBroken) as refusal:
            act()
        assert (refusal.value.status, Event.objects.count()) == (403, events)
        assert Snapshot.objects.get(pk=draft.pk).status is State.DRAFT
