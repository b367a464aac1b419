"""What every step of an order shares: the locked row, who may, the version seen, the story, the facts, the words."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from belanja.foundation import clock
from belanja.foundation.questions import Given, Question
from belanja.foundation.rows import add
from belanja.institutions import selectors as institutions
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules.buying.states import OrderState, Side
from belanja.rules.buying.steps import RULES
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import Duty, Role
from belanja.vendors import selectors as vendors
from belanja.vendors.models import FirmId, Member
from belanja.vendors.services import telling

from ..models import Order, OrderLine, OrderStep, Package
from ..selectors import whose
from . import apart

#: Who acts when a term runs out.
CALENDAR = Actor(user_id=None, label="Belanja, tenggat")
_HELD = Question(
    lambda: (
        Order.objects.select_for_update(of=("self",))
        .select_related("government", "unit", "firm")
        .filter(pk=Given("order_id"))
    )
)


def locked(order_id: int) -> Order:
    """An order, held until the transaction ends. Raises RuleBroken 404 where there is none."""
    found = _HELD.first(order_id=order_id)
    if found is None:
        raise _not_there()
    return found


def officer(actor: Actor, duty: Duty, order: Order) -> None:
    """Raise RuleBroken unless the actor holds the duty for the order's unit: 404 for whoever may not even see it, 403
    for whoever may, for somebody who acts for the firm himself, and for APIP."""
    if not institutions.is_allowed(actor, Duty.SEE_PURCHASES, order.government, unit_id=order.unit_id):
        raise _not_there()
    institutions.require(actor, duty, order.government, unit_id=order.unit_id)
    apart.not_overseer(actor, order.government)
    not_own_firm(actor, order)


def not_own_firm(actor: Actor, order: Order) -> None:
    """Raise RuleBroken 403 for an officer who acts for the firm of the order himself."""
    if vendors.is_concerned(actor.user_id, order.firm_id, government_id=order.government_id):
        raise RuleBroken(
            "own_firm",
            "Anda tercatat bertindak untuk usaha ini, kini atau belum lama ini; petugas lain yang menangani.",
            "Perpres 16/2018 Pasal 7",
            status=403,
        )


def firm_side(actor: Actor, order: Order) -> Member | None:
    """How the actor acts for the firm today; None for the command line, which may for every firm. Raises RuleBroken 404
    unless he does."""
    return None if actor.user_id is None else vendors.acting_for(actor.user_id, order.firm_id)


def still(found: Order | Package, version: int | None) -> None:
    """Raise RuleBroken 409 where an order or a package has changed since this person saw it; None: it does not matter
    to him."""
    unchanged("Pesanan" if isinstance(found, Order) else "Paket", found.version, version)


def be(order: Order, *states: OrderState, told: str) -> None:
    """Raise RuleBroken 409 unless the order is in one of these states."""
    if order.state not in states:
        label = OrderState(order.state).label.lower()
        raise RuleBroken("wrong_state", f"{told} Keadaan pesanan sekarang: {label}.", status=409)


def step(
    order: Order,
    name: str,
    *,
    actor: Actor,
    side: Side,
    source: str | None = None,
    target: str | None = None,
    reason_code: str = "",
    note: str = "",
    **told: Any,
) -> None:
    """Save the order with its next version, write the step and the event. `source`: the state before, where it moved;
    `target`: of another axis than the order's own. The caller holds the lock and has set the state."""
    actor = actor.doing(duties_of(name), order.unit_id) if side is Side.BUYER else actor
    order.version += 1
    there = order.pk is not None
    if not there:
        add(order)
    taken = OrderStep(
        order=order,
        step=name,
        source=order.state if source is None else source,
        target=target or order.state,
        side=side,
        reason_code=reason_code,
        note=note,
        at=clock.now(),
        by_id=actor.user_id,
        by_label=actor.label,
    )
    journal.append(
        name=f"purchasing.order_{name}",
        actor=actor,
        subject=f"order:{order.pk}",
        government_code=order.government.code,
        payload={"code": order.code, "state": order.state, "version": order.version, "reason": reason_code, **told},
        beside=[order, taken] if there else [taken],
    )


def duties_of(step: str) -> list[str]:
    """By which duties an officer takes a step."""
    return [
        rule.duty.value
        for rules in RULES.values()
        for rule in rules
        if rule.step == step and rule.duty is not None and rule.side is Side.BUYER
    ]


