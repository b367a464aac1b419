"""*Yang akan saya terima*: what a firm will receive for an order or a bill, after what, and from whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from belanja.rules.buying.states import PaymentState
from belanja.rules.buying.taxes import TaxLine
from belanja.rules.money import ZERO

from ..models import Order, Payment
from ..taxes import estimate_of


@dataclass(frozen=True)
class Receivable:
    """Rupiah. `taxes`: what is withheld or set aside, each with who collects it; `own_taxes`: what the firm pays
    itself; `sure`: the treasurer has confirmed the taxes, else they are *perkiraan*; `unsure`: what the estimate does
    not know; `net`: what reaches the firm; `later`: retention, given back later."""

    price: Decimal
    taxes: Sequence[TaxLine]
    own_taxes: Sequence[TaxLine]
    advance: Decimal
    penalty: Decimal
    later: Decimal
    net: Decimal
    sure: bool
    unsure: Sequence[str]
    paid: bool = False

    @property
    def withheld(self) -> Decimal:
        return sum((line.amount for line in self.taxes), ZERO)


def for_order(order: Order) -> Receivable:
    """What an order as it stands will bring in all, before anything is delivered: `advance` comes first of it, and
    `penalty` is what was found so far."""
    estimate = estimate_of(order, order.total)
    withheld = [line for line in estimate.lines if not line.own]
    later = (order.total * order.retention_percent / 100).quantize(Decimal("0.01"))
    net = order.total - sum((line.amount for line in withheld), ZERO) - order.penalty
    return Receivable(
        price=order.total,
        taxes=withheld,
        own_taxes=[line for line in estimate.lines if line.own],
        advance=order.advance,
        penalty=order.penalty,
        later=later,
        net=net,
        sure=False,
        unsure=estimate.unsure,
    )


def for_payment(payment: Payment) -> Receivable:
    """What one bill brings: `advance` is what it gives back of an advance, `later` what is retained."""
    lines = [TaxLine.from_json(line) for line in payment.withheld]
    return Receivable(
        price=payment.gross,
        taxes=[line for line in lines if not line.own],
        own_taxes=[line for line in lines if line.own],
        advance=payment.advance_recovered,
        penalty=payment.penalty,
        later=payment.retention,
        net=payment.net,
        sure=payment.taxes_confirmed_at is not None,
        unsure=(),
        paid=PaymentState(payment.state).paid,
    )
