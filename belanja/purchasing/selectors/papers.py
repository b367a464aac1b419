"""The numbered papers that were issued of an order."""

from belanja.documents.models import Paper
from belanja.rules.papers import Kind, State

from ..models import Handover, Invoice, Order, OrderVersion, Payment
from ..papers import subject_of


def papers_of(order: Order) -> list[Paper]:
    """Every issued paper of an order, the oldest first. Five queries."""
    versions = OrderVersion.objects.filter(order=order).values_list("pk", "number")
    subjects = [subject_of(Kind.ADDENDUM if number else Kind.ORDER, pk) for pk, number in versions]
    subjects += [subject_of(kind, order.pk) for kind in (Kind.MINUTES, Kind.RESULT)]
    for kind, model in ((Kind.HANDOVER, Handover), (Kind.INVOICE, Invoice), (Kind.TAX, Payment)):
        subjects += [subject_of(kind, pk) for pk in model.objects.filter(order=order).values_list("pk", flat=True)]
    found = Paper.objects.filter(subject__in=subjects).exclude(state=State.DRAFT)
    return list(found.order_by("pk"))
