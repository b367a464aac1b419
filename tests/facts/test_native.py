"""Belanja's own packages: whether they count, and that a package and its national order are one purchase."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from belanja.facts import selectors
from belanja.facts.models import MarkedSpend, PurchaseDocument, SpendDelta
from belanja.facts.projectors import STAGE_REACHED
from belanja.facts.services import link_native, mark
from belanja.facts.services.mark import MARKINGS
from belanja.facts.services.native import withdraw_native
from belanja.foundation import clock
from belanja.institutions import services as institutions
from belanja.institutions.models import CountingMode, Government, LegalBasis, Unit
from belanja.intake.services import import_paths
from belanja.journal import services as journal
from belanja.journal.services import CONSOLE
from belanja.plans.models import RupPackage
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken

from ..intake.files import GOV, PD_A, as_json, v6

ULID = "01K32QD12XPKKTQMJ6E33ADS47"


@pytest.fixture
def government(db: None) -> Government:
    found = institutions.ensure_government(code=GOV, name="Kab. Contoh", kind_text="KABUPATEN", actor=CONSOLE)
    institutions.ensure_units(
        government=found, seen=[institutions.UnitSeen(number=None, code=PD_A, name="Dinas", year=2025)], actor=CONSOLE
    )
    return found


def declare(government: Government, mode: str, since: date) -> None:
    CountingMode.objects.create(
        government=government,
        mode=mode,
        valid_from=since,
        legal_basis=LegalBasis.objects.first() if mode == "katalog_lokal" else None,
        proposed_by_id=2,
        approved_by_id=1,
        approved_at=clock.now(),
    )


def reach(government: Government, stage: str, amount: int | Decimal, *, day: str = "2025-03-10", **more: Any) -> None:
    with transaction.atomic():
        journal.append(
            name=STAGE_REACHED,
            actor=CONSOLE,
            subject="package:P-1",
            government_code=government.code,
            payload={
                "government_id": government.pk,
                "unit_id": Unit.objects.get(code=PD_A).pk,
                "year": 2025,
                "key": "P-1",
                "title": "Kursi rapat",
                "plan_code": "50000001",
                "vendor_key": "01JHKT4BFAVEMPVFWSNK1BQ4F6",
                "amount": str(amount),
                "stage": stage,
                "day": day,
                **more,
            },
        )


def marked(government: Government) -> dict[tuple[object, ...], tuple[Decimal, ...]]:
    """The marked sums by group, those that are nothing left out."""
    found: dict[tuple[object, ...], tuple[Decimal, ...]] = {}
    for row in MarkedSpend.objects.filter(government=government, year=2025).order_by("pk"):
        group = row.unit_id, row.channel, row.stage, row.day
        sides = (getattr(row, f"{marking}_{said}") for marking in MARKINGS for said in ("yes", "no"))
        now = (row.amount, Decimal(row.facts), *sides)
        found[group] = tuple(map(sum, zip(found.get(group, (Decimal(0),) * len(now)), now, strict=True)))
    return {group: sums for group, sums in found.items() if any(sums)}


def counted(government: Government, stage: int = 2) -> Decimal:
    assert selectors.aggregate_differences(government_id=government.pk, year=2025) == []
    shifted = marked(government)
    mark(government_id=government.pk, year=2025)
    assert shifted == marked(government), "a year made anew is what its orders have shifted it to"
    deltas = SpendDelta.objects.filter(government=government, year=2025, stage=stage)
    return sum((delta.amount for delta in deltas), Decimal(0))


def national(tmp_path: Path, total: int, **more: object) -> None:
    import_paths(paths=[as_json(tmp_path / "o.json", [v6(ULID, PD_A, total, **more)])], actor=CONSOLE)


@pytest.mark.parametrize(("mode", "share"), [(None, 0), ("pendamping", 0), ("latihan", 0), ("katalog_lokal", 500)])
def test_only_a_declared_local_catalogue_counts(government: Government, mode: str | None, share: int) -> None:
    if mode:
        declare(government, mode, date(2025, 1, 1))
    reach(government, "CONTRACTED", 500)
    assert counted(government) == share


def test_the_mode_of_the_day_decides(government: Government) -> None:
    declare(government, "katalog_lokal", date(2025, 4, 1))
    reach(government, "ORDERED", 500, day="2025-03-31")
    reach(government, "CONTRACTED", 500, day="2025-04-01")
    assert (counted(government, 1), counted(government, 2)) == (0, 500)


def test_an_addendum_replaces_the_amount(government: Government) -> None:
    declare(government, "katalog_lokal", date(2025, 1, 1))
    reach(government, "CONTRACTED", 500)
    reach(government, "CONTRACTED", 450, day="2025-05-01")
    assert counted(government) == 450


@pytest.mark.parametrize("number_known", [True, False])
def test_a_package_and_its_national_order_count_once(
    government: Government, tmp_path: Path, number_known: bool
) -> None:
    declare(government, "katalog_lokal", date(2025, 1, 1))
    reach(government, "CONTRACTED", 500)
    national(tmp_path, 500)
    if number_known:
        reach(government, "RECEIVED", 500, national_number=ULID)
    assert counted(government) == 500
    package = PurchaseDocument.objects.get(channel="native")
    assert package.linked_to is not None
    assert package.linked_to.key == ULID


def test_a_national_order_that_came_first_is_found(government: Government, tmp_path: Path) -> None:
    declare(government, "katalog_lokal", date(2025, 1, 1))
    national(tmp_path, 500)
    reach(government, "CONTRACTED", 499, national_number=ULID)
    assert counted(government) == 500


def test_a_similar_order_of_another_amount_is_another_purchase(government: Government, tmp_path: Path) -> None:
    declare(government, "katalog_lokal", date(2025, 1, 1))
    reach(government, "CONTRACTED", 500)
    national(tmp_path, 501)
    assert counted(government) == 1001


def test_one_national_order_takes_one_package(government: Government, tmp_path: Path) -> None:
    national(tmp_path, 500)
    order = PurchaseDocument.objects.get(channel="v6")
    reach(government, "CONTRACTED", 500)
    first = PurchaseDocument.objects.get(key="P-1")
    second = PurchaseDocument.objects.create(
        government=government, unit=first.unit, year=2025, channel="native", key="P-2", amount=1, stages=0
    )
    assert first.linked_to_id == order.pk
    with pytest.raises(RuleBroken) as refusal:
        link_native(document=second, national=order)
    assert refusal.value.code == "link_taken"
    second.refresh_from_db()
    assert second.linked_to_id is None


def test_a_cancelled_package_counts_no_more(government: Government) -> None:
    declare(government, "katalog_lokal", date(2025, 1, 1))
    reach(government, "ORDERED", 500)
    reach(government, "CONTRACTED", 500)
    reach(government, "CANCELLED", 500, day="2025-06-01")
    assert (counted(government, 1), counted(government, 2), counted(government, 32)) == (0, 0, 500)


def test_the_marks_of_the_plan_follow_each_step_of_an_order(government: Government) -> None:
    declare(government, "katalog_lokal", date(2025, 1, 1))
    RupPackage.objects.create(
        government=government, unit=Unit.objects.get(code=PD_A), year=2025, kind="penyedia", code="50000001",
        title="Kursi", pagu=Decimal(900), method="E-Purchasing", epurchasing=True, announced=True, active=True,
        counts=True, pdn=True, umkk=False, source_row_id=1,
    )  # fmt: skip
    for stage, amount in (("ORDERED", 500), ("CONTRACTED", 500), ("CONTRACTED", 450), ("RECEIVED", 450)):
        reach(government, stage, amount)
        assert counted(government, Stage[stage]) == amount
    row = MarkedSpend.objects.get(government=government, stage=Stage.RECEIVED)
    assert (row.pdn_rup_yes, row.umkk_rup_no) == (450, 450)
    withdraw_native(government_id=government.pk, key="P-1", stage=Stage.RECEIVED)
    assert counted(government, Stage.RECEIVED) == 0
    assert counted(government) == 450
