"""An objection that nobody decides in its time counts as granted: by its days alone; the calendar writes it down."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from belanja.documents.models import Paper
from belanja.foundation import clock
from belanja.journal.models import Event
from belanja.notices.models import Notice
from belanja.rules.papers import State as PaperState
from belanja.rules.sanctions import Breach, CaseState, Measure
from belanja.vendors import bars, services
from belanja.vendors.models import SanctionCase
from tests.support.law import in_force

from .cast import MONDAY, Cast, cast
from .test_sanctions import WORDS, imposed, refused

pytestmark = pytest.mark.django_db
ON_TIME = "Dokumen itu asli, terlampir."


@pytest.fixture
def who() -> Iterator[Cast]:
    with clock.frozen(MONDAY):
        yield cast()


def objected(who: Cast) -> SanctionCase:
    case = imposed(who, Measure.REVOKED, Breach.FORBIDDEN)
    return services.object_to(case_id=case.pk, version=3, text=ON_TIME, actor=who.owner)


def barred(who: Cast) -> bool:
    return bars.bar_of(who.firm.pk, government_id=who.government.pk, on=clock.today()) is not None


def test_what_nobody_decides_in_time_ends_the_measure_by_itself(who: Cast) -> None:
    case = objected(who)
    assert case.verdict_due is not None
    with clock.frozen(case.verdict_due):
        assert services.grant_undecided() == 0
        assert barred(who)
    with clock.frozen(case.verdict_due + timedelta(days=1)):
        assert not barred(who), "before any pass of the calendar"
        refused("deemed_granted", 409, services.decide_objection, case_id=case.pk, version=4, action="kuatkan",
                reason=WORDS, actor=who.head)  # fmt: skip
        assert services.grant_undecided() == 1
        case.refresh_from_db()
        assert (case.state, case.verdict_by_label) == (CaseState.ANNULLED, "waktu")
        assert "Pasal 77 ayat (5)" in case.verdict_reason
        assert Paper.objects.get(pk=case.paper_id).state == PaperState.CANCELLED
        assert services.sanctions.due_now(who.firm.pk, who.government.pk, Breach.PRICE) is Measure.SP1
        assert Notice.objects.filter(to_user_id=who.owner.user_id, text__contains="dianggap dikabulkan").exists()
        told = Event.objects.get(name="vendors.sanction_objection_deemed_granted")
        assert (told.actor_id, told.payload["state"]) == (None, CaseState.ANNULLED)
        before = Event.objects.count()
        assert services.grant_undecided() == 0
        assert Event.objects.count() == before


def test_where_the_dated_row_says_no_a_person_still_decides(who: Cast) -> None:
    in_force("sanksi.keberatan.dianggap", "tidak", who.government)
    case = objected(who)
    assert case.verdict_due is not None
    with clock.frozen(case.verdict_due + timedelta(days=9)):
        assert barred(who)
        assert services.grant_undecided() == 0
        done = services.decide_objection(case_id=case.pk, version=4, action="kuatkan", reason=WORDS, actor=who.head)
    assert done.state == CaseState.UPHELD


def test_one_that_came_after_its_own_term_waits_for_a_person(who: Cast) -> None:
    case = imposed(who, Measure.REVOKED, Breach.FORBIDDEN)
    assert case.objection_due is not None
    with clock.frozen(case.objection_due + timedelta(days=3)):
        late = services.object_to(case_id=case.pk, version=3, text=ON_TIME, actor=who.owner)
    assert late.verdict_due is not None
    with clock.frozen(late.verdict_due + timedelta(days=1)):
        assert barred(who)
        assert services.grant_undecided() == 0
