"""An order on its way to both signatures, and its end before everything is delivered.

Each step: the row is held, the duty, the version seen, the state, the guards and the rules are asked, then it is
written with its story, event, facts and messages. RuleBroken 404 for strangers, 403 without the duty or for one's own
matter, 409 for late-comers and wrong states, 422 for what is missing.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.journal.services import Actor
from belanja.rules.buying.policy import Book, Occasion
from belanja.rules.buying.posts import of_ppk
from belanja.rules.buying.reasons import Use
from belanja.rules.buying.states import Method, OrderState, RoundState, Side
from belanja.rules.buying.steps import Step
from belanja.rules.channels import Mode
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.listings import FOR_SALE
from belanja.rules.separation import Part
from belanja.vendors import selectors as vendors
from belanja.vendors.selectors import Selling

from ..models import Order, OrderLine
from ..policy_case import Asked, approver_role_of, ask_order, book_for, insist, keep, lines_of
from . import apart, base, ending, forward, signatures, terms
from .taking import order_for, refuse_self

_PENDING = "Dengan mode pendamping pesanan ditandatangani di katalog nasional; catat nomor pesanannya di sini."


@transaction.atomic
def submit(*, order_id: int, version: int, actor: Actor) -> Order:
    """The buyer hands an agreed order to the PPK. Where he is the PPK it goes on to PA/KPA or his signature."""
    order, _rule = order_for(order_id, Step.SUBMIT, side=Side.BUYER, version=version, actor=actor)
    apart.insist(order, Part.BUYER, actor)
    agreed = order.rounds.filter(state=RoundState.ACCEPTED).exists()
    if order.rounds.filter(state=RoundState.OPEN).exists() or (order.method == Method.NEGOTIATION and not agreed):
        raise RuleBroken(
            "not_agreed", "Harga belum disepakati: tunggu jawaban, atau sepakati tawaran yang terakhir.",
            "Peraturan LKPP 9/2021 Pasal 18", status=409,
        )  # fmt: skip
    book = book_for(order.government_id)
    _asked(order, Occasion.APPROVAL, Step.SUBMIT, book)
    _on(order, Step.SUBMIT, forward.after_buyer(order, book), actor)
    return order


@transaction.atomic
def approve(*, order_id: int, version: int, actor: Actor, note: str = "") -> Order:
    """The PPK, never the one who bought, lets it go on: to PA/KPA above the dated value, else to his signature. A PPK
    of the unit who steps in for another becomes the order's PPK."""
    order, _rule = order_for(order_id, Step.APPROVE, side=Side.BUYER, version=version, actor=actor)
    refuse_self(actor, [order.buyer_id], "Yang membeli tidak menyetujui pembeliannya sendiri.")
    _be_ppk(order, actor)
    book, lines = book_for(order.government_id), lines_of(order)
    _asked(order, Occasion.APPROVAL, Step.APPROVE, book, lines=lines, selling=_still_sold(order, lines))
    _on(order, Step.APPROVE, forward.after_review(order, book), actor, note)
    return order


@transaction.atomic
def return_(*, order_id: int, version: int, note: str, actor: Actor) -> Order:
    """PPK or PA/KPA sends it back to the buyer, saying why; his term to mend it begins."""
    order, _rule = order_for(order_id, Step.RETURN, side=Side.BUYER, version=version, actor=actor, note=note)
    order.returned_at = clock.now()
    _on(order, Step.RETURN, OrderState.NEGOTIATION, actor, note)
    due = text.date_time(order.due_at) if order.due_at else ""
    base.tell_officers(order, f"dikembalikan, diperbaiki sampai {due}: {note.strip()}", actor)
    return order


@transaction.atomic
def determine(*, order_id: int, version: int, actor: Actor, note: str = "") -> Order:
    """PA/KPA determines it (Perpres 16/2018 Pasal 9); never one who bought or signs it."""
    order, _rule = order_for(order_id, Step.DETERMINE, side=Side.BUYER, version=version, actor=actor)
    others = [order.buyer_id, order.ppk_id, order.package.requested_by_id]
    refuse_self(actor, others, "Yang membeli, mengusulkan, atau menandatangani tidak menetapkan pesanannya sendiri.")
    apart.insist(order, Part.APPROVER, actor)
    order.determined_by_id = actor.user_id
    _asked(order, Occasion.APPROVAL, Step.DETERMINE, book_for(order.government_id), approver=actor)
    _on(order, Step.DETERMINE, OrderState.SIGNING, actor, note)
    return order


