"""The price evidence frozen with an order: like offers of that minute on one basis, robust, and never changed."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from belanja.catalogue.models import ReferenceList, ReferenceMatch, ReferencePrice
from belanja.foundation import clock
from belanja.purchasing.contents import digest_of
from belanja.purchasing.models import Order, PolicyAnswer, PriceEvidence
from belanja.purchasing.services import orders
from belanja.rules.buying.states import OrderState
from tests.purchasing.world import Office, agreed, listed, office
from tests.support.listings import shop

pytestmark = pytest.mark.django_db


def beside(of: Office, *prices: str, **changes: Any) -> None:
    """The same paper at other firms."""
    for price in prices:
        listed(shop(), price=price, **changes)


def test_signing_freezes_the_like_offers_of_that_minute() -> None:
    of = office()
    beside(of, "50000", "52000", "54000", "900000")
    beside(of, "51000", freight_rule="ambil_sendiri", freight=None)
    order = of.order(OrderState.CONFIRMATION)
    kept = PriceEvidence.objects.get(order=order)
    assert kept.sha256 == digest_of(kept.content)
    (line,) = kept.content["lines"]
    assert line["n"] >= 3
    assert "900000" not in {one["amount"] for one in line["counted"]}
    assert any("terlalu jauh" in one["reason"] for one in line["excluded"])
    # A ream of 500 sheets at Rp52.000 with PPN and freight: Rp104 a sheet.
    assert Decimal(line["own"]) == order.total / 5000
    assert Decimal(line["lowest"]) <= Decimal(line["median"]) <= Decimal(line["highest"])
    assert line["curve"][0]["amount"] == "55000.00"
    assert line["finding"].endswith("harga sejenis")
    assert kept.content["trail"] == []


def test_one_absurd_offer_leaves_the_honest_cheap_one_unmarked() -> None:
    of = office()
    beside(of, "40000", "52000", "54000")
    before = PriceEvidence.objects.get(order=of.order(OrderState.CONFIRMATION)).content["lines"][0]
    beside(of, "5000000")
    after = PriceEvidence.objects.get(order=of.order(OrderState.CONFIRMATION)).content["lines"][0]
    assert before["counted"] == after["counted"]
    assert before["remarked"] == after["remarked"] == []
    assert before["median"] == after["median"]


def test_alone_nothing_is_claimed() -> None:
    of = office()
    (line,) = PriceEvidence.objects.get(order=of.order(OrderState.CONFIRMATION)).content["lines"]
    assert line["n"] == 0
    assert "median" not in line
    assert "paling sedikit 3" in line["finding"]


def test_the_negotiation_and_what_was_paid_before_stand_in_it() -> None:
    of = office()
    first = of.order(OrderState.PROCESS)
    second = agreed(of, of.order(OrderState.NEGOTIATION), price="45000")
    content = PriceEvidence.objects.get(order=_signed(of, second.pk)).content
    assert [one["order"] for one in content["lines"][0]["paid"]] == [first.code]
    assert [one["side"] for one in content["trail"]] == ["pembeli"]
    assert content["trail"][0]["lines"][0]["unit_price"] == "45000.00"


def test_the_pack_is_never_changed() -> None:
    kept = PriceEvidence.objects.get(order=office().order(OrderState.CONFIRMATION))
    with pytest.raises(DatabaseError), transaction.atomic():
        PriceEvidence.objects.filter(pk=kept.pk).update(content={})


def _signed(of: Office, order_id: int) -> Any:
    order = orders.submit(order_id=order_id, version=Order.objects.get(pk=order_id).version, actor=of.pp)
    return of.on(order, OrderState.CONFIRMATION)


def test_a_standard_of_the_region_is_told_by_the_rule_and_stands_in_the_pack_uncounted() -> None:
    of = office()
    listing = ReferenceList.objects.create(
        government=of.government, year=clock.today().year, kind="ssh", decree="188/SSH", dated=clock.today(),
        tax_basis="termasuk_ppn", tax_percent=Decimal(11), delivery="termasuk", state="berlaku", file_name="ssh.csv",
        file_kind="csv", sha256="0" * 64, content=b"", uploaded_at=clock.now(), uploaded_by_label="konsol",
    )  # fmt: skip
    row = ReferencePrice.objects.create(
        list=listing, row=1, kind="ssh", code="1.1.7", key="1.1.7", name="Kertas HVS F4", unit="RM",
        unit_written="Rim", amount=Decimal(50_000),
    )  # fmt: skip
    product = of.offer.product
    ReferenceMatch.objects.create(
        government=of.government, kind="ssh", key=row.key, product=product, etalase=product.etalase,
        likeness=product.likeness, at=clock.now(), by_label="konsol",
    )  # fmt: skip
    order = of.order(OrderState.CONFIRMATION)
    said = PolicyAnswer.objects.filter(order=order, rule="harga.standar").first()
    assert said is not None
    assert said.outcome == "peringatan"
    assert "SSH" in said.answer["message"]
    (line,) = PriceEvidence.objects.get(order=order).content["lines"]
    assert [(one["kind"], one["above"]) for one in line["standards"]] == [("ssh", "10.0")]
    assert line["n"] == 0


def test_a_price_that_is_to_begin_later_is_no_evidence_of_this_minute() -> None:
    of = office()
    row = of.offer.prices.get()
    row.pk, row.least_quantity, row.valid_from = None, Decimal(50), clock.today() + timedelta(days=1)
    row.save()
    order = of.order(OrderState.CONFIRMATION)
    (line,) = PriceEvidence.objects.get(order=order).content["lines"]
    assert len(line["curve"]) == 1
