"""Orders looked at together: of a unit, an officer, a pair, a firm, a shelf, a quarter. Groups are whole; in a sweep of
what changed only those are asked that such an order belongs to. What others do beside them (peers) is seen at night."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import TypeVar

from belanja.rules.channels import Channel
from belanja.rules.flags.counting import percent_of
from belanja.rules.flags.subjects import (
    Bought,
    Document,
    FirmOrders,
    LikeOrders,
    OfficerOrders,
    PairOrders,
    Period,
    ShelfOrders,
    UnitOrders,
)
from belanja.rules.flags.subjects.base import Subject
from belanja.rules.flags.subjects.groups import SAME_FIRM

from .listings import Sellers
from .members import YEARS_BEFORE, Member
from .reading import Reading

_Key = TypeVar("_Key")


def groups(
    reading: Reading, members: Sequence[Member], sellers: Sellers, *, late: Mapping[tuple[str, int], Decimal] = {}
) -> Iterator[Subject]:
    """All groups. `late`: `members.late_before`."""
    live = [one for one in members if not one.cancelled]
    touched = [one for one in members if one.touched]
    yield from _like(reading, live, touched)
    yield from _officers(reading, live, touched, sellers)
    yield from _units(reading, live, touched, late)
    yield from _periods(reading, [one for one in members if one.bought.channel is Channel.NATIVE], touched)
    yield from _firms(reading, live)
    yield from _shelves(reading, live, touched, sellers)


def _like(reading: Reading, live: list[Member], touched: list[Member]) -> Iterator[LikeOrders]:
    """What may be one need of a unit: the same goods, the same plan line, or (apart) the same firm. One order alone
    cannot be a split one; it is looked at where another one of its group was just cancelled."""
    kinds: dict[str, Callable[[Member], str]] = {
        "barang": lambda one: one.alike,
        "paket RUP": lambda one: one.plan,
        SAME_FIRM: lambda one: one.bought.firm,
    }
    for same, told in kinds.items():
        found = _asked(live, touched, partial(_of_unit, told))
        for (unit, year, value), those in found.items():
            if len(those) < 2 and reading.changed is None:
                continue
            yield LikeOrders(
                key=f"{unit}/{year}/{same}/{value}",
                as_of=reading.today,
                year=year,
                amount=_total(those),
                channel=_channel(those),
                unit=unit,
                firm=value if same == SAME_FIRM else _only(one.bought.firm for one in those),
                plan_code=value if same == "paket RUP" else "",
                orders=_bought(those),
                same=same,
            )


def _officers(reading: Reading, live: list[Member], touched: list[Member], sellers: Sellers) -> Iterator[Subject]:
    """Officers, and of each the firms he bought from more than once. A pair is looked at on the last of those ninety
    days in which he bought from it most often: nightly it is the same question until he buys oftener."""
    found, wanted = _by(live, _officer), set(map(_officer, touched))
    plain = {named: _at_listed(those) for named, those in found.items()}
    goods_firms = defaultdict[tuple[str, int], set[str]](set)
    for one in live:
        if one.goods:
            goods_firms[one.goods, one.year].add(one.bought.firm)
    for (officer, year), those in found.items():
        if (officer, year) not in wanted:
            continue
        unit = those[0].bought.unit
        orders, channel, amount = _bought(those), _channel(those), _total(those)
        peers = tuple(part for named, part in plain.items() if part is not None and named[1] == year
                      and named[0] != officer)  # fmt: skip
        yield OfficerOrders(
            key=f"{officer}/{year}", as_of=reading.today, year=year, amount=amount, channel=channel, unit=unit,
            officer=officer, orders=orders, peers=peers,
        )  # fmt: skip
        for firm, own in _by(those, lambda one: one.bought.firm or None).items():
            if len(own) < 2:
                continue
            yield PairOrders(
                key=f"{officer}/{year}/{firm}", as_of=_densest(own), year=year, amount=_total(own), channel=channel,
                unit=unit, firm=firm, officer=officer, orders=orders, rivals=_rivals(own, year, goods_firms, sellers),
            )  # fmt: skip


def _rivals(own: list[Member], year: int, bought: Mapping[tuple[str, int], set[str]], sellers: Sellers) -> int | None:
    """Other firms with like goods: that sold them in the year, or have them on sale, of the goods with the most."""
    told = [one for one in own if one.goods]
    counts = [max(len(bought[one.goods, year]), sellers.count(one.shelf)) - 1 for one in told]
    return max(counts) if counts else None


def _densest(own: list[Member]) -> date:
    """The last day of the ninety in which there were most orders; of equals the latest."""
    days = sorted(one.bought.day for one in own)
    best, first, most = days[-1], 0, 0
    for last, day in enumerate(days):
        while days[first] < day - timedelta(days=90):
            first += 1
        if last - first + 1 >= most:
            best, most = day, last - first + 1
    return best


def _at_listed(those: list[Member]) -> Decimal | None:
    """Percent of an officer's orders that were agreed at the listed price; None of too few."""
    asked = [one.bought for one in those if one.bought.listed and one.bought.agreed is not None]
    return percent_of(sum(1 for one in asked if one.agreed == one.listed), len(asked)) if len(asked) >= 5 else None


