"""Which orders are there for a firm's desk: its own, from the moment it has something to do with them."""

from typing import Any

from django.http import Http404

from belanja.foundation import text
from belanja.purchasing.models import Order
from belanja.purchasing.selectors import desks, lists
from belanja.web.buyer.access import mode_words
from belanja.web.pieces import Link, Notice
from belanja.web.vendor.access import FirmDesk, frame


def order_of(desk: FirmDesk, code: str) -> Order:
    """One order to this firm. Raises Http404 for any other."""
    found = lists.orders_of_firm(desk.firm.pk).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def order_frame(desk: FirmDesk, order: Order, *trail: tuple[str, str], title: str) -> dict[str, Any]:
    """What surrounds a page about one order: that of the firm's desk, what it is, and the mode of the buyer."""
    return frame(desk, "vendor:orders", *trail, title=title) | {
        "lead": order.title,
        "mode": mode_words(order.government),
    }


def waiting_notice(desk: FirmDesk) -> Notice | None:
    """What the firm's front page says of orders that wait for it; nothing where none does."""
    waiting = desks.waits_for_firm(desk.actor, desk.firm.pk)
    if not waiting:
        return None
    return Notice(
        kind="warning",
        title=f"{text.capital_first(text.count_words(len(waiting)))} pekerjaan pesanan menunggu Anda.",
        text=f"Yang terdekat: {waiting[0].what.lower()}.",
        action=Link(label="Buka pesanan", href=desk.url("vendor:orders")),
    )