@transaction.atomic
def sign(*, order_id: int, version: int, actor: Actor) -> Order:
    """The PPK signs version 0: what both sides sign is frozen, the firm's term begins."""
    order, _rule = order_for(order_id, Step.SIGN, side=Side.BUYER, version=version, actor=actor)
    if order.mode == Mode.COMPANION:
        raise RuleBroken("signed_nationally", _PENDING, "Kepka LKPP 177/2024", status=409)
    if order.buyer_id != order.ppk_id:
        refuse_self(actor, [order.buyer_id], "Yang membeli tidak menandatangani pembeliannya sendiri.")
    _be_ppk(order, actor)
    book, lines = book_for(order.government_id), lines_of(order)
    asked = _asked(order, Occasion.SIGNATURE, Step.SIGN, book, lines=lines, selling=_still_sold(order, lines))
    signatures.first_version(order, actor, book=book, lines=lines, market=asked.market)
    order.buyer_signed_at = clock.now()
    _on(order, Step.SIGN, OrderState.CONFIRMATION, actor)
    told = of_ppk("pesanan untuk Anda sudah ditandatangani PPK; jawab sebelum tenggatnya.", Role(order.ppk_role))
    base.tell_firm(order, told, actor)
    return order


@transaction.atomic
def accept(*, order_id: int, version: int, actor: Actor) -> Order:
    """The firm's owner accepts and signs: the order is in force, public, its stock taken, its pagu committed."""
    order, _rule = order_for(order_id, Step.ACCEPT, side=Side.FIRM, version=version, actor=actor)
    refuse_self(actor, [order.buyer_id, order.ppk_id], "Anda bertindak untuk pembeli dalam pesanan ini.")
    _may_sell(order)
    signatures.into_force(order, actor)
    base.tell_officers(order, "diterima dan ditandatangani penyedia.", actor, roles=(Role.PPTK,))
    return order


@transaction.atomic
def decline(*, order_id: int, version: int, reason_code: str, note: str, actor: Actor) -> Order:
    """The firm does not take the order."""
    order, _rule = order_for(
        order_id, Step.DECLINE, side=Side.FIRM, version=version, actor=actor, reason_code=reason_code, note=note,
        use=Use.DECLINE,
    )  # fmt: skip
    _end(order, OrderState.CANCELLED, Step.DECLINE, Side.FIRM, actor, reason_code, note)
    base.tell_officers(order, "ditolak penyedia.", actor)
    return order


_ONE_SIDED = (
    "Sesudah kedua pihak menandatangani, PPK sendiri hanya dapat mengakhirinya karena keadaan kahar atau wanprestasi. "
    "Untuk alasan lain mintalah kesepakatan penyedia."
)
_CANCELLED_INTO = {
    OrderState.NEGOTIATION: (OrderState.CANCELLED_NEGOTIATION, Use.CANCEL_NEGOTIATION),
    OrderState.REVIEW: (OrderState.CANCELLED_REVIEW, Use.CANCEL_REVIEW),
    OrderState.DETERMINATION: (OrderState.CANCELLED_REVIEW, Use.CANCEL_REVIEW),
    OrderState.SIGNING: (OrderState.CANCELLED_REVIEW, Use.CANCEL_REVIEW),
    OrderState.CONFIRMATION: (OrderState.CANCELLED, Use.CANCEL_REVIEW),
    OrderState.PROCESS: (OrderState.CANCELLED, Use.CANCEL_SIGNED),
}


@transaction.atomic
def cancel(*, order_id: int, version: int, reason_code: str, note: str, actor: Actor) -> Order:
    """Buyer or PPK calls an order off before both have signed; after that the PPK alone, for force majeure or default,
    as long as nothing was accepted."""
    state = OrderState(base.locked(order_id).state)
    target, use = _CANCELLED_INTO.get(state, (OrderState.CANCELLED, Use.CANCEL_SIGNED))
    order, _rule = order_for(
        order_id, Step.CANCEL, side=Side.BUYER, version=version, actor=actor, reason_code=reason_code, note=note,
        use=use,
    )  # fmt: skip
    if state is OrderState.PROCESS:
        if reason_code not in ending.ONE_SIDED:
            raise RuleBroken(
                "needs_agreement",
                of_ppk(_ONE_SIDED, Role(order.ppk_role)),
                "Kepka LKPP 177/2024",
            )
        ending.nothing_accepted(order)
    _end(order, target, Step.CANCEL, Side.BUYER, actor, reason_code, note)
    base.tell_firm(order, "dibatalkan pembeli.", actor)
    base.tell_officers(order, "dibatalkan.", actor)
    return order


@transaction.atomic
def ask_cancel(*, order_id: int, version: int, side: Side, reason_code: str, note: str, actor: Actor) -> Order:
    """Either side asks the other to end a signed order; it goes on until the other agrees."""
    order, _rule = order_for(
        order_id, Step.ASK_CANCEL, side=side, version=version, actor=actor, reason_code=reason_code, note=note,
        use=Use.CANCEL_SIGNED,
    )  # fmt: skip
    if order.cancel_side:
        raise RuleBroken("cancel_asked", "Pembatalan sudah diminta dan menunggu jawaban.", status=409)
    ending.nothing_accepted(order)
    order.cancel_side, order.cancel_code, order.cancel_note = side, reason_code, note.strip()
    order.due_at, order.reminded_at = terms.end_of(order, "beli.tenggat.batal"), None
    base.step(order, Step.ASK_CANCEL.value, actor=actor, side=side, reason_code=reason_code, note=note.strip())
    base.tell_other(order, side, "pembatalan diminta; jawab sebelum tenggatnya.", actor)
    return order


