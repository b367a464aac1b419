"""What waits for a person, what a decision changes, and that it is asked once."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from belanja.institutions.models import Government
from belanja.intake import services
from belanja.intake.models import HeldItem
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.plans import services as plans
from belanja.plans.models import ProcurementBudget
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from tests.support.officers import enter
from tests.support.people import hired

from .conftest import Shares, Take, of, rupiah
from .files import GOV, PD_A, PD_B, PD_C, as_json, budget, rup, v6

KEYS = ["01K32QD12XPKKTQMJ6E33ADS4" + letter for letter in "ABCDEFGHJKMNPQRSTVWXYZ"]
WHY = "sudah diperiksa dengan unitnya"


def item(kind: str) -> HeldItem:
    return HeldItem.objects.get(kind=kind, resolution="")


def test_conflicting_budgets_are_unknown_until_somebody_chooses(tmp_path: Path, take: Take, shares: Shares) -> None:
    rows = [budget(PD_A, 1000), budget(PD_A, 900), budget(PD_B, 500)]
    take(as_json(tmp_path / "b.json", rows), as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 90)]))
    unit = of(shares(numerator="pesanan"), PD_A)
    assert (unit.status, unit.reason, unit.denominator) == ("unknown", "budget_conflict", None)
    held = item("budget_conflict")
    assert held.detail["amounts"] == ["1000.00", "900.00"]
    chosen = ProcurementBudget.objects.get(pengadaan=900)
    services.choose_budget(item_id=held.pk, source_row_id=chosen.source_row_id, reason=WHY, actor=CONSOLE)
    assert of(shares(numerator="pesanan"), PD_A).share_percent == rupiah("10.00")
    take(tmp_path / "b.json")
    assert not HeldItem.objects.filter(resolution="").exists(), "the same rows are not asked about again"


def test_a_mended_source_settles_the_conflict(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000), budget(PD_A, 900)]))
    take(as_json(tmp_path / "b2.json", [budget(PD_A, 950)]), as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 95)]))
    assert of(shares(numerator="pesanan"), PD_A).share_percent == rupiah("10.00")
    assert HeldItem.objects.get(kind="budget_conflict").resolution == "superseded"


def test_a_slipped_decimal_point_is_held(tmp_path: Path, take: Take, shares: Shares) -> None:
    rows = [budget(PD_A, 5_547_497_181_000_000), budget(PD_B, 5_547_497_181), budget(PD_C, 4_000_000_000)]
    take(as_json(tmp_path / "b.json", rows), as_json(tmp_path / "o.json", [v6(KEYS[0], PD_B, 1)]))
    unit = of(shares(numerator="pesanan"), PD_A)
    assert (unit.status, unit.reason) == ("held", "budget_implausible")
    held = item("budget_implausible")
    assert held.detail["rule"] == "budget.largest"
    services.reject_amount(item_id=held.pk, reason=WHY, actor=CONSOLE)
    assert of(shares(numerator="pesanan"), PD_A).reason == "no_budget"


def test_an_unknown_status_word_holds_its_units_only(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(
        as_json(tmp_path / "b.json", [budget(PD_A, 1000), budget(PD_B, 1000)]),
        as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 100, "IN_ORBIT"), v6(KEYS[1], PD_B, 100)]),
    )
    table = shares(numerator="pesanan")
    assert (of(table, PD_A).status, of(table, PD_A).reason) == ("held", "status_unknown")
    assert of(table, PD_B).share_percent == rupiah("10.00")
    held = item("status_unknown")
    services.decide_status(item_id=held.pk, meaning="terima", reason=WHY, actor=CONSOLE)
    assert of(shares(numerator="terima"), PD_A).numerator == rupiah(100)
    assert of(shares(numerator="selesai"), PD_A).numerator == rupiah(0)
    take(as_json(tmp_path / "o2.json", [v6(KEYS[0], PD_A, 100, "IN_ORBIT"), v6(KEYS[2], PD_B, 7, "IN_ORBIT")]))
    assert not HeldItem.objects.filter(resolution="").exists(), "the word is known from now on"
    assert of(shares(numerator="terima"), PD_B).numerator == rupiah(7)


def test_an_order_a_thousandfold_of_its_plan_is_held(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(
        as_json(tmp_path / "b.json", [budget(PD_A, 10**12)]),
        as_json(tmp_path / "r.json", [rup("50000001", PD_A, 180_000_000)]),
        as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 179_600_000_000), v6(KEYS[1], PD_A, 1000)]),
    )
    assert of(shares(numerator="pesanan"), PD_A).status == "held"
    held = item("amount_implausible")
    services.confirm_amount(item_id=held.pk, reason=WHY, actor=CONSOLE)
    assert of(shares(), PD_A).numerator == rupiah(179_600_001_000)
    take(tmp_path / "o.json")
    assert not HeldItem.objects.filter(resolution="").exists()


def test_a_pull_that_lost_most_rows_waits(tmp_path: Path, take: Take, shares: Shares) -> None:
    whole = [v6(KEYS[n], PD_A, 10) for n in range(22)]
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]), as_json(tmp_path / "o.json", whole))
    (pull,) = take(as_json(tmp_path / "cut.json", whole[:3])).pulls
    assert (pull.state, pull.vanished) == ("held", 0)
    unit = of(shares(numerator="pesanan"), PD_A)
    assert (unit.status, unit.reason) == ("held", "feed_truncated")
    services.accept_pull(item_id=item("feed_truncated").pk, complete=False, reason=WHY, actor=CONSOLE)
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(220)


def test_a_pull_declared_complete_closes_the_rest(tmp_path: Path, take: Take, shares: Shares) -> None:
    whole = [v6(KEYS[n], PD_A, 10) for n in range(22)]
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]), as_json(tmp_path / "o.json", whole))
    take(as_json(tmp_path / "cut.json", whole[:3]))
    services.accept_pull(item_id=item("feed_truncated").pk, complete=True, reason=WHY, actor=CONSOLE)
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(30)


def test_pages_that_promise_more_wait(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]))
    take(as_json(tmp_path / "p.json", [v6(KEYS[0], PD_A, 10)], envelope={"has_more": True, "cursor": "x"}))
    assert of(shares(numerator="pesanan"), PD_A).reason == "feed_truncated"
    take(as_json(tmp_path / "all.json", [v6(KEYS[0], PD_A, 10), v6(KEYS[1], PD_A, 5)]))
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(15)


@pytest.mark.parametrize(("reason", "code"), [("", "reason_missing"), ("ya", "reason_missing")])
def test_a_decision_needs_a_reason(tmp_path: Path, take: Take, reason: str, code: str) -> None:
    take(as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 100, "IN_ORBIT")]))
    with pytest.raises(RuleBroken) as refusal:
        services.decide_status(item_id=item("status_unknown").pk, meaning="batal", reason=reason, actor=CONSOLE)
    assert refusal.value.code == code


def test_who_has_no_duty_changes_nothing(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", [budget(PD_A, 10)]), as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 1, "X")]))
    stranger = get_user_model().objects.create_user(name="Orang lain", email="lain@contoh.invalid")
    events = Event.objects.count()
    with pytest.raises(RuleBroken) as refusal:
        services.decide_status(
            item_id=item("status_unknown").pk, meaning="kontrak", reason=WHY, actor=Actor(stranger.pk, "orang lain")
        )
    assert refusal.value.status in (403, 404)
    assert item("status_unknown").resolution == ""
    assert Event.objects.count() == events
    assert of(shares(), PD_A).reason == "status_unknown"


def test_the_late_one_is_told(tmp_path: Path, take: Take) -> None:
    take(as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 100, "IN_ORBIT")]))
    held = item("status_unknown")
    services.decide_status(item_id=held.pk, meaning="batal", reason=WHY, actor=CONSOLE)
    with pytest.raises(RuleBroken) as refusal:
        services.decide_status(item_id=held.pk, meaning="kontrak", reason=WHY, actor=CONSOLE)
    assert (refusal.value.code, refusal.value.status) == ("already_decided", 409)


def test_the_clerk_is_told_when_the_feed_brings_another_budget_than_the_entry(
    tmp_path: Path, take: Take, shares: Shares
) -> None:
    """The entry stands until a person decides; the same amount is asked about once."""
    orders = as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 90)])
    take(as_json(tmp_path / "b.json", [budget(PD_A, 500), budget(PD_B, 700)]), orders)
    government = item_government()
    bpkad = hired(government, Role.BPKAD)
    entry = enter(government, PD_A, "1000.00")
    plans.confirm_budget(version_id=entry.pk, actor=bpkad)
    take(tmp_path / "b.json")
    assert not HeldItem.objects.filter(resolution="").exists(), "what the confirmer saw already is not told again"
    take(as_json(tmp_path / "b2.json", [budget(PD_A, 900), budget(PD_B, 700)]))
    held = item("budget_differs")
    assert (held.detail["amount"], held.detail["compared_with"]) == ("900.00", "1000.00")
    assert of(shares(numerator="pesanan"), PD_A).denominator == rupiah("1000.00")
    clerk = hired(government, Role.BIRO_PBJ)
    services.keep_entry(item_id=held.pk, reason=WHY, actor=clerk)
    take(as_json(tmp_path / "b3.json", [budget(PD_A, 900), budget(PD_B, 701)]))
    assert not HeldItem.objects.filter(resolution="").exists()
    take(as_json(tmp_path / "b4.json", [budget(PD_A, 950), budget(PD_B, 701)]))
    services.take_feed(item_id=item("budget_differs").pk, reason=WHY, actor=clerk)
    assert of(shares(numerator="pesanan"), PD_A).denominator == rupiah("950.00")
    entry.refresh_from_db()
    assert entry.state == "ditarik"


def item_government() -> Government:
    return Government.objects.get(code=GOV)
