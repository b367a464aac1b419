"""The sums of one payment: what it holds back, its taxes, what the firm receives; and how the account of its order
counts it. The caller holds the order."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from belanja.rules.buying import receipt
from belanja.rules.buying.receipt import Held, Position
from belanja.rules.buying.states import PaymentPart, PaymentState
from belanja.rules.buying.taxes import TaxLine
from belanja.rules.decisions import RuleBroken
from belanja.rules.money import ZERO, to_sen

from ..models import Order, Payment, Settlement
from ..taxes import estimate_of
from . import tax_reserve
from .settlements import position


def weigh(order: Order, account: Settlement, payment: Payment, *, taxes: Sequence[TaxLine] | None) -> None:
    """Set what a payment holds back, and its taxes: as given, else as estimated."""
    where = position(order, account)
    held = Held(ZERO, ZERO, ZERO)
    if taxes is None:
        taxable = _taxable(where, payment)
        remainder = tax_reserve.remainder(order, payment, taxable)
        taxes = estimate_of(order, taxable, payment.invoice, remainder).lines
    if _claims(payment):
        taken_off = to_sen(sum((line.amount for line in taxes if not line.own), ZERO))
        percent = order.retention_percent
        held = receipt.held_back(where, payment.gross, retention_percent=percent, taxes=taken_off)
    _set(payment, held, taxes)


def charge(order: Order, account: Settlement, payment: Payment, taxes: Callable[[Decimal], Sequence[TaxLine]]) -> None:
    """Write other taxes into a payment that the account counts, and count it anew. `taxes`: of the rupiah that are
    taxed. As long as it is not paid, what is held back is looked at anew; of one that was made it stays. The caller
    keeps account and payment."""
    count(account, payment, -1)
    given = taxes(_taxable(position(order, account), payment))
    if payment.state == PaymentState.REQUESTED:
        weigh(order, account, payment, taxes=given)
    else:
        _set(payment, Held(payment.advance_recovered, payment.penalty, payment.retention), given)
    count(account, payment, 1)


def _taxable(where: Position, payment: Payment) -> Decimal:
    """What of a payment is taxed: neither what an advance gave nor what was retained, which were taxed before."""
    if payment.part == PaymentPart.RETENTION:
        return ZERO
    if payment.state != PaymentState.REQUESTED:
        return payment.gross - payment.advance_recovered
    return payment.gross - (receipt.advance_back(where, payment.gross) if _claims(payment) else ZERO)


def _claims(payment: Payment) -> bool:
    return payment.part not in (PaymentPart.ADVANCE, PaymentPart.RETENTION)


def _set(payment: Payment, held: Held, taxes: Sequence[TaxLine]) -> None:
    """Write what is held back and withheld into a payment. Raises RuleBroken 422 where nothing would be left."""
    withheld = to_sen(sum((line.amount for line in taxes if line.withheld), ZERO))
    payment.advance_recovered, payment.penalty, payment.retention = held.advance, held.penalty, held.retention
    payment.withheld, payment.withheld_total = [line.as_json() for line in taxes], withheld
    payment.set_aside = to_sen(sum((line.amount for line in taxes if line.set_aside), ZERO))
    payment.net = payment.payable - held.total - withheld
    if payment.net < 0 or any(line.amount < 0 for line in taxes):
        raise RuleBroken("taxes_too_much", "Potongan pajak tidak boleh melebihi yang dibayarkan. Periksa nilainya.")


def keep(account: Settlement) -> None:
    """Save an account. Raises RuleBroken 409 where a later payment builds on what is taken out: the database would
    refuse it too."""
    if account.recovered > account.advanced:
        raise RuleBroken(
            "advance_used", "Uang muka ini sudah diperhitungkan pada termin; kembalikan terminnya dahulu.", status=409
        )
    if account.released > account.retained:
        raise RuleBroken(
            "retention_used", "Retensinya sudah ditagih kembali; kembalikan tagihan retensi dahulu.", status=409
        )
    account.save()


def count(account: Settlement, payment: Payment, sign: int) -> None:
    """Add a payment to the account (1), or take it out again (-1)."""
    if payment.part == PaymentPart.ADVANCE:
        account.advanced += sign * payment.gross
    elif payment.part == PaymentPart.RETENTION:
        account.released += sign * payment.gross
    else:
        account.claimed += sign * payment.gross
        account.recovered += sign * payment.advance_recovered
        account.penalised += sign * payment.penalty
        account.retained += sign * payment.retention


def lines_of(payment: Payment) -> list[TaxLine]:
    """The taxes of a payment as they stand."""
    return [TaxLine.from_json(line) for line in payment.withheld]
