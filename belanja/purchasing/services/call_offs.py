"""Calls under an order of kind *bertahap*: one agreed price list with a hard cap and a term (meals, cleaning, fuel)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from belanja.journal.services import Actor
from belanja.rules.buying.states import Side

from ..models import CallOff


def call(
    *,
    order_id: int,
    version: int | None,
    quantities: Mapping[int, Decimal],
    wanted_on: date,
    actor: Actor,
    address: str = "",
    note: str = "",
) -> CallOff:
    """Call quantities (by line id) for a day within the term, never beyond the cap. RuleBroken 404, 403, 409, 422."""
    raise NotImplementedError


def answer(*, order_id: int, version: int | None, number: int, actor: Actor) -> CallOff:
    """The firm says that it will deliver. RuleBroken 404, 409."""
    raise NotImplementedError


def cancel(*, order_id: int, version: int | None, number: int, side: Side, note: str, actor: Actor) -> CallOff:
    """A call is taken back, or the firm turns it down, before anything of it was delivered. RuleBroken 404, 403, 409,
    422 without words."""
    raise NotImplementedError
