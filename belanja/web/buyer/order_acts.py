"""What an officer may do with an order now: by the table of steps, his duties for its unit, and whose part it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from belanja.purchasing.models import Order
from belanja.purchasing.policy_case import book_for
from belanja.purchasing.selectors import whose
from belanja.purchasing.services import negotiation, orders
from belanja.purchasing.services.payment_terms import set_payment_terms
from belanja.rules.buying.policy.contracts import advance_limit
from belanja.rules.buying.posts import of_ppk
from belanja.rules.buying.states import Method, OrderKind, OrderState, RoundState, Side
from belanja.rules.buying.steps import Axis, Rule, Step, steps_from
from belanja.rules.channels import Mode
from belanja.rules.duties import Role
from belanja.rules.firms import Scale
from belanja.web.acts import Act, kept
from belanja.web.purchases.cancelling import cancel_uses
from belanja.web.purchases.forms import NationalForm, NoteForm, PaymentTermsForm, PlainForm, ReasonForm

from .access import BuyerDesk


@dataclass(frozen=True)
class _Way:
    """How a step is offered: what its form asks, which service takes it, and what is said of it."""

    form: Callable[[HttpRequest, Rule, Order], Any]
    run: Callable[..., object]
    about: str = ""
    quiet: bool = False


def _plain(request: HttpRequest, rule: Rule, _order: Order) -> PlainForm:
    return PlainForm(kept(request, rule.step))


def _note(label: str, help_text: str = "", *, required: bool = True) -> Callable[[HttpRequest, Rule, Order], NoteForm]:
    def form(request: HttpRequest, rule: Rule, _order: Order) -> NoteForm:
        return NoteForm(kept(request, rule.step), key=rule.step, label=label, help_text=help_text, required=required)

    return form


def _reason(request: HttpRequest, rule: Rule, order: Order) -> ReasonForm:
    uses = cancel_uses(OrderState(order.state))
    return ReasonForm(kept(request, rule.step), key=rule.step, uses=uses, needs_note=rule.needs_note)


def _national(request: HttpRequest, rule: Rule, _order: Order) -> NationalForm:
    return NationalForm(kept(request, rule.step), key=rule.step)


def _payment_terms(request: HttpRequest, rule: Rule, order: Order) -> PaymentTermsForm:
    book = book_for(order.government_id)
    most, _row = advance_limit(order.total, Scale(order.scale) if order.scale else None, book=book)
    return PaymentTermsForm(
        kept(request, rule.step), key=rule.step, order=order, most=most, retention=book.number("beli.retensi.persen")
    )


_B = Side.BUYER
_WAYS: Mapping[Step, _Way] = {
    Step.SUBMIT: _Way(
        _plain,
        lambda _form, **by: orders.submit(**by),
        "Hasil negosiasi diserahkan kepada PPK bersama riwayat dan bukti harganya.",
    ),
    Step.APPROVE: _Way(
        _note("Catatan", required=False),
        lambda form, **by: orders.approve(note=form.note, **by),
        "Harga, alasan, dan aturan yang berbicara tersimpan bersama persetujuan Anda.",
    ),
    Step.DETERMINE: _Way(_note("Catatan", required=False), lambda form, **by: orders.determine(note=form.note, **by)),
    Step.SIGN: _Way(
        _plain,
        lambda _form, **by: orders.sign(**by),
        "Persetujuan di layar untuk uji coba, bukan tanda tangan tersertifikasi. Isi pesanan dibekukan, lalu penyedia "
        "diberi waktu untuk menjawab.",
    ),
    Step.LINK_NATIONAL: _Way(
        _national,
        lambda form, **by: orders.link_national(**form.cleaned_data, **by),
        "Pesanan di sini dan di katalog nasional menjadi satu, dan dihitung satu kali.",
    ),
    Step.AGREE_CANCEL: _Way(
        _plain, lambda _form, **by: orders.agree_cancel(side=_B, **by), "Pagu dan stok dikembalikan."
    ),
    Step.REFUSE_CANCEL: _Way(
        _note("Alasan", required=False), lambda form, **by: orders.refuse_cancel(side=_B, note=form.note, **by)
    ),
    Step.EXTEND: _Way(
        _plain,
        lambda _form, **by: negotiation.extend(**by),
        "Hanya satu kali untuk tiap pesanan.",
        quiet=True,
    ),
    Step.CONFIRM_EXPIRY: _Way(
        _plain,
        lambda _form, **by: negotiation.confirm_expiry(**by),
        "Penyedia tidak menjawab sampai tenggat. Pesanan berakhir; pagu dan stok dikembalikan.",
        quiet=True,
    ),
    Step.PAYMENT_TERMS: _Way(
        _payment_terms,
        lambda form, **by: set_payment_terms(**form.cleaned_data, **by),
        "Tertulis dalam Surat Pesanan yang ditandatangani kedua pihak.",
        quiet=True,
    ),
    Step.RETURN: _Way(
        _note("Yang perlu diperbaiki"), lambda form, **by: orders.return_(note=form.note, **by), quiet=True
    ),
    Step.CANCEL: _Way(_reason, lambda form, **by: orders.cancel(**form.told, **by), quiet=True),
    Step.ASK_CANCEL: _Way(
        _reason,
        lambda form, **by: orders.ask_cancel(side=_B, **form.told, **by),
        "Pesanan berjalan terus sampai penyedia setuju.",
        quiet=True,
    ),
}


def acts(request: HttpRequest, desk: BuyerDesk, order: Order, *, asked: Side | None) -> list[Act]:
    """`asked`: the side that asks to end the order and waits."""
    found: dict[Step, Act] = {}
    for rule in steps_from(Axis.ORDER, order.state, Side.BUYER):
        way = _WAYS.get(rule.step)
        if way is None or rule.step in found or not _mine(desk, order, rule, asked):
            continue
        found[rule.step] = _act(request, desk, order, rule, way)
    return sorted(found.values(), key=lambda act: act.quiet)


def _act(request: HttpRequest, desk: BuyerDesk, order: Order, rule: Rule, way: _Way) -> Act:
    def run(form: Any, version: int) -> object:
        return way.run(form, order_id=order.pk, version=version, actor=desk.actor)

    label, told, about = (of_ppk(one, Role(order.ppk_role)) for one in (rule.label, rule.told, way.about))
    return Act(rule.step, label, label, way.form(request, rule, order), run, f"{told}.", about, way.quiet)


_OF_THE_NEGOTIATION = frozenset({Step.SUBMIT, Step.EXTEND, Step.CONFIRM_EXPIRY})


def _negotiated(order: Order, step: Step) -> bool:
    """Whether the last round has come so far: agreed to be handed on, one's own to be prolonged, lapsed to be ended."""
    last = order.rounds.order_by("-number").first()
    if step is Step.SUBMIT:
        return order.method != Method.NEGOTIATION or (last is not None and last.state == RoundState.ACCEPTED)
    if last is None:
        return False
    if step is Step.EXTEND:
        return last.state == RoundState.OPEN and last.side == Side.BUYER and not order.extended
    return last.state == RoundState.EXPIRED


def _mine(desk: BuyerDesk, order: Order, rule: Rule, asked: Side | None) -> bool:
    """Whether a button of this rule is for this officer; the service asks again."""
    if rule.duty is None or not desk.may(rule.duty, order.unit_id):
        return False
    me = desk.actor.user_id
    if rule.step is Step.APPROVE and me == order.buyer_id:
        return False
    if rule.step in _OF_THE_NEGOTIATION:
        return me in whose.buyers(order) and _negotiated(order, rule.step)
    if rule.step is Step.PAYMENT_TERMS and (order.kind == OrderKind.CALL_OFF or order.determined_by_id):
        return False
    if rule.step is Step.DETERMINE and me in {order.buyer_id, order.ppk_id}:
        return False
    if rule.step is Step.SIGN and order.mode == Mode.COMPANION:
        return False
    if rule.step is Step.LINK_NATIONAL and order.mode != Mode.COMPANION:
        return False
    if rule.step in {Step.AGREE_CANCEL, Step.REFUSE_CANCEL}:
        return asked is Side.FIRM
    return rule.step is not Step.ASK_CANCEL or asked is None
