"""The taxes of one payment as an estimate (*perkiraan*): what the treasurer confirms or sets right."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.rules.buying.supply import supply_of
from belanja.rules.buying.taxes import RUPIAH, Remainder, Taxed, TaxEstimate, TaxKind, estimate

from .models import Invoice, Order, OrderLine

#: By whether the firm is PKP: what became of the PPN that was set aside.
_FOLLOWS = {True: ": cadangan PPN menjadi PPN.", False: ": cadangan PPN tidak dibayarkan dan kembali ke pagu."}


def estimate_of(
    order: Order, taxable: Decimal, invoice: Invoice | None = None, remainder: Remainder | None = None
) -> TaxEstimate:
    """The taxes of a payment of `taxable` rupiah with tax, by the rates of the day both signed. The payment is spread
    over what the invoice asks for, else over the whole order. Nothing is taxed twice: what an advance gave back was
    taxed when it was paid. `remainder`: of the PPN that was set aside; None: it is looked at alone."""
    day = clock.wib(order.signed_at or order.created_at).date()
    book = institutions.book(government_id=order.government_id, on=day)
    shares = _shares(order, invoice)
    asked = sum(shares.values(), Decimal(0))
    if not asked or taxable <= 0:
        return TaxEstimate(())
    by_line = {line: taxable * shares.get(line.pk, Decimal(0)) / asked for line in order.lines.all()}
    by_line = {line: share for line, share in by_line.items() if share}
    taxes = {line: (line.tax * share / line.total).quantize(RUPIAH, ROUND_HALF_UP) for line, share in by_line.items()}
    if remainder is not None:
        kept = [line for line in by_line if sets_aside(line, order)]
        taxes |= dict(zip(kept, remainder.of([taxes[line] for line in kept]), strict=True))
    parts = [
        (share.quantize(Decimal("0.01"), ROUND_HALF_UP) - taxes[line], _taxed(line, order))
        for line, share in by_line.items()
    ]
    charged = [taxes[line] for line in by_line]
    found = estimate(parts, book=book, whole=order.goods + order.freight, charged=charged)
    return TaxEstimate(found.lines) if order.ppn_given_up else found


def sets_aside(line: OrderLine, order: Order) -> bool:
    """Whether a line carries PPN that was set aside as nobody knew whether the firm is PKP."""
    return order.facts.registered is None and line.tax_kind not in (TaxKind.NONE, TaxKind.PBJT) and bool(line.total)


def reserved(line: OrderLine, order: Order, amount: Decimal) -> Decimal:
    """What of `amount` rupiah of a line is PPN that was set aside."""
    if not sets_aside(line, order):
        return Decimal(0)
    return (line.tax * amount / line.total).quantize(RUPIAH, ROUND_HALF_UP)


def without_reserve(order: Order, amounts: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Amounts by position of the line as they are paid: without the PPN that was given up, where it was."""
    if not order.ppn_given_up:
        return dict(amounts)
    lines = {line.position: line for line in order.lines.all()}
    return {place: amount - reserved(lines[place], order, amount) for place, amount in amounts.items()}


def tax_status(order: Order) -> str:
    """Whether the firm was PKP at the purchase, in words; where nobody knew, that the PPN in the sum is set aside."""
    found = order.found_later
    if found is not None:
        told = text.capital_first(found.status)
        right = order.tax_facts["found_later"].get("corrected", "")
        since = (
            f"Dibetulkan {text.long_date(date.fromisoformat(right))}" if right else "Diketahui sesudah pesanan dibuat"
        )
        return f"{told}. {since}{_FOLLOWS[bool(found.registered)]}"
    told = text.capital_first(order.facts.status)
    if order.facts.registered is None and order.tax_facts.get("reserve", bool(order.tax)):
        return f"{told}. PPN di dalam jumlah ini cadangan, dibayarkan hanya kepada PKP."
    return told


def _shares(order: Order, invoice: Invoice | None) -> dict[int, Decimal]:
    asked = dict(invoice.lines.values_list("line_id", "amount")) if invoice is not None else {}
    return asked or {line.pk: line.total for line in order.lines.all()}


def _taxed(line: OrderLine, order: Order) -> Taxed:
    """A line as taxes ask: by what was known of the firm at the purchase. One that turned out to be PKP since collects
    PPN; of one that is not, what was set aside stays so and is paid to nobody. A Surat Keterangan or SKB that was
    frozen then counts until its last day: what is paid later is withheld without it."""
    today, facts, later = clock.today(), order.facts, order.found_later
    return Taxed(
        supply=supply_of(line.kbki),
        registered=True if later is not None and later.registered else facts.registered,
        exempt=line.tax_kind == TaxKind.NONE,
        tax_number=facts.tax_number,
        final_letter=facts.final_on(today),
        relief=facts.relief_on(today),
    )
