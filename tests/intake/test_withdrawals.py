"""Withdrawing imports: figures fall back to what stood before, exactly, whatever came in between."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from belanja.facts.models import PurchaseDocument, SpendFact
from belanja.facts.services import NativeStage, record_native
from belanja.institutions.models import CountingMode, Government, LegalBasis, Unit
from belanja.intake import apply, feeds, selectors, services
from belanja.intake.models import HeldItem, Pull, SourceRow
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE
from belanja.plans.models import ProcurementBudget, RupPackage
from belanja.rules.channels import Mode, Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from tests.support.people import hired

from .conftest import Shares, Take, of, rupiah
from .files import GOV, PD_A, PD_B, as_json, budget, rup, v5, v6

KEYS = ["01K32QD12XPKKTQMJ6E33ADS4" + letter for letter in "ABCDEFGHJKMNPQRSTVWXYZ"]
WHY = "berkas yang salah"


def test_figures_fall_back_to_the_former_pull(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]), as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 100)]))
    rows = set(SourceRow.objects.values_list("id", "pull_to"))
    later = take(
        as_json(tmp_path / "b2.json", [budget(PD_A, 500)]),
        as_json(tmp_path / "o2.json", [v6(KEYS[0], PD_A, 150), v6(KEYS[1], PD_A, 50)]),
    )
    assert of(shares(numerator="pesanan"), PD_A).share_percent == rupiah("40.00")
    withdrawn = services.withdraw_run(run=later.run, reason=WHY, actor=CONSOLE)
    assert {pull.state for pull in withdrawn} == {"withdrawn"}
    assert of(shares(numerator="pesanan"), PD_A).share_percent == rupiah("10.00")
    assert {row for row in SourceRow.objects.values_list("id", "pull_to") if row[1] is None} == rows
    government = Government.objects.get(code=GOV)
    assert {pull.pk for pull in selectors.latest_pulls(government.pk)}.isdisjoint({pull.pk for pull in withdrawn})
    events = Event.objects.filter(name="intake.pull_withdrawn")
    assert {event.payload["reason"] for event in events} == {WHY}
    again = take(tmp_path / "b2.json", tmp_path / "o2.json")
    assert sum(pull.rows_loaded for pull in again.pulls) == 3, "the same files can be imported again"
    assert of(shares(numerator="pesanan"), PD_A).share_percent == rupiah("40.00")


def test_the_first_pull_withdrawn_is_a_missing_feed(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]))
    orders = take(as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 100)]))
    services.withdraw_run(run=orders.run, reason=WHY, actor=CONSOLE)
    unit = of(shares(numerator="pesanan"), PD_A)
    assert (unit.numerator, unit.reason) == (None, "feed_missing")
    assert not SpendFact.objects.filter(known_to__isnull=True).exists()


def test_a_pull_on_which_a_later_one_rests_stays(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]))
    first = take(as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 100)]))
    second = take(as_json(tmp_path / "o2.json", [v6(KEYS[0], PD_A, 200)]))
    with pytest.raises(RuleBroken) as refusal:
        services.withdraw_run(run=first.run, reason=WHY, actor=CONSOLE)
    assert refusal.value.code == "later_pull_stands"
    assert "Pesanan Katalog Elektronik v6 2025" in refusal.value.message
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(200)
    services.withdraw_run(run=second.run, reason=WHY, actor=CONSOLE)
    services.withdraw_run(run=first.run, reason=WHY, actor=CONSOLE)
    with pytest.raises(RuleBroken) as refusal:
        services.withdraw(pull_ids=[first.pulls[0].pk], reason=WHY, actor=CONSOLE)
    assert refusal.value.status == 409
    assert of(shares(numerator="pesanan"), PD_A).reason == "feed_missing"


def test_orders_that_moved_to_another_year_move_back(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000), budget(PD_A, 1000, tahun_anggaran=2024)]))
    take(as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 100, tahun_anggaran=2024)]))
    moved = take(as_json(tmp_path / "o2.json", [v6(KEYS[0], PD_A, 100)]))
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(100)
    later = take(as_json(tmp_path / "o3.json", [v6(KEYS[1], PD_A, 5, tahun_anggaran=2024)]))
    with pytest.raises(RuleBroken):
        services.withdraw_run(run=moved.run, reason=WHY, actor=CONSOLE)
    services.withdraw_run(run=later.run, reason=WHY, actor=CONSOLE)
    services.withdraw_run(run=moved.run, reason=WHY, actor=CONSOLE)
    assert of(shares(year=2024, numerator="pesanan"), PD_A).numerator == rupiah(100)


def test_decisions_about_rows_that_come_back_hold(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(
        as_json(tmp_path / "b.json", [budget(PD_A, 1000), budget(PD_A, 900)]),
        as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 90, "IN_ORBIT")]),
    )
    chosen = ProcurementBudget.objects.get(pengadaan=900)
    conflict = HeldItem.objects.get(kind="budget_conflict", resolution="")
    services.choose_budget(item_id=conflict.pk, source_row_id=chosen.source_row_id, reason=WHY, actor=CONSOLE)
    word = HeldItem.objects.get(kind="status_unknown", resolution="")
    services.decide_status(item_id=word.pk, meaning="kontrak", reason=WHY, actor=CONSOLE)
    assert of(shares(), PD_A).share_percent == rupiah("10.00")
    later = take(
        as_json(tmp_path / "b2.json", [budget(PD_A, 800), budget(PD_A, 700)]),
        as_json(tmp_path / "o2.json", [v6(KEYS[0], PD_A, 80, "IN_ORBIT")]),
    )
    assert of(shares(), PD_A).reason == "budget_conflict"
    services.withdraw_run(run=later.run, reason=WHY, actor=CONSOLE)
    assert not HeldItem.objects.filter(resolution="").exists()
    assert of(shares(), PD_A).share_percent == rupiah("10.00")


def test_a_question_that_a_pull_had_settled_is_put_again(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]))
    take(as_json(tmp_path / "p.json", [v6(KEYS[0], PD_A, 10)], envelope={"has_more": True, "cursor": "x"}))
    whole = take(as_json(tmp_path / "all.json", [v6(KEYS[0], PD_A, 10), v6(KEYS[1], PD_A, 5)]))
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(15)
    services.withdraw_run(run=whole.run, reason=WHY, actor=CONSOLE)
    assert of(shares(numerator="pesanan"), PD_A).reason == "feed_truncated"
    held = HeldItem.objects.get(kind="feed_truncated", resolution="")
    services.withdraw(pull_ids=[held.pull_id], reason=WHY, actor=CONSOLE)
    held.refresh_from_db()
    assert held.resolution == "withdrawn"
    assert of(shares(numerator="pesanan"), PD_A).reason == "feed_missing"


def test_a_plan_that_only_the_withdrawn_pull_knew_is_forgotten(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(
        as_json(tmp_path / "b.json", [budget(PD_A, 10**12)]),
        as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 179_600_000_000)]),
    )
    plan = take(as_json(tmp_path / "r.json", [rup("50000001", PD_A, 180_000_000)]))
    assert of(shares(numerator="pesanan"), PD_A).status == "held"
    services.withdraw_run(run=plan.run, reason=WHY, actor=CONSOLE)
    assert not RupPackage.objects.exists()
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(179_600_000_000)


def test_an_own_package_counts_again_when_its_national_twin_goes(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]), as_json(tmp_path / "o.json", [v6(KEYS[1], PD_A, 1)]))
    government = Government.objects.get(code=GOV)
    CountingMode.objects.create(
        government=government,
        channel="native",
        mode=Mode.LOCAL,
        valid_from=date(2024, 1, 1),
        legal_basis=LegalBasis.objects.first(),
        approved_by_id=1,
        approved_at="2024-01-01T00:00Z",
    )
    record_native(
        reached=NativeStage(
            government_id=government.pk,
            unit_id=Unit.objects.get(code=PD_A).pk,
            year=2025,
            key=KEYS[0],
            title="",
            plan_code="",
            vendor_key="",
            amount=Decimal(40),
            stage=Stage.ORDERED,
            day=date(2025, 3, 1),
        )
    )
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(41)
    twin = take(as_json(tmp_path / "o2.json", [v6(KEYS[1], PD_A, 1), v6(KEYS[0], PD_A, 50)]))
    assert PurchaseDocument.objects.get(channel="native").linked_to is not None
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(51)
    services.withdraw_run(run=twin.run, reason=WHY, actor=CONSOLE)
    assert PurchaseDocument.objects.get(channel="native").linked_to is None
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(41)


def test_biro_pbj_withdraws_with_a_second_person_and_its_head_alone(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000), budget(PD_B, 10)]))
    run = take(as_json(tmp_path / "v5.json", [v5(9, PD_A, 1, 100, 100)])).run
    government = Government.objects.get(code=GOV)
    clerk, colleague, head = (hired(government, role) for role in (Role.BIRO_PBJ, Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ))
    ids = list(Pull.objects.filter(run=run).values_list("pk", flat=True))
    with pytest.raises(RuleBroken) as refusal:
        services.withdraw(pull_ids=ids, reason=WHY, actor=clerk)
    assert refusal.value.status == 403
    wish = services.propose_withdrawal(pull_ids=ids, reason=WHY, actor=clerk)
    with pytest.raises(RuleBroken) as refusal:
        services.approve_withdrawal(withdrawal_id=wish.pk, actor=clerk)
    assert refusal.value.code == "four_eyes"
    assert of(shares(), PD_A).numerator == rupiah(100)
    services.approve_withdrawal(withdrawal_id=wish.pk, actor=colleague)
    assert of(shares(), PD_A).reason == "feed_missing"
    with pytest.raises(RuleBroken) as refusal:
        services.approve_withdrawal(withdrawal_id=wish.pk, actor=colleague)
    assert refusal.value.status == 409
    again = take(tmp_path / "v5.json")
    services.withdraw_run(run=again.run, reason=WHY, actor=head)
    assert of(shares(), PD_A).reason == "feed_missing"


def test_every_domain_can_be_taken_back() -> None:
    """A feed that is added says also how what it became is forgotten."""
    whole = {"orders", "receipts"}
    assert {feed.domain for feed in feeds.ALL} - whole == set(apply._FORGETS)
