"""What the rules of buying are asked of a package or an order, filled from the database; their answers, kept."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection

from belanja.catalogue.selectors import references
from belanja.foundation import clock
from belanja.foundation.questions import Given, Question
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.plans.families import row_of
from belanja.rules.buying.amounts import Sum
from belanja.rules.buying.policy import (
    Alternative,
    Answer,
    Book,
    Case,
    LineCase,
    Occasion,
    OtherOrder,
    Outcome,
    Part,
    PlanCase,
    asked_and_kept,
)
from belanja.rules.buying.states import CANCELLED, Method
from belanja.rules.buying.supply import supply_of
from belanja.rules.channels import Mode
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import AS_PPK, Role
from belanja.rules.listings import Freight
from belanja.rules.pdn import PdnClass
from belanja.rules.prices import PER_BASE
from belanja.rules.reference_prices import beside as beside_standard
from belanja.rules.reference_prices import freight_words, standard_per_base
from belanja.vendors import selectors as vendors
from belanja.vendors.selectors import Selling

from .alternatives import Market, Wanted, market_of, per_base_unit
from .ledgers import committed_of, remaining
from .models import Order, OrderLine, Package
from .policy_firm import firm_case


@dataclass(frozen=True)
class Piece(Wanted):
    """One line as the rules see it, of a cart or of an order; prices without tax a sold unit."""

    unit_price: Decimal
    listed_price: Decimal
    sums: Sum
    pdn: PdnClass
    tkdn: Decimal | None
    bmp: Decimal | None


@dataclass(frozen=True)
class Asked:
    """The case with the answers to it; `record` makes that from which it can be asked again; `market`: what its lines
    were held against."""

    case: Case
    answers: tuple[Answer, ...]
    record: Callable[[], Mapping[str, object]]
    market: Market

    @property
    def held(self) -> list[Answer]:
        """What keeps the purchase from going on: a refusal, or a reason that is missing."""
        return [one for one in self.answers if one.outcome in (Outcome.BLOCK, Outcome.NEEDS_REASON)]


def book_for(government_id: int, day: date | None = None) -> Book:
    return institutions.book(government_id=government_id, on=day or clock.today())


def ask_package(
    package: Package,
    firm_id: int,
    pieces: Sequence[Piece],
    *,
    occasion: Occasion,
    book: Book,
    plan: PlanCase | None,
    selling: Selling,
    others: Sequence[OtherOrder],
    market: Market,
    actor_id: int | None = None,
    buyer_role: Role | None = None,
) -> Asked:
    """Ask about what of a package would become the order of one firm. `others`: what the unit orders besides, of this
    package and of late; `actor_id`: who buys, where that is known."""
    people = {Part.REQUESTER: package.requested_by_id, Part.BUYER: actor_id, Part.SIGNER: package.ppk_id}
    return _ask(
        government=package.government,
        unit_id=package.unit_id,
        mode=Mode(package.mode),
        method=Method(package.method),
        plan=plan,
        firm_id=firm_id,
        selling=selling,
        pieces=pieces,
        people=people,
        buyer_role=buyer_role,
        signer_role=Role(package.ppk_role) if package.ppk_id is not None else None,
        reasons=tuple(package.reason_codes),
        proof=package.import_proof,
        others=others,
        occasion=occasion,
        book=book,
        market=market,
    )


def ask_order(
    order: Order,
    *,
    occasion: Occasion,
    book: Book,
    approver_id: int | None = None,
    approver_role: Role | None = None,
    total: Decimal | None = None,
    lines: Sequence[OrderLine] | None = None,
    selling: Selling | None = None,
) -> Asked:
    """Ask about an order as it stands. `total`: what it would be, of an addendum; `lines` and `selling`: its lines, and
    whether its firm may sell on the day of the book, where the step has read them already. Its own commitment counts
    as left."""
    package, pieces = order.package, pieces_of(lines if lines is not None else lines_of(order))
    plan = plan_of(order.government_id, order.year, order.plan_code)
    if plan is not None and plan.remaining is not None:
        plan = replace(plan, remaining=plan.remaining + committed_of(order))
    return _ask(
        government=order.government,
        unit_id=order.unit_id,
        mode=Mode(order.mode),
        method=Method(order.method),
        plan=plan,
        firm_id=order.firm_id,
        selling=selling or vendors.selling(order.firm_id, on=book.day, government_id=order.government_id),
        pieces=pieces,
        people={
            Part.REQUESTER: package.requested_by_id,
            Part.BUYER: order.buyer_id,
            Part.SIGNER: order.ppk_id,
            Part.APPROVER: approver_id or order.determined_by_id,
        },
        buyer_role=role_of_buyer(order.buyer_id, order),
        approver_role=approver_role,
        signer_role=Role(order.ppk_role),
        reasons=tuple(package.reason_codes),
        proof=package.import_proof,
        others=others_of(order.unit_id, package.pk, book),
        occasion=occasion,
        book=book,
        market=market_of(pieces, order.government_id, book),
        first_total=order.first_total,
        total=total,
        advance=order.advance or None,
        retention=order.retention_percent or None,
    )


def lines_of(order: Order) -> list[OrderLine]:
    """The lines of an order with their offers as they stand now and their places. One query."""
    return list(order.lines.select_related("offer__product__etalase", "offer__seller", "deliver_to"))


def pieces_of(lines: Iterable[OrderLine]) -> list[Piece]:
    """The lines of an order; prices and classes as they were copied at the purchase."""
    return [
        Piece(
            key=line.pk,
            offer=line.offer,
            quantity=line.quantity,
            unit_price=line.unit_price,
            listed_price=line.listed_price,
            sums=Sum(line.goods, line.freight, line.tax),
            region_id=line.deliver_to_id,
            pdn=PdnClass(line.pdn),
            tkdn=line.tkdn,
            bmp=line.bmp,
        )
        for line in lines
    ]


def role_of_buyer(buyer_id: int | None, bought: Package | Order) -> Role:
    """Whoever buys and is the PPK buys in the role in which he is it; everybody else does so as Pejabat Pengadaan."""
    return Role(bought.ppk_role) if buyer_id == bought.ppk_id else Role.PEJABAT_PENGADAAN


def _ask(
    *,
    government: Government,
    unit_id: int,
    mode: Mode,
    method: Method,
    plan: PlanCase | None,
    firm_id: int,
    selling: Selling,
    pieces: Sequence[Piece],
    people: Mapping[Part, int | None],
    buyer_role: Role | None,
    signer_role: Role | None,
    reasons: tuple[str, ...],
    proof: str,
    others: Sequence[OtherOrder],
    occasion: Occasion,
    book: Book,
    market: Market,
    approver_role: Role | None = None,
    first_total: Decimal | None = None,
    total: Decimal | None = None,
    advance: Decimal | None = None,
    retention: Decimal | None = None,
) -> Asked:
    sums = sum((piece.sums for piece in pieces), Sum())
    found = {piece.key: market.nearest(piece.key) for piece in pieces}
    case = Case(
        day=book.day,
        occasion=occasion,
        unit=str(unit_id),
        total=sums.total if total is None else total,
        bare_total=sums.bare,
        mode=mode,
        method=method,
        plan=plan,
        firm=firm_case(firm_id, government.pk, book.day, [piece.offer.product.etalase for piece in pieces], selling),
        lines=tuple(_line(piece, found[piece.key], proof, market.beside) for piece in pieces),
        actors={part: str(person) for part, person in people.items() if person is not None},
        buyer_role=buyer_role,
        approver_role=approver_role,
        signer_role=signer_role,
        has_ppk=signer_role in AS_PPK and institutions.has_ppk(government.pk, unit_id),
        others=tuple(others),
        reasons=reasons,
        first_total=first_total,
        advance=advance,
        retention=retention,
        comparable_firms=len({one.firm for some in found.values() for one in some} | {str(firm_id)}),
    )
    answers, record = asked_and_kept(case, book=book)
    return Asked(case, answers, record, market)


def _standard(piece: Piece, beside: references.Beside | None) -> tuple[Decimal | None, str]:
    """The lowest standard of the region that the price of a line can be held against, without tax per base unit, and
    its name with what one of the two carries of freight."""
    product, freighted = piece.offer.product, piece.offer.freight_rule == Freight.INCLUDED
    price = per_base_unit(piece.unit_price, product.pack_size)
    units = {"unit": product.unit, "base_unit": product.base_unit}
    found = []
    for view in beside.references if beside else ():
        pack = product.pack_size
        amount, _why_not = standard_per_base(view.standard, **units, pack_size=pack)
        stands = beside_standard(view.standard, per_base=price, freighted=freighted, **units, pack_size=pack)
        if amount is not None and stands.percent is not None:
            words = freight_words(view.standard, freighted=freighted)
            name = f"{view.standard.kind.short} {view.year} {view.name}" + (f" ({words})" if words else "")
            found.append((amount.quantize(PER_BASE), name))
    return min(found, default=(None, ""))


def _line(
    piece: Piece,
    alternatives: tuple[Alternative, ...],
    proof: str,
    beside: Mapping[int, references.Beside],
) -> LineCase:
    product = piece.offer.product
    pack = product.pack_size or Decimal(1)
    quantity = piece.quantity * pack
    standard, name = _standard(piece, beside.get(piece.offer.product_id))
    return LineCase(
        key=str(piece.key),
        name=product.name,
        pdn=piece.pdn,
        quantity=quantity,
        total=piece.sums.total,
        need=product.etalase.name,
        supply=supply_of(product.kbki),
        tkdn=piece.tkdn,
        bmp=piece.bmp,
        unit_price=per_base_unit(piece.unit_price, pack),
        listed_price=per_base_unit(piece.listed_price, pack),
        landed_price=per_base_unit(piece.sums.total, quantity),
        standard_price=standard,
        standard_name=name,
        alternatives=alternatives,
        search_proof=proof.strip()[:300],
    )


def plan_of(government_id: int, year: int, code: str) -> PlanCase | None:
    """The line of the plan with what it has left; None where none was chosen."""
    row = row_of(government_id, year, code)
    if row is None:
        return None
    return PlanCase(
        code=row.code,
        announced=row.announced,
        active=row.active and row.counts,
        epurchasing=row.epurchasing,
        year=row.year,
        pdn=row.pdn,
        small_firm=row.umkk,
        ceiling=row.pagu,
        remaining=remaining(row),
    )


_OTHERS = Question(
    lambda: (
        Order.objects.filter(unit_id=Given("unit_id"), created_at__gte=Given("since"))
        .exclude(package_id=Given("package_id"))
        .exclude(state__in=CANCELLED)
        .order_by("pk")
        .annotate(needs=ArrayAgg("lines__etalase", distinct=True, default=[]))
        .values_list("code", "created_at", "total", "plan_code", "firm_id", "needs")
    )
)


def others_of(unit_id: int, package_id: int, book: Book) -> tuple[OtherOrder, ...]:
    """The unit's other orders of late beside those of a package, for the question whether one need was split."""
    since = book.day - timedelta(days=int(book.number("beli.pecah.hari")))
    begun = clock.midnight(since)
    found = _OTHERS.rows(unit_id=unit_id, package_id=package_id, since=begun)
    return tuple(
        OtherOrder(
            key=code,
            unit=str(unit_id),
            day=clock.wib(created_at).date(),
            total=total,
            needs=frozenset(need for need in needs if need is not None),
            plan=plan_code,
            firm=str(firm_id),
        )
        for code, created_at, total, plan_code, firm_id, needs in found
    )


