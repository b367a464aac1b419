"""Guarantees of a contract as pure rules: what state one is in, and whether an advance is guaranteed.

An advance is guaranteed in its own amount (Perpres 16/2018 Pasal 34, known from second sources); with what instalments
give back, so much less. An order through e-Purchasing needs no performance guarantee (Pasal 33): one is only recorded.
Whether a missing one stops the payment is a dated row, `beli.jaminan.uang_muka`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..money import ZERO
from .states import GuaranteeKind

CITATION = "Perpres 16/2018 Pasal 34"


class GuaranteeState(StrEnum):
    """What has become of a guarantee."""

    HELD = "dipegang"
    EXPIRED = "habis"
    CLAIMED = "dicairkan"
    RELEASED = "dikembalikan"

    @property
    def label(self) -> str:
        return {
            "dipegang": "Dipegang PPK",
            "habis": "Masa berlakunya habis",
            "dicairkan": "Dicairkan",
            "dikembalikan": "Dikembalikan",
        }[self.value]


def state_of(*, valid_to: date, claimed: bool, released: bool, on: date) -> GuaranteeState:
    """The state on a day: one that was neither claimed nor given back is held until its last day."""
    if claimed:
        return GuaranteeState.CLAIMED
    if released:
        return GuaranteeState.RELEASED
    return GuaranteeState.EXPIRED if valid_to < on else GuaranteeState.HELD


@dataclass(frozen=True)
class Guaranteed:
    """A guarantee as the rule reads it."""

    kind: GuaranteeKind
    amount: Decimal
    valid_from: date
    state: GuaranteeState


def lacking(guarantees: Iterable[Guaranteed], *, advance: Decimal, on: date) -> Decimal:
    """How many rupiah of an advance (what is paid or asked for and not given back yet) no guarantee covers on a day."""
    held = sum(
        (
            one.amount
            for one in guarantees
            if one.kind is GuaranteeKind.ADVANCE and one.state is GuaranteeState.HELD and one.valid_from <= on
        ),
        ZERO,
    )
    return max(ZERO, advance - held)
