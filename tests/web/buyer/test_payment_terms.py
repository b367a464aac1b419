"""Advance and retention from the page of an order: within the limit, or with its reason; late-comers lose nothing."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from belanja.accounts.models import User
from belanja.journal.once import fresh_key
from belanja.purchasing.models import Order
from belanja.rules.buying.states import OrderState
from belanja.rules.duties import Role
from belanja.web.once import FIELD
from tests.purchasing.world import Office, office

pytestmark = pytest.mark.django_db
KEY = "atur_pembayaran"


def posted(of: Office, order: Order, *, role: Role = Role.PPK, version: int | None = None, **told: str) -> object:
    client = Client()
    client.force_login(User.objects.get(pk=of.people[role].user_id))
    address = reverse("buying:order", args=[of.government.code, order.code])
    body = {f"{KEY}-{name}": value for name, value in {"advance": "0", "retention_percent": "0", **told}.items()}
    return client.post(
        address, {"do": KEY, "version": str(order.version if version is None else version), FIELD: fresh_key(), **body}
    )


def now(order: Order) -> tuple[Decimal, Decimal]:
    found = Order.objects.get(pk=order.pk)
    return found.advance, found.retention_percent


def test_the_ppk_sets_them_before_signing() -> None:
    of = office()
    order = of.order(OrderState.REVIEW)
    assert posted(of, order, advance="100000", retention_percent="5").status_code == 302  # type: ignore[attr-defined]
    assert now(order) == (Decimal(100_000), Decimal(5))


def test_too_much_comes_back_with_what_was_typed_until_a_reason_is_given() -> None:
    of = office()
    order = of.order(OrderState.REVIEW)
    refused = posted(of, order, advance="300000")
    assert refused.status_code == 422  # type: ignore[attr-defined]
    page = refused.content.decode()  # type: ignore[attr-defined]
    assert "paling banyak" in page
    assert 'value="300000"' in page
    assert now(order) == (0, 0)
    why = {"reason_code": "modal_kerja", "note": "bahan baku dibeli di muka"}
    assert posted(of, order, advance="300000", **why).status_code == 302  # type: ignore[attr-defined]
    assert now(order) == (Decimal(300_000), 0)


def test_a_late_comer_and_another_duty_change_nothing() -> None:
    of = office()
    order = of.order(OrderState.REVIEW)
    late = posted(of, order, version=order.version - 1, advance="1000")
    assert late.status_code == 409  # type: ignore[attr-defined]
    assert 'value="1000"' in late.content.decode()  # type: ignore[attr-defined]
    assert posted(of, order, role=Role.BENDAHARA, advance="1000").status_code in (404, 409)  # type: ignore[attr-defined]
    assert now(order) == (0, 0)
