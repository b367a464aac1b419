"""Whether a firm is PKP was found wrongly: put right on the order itself, alone as long as nothing was paid by it, else
by two; the plan line, the payments and the facts follow to the sen, and what was printed stays to be read."""

from decimal import Decimal

import pytest

from belanja.documents.models import Paper
from belanja.facts.models import SpendFact
from belanja.journal.models import Event
from belanja.purchasing.models import Order, PaperDue, Payment, TaxCorrection
from belanja.purchasing.services import tax_corrections
from belanja.purchasing.services.papers import make_due
from belanja.purchasing.services.tax_corrections import Followed
from belanja.purchasing.taxes import tax_status
from belanja.rules.buying.states import CorrectionState, OrderState
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.licences import LicenceState
from belanja.rules.papers import Kind, State
from belanja.rules.tax_facts import NOT_PKP, PKP
from belanja.vendors.models import FirmLicence
from tests.purchasing.test_tax_reserve import bought, confirmed, left
from tests.support.firms import taxed
from tests.support.receiving import SIGNED, Deal, paid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed_day")]
PROOF = Followed("SP2D-2", SIGNED)


def stated(made: Deal, kind: str) -> None:
    """The firm takes back what it had said, and a verifier confirms this instead."""
    FirmLicence.objects.filter(firm=made.order.firm).update(state=LicenceState.WITHDRAWN.value)
    taxed(made.order.firm, kind)


def proposed(made: Deal, followed: Followed = PROOF) -> TaxCorrection:
    return tax_corrections.propose(
        order_id=made.order.pk, version=None, reason="Pernyataan penyedia keliru.", followed=followed,
        actor=made.treasurer,
    )  # fmt: skip


def printed() -> None:
    while make_due():
        pass


def told(order: Order, stage: Stage) -> Decimal:
    facts = SpendFact.objects.filter(document__key=order.code, stage=stage, known_to=None)
    return sum((one.amount for one in facts), Decimal(0))


@pytest.mark.parametrize("quantity", [2, 10])
def test_before_anything_is_paid_the_treasurer_puts_it_right_alone(quantity: int) -> None:
    made = bought(quantity)
    before = left(made)
    stated(made, NOT_PKP)
    confirmed(made)
    assert left(made) == before + quantity * 110_000
    stated(made, PKP)
    correction = proposed(made)
    payment = Payment.objects.get()
    assert (correction.state, correction.paid) == (CorrectionState.APPLIED, False)
    assert (payment.set_aside, left(made)) == (0, before)
    assert payment.net + payment.withheld_total == quantity * 1_110_000
    assert "Dibetulkan" in tax_status(made.again())
    paid(made, made.order.invoices.get())
    assert told(made.order, Stage.PAID) == made.order.total


@pytest.mark.parametrize(("first", "then", "change"), [(NOT_PKP, PKP, 1), (PKP, NOT_PKP, -1)])
def test_of_what_was_paid_another_officer_confirms_it_and_everything_follows(
    first: str, then: str, change: int
) -> None:
    made = bought(10)
    stated(made, first)
    paid(made, made.order.invoices.get())
    assert made.again().state == OrderState.COMPLETED
    free, paid_before = left(made), told(made.order, Stage.PAID)
    stated(made, then)
    correction = proposed(made)
    assert (correction.state, left(made)) == (CorrectionState.PROPOSED, free)
    with pytest.raises(RuleBroken, match="masih menunggu"):
        proposed(made)
    tax_corrections.confirm(correction_id=correction.pk, actor=made.ppk)
    payment, order = Payment.objects.get(), made.again()
    assert payment.set_aside == (1_100_000 if then == NOT_PKP else 0)
    assert payment.gross == payment.net + payment.withheld_total + payment.set_aside == 11_100_000
    assert left(made) == free - change * 1_100_000
    for stage in (Stage.PAID, Stage.COMPLETED):
        assert told(order, stage) == paid_before + change * 1_100_000
    assert order.settlement.settled == 11_100_000
    assert [one["registered"] for one in order.tax_facts["found_before"]] == [first == PKP]
    assert Event.objects.filter(name="purchasing.order_betulkan_status_pajak").count() == 1


def test_the_paper_of_before_stays_and_a_new_one_is_issued() -> None:
    made = bought(2)
    stated(made, NOT_PKP)
    paid(made, made.order.invoices.get())
    printed()
    stated(made, PKP)
    tax_corrections.confirm(correction_id=proposed(made).pk, actor=made.ppk)
    assert [one.status for one in Paper.objects.filter(kind=Kind.TAX.value)] == [State.CANCELLED]
    printed()
    now = [one.status == State.CANCELLED for one in Paper.objects.filter(kind=Kind.TAX.value).order_by("pk")]
    assert now == [True, False]
    assert not PaperDue.objects.exists()


def test_it_is_refused_where_the_firm_is_confirmed_as_it_was_found_or_no_money_followed() -> None:
    made = bought(2)
    with pytest.raises(RuleBroken, match="bukan temuan bendahara"):
        proposed(made)
    stated(made, NOT_PKP)
    paid(made, made.order.invoices.get())
    with pytest.raises(RuleBroken, match="menarik yang keliru") as same:
        proposed(made)
    assert same.value.status == 409
    stated(made, PKP)
    with pytest.raises(RuleBroken, match="nomor dan tanggal bukti"):
        proposed(made, Followed())
    for stranger in (made.elsewhere, made.stranger):
        with pytest.raises(RuleBroken) as unseen:
            tax_corrections.propose(
                order_id=made.order.pk, version=None, reason="Pernyataannya keliru.", followed=PROOF, actor=stranger
            )
        assert unseen.value.status == 404
    assert made.again().ppn_given_up
    assert not TaxCorrection.objects.exists()


def test_who_may_confirm_it_and_what_a_refusal_leaves() -> None:
    made = bought(2)
    stated(made, NOT_PKP)
    paid(made, made.order.invoices.get())
    stated(made, PKP)
    correction, free = proposed(made), left(made)
    for actor, status in ((made.treasurer, 403), (made.pptk, 403), (made.elsewhere, 404), (made.stranger, 404)):
        with pytest.raises(RuleBroken) as refused:
            tax_corrections.confirm(correction_id=correction.pk, actor=actor)
        assert refused.value.status == status
    assert made.again().ppn_given_up
    tax_corrections.refuse(correction_id=correction.pk, note="Buktinya bukan milik pesanan ini.", actor=made.ppk)
    with pytest.raises(RuleBroken, match="tidak disetujui"):
        tax_corrections.confirm(correction_id=correction.pk, actor=made.ppk)
    assert made.again().ppn_given_up
    assert (left(made), Payment.objects.get().set_aside) == (free, 220_000)


def test_a_later_bill_goes_by_the_right_answer() -> None:
    made = bought(2)
    stated(made, NOT_PKP)
    confirmed(made)
    stated(made, PKP)
    proposed(made)
    again = confirmed(made)
    assert again.set_aside == 0
