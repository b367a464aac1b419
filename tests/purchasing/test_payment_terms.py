"""Advance and retention: agreed before anybody signs, within what the firm's scale allows or with a reason."""

from decimal import Decimal
from typing import Any

import pytest

from belanja.purchasing.models import Order, OrderVersion, PolicyAnswer
from belanja.purchasing.services.payment_terms import set_payment_terms
from belanja.rules.buying.states import OrderKind, OrderState
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from tests.purchasing.world import Office, office
from tests.support.people import hired

pytestmark = pytest.mark.django_db


def said(of: Office, order: Order, *, by: Any = None, **changes: Any) -> Order:
    told: dict[str, Any] = {"advance": order.total / 5, "retention_percent": Decimal(5)} | changes
    return set_payment_terms(order_id=order.pk, version=order.version, actor=by or of.ppk, **told)


def refused(of: Office, order: Order, **changes: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as refusal:
        said(of, order, **changes)
    now = Order.objects.get(pk=order.pk)
    assert (now.advance, now.retention_percent, now.version) == (order.advance, order.retention_percent, order.version)
    return refusal.value


def test_what_is_agreed_stands_in_what_both_sign_and_is_kept_with_its_rule() -> None:
    of = office()
    order = said(of, of.order(OrderState.REVIEW))
    order = of.on(order, OrderState.PROCESS)
    content = OrderVersion.objects.get(order=order, number=0).content
    assert (content["advance"], content["retention_percent"]) == (str(order.advance), "5.00")
    assert order.advance == order.total / 5
    rules = {one.rule: one.outcome for one in PolicyAnswer.objects.filter(order=order, step="tanda_tangani")}
    assert rules["kontrak.uang_muka"] == "boleh"
    assert rules["kontrak.retensi"] == "boleh"


def test_more_than_the_scale_allows_waits_for_its_reason_and_is_then_told_at_every_step() -> None:
    of = office()
    order = of.order(OrderState.REVIEW)
    much = {"advance": order.total * Decimal("0.6")}
    assert refused(of, order, **much).code == "reason_needed"
    assert refused(of, order, **much, reason_code="rusak").code == "reason_missing"
    assert refused(of, order, **much, reason_code="modal_kerja").code == "note_missing"
    order = said(of, order, **much, reason_code="modal_kerja", note="bahan baku dibeli di muka")
    order = of.on(order, OrderState.CONFIRMATION)
    answer = PolicyAnswer.objects.get(order=order, step="tanda_tangani", rule="kontrak.uang_muka")
    assert answer.outcome == "peringatan"
    assert "modal kerja" in answer.answer["message"]


@pytest.mark.parametrize(
    "changes", [{"advance": Decimal(-1)}, {"advance": Decimal(10) ** 9}, {"retention_percent": Decimal(100)}]
)
def test_amounts_that_cannot_be_are_refused(changes: dict[str, Any]) -> None:
    of = office()
    assert refused(of, of.order(OrderState.REVIEW), **changes).status == 422


def test_late_comers_strangers_and_other_duties_change_nothing() -> None:
    of = office()
    order = of.order(OrderState.REVIEW)
    with pytest.raises(RuleBroken) as late:
        set_payment_terms(
            order_id=order.pk, version=order.version - 1, advance=Decimal(0), retention_percent=Decimal(0), actor=of.ppk
        )
    assert late.value.status == 409
    assert refused(of, order, by=of.elsewhere[Role.PPK]).status == 404
    assert refused(of, order, by=of.people[Role.BENDAHARA]).status == 403
    assert refused(of, order, by=of.pp).status == 403
    assert refused(of, order, by=hired(of.government, Role.APIP)).status in {403, 404}


def test_once_signed_only_an_addendum_changes_it() -> None:
    of = office()
    assert refused(of, of.order(OrderState.CONFIRMATION)).status == 409


def test_a_call_off_is_paid_by_call() -> None:
    of = office()
    order = of.order(OrderState.REVIEW, kind=OrderKind.CALL_OFF)
    assert refused(of, order).code == "advance_of_call_off"