@transaction.atomic
def agree_cancel(*, order_id: int, version: int, side: Side, actor: Actor) -> Order:
    """The other side agrees: the order ends, pagu and stock are given back."""
    order, _rule = order_for(order_id, Step.AGREE_CANCEL, side=side, version=version, actor=actor)
    _asked_by_other(order, side)
    ending.nothing_accepted(order)
    code, note = order.cancel_code, order.cancel_note
    _end(order, OrderState.CANCELLED, Step.AGREE_CANCEL, side, actor, code, note)
    base.tell_other(order, side, "dibatalkan dengan kesepakatan.", actor)
    return order


@transaction.atomic
def refuse_cancel(*, order_id: int, version: int, side: Side, actor: Actor, note: str = "") -> Order:
    """The other side does not agree: the order goes on."""
    order, _rule = order_for(order_id, Step.REFUSE_CANCEL, side=side, version=version, actor=actor)
    _asked_by_other(order, side)
    forget_cancel(order)
    base.step(order, Step.REFUSE_CANCEL.value, actor=actor, side=side, note=note.strip())
    base.tell_other(order, side, "pembatalan tidak disetujui; pesanan berjalan terus.", actor)
    return order


def forget_cancel(order: Order) -> None:
    """A request to end the order is off the table; the caller writes the step."""
    order.cancel_side, order.cancel_code, order.cancel_note = "", "", ""
    order.due_at, order.reminded_at = None, None


@transaction.atomic
def link_national(*, order_id: int, version: int, number: str, day: date, actor: Actor) -> Order:
    """*Pendamping*: the order that was prepared here was placed in the national catalogue under this number on this
    day; from then on both are one fact."""
    order, _rule = order_for(order_id, Step.LINK_NATIONAL, side=Side.BUYER, version=version, actor=actor)
    told = " ".join(number.split())[:80]
    if order.mode != Mode.COMPANION:
        raise RuleBroken("signed_here", "Nomor pesanan nasional hanya dicatat dengan mode pendamping.", status=409)
    if len(told) < 5:
        raise RuleBroken("number_missing", "Tulis nomor pesanan dari katalog nasional.")
    if day > clock.today():
        raise RuleBroken("day_later", "Tanggal pesanan nasional belum tiba.")
    order.national_number = told
    signatures.placed_nationally(order, day, actor)
    return order


def _on(order: Order, step: Step, target: OrderState, actor: Actor, note: str = "") -> None:
    """Let an order go on to another state: its term begins, those whose turn it is are told."""
    source, order.state = order.state, target
    terms.begin(order)
    base.step(order, step.value, actor=actor, side=Side.BUYER, source=source, note=note.strip())
    forward.tell(order, actor)


def _end(order: Order, target: OrderState, step: Step, side: Side, actor: Actor, code: str, note: str) -> None:
    ending.end(order, target, step, side=side, actor=actor, reason_code=code, note=note)


def _asked(
    order: Order,
    occasion: Occasion,
    step: Step,
    book: Book,
    *,
    approver: Actor | None = None,
    lines: Sequence[OrderLine] | None = None,
    selling: Selling | None = None,
) -> Asked:
    """Ask the rules, hold on to what they say, and keep their answers with the order."""
    determined = approver.user_id if approver else order.determined_by_id
    asked = ask_order(
        order, occasion=occasion, book=book, approver_id=determined, approver_role=approver_role_of(determined, order),
        lines=lines, selling=selling,
    )  # fmt: skip
    insist(asked)
    keep(asked, step=step.value, order=order)
    return asked


def _be_ppk(order: Order, actor: Actor) -> None:
    """Whoever approves or signs is the order's PPK from then on, in the role in which he does it today; not who asked
    for the goods or went on with the purchase."""
    refuse_self(actor, [order.package.requested_by_id], "Pengusul tidak menyetujui usulannya sendiri.")
    apart.insist(order, Part.SIGNER, actor)
    if actor.user_id is not None:
        order.ppk_id, order.ppk_role = actor.user_id, institutions.ppk_role(order.unit, actor.user_id)


def _still_sold(order: Order, lines: Sequence[OrderLine]) -> Selling:
    for line in lines:
        if line.offer.state not in FOR_SALE:
            raise RuleBroken(
                "not_for_sale", f"{line.name} tidak lagi dapat dibeli; pesanan ini tidak dapat diteruskan.",
                "Kepka LKPP 177/2024", status=409,
            )  # fmt: skip
    return _may_sell(order)


def _may_sell(order: Order) -> Selling:
    selling = vendors.selling(order.firm_id, on=clock.today(), government_id=order.government_id)
    if selling.why_not:
        raise RuleBroken("firm_barred", selling.why_not, "Peraturan LKPP 4/2021", status=409)
    return selling


def _asked_by_other(order: Order, side: Side) -> None:
    if order.cancel_side in ("", side):
        raise RuleBroken("cancel_not_asked", "Pihak lain tidak (lagi) meminta pembatalan.", status=409)
