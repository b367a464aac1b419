"""Whose turn it is after each step of an order: from these rows come the unit's and the firm's waiting.

A step that is not named leaves the turn where it was. `target`: only where the step led to this state; empty: always.
"""

from dataclasses import dataclass

from .states import MoneyStep, ShipmentState, Side
from .steps import Step

_B, _F, _T = Side.BUYER, Side.FIRM, Side.TIME


@dataclass(frozen=True)
class Turn:
    """After `step`, taken by `side`, the other waits for `whose`."""

    step: str
    side: Side
    whose: Side
    target: str = ""


#: A proposal to hand over leaves the goods where they are; signed by both, they are handed over or the rest is to come.
_HANDED = (ShipmentState.COMPLETED, ShipmentState.PROCESSING)
_BEFORE = tuple(state for state in ShipmentState if state not in _HANDED)

TURNS: tuple[Turn, ...] = (
    Turn(Step.CREATE, _B, _B),
    Turn(Step.OFFER, _B, _F),
    Turn(Step.OFFER, _F, _B),
    Turn(Step.AGREE, _B, _B),
    Turn(Step.AGREE, _F, _B),
    Turn(Step.DECLINE_OFFER, _B, _B),
    Turn(Step.DECLINE_OFFER, _F, _B),
    Turn(Step.OFFER_LAPSED, _T, _B),
    Turn(Step.RETURN, _B, _B),
    Turn(Step.SUBMIT, _B, _B),
    Turn(Step.APPROVE, _B, _B),
    Turn(Step.DETERMINE, _B, _B),
    Turn(Step.SIGN, _B, _F),
    Turn(Step.ACCEPT, _F, _F),
    Turn(Step.LINK_NATIONAL, _B, _F),
    Turn(Step.PROPOSE_ADDENDUM, _B, _F),
    Turn(Step.PROPOSE_ADDENDUM, _F, _B),
    Turn(Step.SIGN_ADDENDUM, _B, _F),
    Turn(Step.SIGN_ADDENDUM, _F, _F),
    Turn(Step.PREPARE, _F, _F),
    Turn(Step.SHIP, _F, _F),
    Turn(Step.ARRIVE, _B, _B),
    Turn(Step.ARRIVE, _F, _B),
    Turn(Step.INSPECT, _B, _F, ShipmentState.PROCESSING),
    Turn(Step.INSPECT, _B, _B, ShipmentState.BUYER_CONFIRMED),
    Turn(Step.PROPOSE_HANDOVER, _T, _B),
    Turn(Step.HAND_OVER, _B, _F),
    *(Turn(Step.HAND_OVER, _F, _F, state) for state in _HANDED),
    *(Turn(Step.HAND_OVER, _F, _B, state) for state in _BEFORE),
    Turn(MoneyStep.BILL, _F, _B),
    Turn(MoneyStep.GIVE_BACK_BILL, _B, _F),
    Turn(MoneyStep.PAY, _B, _B),
    Turn(MoneyStep.UNPAY, _B, _B),
)


def turn_after(step: str, side: str, target: str) -> Side | None:
    """Whose turn a step leaves; None: as it was."""
    for one in TURNS:
        if (one.step, one.side) == (step, side) and one.target in ("", target):
            return one.whose
    return None
