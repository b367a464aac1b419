"""*Yang akan saya terima*: in plain words what a firm will get for an order, when, and what is taken off on the way."""

from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from belanja.foundation import text
from belanja.purchasing.models import Order, Payment
from belanja.purchasing.taxes import estimate_of
from belanja.rules.buying.states import PaymentState
from belanja.rules.buying.taxes import TaxLine
from belanja.web.naming import shown
from belanja.web.pieces import DefinitionList, Term

#: Fewer payments than this tell nothing of how long a unit takes.
_FEWEST = 3
_MOST = 200


def card(order: Order) -> DefinitionList | None:
    """Price, taxes likely withheld and by whom, advance, penalty, net amount, days this unit takes to pay; None for an
    order that has ended without being delivered."""
    if order.cancel_code or not order.total:
        return None
    taxes = estimate_of(order, order.total)
    withheld = [line for line in taxes.lines if line.withheld]
    penalty = order.penalty
    retained = (order.total * order.retention_percent / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    net = order.total - sum((line.amount for line in withheld), Decimal(0)) - penalty
    terms = [
        Term(term="Harga barang", text=text.rupiah(order.goods)),
        Term(term="Ongkos kirim", text=text.rupiah(order.freight)),
        Term(term="Pajak yang ditambahkan", text=text.rupiah(order.tax)),
        *(Term(term=f"Dipotong: {line.kind.label}", text=_tax(line)) for line in withheld),
        Term(term="Denda keterlambatan", text=text.rupiah(penalty) if penalty else "tidak ada sampai sekarang"),
    ]
    if order.advance:
        terms.append(
            Term(term="Uang muka", text=f"{text.rupiah(order.advance)}, diperhitungkan pada tagihan berikutnya")
        )
    if retained:
        terms.append(Term(term="Retensi", text=f"{text.rupiah(retained)}, dibayar sesudah masa pemeliharaan"))
    terms.append(Term(term="Anda terima", text=f"{text.rupiah(max(net, Decimal(0)))}, perkiraan"))
    terms.append(Term(term="Kapan", text=_when(order)))
    terms += [Term(term="Belum pasti", text=" ".join(taxes.unsure))] if taxes.unsure else []
    return DefinitionList(terms=terms)


def _tax(line: TaxLine) -> str:
    rate = f", {text.percent_short(line.percent)}" if line.percent else ""
    return f"{text.rupiah(line.amount)}{rate}, oleh {line.collector.label}"


def _when(order: Order) -> str:
    """The median days this unit took from the bill to the money, with how many payments stand behind it."""
    paid = Payment.objects.filter(
        order__unit_id=order.unit_id,
        invoice__isnull=False,
        paid_on__isnull=False,
        state__in=[PaymentState.MATCHED.value, PaymentState.DOCUMENTED.value],
    ).order_by("-paid_on")
    days = [
        (day - text.local_day(received)).days
        for day, received in paid.values_list("paid_on", "invoice__received_at")[:_MOST]
        if day is not None
    ]
    unit = shown(order.unit.name)
    if len(days) < _FEWEST:
        return f"Belum diketahui: {unit} baru membayar {text.count_words(len(days))} tagihan di sini."
    middle = text.count_words(round(median(days)))
    return (
        f"{unit} biasanya membayar {middle} hari sesudah tagihan masuk (median dari {text.number(len(days))} tagihan)."
    )
