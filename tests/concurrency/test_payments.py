"""Two treasurers at one bill, two uploads of one register, two bills over the same goods: one effect each."""

from decimal import Decimal

import pytest

from belanja.facts.models import SpendFact
from belanja.foundation import clock
from belanja.purchasing.models import Handover, Invoice, Payment, Settlement, Sp2dRow
from belanja.purchasing.selectors.matching import whole_claim
from belanja.purchasing.services import handovers, invoices, payments, sp2d
from belanja.purchasing.services.payments import Proof
from belanja.purchasing.services.sp2d import RegisterRow
from belanja.rules.buying.states import PaymentPart, PaymentState, PaymentWay, Side
from belanja.rules.channels import Stage
from belanja.rules.duties import Role
from tests.support.people import hired
from tests.support.receiving import Deal, Wanted, accepted, billed, deal, handed_over
from tests.support.together import at_once, outcomes

pytestmark = pytest.mark.django_db(transaction=True)


def delivered() -> Deal:
    made = deal(Wanted(Decimal(12), Decimal(1_000_000)))
    accepted(made, 12)
    return made


def owed() -> tuple[Deal, Payment]:
    made = delivered()
    handed_over(made)
    payment = billed(made).payments.get()
    payments.confirm_taxes(payment_id=payment.pk, taxes=None, actor=made.treasurer)
    return made, payment


def paid_facts(made: Deal) -> list[Decimal]:
    found = SpendFact.objects.filter(document__key=made.order.code, stage=Stage.PAID, known_to__isnull=True)
    return list(found.values_list("amount", flat=True))


def row(made: Deal, number: str = "0042/SP2D") -> RegisterRow:
    return RegisterRow(number, made.order.total, clock.today(), "CV Sumber Contoh", "0012345678", made.unit.pk)


def test_two_treasurers_pay_a_bill_once() -> None:
    made, payment = owed()
    other = hired(made.government, Role.BENDAHARA, unit=made.unit)
    works = [
        lambda actor=actor: payments.document(
            payment_id=payment.pk, way=PaymentWay.LS, proof=Proof(clock.today(), "SP2D-1"), actor=actor
        )
        for actor in (made.treasurer, other)
    ]
    assert at_once(*works) == ["", "409 payment_state"]
    assert Settlement.objects.get().settled == made.order.total
    assert paid_facts(made) == [made.order.total]


def test_one_register_uploaded_twice_at_once_counts_once() -> None:
    made, _payment = owed()
    works = [
        lambda: sp2d.take_register(
            government=made.government, year=clock.today().year, rows=[row(made)], upload="a" * 64, actor=made.bpkad
        )
    ] * 3
    told = outcomes(works)
    assert sorted((one.new, one.known, one.matched) for one in told) == [(0, 1, 0), (0, 1, 0), (1, 0, 1)]
    assert Sp2dRow.objects.count() == 1
    assert paid_facts(made) == [made.order.total]


def test_a_register_and_a_treasurer_at_one_payment_pay_it_once() -> None:
    made, payment = owed()
    at_once(
        lambda: sp2d.take_register(
            government=made.government, year=clock.today().year, rows=[row(made)], upload="a" * 64, actor=made.bpkad
        ),
        lambda: payments.document(
            payment_id=payment.pk, way=PaymentWay.LS, proof=Proof(clock.today(), "0042/SP2D"), actor=made.treasurer
        ),
    )
    payment.refresh_from_db()
    assert PaymentState(payment.state).paid
    assert Settlement.objects.get().settled == made.order.total
    assert paid_facts(made) == [made.order.total]


def test_two_rows_never_match_one_payment() -> None:
    made, payment = owed()
    rows = [row(made, "1"), row(made, "2")]
    sp2d.take_register(
        government=made.government, year=clock.today().year, rows=rows, upload="a" * 64, actor=made.bpkad
    )
    works = [
        lambda pk=pk: sp2d.match(row_id=pk, payment_id=payment.pk, reason="", actor=made.treasurer)
        for pk in Sp2dRow.objects.values_list("pk", flat=True)
    ]
    assert at_once(*works) == ["", "409 payment_matched"]
    assert Sp2dRow.objects.filter(used__gt=0).count() == 1


def test_the_same_goods_are_billed_once() -> None:
    made = delivered()
    handed_over(made)
    lines = whole_claim(made.again())
    works = [
        lambda number=number: invoices.receive(
            order_id=made.order.pk, number=number, day=clock.today(), part=PaymentPart.FINAL, actor=made.owner,
            lines=lines, tax_invoice="010",
        )
        for number in ("INV-1", "INV-2", "INV-3")
    ]  # fmt: skip
    assert at_once(*works) == ["", "409 invoice_too_much", "409 invoice_too_much"]
    assert Invoice.objects.count() == 1
    assert Settlement.objects.get().claimed == made.order.total


def test_both_sides_draw_up_one_hand_over() -> None:
    made = delivered()
    works = [
        lambda actor=actor, side=side: handovers.propose(
            order_id=made.order.pk, version=None, day=clock.today(), actor=actor, side=side
        )
        for actor, side in ((made.owner, Side.FIRM), (made.ppk, Side.BUYER))
    ]
    assert at_once(*works) == ["", "409 handover_waits"]
    assert Handover.objects.count() == 1
