"""What waits for whom after the signatures: each desk names the next thing to do, and nothing that is not there."""

from datetime import timedelta

import pytest

from belanja.foundation import clock
from belanja.institutions import working_days
from belanja.journal.services import Actor
from belanja.purchasing.models import Order
from belanja.purchasing.selectors.desks import turn_of, waits_for_firm, waits_for_officer, with_rounds
from belanja.purchasing.services import call_offs, handovers, negotiation, payments, ratings
from belanja.purchasing.services.deliveries import Found
from belanja.rules.buying.rating import Aspect
from belanja.rules.buying.states import OrderState, PaymentPart, Side
from tests.purchasing.world import office, said_of
from tests.support.receiving import (
    SIGNED,
    Deal,
    accepted,
    billed,
    brought,
    call_off,
    called,
    deal,
    handed_over,
    inspected,
    paid,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed_day")]


def officer(made: Deal, actor: Actor) -> list[str]:
    return [one.what for one in waits_for_officer(actor, made.government)]


def firm(made: Deal) -> list[str]:
    return [one.what for one in waits_for_firm(made.owner, made.order.firm_id)]


def test_each_desk_names_the_next_step_from_the_goods_to_the_rating() -> None:
    made = deal()
    assert firm(made) == ["Siapkan dan kirim barang"]
    accepted(made, 12)
    assert officer(made, made.ppk) == ["Buat serah terima (BAST)"]
    drawn = handovers.propose(order_id=made.order.pk, version=None, day=clock.today(), actor=made.owner, side=Side.FIRM)
    assert officer(made, made.ppk) == ["Tanda tangani serah terima (BAST)"]
    handovers.agree(handover_id=drawn.pk, version=None, actor=made.ppk, side=Side.BUYER)
    assert officer(made, made.ppk) == ["Nilai penyedia"]
    assert firm(made) == ["Kirim tagihan"]
    payment = billed(made).payments.get()
    assert firm(made) == []
    assert officer(made, made.treasurer) == ["Periksa dan sahkan pajak"]
    assert officer(made, made.elsewhere) == []
    payments.confirm_taxes(payment_id=payment.pk, taxes=None, actor=made.treasurer)
    (waiting,) = waits_for_officer(made.treasurer, made.government)
    assert waiting.payment == payment
    assert waiting.what.startswith("Catat pembayaran")
    ratings.rate(order_id=made.order.pk, marks=dict.fromkeys(Aspect, 2), actor=made.ppk)
    assert officer(made, made.ppk) == []


def test_what_runs_by_a_dated_number_of_days_says_until_when() -> None:
    """Sent by the day of the order, inspected and rated within their working days: no desk says that none runs."""
    made = deal(term_to=SIGNED + timedelta(days=14))
    last = lambda waiting: {one.what: clock.wib(one.due_at).date() for one in waiting if one.due_at}  # noqa: E731
    seller = lambda: last(waits_for_firm(made.owner, made.order.firm_id))  # noqa: E731
    assert seller() == {"Siapkan dan kirim barang": SIGNED + timedelta(days=14)}
    came = brought(made, 12)
    waits = last(waits_for_officer(made.pptk, made.government))
    assert waits == {"Periksa barang yang tiba": working_days.after(SIGNED, 5, government_id=made.government.pk)}
    inspected(made, came, {line.line_id: Found(line.sent) for line in came.lines.all()})
    handed_over(made)
    waits = last(waits_for_officer(made.ppk, made.government))
    assert waits == {"Nilai penyedia": working_days.after(SIGNED, 5, government_id=made.government.pk)}


def test_a_call_is_answered_and_sent_by_its_day_and_two_things_of_one_order_keep_apart_in_a_calendar() -> None:
    made = call_off()
    day = clock.today() + timedelta(days=3)
    called(made, 10, day)
    called(made, 5, day)
    waiting = waits_for_firm(made.owner, made.order.firm_id)
    assert [clock.wib(one.due_at).date() for one in waiting if one.due_at] == [day, day]
    assert len({one.key for one in waiting}) == 2


def test_a_firm_signs_the_paper_that_the_buyer_drew_up() -> None:
    made = deal()
    accepted(made, 5)
    handovers.propose(order_id=made.order.pk, version=None, day=clock.today(), actor=made.ppk, side=Side.BUYER)
    assert officer(made, made.ppk) == []
    assert "Tanda tangani serah terima (BAST)" in firm(made)


def test_a_price_list_asks_for_nothing_before_it_is_called_and_after_the_month_is_paid() -> None:
    made = call_off()
    assert firm(made) == []
    call = called(made, 10, clock.today())
    assert firm(made) == ["Jawab panggilan 1"]
    call_offs.answer(order_id=made.order.pk, version=None, number=1, actor=made.owner)
    assert firm(made)[0].startswith("Kirim panggilan 1 untuk ")
    accepted(made, 10, call=call)
    handed_over(made)
    invoice = billed(made, part=PaymentPart.INSTALMENT, month=clock.today())
    paid(made, invoice)
    assert firm(made) == []
    assert officer(made, made.ppk) == []


def test_in_a_negotiation_one_side_has_the_turn() -> None:
    of = office()
    order = of.order(OrderState.NEGOTIATION)
    turn = lambda: turn_of(with_rounds(Order.objects.filter(pk=order.pk)).get())  # noqa: E731
    assert turn() is Side.BUYER
    negotiation.offer(
        order_id=order.pk, version=order.version, side=Side.BUYER, lines=said_of(order, price="45000"), message="",
        actor=of.pp,
    )  # fmt: skip
    assert turn() is Side.FIRM
    assert [one.what for one in waits_for_firm(of.owner, order.firm_id)] == ["Jawab tawaran"]
    order.refresh_from_db()
    negotiation.decline(order_id=order.pk, version=order.version, side=Side.FIRM, note="Terlalu murah", actor=of.owner)
    assert turn() is Side.BUYER
