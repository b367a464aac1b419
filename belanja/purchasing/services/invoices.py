"""What a firm asks for: matched by line with order and BAST when it comes in, given back with a reason where it does
not fit. Every invoice opens the payment that the treasurer makes of it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.rules.buying.states import MoneyStep, OrderKind, OrderState, PaymentPart, PaymentState, Side
from belanja.rules.buying.taxes import TaxKind
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role

from ..models import Invoice, InvoiceLine, Order
from ..selectors import matching
from . import base, payments

#: States in which a firm may send a bill: retention and what was paid outside are settled after the end.
BILLED = (OrderState.PROCESS, OrderState.ADDENDUM, OrderState.COMPLETED, OrderState.PAID_OUTSIDE)


@transaction.atomic
def receive(
    *,
    order_id: int,
    number: str,
    day: date,
    part: PaymentPart | str,
    actor: Actor,
    lines: Mapping[int, tuple[Decimal, Decimal]] | None = None,
    amount: Decimal | None = None,
    tax_invoice: str = "",
    month: date | None = None,
) -> Invoice:
    """A bill of the firm: quantity and amount by id of order line, or one `amount` for an advance or the retention.
    Amounts that differ from the contract are told in words on the invoice; a quantity that was not handed over is
    refused, and so is a sum beyond what may be paid.

    Raises RuleBroken 404 for strangers, 409 for an order that is not running, a number used before or more than was
    handed over; 422 for a day in the future, an empty bill, or a call-off without its month.
    """
    order = base.locked(order_id)
    base.firm_side(actor, order)
    base.be(order, *BILLED, told="Tagihan dikirim untuk pesanan yang sudah ditandatangani kedua pihak.")
    kind, tidy = _part(part), " ".join(number.split())[:80]
    if not tidy or day > clock.today():
        raise RuleBroken("invoice_head", "Isi nomor tagihan, dan tanggal yang tidak lewat dari hari ini.")
    if order.invoices.filter(number=tidy, returned_at__isnull=True).exists():
        raise RuleBroken("invoice_twice", f"Tagihan {tidy} sudah diterima.", status=409)
    if order.kind == OrderKind.CALL_OFF and matching.needs_lines(kind) and month is None:
        raise RuleBroken("invoice_month", "Tagihan pesanan bertahap dibuat per bulan: isi bulannya.")
    asked = dict(lines or {}) if matching.needs_lines(kind) else {}
    differences = _match(order, asked)
    if asked and not tax_invoice.strip() and order.lines.filter(tax_kind=TaxKind.PPN.value, tax__gt=0).exists():
        differences.append("Nomor faktur pajak belum diisi, padahal pesanan ini dikenai PPN.")
    total = sum((one[1] for one in asked.values()), Decimal("0.00")) if asked else (amount or Decimal(0))
    if total <= 0:
        raise RuleBroken("invoice_empty", "Isi jumlah yang ditagih.")
    invoice = Invoice.objects.create(
        order=order,
        number=tidy,
        part=kind,
        day=day,
        amount=total,
        tax_invoice=tax_invoice.strip()[:40],
        month=month.replace(day=1) if month else None,
        differences=differences,
        received_at=clock.now(),
    )
    for line_id in sorted(asked):
        quantity, value = asked[line_id]
        InvoiceLine.objects.create(invoice=invoice, line_id=line_id, quantity=quantity, amount=value)
        line = order.lines.get(pk=line_id)
        line.invoiced += quantity
        line.save(update_fields=["invoiced"])
    payments.open_for(order, invoice, actor)
    base.step(order, MoneyStep.BILL, actor=actor, side=Side.FIRM, invoice=tidy, amount=str(total), part=str(kind))
    base.tell_officers(order, f"tagihan {tidy} diterima.", actor, roles=(Role.BENDAHARA,))
    return invoice


@transaction.atomic
def give_back(*, invoice_id: int, reason: str, actor: Actor) -> Invoice:
    """The treasurer returns a bill; what it asked for may be asked for again. Raises RuleBroken 403/404 for a missing
    duty, 409 for one that was returned or paid, 422 without words."""
    known = Invoice.objects.filter(pk=invoice_id).values_list("order_id", flat=True).first()
    if known is None:
        raise RuleBroken("not_found", "Tagihan ini tidak ditemukan.", status=404)
    order = base.locked(known)
    payments.treasurer(actor, order)
    invoice = Invoice.objects.get(pk=invoice_id)
    if invoice.returned_at is not None:
        raise RuleBroken("invoice_returned", "Tagihan ini sudah dikembalikan.", status=409)
    if any(PaymentState(one.state).paid for one in invoice.payments.all()):
        raise RuleBroken("invoice_paid", "Tagihan ini sudah dibayar.", status=409)
    if len(reason.strip()) < 10:
        raise RuleBroken("reason_missing", "Tulis alasan mengembalikan, paling sedikit 10 huruf.")
    payments.drop(order, invoice)
    for one in invoice.lines.select_related("line").order_by("line_id"):
        one.line.invoiced -= one.quantity
        one.line.save(update_fields=["invoiced"])
    invoice.returned_at, invoice.return_note = clock.now(), reason.strip()[:4000]
    invoice.save(update_fields=["returned_at", "return_note"])
    base.step(order, MoneyStep.GIVE_BACK_BILL, actor=actor, side=Side.BUYER, note=invoice.return_note,
              invoice=invoice.number)  # fmt: skip
    base.tell_firm(order, f"tagihan {invoice.number} dikembalikan: {invoice.return_note[:200]}", actor)
    return invoice


def _match(order: Order, asked: Mapping[int, tuple[Decimal, Decimal]]) -> list[str]:
    """What does not fit, in words; a quantity that was not handed over, or more than the contract says, is refused."""
    known = set(order.lines.values_list("pk", flat=True))
    if any(line_id not in known or quantity < 0 or value <= 0 for line_id, (quantity, value) in asked.items()):
        raise RuleBroken("invoice_line", "Isi jumlah dan nilai setiap barang yang ditagih.")
    found = [one for one in matching.matched(order, asked) if one.amount]
    for one in found:
        if one.quantity > one.due.quantity or one.amount > one.worth:
            raise RuleBroken("invoice_too_much", one.told, payments.CITATION, status=409)
    return [one.told for one in found if one.told]


def _part(part: PaymentPart | str) -> PaymentPart:
    try:
        return PaymentPart(part)
    except ValueError:
        raise RuleBroken("invoice_part", "Pilih apa yang ditagih.") from None
