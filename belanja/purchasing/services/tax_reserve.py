"""PPN that was set aside because nobody knew whether a firm is PKP (*cadangan PPN*): asked when its payment's taxes are
confirmed, and paid to nobody before. Of a PKP it becomes PPN; of another it goes back to the plan line."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from django.db.models import F, Sum

from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.rules.buying.states import OrderKind, PaymentPart, PaymentState
from belanja.rules.buying.taxes import Remainder, TaxKind, TaxLine
from belanja.rules.decisions import RuleBroken
from belanja.vendors import licences

from .. import ledgers
from ..models import Order, Payment
from ..selectors.deliveries import received_amounts
from ..taxes import estimate_of, reserved, sets_aside
from . import base

_COLLECTS = "UU PPN Pasal 3A jo UU 7/2021: hanya PKP memungut PPN"
_NONE = Decimal(0)
#: What comes on top of the price once the firm is known to be PKP.
_ON_TOP = (TaxKind.PPN, TaxKind.LUXURY)


def carries(payment: Payment) -> bool:
    """Whether part of a payment is PPN that was set aside."""
    return any(line["kind"] == TaxKind.RESERVE.value for line in payment.withheld)


def waits(order: Order, payment: Payment) -> bool:
    """Whether a payment cannot be made before its taxes are confirmed: nobody has asked yet whether the firm is PKP, or
    what followed is not in it."""
    asked = order.ppn_given_up and payment.set_aside > 0
    return payment.state == PaymentState.REQUESTED and carries(payment) and not asked


def insist(order: Order, payment: Payment) -> None:
    """Raise RuleBroken 409 where what was set aside would be paid, or lost, unasked."""
    if waits(order, payment):
        told = "Pembayaran ini memuat cadangan PPN: sahkan dahulu pajaknya, supaya status PKP penyedia ditanyakan."
        raise RuleBroken("tax_status_wait", told, _COLLECTS, status=409)


def ask(order: Order, payment: Payment, actor: Actor) -> None:
    """Find out whether the firm is PKP, as confirmed today, and write it into the order, which the caller holds and
    saves; nothing where no PPN was set aside or it was asked before.

    Raises RuleBroken 409 where still nobody knows.
    """
    if not carries(payment) or order.facts.registered is not None or order.found_later is not None:
        return
    facts = licences.tax_facts_of([order.firm_id], on=clock.today())[order.firm_id]
    if facts.registered is None:
        raise RuleBroken(
            "tax_status_unknown",
            f"{order.firm_name}: {facts.status}. Cadangan PPN tidak dibayarkan sebelum itu; penyedia sudah diminta "
            "menyatakannya pada halaman Status pajak usahanya. Sesudah dikonfirmasi, sahkan pajaknya di sini.",
            _COLLECTS,
            status=409,
        )
    order.tax_facts = {**order.tax_facts, "found_later": facts.as_json() | {"on": clock.today().isoformat()}}
    if order.ppn_given_up:
        ledgers.hold_tax_anew(order, actor)


def lines_now(order: Order, payment: Payment, given: Sequence[TaxLine], taxable: Decimal) -> list[TaxLine]:
    """The taxes of a payment that carries what was set aside, after `ask`: income taxes as given, the rest anew."""
    return lines_anew(order, payment, given, taxable) if carries(payment) else list(given)


def lines_anew(
    order: Order, payment: Payment, given: Sequence[TaxLine], taxable: Decimal, among: Collection[int] | None = None
) -> list[TaxLine]:
    """The taxes of a payment by what the firm is known to be: income taxes as given, the rest anew. `among`: as
    `remainder` has it."""
    anew = estimate_of(order, taxable, payment.invoice, remainder(order, payment, taxable, among)).lines
    stays = [line for line in given if line.kind not in (TaxKind.RESERVE, *_ON_TOP)]
    return [*(line for line in anew if line.set_aside or line.kind in _ON_TOP), *stays]


def remainder(
    order: Order, payment: Payment, taxable: Decimal, among: Collection[int] | None = None
) -> Remainder | None:
    """What the other payments of an order leave of the PPN that it sets aside, for one that taxes `taxable` rupiah: so
    that all of them together give up what the plan line gets back. None where none is set aside. Of a call-off it is
    what was handed over that counts. `among`: ids of those that are told anew already, where all of them are."""
    lines = [line for line in order.lines.all() if sets_aside(line, order)]
    if not lines or (order.found_later is not None and order.found_later.registered):
        return None
    others = order.payments.exclude(state=PaymentState.REFUSED).exclude(part=PaymentPart.RETENTION)
    others = others if among is None else others.filter(pk__in=among)
    told = others.exclude(pk=payment.pk).aggregate(
        taxed=Sum(F("gross") - F("advance_recovered"), default=_NONE), aside=Sum("set_aside", default=_NONE)
    )
    if order.kind == OrderKind.CALL_OFF:
        came = received_amounts(order)
        worth, ended = sum(came.values(), _NONE), order.handed_over_at is not None
        whole = sum((reserved(line, order, came.get(line.position, _NONE)) for line in lines), _NONE)
    else:
        worth, ended = order.total, True
        whole = sum((reserved(line, order, line.total) for line in lines), _NONE)
    return Remainder(whole - told["aside"], ended and told["taxed"] + taxable == worth)


def tell(order: Order, payment: Payment, actor: Actor) -> None:
    """Ask the firm to state what it is, as its bill waits for that."""
    if carries(payment) and order.found_later is None:
        told = (
            "tagihan ini dibayar sesudah status PKP Anda dikonfirmasi. Nyatakan PKP atau bukan PKP pada Status pajak."
        )
        base.tell_firm(order, told, actor)
