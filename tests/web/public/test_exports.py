"""Every table of the open pages can be taken along whole, whoever asks and however often."""

import pytest
from django.test import Client

from tests.affirmation.worlds import World
from tests.web.test_exports import check, rows_of

from .test_pages import PAGES, UNIT


@pytest.mark.parametrize("address", [address for address, _most in PAGES if "." not in address.rsplit("/", 1)[-1]])
def test_every_table_of_an_open_page(client: Client, region: World, address: str) -> None:
    for _time in range(2):  # the second time the page may come from what strangers share
        check(client, address)


def test_orders_are_whole_under_the_same_filter(client: Client, region: World) -> None:
    every = rows_of(client, f"{UNIT}?unduh=pesanan.csv")
    some = rows_of(client, f"{UNIT}?kanal=v6&unduh=pesanan.csv")
    assert len(every) > len(some) > 1
    assert {row[0] for row in some[1:]} == {"Katalog Elektronik v6"}
