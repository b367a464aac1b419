"""The negotiation of an order: rounds of both sides on price, quantity, freight and day, line by line.

Both sides see the same rounds. No price ever rises above the listed one (Kepka LKPP 122/2022: harga satuan tertinggi).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from belanja.journal.services import Actor
from belanja.rules.buying.states import Side

from ..models import Order, Round


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a round says of one line: price without tax a sold unit, quantity, freight of the line without tax, day."""

    line_id: int
    unit_price: Decimal
    quantity: Decimal
    freight: Decimal
    due_on: date | None = None


def offer(*, order_id: int, version: int, side: Side, lines: Sequence[Said], message: str, actor: Actor) -> Round:
    """Say an offer over all lines, or answer the other side's with another. Its term begins. RuleBroken 404, 403; 409
    for another version or state, or where one's own offer still waits; 422 for a price above the listed one."""
    raise NotImplementedError


def accept(*, order_id: int, version: int, side: Side, actor: Actor) -> Order:
    """Agree to the offer of the other side that waits: it is written into the lines. RuleBroken 404, 403, 409."""
    raise NotImplementedError


def decline(*, order_id: int, version: int, side: Side, note: str, actor: Actor) -> Order:
    """Turn down the offer that waits without another: either side may offer anew. RuleBroken 404, 403, 409, 422."""
    raise NotImplementedError


def extend(*, order_id: int, version: int, actor: Actor) -> Order:
    """The buyer gives the firm its one extension. RuleBroken 404, 403, 409 where it was given or nothing waits."""
    raise NotImplementedError


def confirm_expiry(*, order_id: int, version: int, actor: Actor) -> Order:
    """The buyer states that the firm did not answer in time: the order ends. RuleBroken 404, 403, 409 before that."""
    raise NotImplementedError


def withdraw(*, order_id: int, version: int, reason_code: str, note: str, actor: Actor) -> Order:
    """The firm leaves the negotiation. RuleBroken 404, 409, 422 without a reason."""
    raise NotImplementedError


def minutes(order: Order) -> dict[str, object]:
    """What the minutes (Berita Acara Negosiasi) say: listed and agreed price of each line, every round in its order,
    what was saved. Amounts as text; officials by post. The same until another round is said."""
    raise NotImplementedError
