"""Where an order goes on its way to both signatures, and whom that concerns."""

from belanja.journal.services import Actor
from belanja.rules.buying.policy import Book
from belanja.rules.buying.posts import of_ppk
from belanja.rules.buying.states import OrderState
from belanja.rules.duties import Role

from ..models import Order
from ..policy_case import may_determine
from . import base

_TOLD = {
    OrderState.REVIEW: ("menunggu pemeriksaan PPK.", ()),
    OrderState.DETERMINATION: ("menunggu penetapan PA/KPA.", (Role.PA, Role.KPA)),
    OrderState.SIGNING: ("menunggu tanda tangan PPK.", ()),
}


def after_buyer(order: Order, book: Book) -> OrderState:
    """Where it goes when the buyer hands it over: to the PPK, unless he is the buyer himself."""
    return OrderState.REVIEW if order.buyer_id != order.ppk_id else after_review(order, book)


def after_review(order: Order, book: Book) -> OrderState:
    """To PA/KPA above the dated value, else to the signature."""
    return OrderState.DETERMINATION if may_determine(order, book) else OrderState.SIGNING


def tell(order: Order, actor: Actor) -> None:
    """Tell those whose turn it is."""
    told = _TOLD.get(OrderState(order.state))
    if told is not None:
        base.tell_officers(order, of_ppk(told[0], Role(order.ppk_role)), actor, roles=told[1])
