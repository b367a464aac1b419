"""Reviews of the sample: made once, after its cases, by its posts; nowhere else."""

from datetime import date
from decimal import Decimal

import pytest

from belanja.demo import accounts, reviews
from belanja.demo.sample.places import LAST_YEAR
from belanja.documents.models import Paper
from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.foundation.work import Step
from belanja.institutions.models import Government, Unit
from belanja.journal.services import CONSOLE
from belanja.oversight.models import Case, CaseStep, ResultNote, Review
from belanja.rules.oversight.reviews import ReviewState
from belanja.rules.papers import Kind

pytestmark = pytest.mark.django_db
#: The step without its time.
lead: Step = reviews.lead.__wrapped__  # type: ignore[attr-defined]


@pytest.fixture
def government() -> Government:
    found = Government.objects.get(code="D43")
    units = [Unit.objects.get(government=found, code=code) for code in (accounts.SOCIAL, accounts.SCHOOLS)]
    accounts.open_all(actor=CONSOLE)
    for number in range(8):
        PurchaseDocument.objects.create(
            government=found, unit=units[number % 2], year=LAST_YEAR, channel="v6", key=f"K{number}", stages=3,
            amount=Decimal(1_000_000), ordered_on=date(LAST_YEAR, 2, 1 + number), vendor_refs=[],
        )  # fmt: skip
    return found


def test_reviews_of_the_sample_are_made_once_after_its_cases(government: Government) -> None:
    assert not lead(), "only where everything is invented"
    Government.objects.filter(pk=government.pk).update(is_example=True)
    assert not lead(), "only after its cases were led on"
    now = clock.now()
    case = Case.objects.create(
        code="K", government=government, key="k", year=LAST_YEAR, amount=1, priority=1, state="terdeteksi", since=now,
        due=now.date(), opened_at=now,
    )  # fmt: skip
    CaseStep.objects.create(
        case=case, step="telaah", source="terdeteksi", target="ditelaah", side="auditor", at=now, by_id=1, by_label="A"
    )
    assert lead()
    assert set(Review.objects.values_list("state", flat=True)) == {ReviewState.NOTES_SENT, ReviewState.WORKING}
    note = ResultNote.objects.get()
    assert note.answered_at is not None
    assert "karangan" in note.result().title
    assert Paper.objects.filter(kind=Kind.REVIEW_NOTES).count() == 1
    assert not lead()
    assert Review.objects.count() == 2
