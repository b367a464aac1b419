"""What the catalogue says of prices is true of odd ones too: of a day's life, from a quantity on, with other taxes."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client

from belanja.catalogue import selectors
from belanja.catalogue.models import Offer, PriceRow, Product, Region
from belanja.catalogue.search.index import reindex
from belanja.catalogue.selectors.patrol_questions import QUESTIONS
from belanja.institutions.models import Government
from belanja.rules.listings import TaxBasis
from tests.catalogue.worlds import offer, price, product, seller, shelf
from tests.web.catalogue.test_pages import address_of, page

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)


@pytest.fixture
def paper(freeze: Callable[[date], datetime]) -> Product:
    freeze(TODAY)
    size = {"key": "ukuran", "label": "Ukuran", "type": "pilihan", "allowed": ["A4", "F4"], "comparable": True}
    return product(
        shelf("kertas", "Kertas dan Cover", size), "Kertas HVS F4", attributes={"ukuran": "F4"},
        unit="RM", base_unit="XST", pack_size=Decimal(500),
    )  # fmt: skip


def without_prices(one: Offer, *, ended: date | None = None) -> None:
    PriceRow.objects.filter(offer=one).update(ended_on=ended or PriceRow.objects.filter(offer=one).get().valid_from)


def words(told: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", told).split())


def test_a_price_that_held_for_no_whole_day_breaks_no_page(client: Client, paper: Product) -> None:
    one = offer(paper, seller("Toko Sumber Ilmu"))
    without_prices(one)
    reindex()
    told = page(client, address_of(one))
    assert "Harga yang pernah dicantumkan" in told
    assert "Setiap harga" not in told
    price(one, 50_000, least_quantity=Decimal(10), valid_from=TODAY)
    reindex()
    assert "mulai 10" in page(client, address_of(one))


def test_a_good_sold_from_ten_on_has_its_price_and_says_from_how_many(client: Client, paper: Product) -> None:
    one = offer(paper, seller("Toko Sumber Ilmu"), least_order=Decimal(10))
    without_prices(one)
    price(one, 55_500, least_quantity=Decimal(10), valid_from=date(2026, 6, 1))
    reindex()
    told = page(client, f"{address_of(one)}?kirim={one.seller.region_id}")
    assert "tidak dikirim ke sana" not in told
    assert "per rim · mulai 10 rim · termasuk PPN" in words(told)
    assert '"price":"55500.00"' in told
    assert '"eligibleQuantity":{"@type":"QuantitativeValue","minValue":"10"}' in told
    Offer.objects.filter(pk=one.pk).update(serves=[Region.objects.get(code="36.01").pk])
    assert "tidak dikirim ke sana" in page(client, f"{address_of(one)}?kirim={one.seller.region_id}")


def test_delivered_prices_come_before_those_whose_delivery_is_not_known(client: Client, paper: Product) -> None:
    known = offer(paper, seller("Toko Diketahui"), 60_000)
    offer(paper, seller("Toko Belum"), 59_000, freight_rule="")
    reindex()
    told = page(client, f"{address_of(known)}?kirim={known.seller.region_id}")
    table = told[told.index('id="penawaran"') :]
    assert table.index("Toko Diketahui") < table.index("Toko Belum")
    assert "termasuk ongkos kirim" in words(table)


def test_like_prices_are_those_of_one_unit(paper: Product) -> None:
    made = [offer(paper, seller(f"Toko {number}"), 55_500) for number in range(4)]
    for one in made:
        price(one, 11_100, least_quantity=Decimal(100), valid_from=date(2026, 2, 1))
    reindex()
    like = selectors.product(paper.pk).like
    assert like is not None
    assert (like.count, like.lowest, like.highest) == (4, 100, 100)
    [beside] = selectors.offers_side_by_side([made[0].pk])
    assert set(beside.like_prices) == {Decimal(100)}
    assert selectors.price_of_one(made[0].pk) == 100
    # A discount for a hundred hides no dear price of one from the patrol.
    PriceRow.objects.filter(offer=made[0], least_quantity=1).update(ended_on=TODAY)
    price(made[0], 555_000, valid_from=TODAY)
    assert QUESTIONS["harga_jauh"].find(home()) == [made[0].pk]


def test_across_a_change_of_tax_neither_rise_nor_fall_is_said(client: Client, paper: Product) -> None:
    one = offer(paper, seller("Toko Sumber Ilmu"), 111_000)
    without_prices(one, ended=date(2026, 10, 20))
    price(one, 105_000, basis=TaxBasis.EXCLUDED, valid_from=date(2026, 10, 20))
    reindex()
    told = words(page(client, address_of(one)))
    assert "basis pajaknya tidak selalu sama" in told
    assert "turun" not in told
    assert "terendah 30 hari: Rp100.000" in told  # 111.000 with 11 % tax


def home() -> int:
    return Government.objects.get(code="D43").pk


def test_a_patrol_finds_a_rise_that_hides_in_the_tax(paper: Product) -> None:
    hidden = offer(paper, seller("Toko Terselubung"), 111_000)
    honest = offer(paper, seller("Toko Jujur"), 111_000)
    for one, amount in ((hidden, 111_000), (honest, 100_000)):
        without_prices(one, ended=TODAY)
        price(one, amount, basis=TaxBasis.EXCLUDED, valid_from=TODAY)
    assert QUESTIONS["harga_naik"].find(home()) == [hidden.pk]


def test_a_long_history_says_that_it_is_cut(client: Client, paper: Product) -> None:
    one = offer(paper, seller("Toko Sumber Ilmu"))
    for number in range(70):
        price(one, 20_000 + number, valid_from=date(2026, 3, 1), ended_on=date(2026, 3, 2))
    reindex()
    assert "60 harga terakhir, dari 71 yang pernah dicantumkan" in page(client, address_of(one))
