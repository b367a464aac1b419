"""What the calendar does after the signatures: silence proposes a hand-over, ended call-offs are received, ratings
lapse. One order, one transaction; twice does no harm."""

import logging

from belanja.rules.buying.states import DeliveryState, OrderKind, OrderState
from belanja.rules.decisions import RuleBroken

from ..models import Order
from . import base, handovers, ratings

_log = logging.getLogger(__name__)


def propose_silent() -> int:
    """Propose the hand-over of what nobody looked at in time; returns how many."""
    waiting = Order.objects.filter(state=OrderState.PROCESS, handed_over_at__isnull=True)
    waiting = waiting.filter(deliveries__state__in=[DeliveryState.ARRIVED.value, DeliveryState.INSPECTED.value])
    done = 0
    for order_id in waiting.distinct().order_by("pk").values_list("pk", flat=True):
        try:
            done += handovers.propose_by_silence(order_id=order_id) is not None
        except RuleBroken as refusal:
            _log.info("order %s is not proposed: %s", order_id, refusal.code)
    return done


def close_call_offs() -> int:
    """Receive call-offs whose term is over and whose calls are all handed over; returns how many."""
    ended = Order.objects.filter(state=OrderState.PROCESS, kind=OrderKind.CALL_OFF, handed_over_at__isnull=True)
    done = 0
    for order_id in ended.order_by("pk").values_list("pk", flat=True):
        try:
            handovers.close_call_off(order_id=order_id, actor=base.CALENDAR)
        except RuleBroken:
            continue  # its term runs, or something is still to come
        done += 1
    return done


def lapse_ratings() -> int:
    """Record as unrated what nobody rated in its days; returns how many."""
    waiting = Order.objects.filter(handed_over_at__isnull=False, rating__isnull=True)
    return sum(ratings.lapse(order_id=pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))
