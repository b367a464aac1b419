"""What the state of a shelf does to what lies on it."""

import pytest

from belanja.catalogue import selectors
from belanja.catalogue.listings import listings
from belanja.catalogue.models import OfferSearch
from belanja.catalogue.search.index import reindex
from belanja.etalase.models import Etalase
from belanja.rules.listings import OPEN_SHELVES, EtalaseState, ListingState, on_shelf
from tests.catalogue.worlds import offer, product, seller, shelf

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", list(EtalaseState))
def test_the_shelf_decides_what_is_for_sale_and_what_is_seen(state: EtalaseState) -> None:
    other = shelf("lain", "Etalase Lain")
    mine = shelf("kertas", "Kertas dan Cover")
    made = offer(product(mine, "Kertas HVS"), seller("Toko Sumber Ilmu"))
    Etalase.objects.filter(pk=mine.pk).update(
        state=state.value, merged_into=other if state is EtalaseState.MERGED else None
    )
    reindex()
    seen = OfferSearch.objects.filter(offer_id=made.pk).first()
    assert (seen is not None) is (state in OPEN_SHELVES)
    made.refresh_from_db()
    assert made.state == ListingState.LISTED, "the listing's own state stays"
    [shown] = listings([made.pk])
    assert shown.state is on_shelf(ListingState.LISTED, state)
    if seen is not None:
        assert seen.state == (0 if state is EtalaseState.ACTIVE else 1)
        assert selectors.offers_of(made.product_id)[0].state is shown.state
        assert selectors.front(newest=3).newest == ([made.pk] if state is EtalaseState.ACTIVE else [])
