"""Cases of the sample: led on once, by its posts, each in another state; nowhere else."""

from decimal import Decimal

import pytest

from belanja.demo import accounts, cases
from belanja.foundation import clock
from belanja.foundation.work import Step
from belanja.institutions.models import Government, Unit
from belanja.journal.services import CONSOLE
from belanja.oversight.models import Case, CaseStep, Finding, Flag, Sweep
from belanja.oversight.services import opening
from belanja.rules.oversight.states import CaseState

pytestmark = pytest.mark.django_db
#: The step without its time.
lead: Step = cases.lead.__wrapped__  # type: ignore[attr-defined]


@pytest.fixture
def government() -> Government:
    found = Government.objects.get(code="D43")
    units = [Unit.objects.get(government=found, code=code) for code in (accounts.SOCIAL, accounts.SCHOOLS)]
    accounts.open_all(actor=CONSOLE)
    for number in range(5):
        flagged(found, units[number % 2], number)
    opening.open_cases(government=found)
    return found


def flagged(government: Government, of: Unit, number: int) -> None:
    sweep = Sweep.objects.create(government=government, started_at=clock.now())
    Flag.objects.create(
        government=government, sweep=sweep, indicator="penyedia.berulang", version=1, subject_kind="PairOrders",
        subject_key=f"k{number}", year=clock.today().year, said="x", found_at=clock.now(), unit=of, shown=True,
        amount=Decimal(90_000_000), evidence={}, case_key=f"unit:{of.pk}:{number}",
    )  # fmt: skip


def test_cases_of_the_sample_are_led_on_once(government: Government) -> None:
    assert not lead(), "only where everything is invented"
    Government.objects.filter(pk=government.pk).update(is_example=True)

    assert lead()
    states = sorted(Case.objects.values_list("state", flat=True))
    steps = CaseStep.objects.count()

    assert states == sorted(
        (CaseState.RECOMMENDED, CaseState.CLARIFYING, CaseState.ACCEPTED, CaseState.REVIEWED, CaseState.DETECTED)
    )
    assert "karangan" in Finding.objects.get().title
    assert not lead()
    assert CaseStep.objects.count() == steps
