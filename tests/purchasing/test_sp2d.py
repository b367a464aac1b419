"""The register of payment orders: taken once, matched beyond doubt, by hand with a reason, and taken apart again."""

from decimal import Decimal

import pytest

from belanja.facts.models import PurchaseDocument, SpendFact
from belanja.institutions.models import Unit
from belanja.purchasing.models import Invoice, Payment, Sp2dRow
from belanja.purchasing.selectors import registers
from belanja.purchasing.services import sp2d
from belanja.purchasing.services.sp2d import RegisterRow
from belanja.rules.buying.states import OrderState, PaymentState
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from tests.support.receiving import SIGNED, Deal, accepted, billed, deal, handed_over, paid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed_day")]


def owed() -> tuple[Deal, Payment]:
    made = deal()
    accepted(made, 12)
    handed_over(made)
    invoice: Invoice = billed(made)
    return made, invoice.payments.get()


def row(made: Deal, number: str = "0042/SP2D", **fields: object) -> RegisterRow:
    given = {"amount": made.order.total, "day": SIGNED, "firm": "SUMBER CONTOH, CV", "account": "0012-3456-78"}
    return RegisterRow(number, **{**given, "unit_id": made.unit.pk, **fields})  # type: ignore[arg-type]


def take(made: Deal, *rows: RegisterRow) -> sp2d.Taken:
    return sp2d.take_register(government=made.government, year=2026, rows=rows, upload="a" * 64, actor=made.bpkad)


def test_a_register_pays_what_it_shows_beyond_doubt() -> None:
    made, payment = owed()
    assert take(made, row(made)) == sp2d.Taken(new=1, known=0, matched=1)
    payment.refresh_from_db()
    assert (payment.state, payment.sp2d, payment.paid_on) == (PaymentState.MATCHED.value, "0042/SP2D", SIGNED)
    assert payment.taxes_confirmed_at is None, "taxes stay an estimate"
    assert made.again().state == OrderState.COMPLETED
    kept = Sp2dRow.objects.get()
    assert kept.account_mark
    assert "3456" not in f"{kept.account_mark}{kept.words}{kept.firm_name}"


def test_the_same_register_again_changes_nothing() -> None:
    made, _payment = owed()
    take(made, row(made))
    before = SpendFact.objects.count()
    assert take(made, row(made), row(made)) == sp2d.Taken(new=0, known=2, matched=0)
    assert (Sp2dRow.objects.count(), SpendFact.objects.count()) == (1, before)


def test_two_rows_that_might_be_it_are_left_to_a_person() -> None:
    made, payment = owed()
    assert take(made, row(made, "1"), row(made, "2")).matched == 0
    assert registers.rows_alone(made.government.pk, None, year=2026).count() == 2
    assert list(registers.payments_alone(made.government.pk, None)) == [payment]
    first = Sp2dRow.objects.get(number="1")
    assert [one.payment for one in registers.candidates(first, [payment])] == [payment]
    sp2d.match(row_id=first.pk, payment_id=payment.pk, reason="", actor=made.treasurer)
    with pytest.raises(RuleBroken) as refusal:
        sp2d.match(
            row_id=Sp2dRow.objects.get(number="2").pk, payment_id=payment.pk, reason="Yang ini pun cocok.",
            actor=made.treasurer,
        )  # fmt: skip
    assert (refusal.value.code, refusal.value.status) == ("payment_matched", 409)


def test_a_match_against_appearances_needs_a_reason() -> None:
    made, payment = owed()
    take(made, row(made, amount=Decimal(5_000_000)))
    strange = Sp2dRow.objects.get()
    with pytest.raises(RuleBroken) as refusal:
        sp2d.match(row_id=strange.pk, payment_id=payment.pk, reason="ya", actor=made.treasurer)
    assert refusal.value.code == "match_reason"
    payment.refresh_from_db()
    assert payment.state == PaymentState.REQUESTED
    sp2d.match(
        row_id=strange.pk, payment_id=payment.pk, reason="SP2D dipecah dua; sisanya menyusul.", actor=made.treasurer
    )


