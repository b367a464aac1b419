"""An order on its way to both signatures, and its end before everything is delivered.

Each step: the row is held, the duty, the version seen, the state, the guards and the rules are asked, then it is
written with its story, event, facts and messages. RuleBroken 404 for strangers, 403 without the duty or for one's own
matter, 409 for late-comers and wrong states, 422 for what is missing.
"""

from datetime import date

from belanja.journal.services import Actor
from belanja.rules.buying.states import Side

from ..models import Order


def submit(*, order_id: int, version: int, actor: Actor) -> Order:
    """The buyer hands an agreed order to the PPK. Where the PPK bought himself it goes on to PA/KPA or his signature."""
    raise NotImplementedError


def approve(*, order_id: int, version: int, actor: Actor, note: str = "") -> Order:
    """The PPK, never the one who bought, lets it go on: to PA/KPA above the dated value, else to his signature."""
    raise NotImplementedError


def return_(*, order_id: int, version: int, note: str, actor: Actor) -> Order:
    """PPK or PA/KPA sends it back to the buyer, saying why."""
    raise NotImplementedError


def determine(*, order_id: int, version: int, actor: Actor, note: str = "") -> Order:
    """PA/KPA determines it (Perpres 16/2018 Pasal 9); never one who bought or signs it."""
    raise NotImplementedError


def sign(*, order_id: int, version: int, actor: Actor) -> Order:
    """The PPK signs version 0: what both sides sign is frozen, the firm's term begins."""
    raise NotImplementedError


def accept(*, order_id: int, version: int, actor: Actor) -> Order:
    """The firm's owner accepts and signs: the order is in force, public, its stock taken, its pagu committed."""
    raise NotImplementedError


def decline(*, order_id: int, version: int, reason_code: str, note: str, actor: Actor) -> Order:
    """The firm does not take the order."""
    raise NotImplementedError


def cancel(*, order_id: int, version: int, reason_code: str, note: str, actor: Actor) -> Order:
    """Buyer or PPK calls an order off before both have signed; after that the PPK alone, for force majeure or default,
    as long as nothing was accepted."""
    raise NotImplementedError


def ask_cancel(*, order_id: int, version: int, side: Side, reason_code: str, note: str, actor: Actor) -> Order:
    """Either side asks the other to end a signed order; it goes on until the other agrees."""
    raise NotImplementedError


def agree_cancel(*, order_id: int, version: int, side: Side, actor: Actor) -> Order:
    """The other side agrees: the order ends, pagu and stock are given back."""
    raise NotImplementedError


def refuse_cancel(*, order_id: int, version: int, side: Side, actor: Actor, note: str = "") -> Order:
    """The other side does not agree: the order goes on."""
    raise NotImplementedError


def link_national(*, order_id: int, version: int, number: str, day: date, actor: Actor) -> Order:
    """*Pendamping*: the order that was prepared here was placed in the national catalogue under this number on this
    day; from then on both are one fact."""
    raise NotImplementedError
