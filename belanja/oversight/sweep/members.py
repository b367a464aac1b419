"""Every order once, as a member of groups, with what it is grouped by."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from belanja.rules.buying.states import OrderKind
from belanja.rules.channels import Channel, Stage
from belanja.rules.firms import Scale
from belanja.rules.flags.counting import percent_of
from belanja.rules.flags.subjects import Bought
from belanja.rules.working_days import is_working_day

from .changed import Changed
from .own import OwnRow, own_rows
from .plans import plan_of
from .reading import Reading, day_of, rows, wib_of
from .told import ToldRow, officer_of, told_rows

#: How Katalog v6 says that an order was paid past it.
_OUTSIDE = "PAYMENT_OUTSIDE_SYSTEM"
#: Digits of a KBKI code that name a group of like goods.
_GROUP = 5


@dataclass(frozen=True, slots=True)
class Member:
    """`goods`: what it buys, as broad as a shelf; empty where the feed tells none. `alike`: what may be one need, by
    the first five digits of the KBKI of its weightiest line, else as `goods`. `cancelled`: it came to nothing.
    `shelf`: number of the own shelf of that line. `touched`: it is among what this sweep asks about."""

    bought: Bought
    year: int
    plan: str
    goods: str
    scale: Scale | None
    cancelled: bool
    alike: str
    touched: bool
    shelf: int | None = None


#: What a unit ordered in a year, and of it in the last thirty days, of orders that are members and came to something.
_FORMER = """
SELECT unit_id, year, sum(total), coalesce(sum(total) FILTER (WHERE day >= make_date(year, 12, 2)), 0)
FROM (
  SELECT d.unit_id, d.year::int, d.amount AS total, d.ordered_on AS day FROM facts_purchasedocument d
  WHERE d.government_id = %(government)s AND d.channel IN ('v5', 'v6', 'toko_daring') AND NOT d.vanished
    AND d.stages & 32 = 0 AND d.ordered_on IS NOT NULL AND d.year = ANY(%(years)s)
    AND NOT EXISTS (SELECT FROM facts_purchasedocument n WHERE n.linked_to_id = d.id)
  UNION ALL
  SELECT o.unit_id, o.year::int, o.total, (o.created_at AT TIME ZONE 'Asia/Jakarta')::date FROM purchasing_order o
  WHERE o.government_id = %(government)s AND o.state NOT LIKE 'CANCELLED%%' AND o.year = ANY(%(years)s)) x
GROUP BY 1, 2
"""
#: Years before one that a unit's last days are held against.
YEARS_BEFORE = 5


def members(reading: Reading) -> Iterator[Member]:
    """All orders of e-Purchasing of a government; where only what changed is asked, all of its years: groups are given
    whole."""
    years = None if reading.changed is None else _years(reading.changed)
    if years == []:
        return
    for row in own_rows(reading, years=years):
        yield _own(row, reading)
    for told in told_rows(reading, years=years):
        if told.day is not None and told.channel in (Channel.V5, Channel.V6, Channel.TOKO_DARING):
            yield _told(told, reading)


def late_before(reading: Reading) -> dict[tuple[str, int], Decimal]:
    """Percent of a year's value that a unit ordered in the last thirty days, of the years before those of `members`.
    Empty in a whole sweep, where all years are."""
    if reading.changed is None or not (years := _years(reading.changed)):
        return {}
    before = {year - back for year in years for back in range(1, YEARS_BEFORE + 1)} - set(years)
    values = {"government": reading.government_id, "years": sorted(before)}
    return {(str(unit), year): percent_of(late, total) for unit, year, total, late in rows(_FORMER, values)}


def _years(changed: Changed) -> list[int]:
    return sorted(int(str(one)) for one in changed.of("year"))


def _own(row: OwnRow, reading: Reading) -> Member:
    plan = plan_of(reading, row.year, [row.plan] if row.plan else [])
    rated = None if row.rated is None else not row.unrated
    bought = Bought(
        key=row.code,
        day=row.day,
        total=row.total,
        firm=str(row.firm),
        unit=str(row.unit),
        officer=str(row.buyer),
        at=wib_of(row.created_at),
        day_off=not is_working_day(row.day, reading.days_off),
        ceiling=plan.ceiling if plan else None,
        listed=row.listed,
        agreed=row.agreed,
        imported=row.imported,
        signed_on=day_of(row.signed_at),
        received_on=row.whole_on,
        cancelled_on=day_of(row.cancelled_at) if row.cancelled else None,
        outside=row.outside,
        score=row.score,
        rated=rated,
        call_off=row.kind == OrderKind.CALL_OFF,
    )
    goods = f"e{row.shelf}" if row.shelf else ""
    alike = f"kbki{row.kbki[:_GROUP]}" if row.kbki and len(row.kbki) >= _GROUP else goods
    return Member(
        bought,
        row.year,
        row.plan,
        goods,
        _scale(row.scale),
        row.cancelled,
        alike,
        reading.asks("own", row.id) or reading.asks("moved", str(row.unit)),
        row.shelf,
    )


def _told(row: ToldRow, reading: Reading) -> Member:
    assert row.day is not None  # as asked for
    plan = plan_of(reading, row.year, row.plans)
    paid = bool(row.stages & (Stage.COMPLETED | Stage.PAID)) or row.status == _OUTSIDE
    bought = Bought(
        key=row.written,
        day=row.day,
        total=row.amount,
        channel=Channel(row.channel),
        firm=reading.firm(row.refs, row.vendor),
        unit=str(row.unit),
        officer=officer_of(row),
        day_off=not is_working_day(row.day, reading.days_off),
        ceiling=plan.ceiling if plan else None,
        imported=row.imported if row.channel == Channel.V5 else None,
        signed_on=row.signed_on if row.channel == Channel.V6 else None,
        outside=row.status == _OUTSIDE if row.channel == Channel.V6 and paid else None,
    )
    goods = f"k{row.shelf}" if row.shelf else ""
    code = row.plans[0] if len(row.plans) == 1 else ""
    touched = reading.asks("told", row.id) or reading.asks("moved", str(row.unit))
    return Member(bought, row.year, code, goods, _scale(row.scale), row.cancelled, goods, touched)


def _scale(written: str | None) -> Scale | None:
    return Scale(written) if written else None
