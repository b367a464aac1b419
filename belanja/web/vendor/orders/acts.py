"""What a firm may do with an order now: by the table of steps, and whether only the owner may."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest

from belanja.purchasing.models import Order
from belanja.purchasing.services import orders
from belanja.rules.buying.reasons import Use
from belanja.rules.buying.states import Side
from belanja.rules.buying.steps import Axis, Rule, Step, steps_from
from belanja.web.acts import Act, kept
from belanja.web.purchases.forms import NoteForm, PlainForm, ReasonForm
from belanja.web.vendor.access import FirmDesk

Maker = Callable[[HttpRequest, Rule, dict[str, Any]], Act]


def acts(request: HttpRequest, desk: FirmDesk, order: Order, *, asked: Side | None) -> list[Act]:
    """`asked`: the side that asks to end the order and waits."""
    by = {"order_id": order.pk, "actor": desk.actor}
    found = []
    for rule in steps_from(Axis.ORDER, order.state, Side.FIRM):
        maker = _MAKERS.get(rule.step)
        if maker is None or (rule.owner and not desk.is_owner):
            continue
        if rule.step in {Step.AGREE_CANCEL, Step.REFUSE_CANCEL} and asked is not Side.BUYER:
            continue
        if rule.step is Step.ASK_CANCEL and asked is not None:
            continue
        found.append(maker(request, rule, by))
    return found


def _accept(request: HttpRequest, rule: Rule, by: dict[str, Any]) -> Act:
    about = (
        "Persetujuan di layar untuk uji coba, bukan tanda tangan tersertifikasi. Sesudah ini pesanan mengikat "
        "kedua pihak dan terbuka bagi umum."
    )
    return Act(
        rule.step, rule.label, rule.label, PlainForm(kept(request, rule.step)),
        lambda _form, version: orders.accept(version=version, **by), "Pesanan diterima. Siapkan kirimannya.", about,
    )  # fmt: skip


def _decline(request: HttpRequest, rule: Rule, by: dict[str, Any]) -> Act:
    form = ReasonForm(kept(request, rule.step), key=rule.step, uses=(Use.DECLINE,))
    return Act(
        rule.step, rule.label, rule.label, form,
        lambda form, version: orders.decline(version=version, **form.told, **by),
        "Pesanan ditolak; pembeli diberi tahu.", quiet=True,
    )  # fmt: skip


def _ask_cancel(request: HttpRequest, rule: Rule, by: dict[str, Any]) -> Act:
    form = ReasonForm(kept(request, rule.step), key=rule.step, uses=(Use.CANCEL_SIGNED,))
    return Act(
        rule.step, rule.label, rule.label, form,
        lambda form, version: orders.ask_cancel(version=version, side=Side.FIRM, **form.told, **by),
        "Permintaan dikirim; pesanan berjalan terus sampai pembeli menjawab.", quiet=True,
    )  # fmt: skip


def _agree_cancel(request: HttpRequest, rule: Rule, by: dict[str, Any]) -> Act:
    return Act(
        rule.step, rule.label, rule.label, PlainForm(kept(request, rule.step)),
        lambda _form, version: orders.agree_cancel(version=version, side=Side.FIRM, **by), "Pesanan dibatalkan.",
    )  # fmt: skip


def _refuse_cancel(request: HttpRequest, rule: Rule, by: dict[str, Any]) -> Act:
    form = NoteForm(kept(request, rule.step), key=rule.step, label="Sebab", required=False)
    return Act(
        rule.step, rule.label, rule.label, form,
        lambda form, version: orders.refuse_cancel(version=version, side=Side.FIRM, note=form.note, **by),
        "Pesanan berjalan terus.", quiet=True,
    )  # fmt: skip


_MAKERS: Mapping[Step, Maker] = {
    Step.ACCEPT: _accept,
    Step.DECLINE: _decline,
    Step.ASK_CANCEL: _ask_cancel,
    Step.AGREE_CANCEL: _agree_cancel,
    Step.REFUSE_CANCEL: _refuse_cancel,
}
