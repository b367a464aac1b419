"""What waits for whom, by when: the first thing on every desk of buying."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.text import slugify

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.buying.posts import of_ppk
from belanja.rules.buying.states import (
    CorrectionState,
    DeliveryState,
    OrderKind,
    OrderState,
    PackageState,
    RoundState,
    ShipmentState,
    Side,
    VersionState,
)
from belanja.rules.duties import Duty, Role
from belanja.vendors import selectors as vendors

from ..models import CallOff, Delivery, Guarantee, Handover, Order, OrderVersion, Package, Payment, Round, TaxCorrection
from ..models.orders import OF_A_FIRM
from . import guarantees, whose
from .paying import next_step, waiting_payments

#: Things shown at once.
MOST = 100
#: A rating is asked for so long at most; its own term, in working days, is always shorter.
_RATED_WITHIN = timedelta(days=30)
_O, _S = OrderState, ShipmentState


@dataclass(frozen=True)
class Waiting:
    """Something that waits for somebody: what to do, by when (None: no term runs), and what it is about. `page`: where
    it is done: `order`, `negotiation`, `addendum`, `calls`, `tax_status`, `guarantees` or `receipt`; a payment has a
    page of its own."""

    what: str
    due_at: datetime | None
    order: Order | None = None
    package: Package | None = None
    payment: Payment | None = None
    guarantee: Guarantee | None = None
    page: str = "order"

    @property
    def key(self) -> str:
        """The same for the same thing to do whenever one looks, and no other's: a calendar knows it again by this."""
        if self.payment is not None:
            return f"pembayaran-{self.payment.pk}"
        if self.guarantee is not None:
            return f"jaminan-{self.guarantee.pk}"
        if self.order is not None:
            of_state = self.page in {"order", "negotiation", "addendum"}
            return f"{self.order.code}-{self.order.state.lower() if of_state else slugify(self.what)}"
        return f"paket-{self.package.pk}" if self.package is not None else self.what


@dataclass(frozen=True)
class _Task:
    """A kind of thing to do with an order. `where`: orders that may ask for it; `told`: what an order asks for, empty
    where it is the other side's turn; `page`: where it is done; `due`: until when."""

    where: Q
    told: Callable[[Order], str]
    page: str = "order"
    due: Callable[[Order], datetime | None] = lambda order: order.due_at


def _plain(what: str, where: Q, page: str = "order") -> _Task:
    return _Task(where, lambda _order: what, page)


def _end_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(23, 59, 59), tzinfo=clock.WIB) if day else None


def _days_after(day: date, key: str, order: Order) -> datetime | None:
    """The end of the day so many working days (a dated number) after a day."""
    days = int(institutions.parameter(key, government_id=order.government_id, on=clock.today()))
    return _end_of(working_days.after(day, days, government_id=order.government_id))


def _to_inspect(order: Order) -> datetime | None:
    """Until when what came is looked at, before its hand-over is proposed by the calendar."""
    came = order.came_on  # type: ignore[attr-defined]
    return _days_after(came, "beli.serah_terima.hari", order) if came else None


def _to_rate(order: Order) -> datetime | None:
    return (
        _days_after(clock.wib(order.handed_over_at).date(), "beli.nilai.hari", order) if order.handed_over_at else None
    )


def waits_for_officer(actor: Actor, government: Government) -> list[Waiting]:
    """What waits for an officer in his duties, the nearest term first. Four queries beside those of his duties,
    whatever there is."""
    tasks: list[_Task] = []
    found: list[Waiting] = []
    for duty, told in _TASKS.items():
        units = institutions.units_allowed(actor, duty, government)
        if units is not None and not units:
            continue
        here = Q(government=government) if units is None else Q(government=government, unit_id__in=units)
        own = here & _OWN[duty](actor, government, units) if duty in _OWN else here
        tasks += told(actor, here, own)
        if duty is Duty.BUY:
            found += _asked_for(actor, here)
        if duty is Duty.ACCEPT_GOODS:
            ending = guarantees.of_officer(own)
            found += [_runs_out(one, "Perpanjang, kembalikan, atau cairkan") for one in ending[:MOST]]
    units = institutions.units_allowed(actor, Duty.PAY_PURCHASE, government)
    if units is None or units:
        found += _bills(government, units)
    return _sorted([*found, *_waiting(tasks)])


