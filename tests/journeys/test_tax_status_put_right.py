"""A firm was paid as one that is no PKP, and is: the treasurer proposes the correction with the proof of what was paid
on top, another officer refuses it once and then confirms. Every page is held against axe."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from belanja.foundation import clock
from belanja.purchasing.models import Payment
from belanja.rules.tax_facts import NOT_PKP, PKP, TaxFacts
from tests.journeys.test_buying import done, seen
from tests.purchasing.test_tax_corrections import stated
from tests.support.browser import browser, needs_chromium
from tests.support.buying import at_work
from tests.support.receiving import Deal, Wanted, accepted, billed, bound, deal, handed_over, paid

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]


def paid_as_no_pkp() -> Deal:
    """Ten chairs of a firm of which nobody knew; the treasurer found that it is no PKP, and paid without PPN."""
    made = bound(deal(Wanted(Decimal(10), Decimal(1_000_000), due=clock.today()), tax_facts=TaxFacts().as_json()))
    accepted(made, 10)
    handed_over(made)
    billed(made)
    stated(made, NOT_PKP)
    paid(made, made.order.invoices.get())
    return made


def test_a_wrong_tax_status_is_put_right_by_two(browser: Browser, live_server: Any) -> None:
    cache.clear()
    made = paid_as_no_pkp()
    stated(made, PKP)
    here = f"{live_server.url}/beli/D43/pesanan/{made.order.code}/"
    treasurer = at_work(browser, live_server.url, made.treasurer)
    treasurer.goto(here)
    treasurer.get_by_role("link", name="Status pajak penyedia").click()
    expect(treasurer.get_by_text("Belum pernah dibetulkan.")).to_be_visible()
    _propose(treasurer, "Pernyataan penyedia keliru: ia PKP sejak 2022.", "SP2D-2")
    seen(treasurer, "status-pajak-usul")
    expect(treasurer.get_by_role("main").get_by_role("button", name="Sahkan", exact=True)).to_have_count(0)

    ppk = at_work(browser, live_server.url, made.ppk)
    ppk.goto(f"{here}status-pajak/")
    seen(ppk, "status-pajak-sahkan")
    ppk.get_by_text("Tidak setuju", exact=True).click()
    ppk.get_by_label("Sebab").fill("Buktinya untuk pesanan lain.")
    done(ppk, "Kembalikan", "Usul pembetulan dikembalikan.")
    treasurer.goto(f"{here}status-pajak/")
    expect(treasurer.get_by_text("Buktinya untuk pesanan lain.")).to_be_visible()
    _propose(treasurer, "Ia PKP sejak 2022; buktinya diperbaiki.", "SP2D-3")
    ppk.goto(f"{here}status-pajak/")
    done(ppk, "Sahkan", "Status pajak dibetulkan.")
    seen(ppk, "status-pajak-betul")
    assert Payment.objects.get().set_aside == 0


def _propose(treasurer: Page, why: str, proof: str) -> None:
    treasurer.get_by_label("Apa yang keliru").fill(why)
    treasurer.get_by_label("Nomor bukti").fill(proof)
    treasurer.get_by_label("Tanggal bukti").fill(clock.today().isoformat())
    done(treasurer, "Usulkan pembetulan", "pejabat lain diberi tahu")
