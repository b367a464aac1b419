"""Steps of a negotiation, for whichever side sits there; the service asks again who it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from belanja.journal.services import Actor
from belanja.purchasing.models import Order, OrderLine, Round
from belanja.purchasing.services import negotiation
from belanja.rules.buying.reasons import Use
from belanja.rules.buying.states import OrderState, Side
from belanja.rules.buying.steps import Step
from belanja.web.acts import Act, kept

from .bargaining import BidForm, waiting
from .forms import NoteForm, PlainForm, ReasonForm


@dataclass(frozen=True)
class Seat:
    """Who bargains: the side, the person, and whether he has a part in it (else he only reads)."""

    side: Side
    actor: Actor
    takes_part: bool


def bid(
    request: HttpRequest, seat: Seat, order: Order, lines: Sequence[OrderLine], rounds: Sequence[Round]
) -> Act | None:
    """The form of an offer: to begin with, or in answer to the other side's; none while one's own offer waits."""
    open_one = waiting(rounds)
    if not _bargains(seat, order) or (open_one is not None and open_one.side == seat.side):
        return None
    form = BidForm(kept(request, Step.OFFER), key=Step.OFFER, lines=lines, latest=rounds[-1] if rounds else None)

    def run(form: BidForm, version: int) -> object:
        return negotiation.offer(
            order_id=order.pk,
            version=version,
            side=seat.side,
            lines=form.said,
            message=form.cleaned_data["message"],
            actor=seat.actor,
        )

    button = "Kirim penawaran" if open_one is None else "Jawab dengan tawaran lain"
    return Act(Step.OFFER, "Tawar", button, form, run, "Penawaran dikirim; pihak lain diberi tahu.")


def answers(request: HttpRequest, seat: Seat, order: Order, rounds: Sequence[Round]) -> list[Act]:
    """Agree or decline, where the other side's offer waits; the firm may also leave."""
    if not _bargains(seat, order):
        return []
    open_one = waiting(rounds)
    by: dict[str, Any] = {"order_id": order.pk, "side": seat.side, "actor": seat.actor}
    acts = []
    if open_one is not None and open_one.side != seat.side:
        acts = [
            Act(Step.AGREE, f"Sepakati putaran {open_one.number}", "Sepakati", PlainForm(kept(request, Step.AGREE)),
                lambda _form, version: negotiation.accept(version=version, **by), "Harga disepakati."),
            Act(Step.DECLINE_OFFER, "Tolak tanpa tawaran lain", "Tolak tawaran",
                NoteForm(kept(request, Step.DECLINE_OFFER), key=Step.DECLINE_OFFER, label="Sebab"),
                lambda form, version: negotiation.decline(version=version, note=form.note, **by),
                "Tawaran ditolak; kedua pihak dapat menawar lagi.", quiet=True),
        ]  # fmt: skip
    if seat.side is Side.FIRM:
        form = ReasonForm(kept(request, Step.WITHDRAW), key=Step.WITHDRAW, uses=(Use.DECLINE,))
        acts.append(
            Act(Step.WITHDRAW, "Mundur dari negosiasi", "Mundur", form,
                lambda form, version: negotiation.withdraw(
                    order_id=order.pk, version=version, actor=seat.actor, **form.told
                ),
                "Anda mundur dari negosiasi ini.", quiet=True)
        )  # fmt: skip
    return acts


def _bargains(seat: Seat, order: Order) -> bool:
    return seat.takes_part and order.state == OrderState.NEGOTIATION