def _units(
    reading: Reading, live: list[Member], touched: list[Member], before: Mapping[tuple[str, int], Decimal]
) -> Iterator[UnitOrders]:
    found = _by(live, lambda one: (one.bought.unit, one.year))
    wanted = {(one.bought.unit, one.year) for one in touched}
    late, outside = {**before, **{named: _late(those, named[1]) for named, those in found.items()}}, {}
    for named, those in found.items():
        told = [one.bought.outside for one in those if one.bought.outside is not None]
        outside[named] = percent_of(sum(told), len(told)) if len(told) >= 5 else None
    for (unit, year), those in found.items():
        if (unit, year) not in wanted:
            continue
        former = (late.get((unit, one)) for one in range(year - 1, year - 1 - YEARS_BEFORE, -1))
        yield UnitOrders(
            key=f"{unit}/{year}",
            as_of=reading.today,
            year=year,
            amount=_total(those),
            channel=_channel(those),
            unit=unit,
            orders=_bought(those),
            former=tuple(part for part in former if part is not None),
            peers=tuple(part for (other, of), part in outside.items() if part is not None and of == year
                        and other != unit),
        )  # fmt: skip


def _late(those: list[Member], year: int) -> Decimal:
    """Percent of a year's value that was ordered in its last thirty days."""
    first = date(year, 12, 2)
    return percent_of(_total([one for one in those if one.bought.day >= first]), _total(those))


