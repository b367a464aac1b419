"""Every order once, as a member of groups, with what it is grouped by."""

from collections.abc import Iterator
from dataclasses import dataclass

from belanja.rules.buying.states import OrderKind
from belanja.rules.channels import Channel, Stage
from belanja.rules.firms import Scale
from belanja.rules.flags.subjects import Bought
from belanja.rules.working_days import is_working_day

from .own import OwnRow, own_rows
from .plans import plan_of
from .reading import Reading, day_of, wib_of
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


def members(reading: Reading) -> Iterator[Member]:
    """All orders of e-Purchasing of a government, whatever has changed: groups are given whole."""
    for row in own_rows(reading, everything=True):
        yield _own(row, reading)
    for told in told_rows(reading, everything=True):
        if told.day is not None and told.channel in (Channel.V5, Channel.V6, Channel.TOKO_DARING):
            yield _told(told, reading)


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
