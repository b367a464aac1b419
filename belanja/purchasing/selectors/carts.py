"""A package as its page shows it: each line with its price, freight and tax, the sum, what is left of the plan, and the
rules that speak."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from belanja.catalogue.selectors import equivalents
from belanja.foundation.questions import Given, Question
from belanja.plans import lines as plans
from belanja.plans.selectors import measured_only
from belanja.rules.buying.amounts import Sum
from belanja.rules.buying.policy import Alternative, Answer, Book, Occasion, OtherOrder, PlanCase
from belanja.rules.duties import Role
from belanja.rules.pdn import PdnClass
from belanja.rules.tax_facts import TaxFacts
from belanja.vendors.selectors import Selling

from ..alternatives import Market, like_offers, market_of
from ..ledgers import free_of
from ..models import Package, PackageLine
from ..policy_case import Asked, Piece, ask_package, book_for, others_of, plan_of, role_of_buyer
from ..pricing import Priced, barred_of, priced, rows_of, selling_of, tax_facts_of, trouble_of
from ..services.packages import units_under


@dataclass(frozen=True)
class CartLine:
    """One line worked out. Money is rupiah; `unit_price` without tax a sold unit; `trouble`: why it cannot be ordered
    as it stands (not for sale, too little in stock, region not served …), empty where it can; `facts`: how its firm is
    taxed."""

    line: PackageLine
    unit_price: Decimal
    goods: Decimal
    freight: Decimal
    tax: Decimal
    tax_percent: Decimal
    tax_kind: str
    total: Decimal
    trouble: str
    alternatives: Sequence[Alternative]
    facts: TaxFacts

    @property
    def sums(self) -> Sum:
        return Sum(self.goods, self.freight, self.tax)


@dataclass(frozen=True)
class FirmPart:
    """What will be one order: the lines of one firm and what the rules say of them."""

    firm_id: int
    firm_name: str
    seller_id: int
    lines: Sequence[CartLine]
    goods: Decimal
    freight: Decimal
    tax: Decimal
    total: Decimal
    asked: Asked

    @property
    def answers(self) -> Sequence[Answer]:
        return self.asked.answers

    @property
    def facts(self) -> TaxFacts:
        """How the firm is taxed on the day of the cart."""
        return self.lines[0].facts


@dataclass(frozen=True)
class Cart:
    """`remaining`: what the plan line has left before this package; None while none is chosen. `unclaimed`: lines that
    no registered firm stands behind. `market`: what the lines were held against."""

    package: Package
    parts: Sequence[FirmPart]
    total: Decimal
    remaining: Decimal | None
    unclaimed: Sequence[CartLine]
    market: Market

    @property
    def answers(self) -> Sequence[Answer]:
        return [answer for part in self.parts for answer in part.answers]

    @property
    def lines(self) -> list[CartLine]:
        """Every line in the order of the package."""
        found = [*(line for part in self.parts for line in part.lines), *self.unclaimed]
        return sorted(found, key=lambda one: one.line.position)

    @property
    def ready(self) -> bool:
        """Whether it could become orders now: nothing in trouble, nothing refused, no reason missing."""
        whole = bool(self.parts) and not self.unclaimed and not any(line.trouble for line in self.lines)
        within = self.remaining is not None and self.total <= self.remaining
        return whole and within and not any(part.asked.held for part in self.parts)


_LINES = Question(
    lambda: PackageLine.objects.filter(package_id=Given("package_id")).select_related(
        "offer__product__etalase", "offer__seller__firm", "deliver_to"
    )
)


def cart_of(
    package: Package,
    *,
    occasion: Occasion = Occasion.CART,
    buyer_id: int | None = None,
    book: Book | None = None,
    specified: bool = False,
) -> Cart:
    """A package worked out at the prices of its lines' moments. `buyer_id`: who would buy, where that is known;
    `specified`: with what meets the same ready specifications beside its lines, for one query more."""
    book = book or book_for(package.government_id)
    lines = _lines_of(package)
    offers = [line.offer for line in lines]
    standards = equivalents.met_by([offer.product for offer in offers]) if specified else []
    like = like_offers(offers, package.government_id, standards=standards) if lines else []
    rows = rows_of(one.pk for one in (*offers, *like)) if lines else {}
    selling = selling_of(offers, government_id=package.government_id, on=book.day)
    facts = tax_facts_of((*offers, *like), on=book.day)
    wanted = _wanted(lines)
    costs = {
        line.pk: priced(
            line.offer,
            rows.get(line.offer_id, ()),
            quantity=line.quantity,
            region_id=line.deliver_to_id or package.deliver_to_id,
            moment=line.price_moment,
            book=book,
            facts=facts(line.offer),
        )
        for line in lines
    }
    pieces = {line.pk: _piece(package, line, costs[line.pk]) for line in lines}
    market = market_of(
        pieces.values(), package.government_id, book, like=like, rows=rows, facts=facts, standards=standards
    )
    worked = []
    for line in lines:
        trouble = costs[line.pk].trouble or trouble_of(
            line.offer,
            government_id=package.government_id,
            quantity=wanted[line.offer_id],
            region_id=line.deliver_to_id or package.deliver_to_id,
            needed_on=line.needed_on or package.needed_on,
            free=free_of(line.offer),
            barred=barred_of(line.offer, selling),
        )
        worked.append(_cart_line(line, costs[line.pk], trouble, market.nearest(line.pk), facts(line.offer)))
    return _cart(package, worked, pieces, market, selling, occasion, buyer_id, book)


def _lines_of(package: Package) -> list[PackageLine]:
    lines = _LINES.rows(package_id=package.pk)
    for line in lines:
        line.package = package
    return lines


def _wanted(lines: Sequence[PackageLine]) -> Mapping[int, Decimal]:
    """Of each offer, how much the whole package wants: its stock is asked once."""
    found: dict[int, Decimal] = {}
    for line in lines:
        found[line.offer_id] = found.get(line.offer_id, Decimal(0)) + line.quantity
    return found


def _piece(package: Package, line: PackageLine, cost: Priced) -> Piece:
    product = line.offer.product
    return Piece(
        key=line.pk,
        offer=line.offer,
        quantity=line.quantity,
        unit_price=cost.unit_price,
        listed_price=cost.unit_price,
        sums=cost.sums,
        region_id=line.deliver_to_id or package.deliver_to_id,
        pdn=PdnClass(product.pdn),
        tkdn=product.tkdn,
        bmp=product.bmp,
    )


def _cart_line(
    line: PackageLine, cost: Priced, trouble: str, others: Sequence[Alternative], facts: TaxFacts
) -> CartLine:
    sums = cost.sums
    return CartLine(
        line, cost.unit_price, sums.goods, sums.freight, sums.tax, cost.tax_percent, cost.tax_kind, sums.total,
        trouble, others, facts,
    )  # fmt: skip


def _cart(
    package: Package,
    worked: Sequence[CartLine],
    pieces: Mapping[int, Piece],
    market: Market,
    selling: Mapping[int, Selling],
    occasion: Occasion,
    buyer_id: int | None,
    book: Book,
) -> Cart:
    plan = plan_of(package.government_id, package.year, package.plan_code)
    by_firm: dict[int, list[CartLine]] = {}
    unclaimed = []
    for one in worked:
        firm_id = one.line.offer.seller.firm_id
        if firm_id is None:
            unclaimed.append(one)
        else:
            by_firm.setdefault(firm_id, []).append(one)
    totals = {firm: sum((one.total for one in mine), Decimal(0)) for firm, mine in by_firm.items()}
    role = role_of_buyer(buyer_id, package) if buyer_id is not None else None
    others = others_of(package.unit_id, package.pk, book) if by_firm else ()
    parts = [
        _part(package, selling[firm], firm, mine, pieces, market, (*_siblings(package, firm, by_firm, book), *others),
              totals, plan, occasion, buyer_id, role, book)
        for firm, mine in sorted(by_firm.items(), key=lambda one: (one[1][0].line.offer.seller.name, one[0]))
    ]  # fmt: skip
    total = sum((one.total for one in worked), Decimal(0))
    return Cart(package, parts, total, plan.remaining if plan else None, unclaimed, market)


def _part(
    package: Package,
    selling: Selling,
    firm_id: int,
    mine: Sequence[CartLine],
    pieces: Mapping[int, Piece],
    market: Market,
    others: Sequence[OtherOrder],
    totals: Mapping[int, Decimal],
    plan: PlanCase | None,
    occasion: Occasion,
    buyer_id: int | None,
    role: Role | None,
    book: Book,
) -> FirmPart:
    sums = sum((one.sums for one in mine), Sum())
    asked = ask_package(
        package,
        firm_id,
        [pieces[one.line.pk] for one in mine],
        occasion=occasion,
        book=book,
        plan=_left_for(plan, totals, firm_id),
        selling=selling,
        others=others,
        market=market,
        actor_id=buyer_id,
        buyer_role=role,
    )
    seller = mine[0].line.offer.seller
    return FirmPart(firm_id, seller.name, seller.pk, mine, sums.goods, sums.freight, sums.tax, sums.total, asked)


def _left_for(plan: PlanCase | None, totals: Mapping[int, Decimal], firm_id: int) -> PlanCase | None:
    """The plan with what the package's other orders leave of it."""
    if plan is None or plan.remaining is None:
        return plan
    rest = sum((total for firm, total in totals.items() if firm != firm_id), Decimal(0))
    return PlanCase(**{**plan.__dict__, "remaining": plan.remaining - rest})


