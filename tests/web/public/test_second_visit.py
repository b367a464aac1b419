"""What most visitors get: pages whose figures are already computed, in at most five queries."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.affirmation.worlds import PD_A

from .region import small_region

MOST = 5
#: Tests that run beside this one write to the same server, which makes any answer stale; one quiet moment is enough.
ATTEMPTS = 25


@pytest.mark.django_db(transaction=True)
def test_open_pages_take_five_queries_once_their_figures_are_known(
    client: Client, tmp_path: Path, freeze: Callable[[date | datetime], datetime]
) -> None:
    freeze(date(2025, 8, 15))
    small_region(tmp_path)
    seen = {}
    for address in ("/", "/pemda/D901/", "/pemda/D901/perangkat-daerah/", f"/pemda/D901/perangkat-daerah/{PD_A}/"):
        first = client.get(address).content
        seen[address] = min(_queries_again(client, address, first) for _attempt in range(ATTEMPTS))
    assert {address: number for address, number in seen.items() if number > MOST} == {}


def _queries_again(client: Client, address: str, first: bytes) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).content == first
    return len(asked)
