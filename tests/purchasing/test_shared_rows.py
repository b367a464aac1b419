"""One row of the register that pays several bills, and what is taken back of it: money is conserved, nothing is matched
twice, and what is undone stands exactly as before."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import given
from hypothesis import strategies as st

from belanja.affirmation.recount.channels import channel_differences
from belanja.documents.models import Paper
from belanja.facts import selectors as facts
from belanja.facts import services as marking
from belanja.facts.models import MarkedSpend, PurchaseDocument, SpendFact
from belanja.purchasing.models import Payment, Settlement, Sp2dRow
from belanja.purchasing.papers import subject_of
from belanja.purchasing.selectors import registers
from belanja.purchasing.services import papers, payments, sp2d
from belanja.purchasing.services.sp2d import RegisterRow
from belanja.rules.buying.sp2d import RowKind, Share, check_shares, row_kind
from belanja.rules.buying.states import OrderState, PackageState, PaymentPart, PaymentState, PaymentWay, stages
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.papers import Kind, State
from tests.support.receiving import SIGNED, Deal, Wanted, accepted, billed, call_off, called, deal, handed_over, paid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed_day")]
WHY = "Ternyata untuk tagihan lain."


def owed(*quantities: int) -> tuple[Deal, list[Payment]]:
    """An order of which so many pieces each are handed over and billed."""
    made = deal(Wanted(Decimal(12), Decimal(1_000_000)))
    for place, quantity in enumerate(quantities):
        accepted(made, quantity)
        handed_over(made)
        billed(made, f"INV-{place}", PaymentPart.INSTALMENT)
    return made, list(Payment.objects.order_by("pk"))


def refill(made: Deal, amount: Decimal, number: str = "0009/SP2D/GU") -> Sp2dRow:
    row = RegisterRow(number, amount, SIGNED, "Bendahara Pengeluaran", "99", made.unit.pk, kind=RowKind.REFILL)
    sp2d.take_register(government=made.government, year=2026, rows=[row], upload="d" * 64, actor=made.bpkad)
    return Sp2dRow.objects.get(number=number)


def as_it_stands(made: Deal) -> tuple[object, ...]:
    """All that a match could have moved, but for the story that tells of it."""
    order = made.again()
    document = PurchaseDocument.objects.filter(key=order.code).first()
    return (
        order.state, order.paid_at, order.ended_at, order.package.state,
        list(Payment.objects.order_by("pk").values("state", "way", "sp2d", "paid_on", "row", "row_amount", "net")),
        list(Settlement.objects.values()), list(Sp2dRow.objects.order_by("pk").values("used", "settled_note")),
        document.stages if document else None,
        list(_facts(made).order_by("stage", "line").values_list("stage", "line", "amount")),
    )  # fmt: skip


def _facts(made: Deal):  # type: ignore[no-untyped-def]
    return SpendFact.objects.filter(document__key=made.order.code, known_to__isnull=True)


def paid_facts(made: Deal) -> Decimal:
    return _facts(made).filter(stage=Stage.PAID).aggregate(all=Sum("amount"))["all"] or Decimal(0)


def test_a_row_of_kind_gu_pays_several_bills_and_the_rest_stays_visible() -> None:
    made, (first, second) = owed(5, 7)
    row = refill(made, first.net + second.gross + 1_000)
    shares = {first.pk: first.net, second.pk: second.gross}
    sp2d.distribute(row_id=row.pk, shares=shares, reason="", actor=made.treasurer)
    row.refresh_from_db()
    assert row.left == 1_000
    assert list(registers.rows_alone(made.government.pk, None, year=2026)) == [row]
    assert {one.row_amount for one in Payment.objects.all()} == {first.net, second.gross}
    assert {one.way for one in Payment.objects.all()} == {PaymentWay.UP.value}
    assert made.again().state == OrderState.COMPLETED
    assert paid_facts(made) == made.order.total
    sp2d.set_aside(row_id=row.pk, note="Sisanya pembelian tunai lain.", actor=made.bpkad)
    assert not registers.rows_alone(made.government.pk, None, year=2026).exists()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (lambda a, b: {}, "share_amount"),
        (lambda a, b: {a.pk: Decimal(0)}, "share_amount"),
        (lambda a, b: {a.pk: a.gross + 1}, "share_too_much"),
        (lambda a, b: {a.pk: a.gross, b.pk: b.gross}, "row_too_small"),
        (lambda a, b: {a.pk: a.gross - 7}, "match_reason"),
        (lambda a, b: {a.pk: a.gross, 0: Decimal(1)}, "not_found"),
    ],
)
def test_shares_that_cannot_be_change_nothing(
    wrong: Callable[[Payment, Payment], dict[int, Decimal]], code: str
) -> None:
    made, (first, second) = owed(5, 7)
    row = refill(made, first.gross + second.gross - 1)
    before = as_it_stands(made)
    with pytest.raises(RuleBroken) as refusal:
        sp2d.distribute(row_id=row.pk, shares=wrong(first, second), reason="", actor=made.treasurer)
    assert refusal.value.code == code
    assert as_it_stands(made) == before


def test_a_payment_that_is_matched_takes_no_second_share_and_the_others_none() -> None:
    made, (first, second) = owed(5, 7)
    row, other = refill(made, first.gross * 2 + second.gross), refill(made, first.gross, "0010/SP2D/GU")
    sp2d.match(row_id=other.pk, payment_id=first.pk, reason="Tunai dari kas bendahara.", actor=made.treasurer)
    before = as_it_stands(made)
    with pytest.raises(RuleBroken) as refusal:
        shares = {first.pk: first.gross, second.pk: second.gross}
        sp2d.distribute(row_id=row.pk, shares=shares, reason="", actor=made.treasurer)
    assert (refusal.value.code, refusal.value.status) == ("payment_matched", 409)
    assert as_it_stands(made) == before


@pytest.mark.parametrize("field", ["used", "row_amount"])
def test_the_database_too_refuses_more_than_there_is(field: str) -> None:
    made, (first,) = owed(12)
    row = refill(made, first.gross)
    sp2d.distribute(row_id=row.pk, shares={first.pk: first.gross}, reason="", actor=made.treasurer)
    with pytest.raises(IntegrityError), transaction.atomic():
        if field == "used":
            Sp2dRow.objects.filter(pk=row.pk).update(used=row.amount + 1)
        else:
            Payment.objects.filter(pk=first.pk).update(row_amount=first.gross + 1)


def test_taking_the_last_payment_back_opens_the_order_again_in_the_facts_too() -> None:
    made, (first, second) = owed(5, 7)
    row = refill(made, made.order.total)
    before = as_it_stands(made)
    shares = {first.pk: first.gross, second.pk: second.gross}
    sp2d.distribute(row_id=row.pk, shares=shares, reason="", actor=made.treasurer)
    assert made.again().package.state == PackageState.DONE
    result = papers.make(subject=subject_of(Kind.RESULT, made.order.pk))
    sp2d.unmatch(row_id=row.pk, payment_id=second.pk, reason=WHY, actor=made.treasurer)
    order = made.again()
    assert (order.state, order.paid_at, order.ended_at) == (OrderState.PROCESS.value, None, None)
    assert order.package.state == PackageState.BUYING
    document = PurchaseDocument.objects.get(key=order.code)
    told = Stage.RECEIVED | Stage.COMPLETED | Stage.PAID
    assert document.stages & told == stages(OrderState(order.state), handed_over=True, paid=False) & told
    assert set(_facts(made).values_list("stage", flat=True)).isdisjoint({Stage.COMPLETED, Stage.PAID})
    assert Paper.objects.get(pk=result.pk).state == State.CANCELLED
    assert papers.make(subject=subject_of(Kind.RESULT, made.order.pk)).pk != result.pk
    sp2d.unmatch(row_id=row.pk, payment_id=first.pk, reason=WHY, actor=made.treasurer)
    assert as_it_stands(made) == before


def test_figures_counted_anew_agree_after_a_payment_was_taken_back() -> None:
    made, (first, second) = owed(5, 7)
    row = refill(made, made.order.total)
    shares = {first.pk: first.gross, second.pk: second.gross}
    sp2d.distribute(row_id=row.pk, shares=shares, reason="", actor=made.treasurer)
    sp2d.unmatch(row_id=row.pk, payment_id=first.pk, reason=WHY, actor=made.treasurer)
    assert paid_facts(made) == 0
    government = made.government.pk
    assert facts.aggregate_differences(government_id=government, year=2026) == []
    assert facts.marked_differences(government_id=government, year=2026) == []
    assert channel_differences(government, 2026) == []
    moved = list(MarkedSpend.objects.order_by("stage", "channel").values("stage", "channel", "amount"))
    assert Stage.PAID not in {one["stage"] for one in moved if one["amount"]}
    marking.mark(government_id=government, year=2026)
    anew = list(MarkedSpend.objects.order_by("stage", "channel").values("stage", "channel", "amount"))
    assert [one for one in moved if one["amount"]] == [one for one in anew if one["amount"]]


def test_a_documented_payment_keeps_its_proof_when_the_register_lets_go_of_it() -> None:
    made, (only,) = owed(12)
    assert only.invoice is not None
    paid(made, only.invoice, "BKU-17")
    before = as_it_stands(made)
    row = refill(made, only.gross)
    sp2d.distribute(row_id=row.pk, shares={only.pk: only.gross}, reason="", actor=made.treasurer)
    sp2d.unmatch(row_id=row.pk, payment_id=only.pk, reason=WHY, actor=made.treasurer)
    row.delete()
    assert as_it_stands(made) == before
    assert made.again().state == OrderState.COMPLETED
    payments.take_back(payment_id=only.pk, reason="Uangnya dikembalikan bank.", actor=made.treasurer)
    assert made.again().state == OrderState.PROCESS
    assert paid_facts(made) == 0
    with pytest.raises(RuleBroken) as refusal:
        payments.take_back(payment_id=only.pk, reason="Sekali lagi ditarik.", actor=made.treasurer)
    assert refusal.value.status == 409


def test_an_order_that_the_ppk_closed_in_his_own_words_stays_closed() -> None:
    made, (only,) = owed(12)
    payments.close_outside(order_id=made.order.pk, version=None, note="Dibayar lewat BLUD.", actor=made.ppk)
    assert only.invoice is not None
    paid(made, only.invoice, "BLUD-1")
    payments.take_back(payment_id=only.pk, reason="Bukti itu bukan pesanan ini.", actor=made.treasurer)
    order = made.again()
    assert (order.state, order.paid_at) == (OrderState.PAID_OUTSIDE.value, None)
    assert paid_facts(made) == 0


def test_months_of_a_call_off_are_paid_and_taken_back_one_by_one(freeze: Callable[[date], object]) -> None:
    made = call_off()
    bills = []
    for place in range(2):
        call = called(made, 100, SIGNED)
        accepted(made, 100, call=call)
        handed_over(made)
        bills.append(billed(made, f"BLN-{place}", PaymentPart.INSTALMENT, month=date(2026, 11, 1)))
    first, second = (bill.payments.get() for bill in bills)
    paid(made, bills[0], "SP2D-1")
    assert paid_facts(made) == first.gross
    before = as_it_stands(made)
    row = refill(made, second.gross)
    sp2d.distribute(row_id=row.pk, shares={second.pk: second.gross}, reason="", actor=made.treasurer)
    assert paid_facts(made) == first.gross + second.gross
    sp2d.unmatch(row_id=row.pk, payment_id=second.pk, reason=WHY, actor=made.treasurer)
    row.delete()
    assert as_it_stands(made) == before
    payments.take_back(payment_id=first.pk, reason="Bukti itu bukan pesanan ini.", actor=made.treasurer)
    assert paid_facts(made) == 0


@pytest.mark.parametrize("seed", range(8))
def test_random_shares_and_undoings_conserve_the_money(seed: int) -> None:
    random = Random(seed)
    made, _all = owed(*random.choice([(5, 7), (2, 3, 4, 3), (1, 1, 10)]))
    rows = [refill(made, Decimal(random.randint(1, 14) * 1_110_000), f"GU/{place}") for place in range(3)]
    for _ in range(25):
        row, waiting = random.choice(rows), list(Payment.objects.filter(row__isnull=True).order_by("pk"))
        matched = list(Payment.objects.filter(row__isnull=False).order_by("pk"))
        before = as_it_stands(made)
        try:
            if matched and random.random() < 0.4:
                one = random.choice(matched)
                sp2d.unmatch(row_id=one.row_id or 0, payment_id=one.pk, reason=WHY, actor=made.treasurer)
            else:
                chosen = random.sample(waiting, k=random.randint(0, len(waiting)))
                shares = {one.pk: random.choice([one.gross, one.net, Decimal(random.randint(0, 9_000_000))])
                          for one in chosen}  # fmt: skip
                sp2d.distribute(row_id=row.pk, shares=shares, reason="Dibagi menurut kuitansi.", actor=made.treasurer)
        except RuleBroken:
            assert as_it_stands(made) == before
        conserved(made)


def conserved(made: Deal) -> None:
    for row in Sp2dRow.objects.all():
        taken = row.payments.aggregate(all=Sum("row_amount"))["all"] or 0
        assert row.used == taken <= row.amount
    shown = [one for one in Payment.objects.all() if PaymentState(one.state).paid]
    assert Settlement.objects.get().settled == sum((one.settles for one in shown), Decimal(0))
    whole = sum((one.gross for one in shown), Decimal(0)) == made.order.total
    assert (made.again().state == OrderState.COMPLETED) is whole
    assert paid_facts(made) == (made.order.total if whole else 0)


SUMS = st.integers(0, 500).map(lambda number: Decimal(number) / 4)


@given(SUMS, st.lists(st.tuples(SUMS, SUMS), max_size=5))
def test_shares_fit_exactly_when_they_add_up_to_no_more(left: Decimal, told: list[tuple[Decimal, Decimal]]) -> None:
    shares = [Share(amount, gross, frozenset({gross})) for amount, gross in told]
    fits = bool(told) and all(0 < amount <= gross for amount, gross in told) and sum(a for a, _g in told) <= left
    try:
        check_shares(left, shares)
    except RuleBroken:
        assert not fits
    else:
        assert fits


@pytest.mark.parametrize(
    ("written", "number", "kind"),
    [("GU", "1", RowKind.REFILL), ("SP2D-LS", "1", RowKind.DIRECT), ("", "0042/SP2D/GU/2026", RowKind.REFILL),
     ("", "0042/LS-BJ/2026", RowKind.DIRECT), ("Ganti Uang (GU)", "9/LS", RowKind.REFILL),
     ("", "GUDANG/1", RowKind.UNKNOWN)],
)  # fmt: skip
def test_what_a_row_is_for_is_told_by_its_column_or_its_number(written: str, number: str, kind: RowKind) -> None:
    assert row_kind(written, number) is kind
