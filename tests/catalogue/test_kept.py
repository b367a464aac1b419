"""Searches kept as evidence never change."""

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import QueryDict

from belanja.catalogue import services
from belanja.catalogue.models import Offer, SavedSearch
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.web.public.catalogue import frozen
from tests.support.law import in_force
from tests.support.people import hired

from .worlds import price, small_shop

pytestmark = pytest.mark.django_db
KIND = SavedSearch.Kind.SEARCH


@pytest.fixture
def shop(freeze: Callable[[date], datetime]) -> dict[str, Offer]:
    freeze(date(2026, 11, 2))
    return small_shop()


@pytest.fixture
def buyer() -> Actor:
    return hired(Government.objects.get(code="D43"), Role.PPK)


def keep(actor: Actor, *, request: str = "form-satu", query: str = "q=kertas") -> SavedSearch:
    content = frozen.search_now(QueryDict(query), government=None, purpose="Uji", at=clock.now())
    return services.save_search(
        kind=KIND, government=None, question="kertas", content=content, request=request, actor=actor
    )


def test_a_kept_search_holds_what_was_found_and_hashes_to_its_bytes(shop: dict[str, Offer], buyer: Actor) -> None:
    kept = keep(buyer)
    content = json.loads(bytes(kept.content))
    assert kept.sha256 == hashlib.sha256(bytes(kept.content)).hexdigest()
    assert content["total"] == 3
    assert {item["id"] for item in content["items"]} == {shop[name].pk for name in ("f4", "f4 besar", "a4")}
    assert {item["price"] for item in content["items"]} == {"55500.00", "52000.00", "45000.00"}
    assert (content["question"], content["purpose"], content["with_affirmation"]) == ("kertas", "Uji", True)
    event = Event.objects.get(name="catalogue.search_saved")
    assert event.payload == {"kind": "pencarian", "sha256": kept.sha256}
    assert "orang" not in bytes(kept.content).decode()


def test_later_prices_leave_the_evidence_as_it_was(shop: dict[str, Offer], buyer: Actor) -> None:
    kept = keep(buyer)
    before = bytes(kept.content)
    row = shop["f4"].prices.get()
    row.ended_on = clock.today()
    row.save(update_fields=["ended_on"])
    price(shop["f4"], 60_000, valid_from=clock.today())
    kept.refresh_from_db()
    assert bytes(kept.content) == before


@pytest.mark.parametrize("statement", ["UPDATE {} SET question = ''", "DELETE FROM {}"])
def test_the_database_refuses_to_change_evidence(shop: dict[str, Offer], buyer: Actor, statement: str) -> None:
    keep(buyer)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("catalogue_savedsearch"))
    assert SavedSearch.objects.get().question == "kertas"


def test_a_form_sent_twice_is_kept_once(shop: dict[str, Offer], buyer: Actor) -> None:
    assert keep(buyer).pk == keep(buyer, query="q=stapler").pk
    assert keep(buyer, request="form-dua").pk != keep(buyer).pk
    other = hired(Government.objects.get(code="D43"))
    assert keep(other).by_id == other.user_id


def test_nobody_and_too_many_are_refused(shop: dict[str, Offer], buyer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RuleBroken) as refused:
        keep(CONSOLE)
    assert refused.value.status == 404
    in_force("katalog.bukti.sehari", "1")
    keep(buyer)
    with pytest.raises(RuleBroken) as refused:
        keep(buyer, request="form-dua")
    assert (refused.value.status, SavedSearch.objects.count()) == (409, 1)
