"""Which orders are there for a firm's desk: its own, from the moment they were made."""

from django.db.models import QuerySet
from django.http import Http404

from belanja.purchasing.models import Order
from belanja.web.vendor.access import FirmDesk


def orders_of(desk: FirmDesk) -> QuerySet[Order]:
    """Every order to this firm."""
    return Order.objects.filter(firm=desk.firm).select_related("unit", "government", "firm", "package")


def order_of(desk: FirmDesk, code: str) -> Order:
    """One order to this firm. Raises Http404 for any other."""
    found = orders_of(desk).filter(code=code).first()
    if found is None:
        raise Http404
    return found
