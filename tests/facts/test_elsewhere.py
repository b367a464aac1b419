"""What national orders have taken of a plan line: told after each import, and once where a package became one."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from belanja.facts import jobs
from belanja.facts.models import SpendDelta
from belanja.foundation import work
from belanja.institutions.models import Government
from belanja.intake.services import import_paths
from belanja.journal.services import CONSOLE
from belanja.plans import selectors
from belanja.plans.services import commitments
from belanja.rules.decisions import RuleBroken
from tests.facts.test_native import counted, declare, marked, reach
from tests.facts.test_native import government as government  # noqa: PLC0414  (a fixture)
from tests.intake.files import PD_A, as_json, rup, v6

pytestmark = pytest.mark.django_db
KEYS = ["01K32QD12XPKKTQMJ6E33ADS4" + letter for letter in "ABCDEFG"]
CODE = "50000001"


def take(tmp_path: Path, orders: Sequence[dict[str, Any]], *plans: dict[str, Any]) -> None:
    paths = [as_json(tmp_path / "o.json", list(orders))]
    if plans:
        paths.append(as_json(tmp_path / "r.json", list(plans)))
    import_paths(paths=paths, actor=CONSOLE)


def remaining(government: Government) -> Decimal:
    line = selectors.plan_line(government_id=government.pk, year=2025, code=CODE)
    assert line is not None
    return line.remaining


def test_national_orders_take_their_part_of_the_line(government: Government, tmp_path: Path) -> None:
    orders = [
        v6(KEYS[0], PD_A, 300),
        v6(KEYS[1], PD_A, 50, "ON_NEGOTIATION"),
        v6(KEYS[2], PD_A, 7, "CANCELLED"),
        v6(KEYS[3], PD_A, 5, "SOMETHING_NEW"),
        v6(KEYS[4], PD_A, 9, kd_rup="50000009"),
        v6(KEYS[5], PD_A, 20, kd_rup=f"{CODE};50000009"),
    ]
    take(tmp_path, orders, rup(CODE, PD_A, 1000))
    assert remaining(government) == 1000 - 370
    take(tmp_path, [*orders[1:], v6(KEYS[0], PD_A, 310)])
    assert remaining(government) == 1000 - 380
    take(tmp_path, orders[1:])
    assert remaining(government) == 1000 - 70


def test_a_package_and_its_national_order_take_their_part_once(government: Government, tmp_path: Path) -> None:
    take(tmp_path, [v6(KEYS[0], PD_A, 100)], rup(CODE, PD_A, 1000))
    told = {"government_id": government.pk, "year": 2025, "plan_code": CODE, "actor": CONSOLE}
    commitments.reserve(key="P-1", amount=Decimal(400), **told)  # type: ignore[arg-type]
    reach(government, "ORDERED", 400)
    assert remaining(government) == 500
    take(tmp_path, [v6(KEYS[0], PD_A, 100), v6(KEYS[1], PD_A, 400)])
    assert remaining(government) == 500
    reach(government, "CONTRACTED", 401, key="P-2", national_number=KEYS[0])
    assert remaining(government) == 600, "the order that is ours now stands here with what it reserved: nothing yet"
    take(tmp_path, [v6(KEYS[0], PD_A, 100), v6(KEYS[1], PD_A, 400), v6(KEYS[2], PD_A, 1)])
    assert remaining(government) == 599
    with pytest.raises(RuleBroken, match="sisa Rp599"):
        commitments.reserve(key="P-3", amount=Decimal(600), **told)  # type: ignore[arg-type]


def test_many_small_rows_are_folded_and_say_the_same(government: Government, monkeypatch: pytest.MonkeyPatch) -> None:
    declare(government, "katalog_lokal", date(2025, 1, 1))
    for amount in (5, 6, 7, 8):
        reach(government, "CONTRACTED", amount)
    monkeypatch.setattr(work, "_last", {})
    assert jobs.step() is False
    monkeypatch.setattr(work, "_last", {})
    monkeypatch.setattr(jobs, "_MANY", 3)
    before = marked(government)
    assert jobs.step() is True
    assert marked(government) == before
    assert (counted(government), SpendDelta.objects.filter(government=government).count()) == (8, 1)
