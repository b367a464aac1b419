"""What an offer costs at a moment, delivered to a place: price, freight and tax on the basis of orders; and why it
cannot be ordered as it stands."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from belanja.catalogue.models import Offer, PriceRow
from belanja.catalogue.selectors.licences import unlicensed
from belanja.catalogue.selectors.prices import row_that_held
from belanja.foundation import clock, text
from belanja.foundation.questions import Given, Question
from belanja.rules.buying.amounts import Sum, line_sum
from belanja.rules.buying.policy import Book
from belanja.rules.buying.supply import supply_of
from belanja.rules.buying.taxes import Taxed, TaxKind
from belanja.rules.listings import FOR_SALE, EtalaseState, Freight, ListingState, TaxBasis
from belanja.rules.money import SEN, ZERO
from belanja.rules.prices import without_tax
from belanja.rules.tax_facts import TaxFacts
from belanja.vendors import licences
from belanja.vendors import selectors as vendors
from belanja.vendors.selectors import Selling

_DAYS_OF_A_MONTH = 30


@dataclass(frozen=True)
class Priced:
    """`unit_price` without tax for one sold unit, the line's sums and tax, all None-free: zero where `trouble` says why
    no price can be told."""

    unit_price: Decimal
    sums: Sum
    tax_kind: str
    tax_percent: Decimal
    trouble: str = ""


_ROWS = Question(lambda: PriceRow.objects.filter(offer__among=Given("offers")))


def rows_of(offer_ids: Iterable[int]) -> Mapping[int, Sequence[PriceRow]]:
    """Every price that these offers ever had; one query."""
    found: dict[int, list[PriceRow]] = defaultdict(list)
    for row in _ROWS.rows(offers=list({*offer_ids})):
        found[row.offer_id].append(row)
    return found


def taxed_as(offer: Offer, basis: TaxBasis, facts: TaxFacts) -> Taxed:
    """What taxes on top of the price ask of an offer and its firm (`facts`)."""
    return Taxed(supply_of(offer.product.kbki), registered=facts.registered, exempt=basis is TaxBasis.EXEMPT)


def bare_price(row: PriceRow, facts: TaxFacts) -> Decimal | None:
    """A listed price without tax; None where its basis is not known. The price of a firm that is not PKP carries none,
    whatever was written beside it: it is all that is paid."""
    if facts.registered is False:
        return row.amount
    return without_tax(row.amount, TaxBasis(row.tax_basis), row.tax_percent)


def priced(
    offer: Offer,
    rows: Sequence[PriceRow],
    *,
    quantity: Decimal,
    region_id: int | None,
    moment: datetime,
    book: Book,
    facts: TaxFacts,
) -> Priced:
    """What `quantity` of an offer costs: the price that held at `moment`, or today's where that is lower. What a buyer
    has put into his cart does not rise for the dated number of days. `facts`: how its firm is taxed today."""
    now = clock.now()
    oldest = now - timedelta(days=int(book.number("beli.keranjang.hari")))
    found = [
        (bare, row)
        for at in {max(moment, oldest), now}
        if (row := row_that_held(rows, at, region_id=region_id, quantity=quantity)) is not None
        and (bare := bare_price(row, facts)) is not None
    ]
    if not found:
        told = (
            "Harganya untuk wilayah atau jumlah ini belum dapat dihitung: penyedia belum menyebut harga atau pajaknya."
        )
        return Priced(ZERO, Sum(), TaxKind.NONE.value, ZERO, told)
    bare, row = min(found, key=lambda one: one[0])
    unit_price = bare.quantize(SEN, ROUND_HALF_UP)
    sums, charge = line_sum(
        quantity=quantity,
        unit_price=unit_price,
        freight=freight_of(offer, row, quantity),
        taxed=taxed_as(offer, TaxBasis(row.tax_basis), facts),
        book=book,
    )
    return Priced(unit_price, sums, charge.kind.value, charge.percent)


def freight_of(offer: Offer, row: PriceRow, quantity: Decimal) -> Decimal:
    """Freight of a line without tax: by what the firm states a sold unit. Where it states none, zero: it is then agreed
    on in the negotiation."""
    rule = Freight(offer.freight_rule)
    a_unit = {Freight.FLAT: offer.freight, Freight.BY_REGION: row.freight}.get(rule)
    return (a_unit or ZERO) * quantity


def trouble_of(
    offer: Offer,
    *,
    government_id: int,
    quantity: Decimal,
    region_id: int | None,
    needed_on: date | None,
    free: Decimal | None,
    barred: str,
) -> str:
    """Why this quantity of an offer cannot be ordered to a place now; empty where it can. `free`: what is left of its
    stock (None: the firm states none); `barred`: why its firm may not sell (`barred_of`)."""
    unit = offer.product.unit or "satuan"
    if offer.government_id != government_id:
        return "Barang ini bukan dari katalog pemerintah daerah Anda."
    if offer.state not in FOR_SALE or offer.product.etalase.state != EtalaseState.ACTIVE or offer.seller.bar:
        return f"Barang ini sekarang tidak dapat dibeli ({ListingState(offer.state).label.lower()})."
    why = barred or unlicensed(offer, on=clock.today())
    if why:
        return why
    if offer.least_order is not None and quantity < offer.least_order:
        return f"Paling sedikit {text.number(offer.least_order)} {unit} sekali pesan."
    if free is not None and quantity > free:
        return f"Stok tersisa {text.number(free)} {unit}."
    if region_id is not None and offer.serves and region_id not in offer.serves:
        return "Penyedia tidak mengirim ke wilayah ini."
    if offer.monthly_capacity is not None and needed_on is not None:
        months = max(1, -(-(needed_on - clock.today()).days // _DAYS_OF_A_MONTH))
        if quantity > offer.monthly_capacity * months:
            most = text.number(offer.monthly_capacity)
            return (
                f"Penyedia sanggup {most} {unit} sebulan; jumlah ini tidak selesai sampai {text.long_date(needed_on)}."
            )
    return ""


def selling_of(offers: Iterable[Offer], *, government_id: int, on: date) -> dict[int, Selling]:
    """Whether each firm behind these offers may sell on a day."""
    firms = {offer.seller.firm_id for offer in offers}
    return {firm: vendors.selling(firm, on=on, government_id=government_id) for firm in firms if firm is not None}


FactsOf = Callable[[Offer], TaxFacts]


def tax_facts_of(offers: Iterable[Offer], *, on: date) -> FactsOf:
    """How the firm behind each of these offers is taxed on a day; of an offer that no firm claims nothing is known. One
    query."""
    firms = {offer.seller.firm_id for offer in offers if offer.seller.firm_id is not None}
    found = licences.tax_facts_of(firms, on=on)
    return lambda offer: found.get(offer.seller.firm_id or 0, TaxFacts())


def barred_of(offer: Offer, selling: Mapping[int, Selling]) -> str:
    """Why nobody may sell this offer; empty where its firm may (`selling_of`)."""
    firm = offer.seller.firm_id
    return "Penawaran ini belum diklaim penyedianya." if firm is None else selling[firm].why_not
