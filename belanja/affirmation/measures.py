"""From evidence to one unit's numerator and denominator: an amount, or the reason why it is not known.

Order of the reasons: a missing feed, a truncated feed, then what concerns the unit alone.
"""

from collections.abc import Iterable
from decimal import Decimal

from belanja.intake.feeds.orders import CHANNEL
from belanja.intake.models import HeldItem
from belanja.plans.budgets import BudgetInForce, Entered
from belanja.rules import money
from belanja.rules.channels import Channel, Stage
from belanja.rules.indicators import (
    ORDER_FEEDS,
    Denominator,
    DenominatorRule,
    EvidenceKind,
    Indicator,
    Mark,
    Numerator,
)
from belanja.rules.shares import Amount, Reason

from .evidence import Evidence, Marked, Spend
from .figures import Definition

_CUT = (HeldItem.Kind.FEED_TRUNCATED,)
_CUT_OR_SHORT = (HeldItem.Kind.FEED_TRUNCATED, HeldItem.Kind.COLUMN_VANISHED)
#: Numerators that rest on a column of their own; without it they wait, the others go on.
_COLUMNS = {
    Numerator.TERIMA: ("v6_orders", "pengiriman"),
    Numerator.SELESAI: ("v5_orders", "paket_status_str"),
}
#: The columns of the plan that hold its marks.
PLAN_FEED = "rup_penyedia"
_MARK_COLUMNS = {Mark.PDN: (PLAN_FEED, "pdn"), Mark.UMKK: (PLAN_FEED, "ukm")}
_UNIT_DOUBTS = (
    (HeldItem.Kind.BUDGET_CONFLICT, Reason.BUDGET_CONFLICT),
    (HeldItem.Kind.BUDGET_IMPLAUSIBLE, Reason.BUDGET_IMPLAUSIBLE),
)


def counted_channels(indicator: Indicator, *, toko_daring: bool) -> tuple[Channel, ...]:
    """Channels whose orders enter the numerator; `toko_daring` is the dated switch of the government."""
    return indicator.channels + (indicator.optional_channels if toko_daring else ())


def order_feeds(channels: Iterable[Channel]) -> tuple[str, ...]:
    """Feeds that bring the orders of these channels; those of the two catalogues always, as a figure without any of
    them is not known."""
    wanted = set(channels)
    return ORDER_FEEDS + tuple(
        feed for feed, channel in CHANNEL.items() if channel in wanted and feed not in ORDER_FEEDS
    )


def numerator_feeds(definition: Definition) -> tuple[str, ...]:
    """Feeds on which the numerator rests."""
    if definition.numerator.stage is None:
        return (PLAN_FEED,)
    feeds = order_feeds(definition.channels)
    return (*feeds, PLAN_FEED) if definition.evidence is EvidenceKind.RUP else feeds


def denominator_feeds(definition: Definition) -> tuple[str, ...]:
    """Feeds on which the denominator rests."""
    if definition.denominator.code is Denominator.REALISASI_PENGADAAN:
        return order_feeds(Channel)
    return definition.denominator.feeds


def channels_not_loaded(evidence: Evidence, definition: Definition) -> tuple[Channel, ...]:
    """Channels that enter a figure of all channels and whose feeds were not loaded for the year."""
    if not definition.all_channels:
        return ()
    feeds: dict[Channel, list[str]] = {}
    for feed, channel in CHANNEL.items():
        feeds.setdefault(channel, []).append(feed)
    return tuple(channel for channel, names in feeds.items() if not any(name in evidence.pulls for name in names))


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


def counted_of(evidence: Evidence, unit_ids: Iterable[int], definition: Definition) -> Amount:
    """What counts for the numerator of these units, and what may count; nothing is asked about missing feeds."""
    unit_ids = list(unit_ids)
    mark, stage = definition.indicator.mark, definition.numerator.stage
    if stage is None:
        return _planned(evidence, unit_ids, mark)
    whole = spend_of(evidence, unit_ids, stage, definition.channels).amount
    if mark is None:
        return Amount(whole)
    marked = _marked(evidence, unit_ids, stage, definition)
    return Amount(marked.yes, unclassified=whole - marked.yes - marked.no)


def numerator_of(evidence: Evidence, unit_ids: Iterable[int], definition: Definition) -> Amount:
    """The numerator of a Perangkat Daerah (`unit_ids`: it and its sub-units)."""
    missing = _numerator_missing(evidence, definition)
    if missing is not None:
        return missing
    unit_ids = list(unit_ids)
    if definition.numerator.stage is not None and _any_uncertain(evidence, unit_ids, definition.channels):
        return Amount(None, Reason.STATUS_UNKNOWN)
    return counted_of(evidence, unit_ids, definition)


