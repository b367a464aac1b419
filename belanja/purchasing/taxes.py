"""The taxes of one payment as an estimate (*perkiraan*): what the treasurer confirms or sets right."""

from decimal import ROUND_HALF_UP, Decimal

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.rules.buying.supply import supply_of
from belanja.rules.buying.taxes import RUPIAH, Taxed, TaxEstimate, TaxKind, estimate
from belanja.rules.tax_facts import TaxFacts

from .models import Invoice, Order, OrderLine


def estimate_of(order: Order, taxable: Decimal, invoice: Invoice | None = None) -> TaxEstimate:
    """The taxes of a payment of `taxable` rupiah with tax, by the rates of the day both signed. The payment is spread
    over what the invoice asks for, else over the whole order. Nothing is taxed twice: what an advance gave back was
    taxed when it was paid."""
    day = clock.wib(order.signed_at or order.created_at).date()
    book = institutions.book(government_id=order.government_id, on=day)
    shares = _shares(order, invoice)
    asked = sum(shares.values(), Decimal(0))
    if not asked or taxable <= 0:
        return TaxEstimate(())
    parts, charged = [], []
    for line in order.lines.all():
        share = taxable * shares.get(line.pk, Decimal(0)) / asked
        if share:
            tax = (line.tax * share / line.total).quantize(RUPIAH, ROUND_HALF_UP)
            parts.append((share.quantize(Decimal("0.01"), ROUND_HALF_UP) - tax, _taxed(line, order.facts)))
            charged.append(tax)
    return estimate(parts, book=book, whole=order.goods + order.freight, charged=charged)


def tax_status(order: Order) -> str:
    """Whether the firm was PKP at the purchase, in words; where nobody knew, that the PPN in the sum is set aside."""
    told = text.capital_first(order.facts.status)
    if order.facts.registered is None and order.tax_facts.get("reserve", bool(order.tax)):
        return f"{told}. PPN di dalam jumlah ini cadangan, dibayarkan hanya kepada PKP."
    return told


def _shares(order: Order, invoice: Invoice | None) -> dict[int, Decimal]:
    asked = dict(invoice.lines.values_list("line_id", "amount")) if invoice is not None else {}
    return asked or dict(order.lines.values_list("pk", "total"))


def _taxed(line: OrderLine, facts: TaxFacts) -> Taxed:
    """A line as taxes ask: by what was known of the firm at the purchase. A Surat Keterangan or SKB that was frozen
    then counts until its last day: what is paid later is withheld without it."""
    today = clock.today()
    return Taxed(
        supply=supply_of(line.kbki),
        registered=facts.registered,
        exempt=line.tax_kind == TaxKind.NONE,
        tax_number=facts.tax_number,
        final_letter=facts.final_on(today),
        relief=facts.relief_on(today),
    )
