"""What PPK or PA/KPA sent back to its buyer: a term of his own, a reminder, and whoever stands above him is told."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.notices import selectors as notices
from belanja.purchasing.models import Order
from belanja.purchasing.selectors.desks import waits_for_firm, waits_for_officer
from belanja.purchasing.services import negotiation, orders
from belanja.purchasing.services.order_time import Passed, pass_terms
from belanja.purchasing.waiting import things_of
from belanja.rules.buying.states import Method, OrderState, RoundState, Side
from belanja.rules.duties import Role
from tests.purchasing.world import Office, agreed, office, said_of

pytestmark = pytest.mark.django_db
Freeze = Callable[[date | datetime], datetime]
MONDAY = datetime(2026, 11, 2, 9, tzinfo=clock.WIB)
#: Three working days later, the last moment.
THURSDAY = datetime(2026, 11, 5, 23, 59, 59, tzinfo=clock.WIB)
NOTHING = Passed(0, 0)


@pytest.fixture
def of(freeze: Freeze) -> Office:
    freeze(MONDAY)
    return office()


def returned(of: Office, method: Method = Method.DIRECT) -> Order:
    if method is Method.DIRECT:
        order = of.order(OrderState.REVIEW)
    else:
        order = agreed(of, of.order(OrderState.NEGOTIATION), price="45000")
        order = orders.submit(order_id=order.pk, version=order.version, actor=of.pp)
    return orders.return_(order_id=order.pk, version=order.version, note="Masih mahal", actor=of.ppk)


def told(who: Actor, words: str) -> int:
    assert who.user_id is not None
    return notices.box(who.user_id).filter(text__contains=words).count()


def waiting(of: Office, who: Actor) -> list[tuple[str, datetime | None]]:
    return [(one.what, one.due_at) for one in waits_for_officer(who, of.government)]


@pytest.mark.parametrize("method", [Method.DIRECT, Method.NEGOTIATION])
def test_it_waits_for_its_buyer_with_its_day_on_his_desk_and_in_his_calendar(of: Office, method: Method) -> None:
    order = returned(of, method)
    assert (order.due_at, order.returned_at) == (THURSDAY, MONDAY)
    what = "Perbaiki yang dikembalikan, lalu serahkan lagi"
    assert waiting(of, of.pp) == [(what, THURSDAY)]
    (thing,) = things_of(User.objects.get(pk=of.pp.user_id))
    assert (thing.what, thing.due_at) == (f"{order.code}: {what.lower()}", THURSDAY)
    assert waiting(of, of.ppk) == []
    assert waits_for_firm(of.owner, of.shop.firm.pk) == []
    assert told(of.pp, "dikembalikan, diperbaiki sampai 5 November 2026") == 1


def test_only_the_buyer_is_reminded_then_the_ppk_is_told_once_and_nothing_ends(of: Office, freeze: Freeze) -> None:
    order = returned(of, Method.NEGOTIATION)
    freeze(THURSDAY - timedelta(days=2))
    assert pass_terms() == NOTHING
    freeze(THURSDAY - timedelta(hours=12))
    assert (pass_terms(), pass_terms()) == (Passed(0, 1), NOTHING)
    reminder, late, above = "menunggu Anda sampai", "tenggat memperbaikinya sudah lewat", "belum diserahkan lagi"
    assert (told(of.pp, reminder), told(of.ppk, reminder), told(of.owner, reminder)) == (1, 0, 0)
    freeze(THURSDAY + timedelta(minutes=1))
    assert (pass_terms(), pass_terms()) == (NOTHING, NOTHING)
    assert (told(of.pp, late), told(of.ppk, above), told(of.owner, late)) == (1, 1, 0)
    assert waiting(of, of.ppk) == [("Tanyakan kepada pembeli: belum diserahkan lagi", THURSDAY)]
    freeze(THURSDAY + timedelta(days=1, minutes=1))
    pass_terms()
    assert (told(of.pp, late), told(of.ppk, above)) == (2, 1)
    before, order = order, Order.objects.get(pk=order.pk)
    assert (order.state, order.version, order.rounds.get().state) == (
        OrderState.NEGOTIATION, before.version, RoundState.ACCEPTED,
    )  # fmt: skip
    order = orders.submit(order_id=order.pk, version=order.version, actor=of.pp)
    assert (order.state, order.returned_at) == (OrderState.REVIEW, None)
    assert waiting(of, of.ppk) == [("Periksa pesanan", order.due_at)]


def test_the_term_of_an_offer_is_the_firms_and_the_buyers_begins_again_after_it(of: Office, freeze: Freeze) -> None:
    order = returned(of, Method.NEGOTIATION)
    wednesday = freeze(MONDAY + timedelta(days=2))
    negotiation.offer(
        order_id=order.pk, version=order.version, side=Side.BUYER, lines=said_of(order, price="42000"), message="",
        actor=of.pp,
    )  # fmt: skip
    order.refresh_from_db()
    assert not order.being_mended
    assert [one.what for one in waits_for_firm(of.owner, of.shop.firm.pk)] == ["Jawab tawaran"]
    assert waiting(of, of.pp) == []
    assert order.due_at is not None
    freeze(order.due_at - timedelta(hours=12))
    assert pass_terms().reminded == 1
    assert (told(of.owner, "menunggu Anda sampai"), told(of.pp, "menunggu Anda sampai")) == (1, 0)
    monday = freeze(order.due_at + timedelta(minutes=1))
    assert monday.date() > wednesday.date()
    assert pass_terms().lapsed == 1
    order.refresh_from_db()
    assert order.being_mended
    assert (order.returned_at, order.reminded_at) == (MONDAY, None)
    assert order.due_at is not None
    assert order.due_at > monday + timedelta(days=2)
    assert told(of.ppk, "belum diserahkan lagi") == 0


def test_an_agreement_on_a_new_offer_leaves_the_buyer_his_term(of: Office) -> None:
    order = returned(of, Method.NEGOTIATION)
    order = agreed(of, order, price="42000")
    assert order.due_at == THURSDAY
    assert order.being_mended
    fresh = agreed(of, of.order(OrderState.NEGOTIATION), price="42000")
    assert (fresh.due_at, fresh.being_mended) == (None, False)


def test_of_a_ppk_who_buys_himself_pa_is_told(of: Office, freeze: Freeze) -> None:
    order = returned(of)
    Order.objects.filter(pk=order.pk).update(buyer_id=of.ppk.user_id)
    freeze(THURSDAY + timedelta(minutes=1))
    pass_terms()
    assert (told(of.pa, "belum diserahkan lagi"), told(of.ppk, "belum diserahkan lagi")) == (1, 0)
    assert waiting(of, of.people[Role.PA]) == [("Tanyakan kepada pembeli: belum diserahkan lagi", THURSDAY)]
    assert [what for what, _due in waiting(of, of.ppk)] == ["Perbaiki yang dikembalikan, lalu serahkan lagi"]
