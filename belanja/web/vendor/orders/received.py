"""*Yang akan saya terima*: in plain words what a firm will get for an order, when, and what is taken off on the way."""

from belanja.affirmation.selectors.waits import Pace, pace_of
from belanja.foundation import text
from belanja.purchasing.models import Order, Payment
from belanja.purchasing.selectors.receivable import Receivable, for_order, for_payment
from belanja.purchasing.taxes import tax_status
from belanja.rules.buying.states import OrderKind, OrderState, PaymentPart, PaymentState
from belanja.rules.buying.taxes import TaxLine
from belanja.web.naming import shown
from belanja.web.pieces import DefinitionList, Piece, Term
from belanja.web.purchases import words

_CALLED = "hanya yang dipanggil, ditagih dan dibayar menurut bulan"


def card(order: Order) -> DefinitionList | None:
    """Price, taxes likely withheld and by whom, advance, penalty, net amount, days this unit takes to pay; None for an
    order that was cancelled."""
    if OrderState(order.state).cancelled or not order.total:
        return None
    told = for_order(order)
    goods = (
        f"barang {text.rupiah(order.goods)}, ongkos kirim {text.rupiah(order.freight)}, pajak {text.rupiah(order.tax)}"
    )
    called = order.kind == OrderKind.CALL_OFF
    terms = [
        *([Term(term="Yang dibayar", text=_CALLED)] if called else []),
        Term(term="Paling banyak" if called else "Nilai pesanan", text=f"{text.rupiah(told.price)}: {goods}"),
        Term(term="Status pajak Anda", text=tax_status(order)),
        *(Term(term=_taken(line), text=_tax(line)) for line in told.taxes),
        *(Term(term=f"Anda setor sendiri {line.kind.label}", text=text.rupiah(line.amount)) for line in told.own_taxes),
    ]
    if told.advance:
        terms.append(Term(term="Uang muka", text=f"{text.rupiah(told.advance)} lebih dahulu, lalu diperhitungkan"))
    if told.penalty:
        terms.append(Term(term="Denda keterlambatan", text=f"{text.rupiah(told.penalty)} sampai sekarang"))
    if told.later:
        terms.append(Term(term="Retensi", text=f"{text.rupiah(told.later)} dibayar sesudah masa pemeliharaan"))
    comes = "Masuk ke rekening Anda bila seluruhnya dipanggil" if called else "Masuk ke rekening Anda"
    terms.append(Term(term=comes, text=f"{text.rupiah(told.net)}{_mark(told)}"))
    terms.append(Term(term="Kapan", text=in_days(pace_of(order.unit), shown(order.unit.name))))
    terms += [Term(term="Belum pasti", text=" ".join(told.unsure))] if told.unsure else []
    return DefinitionList(terms=terms)


def bills(order: Order) -> list[Piece]:
    """The same for each bill that stands: what is asked for, what is taken off, what comes and when."""
    found = order.payments.exclude(state=PaymentState.REFUSED).select_related("invoice", "order__unit").order_by("pk")
    return [_bill(payment, for_payment(payment), pace_of(order.unit)) for payment in found]


def _bill(payment: Payment, told: Receivable, pace: Pace) -> Piece:
    number = payment.invoice.number if payment.invoice else ""
    kept = (("Pengembalian uang muka", told.advance), ("Denda keterlambatan", told.penalty), ("Retensi", told.later))
    terms = [
        Term(term=f"Tagihan {number}".strip(), text=f"{text.rupiah(told.price)}, {PaymentPart(payment.part).label}"),
        *(Term(term=_taken(line), text=_tax(line)) for line in told.taxes),
        *(Term(term=label, text=f"{text.MINUS}{text.rupiah(amount)}") for label, amount in kept if amount),
        Term(term="Status pajak Anda", text=tax_status(payment.order)),
        Term(term="Masuk ke rekening Anda", text=f"{text.rupiah(told.net)}{_mark(told)}"),
    ]
    if told.paid and payment.paid_on:
        terms.append(Term(term="Dibayar", text=f"{text.long_date(payment.paid_on)}, {payment.sp2d}"))
    else:
        terms.append(Term(term="Kapan", text=in_days(pace, shown(payment.order.unit.name))))
    return DefinitionList(terms=terms)


def _mark(told: Receivable) -> str:
    return "" if told.sure else " (perkiraan, sampai bendahara memastikan pajaknya)"


def _taken(line: TaxLine) -> str:
    return f"{'Disisihkan' if line.set_aside else 'Dipotong'} {line.kind.label}"


def _tax(line: TaxLine) -> str:
    rate = f", {text.percent_short(line.percent)}" if line.percent else ""
    return f"{text.rupiah(line.amount)}{rate}, {words.collected(line)}"


def in_days(pace: Pace, unit: str) -> str:
    """The same figure as on the unit's public page, in a sentence."""
    count = pace.wait.spread.count
    if not count:
        return f"Belum dapat dikatakan: {unit} belum membayar lunas pesanan tahun anggaran {pace.year} di sini."
    if pace.wait.median is None:
        return (
            f"Belum dapat dikatakan: {unit} baru membayar lunas {text.count_words(count)} pesanan tahun anggaran "
            f"{pace.year} di sini."
        )
    half, most = text.number(pace.wait.median), text.number(pace.wait.ninetieth or 0)
    return (
        f"{unit} membayar separuh pesanannya dalam {half} hari kerja sesudah serah terima, dan sembilan dari sepuluh "
        f"dalam {most} hari kerja (dari {text.number(count)} pesanan tahun anggaran {pace.year})."
    )
