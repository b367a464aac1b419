"""The stock ledger: what orders hold, take and give back of listings; and a firm that edits beside them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from belanja.catalogue import selectors
from belanja.catalogue.models import Offer, StockMove
from belanja.catalogue.search.index import reindex
from belanja.catalogue.services import listings, stock
from belanja.catalogue.services.listing_rows import content_of
from belanja.foundation import clock
from belanja.journal.services import CONSOLE
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import ListingState
from tests.catalogue.worlds import offer, product, seller, shelf
from tests.support.listings import shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair() -> Offer:
    """Ten chairs for sale."""
    return offer(product(shelf("mebel", "Mebel"), "Kursi rapat"), seller("CV Kursi"))


def hold(wanted: Mapping[Offer, int], key: str = "P-1") -> None:
    stock.hold(wanted={one.pk: Decimal(quantity) for one, quantity in wanted.items()}, key=key, actor=CONSOLE)


def change(wanted: Mapping[Offer, int], key: str = "P-1") -> None:
    stock.change(wanted={one.pk: Decimal(quantity) for one, quantity in wanted.items()}, key=key, actor=CONSOLE)


def left(one: Offer) -> tuple[Decimal | None, Decimal]:
    assert selectors.reserved_differences() == []
    one.refresh_from_db()
    return one.stock, one.reserved


def refused(wanted: Mapping[Offer, int], key: str = "P-2") -> RuleBroken:
    before = StockMove.objects.count()
    with pytest.raises(RuleBroken) as refusal, transaction.atomic():
        hold(wanted, key)
    assert StockMove.objects.count() == before
    return refusal.value


def test_goods_are_held_taken_and_given_back(chair: Offer) -> None:
    hold({chair: 4})
    assert left(chair) == (10, 4)
    stock.take(key="P-1", actor=CONSOLE)
    assert left(chair) == (6, 0)
    stock.give_back(key="P-1", actor=CONSOLE)
    assert left(chair) == (10, 0)
    moves = list(StockMove.objects.order_by("pk").values_list("kind", "quantity", "held", "sold"))
    assert moves == [("hold", 4, 4, 0), ("take", 4, -4, 4), ("give_back", 0, 0, -4)]


def test_what_was_only_held_is_free_again(chair: Offer) -> None:
    hold({chair: 4})
    stock.give_back(key="P-1", actor=CONSOLE)
    assert left(chair) == (10, 0)
    with pytest.raises(RuleBroken) as refusal:
        stock.take(key="P-1", actor=CONSOLE)
    assert refusal.value.code == "hold_ended"
    assert refused({chair: 4}, "P-1").code == "hold_ended"


def test_each_movement_twice_counts_once(chair: Offer) -> None:
    for _ in range(2):
        hold({chair: 4})
    assert refused({chair: 5}, "P-1").code == "hold_differs"
    for _ in range(2):
        stock.take(key="P-1", actor=CONSOLE)
    hold({chair: 4})
    for _ in range(2):
        stock.give_back(key="P-1", actor=CONSOLE)
    assert left(chair) == (10, 0)
    assert StockMove.objects.count() == 3


def test_whoever_asks_for_more_than_is_left_is_told_how_much_that_is(chair: Offer) -> None:
    hold({chair: 7})
    refusal = refused({chair: 4})
    assert (refusal.code, refusal.status) == ("stock_short", 409)
    assert refusal.message == "Persediaan tidak cukup: Kursi rapat tersisa 3 buah, diminta 4 buah."
    hold({chair: 3}, "P-2")
    assert left(chair) == (10, 10)


def test_several_listings_are_held_together_or_not_at_all(chair: Offer) -> None:
    table = offer(product(chair.product.etalase, "Meja"), chair.seller, stock=Decimal(1))
    assert "Meja" in refused({chair: 1, table: 2}).message
    assert left(chair) == (10, 0)
    hold({chair: 1, table: 1})
    assert (left(chair), left(table)) == ((10, 1), (1, 1))


@pytest.mark.parametrize("why", ["state", "shelf", "bar", "day", "archive"])
def test_what_is_not_sold_today_is_not_held(chair: Offer, why: str) -> None:
    if why == "state":
        Offer.objects.filter(pk=chair.pk).update(state=ListingState.WITHDRAWN)
    elif why == "archive":
        Offer.objects.filter(pk=chair.pk).update(state=ListingState.ARCHIVE, archive_day=date(2022, 1, 1))
    elif why == "day":
        Offer.objects.filter(pk=chair.pk).update(valid_to=date(2022, 1, 1))
    elif why == "shelf":
        chair.product.etalase.state = "beku"
        chair.product.etalase.save()
    else:
        chair.seller.bar = "henti_transaksi"
        chair.seller.save()
    assert refused({chair: 1}).code == "not_for_sale"
    assert left(chair) == (10, 0)


def test_a_listing_that_is_not_there(chair: Offer) -> None:
    with pytest.raises(RuleBroken) as refusal:
        stock.hold(wanted={chair.pk + 1: Decimal(1)}, key="P-1", actor=CONSOLE)
    assert refusal.value.status == 404


@pytest.mark.parametrize("quantity", ["0", "-1", "0.001"])
def test_quantities_are_above_zero(chair: Offer, quantity: str) -> None:
    with pytest.raises(ValueError, match="no quantity"):
        stock.hold(wanted={chair.pk: Decimal(quantity)}, key="P-1", actor=CONSOLE)


def test_without_stock_the_capacity_of_the_month_is_held(chair: Offer) -> None:
    Offer.objects.filter(pk=chair.pk).update(stock=None, monthly_capacity=5)
    with clock.frozen(date(2026, 3, 31)):
        hold({chair: 3})
        stock.take(key="P-1", actor=CONSOLE)
        assert "tersisa 2 buah untuk bulan ini" in refused({chair: 3}).message
        hold({chair: 2}, "P-2")
    with clock.frozen(date(2026, 4, 1)):
        hold({chair: 5}, "P-3")
        stock.give_back(key="P-2", actor=CONSOLE)
        assert refused({chair: 1}, "P-4").code == "stock_short"
    with clock.frozen(date(2026, 3, 31)):
        hold({chair: 2}, "P-5")
    assert left(chair) == (None, 7)


def test_without_any_number_there_is_no_limit(chair: Offer) -> None:
    Offer.objects.filter(pk=chair.pk).update(stock=None)
    hold({chair: 1_000})
    stock.take(key="P-1", actor=CONSOLE)
    assert left(chair) == (None, 0)


def test_an_order_changes_what_it_holds_or_has_taken(chair: Offer) -> None:
    table = offer(product(chair.product.etalase, "Meja"), chair.seller)
    hold({chair: 4})
    change({chair: 6, table: 1})
    assert (left(chair), left(table)) == ((10, 6), (10, 1))
    stock.take(key="P-1", actor=CONSOLE)
    change({chair: 9})
    change({chair: 9})
    assert (left(chair), left(table)) == ((1, 0), (10, 0))
    with pytest.raises(RuleBroken, match="tersisa 1 buah, diminta 2 buah"), transaction.atomic():
        change({chair: 11})
    stock.give_back(key="P-1", actor=CONSOLE)
    assert left(chair) == (10, 0)


def test_an_order_may_have_more_of_what_is_sold_no_more_but_nothing_new(chair: Offer) -> None:
    table = offer(product(chair.product.etalase, "Meja"), chair.seller)
    hold({chair: 4})
    Offer.objects.update(state=ListingState.WITHDRAWN)
    change({chair: 5})
    with pytest.raises(RuleBroken) as refusal, transaction.atomic():
        change({chair: 5, table: 1})
    assert refusal.value.code == "not_for_sale"


@pytest.mark.parametrize(("number", "held"), [(-1, 0), (11, 0), (0, 11)])
def test_the_database_refuses_to_sell_twice(chair: Offer, number: int, held: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=chair.pk).update(reserved=number or held)


@pytest.mark.parametrize(
    "statement", ["UPDATE catalogue_stockmove SET quantity = 1", "DELETE FROM catalogue_stockmove"]
)
def test_the_database_keeps_what_was_written(chair: Offer, statement: str) -> None:
    hold({chair: 4})
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        cursor.execute(statement)


def test_pages_show_what_is_left(chair: Offer) -> None:
    reindex([chair.pk])
    hold({chair: 4})
    assert [one.stock for one in selectors.offers_of(chair.product_id)] == [6]


class TestAFirmThatEdits:
    """120 reams of paper, of which orders hold 20."""

    @pytest.fixture
    def paper(self) -> tuple[Any, Offer]:
        place = shop()
        made = place.submitted()
        Offer.objects.filter(pk=made.pk).update(state=ListingState.LISTED)
        hold({made: 20})
        return place, made

    def edit(self, paper: tuple[Any, Offer], stock_now: int | None, **more: Any) -> Offer:
        place, made = paper
        seen = {"stock_seen": more.pop("seen")} if "seen" in more else {}
        content = replace(content_of(made), stock=None if stock_now is None else Decimal(stock_now), **more)
        version = Offer.objects.values_list("version", flat=True).get(pk=made.pk)
        return listings.edit(offer_id=made.pk, version=version, content=content, actor=place.owner, **seen)

    def test_never_states_less_than_is_held(self, paper: tuple[Any, Offer]) -> None:
        with pytest.raises(RuleBroken) as refusal, transaction.atomic():
            self.edit(paper, 19)
        assert refusal.value.code == "stock_below_held"
        assert "20 rim" in refusal.value.message
        assert left(paper[1]) == (120, 20)
        self.edit(paper, 20)
        assert left(paper[1]) == (20, 20)

    @pytest.mark.parametrize("on_screen", [True, False])
    def test_what_was_sold_meanwhile_stays_sold(self, paper: tuple[Any, Offer], on_screen: bool) -> None:
        stock.take(key="P-1", actor=CONSOLE)
        seen = {"seen": Decimal(120)} if on_screen else {}
        self.edit(paper, 120, lead_days=9, **seen)
        assert left(paper[1]) == (100, 0)
        assert paper[1].lead_days == 9

    def test_a_number_typed_over_one_that_moved_is_asked_again(self, paper: tuple[Any, Offer]) -> None:
        stock.take(key="P-1", actor=CONSOLE)
        with pytest.raises(RuleBroken) as refusal, transaction.atomic():
            self.edit(paper, 150, seen=Decimal(120))
        assert (refusal.value.code, refusal.value.status) == ("stock_moved", 409)
        assert "sekarang 100 rim" in refusal.value.message
        self.edit(paper, 150, seen=Decimal(100))
        assert left(paper[1]) == (150, 0)

    def test_the_same_number_can_be_stated_anew(self, paper: tuple[Any, Offer]) -> None:
        stock.take(key="P-1", actor=CONSOLE)
        self.edit(paper, 120, seen=Decimal(100))
        assert left(paper[1]) == (120, 0)
