"""From evidence to one unit's numerator and denominator: an amount, or the reason why it is not known.

Order of the reasons: a missing feed, a truncated feed, then what concerns the unit alone.
"""

from collections.abc import Iterable
from decimal import Decimal

from belanja.intake.models import HeldItem
from belanja.plans.budgets import BudgetInForce, Entered
from belanja.rules import money
from belanja.rules.channels import Channel, Stage
from belanja.rules.indicators import Denominator, DenominatorRule, Indicator, Numerator, NumeratorRule
from belanja.rules.shares import Amount, Reason

from .evidence import ORDER_FEEDS, Evidence, Spend

_CUT = (HeldItem.Kind.FEED_TRUNCATED,)
_CUT_OR_SHORT = (HeldItem.Kind.FEED_TRUNCATED, HeldItem.Kind.COLUMN_VANISHED)
#: Numerators that rest on a column of their own; without it they wait, the others go on.
_COLUMNS = {
    Numerator.TERIMA: ("v6_orders", "pengiriman"),
    Numerator.SELESAI: ("v5_orders", "paket_status_str"),
}
_UNIT_DOUBTS = (
    (HeldItem.Kind.BUDGET_CONFLICT, Reason.BUDGET_CONFLICT),
    (HeldItem.Kind.BUDGET_IMPLAUSIBLE, Reason.BUDGET_IMPLAUSIBLE),
)


def counted_channels(indicator: Indicator, *, toko_daring: bool) -> tuple[Channel, ...]:
    """Channels whose orders enter the numerator; `toko_daring` is the dated switch of the government."""
    return indicator.channels + (indicator.optional_channels if toko_daring else ())


def order_feeds(channels: Iterable[Channel]) -> tuple[str, ...]:
    """Feeds that bring the orders of these channels."""
    return ORDER_FEEDS + ((str(Channel.TOKO_DARING),) if Channel.TOKO_DARING in channels else ())


def spend_of(evidence: Evidence, unit_ids: Iterable[int], stage: Stage, channels: Iterable[Channel]) -> Spend:
    """Sum of one stage over units and channels."""
    amount = undated = money.ZERO
    facts = 0
    wanted = [(stage, str(channel)) for channel in channels]
    for unit_id in unit_ids:
        sums = evidence.spend.get(unit_id)
        if not sums:
            continue
        for key in wanted:
            if key in sums:
                amount += sums[key].amount
                undated += sums[key].undated
                facts += sums[key].facts
    return Spend(amount, undated, facts)


def numerator_of(
    evidence: Evidence, unit_ids: Iterable[int], rule: NumeratorRule, channels: tuple[Channel, ...]
) -> Amount:
    """Rupiah ordered by a Perangkat Daerah (`unit_ids`: it and its sub-units) at the numerator's stage."""
    if not any(feed in evidence.pulls for feed in ORDER_FEEDS) and not evidence.native_orders:
        return Amount(None, Reason.FEED_MISSING)
    if evidence.waits(_CUT, order_feeds(channels)) or _lacks_column(evidence, rule.code):
        return Amount(None, Reason.FEED_TRUNCATED)
    unit_ids = list(unit_ids)
    if any(_uncertain(evidence, unit_id, channels) for unit_id in unit_ids):
        return Amount(None, Reason.STATUS_UNKNOWN)
    return Amount(spend_of(evidence, unit_ids, rule.stage, channels).amount)


def denominator_of(evidence: Evidence, pd_id: int, unit_ids: Iterable[int], rule: DenominatorRule) -> Amount:
    """The base of a Perangkat Daerah `pd_id` with all its units `unit_ids`. An entered budget that covers them all
    needs no feed and waits for none."""
    if (whole := entered_whole(evidence, pd_id, rule)) is not None:
        return Amount(whole.amounts[0])
    if any(feed not in evidence.pulls for feed in rule.feeds):
        return Amount(None, Reason.FEED_MISSING)
    on_budget = rule.code is Denominator.BELANJA_PENGADAAN
    if evidence.waits(_CUT_OR_SHORT if on_budget else _CUT, rule.feeds):
        return Amount(None, Reason.FEED_TRUNCATED)
    unit_ids = list(unit_ids)
    if on_budget:
        return _budget(evidence, pd_id, unit_ids)
    return Amount(sum((_plan(evidence, unit_id, rule.code) for unit_id in unit_ids), money.ZERO))


def entered_whole(evidence: Evidence, pd_id: int, rule: DenominatorRule) -> BudgetInForce | None:
    """The entry in force of a Perangkat Daerah that stands for everything counted under it, if there is one."""
    row = evidence.budgets.get(pd_id) if rule.code is Denominator.BELANJA_PENGADAAN else None
    return row if row and row.entered and row.entered.covers_below else None


def entries_used(evidence: Evidence, pd_id: int, unit_ids: Iterable[int], rule: DenominatorRule) -> tuple[Entered, ...]:
    """The entered budgets on which the base of a Perangkat Daerah rests; none where it comes from the feed alone."""
    if rule.code is not Denominator.BELANJA_PENGADAAN:
        return ()
    whole = entered_whole(evidence, pd_id, rule)
    rows = [whole] if whole else [evidence.budgets[unit] for unit in unit_ids if unit in evidence.budgets]
    return tuple(row.entered for row in rows if row.entered)


def _lacks_column(evidence: Evidence, code: Numerator) -> bool:
    return any(
        item.kind == HeldItem.Kind.COLUMN_VANISHED and (item.feed, item.key) == _COLUMNS.get(code)
        for item in evidence.held
    )


def _uncertain(evidence: Evidence, unit_id: int, channels: tuple[Channel, ...]) -> bool:
    sums = evidence.spend.get(unit_id, {})
    return any(
        (Stage.UNCERTAIN, str(channel)) in sums and sums[Stage.UNCERTAIN, str(channel)].facts != 0
        for channel in channels
    )


def _budget(evidence: Evidence, pd_id: int, unit_ids: list[int]) -> Amount:
    """A sub-unit without a row of its own leaves the budget known where the Perangkat Daerah itself has one;
    a Perangkat Daerah without an amount is known only when every row below it has one."""
    rows = {unit_id: evidence.budgets[unit_id] for unit_id in unit_ids if unit_id in evidence.budgets}
    # What is doubted about a unit's feed rows holds nothing once an entry stands in their place.
    doubtful = {unit_id for unit_id in unit_ids if unit_id not in rows or rows[unit_id].entered is None}
    for kind, reason in _UNIT_DOUBTS:
        if any(item.kind == kind and item.unit_id in doubtful for item in evidence.held):
            return Amount(None, reason)
    if any(len(row.amounts) > 1 for row in rows.values()):
        return Amount(None, Reason.BUDGET_CONFLICT)
    own = rows.pop(pd_id, None)
    complete = bool(own and own.amounts) or (bool(rows) and all(row.amounts for row in rows.values()))
    if not complete:
        return Amount(None, Reason.NO_BUDGET)
    amounts = [amount for row in (own, *rows.values()) if row for amount in row.amounts]
    return Amount(sum(amounts, money.ZERO))


def _plan(evidence: Evidence, unit_id: int, code: Denominator) -> Decimal:
    sums = evidence.plans.get(unit_id)
    if sums is None:
        return money.ZERO
    if code is Denominator.RUP_TOTAL:
        return sums.penyedia + sums.swakelola
    return sums.epurchasing if code is Denominator.RUP_EPURCHASING else sums.penyedia
