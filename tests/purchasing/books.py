"""The books of orders counted a second time, from the rows themselves: what must hold after every step of a walk."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Sum

from belanja.facts.models import SpendFact
from belanja.purchasing.models import CallOffLine, Order, Payment, Settlement
from belanja.purchasing.selectors.deliveries import signed_handovers
from belanja.rules.buying.states import CANCELLED, SIGNED, OrderKind, OrderState, PaymentPart, PaymentState
from belanja.rules.buying.taxes import Collector, TaxKind
from belanja.rules.channels import Stage

_ZERO = Decimal(0)


def order_balances(order: Order) -> None:
    """Hand-overs, claims, payments and quantities of one order against its account and its contract."""
    handed = sum((one.amount for one in signed_handovers(order.pk)), _ZERO)
    standing = list(Payment.objects.filter(order=order).exclude(state=PaymentState.REFUSED))
    claims = [one for one in standing if one.part not in (PaymentPart.ADVANCE, PaymentPart.RETENTION)]
    claimed = sum((one.gross for one in claims), _ZERO)
    cash = sum((one.net + one.withheld_total for one in standing), _ZERO)
    advanced = sum((one.gross for one in standing if one.part == PaymentPart.ADVANCE), _ZERO)
    recovered = sum((one.advance_recovered for one in standing), _ZERO)
    assert claimed <= handed <= (order.total if order.cap is None else order.cap)
    assert cash - (advanced - recovered) <= handed
    assert recovered <= advanced <= order.advance
    for one in standing:
        kept = one.advance_recovered + one.penalty + one.retention
        assert one.gross == one.net + one.withheld_total + one.set_aside + kept
        kinds = {str(line["kind"]): line["collector"] for line in one.withheld}
        assert (one.set_aside > 0) == (TaxKind.RESERVE in kinds)
        assert kinds.get(TaxKind.RESERVE, Collector.NOBODY) == Collector.NOBODY
    account = Settlement.objects.filter(order=order).first()
    if account is not None:
        assert (account.handed_over, account.claimed, account.advanced) == (handed, claimed, advanced)
        shown = [one for one in standing if PaymentState(one.state).paid]
        counted = (one.net + one.withheld_total + one.penalty + one.set_aside for one in shown)
        assert account.settled == sum(counted, _ZERO)
        # Nothing is paid that carries what was set aside, before the firm is known not to be PKP.
        assert order.ppn_given_up or not any(one.set_aside for one in shown)
    called = dict(
        CallOffLine.objects.filter(call__order=order, call__cancelled_at=None)
        .values_list("line")
        .annotate(sum=Sum("quantity"))
    )
    for line in order.lines.all():
        most = called.get(line.pk, _ZERO) if order.kind == OrderKind.CALL_OFF else line.quantity
        assert line.sent >= line.accepted + line.rejected
        assert line.invoiced <= line.accepted <= most <= line.quantity


def facts_of(orders: Mapping[str, Order]) -> dict[str, dict[Stage, Decimal]]:
    """By code and stage, what the facts tell now."""
    found: dict[str, dict[Stage, Decimal]] = defaultdict(dict)
    rows = SpendFact.objects.filter(document__key__in=list(orders), known_to=None)
    for code, stage, amount in rows.values_list("document__key", "stage").annotate(sum=Sum("amount")):
        found[code][Stage(stage)] = amount
    return found


def facts_agree(orders: Mapping[str, Order]) -> None:
    """Every stage of every order is told with its own amount, once; what was called off is told as nothing else."""
    told = facts_of(orders)
    for code, order in orders.items():
        state, stages = OrderState(order.state), told.get(code, {})
        handed = sum((one.amount for one in signed_handovers(order.pk)), _ZERO)
        called = order.calls.filter(cancelled_at=None).aggregate(sum=Sum("total"))["sum"] or _ZERO
        worth = order.total if order.kind == OrderKind.ONCE else called
        if state in CANCELLED:
            assert not {Stage.ORDERED, Stage.CONTRACTED, Stage.RECEIVED, Stage.PAID} & set(stages), stages
            continue
        if order.kind == OrderKind.ONCE or state in SIGNED:
            assert stages.get(Stage.ORDERED, _ZERO) == worth
        assert stages.get(Stage.CONTRACTED, _ZERO) == (worth if state in SIGNED else _ZERO)
        received = handed if order.handed_over_at is not None or order.kind == OrderKind.CALL_OFF else _ZERO
        assert stages.get(Stage.RECEIVED, _ZERO) == received
        paid = stages.get(Stage.PAID, _ZERO)
        assert paid == handed if order.paid_at is not None else paid <= (handed if order.cap is not None else _ZERO)