_KEEP = """
WITH kept AS (
  INSERT INTO purchasing_policycase (order_id, step, record, at)
  VALUES (%(order)s, %(step)s, %(record)s::jsonb, %(at)s) RETURNING id, order_id, step, at
)
INSERT INTO purchasing_policyanswer (case_id, order_id, step, rule, outcome, answer, at)
SELECT kept.id, kept.order_id, kept.step, one ->> 'rule', one ->> 'outcome', one, kept.at
FROM kept, jsonb_array_elements(%(answers)s::jsonb) WITH ORDINALITY told(one, place) ORDER BY place
"""


def keep(asked: Asked, *, step: str, order: Order) -> None:
    """Write down what was asked and answered at a step, in one statement however many rules spoke."""
    answers = [one.as_json() for one in asked.answers]
    told = {"record": json.dumps(asked.record()), "answers": json.dumps(answers)}
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, {"order": order.pk, "step": step, "at": clock.now(), **told})


def insist(asked: Asked) -> None:
    """RuleBroken 422 with the sentence of the first rule that refuses, else of one that asks for a reason."""
    _insist(asked.held)


def insist_on(asked: Asked, rules: Collection[str]) -> None:
    """As `insist`, by these rules alone."""
    _insist([one for one in asked.held if one.rule in rules])


def _insist(held: Iterable[Answer]) -> None:
    for one in sorted(held, key=lambda answer: -answer.outcome.weight):
        code = "rule_refused" if one.outcome is Outcome.BLOCK else "reason_needed"
        raise RuleBroken(code, one.message, f"{one.citation}, {one.article}")


def may_determine(order: Order, book: Book) -> bool:
    """Whether PA/KPA has to determine an order of this value before it is signed."""
    return order.total > book.number("beli.penetapan.di_atas")


def approver_role_of(actor_id: int | None, order: Order) -> Role | None:
    """PA before KPA, as somebody holds it for the order's unit today."""
    held = institutions.roles_in(order.unit, actor_id) if actor_id is not None else ()
    return next((role for role in (Role.PA, Role.KPA) if role in held), None)
