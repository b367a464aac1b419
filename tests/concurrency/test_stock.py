"""The last pieces: many buyers at once, in any order, and a firm that edits meanwhile. Nothing is sold twice."""

from dataclasses import replace
from decimal import Decimal

import pytest

from belanja.catalogue import selectors
from belanja.catalogue.models import Offer, StockMove
from belanja.catalogue.services import listings, stock
from belanja.catalogue.services.listing_rows import content_of
from belanja.journal.services import CONSOLE
from tests.catalogue.worlds import offer, product, seller, shelf
from tests.support.listings import shop
from tests.support.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_twenty_buyers_of_the_last_seven() -> None:
    chair = offer(product(shelf("mebel", "Mebel"), "Kursi"), seller("CV Kursi"), stock=Decimal(7))
    said = at_once(
        *[
            lambda number=number: stock.hold(wanted={chair.pk: Decimal(1)}, key=f"P-{number}", actor=CONSOLE)
            for number in range(20)
        ]
    )
    assert said == [""] * 7 + ["409 stock_short"] * 13
    chair.refresh_from_db()
    assert (chair.stock, chair.reserved) == (7, 7)
    assert selectors.reserved_differences() == []


def test_orders_of_the_same_goods_in_any_order_do_not_lock_each_other_out() -> None:
    mebel = shelf("mebel", "Mebel")
    goods = [offer(product(mebel, f"Barang {one}"), seller("CV Kursi"), stock=Decimal(100)) for one in range(5)]
    ways = [goods, goods[::-1], goods[2:] + goods[:2]] * 5
    assert at_once(
        *[
            lambda number=number, way=way: stock.hold(
                wanted={one.pk: Decimal(1) for one in way}, key=f"P-{number}", actor=CONSOLE
            )
            for number, way in enumerate(ways)
        ]
    ) == [""] * len(ways)
    assert set(Offer.objects.values_list("reserved", flat=True)) == {Decimal(len(ways))}


def test_copies_of_each_movement_count_once() -> None:
    chair = offer(product(shelf("mebel", "Mebel"), "Kursi"), seller("CV Kursi"))
    hold = [lambda: stock.hold(wanted={chair.pk: Decimal(4)}, key="P-1", actor=CONSOLE)]
    assert at_once(*hold * 10) == [""] * 10
    assert at_once(*[lambda: stock.take(key="P-1", actor=CONSOLE)] * 10) == [""] * 10
    chair.refresh_from_db()
    assert (chair.stock, chair.reserved, StockMove.objects.count()) == (6, 0, 2)
    assert at_once(*[lambda: stock.give_back(key="P-1", actor=CONSOLE)] * 10) == [""] * 10
    chair.refresh_from_db()
    assert (chair.stock, chair.reserved, StockMove.objects.count()) == (10, 0, 3)


def test_a_firm_that_edits_loses_no_sale() -> None:
    place = shop()
    made = place.submitted()
    Offer.objects.filter(pk=made.pk).update(state="tayang")
    told = replace(content_of(made), lead_days=9)
    said = at_once(
        lambda: listings.edit(
            offer_id=made.pk, version=made.version, content=told, actor=place.owner, stock_seen=Decimal(120)
        ),
        *[
            lambda number=number: stock.hold(wanted={made.pk: Decimal(10)}, key=f"P-{number}", actor=CONSOLE)
            for number in range(6)
        ],
    )
    assert set(said) <= {"", "409 not_for_sale"}, "an edit of substance may take it from sale; nothing else happens"
    made.refresh_from_db()
    assert (made.stock, made.lead_days) == (120, 9)
    assert selectors.reserved_differences() == []
