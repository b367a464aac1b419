"""Ratings are prompted and no gate: given once, answered once, counted as unrated after their days."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from belanja.purchasing.models import Rating
from belanja.purchasing.selectors import ratings as rated
from belanja.purchasing.services import ratings, receipt_time
from belanja.rules.buying.rating import Aspect
from belanja.rules.decisions import RuleBroken
from tests.support.receiving import SIGNED, Deal, accepted, brought, deal, handed_over

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed_day")]
MARKS = {Aspect.QUALITY: 3, Aspect.COST: 2, Aspect.TIME: 1, Aspect.SERVICE: 2}


def received() -> Deal:
    made = deal()
    accepted(made, 12)
    handed_over(made)
    return made


def test_a_rating_is_weighted_and_answered_once() -> None:
    made = received()
    given = ratings.rate(order_id=made.order.pk, marks=MARKS, actor=made.ppk, note="Dua kursi datang terakhir.")
    assert given.score == Decimal("2.00")
    with pytest.raises(RuleBroken) as refusal:
        ratings.rate(order_id=made.order.pk, marks=MARKS, actor=made.ppk)
    assert refusal.value.status == 409
    ratings.reply(order_id=made.order.pk, text="Kurir kami terlambat sehari.", actor=made.owner)
    with pytest.raises(RuleBroken) as refusal:
        ratings.reply(order_id=made.order.pk, text="Sekali lagi kami jelaskan.", actor=made.owner)
    assert refusal.value.code == "replied"
    found = rated.of_firm(made.order.firm_id)
    assert (found.count, found.unrated, found.score) == (1, 0, Decimal("2.00"))
    assert found.aspects[Aspect.TIME] == Decimal("1.00")


def test_five_working_days_later_it_counts_as_unrated(freeze: Callable[[date], object]) -> None:
    made = received()
    freeze(SIGNED + timedelta(days=7))
    assert receipt_time.lapse_ratings() == 0
    freeze(SIGNED + timedelta(days=8))
    assert receipt_time.lapse_ratings() == 1
    assert receipt_time.lapse_ratings() == 0
    found = rated.of_firm(made.order.firm_id)
    assert (found.count, found.unrated, found.score) == (0, 1, None)
    with pytest.raises(RuleBroken, match="tidak dinilai"):
        ratings.rate(order_id=made.order.pk, marks=MARKS, actor=made.ppk)


@pytest.mark.parametrize(("name", "status"), [("pptk", 403), ("treasurer", 403), ("owner", 404), ("elsewhere", 404)])
def test_only_the_ppk_rates(name: str, status: int) -> None:
    made = received()
    with pytest.raises(RuleBroken) as refusal:
        ratings.rate(order_id=made.order.pk, marks=MARKS, actor=getattr(made, name))
    assert refusal.value.status == status
    assert not Rating.objects.exists()


def test_marks_are_whole_and_after_the_hand_over() -> None:
    made = deal()
    with pytest.raises(RuleBroken) as refusal:
        ratings.rate(order_id=made.order.pk, marks=MARKS, actor=made.ppk)
    assert refusal.value.code == "not_handed_over"
    accepted(made, 12)
    handed_over(made)
    with pytest.raises(RuleBroken) as refusal:
        ratings.rate(order_id=made.order.pk, marks={**MARKS, Aspect.COST: 4}, actor=made.ppk)
    assert refusal.value.code == "rating_marks"


def test_the_daily_pass_proposes_and_records_once(freeze: Callable[[date], object]) -> None:
    made = deal()
    brought(made, 12)
    freeze(SIGNED + timedelta(days=8))
    assert receipt_time.propose_silent() == 1
    assert receipt_time.propose_silent() == 0