def reached(
    order: Order,
    stage: Stage,
    *,
    day: date,
    actor: Actor,
    amounts: Mapping[int, Decimal] | None = None,
    calls: Mapping[tuple[int, int], Decimal] | None = None,
    bought: Iterable[OrderLine] | None = None,
) -> None:
    """Tell the facts that an order has reached a stage: one amount for each line (by position), as it stands in force
    unless `amounts` says otherwise; of a call-off one for each line of each call (`calls`, by call and position), so
    that what was called before keeps its own day. Their sum is the amount of the stage, to the sen. `bought`: its
    lines, where the step has them."""
    by_place = {line.position: line for line in (order.lines.all() if bought is None else bought)}
    lines = amounts if amounts is not None else {position: line.total for position, line in by_place.items()}
    told = {(str(position), position): amount for position, amount in lines.items()}
    if calls is not None:
        told = {(f"{number}.{position}", position): amount for (number, position), amount in calls.items()}
    vendor = vendors.key_of(order.firm_id)
    journal.append(
        name="purchasing.stage_reached",
        actor=actor,
        subject=f"order:{order.pk}",
        government_code=order.government.code,
        payload={
            "government_id": order.government_id,
            "unit_id": order.unit_id,
            "year": order.year,
            "key": order.code,
            "title": order.title,
            "plan_code": order.plan_code,
            "vendor_key": vendor,
            "vendor_name": order.firm_name,
            "vendor_refs": [f"{FirmId.Scheme.NIB.value}:{vendor}"] if not vendor.startswith("usaha-") else [],
            "amount": str(sum(told.values(), Decimal("0.00"))),
            "lines": [
                _as_bought(by_place.get(position), name, amount, order)
                for (name, position), amount in sorted(told.items())
            ],
            "stage": stage.name,
            "day": day.isoformat(),
            "national_number": order.national_number,
        },
    )


def _as_bought(line: OrderLine | None, name: str, amount: Decimal, order: Order) -> dict[str, str]:
    """A line as the facts keep it: its amount, and what it was bought as."""
    told = {"line": name, "amount": str(amount), "business_scale": order.scale}
    return told if line is None else told | {"product_key": f"p{line.product_id}", "pdn_class": line.pdn}


def undone(order: Order, stage: Stage, *, actor: Actor) -> None:
    """Tell the facts that a stage was not reached after all: a payment that had been matched was none."""
    journal.append(
        name="purchasing.stage_undone",
        actor=actor,
        subject=f"order:{order.pk}",
        government_code=order.government.code,
        payload={"government_id": order.government_id, "key": order.code, "stage": stage.name},
    )


def tell_firm(order: Order, text: str, actor: Actor, *, once: str = "") -> bool:
    """A message to everybody who acts for the firm; on paper where nobody has an account. Whether it was new."""
    return telling.tell_firm(
        firm_id=order.firm_id,
        kind="purchasing.order",
        text=f"{order.code}: {text}",
        link=f"/usaha/{order.firm_id}/pesanan/{order.code}/",
        actor=actor,
        government_code=order.government.code,
        once=once,
    )


def tell_officers(order: Order, text: str, actor: Actor, *, roles: tuple[Role, ...] = (), once: str = "") -> None:
    """A message to the buyer and the PPK of an order, or whoever goes on with it in his place, and to whoever holds one
    of `roles` for its unit today."""
    people = {*whose.concerned(order), *institutions.people_in(order.unit, roles)}
    tell_people(order, people, text, actor, once=once)


def tell_people(order: Order, people: Iterable[int], text: str, actor: Actor, *, once: str = "") -> None:
    """A message to these officers of an order."""
    notices.tell(
        user_ids=people,
        kind="purchasing.order",
        text=f"{order.code}: {text}",
        link=f"/beli/{order.government.code}/pesanan/{order.code}/",
        actor=actor,
        government_code=order.government.code,
        once=once,
    )


def tell_other(order: Order, side: Side, text: str, actor: Actor) -> None:
    """A message to the side that did not do this."""
    if side is Side.BUYER:
        tell_firm(order, text, actor)
    else:
        tell_officers(order, text, actor)


def _not_there() -> RuleBroken:
    return RuleBroken("not_found", "Pesanan ini tidak ditemukan.", status=404)