def _siblings(
    package: Package, firm_id: int, by_firm: Mapping[int, Sequence[CartLine]], book: Book
) -> list[OtherOrder]:
    """What of the same package goes to other firms: it may be one need that was split."""
    return [
        OtherOrder(
            key=f"paket {package.pk}",
            unit=str(package.unit_id),
            day=book.day,
            total=sum((one.total for one in mine), Decimal(0)),
            needs=frozenset(one.line.offer.product.etalase.name for one in mine),
            plan=package.plan_code,
            firm=str(firm),
        )
        for firm, mine in by_firm.items()
        if firm != firm_id
    ]


@dataclass(frozen=True)
class PlanLine:
    """A line of the plan that a unit may buy from; `remaining` after what both channels have committed. `measured`: it
    was read as works or advice, which are not bought here."""

    code: str
    title: str
    pagu: Decimal
    remaining: Decimal
    pdn: bool | None
    umkk: bool | None
    contract_to: date | None
    measured: bool = False


def plan_lines(package: Package, *, text: str = "") -> list[PlanLine]:
    """Lines of the plan of the package's unit and year that it may be tied to and that have something left."""
    page = plans.plan_lines(
        government_id=package.government_id, unit_ids=units_under(package), year=package.year, query=text, size=_MOST
    )
    measured = measured_only(one.package for one in page.lines)
    return [
        PlanLine(
            one.code,
            one.title,
            one.pagu,
            one.remaining,
            one.package.pdn,
            one.package.umkk,
            one.package.contract_to,
            one.package.pk in measured,
        )
        for one in page.lines
        if one.remaining > 0
    ]


#: Lines of a plan shown at once.
_MOST = 100
