"""How units pay: what is handed over and not paid yet, and for how long. How many days a unit takes is a figure like
others (`affirmation.selectors.waits`)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules.buying.states import PaymentState
from belanja.rules.money import ZERO

from ..models import Handover, Order, Payment
from .lists import Units, within


@dataclass(frozen=True)
class Unpaid:
    """An order of which something is handed over and not paid. `owed`: rupiah with tax, less penalty found; `since`:
    day of the first BAST that no payment covers; `billed`: whether the firm has sent a bill for it."""

    order: Order
    owed: Decimal
    since: date
    billed: bool

    @property
    def days(self) -> int:
        return (clock.today() - self.since).days


def unpaid(government_id: int, units: Units, *, firm_id: int | None = None) -> list[Unpaid]:
    """What units owe firms, the longest first. Three queries whatever the number."""
    found = Order.objects.filter(government_id=government_id, settlement__handed_over__gt=F("settlement__settled"))
    found = within(found, units)
    found = found if firm_id is None else found.filter(firm_id=firm_id)
    orders = list(found.select_related("unit", "settlement"))
    signed: dict[int, list[Handover]] = defaultdict(list)
    for one in _signed(orders):
        signed[one.order_id].append(one)
    asked = Payment.objects.filter(order__in=orders, state=PaymentState.REQUESTED).exclude(part="uang_muka")
    billed = set(asked.values_list("order_id", flat=True))
    rows = [_unpaid(order, signed[order.pk], order.pk in billed) for order in orders]
    return sorted((row for row in rows if row.owed > 0), key=lambda row: (row.since, row.order.pk))


def _signed(orders: Iterable[Order]) -> QuerySet[Handover]:
    both = Q(refused_at__isnull=True, buyer_signed_at__isnull=False, firm_signed_at__isnull=False)
    return Handover.objects.filter(both, order__in=orders).order_by("day", "number")


def _unpaid(order: Order, handovers: list[Handover], billed: bool) -> Unpaid:
    account, covered = order.settlement, ZERO
    since = handovers[-1].day if handovers else clock.today()
    for one in handovers:
        covered += one.amount
        if covered > account.settled:
            since = one.day
            break
    kept = max(ZERO, order.penalty - account.penalised)
    return Unpaid(order, account.handed_over - account.settled - kept, since, billed)


@dataclass(frozen=True)
class Aged:
    """What one unit owes one firm: orders, rupiah, and the days of the oldest; `old`: past the dated days."""

    unit: str
    firm: str
    orders: int
    owed: Decimal
    days: int
    old: bool


def aged(rows: Iterable[Unpaid], *, old_after: int) -> list[Aged]:
    """Unpaid orders by unit and firm, the longest waiting first."""
    groups: dict[tuple[str, str], list[Unpaid]] = defaultdict(list)
    for row in rows:
        groups[row.order.unit.name, row.order.firm_name].append(row)
    found = [
        Aged(
            unit,
            firm,
            len(those),
            sum((one.owed for one in those), ZERO),
            days := max(one.days for one in those),
            days > old_after,
        )
        for (unit, firm), those in groups.items()
    ]
    return sorted(found, key=lambda one: (-one.days, one.unit, one.firm))


def old_after(government_id: int) -> int:
    """After how many days an unpaid hand-over is old (`beli.bayar.lama`)."""
    return int(institutions.parameter("beli.bayar.lama", government_id=government_id, on=clock.today()))


def waiting_payments(government_id: int, units: Units) -> QuerySet[Payment]:
    """What waits for a treasurer: payments asked for, the oldest first."""
    found = Payment.objects.filter(order__government_id=government_id, state=PaymentState.REQUESTED)
    found = within(found, units, "order__unit_id")
    return found.select_related("order", "order__unit", "order__government", "invoice").order_by("at", "pk")


def next_step(payment: Payment) -> str:
    """What a treasurer does next about a payment that waits, or was recorded and is in no register yet."""
    if payment.state == PaymentState.DOCUMENTED:
        return "Cocokkan dengan SP2D"
    if payment.taxes_confirmed_at is None:
        return "Periksa dan sahkan pajak"
    return "Catat pembayaran, atau cocokkan dengan SP2D"


def payment_in(government_id: int, units: Units, payment_id: int) -> Payment | None:
    """A payment of the units in reach."""
    found = Payment.objects.filter(order__government_id=government_id, pk=payment_id)
    found = within(found, units, "order__unit_id")
    return found.select_related("order", "order__unit", "order__government", "invoice", "row").first()
