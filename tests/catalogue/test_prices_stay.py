"""Price history is complete: a row may be ended once, and nothing else."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from belanja.catalogue.models import Offer, PriceRow
from tests.catalogue.worlds import price, small_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> PriceRow:
    return small_shop()["f4"].prices.get()


def refused(**change: object) -> None:
    row = PriceRow.objects.order_by("pk").first()
    assert row is not None
    before = PriceRow.objects.filter(pk=row.pk).values().get()
    with pytest.raises(DatabaseError), transaction.atomic():
        PriceRow.objects.filter(pk=row.pk).update(**change)
    assert PriceRow.objects.filter(pk=row.pk).values().get() == before


def test_a_price_is_never_changed(row: PriceRow) -> None:
    refused(amount=Decimal(1))
    refused(valid_from=date(2020, 1, 1))
    refused(amount=Decimal(1), ended_on=date(2026, 11, 2))
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        PriceRow.objects.all()._raw_delete(PriceRow.objects.db)
    assert PriceRow.objects.filter(pk=row.pk).exists()


def test_a_price_ends_once(row: PriceRow) -> None:
    PriceRow.objects.filter(pk=row.pk).update(ended_on=date(2026, 11, 2))
    for change in ({"ended_on": None}, {"ended_on": date(2026, 11, 3)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            PriceRow.objects.filter(pk=row.pk).update(**change)


def test_one_price_at_a_time(row: PriceRow) -> None:
    offer = Offer.objects.get(pk=row.offer_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        price(offer, 60_000)
    PriceRow.objects.filter(pk=row.pk).update(ended_on=date(2026, 11, 2))
    price(offer, 60_000, valid_from=date(2026, 11, 2))
    assert [str(one.amount) for one in offer.prices.order_by("valid_from")] == ["55500.00", "60000.00"]


def test_nothing_costs_nothing(row: PriceRow) -> None:
    offer = Offer.objects.get(pk=row.offer_id)
    PriceRow.objects.filter(pk=row.pk).update(ended_on=date(2026, 11, 2))
    with pytest.raises(IntegrityError), transaction.atomic():
        price(offer, 0, valid_from=date(2026, 11, 2))