def _periods(reading: Reading, own: list[Member], touched: list[Member]) -> Iterator[Period]:
    """Quarters that are over. The feeds tell neither days of cancellation nor of receipt: own orders alone."""
    found = _asked(own, touched, lambda one: (one.bought.unit, one.bought.day.year, (one.bought.day.month - 1) // 3))
    for (unit, year, quarter), those in found.items():
        last = date(year + quarter // 3, (quarter * 3 + 3) % 12 + 1, 1) - timedelta(days=1)
        if last >= reading.today:
            continue
        yield Period(
            key=f"{unit}/{year}/{quarter + 1}", as_of=reading.today, year=year, amount=_total(those),
            channel=Channel.NATIVE, unit=unit, orders=_bought(those), last=last,
        )  # fmt: skip


def _firms(reading: Reading, live: list[Member]) -> Iterator[FirmOrders]:
    found = _by(live, lambda one: (one.bought.firm, one.year) if one.bought.firm else None)
    kinds = {named: len({one.goods for one in those if one.goods}) for named, those in found.items()}
    enough = [named for named, those in found.items() if len(those) >= 20 and kinds[named]]
    for (firm, year), those in found.items():
        if not reading.wants("firm", firm):
            continue
        scales = [one.scale for one in those if one.scale is not None]
        of_year = (kinds[other] for other in enough if other[1] == year and other[0] != firm)
        yield FirmOrders(
            key=f"{firm}/{year}",
            as_of=reading.today,
            year=year,
            amount=_total(those),
            channel=_channel(those),
            firm=firm,
            unit=_only(one.bought.unit for one in those),
            orders=_bought(those),
            scale=scales[-1] if scales else None,
            kinds=kinds[firm, year] or None,
            peers=tuple(sorted(of_year)) if len(those) >= 20 else None,
        )


def _shelves(reading: Reading, live: list[Member], touched: list[Member], sellers: Sellers) -> Iterator[ShelfOrders]:
    """What one unit buys of one kind of goods in a year, and what a shelf sells to all."""
    of_unit = _asked(live, touched, partial(_of_unit, lambda one: one.goods))
    for (unit, year, goods), those in of_unit.items():
        firms = {int(one.bought.firm) for one in those if one.bought.firm.isdigit()}
        shelf = those[0].shelf
        documents = [reading.answers.of(firm=firm, shelves=(shelf,) if shelf else ()) for firm in sorted(firms)]
        yield ShelfOrders(
            key=f"{unit}/{year}/{goods}", as_of=reading.today, year=year, amount=_total(those),
            channel=_channel(those), unit=unit, firm=_only(one.bought.firm for one in those),
            orders=_bought(those), firms=sellers.count(shelf) if shelf else None,
            documents=_each_once(documents),
        )  # fmt: skip
    whole = _asked(live, touched, lambda one: (one.shelf, one.year) if one.shelf else None)
    for (number, year), those in whole.items():
        if year != reading.today.year:
            continue
        yield ShelfOrders(
            key=f"etalase/{number}/{year}", as_of=reading.today, year=year, amount=_total(those),
            channel=Channel.NATIVE, firm=_only(one.bought.firm for one in those), orders=_bought(those),
            firms=sellers.count(number), single_since=sellers.single_since(number),
            documents=reading.answers.of(shelves=(number,) if number else ()),
        )  # fmt: skip


def _by(found: Iterable[Member], key: Callable[[Member], _Key | None]) -> dict[_Key, list[Member]]:
    gathered = defaultdict[_Key, list[Member]](list)
    for one in found:
        if (value := key(one)) is not None:
            gathered[value].append(one)
    return gathered


def _asked(
    found: Sequence[Member], touched: Iterable[Member], key: Callable[[Member], _Key | None]
) -> dict[_Key, list[Member]]:
    """The groups, whole, that one of those belongs to about which is asked."""
    wanted = set(map(key, touched))
    return _by(found, lambda one: value if (value := key(one)) in wanted else None)


def _of_unit(told: Callable[[Member], str], one: Member) -> tuple[str, int, str] | None:
    return (one.bought.unit, one.year, value) if (value := told(one)) else None


def _officer(one: Member) -> tuple[str, int] | None:
    return (one.bought.officer, one.year) if one.bought.officer else None


def _each_once(documents: Iterable[Iterable[Document]]) -> tuple[Document, ...]:
    return tuple(sorted({one for each in documents for one in each}, key=lambda one: (one.day, one.key)))


def _bought(found: Iterable[Member]) -> tuple[Bought, ...]:
    return tuple(sorted((one.bought for one in found), key=lambda one: (one.day, one.key)))


def _total(found: Iterable[Member]) -> Decimal:
    return sum((one.bought.total for one in found), Decimal(0))


def _channel(found: Iterable[Member]) -> Channel | None:
    """The channel of all of them; None of several."""
    channels = {one.bought.channel for one in found}
    return channels.pop() if len(channels) == 1 else None


def _only(values: Iterable[str]) -> str:
    """The value that all have; empty where they differ."""
    found = set(values)
    return found.pop() if len(found) == 1 else ""
