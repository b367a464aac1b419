"""Which record each kind of paper tells of, and how it is printed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from belanja.documents.models import Paper
from belanja.documents.pdf.content import Content
from belanja.rules.decisions import RuleBroken
from belanja.rules.papers import Kind

from ..models import Handover, Invoice, Order, OrderVersion, Payment
from .addendum import addendum
from .handover import handover_paper
from .minutes import minutes
from .money import invoice_paper, tax_paper
from .order import order_paper
from .result import result_paper

#: The record of each kind, and what prints it (its paper is None for a draft).
_MADE: dict[Kind, tuple[type[Model], Callable[[Any, Paper | None], Content]]] = {
    Kind.ORDER: (OrderVersion, order_paper),
    Kind.ADDENDUM: (OrderVersion, addendum),
    Kind.MINUTES: (Order, minutes),
    Kind.HANDOVER: (Handover, handover_paper),
    Kind.INVOICE: (Invoice, invoice_paper),
    Kind.TAX: (Payment, tax_paper),
    Kind.RESULT: (Order, result_paper),
}


@dataclass(frozen=True)
class Told:
    """A paper to be made: its kind, the order, and its content once it has number and code (None: a draft)."""

    kind: Kind
    order: Order
    content: Callable[[Paper | None], Content]


def subject_of(kind: Kind, record_id: int) -> str:
    """By what a paper of an order is found: `bast:12`."""
    return f"{kind.value}:{record_id}"


def content_of(subject: str) -> Told:
    """What `subject` tells of. RuleBroken 404 where there is no such record."""
    name, _, number = subject.partition(":")
    kind = Kind(name)
    model, printed = _MADE[kind]
    record: Any = model._default_manager.filter(pk=int(number)).first()
    if record is None:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    order = record if isinstance(record, Order) else record.order
    return Told(kind, order, lambda paper: printed(record, paper))