def _bills(government: Government, units: Collection[int] | None) -> Iterator[Waiting]:
    for one in waiting_payments(government.pk, units)[:MOST]:
        yield Waiting(next_step(one), None, one.order, payment=one)


def _waiting(tasks: Sequence[_Task]) -> list[Waiting]:
    """What these tasks ask for, at most `MOST` of each kind, by kind: first which orders, each kind by its own look,
    then these orders once."""
    if not tasks:
        return []
    looks = [
        Order.objects.filter(task.where).order_by("due_at", "pk").values_list(Value(place), "pk")[:MOST]
        for place, task in enumerate(tasks)
    ]
    named = sorted(looks[0].union(*looks[1:], all=True) if looks[1:] else looks[0])
    known = _read({order_id for _place, order_id in named})
    found = [(tasks[place], known[order_id]) for place, order_id in named if order_id in known]
    return [
        Waiting(what, task.due(order), order, page=task.page) for task, order in found if (what := task.told(order))
    ]


def _read(order_ids: Collection[int]) -> dict[int, Order]:
    """Orders by id, with whose turn it is in their negotiation or addendum. One query, none for no order."""
    if not order_ids:
        return {}
    proposed = OrderVersion.objects.filter(order=OuterRef("pk"), state=VersionState.PROPOSED)
    found = with_rounds(Order.objects.select_related("government", "unit", "firm"))
    came = Delivery.objects.filter(order=OuterRef("pk"), state=DeliveryState.ARRIVED).order_by("arrived_on")
    found = found.annotate(
        proposed_side=Subquery(proposed.values("proposed_side")[:1]), came_on=Subquery(came.values("arrived_on")[:1])
    )
    return dict(found.in_bulk(order_ids))


