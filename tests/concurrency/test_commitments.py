"""Many orders at one plan line at the same moment: the pagu holds, copies count once, other lines do not wait."""

from decimal import Decimal

import pytest

from belanja.institutions.models import Government
from belanja.journal.services import CONSOLE
from belanja.plans import selectors
from belanja.plans.models import Commitment
from belanja.plans.services import commitments
from tests.plans.test_commitments import YEAR, line
from tests.support.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def reserve(government: Government, key: str, amount: int, code: str = "1") -> object:
    return commitments.reserve(
        government_id=government.pk, year=YEAR, plan_code=code, key=key, amount=Decimal(amount), actor=CONSOLE
    )


def test_sixteen_buyers_at_one_line_get_what_it_bears() -> None:
    government = Government.objects.get(code="D43")
    line(government, pagu=1_000)
    said = at_once(*[lambda number=number: reserve(government, f"P-{number}", 100) for number in range(16)])
    assert said == [""] * 10 + ["409 pagu_exceeded"] * 6
    found = selectors.plan_line(government_id=government.pk, year=YEAR, code="1")
    assert found is not None
    assert (found.reserved, found.remaining) == (1_000, 0)
    assert selectors.balance_differences() == []


def test_copies_of_one_movement_count_once() -> None:
    government = Government.objects.get(code="D43")
    line(government, pagu=1_000)
    assert at_once(*[lambda: reserve(government, "P-1", 600)] * 12) == [""] * 12
    assert Commitment.objects.filter(government=government).count() == 1


def test_one_order_signed_and_cancelled_at_once_ends_in_one_of_both() -> None:
    government = Government.objects.get(code="D43")
    line(government, pagu=1_000)
    reserve(government, "P-1", 600)
    told = {"government_id": government.pk, "year": YEAR, "plan_code": "1", "key": "P-1", "actor": CONSOLE}
    said = at_once(
        lambda: commitments.commit(amount=Decimal(600), **told),  # type: ignore[arg-type]
        lambda: commitments.release(**told),  # type: ignore[arg-type]
    )
    assert said in (["", ""], ["", "409 commitment_ended"])
    assert selectors.balance_differences() == []
    found = selectors.plan_line(government_id=government.pk, year=YEAR, code="1")
    assert found is not None
    assert found.remaining == 1_000
