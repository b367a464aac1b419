"""PPN that was set aside, as nobody knew whether the firm is PKP: never paid, never withheld; asked when the treasurer
confirms the taxes, and then PPN or given back to the plan line."""

from decimal import Decimal

import pytest

from belanja.facts.models import SpendFact
from belanja.foundation import clock
from belanja.notices.models import Notice
from belanja.plans.lines import plan_line
from belanja.purchasing.models import Payment, Settlement
from belanja.purchasing.services import payments, sp2d
from belanja.purchasing.services.payments import Proof
from belanja.purchasing.services.sp2d import RegisterRow
from belanja.purchasing.taxes import tax_status
from belanja.rules.buying.states import OrderState, PaymentPart, PaymentState, PaymentWay
from belanja.rules.buying.taxes import Collector, TaxKind, TaxLine
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.tax_facts import NOT_PKP, PKP, TaxFacts
from tests.support.firms import taxed
from tests.support.receiving import SIGNED, Deal, Wanted, accepted, billed, bound, deal, handed_over, paid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed_day")]


def bought(quantity: int) -> Deal:
    """Chairs at Rp1 juta of a firm that has said nothing, handed over and billed."""
    made = bound(deal(Wanted(Decimal(quantity), Decimal(1_000_000), due=SIGNED), tax_facts=TaxFacts().as_json()))
    accepted(made, quantity)
    handed_over(made)
    billed(made)
    return made


def confirmed(made: Deal) -> Payment:
    return payments.confirm_taxes(payment_id=Payment.objects.get().pk, taxes=None, actor=made.treasurer)


def left(made: Deal) -> Decimal:
    line = plan_line(government_id=made.government.pk, year=made.order.year, code=made.order.plan_code)
    assert line is not None
    assert line.remaining is not None
    return line.remaining


@pytest.mark.parametrize(("quantity", "withheld"), [(2, 0), (10, 150_000)])
def test_a_firm_of_which_nobody_knows_is_not_paid_it_whatever_the_order_is_worth(quantity: int, withheld: int) -> None:
    made = bought(quantity)
    payment = Payment.objects.get()
    assert (payment.set_aside, payment.withheld_total) == (quantity * 110_000, withheld)
    assert payment.net == quantity * 1_000_000 - withheld
    with pytest.raises(RuleBroken, match="status PKP belum dinyatakan") as refused:
        confirmed(made)
    assert refused.value.status == 409
    with pytest.raises(RuleBroken, match="cadangan PPN"):
        payments.document(
            payment_id=payment.pk, way=PaymentWay.LS, proof=Proof(clock.today(), "S-1"), actor=made.treasurer
        )
    assert Notice.objects.filter(text__contains="Nyatakan PKP atau bukan PKP").exists()
    assert Settlement.objects.get().settled == 0


def test_no_register_pays_it_either() -> None:
    made = bought(2)
    row = RegisterRow("R/1", Payment.objects.get().net, SIGNED, made.order.firm_name, "", made.unit.pk)
    sp2d.take_register(government=made.government, year=2026, rows=[row], upload="c" * 64, actor=made.bpkad)
    payment = Payment.objects.get()
    assert payment.state == PaymentState.REQUESTED
    kept = made.government.sp2d_rows.get()
    with pytest.raises(RuleBroken, match="sahkan dahulu pajaknya"):
        sp2d.match(row_id=kept.pk, payment_id=payment.pk, reason="Nomornya sama.", actor=made.treasurer)
    with pytest.raises(RuleBroken, match="sahkan dahulu pajaknya"):
        sp2d.distribute(row_id=kept.pk, shares={payment.pk: payment.net}, reason="Nomornya sama.", actor=made.treasurer)