def denominator_of(evidence: Evidence, pd_id: int, unit_ids: Iterable[int], definition: Definition) -> Amount:
    """The base of a Perangkat Daerah `pd_id` with all its units `unit_ids`. An entered budget that covers them all
    needs no feed and waits for none."""
    rule, unit_ids = definition.denominator, list(unit_ids)
    if rule.code is Denominator.REALISASI_PENGADAAN:
        return _realised(evidence, unit_ids, definition)
    if (whole := entered_whole(evidence, pd_id, rule)) is not None:
        return Amount(whole.amounts[0])
    if any(feed not in evidence.pulls for feed in rule.feeds):
        return Amount(None, Reason.FEED_MISSING)
    on_budget = rule.code is Denominator.BELANJA_PENGADAAN
    if evidence.waits(_CUT_OR_SHORT if on_budget else _CUT, rule.feeds):
        return Amount(None, Reason.FEED_TRUNCATED)
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


def _numerator_missing(evidence: Evidence, definition: Definition) -> Amount | None:
    """The feed that is missing or cut off for every unit; None where there is none."""
    mark, plan = definition.indicator.mark, definition.numerator.stage is None
    if not plan:
        lacking = _orders_missing(evidence, definition.channels, definition.needed_feeds if mark else ())
        if lacking is not None:
            return lacking
        if _lacks_column(evidence, _COLUMNS.get(definition.numerator.code)):
            return Amount(None, Reason.FEED_TRUNCATED)
    if plan or definition.evidence is EvidenceKind.RUP:
        if PLAN_FEED not in evidence.pulls:
            return Amount(None, Reason.FEED_MISSING, feed=PLAN_FEED)
        column = _MARK_COLUMNS[mark] if mark else None
        if evidence.waits(_CUT, (PLAN_FEED,)) or _lacks_column(evidence, column):
            return Amount(None, Reason.FEED_TRUNCATED, feed=PLAN_FEED)
    return None


def _orders_missing(evidence: Evidence, channels: Iterable[Channel], needed: Iterable[str]) -> Amount | None:
    """The feed of orders that is missing or cut off: one of the catalogues at least, and every one that is needed."""
    if not any(feed in evidence.pulls for feed in ORDER_FEEDS) and not evidence.native_orders:
        return Amount(None, Reason.FEED_MISSING)
    for feed in needed:
        if feed not in evidence.pulls:
            return Amount(None, Reason.FEED_MISSING, feed=feed)
    feeds = order_feeds(channels)
    if evidence.waits(_CUT, feeds):
        cut = next(feed for feed in feeds if evidence.waits(_CUT, (feed,)))
        return Amount(None, Reason.FEED_TRUNCATED, feed="" if cut in ORDER_FEEDS else cut)
    return None


def _realised(evidence: Evidence, unit_ids: list[int], definition: Definition) -> Amount:
    """What was contracted through every channel."""
    missing = _orders_missing(evidence, Channel, definition.needed_feeds)
    if missing is not None:
        return missing
    if _any_uncertain(evidence, unit_ids, tuple(Channel)):
        return Amount(None, Reason.STATUS_UNKNOWN)
    return Amount(spend_of(evidence, unit_ids, Stage.CONTRACTED, Channel).amount)


def _lacks_column(evidence: Evidence, column: tuple[str, str] | None) -> bool:
    return any(item.kind == HeldItem.Kind.COLUMN_VANISHED and (item.feed, item.key) == column for item in evidence.held)


def _any_uncertain(evidence: Evidence, unit_ids: Iterable[int], channels: tuple[Channel, ...]) -> bool:
    return any(_uncertain(evidence, unit_id, channels) for unit_id in unit_ids)


def _uncertain(evidence: Evidence, unit_id: int, channels: tuple[Channel, ...]) -> bool:
    sums = evidence.spend.get(unit_id, {})
    return any(
        (Stage.UNCERTAIN, str(channel)) in sums and sums[Stage.UNCERTAIN, str(channel)].facts != 0
        for channel in channels
    )


def _marked(evidence: Evidence, unit_ids: Iterable[int], stage: Stage, definition: Definition) -> Marked:
    yes = no = money.ZERO
    for unit_id in unit_ids:
        sums = evidence.marked.get(unit_id, {})
        for channel in definition.channels:
            found = sums.get((stage, str(channel), definition.marking))
            if found:
                yes += found.yes
                no += found.no
    return Marked(yes, no)


def _planned(evidence: Evidence, unit_ids: Iterable[int], mark: Mark | None) -> Amount:
    """Pagu of counting penyedia packages: those with the mark, or, without one, those by e-Purchasing."""
    plans = [evidence.plans[unit_id] for unit_id in unit_ids if unit_id in evidence.plans]
    if mark is None:
        return Amount(sum((plan.epurchasing for plan in plans), money.ZERO))
    marked = [plan.marked.get(mark, Marked()) for plan in plans]
    whole = sum((plan.penyedia for plan in plans), money.ZERO)
    yes = sum((found.yes for found in marked), money.ZERO)
    no = sum((found.no for found in marked), money.ZERO)
    return Amount(yes, unclassified=whole - yes - no)


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
