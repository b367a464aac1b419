"""Bills and payments: matched by line, never beyond what was handed over, paid only when it is shown."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from belanja.facts.models import PurchaseDocument, SpendFact
from belanja.purchasing.models import Invoice, Payment, Settlement
from belanja.purchasing.services import invoices, payments
from belanja.purchasing.services.payments import Proof
from belanja.rules.buying.states import OrderState, PaymentPart, PaymentState, PaymentWay
from belanja.rules.buying.steps import Axis, told_of
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from tests.support.receiving import SIGNED, Wanted, accepted, billed, deal, handed_over, paid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed_day")]
Freeze = Callable[[date], object]


def test_a_paid_order_is_complete_and_the_facts_know_it() -> None:
    made = deal()
    accepted(made, 12)
    handed_over(made)
    invoice = billed(made)
    assert invoice.amount == made.order.total
    assert invoice.differences == []
    document = PurchaseDocument.objects.get(key=made.order.code)
    assert not document.stages & Stage.PAID
    payment = paid(made, invoice)
    assert payment.state == PaymentState.DOCUMENTED
    stands = made.again()
    assert (stands.state, stands.paid_at is not None) == (OrderState.COMPLETED.value, True)
    document.refresh_from_db()
    assert document.stages & Stage.PAID
    assert document.stages & Stage.COMPLETED
    open_now = SpendFact.objects.filter(document=document, known_to__isnull=True, stage=Stage.PAID)
    assert sum(fact.amount for fact in open_now) == made.order.total


def test_taxes_are_an_estimate_until_the_treasurer_confirms_them() -> None:
    made = deal()
    accepted(made, 12)
    handed_over(made)
    payment = billed(made).payments.get()
    assert payment.taxes_confirmed_at is None
    # Rp12 juta without tax: PPN 1.320.000 and PPh 22 of 1,5 %.
    assert {line["kind"]: Decimal(line["amount"]) for line in payment.withheld} == {
        "ppn": Decimal(1_320_000),
        "pph22": Decimal(180_000),
    }
    assert payment.net == made.order.total - Decimal(1_500_000)
    with pytest.raises(RuleBroken) as refusal:
        payments.document(payment_id=payment.pk, way=PaymentWay.LS, proof=Proof(SIGNED, "SP2D-1"), actor=made.treasurer)
    assert refusal.value.code == "taxes_wait"
    assert made.again().state == OrderState.PROCESS


def test_what_was_not_handed_over_is_not_billed() -> None:
    made = deal()
    line = made.lines[0].pk
    accepted(made, 6)
    with pytest.raises(RuleBroken) as refusal:
        billed(made, lines={line: (Decimal(6), Decimal(6_660_000))})
    assert refusal.value.code == "invoice_too_much"  # accepted, but no BAST yet
    handed_over(made)
    with pytest.raises(RuleBroken, match="ditagih 7, yang sudah diserahterimakan dan belum ditagih 6"):
        billed(made, lines={line: (Decimal(7), Decimal(7_770_000))})
    with pytest.raises(RuleBroken, match=r"menurut pesanan Rp6\.660\.000"):
        billed(made, lines={line: (Decimal(6), Decimal(6_660_001))})
    assert not Invoice.objects.exists()
    assert made.again().lines.get().invoiced == 0


def test_a_bill_below_the_contract_says_so_and_leaves_the_rest_to_ask_for() -> None:
    made = deal()
    accepted(made, 12)
    handed_over(made)
    invoice = billed(made, lines={made.lines[0].pk: (Decimal(12), Decimal(13_000_000))})
    assert "kurang dari Rp13.320.000" in invoice.differences[0]
    paid(made, invoice)
    assert made.again().state == OrderState.PROCESS
    paid(made, billed(made, "INV-2"), "SP2D-2")
    assert made.again().state == OrderState.COMPLETED


def test_a_bill_that_is_given_back_can_be_sent_again() -> None:
    made = deal()
    accepted(made, 12)
    handed_over(made)
    invoice = billed(made)
    invoices.give_back(invoice_id=invoice.pk, reason="Nomor faktur pajak salah.", actor=made.treasurer)
    assert invoice.payments.get().state == PaymentState.REFUSED
    assert Settlement.objects.get().claimed == 0
    paid(made, billed(made))
    with pytest.raises(RuleBroken) as refusal:
        invoices.give_back(
            invoice_id=Invoice.objects.get(returned_at=None).pk, reason="Terlambat berpikir.", actor=made.treasurer
        )
    assert refusal.value.code == "invoice_paid"


def test_an_advance_comes_back_with_the_instalments_and_the_sums_end_at_the_contract() -> None:
    made = deal(Wanted(Decimal(7), Decimal("333333.33")), advance=Decimal("777777.77"))
    paid(made, billed(made, "UM", PaymentPart.ADVANCE, amount=Decimal("777777.77")), "SP2D-0")
    for place, quantity in enumerate((2, 2, 3)):
        accepted(made, quantity)
        handed_over(made)
        paid(made, billed(made, f"INV-{place}", PaymentPart.INSTALMENT), f"SP2D-{place + 1}")
    all_paid = list(Payment.objects.all())
    assert sum(one.net + one.withheld_total for one in all_paid) == made.order.total
    assert sum(one.advance_recovered for one in all_paid) == Decimal("777777.77")
    assert made.again().state == OrderState.COMPLETED


def test_an_advance_is_no_more_than_agreed_and_not_after_an_instalment() -> None:
    made = deal(advance=Decimal(2_000_000))
    with pytest.raises(RuleBroken) as refusal:
        billed(made, "UM", PaymentPart.ADVANCE, amount=Decimal(2_000_001))
    assert refusal.value.code == "advance_too_much"
    accepted(made, 6)
    handed_over(made)
    billed(made, "INV", PaymentPart.INSTALMENT)
    with pytest.raises(RuleBroken) as refusal:
        billed(made, "UM", PaymentPart.ADVANCE, amount=Decimal(1_000_000))
    assert refusal.value.code == "advance_late"


def test_retention_is_held_and_given_back_before_the_order_counts_as_paid() -> None:
    made = deal(retention_percent=Decimal(5))
    accepted(made, 12)
    handed_over(made)
    payment = paid(made, billed(made))
    assert payment.retention == Decimal("666000.00")
    assert made.again().paid_at is None
    with pytest.raises(RuleBroken) as refusal:
        billed(made, "RET", PaymentPart.RETENTION, amount=Decimal("666000.01"))
    assert refusal.value.code == "retention_too_much"
    paid(made, billed(made, "RET", PaymentPart.RETENTION, amount=Decimal(666_000)), "SP2D-2")
    assert made.again().state == OrderState.COMPLETED


def test_a_penalty_is_kept_from_what_is_paid(freeze: Freeze) -> None:
    made = deal(Wanted(Decimal(12), Decimal(1_000_000), due=SIGNED))
    freeze(SIGNED + timedelta(days=10))
    accepted(made, 12)
    handed_over(made)
    payment = paid(made, billed(made))
    assert payment.penalty == Decimal(120_000)
    assert payment.net + payment.withheld_total == made.order.total - 120_000
    assert made.again().state == OrderState.COMPLETED


def test_who_bought_or_signed_does_not_pay() -> None:
    made = deal()
    accepted(made, 12)
    handed_over(made)
    payment = billed(made).payments.get()
    made.order.refresh_from_db()
    made.order.ppk_id = made.treasurer.user_id or 0
    made.order.save()
    with pytest.raises(RuleBroken) as refusal:
        payments.confirm_taxes(payment_id=payment.pk, taxes=None, actor=made.treasurer)
    assert (refusal.value.code, refusal.value.status) == ("four_eyes", 403)


@pytest.mark.parametrize(("name", "status"), [("ppk", 403), ("pptk", 403), ("owner", 404), ("elsewhere", 404)])
def test_only_the_treasurer_of_the_unit_pays(name: str, status: int) -> None:
    made = deal()
    accepted(made, 12)
    handed_over(made)
    payment = billed(made).payments.get()
    with pytest.raises(RuleBroken) as refusal:
        payments.confirm_taxes(payment_id=payment.pk, taxes=None, actor=getattr(made, name))
    assert refusal.value.status == status
    payment.refresh_from_db()
    assert payment.taxes_confirmed_at is None


def test_an_order_paid_outside_is_closed_and_counts_as_paid_when_it_is_shown() -> None:
    made = deal()
    accepted(made, 12)
    with pytest.raises(RuleBroken):
        payments.close_outside(order_id=made.order.pk, version=None, note="Dibayar lewat BLUD.", actor=made.ppk)
    handed_over(made)
    payments.close_outside(order_id=made.order.pk, version=None, note="Dibayar lewat BLUD.", actor=made.ppk)
    assert made.again().state == OrderState.PAID_OUTSIDE
    document = PurchaseDocument.objects.get(key=made.order.code)
    assert not document.stages & Stage.PAID
    paid(made, billed(made))
    document.refresh_from_db()
    assert document.stages & Stage.PAID


def test_what_happens_to_the_money_is_told_in_words() -> None:
    made = deal()
    accepted(made, 12)
    handed_over(made)
    paid(made, billed(made))
    told = [told_of(Axis.ORDER, step.step, step.side) for step in made.order.steps.all()]
    assert {"Tagihan dikirim penyedia", "Potongan pajak disahkan bendahara", "Dibayar"} <= set(told)
