"""What everybody may try on an order, by its state, with the roles that are allowed to; for the walk of `test_course`.

An act gets the office, the order, who does it, and a number that makes one attempt differ from the next. It raises
RuleBroken where the product refuses, and `Nothing` where there is nothing to do it with.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.purchasing.models import Delivery, Order, Payment
from belanja.purchasing.selectors.deliveries import open_handover, still_to_replace, still_to_send
from belanja.purchasing.selectors.matching import needs_lines, whole_claim
from belanja.purchasing.services import (
    addenda,
    call_offs,
    deliveries,
    handovers,
    invoices,
    negotiation,
    orders,
    payment_terms,
    payments,
    ratings,
)
from belanja.purchasing.services.addenda import Changes
from belanja.purchasing.services.deliveries import Found
from belanja.purchasing.services.payments import Proof
from belanja.rules.buying.rating import Aspect
from belanja.rules.buying.states import (
    DeliveryState,
    MoneyStep,
    OrderKind,
    OrderState,
    PaymentPart,
    PaymentState,
    PaymentWay,
    Side,
)
from belanja.rules.buying.steps import Step
from tests.purchasing.world import Office, said_of


class Nothing(Exception):
    """There is nothing to take this step with."""


Do = Callable[[Office, Order, Actor, int], object]
BUYERS, PPK, FIRM, RECEIVERS = ("pejabat_pengadaan", "ppk"), ("ppk",), ("penyedia",), ("pptk", "ppk")
TREASURER, PA = ("bendahara",), ("pa",)


class Act(NamedTuple):
    """`key`: the step with its side, as the table of steps and the story of an order name it."""

    key: str
    do: Do
    allowed: tuple[str, ...]


def key_of(step: str, side: Side) -> str:
    return f"{step} {side}"


def _buyer(step: str, do: Do, allowed: tuple[str, ...]) -> Act:
    return Act(key_of(step, Side.BUYER), do, allowed)


def _firm(step: str, do: Do) -> Act:
    return Act(key_of(step, Side.FIRM), do, FIRM)


def _by(order: Order, actor: Actor) -> dict[str, Any]:
    return {"order_id": order.pk, "version": order.version, "actor": actor}


def _first(rows: Any) -> Any:
    found = rows.order_by("pk").first()
    if found is None:
        raise Nothing
    return found


def _offer(side: Side) -> Do:
    return lambda of, o, a, n: negotiation.offer(
        **_by(o, a), side=side, lines=said_of(o, price=str(35_000 + 2_000 * n)), message=""
    )


def _turn_down(side: Side) -> Do:
    return lambda of, o, a, n: negotiation.decline(**_by(o, a), side=side, note="Tidak dapat kami terima")


def _terms(of: Office, order: Order, actor: Actor, amount: int) -> object:
    advance = Decimal(0) if order.kind == OrderKind.CALL_OFF else order.total * (amount % 3) / 10
    return payment_terms.set_payment_terms(
        **_by(order, actor), advance=advance, retention_percent=Decimal(amount % 2 * 5), reason_code="modal_kerja",
        note="Modal bahan untuk pesanan ini",
    )  # fmt: skip


def _amend(side: Side) -> Do:
    def act(of: Office, order: Order, actor: Actor, amount: int) -> object:
        line = order.lines.get()
        changes = Changes(quantities={line.pk: line.quantity + amount - 6}, terms=f"Dirakit {amount}")
        return addenda.propose(**_by(order, actor), side=side, changes=changes, reason="Kebutuhan berubah")

    return act


def _call(of: Office, order: Order, actor: Actor, amount: int) -> object:
    wanted = {order.lines.get().pk: Decimal(amount)}
    day = clock.today() + timedelta(days=1)
    return call_offs.call(order_id=order.pk, version=None, quantities=wanted, wanted_on=day, actor=actor)


def _uncall(side: Side) -> Do:
    return lambda of, o, a, n: call_offs.cancel(
        order_id=o.pk, version=None, number=1 + n % 3, side=side, note="Tidak jadi", actor=a
    )


def _cancel(code: str) -> Do:
    return lambda of, o, a, n: orders.cancel(**_by(o, a), reason_code=code, note="Catatan")


def _both(step: str, act: Callable[[Side], Do]) -> tuple[Act, Act]:
    return _buyer(step, act(Side.BUYER), PPK), _firm(step, act(Side.FIRM))


def _prepare(of: Office, order: Order, actor: Actor, amount: int) -> object:
    room = {key: left for key, left in still_to_send(order).items() if left > 0}
    if not room:
        raise Nothing
    (line_id, call_id), left = next(iter(room.items()))
    # Now and then more than is left: which must be refused.
    some = left if amount % 3 else min(left, Decimal(amount)) if amount % 4 else left + 1
    return deliveries.prepare(order_id=order.pk, version=None, lines={line_id: some}, call_id=call_id, actor=actor)


def _replace(of: Office, order: Order, actor: Actor, amount: int) -> object:
    for one in order.deliveries.filter(state=DeliveryState.INSPECTED):
        if room := {line: left for line, left in still_to_replace(one).items() if left > 0}:
            return deliveries.prepare(
                order_id=order.pk, version=None, lines=room, call_id=one.call_id, replaces_id=one.pk, actor=actor
            )
    raise Nothing


def _consignment(*states: DeliveryState, do: Callable[[Delivery, Actor, int], object]) -> Do:
    return lambda of, o, a, n: do(_first(o.deliveries.filter(state__in=states)), a, n)


def _inspect(one: Delivery, actor: Actor, amount: int) -> object:
    bad = Decimal(amount % 4 == 0)
    found = {line.line_id: Found(line.sent - bad, bad, "rusak" if bad else "") for line in one.lines.all()}
    return deliveries.inspect(
        delivery_id=one.pk, version=None, found=found, works=not bad, complete=True, in_time=True, actor=actor,
        finding="Satu rusak" if bad else "",
    )  # fmt: skip


def _hand_over(side: Side) -> Do:
    return lambda of, o, a, n: handovers.propose(
        order_id=o.pk, version=None, day=clock.today(), actor=a, side=side, closing=n % 2 == 0
    )


def _agree(side: Side) -> Do:
    def act(of: Office, order: Order, actor: Actor, amount: int) -> object:
        if (waiting := open_handover(order.pk)) is None:
            raise Nothing
        return handovers.agree(handover_id=waiting.pk, version=None, actor=actor, side=side)

    return act


def _refuse_handover(side: Side) -> Do:
    def act(of: Office, order: Order, actor: Actor, amount: int) -> object:
        if (waiting := open_handover(order.pk)) is None:
            raise Nothing
        reason = "Jumlahnya tidak sesuai catatan."
        return handovers.refuse(handover_id=waiting.pk, version=None, reason=reason, actor=actor, side=side)

    return act


def _bill(of: Office, order: Order, actor: Actor, amount: int) -> object:
    part = list(PaymentPart)[amount % len(PaymentPart)]
    number = f"INV-{order.pk}-{order.invoices.count() + 1}"
    told: dict[str, Any] = {"lines": whole_claim(order)} if needs_lines(part) else {"amount": Decimal(amount * 10_000)}
    return invoices.receive(
        order_id=order.pk, number=number, day=clock.today(), part=part, actor=actor, tax_invoice="010",
        month=clock.today(), **told,
    )  # fmt: skip


def _payment(do: Callable[[Payment, Actor, int], object]) -> Do:
    return lambda of, o, a, n: do(_first(o.payments.filter(state=PaymentState.REQUESTED)), a, n)


def _pay(one: Payment, actor: Actor, amount: int) -> object:
    way = PaymentWay.OUTSIDE if amount % 5 == 0 else PaymentWay.LS
    proof = Proof(clock.today(), f"SP2D-{one.pk}", evidence="bukti")
    return payments.document(payment_id=one.pk, way=way, proof=proof, actor=actor)


def _take_back(of: Office, order: Order, actor: Actor, amount: int) -> object:
    paid = _first(order.payments.filter(state=PaymentState.DOCUMENTED))
    return payments.take_back(payment_id=paid.pk, reason="Ternyata belum dibayar.", actor=actor)


_TOO_SOON = {"reason_code": "tidak_sanggup_waktu", "note": ""}
_CALL_OFF_IT = _cancel("kebutuhan_berubah")
_WORK: tuple[Act, ...] = (
    _firm(Step.PREPARE, _prepare),
    _firm(Step.PREPARE, _replace),
    _firm(Step.SHIP, _consignment(DeliveryState.PREPARED, do=lambda one, a, n: deliveries.send(
        delivery_id=one.pk, version=None, actor=a))),
    _buyer(Step.ARRIVE, _consignment(DeliveryState.SENT, do=lambda one, a, n: deliveries.arrive(
        delivery_id=one.pk, version=None, day=clock.today(), actor=a)), RECEIVERS),
    _firm(Step.ARRIVE, _consignment(DeliveryState.SENT, do=lambda one, a, n: deliveries.arrive(
        delivery_id=one.pk, version=None, day=clock.today(), actor=a, by_firm=True, note="Tanda terima"))),
    _buyer(Step.INSPECT, _consignment(DeliveryState.SENT, DeliveryState.ARRIVED, do=_inspect), RECEIVERS),
    *_both(Step.HAND_OVER, _hand_over),
    *_both(Step.HAND_OVER, _agree),
)  # fmt: skip
_MONEY: tuple[Act, ...] = (
    _firm(MoneyStep.BILL, _bill),
    _buyer(
        MoneyStep.CONFIRM_TAXES,
        _payment(lambda one, a, n: payments.confirm_taxes(payment_id=one.pk, taxes=None, actor=a)),
        TREASURER,
    ),
    _buyer(MoneyStep.PAY, _payment(_pay), TREASURER),
)
_RARE: tuple[Act, ...] = (
    _buyer(Step.REOPEN, _take_back, TREASURER),
    _firm("buang_kiriman", _consignment(DeliveryState.PREPARED, do=lambda one, a, n: deliveries.discard(
        delivery_id=one.pk, version=None, actor=a))),
    *_both("tolak_serah_terima", _refuse_handover),
    _buyer(MoneyStep.GIVE_BACK_BILL, _payment(lambda one, a, n: invoices.give_back(
        invoice_id=one.invoice_id or 0, reason="Nomor fakturnya salah.", actor=a)), TREASURER),
    _buyer(Step.HAND_OVER, lambda of, o, a, n: handovers.close_call_off(order_id=o.pk, actor=a), PPK),
    _buyer(Step.COMPLETE_OUTSIDE, lambda of, o, a, n: payments.close_outside(
        order_id=o.pk, version=None, note="Dibayar dengan uang persediaan.", actor=a), PPK),
    _buyer("nilai", lambda of, o, a, n: ratings.rate(order_id=o.pk, marks=dict.fromkeys(Aspect, 2), actor=a), PPK),
    _firm("balas", lambda of, o, a, n: ratings.reply(order_id=o.pk, text="Terima kasih atas penilaiannya.", actor=a)),
)  # fmt: skip

#: By state, what is tried; what is there twice is tried more often.
ACTS: dict[OrderState, tuple[Act, ...]] = {
    OrderState.NEGOTIATION: (
        _buyer(Step.OFFER, _offer(Side.BUYER), BUYERS),
        _firm(Step.OFFER, _offer(Side.FIRM)),
        _buyer(Step.AGREE, lambda of, o, a, n: negotiation.accept(**_by(o, a), side=Side.BUYER), BUYERS),
        _firm(Step.AGREE, lambda of, o, a, n: negotiation.accept(**_by(o, a), side=Side.FIRM)),
        _firm(Step.DECLINE_OFFER, _turn_down(Side.FIRM)),
        _buyer(Step.DECLINE_OFFER, _turn_down(Side.BUYER), BUYERS),
        _buyer(Step.EXTEND, lambda of, o, a, n: negotiation.extend(**_by(o, a)), BUYERS),
        _buyer(Step.PAYMENT_TERMS, _terms, BUYERS),
        _buyer(Step.SUBMIT, lambda of, o, a, n: orders.submit(**_by(o, a)), BUYERS),
        _buyer(Step.SUBMIT, lambda of, o, a, n: orders.submit(**_by(o, a)), BUYERS),
    ),
    OrderState.REVIEW: (
        _buyer(Step.APPROVE, lambda of, o, a, n: orders.approve(**_by(o, a)), PPK),
        _buyer(Step.APPROVE, lambda of, o, a, n: orders.approve(**_by(o, a)), PPK),
        _buyer(Step.PAYMENT_TERMS, _terms, PPK),
    ),
    OrderState.DETERMINATION: (
        _buyer(Step.DETERMINE, lambda of, o, a, n: orders.determine(**_by(o, a)), PA),
        _buyer(Step.DETERMINE, lambda of, o, a, n: orders.determine(**_by(o, a)), PA),
    ),
    OrderState.SIGNING: (
        _buyer(Step.SIGN, lambda of, o, a, n: orders.sign(**_by(o, a)), PPK),
        _buyer(Step.SIGN, lambda of, o, a, n: orders.sign(**_by(o, a)), PPK),
        _buyer(Step.PAYMENT_TERMS, _terms, PPK),
    ),
    OrderState.CONFIRMATION: (
        _firm(Step.ACCEPT, lambda of, o, a, n: orders.accept(**_by(o, a))),
        _firm(Step.ACCEPT, lambda of, o, a, n: orders.accept(**_by(o, a))),
    ),
    OrderState.PROCESS: (
        *_WORK,
        *_MONEY,
        _buyer(Step.CALL, _call, PPK),
        _buyer(Step.CALL, _call, PPK),
        _firm(Step.ANSWER_CALL, lambda of, o, a, n: call_offs.answer(
            order_id=o.pk, version=None, number=1 + n % 3, actor=a)),
        *_WORK,
        *_MONEY,
        *_both(Step.PROPOSE_ADDENDUM, _amend),
        *_both(Step.CANCEL_CALL, _uncall),
        *_RARE,
        *_both(Step.ASK_CANCEL, lambda side: lambda of, o, a, n: orders.ask_cancel(
            **_by(o, a), side=side, reason_code="kesepakatan_para_pihak", note="Sepakat")),
        *_both(Step.REFUSE_CANCEL, lambda side: lambda of, o, a, n: orders.refuse_cancel(**_by(o, a), side=side)),
    ),
    OrderState.ADDENDUM: (
        *_both(Step.SIGN_ADDENDUM, lambda side: lambda of, o, a, n: addenda.sign(**_by(o, a), side=side)),
        *_both(Step.SIGN_ADDENDUM, lambda side: lambda of, o, a, n: addenda.sign(**_by(o, a), side=side)),
        *_both(Step.REFUSE_ADDENDUM, lambda side: lambda of, o, a, n: addenda.refuse(
            **_by(o, a), side=side, note="Tidak perlu")),
        *_both(Step.WITHDRAW_ADDENDUM, lambda side: lambda of, o, a, n: addenda.withdraw(**_by(o, a), side=side)),
    ),
    OrderState.COMPLETED: (*_MONEY, *_RARE),
    OrderState.PAID_OUTSIDE: (*_MONEY, *_RARE),
}  # fmt: skip
#: What ends an order early or throws it back: tried now and then, so that walks come far.
SETBACKS: dict[OrderState, tuple[Act, ...]] = {
    OrderState.NEGOTIATION: (
        _buyer(Step.CONFIRM_EXPIRY, lambda of, o, a, n: negotiation.confirm_expiry(**_by(o, a)), BUYERS),
        _firm(Step.WITHDRAW, lambda of, o, a, n: negotiation.withdraw(**_by(o, a), **_TOO_SOON)),
        _buyer(Step.CANCEL, _CALL_OFF_IT, BUYERS),
    ),
    OrderState.REVIEW: (
        _buyer(Step.RETURN, lambda of, o, a, n: orders.return_(**_by(o, a), note="Periksa lagi"), PPK),
        _buyer(Step.CANCEL, _CALL_OFF_IT, BUYERS),
    ),
    OrderState.DETERMINATION: (
        _buyer(Step.RETURN, lambda of, o, a, n: orders.return_(**_by(o, a), note="Periksa lagi"), PA),
        _buyer(Step.CANCEL, _CALL_OFF_IT, BUYERS),
    ),
    OrderState.SIGNING: (_buyer(Step.CANCEL, _CALL_OFF_IT, PPK),),
    OrderState.CONFIRMATION: (
        _firm(Step.DECLINE, lambda of, o, a, n: orders.decline(**_by(o, a), **_TOO_SOON)),
        _firm(Step.DECLINE, lambda of, o, a, n: orders.decline(**_by(o, a), **_TOO_SOON)),
        _buyer(Step.CANCEL, _CALL_OFF_IT, PPK),
    ),
    OrderState.PROCESS: (
        *_both(Step.AGREE_CANCEL, lambda side: lambda of, o, a, n: orders.agree_cancel(**_by(o, a), side=side)),
        _buyer(Step.CANCEL, _cancel("wanprestasi"), PPK),
    ),
}  # fmt: skip


def _every() -> tuple[Act, ...]:
    found: dict[Do, Act] = {}
    for act in (act for acts in (*ACTS.values(), *SETBACKS.values()) for act in acts):
        allowed = dict.fromkeys([*(found[act.do].allowed if act.do in found else ()), *act.allowed])
        found[act.do] = act._replace(allowed=tuple(allowed))
    return tuple(found.values())


#: Every act once, with whoever may take it in any of its states.
EVERY = _every()
