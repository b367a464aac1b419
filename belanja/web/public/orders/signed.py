"""The only way from the pages of everybody to an order made here: one that both sides have signed.

A running negotiation, a review and an unsigned order are not there; neither is one that was cancelled before both had
signed. Officials are told by post and unit.
"""

from django.db.models import QuerySet

from belanja.purchasing.models import Order
from belanja.rules.channels import Mode


def signed_orders() -> QuerySet[Order]:
    """Orders of every government that both sides have signed; what was practised is none."""
    found = Order.objects.filter(signed_at__isnull=False).exclude(mode=Mode.PRACTICE)
    return found.select_related("unit", "government", "firm", "seller")
