"""Order, BAST and invoice side by side, by line; what does not fit is told in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from belanja.rules.buying.states import PaymentPart
from belanja.rules.written import rupiah

from ..models import Invoice, InvoiceLine, Order, OrderLine
from .deliveries import Taken, handed_over

_ZERO = Decimal(0)


@dataclass(frozen=True)
class LineMatch:
    """One line, three ways: ordered, handed over, asked for before and now; `due`: what is handed over and not asked
    for yet, at contract price. `told` empty: it fits."""

    line: OrderLine
    handed: Taken
    invoiced: Taken
    quantity: Decimal
    amount: Decimal

    @property
    def due(self) -> Taken:
        return Taken(self.handed.quantity - self.invoiced.quantity, self.handed.amount - self.invoiced.amount)

    @property
    def told(self) -> str:
        due = self.due
        if self.quantity > due.quantity:
            return (
                f"{self.line.name}: ditagih {_count(self.quantity)}, yang sudah diserahterimakan dan belum ditagih "
                f"{_count(due.quantity)}."
            )
        worth = self.worth
        if self.amount > worth:
            return f"{self.line.name}: ditagih {rupiah(self.amount)}, menurut pesanan {rupiah(worth)}."
        if self.amount < worth:
            return f"{self.line.name}: ditagih {rupiah(self.amount)}, kurang dari {rupiah(worth)} menurut pesanan."
        return ""

    @property
    def worth(self) -> Decimal:
        """What the quantity asked for is worth at contract price."""
        due = self.due
        if self.quantity >= due.quantity:
            return due.amount
        return (due.amount * self.quantity / due.quantity).quantize(Decimal("0.01"))


def matched(order: Order, asked: Mapping[int, tuple[Decimal, Decimal]]) -> list[LineMatch]:
    """Every line of the order beside what is asked for it: quantity and amount by id of the line."""
    handed: dict[int, Taken] = {}
    for (line_id, _call), one in handed_over(order).items():
        before = handed.get(line_id, Taken())
        handed[line_id] = Taken(before.quantity + one.quantity, before.amount + one.amount)
    invoiced = invoiced_so_far(order)
    return [
        LineMatch(
            line,
            handed.get(line.pk, Taken()),
            invoiced.get(line.pk, Taken()),
            *asked.get(line.pk, (_ZERO, _ZERO)),
        )
        for line in order.lines.all()
    ]


def invoiced_so_far(order: Order) -> dict[int, Taken]:
    """By line, what standing invoices ask for."""
    found: dict[int, Taken] = {}
    lines = InvoiceLine.objects.filter(invoice__order=order, invoice__returned_at__isnull=True)
    for line_id, quantity, amount in lines.values_list("line_id", "quantity", "amount"):
        before = found.get(line_id, Taken())
        found[line_id] = Taken(before.quantity + quantity, before.amount + amount)
    return found


def whole_claim(order: Order) -> dict[int, tuple[Decimal, Decimal]]:
    """What may be asked for now: everything handed over and not asked for yet, by line."""
    return {one.line.pk: (one.due.quantity, one.due.amount) for one in matched(order, {}) if one.due.amount > 0}


def invoices(order_id: int) -> list[Invoice]:
    """The invoices of an order with lines and payments, the latest first."""
    found = Invoice.objects.filter(order_id=order_id).prefetch_related("lines__line", "payments")
    return list(found.order_by("-received_at", "-pk"))


def needs_lines(part: PaymentPart) -> bool:
    """Whether an invoice names what was handed over: an advance comes before it, retention is given back after it."""
    return part in (PaymentPart.INSTALMENT, PaymentPart.FINAL)


def _count(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}".replace(".", ",")
