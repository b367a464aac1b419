"""The only way from the pages of everybody to an order made here: one that both sides have signed.

A running negotiation, a review and an unsigned order are not there; neither is one that was cancelled before both had
signed. Officials are told by post and unit.
"""

from django.db.models import QuerySet

from belanja.purchasing.models import Order


def signed_orders() -> QuerySet[Order]:
    """Orders of every government that both sides have signed."""
    return Order.objects.filter(signed_at__isnull=False).select_related("unit", "government", "firm", "seller")
