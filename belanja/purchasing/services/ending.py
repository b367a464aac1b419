"""How an order ends before it is delivered: what it held is given back, what was open is closed, everybody is told."""

from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.rules.buying.states import (
    CANCELLED,
    FINISHED,
    OrderKind,
    OrderState,
    PackageState,
    RoundState,
    Side,
    VersionState,
)
from belanja.rules.buying.steps import Axis, Step, rule_for
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken

from .. import ledgers
from ..models import Order, Package
from . import base
from .call_offs import called_amounts
from .taking import package_step

#: The two reasons for which a PPK ends a signed order without the firm's consent.
ONE_SIDED = frozenset({"keadaan_kahar", "wanprestasi"})


def end(
    order: Order,
    target: OrderState,
    step: Step,
    *,
    side: Side,
    actor: Actor,
    reason_code: str = "",
    note: str = "",
) -> None:
    """End an order that the caller holds and may end: pagu and stock go back, the facts hear of it, open rounds and
    proposals are closed, the package too when this was its last order."""
    source, now = order.state, clock.now()
    order.state = target
    order.cancel_code, order.cancel_note, order.cancel_side = reason_code, note.strip(), ""
    order.ended_at, order.due_at = now, None
    order.rounds.filter(state=RoundState.OPEN).update(state=RoundState.DECLINED, answered_at=now)
    order.versions.filter(state=VersionState.PROPOSED).update(state=VersionState.REFUSED)
    ledgers.give_back(order, actor)
    base.step(order, step.value, actor=actor, side=side, source=source, reason_code=reason_code, note=note.strip())
    amounts = called_amounts(order) if order.kind == OrderKind.CALL_OFF else None
    base.reached(order, Stage.CANCELLED, day=clock.today(), actor=actor, amounts=amounts)
    close_package(order.package_id, actor)


def reopen(order: Order, actor: Actor) -> None:
    """An order that ended with its payment is under way again: the payment was none. One that the PPK closed in his own
    words (paid outside) stays closed. The caller holds the order and has taken the payment back."""
    if OrderState(order.state) not in FINISHED or _closed_by_hand(order):
        return
    rule = rule_for(Axis.ORDER, Step.REOPEN, order.state, Side.BUYER)
    before, order.state = order.state, rule.targets[0]
    order.ended_at = None
    base.step(order, Step.REOPEN.value, actor=actor, side=Side.BUYER, source=before)
    base.undone(order, Stage.COMPLETED, actor=actor)
    base.tell_officers(order, "pembayarannya ditarik; pesanan diproses lagi sampai dibayar.", actor)
    package = Package.objects.select_for_update(of=("self",)).select_related("government").get(pk=order.package_id)
    if package.state == PackageState.DONE:
        package.state, package.ended_at = PackageState.BUYING, None
        package_step(package, Step.REOPEN, actor=actor, source=PackageState.DONE)


def _closed_by_hand(order: Order) -> bool:
    """Whether the last step that ended it was the PPK's own statement, which always has words."""
    last = order.steps.filter(step__in=[Step.COMPLETE, Step.COMPLETE_OUTSIDE]).order_by("-pk").first()
    return last is not None and bool(last.note)


def nothing_accepted(order: Order) -> None:
    """RuleBroken 409 where goods were accepted or money was paid: then only the rest is given up, by an addendum."""
    settled = getattr(order, "settlement", None)
    paid = settled is not None and (settled.handed_over or settled.advanced)
    if paid or order.lines.filter(accepted__gt=0).exists():
        raise RuleBroken(
            "goods_accepted",
            "Sebagian barang sudah diterima atau dibayar, sehingga pesanan tidak dapat dibatalkan. Kurangi sisanya "
            "dengan adendum, lalu selesaikan.",
            "Kepka LKPP 177/2024",
            status=409,
        )


def close_package(package_id: int, actor: Actor) -> None:
    """End a package whose orders have all ended: done where one was fulfilled, else cancelled."""
    package = Package.objects.select_for_update(of=("self",)).select_related("government").get(pk=package_id)
    states = set(package.orders.values_list("state", flat=True))
    if package.state != PackageState.BUYING or not states <= CANCELLED | FINISHED:
        return
    package.state = PackageState.DONE if states & FINISHED else PackageState.CANCELLED
    package.ended_at = clock.now()
    package_step(package, Step.CLOSE, actor=actor, source=PackageState.BUYING)
