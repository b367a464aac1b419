"""Nobody has two parts of one order that exclude each other (rules.separation), however he came to them: in his own
right, standing in for another, or because a colleague went on with it. APIP has none."""

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.buying.parts import PART_OF_STEP
from belanja.rules.buying.states import Side
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.separation import Pair, Part, pair_of

from ..models import Order
from ..policy_case import role_of_buyer

_CITATION = "UU 1/2004 Pasal 10; Perpres 16/2018 Pasal 7"


def insist(order: Order, part: Part, actor: Actor) -> None:
    """Raise RuleBroken 403 where the actor has had a part of this order that excludes this one."""
    pair = clash(order, part, actor)
    if pair is not None:
        other = pair.other if pair.one is part else pair.one
        told = f"Anda sudah bertindak sebagai {other.label} dalam pesanan ini: {pair.why}."
        raise RuleBroken("own_matter", told, _CITATION, status=403)


def clash(order: Order, part: Part, actor: Actor) -> Pair | None:
    """By which row the actor may not have this part of the order too; None where he may. One query."""
    if actor.user_id is None:
        return None
    buyer, today = role_of_buyer(order.buyer_id, order), clock.today()
    pairs = (pair_of(part, other, today) for other in _parts(order, actor.user_id))
    return next((pair for pair in pairs if pair is not None and pair.buyer in (None, buyer)), None)


def _parts(order: Order, user_id: int) -> list[Part]:
    """What somebody has been in an order until now, by his steps and by name; in the order of `Part`."""
    steps = order.steps.filter(side=Side.BUYER, by_id=user_id, step__in=list(PART_OF_STEP))
    found = {PART_OF_STEP[step] for step in steps.values_list("step", flat=True)}
    named = {
        Part.REQUESTER: order.package.requested_by_id,
        Part.BUYER: order.buyer_id,
        Part.APPROVER: order.determined_by_id,
    }
    found |= {part for part, who in named.items() if who == user_id}
    return [part for part in Part if part in found]


def not_overseer(actor: Actor, government: Government) -> None:
    """Raise RuleBroken 403 for somebody of APIP, whatever other role he holds."""
    if actor.user_id is not None and Role.APIP in institutions.roles_of(actor, government_id=government.pk):
        raise RuleBroken(
            "overseer", "APIP mengawasi pembelian dan tidak bertindak di dalamnya.", "PP 60/2008", status=403
        )