@pytest.mark.parametrize(
    ("quantity", "collector", "net"), [(2, Collector.FIRM, 2_220_000), (10, Collector.TREASURER, 9_850_000)]
)
def test_of_a_pkp_it_becomes_ppn_by_the_usual_rules(quantity: int, collector: Collector, net: int) -> None:
    made = bought(quantity)
    before = left(made)
    taxed(made.order.firm, PKP)
    payment = confirmed(made)
    kinds = {TaxLine.from_json(line).kind: TaxLine.from_json(line).collector for line in payment.withheld}
    assert kinds[TaxKind.PPN] is collector
    assert TaxKind.RESERVE not in kinds
    assert (payment.set_aside, payment.net) == (0, net)
    assert left(made) == before
    paid(made, made.order.invoices.get())
    order = made.again()
    assert order.state == OrderState.COMPLETED
    assert tax_status(order).startswith("PKP (S-pkp-01). Diketahui sesudah")
    assert sum(one.amount for one in SpendFact.objects.filter(stage=Stage.PAID, known_to=None)) == order.total


@pytest.mark.parametrize("quantity", [2, 10])
def test_of_another_firm_it_goes_back_to_the_plan_line(quantity: int) -> None:
    made = bought(quantity)
    before = left(made)
    taxed(made.order.firm, NOT_PKP)
    paid(made, made.order.invoices.get())
    payment, order = Payment.objects.get(), made.again()
    assert (payment.set_aside, payment.net + payment.withheld_total) == (quantity * 110_000, quantity * 1_000_000)
    assert left(made) == before + quantity * 110_000
    assert (order.state, order.total) == (OrderState.COMPLETED, quantity * 1_110_000)
    assert "tidak dibayarkan" in tax_status(order)
    for stage in (Stage.PAID, Stage.COMPLETED):
        told = sum(one.amount for one in SpendFact.objects.filter(stage=stage, known_to=None))
        assert told == quantity * 1_000_000


def test_what_the_treasurer_types_does_not_bring_it_back() -> None:
    made = bought(2)
    taxed(made.order.firm, NOT_PKP)
    payment = payments.confirm_taxes(payment_id=Payment.objects.get().pk, taxes=[], actor=made.treasurer)
    assert (payment.set_aside, payment.net) == (220_000, 2_000_000)
    again = payments.confirm_taxes(payment_id=payment.pk, taxes=None, actor=made.treasurer)
    assert (again.set_aside, again.net) == (220_000, 2_000_000)


def test_it_is_asked_once_and_holds_for_every_later_bill() -> None:
    made = bound(deal(Wanted(Decimal(4), Decimal(1_000_000), due=SIGNED), tax_facts=TaxFacts().as_json()))
    taxed(made.order.firm, NOT_PKP)
    before = left(made)
    for number in (1, 2):
        accepted(made, 2)
        handed_over(made)
        paid(made, billed(made, f"INV-{number}"), f"SP2D-{number}")
        assert left(made) == before + 440_000
    assert sum(one.net + one.withheld_total for one in Payment.objects.all()) == 4_000_000
    assert made.again().paid_at is not None


@pytest.mark.parametrize("advance", [0, 500_000])
def test_part_bills_give_up_to_the_rupiah_what_the_plan_line_gets_back(advance: int) -> None:
    """Prices that leave no whole rupiah of tax a bill; an advance, if there was one, took its part."""
    lines = (Wanted(Decimal(7), Decimal("333333.33"), due=SIGNED), Wanted(Decimal(5), Decimal("7777.77"), due=SIGNED))
    made = bound(deal(*lines, tax_facts=TaxFacts().as_json(), advance=Decimal(advance)))
    before = left(made)
    taxed(made.order.firm, NOT_PKP)
    if advance:
        paid(made, billed(made, "UM", PaymentPart.ADVANCE, amount=Decimal(advance)), "SP2D-0")
    for number, came in enumerate([(1, 0), (2, 3), (3, 1), (1, 1)], start=1):
        accepted(made, *came)
        handed_over(made)
        paid(made, billed(made, f"INV-{number}"), f"SP2D-{number}")
    order, payments_ = made.again(), list(Payment.objects.all())
    assert order.state == OrderState.COMPLETED
    given_up = sum(one.set_aside for one in payments_)
    assert given_up == order.tax == left(made) - before
    told = sum(one.amount for one in SpendFact.objects.filter(stage=Stage.PAID, known_to=None))
    assert told == order.total - given_up == sum(one.net + one.withheld_total for one in payments_)
