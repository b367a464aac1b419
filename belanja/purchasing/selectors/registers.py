"""The register of payment orders beside the payments that are known here: what waits on either side, and what may be
one and the same."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from belanja.rules.buying.sp2d import Likely, Registered, RowKind, Waiting, compare
from belanja.rules.buying.states import PaymentState

from ..models import Payment, Register, Sp2dRow
from .lists import Units, within

#: How many rows or payments are suggested for one another.
MOST = 5


def rows(government_id: int, units: Units, *, year: int) -> QuerySet[Sp2dRow]:
    """The register of a year, of units in reach (None: all); rows without a unit belong to whoever sees all."""
    return within(Sp2dRow.objects.filter(government_id=government_id, year=year).select_related("unit"), units)


def row_in(government_id: int, units: Units, row_id: int) -> Sp2dRow | None:
    """A row of the register, of units in reach."""
    found = Sp2dRow.objects.filter(government_id=government_id, pk=row_id).select_related("unit", "government")
    return within(found, units).first()


def registers(government_id: int, units: Units) -> QuerySet[Register]:
    """The registers that were brought for units in reach."""
    return within(Register.objects.filter(government_id=government_id).select_related("unit"), units)


def rows_alone(government_id: int, units: Units, *, year: int) -> QuerySet[Sp2dRow]:
    """Rows of which something is no payment known here, and of which nobody has said why."""
    found = rows(government_id, units, year=year)
    return found.filter(used__lt=F("amount"), settled_note="").order_by("-day", "-amount", "pk")


def rows_near(alone: QuerySet[Sp2dRow], payment: Payment) -> QuerySet[Sp2dRow]:
    """Of rows that stand alone those of which as much is left as a register may state of a payment."""
    found = alone.annotate(remaining=F("amount") - F("used")).filter(remaining__in=amounts_of(payment))
    return found.exclude(pk__in=payment.not_rows)[:MOST]


def payments_of(row: Sp2dRow) -> list[Payment]:
    """The payments that a row has paid, the earliest first."""
    return list(row.payments.select_related("order", "order__unit", "invoice").order_by("pk"))


def payments_alone(government_id: int, units: Units, *, year: int | None = None) -> QuerySet[Payment]:
    """Payments that wait for a row: asked for, or documented and not found in the register yet."""
    found = Payment.objects.filter(
        order__government_id=government_id,
        row__isnull=True,
        state__in=[PaymentState.REQUESTED.value, PaymentState.DOCUMENTED.value],
    ).select_related("order", "order__unit", "invoice")
    if year is not None:
        found = found.filter(order__year=year)
    return within(found, units, "order__unit_id").order_by("at", "pk")


@dataclass(frozen=True)
class Pair:
    """A row and a payment that may be one, with what speaks for it."""

    row: Sp2dRow
    payment: Payment
    likely: Likely


def candidates(row: Sp2dRow, payments: Iterable[Payment]) -> list[Pair]:
    """Payments that a row may be, the likeliest first."""
    found = [
        Pair(row, payment, likely)
        for payment, told in told_of(payments)
        if _may_be(row, payment) and (likely := compare(_registered(row), told)) is not None
    ]
    return sorted(found, key=lambda one: (-one.likely.weight, one.payment.pk))[:MOST]


def certain(rows: Iterable[Sp2dRow], payments: Iterable[Payment]) -> list[Pair]:
    """Rows and payments that go together beyond doubt: certain by the rule, and the only one of its weight on both
    sides. In the order of the orders, which is that of their locks."""
    by_amount: dict[object, list[tuple[Payment, Waiting]]] = defaultdict(list)
    for payment, told in told_of(payments):
        for amount in told.amounts:
            by_amount[amount].append((payment, told))
    of_row: dict[int, list[Pair]] = defaultdict(list)
    of_payment: dict[int, list[Pair]] = defaultdict(list)
    for row in rows:
        for payment, told in by_amount.get(row.amount, []):
            likely = compare(_registered(row), told) if _may_be(row, payment) else None
            if likely is not None and likely.certain:
                pair = Pair(row, payment, likely)
                of_row[row.pk].append(pair)
                of_payment[payment.pk].append(pair)
    heaviest = [best for pairs in of_row.values() if (best := _alone(pairs)) is not None]
    found = [pair for pair in heaviest if _alone(of_payment[pair.payment.pk]) is pair]
    return sorted(found, key=lambda one: (one.payment.order_id, one.payment.pk))


def told_of(payments: Iterable[Payment]) -> list[tuple[Payment, Waiting]]:
    """Payments as the rule asks, with the accounts to which their firms were paid before; one query more."""
    known = list(payments)
    accounts: dict[int, set[str]] = defaultdict(set)
    # The account of a row out of the treasurer's cash is his own.
    before = Sp2dRow.objects.filter(payments__order__firm_id__in={one.order.firm_id for one in known})
    before = before.exclude(account_mark="").exclude(kind__in=[kind.value for kind in RowKind if kind.of_cash])
    for firm_id, mark in before.values_list("payments__order__firm_id", "account_mark"):
        accounts[firm_id].add(mark)
    return [(one, _waiting(one, frozenset(accounts[one.order.firm_id]))) for one in known]


def amounts_of(payment: Payment) -> frozenset[Decimal]:
    """What a register may state of a payment: all of it, less what was held back, or net of tax too."""
    cash = payment.payable - payment.advance_recovered - payment.penalty - payment.retention
    return frozenset({payment.payable, cash, payment.net})


def search(payments: QuerySet[Payment], asked: str) -> QuerySet[Payment]:
    """Payments by code of the order, firm or number of the bill."""
    words = asked.strip()
    named = Q(order__code__iexact=words) | Q(order__firm_name__icontains=words) | Q(invoice__number__icontains=words)
    return payments.filter(named) if words else payments


def _waiting(payment: Payment, accounts: frozenset[str]) -> Waiting:
    return Waiting(payment.sp2d, payment.order.firm_name, amounts_of(payment), accounts)


def _registered(row: Sp2dRow) -> Registered:
    return Registered(row.number, row.firm_name, row.left, row.account_mark)


def _may_be(row: Sp2dRow, payment: Payment) -> bool:
    """Of one unit, and nobody has said that the two are not one."""
    return row.unit_id in (None, payment.order.unit_id) and row.pk not in payment.not_rows


def _alone(pairs: list[Pair]) -> Pair | None:
    """The heaviest, where none is as heavy."""
    best = sorted(pairs, key=lambda one: -one.likely.weight)
    return best[0] if len(best) == 1 or best[0].likely.weight > best[1].likely.weight else None