def with_rounds(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Orders with who spoke last in their negotiation and what became of that (`turn_of`)."""
    last = Round.objects.filter(order=OuterRef("pk")).order_by("-number")
    return orders.annotate(last_side=Subquery(last.values("side")[:1]), last_state=Subquery(last.values("state")[:1]))


def turn_of(order: Order) -> Side:
    """Whose turn it is in a negotiation: of an order read by `with_rounds`."""
    open_offer = order.last_state == RoundState.OPEN  # type: ignore[attr-defined]
    return Side.FIRM if open_offer and order.last_side == Side.BUYER else Side.BUYER  # type: ignore[attr-defined]


def _asked_for(actor: Actor, here: Q) -> Iterator[Waiting]:
    asked = Package.objects.filter(here, state=PackageState.REQUESTED).select_related("government", "unit")
    for package in asked.exclude(requested_by_id=actor.user_id).order_by("pk")[:MOST]:
        yield Waiting("Beli usulan ini, atau kembalikan", None, package=package)


def _buyer(_actor: Actor, _here: Q, mine: Q) -> Iterator[_Task]:
    yield _Task(mine & Q(state=_O.NEGOTIATION), lambda order: _negotiating(order, Side.BUYER), "negotiation")


def _negotiating(order: Order, side: Side) -> str:
    """What a side has to do in a negotiation now; empty where the other one is asked."""
    state = order.last_state  # type: ignore[attr-defined]
    if turn_of(order) is not side:
        return ""
    if state == RoundState.OPEN:
        return "Jawab tawaran"
    if side is Side.BUYER and order.returned_at and state in (None, RoundState.ACCEPTED):
        return "Perbaiki yang dikembalikan, lalu serahkan lagi"
    return {
        None: of_ppk("Mulai negosiasi, atau serahkan kepada PPK", Role(order.ppk_role)),
        RoundState.ACCEPTED.value: of_ppk("Serahkan kepada PPK", Role(order.ppk_role)),
        RoundState.EXPIRED.value: "Tawar lagi, atau nyatakan lewat waktu",
    }.get(state, "Tawar lagi, atau batalkan")


def _not_mended(where: Q) -> _Task:
    """What was sent back to its buyer and not handed over again within his term: for who stands above him."""

    def told(order: Order) -> str:
        open_offer = order.last_state == RoundState.OPEN  # type: ignore[attr-defined]
        return "" if open_offer else "Tanyakan kepada pembeli: belum diserahkan lagi"

    return _Task(where & Q(state=_O.NEGOTIATION, returned_at__isnull=False, due_at__lt=clock.now()), told)


def _addendum(where: Q, other: Side) -> _Task:
    """An addendum that the other side has proposed."""

    def told(order: Order) -> str:
        return "Jawab usulan adendum" if order.proposed_side == other else ""  # type: ignore[attr-defined]

    return _Task(where & Q(state=_O.ADDENDUM), told, "addendum")


def _cancelling(where: Q, other: Side) -> _Task:
    return _plain("Jawab permintaan pembatalan", where & Q(state=_O.PROCESS, cancel_side=other))


def _approver(actor: Actor, here: Q, mine: Q) -> Iterator[_Task]:
    yield _plain("Periksa pesanan", here & ~Q(buyer_id=actor.user_id) & Q(state=_O.REVIEW))
    # Whoever bought for another PPK signs nothing of it, even where the order is his by now.
    signs = mine & (~Q(buyer_id=actor.user_id) | Q(buyer_id=F("ppk_id")))
    yield _plain("Tanda tangani pesanan", signs & Q(state=_O.SIGNING))
    yield _not_mended(mine & ~Q(buyer_id=actor.user_id))
    yield _cancelling(mine, Side.FIRM)
    yield _addendum(mine, Side.FIRM)


def _determiner(actor: Actor, here: Q, _own: Q) -> Iterator[_Task]:
    # Whoever buys or signs, as PPK or instead of one, never determines it himself.
    others = here & ~Q(buyer_id=actor.user_id) & ~Q(ppk_id=actor.user_id)
    yield _plain("Tetapkan pesanan", others & Q(state=_O.DETERMINATION))
    yield _not_mended(others & Q(buyer_id=F("ppk_id")))


def _receiver(_actor: Actor, here: Q, _own: Q) -> Iterator[_Task]:
    arrived = here & Q(state=_O.PROCESS, shipment=_S.DELIVERED)
    yield _Task(arrived, lambda _order: "Periksa barang yang tiba", "receipt", _to_inspect)


_SIGN_HANDOVER = "Tanda tangani serah terima (BAST)"


def _accepter(_actor: Actor, _here: Q, mine: Q) -> Iterator[_Task]:
    running = mine & Q(state=_O.PROCESS)
    drawn = Handover.objects.filter(order=OuterRef("pk"), refused_at__isnull=True)
    unsigned = drawn.filter(buyer_signed_at__isnull=True)
    yield _plain(_SIGN_HANDOVER, running & Q(Exists(unsigned.filter(by_silence=False))), "receipt")
    told = "Konfirmasi serah terima yang diusulkan, atau periksa"
    yield _plain(told, running & Q(Exists(unsigned.filter(by_silence=True))), "receipt")
    # What was inspected since the last paper was drawn up is in none of them yet.
    later = Handover.objects.filter(order=OuterRef("order"), refused_at__isnull=True, at__gte=OuterRef("inspected_at"))
    fresh = Delivery.objects.filter(order=OuterRef("pk"), state=DeliveryState.INSPECTED, lines__accepted__gt=0)
    waits = Exists(drawn.filter(Q(buyer_signed_at__isnull=True) | Q(firm_signed_at__isnull=True)))
    yield _plain("Buat serah terima (BAST)", running & Q(Exists(fresh.filter(~Exists(later)))) & Q(~waits), "receipt")
    since = clock.now() - _RATED_WITHIN
    done = mine & Q(rating__isnull=True, handed_over_at__gt=since) & ~Q(state=_O.CANCELLED)
    yield _Task(done, lambda _order: "Nilai penyedia", "receipt", _to_rate)


def _corrector(actor: Actor, here: Q, _own: Q) -> Iterator[_Task]:
    waits = TaxCorrection.objects.filter(order=OuterRef("pk"), state=CorrectionState.PROPOSED)
    others = here & Q(Exists(waits.exclude(proposed_by_id=actor.user_id)))
    yield _plain("Periksa pembetulan status pajak", others, "tax_status")


#: By duty, what waits: of whom, in his units, and among these in the orders that are his (`_OWN`).
_TASKS: Mapping[Duty, Callable[[Actor, Q, Q], Iterator[_Task]]] = {
    Duty.BUY: _buyer,
    Duty.APPROVE_PURCHASE: _approver,
    Duty.DETERMINE_PURCHASE: _determiner,
    Duty.RECEIVE_GOODS: _receiver,
    Duty.ACCEPT_GOODS: _accepter,
    Duty.CONFIRM_TAX_STATUS: _corrector,
}
_OWN: Mapping[Duty, Callable[[Actor, Government, Collection[int] | None], Q]] = {
    Duty.BUY: whose.of_buyer,
    Duty.APPROVE_PURCHASE: whose.of_ppk,
    Duty.ACCEPT_GOODS: whose.of_ppk,
}


def _runs_out(one: Guarantee, what: str) -> Waiting:
    """A guarantee that ends, or has ended, while it is held."""
    end = _end_of(one.valid_to)
    return Waiting(
        f"{what} {one.get_kind_display().lower()} {one.number}", end, one.order, guarantee=one, page="guarantees"
    )


def waits_for_firm(actor: Actor, firm_id: int) -> list[Waiting]:
    """What waits for a firm, the nearest term first. Four queries whatever there is. RuleBroken 404 for strangers."""
    vendors.require_member(actor, firm_id)
    here = Q(firm_id=firm_id) & OF_A_FIRM
    running = here & Q(state=_O.PROCESS)
    unsigned = Handover.objects.filter(
        order=OuterRef("pk"), refused_at__isnull=True, buyer_signed_at__isnull=False, firm_signed_at__isnull=True
    )
    tasks = [
        _plain("Terima atau tolak pesanan", here & Q(state=_O.CONFIRMATION)),
        _Task(here & Q(state=_O.NEGOTIATION), lambda order: _negotiating(order, Side.FIRM), "negotiation"),
        _addendum(here, Side.BUYER),
        _cancelling(here, Side.BUYER),
        _Task(
            running & Q(kind=OrderKind.ONCE, shipment__in=[_S.DRAFT, _S.PROCESSING]),
            lambda _order: _SEND,
            "receipt",
            lambda order: _end_of(order.term_to),
        ),
        _plain(_SIGN_HANDOVER, running & Q(Exists(unsigned)), "receipt"),
        _plain("Kirim tagihan", running & Q(settlement__handed_over__gt=F("settlement__claimed")), "receipt"),
    ]
    # What runs without a term stands in the order in which one answers: calls before what is to be sent.
    found = _waiting(tasks)
    after = [one for one in found if one.page == "receipt"]
    ending = [_runs_out(one, "Perpanjang") for one in guarantees.of_firm(firm_id)]
    return _sorted([*(one for one in found if one.page != "receipt"), *_called(firm_id), *ending, *after])


def _called(firm_id: int) -> Iterator[Waiting]:
    """Calls that the firm has to answer, or has answered and sent nothing of."""
    calls = CallOff.objects.filter(
        order__firm_id=firm_id, order__state=_O.PROCESS, cancelled_at__isnull=True, deliveries__isnull=True
    ).select_related("order__government", "order__unit", "order__firm")
    for one in calls.order_by("pk")[:MOST]:
        if one.answered_at is None:
            yield Waiting(f"Jawab panggilan {one.number}", _end_of(one.wanted_on), one.order, page="calls")
        else:
            what = f"Kirim panggilan {one.number} untuk {text.long_date(one.wanted_on)}"
            yield Waiting(what, _end_of(one.wanted_on), one.order, page="receipt")


_SEND = "Siapkan dan kirim barang"


def _sorted(found: list[Waiting]) -> list[Waiting]:
    """The nearest term first; what has none follows."""
    return sorted(found, key=lambda one: (one.due_at is None, one.due_at.timestamp() if one.due_at else 0))
