"""What Belanja plays in a practice: the PPK, who receives and pays, and the firm; one step at a time, through the same
services as everybody's."""

from collections.abc import Callable

from django.db import transaction

from belanja.demo.purchases.course import Course
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal.services import Actor
from belanja.purchasing.models import CallOff, Order, Payment, Rating
from belanja.rules.buying.states import (
    CANCELLED,
    DeliveryState,
    OrderKind,
    OrderState,
    PaymentPart,
    PaymentState,
    RoundState,
    ShipmentState,
    Side,
    VersionState,
)
from belanja.rules.channels import Mode
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from .begin import PLAYED, team_of

_FIRM = Actor(user_id=None, label=f"Penyedia latihan ({PLAYED})")
Step = tuple[str, Callable[[Course], object]]


def whose_turn(order: Order) -> str:
    """What the others would do next with an order of practice, in words; empty where it is the officer's turn or the
    end."""
    step = _next(order)
    return step[0] if step else ""


@transaction.atomic
def play(*, order_id: int, actor: Actor) -> str:
    """Let the others take their next step with an order of practice; says what they did. RuleBroken 404 for orders
    that are not of the officer's own practice, 409 where it is his own turn."""
    order = Order.objects.select_related("government", "unit__government").filter(pk=order_id).first()
    if order is None or order.mode != Mode.PRACTICE or not order.government.code.startswith(institutions.PRACTICE):
        raise RuleBroken("not_found", "Pesanan latihan ini tidak ditemukan.", status=404)
    institutions.require(actor, Duty.BUY, order.government, unit_id=order.unit_id)
    step = _next(order)
    if step is None:
        raise RuleBroken("your_turn", "Sekarang giliran Anda, atau pesanan ini sudah selesai.", status=409)
    course = Course(team_of(order.unit), clock.now(), firm=_FIRM)
    course.order = order
    step[1](course)
    return step[0]


def _next(order: Order) -> Step | None:
    state = OrderState(order.state)
    if state in CANCELLED:
        return None
    if state is OrderState.NEGOTIATION:
        last = order.rounds.order_by("-number").first()
        waits = last is not None and last.state == RoundState.OPEN and last.side == Side.BUYER
        return ("Penyedia menyepakati tawaran", lambda course: course.agree()) if waits else None
    if state is OrderState.ADDENDUM:
        made = order.versions.filter(state=VersionState.PROPOSED).first()
        other = Side.FIRM if made is not None and made.proposed_side == Side.BUYER else Side.BUYER
        return "Pihak lain menandatangani adendum", lambda course: course.sign_amendment(side=other)
    if state is OrderState.PROCESS:
        return _on_the_way(order)
    return _SIGNATURES.get(state) or _after(order)


_SIGNATURES: dict[OrderState, Step] = {
    OrderState.REVIEW: ("PPK menyetujui pesanan", lambda course: course.approve()),
    OrderState.DETERMINATION: ("PA menetapkan pesanan", lambda course: course.determine()),
    OrderState.SIGNING: ("PPK menandatangani pesanan", lambda course: course.sign()),
    OrderState.CONFIRMATION: ("Penyedia menerima dan menandatangani", lambda course: course.accept()),
}


def _on_the_way(order: Order) -> Step | None:
    if order.cancel_side == Side.BUYER:
        return "Penyedia menyetujui pembatalan", lambda course: course.agree_cancel(side=Side.FIRM)
    under_way = order.deliveries.exclude(state=DeliveryState.INSPECTED).order_by("number").first()
    if under_way is not None and under_way.state == DeliveryState.SENT:
        return "PPTK mencatat barang tiba", lambda course: course.arrive(under_way)
    if under_way is not None and under_way.state == DeliveryState.ARRIVED:
        return "PPTK memeriksa dan menerima barang", lambda course: course.inspect(under_way)
    if order.kind == OrderKind.CALL_OFF:
        return _of_calls(order)
    if order.shipment in (ShipmentState.DRAFT, ShipmentState.PROCESSING):
        return "Penyedia mengirim barang", lambda course: course.ship()
    if order.handed_over_at is None:
        return "Kedua pihak menandatangani BAST", lambda course: course.hand_over()
    return _money(order, PaymentPart.FINAL)


def _of_calls(order: Order) -> Step | None:
    """Of a call-off: the last call is answered, brought, handed over, billed and paid; the next call is a step of
    the PPK's, whom Belanja plays too."""
    last: CallOff | None = order.calls.filter(cancelled_at__isnull=True).order_by("-number").first()
    if last is None or (last.deliveries.exists() and not _open_money(order) and _all_billed(order)):
        return "PPK memanggil barang untuk bulan ini", lambda course: course.call(12)
    if last.answered_at is None:
        return "Penyedia menyanggupi panggilan", lambda course: course.answer(last)
    if not last.deliveries.exists():
        return "Penyedia mengirim panggilan", lambda course: course.ship(call=last)
    if order.handovers.filter(buyer_signed_at__isnull=False).count() < order.calls.count():
        return "Kedua pihak menandatangani BAST", lambda course: course.hand_over()
    return _money(order, PaymentPart.INSTALMENT)


def _all_billed(order: Order) -> bool:
    return order.invoices.filter(returned_at__isnull=True).count() >= order.calls.count()


def _open_money(order: Order) -> Payment | None:
    return order.payments.filter(state=PaymentState.REQUESTED).order_by("pk").first()


def _money(order: Order, part: PaymentPart) -> Step | None:
    waiting = _open_money(order)
    if waiting is not None:
        return "Bendahara mengesahkan pajak dan membayar", lambda course: course.pay(waiting)
    return "Penyedia mengirim tagihan", lambda course: course.bill(part)


def _after(order: Order) -> Step | None:
    if Rating.objects.filter(order=order).exists():
        return None
    return "PPK menilai penyedia", lambda course: course.rate()
