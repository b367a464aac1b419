"""A signed order with its people, for tests of deliveries, hand-overs, bills and payments."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from belanja.catalogue.models import Offer
from belanja.foundation import clock
from belanja.institutions.models import Government, Unit
from belanja.journal.services import Actor
from belanja.plans.models import RupPackage
from belanja.purchasing import ledgers
from belanja.purchasing.models import CallOff, CallOffLine, Delivery, Invoice, Order, OrderLine, Payment
from belanja.purchasing.selectors.matching import needs_lines, whole_claim
from belanja.purchasing.services import deliveries, handovers, invoices, payments
from belanja.purchasing.services.deliveries import Found
from belanja.purchasing.services.payments import Proof
from belanja.rules.buying.states import OrderKind, OrderState, PackageState, PaymentPart, PaymentWay, Side
from belanja.rules.duties import Role
from belanja.rules.listings import ListingState
from belanja.rules.registration import MemberRole
from belanja.rules.tax_facts import TaxFacts
from tests.catalogue.worlds import offer, product, seller, shelf
from tests.support.people import hired
from tests.support.purchases import order, package, unit_of
from tests.vendors.cast import cast, member

#: Both have signed on this day.
SIGNED = date(2026, 11, 2)


@dataclass(frozen=True)
class Deal:
    """One order that both sides have signed, and who has to do with it."""

    order: Order
    lines: list[OrderLine]
    owner: Actor
    ppk: Actor
    pptk: Actor
    treasurer: Actor
    bpkad: Actor
    stranger: Actor
    elsewhere: Actor
    """A PPK, PPTK and treasurer of another unit."""

    @property
    def government(self) -> Government:
        return self.order.government

    @property
    def unit(self) -> Unit:
        return self.order.unit

    def again(self) -> Order:
        return Order.objects.get(pk=self.order.pk)


@dataclass(frozen=True)
class Wanted:
    """A line of the order: price without tax and quantity; PPN of 11 % and no freight unless told."""

    quantity: Decimal
    price: Decimal
    freight: Decimal = Decimal(0)
    percent: Decimal = Decimal(11)
    due: date | None = None


def deal(*wanted: Wanted, **fields: Any) -> Deal:
    """An order in process with these lines (default: 12 chairs at Rp1 juta, due in 14 days)."""
    people = cast()
    government = people.government
    unit, other = unit_of(government), unit_of(government, "1.07.0.00.0.00.01.0000", "Dinas Perpustakaan")
    lines = wanted or (Wanted(Decimal(12), Decimal(1_000_000), due=SIGNED + timedelta(days=14)),)
    sums = [_sums(one) for one in lines]
    goods, freight, tax = (sum((one[place] for one in sums), Decimal(0)) for place in range(3))
    ppk = hired(government, Role.PPK, unit=unit)
    made = order(
        package(unit, state=PackageState.BUYING.value),
        people.firm,
        **{
            "state": OrderState.PROCESS.value,
            "goods": goods,
            "freight": freight,
            "tax": tax,
            "total": goods + freight + tax,
            "first_total": goods + freight + tax,
            "ppk_id": ppk.user_id,
            "buyer_id": hired(government, Role.PEJABAT_PENGADAAN, unit=unit).user_id,
            "signed_at": clock.now(),
            "tax_facts": TaxFacts(registered=True, tax_number=True, number="S-1").as_json(),
        }
        | fields,
    )
    return Deal(
        order=made,
        lines=[_line(made, place, one, sums[place]) for place, one in enumerate(lines)],
        owner=member(people.firm, MemberRole.OWNER),
        ppk=ppk,
        pptk=hired(government, Role.PPTK, unit=unit),
        treasurer=hired(government, Role.BENDAHARA, unit=unit),
        bpkad=hired(government, Role.BPKAD),
        stranger=hired(government),
        elsewhere=hired(government, Role.PPK, Role.PPTK, Role.BENDAHARA, unit=other),
    )


def bound(made: Deal) -> Deal:
    """The order holds its part of the plan and its goods, as one that both have signed does: so it can be amended."""
    RupPackage.objects.create(
        government=made.government, unit=made.unit, year=made.order.year, kind=RupPackage.Kind.PENYEDIA,
        code=made.order.plan_code, title="Belanja kursi", pagu=Decimal(10) ** 9, method="E-Purchasing",
        epurchasing=True, announced=True, active=True, counts=True, pdn=True, umkk=True, source_row_id=made.order.pk,
    )  # fmt: skip
    Offer.objects.filter(order_lines__order=made.order).update(state=ListingState.LISTED)
    ledgers.hold([(made.order, made.lines)], made.ppk)
    ledgers.bind(made.order, made.ppk)
    return made


def call_off(cap: int = 100_000_000, **fields: Any) -> Deal:
    """A price list of meals with a cap, until the end of the year."""
    return deal(
        Wanted(Decimal(1000), Decimal(20_000), percent=Decimal(10)),
        kind=OrderKind.CALL_OFF.value,
        cap=Decimal(cap),
        term_from=SIGNED,
        term_to=fields.pop("term_to", date(2026, 12, 31)),
        **fields,
    )


def called(made: Deal, quantity: int, day: date) -> CallOff:
    """A call of meals."""
    line = made.lines[0]
    goods = Decimal(quantity) * line.unit_price
    tax = goods / 10
    call = CallOff.objects.create(
        order=made.order, number=made.order.calls.count() + 1, wanted_on=day, total=goods + tax, at=clock.now(),
        by_label="PPK",
    )  # fmt: skip
    CallOffLine.objects.create(call=call, line=line, quantity=quantity, goods=goods, freight=0, tax=tax)
    return call


def brought(made: Deal, *quantities: int, day: date | None = None, call: CallOff | None = None) -> Delivery:
    """A consignment that was sent and is there."""
    lines = {line.pk: Decimal(quantity) for line, quantity in zip(made.lines, quantities, strict=False)}
    sent = deliveries.prepare(
        order_id=made.order.pk, version=None, lines=lines, actor=made.owner, call_id=call.pk if call else None
    )
    deliveries.send(delivery_id=sent.pk, version=None, actor=made.owner, courier="Kurir Contoh 1")
    return deliveries.arrive(delivery_id=sent.pk, version=None, day=day or clock.today(), actor=made.pptk)


def accepted(made: Deal, *quantities: int, day: date | None = None, call: CallOff | None = None) -> Delivery:
    """A consignment that came and was found good."""
    came = brought(made, *quantities, day=day, call=call)
    return inspected(made, came, {line.line_id: Found(line.sent) for line in came.lines.all()})


def inspected(made: Deal, came: Delivery, found: dict[int, Found]) -> Delivery:
    return deliveries.inspect(
        delivery_id=came.pk, version=None, found=found, works=True, complete=True, in_time=True, actor=made.pptk
    )


def handed_over(made: Deal, *, closing: bool = False) -> Decimal:
    """Both sides sign for what was accepted; its amount."""
    drawn = handovers.propose(
        order_id=made.order.pk, version=None, day=clock.today(), actor=made.owner, side=Side.FIRM, closing=closing
    )
    return handovers.agree(handover_id=drawn.pk, version=None, actor=made.ppk, side=Side.BUYER).amount


def billed(made: Deal, number: str = "INV-1", part: PaymentPart = PaymentPart.FINAL, **fields: Any) -> Invoice:
    """A bill over everything handed over and not asked for yet, or an amount."""
    if needs_lines(part) and "lines" not in fields:
        fields["lines"] = whole_claim(made.again())
    return invoices.receive(
        order_id=made.order.pk, number=number, day=clock.today(), part=part, actor=made.owner,
        tax_invoice="010.000-26.00000001", **fields,
    )  # fmt: skip


def paid(made: Deal, invoice: Invoice, number: str = "SP2D-1") -> Payment:
    """The treasurer confirms the taxes and documents the payment."""
    payment = invoice.payments.get()
    payments.confirm_taxes(payment_id=payment.pk, taxes=None, actor=made.treasurer)
    return payments.document(
        payment_id=payment.pk, way=PaymentWay.LS, proof=Proof(clock.today(), number), actor=made.treasurer
    )


def _sums(wanted: Wanted) -> tuple[Decimal, Decimal, Decimal]:
    goods = (wanted.quantity * wanted.price).quantize(Decimal("0.01"))
    tax = ((goods + wanted.freight) * wanted.percent / 100).quantize(Decimal(1))
    return goods, wanted.freight, tax


def _line(made: Order, place: int, wanted: Wanted, sums: tuple[Decimal, Decimal, Decimal]) -> OrderLine:
    goods, freight, tax = sums
    etalase = shelf(f"uji-{made.pk}-{place}", f"Uji {place}")
    thing = product(etalase, f"Kursi kerja {place}")
    sold = offer(thing, seller(made.firm.name), int(wanted.price) + 1)
    return OrderLine.objects.create(
        order=made, position=place + 1, offer=sold, product=thing, offer_version=0, name=thing.name,
        etalase=etalase.name, kbki="3811100000" if wanted.percent != 10 else "6339100000", unit="H87",
        quantity=wanted.quantity, listed_price=wanted.price, unit_price=wanted.price, goods=goods, freight=freight,
        tax_kind="pbjt" if wanted.percent == 10 else "ppn", tax_percent=wanted.percent, tax=tax,
        total=goods + freight + tax, due_on=wanted.due, pdn="tkdn_25",
    )  # fmt: skip
