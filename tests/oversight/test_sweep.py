"""A sweep finds what its records say, once; a day's sweep asks again only what changed; evidence stays as it was."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.oversight.models import Flag, Sweep, Tally
from belanja.oversight.sweep import run
from belanja.rules.buying.states import OrderState
from belanja.rules.flags import engine
from belanja.rules.flags.model import Verdict
from tests.purchasing.world import Office, office

pytestmark = pytest.mark.django_db
FAST = "waktu.terlalu_cepat"


@pytest.fixture
def place() -> Office:
    return office(price="1500000", pagu="900000000")


def swept(place: Office, *, since: datetime | None = None) -> Sweep:
    made = run(place.government, since=since)
    assert made is not None
    return made


def test_a_purchase_within_minutes_is_asked_about_once(place: Office) -> None:
    order = place.order(OrderState.PROCESS)

    first, again = swept(place), swept(place)

    flag = Flag.objects.get(indicator=FAST)
    assert (flag.subject_kind, flag.subject_key, flag.unit_id, flag.firm_id, flag.officer_id) == (
        "Order", order.code, place.unit.pk, order.firm_id, place.pp.user_id,
    )  # fmt: skip
    assert (flag.shown, flag.gone_at, flag.answered_by, flag.amount) == (True, None, "", order.total)
    assert first.found == Flag.objects.count()
    assert (again.found, again.gone) == (0, 0)
    assert again.unchanged == first.found
    told = Tally.objects.get(sweep=again, indicator=FAST, channel="native")
    assert (told.evaluated, told.flagged, told.unchanged) == (1, 1, 1)


def test_evidence_can_be_asked_again_and_is_frozen(place: Office) -> None:
    place.order(OrderState.PROCESS)
    swept(place)

    for flag in Flag.objects.all():
        assert engine.replayed(flag.evidence).stands is Verdict.FLAGGED

    flag = Flag.objects.get(indicator=FAST)
    changes: list[dict[str, Any]] = [{"evidence": {}}, {"amount": 1}, {"said": "x"}]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Flag.objects.filter(pk=flag.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.filter(pk=flag.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Tally.objects.filter(indicator=FAST).delete()


def test_what_is_no_longer_so_is_gone_and_stays_on_record(place: Office) -> None:
    order = place.order(OrderState.PROCESS)
    swept(place)
    order.package.created_at = order.created_at - timedelta(days=2)
    order.package.save()

    later = swept(place)

    flag = Flag.objects.get(indicator=FAST)
    assert flag.gone_at is not None
    assert later.gone >= 1


def test_a_day_asks_only_what_changed(place: Office) -> None:
    order = place.order(OrderState.PROCESS)
    whole = swept(place)
    assert whole.asked > 0

    nothing = swept(place, since=clock.now() + timedelta(minutes=1))
    since = clock.now()
    second = place.order(OrderState.PROCESS)
    changed = swept(place, since=since)

    assert (nothing.asked, nothing.found, nothing.gone) == (0, 0, 0)
    found = Flag.objects.filter(sweep=changed, indicator=FAST)
    assert [one.subject_key for one in found] == [second.code]
    assert Flag.objects.filter(indicator=FAST, subject_key=order.code, gone_at=None).exists()
    assert Flag.objects.filter(gone_at=None).count() == swept(place).unchanged, "the whole finds nothing else"


def test_queries_do_not_grow_with_orders(place: Office) -> None:
    place.order(OrderState.PROCESS)
    swept(place)
    place.order(OrderState.PROCESS)
    with CaptureQueriesContext(connection) as one:
        swept(place)
    place.order(OrderState.PROCESS)
    with CaptureQueriesContext(connection) as two:
        swept(place)
    assert len(two) <= len(one) + 1


def test_imports_that_do_not_tell_are_not_clean(place: Office) -> None:
    PurchaseDocument.objects.create(
        government=place.government, unit=place.unit, year=2026, channel="v6", key="01J", amount=Decimal(20_000_000),
        stages=3, ordered_on=date(2026, 3, 2), plan_codes=[], vendor_key="77", vendor_refs=["v6:77"],
    )  # fmt: skip
    swept(place)

    told = Tally.objects.get(indicator=FAST, channel="v6")
    assert (told.evaluated, told.unjudged) == (0, 1)
    assert told.missing == {"jam setiap langkah": 1}
    flag = Flag.objects.get(indicator="rencana.tanpa_rup")
    assert (flag.channel, flag.firm_id, flag.subject_key) == ("v6", None, "v6:01J")
