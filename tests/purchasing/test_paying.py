"""What firms wait for, how long a unit takes, and the card that tells a firm what it will receive."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from belanja.purchasing.selectors import paying, receivable
from tests.support.receiving import SIGNED, Wanted, accepted, billed, deal, handed_over, paid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed_day")]
Freeze = Callable[[date], object]


def test_what_is_handed_over_ages_until_it_is_paid(freeze: Freeze) -> None:
    made = deal()
    assert paying.unpaid(made.government.pk, None) == []
    accepted(made, 6)
    handed_over(made)
    freeze(SIGNED + timedelta(days=20))
    accepted(made, 6)
    handed_over(made)
    (row,) = paying.unpaid(made.government.pk, None)
    assert (row.days, row.billed) == (20, False)
    # Six chairs came six days late: their penalty is not owed.
    assert row.owed == made.order.total - made.again().penalty
    (group,) = paying.aged([row], old_after=14)
    assert (group.unit, group.orders, group.days, group.old) == ("Dinas Sosial", 1, 20, True)
    paid(made, billed(made))
    assert paying.unpaid(made.government.pk, None) == []
    assert paying.unpaid(made.government.pk, frozenset({made.unit.pk + 1000})) == []


def test_an_instalment_that_is_paid_leaves_the_later_hand_over(freeze: Freeze) -> None:
    made = deal()
    accepted(made, 6)
    handed_over(made)
    paid(made, billed(made))
    freeze(SIGNED + timedelta(days=10))
    accepted(made, 6)
    handed_over(made)
    freeze(SIGNED + timedelta(days=13))
    assert paying.unpaid(made.government.pk, None)[0].days == 3


def test_the_card_of_an_order_tells_net_and_who_collects() -> None:
    made = deal(advance=Decimal(2_000_000))
    card = receivable.for_order(made.order)
    assert {line.kind.value: (line.amount, line.collector.value) for line in card.taxes} == {
        "ppn": (Decimal(1_320_000), "bendahara"),
        "pph22": (Decimal(180_000), "bendahara"),
    }
    assert (card.net, card.sure) == (Decimal(11_820_000), False)


def test_the_card_of_a_bill_counts_penalty_and_advance(freeze: Freeze) -> None:
    made = deal(Wanted(Decimal(12), Decimal(1_000_000), due=SIGNED), retention_percent=Decimal(5))
    freeze(SIGNED + timedelta(days=10))
    accepted(made, 12)
    handed_over(made)
    card = receivable.for_payment(billed(made).payments.get())
    assert (card.penalty, card.later) == (Decimal(120_000), Decimal(666_000))
    assert card.net == card.price - card.withheld - card.penalty - card.later


def test_small_purchases_are_not_withheld_from() -> None:
    made = deal(Wanted(Decimal(1), Decimal(1_500_000)))
    card = receivable.for_order(made.order)
    assert card.taxes == []
    assert card.net == made.order.total
