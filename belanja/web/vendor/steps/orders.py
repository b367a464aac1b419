"""The first five orders as a row of steps: what comes of each and when, by the same figures as its own card."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from belanja.affirmation.selectors.waits import Pace, pace_of
from belanja.foundation import clock, text
from belanja.institutions import working_days
from belanja.needs.selectors.coach import Progress
from belanja.purchasing.models import Order
from belanja.purchasing.selectors.receivable import Receivable, for_order, for_payment
from belanja.rules.buying.states import OrderKind, PaymentState
from belanja.rules.money import ZERO
from belanja.rules.needs.coaching import FIRST_ORDERS
from belanja.web.naming import shown
from belanja.web.pieces import DefinitionList, Event, Term, Timeline
from belanja.web.vendor.access import FirmDesk
from belanja.web.vendor.orders.received import in_days


@dataclass(frozen=True)
class Coming:
    """What an order brings: in all, what of it has come (rupiah), and how its unit pays."""

    order: Order
    told: Receivable
    came: Decimal
    pace: Pace

    @property
    def called(self) -> bool:
        """Whether only what its unit calls for is delivered and paid."""
        return self.order.kind == OrderKind.CALL_OFF

    @property
    def left(self) -> Decimal:
        return ZERO if self.order.paid_at is not None else self.told.net - self.came


def coming(found: Progress) -> list[Coming]:
    """What each order shown brings."""
    paces: dict[int, Pace] = {}
    for order in found.shown:
        if order.unit_id not in paces:
            paces[order.unit_id] = pace_of(order.unit)
    return [Coming(one, for_order(one), _came(one), paces[one.unit_id]) for one in found.shown]


def row(desk: FirmDesk, found: Progress, comes: Sequence[Coming]) -> Timeline:
    """One event for each order, and the one that comes next, up to five."""
    first = next((one for one in comes if one.order.paid_at is None), None)
    events = [_event(desk, one, now=one is first) for one in comes]
    if len(events) < FIRST_ORDERS and not found.beyond:
        events.append(Event(title=f"Pesanan ke-{len(events) + 1}", state="later"))
    return Timeline(events=events)


def told(found: Progress, comes: Sequence[Coming]) -> str:
    """How many of the five, how many are paid, and what is still to come of those shown."""
    if not comes and not found.signed:
        return "Belum ada pesanan. Bila ada, di sini tertulis berapa yang Anda terima dan kapan."
    count = f"{text.number(found.signed)} pesanan" if found.beyond else f"{found.signed} dari {FIRST_ORDERS} pesanan"
    paid = f"{text.number(found.paid)} sudah dibayar" if found.paid else "belum ada yang dibayar"
    due = [one for one in comes if one.order.paid_at is None]
    left = [one.left for one in due]
    about = "paling banyak" if any(one.called for one in due) else "sekitar"
    still = (
        f" Masih akan masuk {about} {text.rupiah(sum(left, ZERO))} dari {text.count_words(len(left))} pesanan di "
        "bawah. Jumlahnya pasti sesudah bendahara menghitung pajaknya."
    )
    return f"{count} sudah ditandatangani, {paid}.{still if left else ''}"


def paces(comes: Sequence[Coming]) -> DefinitionList | None:
    """How each unit pays of which something is awaited, once; the sentence of its orders' own cards."""
    units = {one.order.unit_id: one for one in comes if one.order.paid_at is None}
    if not units:
        return None
    names = [(shown(one.order.unit.name), one.pace) for one in units.values()]
    return DefinitionList(terms=[Term(term=f"Kapan {name} membayar", text=in_days(pace, name)) for name, pace in names])


def _event(desk: FirmDesk, one: Coming, *, now: bool) -> Event:
    over = one.order.paid_at is not None
    return Event(
        title=one.order.title,
        href=desk.url("vendor:order", one.order.code),
        when=f"{shown(one.order.unit.name)}, nomor {one.order.code}",
        text=f"{_money(one)} {_when(one)}",
        state="done" if over else "now" if now else "",
    )


def _money(one: Coming) -> str:
    """What reaches the firm's account, and what of it has."""
    if one.order.paid_at is not None:
        return f"{text.rupiah(one.came)} sudah masuk ke rekening Anda."
    part = f" {text.rupiah(one.came)} di antaranya sudah masuk." if one.came else ""
    mark = "" if one.told.sure else " (perkiraan)"
    if one.called:
        return f"Paling banyak {text.rupiah(one.told.net)}{mark}: hanya yang diminta kantor yang dibayar.{part}"
    return f"{text.rupiah(one.told.net)} masuk ke rekening Anda{mark}.{part}"


def _came(order: Order) -> Decimal:
    return sum((for_payment(one).net for one in order.payments.all() if PaymentState(one.state).paid), ZERO)


def _when(one: Coming) -> str:
    """The day, where the goods were handed over and its unit has paid enough orders to say; else what comes before."""
    order, wait = one.order, one.pace.wait
    if order.paid_at is not None:
        return f"Lunas {text.long_date(order.paid_at)}."
    if order.handed_over_at is None:
        return "Harinya menyusul sesudah serah terima."
    if wait.median is None:
        return f"Diserahterimakan {text.long_date(order.handed_over_at)}."
    since = text.local_day(order.handed_over_at)
    half, most = (
        working_days.after(since, days, government_id=order.government_id)
        for days in (wait.median, wait.ninetieth or wait.median)
    )
    if most < clock.today():
        return f"Biasanya sudah dibayar paling lambat {text.long_date(most)}: tanyakan kepada bendaharanya."
    return f"Biasanya sekitar {text.long_date(half)}, paling lambat {text.long_date(most)}."
