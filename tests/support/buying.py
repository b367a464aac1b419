"""An office and two firms that sell chairs, with people who can sign in; for the journeys of buying."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from playwright.sync_api import Browser, Page

from belanja.accounts.models import User
from belanja.catalogue.models import Offer
from belanja.etalase.models import Etalase
from belanja.journal.services import Actor
from belanja.rules.listing_content import Price
from tests.catalogue.worlds import shelf
from tests.purchasing.world import Office, listed, office
from tests.support.firms import taxed
from tests.support.listings import Shop, shop
from tests.support.officers import PASSWORD

CHAIR: tuple[dict[str, Any], ...] = (
    {"key": "bahan", "label": "Bahan", "type": "pilihan", "allowed": ["Kayu", "Besi"], "comparable": True},
)


@dataclass
class Chairs:
    """`office` buys; `maker` sells `chair` and a second firm the same chair a little dearer."""

    office: Office
    maker: Shop
    chair: Offer
    dearer: Offer


def chairs(*, price: str = "850000") -> Chairs:
    """Twelve chairs are needed and forty are in stock."""
    bought = office(pagu="150000000")
    mebel = shelf("mebel", "Mebel", *CHAIR)
    second = shop()
    taxed(second.firm)
    return Chairs(bought, bought.shop, _chair(bought.shop, mebel, price), _chair(second, mebel, "990000"))


def _chair(of: Shop, mebel: Etalase, price: str) -> Offer:
    selling = Shop(of.government, of.firm, of.owner, mebel)
    return listed(
        selling, stock=40, price=price, name="Kursi rapat kayu", brand="Jati Lestari", unit="H87", pack_size=Decimal(1),
        base_unit="H87", attributes={"bahan": "Kayu"}, description="Kursi rapat dengan sandaran.",
        prices=(Price(Decimal(price)),), lead_days=7,
    )  # fmt: skip


def at_work(browser: Browser, address: str, actor: Actor, *, script: bool = True) -> Page:
    """A browser in which somebody has signed in: an officer by mail, a seller by number."""
    user = User.objects.get(pk=actor.user_id)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    page = browser.new_context(java_script_enabled=script).new_page()
    page.goto(f"{address}/akun/masuk/")
    page.get_by_label("Nomor telepon atau surel").fill(user.email or user.phone or "")
    page.get_by_label("PIN atau kata sandi").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_load_state()
    return page