def test_a_wrong_match_is_taken_back_in_the_facts_too() -> None:
    made, payment = owed()
    take(made, row(made))
    document = PurchaseDocument.objects.get(key=made.order.code)
    assert document.stages & Stage.PAID
    sp2d.unmatch(
        row_id=Sp2dRow.objects.get().pk, payment_id=payment.pk, reason="SP2D itu untuk pesanan lain.",
        actor=made.treasurer,
    )  # fmt: skip
    payment.refresh_from_db()
    document.refresh_from_db()
    assert payment.state == PaymentState.REQUESTED
    assert not document.stages & Stage.PAID
    assert not SpendFact.objects.filter(document=document, stage=Stage.PAID, known_to__isnull=True).exists()
    assert made.again().paid_at is None
    assert take(made, row(made)).matched == 0, "what a person took apart no register joins again"
    with pytest.raises(RuleBroken) as refusal:
        sp2d.match(row_id=Sp2dRow.objects.get().pk, payment_id=payment.pk, reason="", actor=made.treasurer)
    assert refusal.value.code == "match_reason"
    sp2d.match(
        row_id=Sp2dRow.objects.get().pk, payment_id=payment.pk, reason="Memang pesanan ini.", actor=made.treasurer
    )
    document.refresh_from_db()
    assert document.stages & Stage.PAID


def test_a_documented_payment_is_confirmed_and_not_paid_twice() -> None:
    made, payment = owed()
    paid(made, payment.invoice, "0042/SP2D")  # type: ignore[arg-type]
    settled = made.again().settlement.settled
    take(made, row(made))
    payment.refresh_from_db()
    assert payment.state == PaymentState.MATCHED
    assert made.again().settlement.settled == settled


def test_a_later_payment_to_a_known_account_is_recognised() -> None:
    made, _payment = owed()
    take(made, row(made))
    mark = Sp2dRow.objects.get().account_mark
    assert mark == sp2d.account_mark("0012345678")
    told = registers.told_of([Payment.objects.get()])
    assert told[0][1].accounts == frozenset({mark})


def test_a_row_that_is_none_of_ours_is_set_aside_and_comes_back() -> None:
    made, _payment = owed()
    take(made, row(made, "9", firm="Gaji ASN", amount=Decimal(900)))
    salary = Sp2dRow.objects.get()
    sp2d.set_aside(row_id=salary.pk, note="Gaji, bukan pesanan.", actor=made.bpkad)
    assert not registers.rows_alone(made.government.pk, None, year=2026).exists()
    sp2d.set_aside(row_id=salary.pk, note="", actor=made.bpkad)
    assert registers.rows_alone(made.government.pk, None, year=2026).exists()


@pytest.mark.parametrize(("name", "status"), [("ppk", 403), ("pptk", 403), ("owner", 404), ("stranger", 404)])
def test_only_finance_brings_a_register(name: str, status: int) -> None:
    made, _payment = owed()
    with pytest.raises(RuleBroken) as refusal:
        sp2d.take_register(
            government=made.government, year=2026, rows=[row(made)], upload="b" * 64, actor=getattr(made, name)
        )
    assert refusal.value.status == status
    assert not Sp2dRow.objects.exists()


def test_a_treasurer_brings_his_own_unit_alone() -> None:
    made, _payment = owed()
    other = Unit.objects.get(name="Dinas Perpustakaan")
    with pytest.raises(RuleBroken) as refusal:
        sp2d.take_register(
            government=made.government, year=2026, rows=[row(made, unit_id=other.pk)], upload="b" * 64,
            actor=made.treasurer,
        )  # fmt: skip
    assert refusal.value.code == "other_units"
    with pytest.raises(RuleBroken) as refusal:
        sp2d.match(row_id=_kept(made).pk, payment_id=Payment.objects.get().pk, reason="", actor=made.elsewhere)
    assert refusal.value.status == 404


def _kept(made: Deal) -> Sp2dRow:
    take(made, row(made, "77", amount=Decimal(1)))
    return Sp2dRow.objects.get(number="77")
