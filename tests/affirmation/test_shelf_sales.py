"""Which shelves nothing was ordered from, which had orders, and of which nothing can be said."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from belanja.affirmation.selectors.shelves import shelf_sales
from belanja.etalase.models import Etalase, NationalEtalase
from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.institutions.models import CountingMode, Government, LegalBasis
from belanja.purchasing.models import Order
from belanja.rules.channels import Stage
from tests.catalogue.worlds import shelf
from tests.support.people import unit
from tests.support.receiving import deal

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 2)


def tied(slug: str, code: str) -> Etalase:
    made = shelf(slug, f"Etalase {slug}")
    made.national = NationalEtalase.objects.get_or_create(national_id=code, defaults={"name": slug})[0]
    made.opened_on = date(2024, 1, 1)
    made.save()
    return made


def order(code: str, on: date, stages: int = Stage.ORDERED) -> None:
    government = Government.objects.get(code="D43")
    someone = government.units.first() if hasattr(government, "units") else None
    number = PurchaseDocument.objects.count()
    PurchaseDocument.objects.create(
        government=government, unit=someone or unit(government, f"1.0{number}.0.00.0.00.01.0000"), year=on.year,
        channel="v5", key=f"uji-{number}", etalase_id=code, ordered_on=on, amount=Decimal(1), stages=stages,
    )  # fmt: skip


def test_idle_sold_unknown_and_young() -> None:
    government = Government.objects.get(code="D43")
    sold, idle, cancelled, doubt = (tied(name, code) for name, code in zip("abcd", "1234", strict=True))
    young = tied("e", "5")
    Etalase.objects.filter(pk=young.pk).update(opened_on=date(2026, 9, 1))
    untied = shelf("f", "Etalase f")
    order("1", date(2026, 9, 1))
    order("2", date(2026, 4, 30))
    order("3", date(2026, 9, 1), Stage.CANCELLED)
    order("4", date(2026, 9, 1), Stage.UNCERTAIN)
    order("1", date(2026, 12, 1))
    found = shelf_sales(government_id=government.pk, on=ON)
    assert (found.since, found.told_until) == (date(2026, 5, 2), date(2026, 9, 1))
    assert [(one.etalase, one.orders) for one in found.sold] == [(sold, 1), (doubt, 1)]
    assert [(one.etalase, one.last_on) for one in found.idle] == [(idle, date(2026, 4, 30)), (cancelled, None)]
    assert [one.etalase for one in found.unknown] == [untied]
    assert found.young == [young]


def test_orders_of_a_merged_shelf_are_its_successors_and_shared_ones_say_nothing() -> None:
    government = Government.objects.get(code="D43")
    old, into = tied("lama", "1"), tied("baru", "2")
    Etalase.objects.filter(pk=old.pk).update(state="digabung", merged_into=into)
    one, other = tied("satu", "3"), tied("dua", "3")
    order("1", date(2026, 9, 1))
    order("3", date(2026, 9, 1))
    found = shelf_sales(government_id=government.pk, on=ON)
    assert [sale.etalase for sale in found.sold] == [into]
    assert {sale.etalase for sale in found.unknown} == {one, other}
    assert "juga dipakai Etalase dua" in next(s.why_unknown for s in found.unknown if s.etalase == one)


def test_what_no_order_reaches_is_unknown_and_not_idle() -> None:
    government = Government.objects.get(code="D43")
    tied("a", "1")
    assert "tidak ada pesanan termuat" in shelf_sales(government_id=government.pk, on=ON).unknown[0].why_unknown
    order("1", date(2025, 6, 28))
    assert "tidak sampai ke masa ini" in shelf_sales(government_id=government.pk, on=ON).unknown[0].why_unknown
    assert shelf_sales(government_id=government.pk, on=date(2025, 6, 28)).idle == []


def test_what_was_ordered_here_is_known_and_in_the_own_catalogue_nothing_else_is_needed(
    freeze: Callable[[date], datetime],
) -> None:
    freeze(ON)
    made = deal()
    government = made.government
    sold = made.lines[0].product.etalase
    untied = shelf("tak-terkait", "Etalase lain")
    Etalase.objects.filter(pk__in=[sold.pk, untied.pk]).update(opened_on=date(2024, 1, 1))
    found = shelf_sales(government_id=government.pk, on=ON)
    assert [(sale.etalase, sale.last_on, sale.orders) for sale in found.sold] == [(sold, ON, 1)]
    assert untied in [sale.etalase for sale in found.unknown]
    mode = CountingMode.objects.create(
        government=government,
        mode="katalog_lokal",
        valid_from=found.since,
        approved_at=clock.now(),
        legal_basis=LegalBasis.objects.get(slug="se-banten-027-1181-2023"),
    )
    own = shelf_sales(government_id=government.pk, on=ON)
    assert [sale.etalase for sale in own.idle] == [untied]
    assert (own.unknown, own.told_until) == ([], ON)
    again = CountingMode.objects.get(pk=mode.pk)
    again.pk, again.valid_from, again.mode = None, found.since + timedelta(days=30), "katalog_lokal"
    again.save()
    assert shelf_sales(government_id=government.pk, on=ON).told_until == ON, "declared again, it was so throughout"
    again.mode = "pendamping"
    again.save()
    assert shelf_sales(government_id=government.pk, on=ON).idle == [], "not on the days of another mode"
    again.delete()
    mode.valid_from = found.since + timedelta(days=1)
    mode.save()
    assert shelf_sales(government_id=government.pk, on=ON).idle == [], "the days before are not known"
    Order.objects.update(state="CANCELLED")
    assert shelf_sales(government_id=government.pk, on=ON).sold == []


def test_an_order_made_here_and_the_national_order_it_became_are_one(freeze: Callable[[date], datetime]) -> None:
    freeze(ON)
    made = deal()
    shelf_of_it = made.lines[0].product.etalase
    shelf_of_it.national = NationalEtalase.objects.create(national_id="1", name="satu")
    shelf_of_it.opened_on = date(2024, 1, 1)
    shelf_of_it.save()
    order("1", ON)
    national = PurchaseDocument.objects.get(etalase_id="1")
    own, _new = PurchaseDocument.objects.get_or_create(
        government=made.government, channel="native", key=made.order.code,
        defaults={"unit": made.unit, "year": 2026, "ordered_on": ON, "amount": 1, "stages": Stage.ORDERED},
    )  # fmt: skip

    def told() -> list[tuple[int, date | None]]:
        found = shelf_sales(government_id=made.government.pk, on=ON)
        return [(sale.orders, sale.last_on) for sale in found.sold]

    assert told() == [(2, ON)]
    own.linked_to = national
    own.save()
    assert told() == [(1, ON)]
    Order.objects.update(state="CANCELLED")
    assert told() == [(1, ON)], "the national order stands by itself then"


def test_of_a_shared_v5_shelf_only_orders_made_here_are_a_shelf_s_own(freeze: Callable[[date], datetime]) -> None:
    freeze(date(2026, 10, 1))
    made = deal()
    mine, other = made.lines[0].product.etalase, tied("lain", "1")
    mine.national, mine.opened_on = other.national, date(2024, 1, 1)
    mine.save()
    order("1", ON)
    found = shelf_sales(government_id=made.government.pk, on=ON)
    assert [(sale.etalase, sale.orders, sale.last_on) for sale in found.sold] == [(mine, 1, date(2026, 10, 1))]
    assert [sale.etalase for sale in found.unknown] == [other]
