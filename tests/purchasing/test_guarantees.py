"""Guarantees: recorded with their scan, given back or claimed once; what runs out is told and stands on the desks; an
advance waits for its guarantee where the dated row says so."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belanja.accounts.models import User
from belanja.institutions.models import ParameterRow
from belanja.notices.models import Notice
from belanja.purchasing.models import Guarantee, Payment
from belanja.purchasing.selectors import guarantees as selectors
from belanja.purchasing.selectors.desks import waits_for_firm, waits_for_officer
from belanja.purchasing.services import guarantees
from belanja.purchasing.services.guarantees import Terms
from belanja.purchasing.waiting import things_of
from belanja.rules.buying.guarantees import Guaranteed, GuaranteeState, lacking, state_of
from belanja.rules.buying.states import GuaranteeKind, OrderState, PaymentPart, PaymentState
from belanja.rules.decisions import RuleBroken
from belanja.rules.scans import Scan
from tests.support.receiving import SIGNED, Deal, Wanted, accepted, billed, deal, handed_over, paid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed_day")]
Freeze = Callable[[date], object]
PDF = b"%PDF-1.7 contoh %%EOF"


def recorded(made: Deal, **fields: Any) -> Guarantee:
    given = {
        "kind": GuaranteeKind.ADVANCE, "number": " JUM  001 ", "issuer": "Bank Contoh", "amount": Decimal(2_000_000),
        "valid_from": SIGNED, "valid_to": SIGNED + timedelta(days=90),
    } | fields  # fmt: skip
    scan = given.pop("scan", Scan("C:\\pindai\\jaminan.pdf", PDF))
    return guarantees.record(order_id=made.order.pk, told=Terms(**given), scan=scan, actor=made.ppk)


def confirmed() -> None:
    ParameterRow.objects.filter(key="beli.jaminan.uang_muka").update(value="ya")


def test_a_guarantee_is_kept_with_its_scan() -> None:
    made = deal()
    kept = Guarantee.objects.get(pk=recorded(made).pk)
    assert (kept.number, kept.file_name, kept.media_type) == ("JUM 001", "jaminan.pdf", "application/pdf")
    assert bytes(kept.content or b"") == PDF
    assert kept.state_on(SIGNED) is GuaranteeState.HELD
    assert kept.state_on(SIGNED + timedelta(days=91)) is GuaranteeState.EXPIRED
    with pytest.raises(RuleBroken) as refusal:
        recorded(made)
    assert (refusal.value.code, refusal.value.status) == ("guarantee_known", 409)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"amount": Decimal(0)}, "guarantee_incomplete"),
        ({"issuer": " "}, "guarantee_incomplete"),
        ({"valid_to": SIGNED - timedelta(days=1)}, "guarantee_incomplete"),
        ({"scan": Scan("a.pdf", b"MZ program")}, "scan_wrong"),
    ],
)
def test_what_is_no_guarantee_is_not_kept(fields: dict[str, Any], code: str) -> None:
    made = deal()
    with pytest.raises(RuleBroken) as refusal:
        recorded(made, **fields)
    assert refusal.value.code == code
    assert not Guarantee.objects.exists()


def test_an_order_that_is_not_agreed_takes_no_guarantee() -> None:
    made = deal(state=OrderState.CANCELLED.value)
    with pytest.raises(RuleBroken) as refusal:
        recorded(made)
    assert refusal.value.code == "wrong_state"


def test_it_ends_once_given_back_or_claimed() -> None:
    made = deal()
    kept = recorded(made)
    with pytest.raises(RuleBroken) as refusal:
        guarantees.claim(guarantee_id=kept.pk, day=SIGNED, reason="ya", actor=made.ppk)
    assert refusal.value.code == "reason_missing"
    with pytest.raises(RuleBroken) as refusal:
        guarantees.give_back(guarantee_id=kept.pk, day=SIGNED + timedelta(days=1), actor=made.ppk)
    assert refusal.value.code == "guarantee_day"
    guarantees.claim(guarantee_id=kept.pk, day=SIGNED, reason="Barang tidak dikirim.", actor=made.ppk)
    for act in (
        lambda: guarantees.give_back(guarantee_id=kept.pk, day=SIGNED, actor=made.ppk),
        lambda: guarantees.claim(guarantee_id=kept.pk, day=SIGNED, reason="Sekali lagi diminta.", actor=made.ppk),
    ):
        with pytest.raises(RuleBroken) as refusal:
            act()
        assert (refusal.value.code, refusal.value.status) == ("guarantee_ended", 409)
    kept.refresh_from_db()
    assert (kept.state_on(SIGNED), kept.returned_on) == (GuaranteeState.CLAIMED, None)


def test_one_that_has_run_out_is_not_claimed(freeze: Freeze) -> None:
    made = deal()
    kept = recorded(made, valid_to=SIGNED)
    freeze(SIGNED + timedelta(days=1))
    with pytest.raises(RuleBroken) as refusal:
        guarantees.claim(
            guarantee_id=kept.pk, day=SIGNED + timedelta(days=1), reason="Sudah terlambat.", actor=made.ppk
        )
    assert refusal.value.code == "guarantee_over"
    guarantees.give_back(guarantee_id=kept.pk, day=SIGNED + timedelta(days=1), actor=made.ppk)


@pytest.mark.parametrize(
    ("name", "status"), [("pptk", 403), ("treasurer", 403), ("owner", 404), ("stranger", 404), ("elsewhere", 404)]
)
def test_only_the_ppk_of_the_unit_keeps_guarantees(name: str, status: int) -> None:
    made = deal()
    kept, actor = recorded(made), getattr(made, name)
    told = Terms(GuaranteeKind.MAINTENANCE, "2", "Bank", Decimal(1), SIGNED, SIGNED)
    for act in (
        lambda: guarantees.record(order_id=made.order.pk, told=told, actor=actor),
        lambda: guarantees.give_back(guarantee_id=kept.pk, day=SIGNED, actor=actor),
        lambda: guarantees.claim(guarantee_id=kept.pk, day=SIGNED, reason="Barang tidak dikirim.", actor=actor),
    ):
        with pytest.raises(RuleBroken) as refusal:
            act()
        assert refusal.value.status == status
    assert Guarantee.objects.get().state_on(SIGNED) is GuaranteeState.HELD


def test_what_runs_out_is_told_once_and_stands_on_both_desks(freeze: Freeze) -> None:
    made = deal()
    recorded(made)
    assert guarantees.remind() == 0
    freeze(SIGNED + timedelta(days=76))
    assert (guarantees.remind(), guarantees.remind()) == (1, 0)
    told = list(Notice.objects.filter(text__contains="JUM 001 habis").values_list("to_user_id", flat=True))
    assert {made.ppk.user_id, made.owner.user_id} <= set(told)
    mine = [one for one in waits_for_officer(made.ppk, made.government) if one.guarantee]
    assert [one.what for one in mine] == ["Perpanjang, kembalikan, atau cairkan jaminan uang muka JUM 001"]
    assert [one.guarantee for one in waits_for_firm(made.owner, made.order.firm_id) if one.guarantee]
    freeze(SIGNED + timedelta(days=91))
    assert (guarantees.remind(), guarantees.remind()) == (1, 0)
    guarantees.give_back(guarantee_id=Guarantee.objects.get().pk, day=SIGNED + timedelta(days=91), actor=made.ppk)
    assert not [one for one in waits_for_officer(made.ppk, made.government) if one.guarantee]
    assert guarantees.remind() == 0


def test_two_that_run_out_are_two_terms_of_a_calendar_and_lead_to_the_guarantees(freeze: Freeze) -> None:
    made = deal()
    recorded(made)
    recorded(made, kind=GuaranteeKind.PERFORMANCE, number="JP 1")
    freeze(SIGNED + timedelta(days=80))
    for actor, base in (
        (made.ppk, f"/beli/{made.government.code}/"),
        (made.owner, f"/usaha/{made.order.firm_id}/"),
    ):
        things = [one for one in things_of(User.objects.get(pk=actor.user_id)) if one.key.startswith("jaminan-")]
        assert len({one.key for one in things}) == 2
        assert {one.link for one in things} == {f"{base}pesanan/{made.order.code}/jaminan/"}


def test_one_that_has_run_out_and_was_told_is_not_looked_at_by_every_pass(freeze: Freeze) -> None:
    made = deal()
    recorded(made)
    freeze(SIGNED + timedelta(days=91))
    assert guarantees.remind() == 1
    with CaptureQueriesContext(connection) as queries:
        assert guarantees.remind() == 0
    assert len(queries) == 1
    assert [one for one in waits_for_officer(made.ppk, made.government) if one.guarantee]


def test_an_advance_waits_for_its_guarantee_where_the_row_says_so() -> None:
    made = deal(advance=Decimal(2_000_000))
    payment = billed(made, "UM", PaymentPart.ADVANCE, amount=Decimal(2_000_000)).payments.get()
    assert payment.invoice is not None
    confirmed()
    recorded(made, amount=Decimal(1_999_999))
    recorded(made, kind=GuaranteeKind.PERFORMANCE, number="JP 1")
    assert selectors.lacking_for(made.order, on=SIGNED) == 1
    with pytest.raises(RuleBroken) as refusal:
        paid(made, payment.invoice)
    assert (refusal.value.code, refusal.value.status) == ("advance_not_guaranteed", 409)
    assert Payment.objects.get().state == PaymentState.REQUESTED
    recorded(made, amount=Decimal(1), number="JUM 002")
    assert paid(made, payment.invoice).state == PaymentState.DOCUMENTED


def test_without_the_row_it_is_only_told_and_shrinks_with_what_comes_back() -> None:
    made = deal(Wanted(Decimal(12), Decimal(1_000_000)), advance=Decimal(2_400_000))
    paid(made, billed(made, "UM", PaymentPart.ADVANCE, amount=Decimal(2_400_000)), "1")
    assert selectors.lacking_for(made.again(), on=SIGNED) == 2_400_000
    accepted(made, 6)
    handed_over(made)
    billed(made, "T1", PaymentPart.INSTALMENT)
    assert selectors.lacking_for(made.again(), on=SIGNED) == 1_200_000


def test_the_rule_counts_held_guarantees_of_the_advance_alone() -> None:
    ours = Guaranteed(GuaranteeKind.ADVANCE, Decimal(5), SIGNED, GuaranteeState.HELD)
    later = Guaranteed(GuaranteeKind.ADVANCE, Decimal(5), SIGNED + timedelta(days=1), GuaranteeState.HELD)
    over = Guaranteed(GuaranteeKind.ADVANCE, Decimal(5), SIGNED, GuaranteeState.EXPIRED)
    assert lacking([ours, later, over], advance=Decimal(8), on=SIGNED) == 3
    assert lacking([ours], advance=Decimal(5), on=SIGNED) == 0
    assert state_of(valid_to=SIGNED, claimed=False, released=False, on=SIGNED) is GuaranteeState.HELD
