"""What a line of an order costs when its quantity, price, freight or tax rate is another: taxed as it was bought."""

from decimal import Decimal

from belanja.foundation import clock
from belanja.rules.buying.amounts import Sum, line_sum
from belanja.rules.buying.policy import Book
from belanja.rules.buying.supply import supply_of
from belanja.rules.buying.taxes import Taxed, TaxKind

from .models import Order, OrderLine
from .policy_case import book_for


def sum_of_line(
    line: OrderLine, order: Order, *, quantity: Decimal, price: Decimal, freight: Decimal, book: Book | None = None
) -> Sum:
    """The sums of a line with another quantity, price or freight, under the taxes of the day of its order."""
    book = book or book_for(order.government_id, clock.wib(order.created_at).date())
    taxed = Taxed(supply_of(line.kbki), registered=order.facts.registered, exempt=line.tax_kind == TaxKind.NONE)
    sums, _charge = line_sum(quantity=quantity, unit_price=price, freight=freight, taxed=taxed, book=book)
    return sums
