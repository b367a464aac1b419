"""What the calendar does to orders on their way to both signatures: reminders before a term ends, and what follows when
it has run out. One order, one transaction; a second run finds nothing to do, and what a killed run left the next one
does."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.rules.buying.posts import of_ppk
from belanja.rules.buying.states import OrderState, Side
from belanja.rules.buying.steps import Step
from belanja.rules.duties import Role

from ..models import CallOff, Order
from ..selectors import whose
from . import addenda, base, ending, negotiation
from .base import CALENDAR
from .orders import forget_cancel

#: Reminders are looked for among terms that end within so many days: working days never lie further apart.
_AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Passed:
    """How many terms ran out with something following, how many people's turns were reminded of."""

    lapsed: int
    reminded: int

    @property
    def any(self) -> bool:
        return bool(self.lapsed or self.reminded)


def pass_terms() -> Passed:
    """Bring every order whose term has ended, or soon will, in line with this moment."""
    now = clock.now()
    waiting = Order.objects.filter(due_at__isnull=False, ended_at__isnull=True, due_at__lt=now + _AHEAD)
    # Those that were told already wait for their end alone.
    waiting = waiting.filter(Q(due_at__lte=now) | Q(reminded_at__isnull=True))
    lapsed = reminded = 0
    for order_id in waiting.order_by("due_at", "pk").values_list("pk", flat=True):
        told = _pass(order_id)
        lapsed, reminded = lapsed + (told == "lapsed"), reminded + (told == "reminded")
    return Passed(lapsed, reminded + _remind_of_calls())


@transaction.atomic
def _pass(order_id: int) -> str:
    order = base.locked(order_id)
    if order.due_at is None or order.ended_at is not None:
        return ""
    if order.due_at <= clock.now():
        return "lapsed" if _lapse(order) else ""
    if order.reminded_at is not None or not _soon(order):
        return ""
    order.reminded_at = clock.now()
    order.save(update_fields=["reminded_at"])
    _remind(order, f"menunggu Anda sampai {text.date_time(order.due_at)}.")
    return "reminded"


def _soon(order: Order) -> bool:
    assert order.due_at is not None  # as the caller saw
    today = clock.today()
    days = int(institutions.parameter("beli.tenggat.ingat", government_id=order.government_id, on=today))
    last = working_days.after(today, days, government_id=order.government_id)
    return last >= clock.wib(order.due_at).date()


def _lapse(order: Order) -> bool:
    """What follows by itself when the term of a state has run out; whether anything does."""
    state = OrderState(order.state)
    if state is OrderState.NEGOTIATION and order.being_mended:
        _remind(order, "dikembalikan, dan tenggat memperbaikinya sudah lewat: serahkan lagi, atau batalkan.")
        _escalate(order)
        return False
    if state is OrderState.NEGOTIATION:
        negotiation.lapse(order, CALENDAR)
    elif state is OrderState.REVIEW:
        told = of_ppk("batal: PPK tidak memeriksanya sampai tenggat.", Role(order.ppk_role))
        _end(order, OrderState.CANCELLED_REVIEW, Step.REVIEW_LAPSED, told)
    elif state is OrderState.CONFIRMATION:
        told = "batal: penyedia tidak mengonfirmasi sampai tenggat."
        _end(order, OrderState.CANCELLED, Step.CONFIRMATION_LAPSED, told)
    elif state is OrderState.ADDENDUM:
        addenda.lapse(order, CALENDAR)
    elif state is OrderState.PROCESS and order.cancel_side:
        forget_cancel(order)
        base.step(order, Step.CANCEL_LAPSED.value, actor=CALENDAR, side=Side.TIME)
        base.tell_officers(order, "permintaan pembatalan tidak dijawab; pesanan berjalan terus.", CALENDAR)
        base.tell_firm(order, "permintaan pembatalan tidak dijawab; pesanan berjalan terus.", CALENDAR)
    else:
        _remind(order, "tenggatnya sudah lewat dan masih menunggu Anda.")
        return False
    return True


def _end(order: Order, target: OrderState, step: Step, told: str) -> None:
    signed = order.buyer_signed_at is not None
    ending.end(order, target, step, side=Side.TIME, actor=CALENDAR)
    base.tell_officers(order, told, CALENDAR)
    if signed:
        base.tell_firm(order, told, CALENDAR)


def _remind(order: Order, told: str) -> None:
    """Remind those whose turn it is, once a day at most."""
    once = f"purchasing.term/{order.pk}/{order.version}/{clock.today().isoformat()}"
    if order.being_mended:
        base.tell_people(order, whose.buyers(order), told, CALENDAR, once=once)
    elif _firm_is_asked(order):
        base.tell_firm(order, told, CALENDAR, once=once)
    else:
        roles = (Role.PA, Role.KPA) if order.state == OrderState.DETERMINATION else ()
        base.tell_officers(order, told, CALENDAR, roles=roles, once=once)


def _escalate(order: Order) -> None:
    """Tell once who stands above the buyer that he has not handed over again what was sent back to him: the PPK; where
    he bought himself PA and KPA. Nothing ends by itself: no regulation names this term."""
    assert order.due_at is not None  # as the caller saw
    own = order.buyer_id == order.ppk_id
    people = institutions.people_in(order.unit, (Role.PA, Role.KPA)) if own else whose.followers(order)
    told = "dikembalikan dan sampai tenggatnya belum diserahkan lagi oleh pembelinya; ia tidak batal sendiri."
    once = f"purchasing.mending/{order.pk}/{order.due_at.isoformat()}"
    base.tell_people(order, people, told, CALENDAR, once=once)


def _firm_is_asked(order: Order) -> bool:
    if order.state == OrderState.NEGOTIATION:
        last = order.rounds.order_by("-number").first()
        return last is not None and last.side == Side.BUYER
    if order.state == OrderState.ADDENDUM:
        last_version = order.versions.order_by("-number").first()
        return last_version is not None and last_version.proposed_side == Side.BUYER
    if order.state == OrderState.PROCESS:
        return order.cancel_side == Side.BUYER
    return order.state == OrderState.CONFIRMATION


@transaction.atomic
def _remind_of_calls() -> int:
    """Remind firms once of calls that they have not answered in the dated working days."""
    open_calls = CallOff.objects.filter(
        answered_at__isnull=True, cancelled_at__isnull=True, order__state=OrderState.PROCESS
    ).select_related("order__government", "order__unit", "order__firm")
    told = 0
    for call in open_calls.order_by("pk"):
        today = clock.today()
        days = institutions.parameter("beli.tenggat.panggilan", government_id=call.order.government_id, on=today)
        sent = clock.wib(call.at).date()
        if working_days.after(sent, int(days), government_id=call.order.government_id) < today:
            words = f"panggilan {call.number} untuk {text.long_date(call.wanted_on)} belum Anda jawab."
            told += base.tell_firm(call.order, words, CALENDAR, once=f"purchasing.call/{call.pk}")
    return told
