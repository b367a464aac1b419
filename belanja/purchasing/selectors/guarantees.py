"""Which guarantees an order has, what of its advance none covers, and which run out."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules.buying.guarantees import Guaranteed, lacking
from belanja.rules.buying.states import CANCELLED, GuaranteeKind, PaymentPart, PaymentState
from belanja.rules.money import ZERO

from ..models import Guarantee, Order, Settlement


def guarantees(order_id: int) -> QuerySet[Guarantee]:
    """The guarantees of an order, the first to run out first; their scans are not read."""
    return Guarantee.objects.filter(order_id=order_id).defer("content").order_by("valid_to", "pk")


def lacking_for(order: Order, *, on: date) -> Decimal:
    """How many rupiah of the advance that is asked for or paid, and not given back yet, no guarantee covers."""
    asked = order.payments.filter(part=PaymentPart.ADVANCE).exclude(state=PaymentState.REFUSED)
    advance = sum(asked.values_list("gross", flat=True), ZERO)
    if not advance:
        return ZERO
    account = Settlement.objects.filter(order=order).first()
    back = account.recovered if account is not None else ZERO
    held = [
        Guaranteed(GuaranteeKind(one.kind), one.amount, one.valid_from, one.state_on(on))
        for one in guarantees(order.pk)
    ]
    return lacking(held, advance=advance - back, on=on)


def may_stop(order: Order, *, on: date) -> bool:
    """Whether a missing guarantee stops the payment of an advance: the region's legal office has confirmed it."""
    key = "beli.jaminan.uang_muka"
    return institutions.parameter_row(key, government_id=order.government_id, on=on).value == "ya"


def running_out(*, on: date) -> QuerySet[Guarantee]:
    """Guarantees that are held and have ended, or may end soon (`is_soon` says so), of orders not cancelled."""
    found = Guarantee.objects.filter(
        returned_on__isnull=True, claimed_on__isnull=True, valid_to__lte=on + timedelta(days=_LONGEST)
    ).exclude(order__state__in=CANCELLED)
    return found.defer("content").select_related("order__government", "order__unit", "order__firm").order_by("valid_to")


def of_officer(orders: Q) -> list[Guarantee]:
    """What runs out among the orders that are somebody's as PPK (`whose.of_ppk`)."""
    today = clock.today()
    found = running_out(on=today).filter(order__in=Order.objects.filter(orders))
    return [one for one in found if is_soon(one, on=today)]


def of_firm(firm_id: int) -> list[Guarantee]:
    """What runs out among the orders to a firm."""
    today = clock.today()
    found = running_out(on=today).filter(order__firm_id=firm_id)
    return [one for one in found if is_soon(one, on=today)]


def is_soon(one: Guarantee, *, on: date) -> bool:
    """Whether a guarantee ends within the dated days of its own government."""
    return one.valid_to <= on + timedelta(days=reminded_before(one.order.government_id, on=on))


def reminded_before(government_id: int, *, on: date) -> int:
    """How many days before its end a guarantee is told of (`beli.jaminan.ingat`)."""
    return int(institutions.parameter("beli.jaminan.ingat", government_id=government_id, on=on))


#: Days: no government reminds earlier than a year before.
_LONGEST = 366
