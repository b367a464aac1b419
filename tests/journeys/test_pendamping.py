"""*Pendamping* in a real browser: what was agreed here is downloaded as a pack, placed nationally, and its number comes
back."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from belanja.foundation import text
from belanja.purchasing.models import Order
from belanja.rules.buying.states import OrderState
from belanja.rules.channels import Mode
from tests.journeys.test_buying import done, seen
from tests.purchasing.world import office
from tests.support.browser import browser, needs_chromium
from tests.support.buying import at_work

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]


def test_an_order_is_placed_nationally_with_its_pack(browser: Browser, live_server: Any) -> None:
    place, url = office(mode=Mode.COMPANION), live_server.url
    order = place.order(OrderState.SIGNING)
    buyer = at_work(browser, url, place.pp)
    buyer.goto(f"{url}/beli/D43/pesanan/{order.code}/")
    expect(buyer.get_by_text("Modus pendamping").first).to_be_visible()
    seen(buyer, "pendamping")
    for name, suffix in (("Unduh bahan pesanan (XLSX)", "xlsx"), ("Bahan yang sama sebagai PDF", "pdf")):
        with buyer.expect_download() as file:
            buyer.get_by_role("link", name=name).click()
        assert file.value.suggested_filename == f"bahan-nasional-{order.code}.{suffix}"
        assert file.value.path().stat().st_size > 2000
    buyer.get_by_role("textbox", name="Nomor pesanan nasional").fill("EP-01K0ABCDEF")
    buyer.get_by_label("Tanggal pesanan").fill(text.local_day(order.created_at).isoformat())
    done(buyer, "Catat nomor pesanan nasional", "Dipesan di katalog nasional.")
    assert Order.objects.get().national_number == "EP-01K0ABCDEF"
    assert buyer.get_by_role("link", name="Unduh bahan pesanan (XLSX)").count() == 0
