"""A firm with a shelf to list on, and what it states of a ream of paper; for tests of the life of a listing."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from belanja.catalogue.models import Offer, Region
from belanja.catalogue.services import listings, serve_regions
from belanja.etalase.models import Etalase
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.listing_content import Content, Price
from belanja.vendors.models import Firm
from tests.catalogue.worlds import shelf
from tests.support.firms import member, registered

PAPER: tuple[dict[str, Any], ...] = (
    {"key": "ukuran", "label": "Ukuran", "type": "pilihan", "allowed": ["A4", "F4"], "required": True,
     "comparable": True},
    {"key": "gramatur", "label": "Gramatur", "type": "angka", "unit": "g", "required": True, "comparable": True},
    {"key": "bersertifikat", "label": "Bersertifikat lestari", "type": "ya_tidak"},
)  # fmt: skip


@dataclass(frozen=True)
class Shop:
    """`firm` may list and sell; `owner` acts for it; `etalase` is active and asks for size and weight of paper."""

    government: Government
    firm: Firm
    owner: Actor
    etalase: Etalase

    def draft(self, content: Content | None = None, **changes: Any) -> Offer:
        return listings.draft(
            firm_id=self.firm.pk,
            government_id=self.government.pk,
            etalase_id=self.etalase.pk,
            content=content or paper(**changes),
            actor=self.owner,
        )

    def submitted(self, content: Content | None = None, **changes: Any) -> Offer:
        made = self.draft(content, **changes)
        return listings.submit(offer_id=made.pk, version=made.version, actor=self.owner)


def shop(**registration: Any) -> Shop:
    """One firm of Banten and the shelf of paper."""
    serve_regions()
    government = Government.objects.get(code="D43")
    firm = registered(government, **registration)
    found = Etalase.objects.filter(slug="kertas").first() or shelf("kertas", "Kertas dan Cover", *PAPER)
    return Shop(government, firm, member(firm), found)


def paper(**changes: Any) -> Content:
    """A complete statement that passes the checks."""
    told: dict[str, Any] = {
        "name": "Kertas HVS F4 80 g",
        "brand": "Rinjani",
        "description": "Kertas putih untuk cetak dan fotokopi, isi 500 lembar.",
        "unit": "RM",
        "pack_size": Decimal(500),
        "base_unit": "XST",
        "attributes": {"ukuran": "F4", "gramatur": "80"},
        "origin": "lokal",
        "made_in": "Kota Serang",
        "role": "pengecer",
        "prices": (Price(Decimal(55_000)),),
        "tax_basis": "termasuk_ppn",
        "tax_percent": Decimal(11),
        "stock": Decimal(120),
        "lead_days": 3,
        "serves": tuple(Region.objects.exclude(code="").order_by("code").values_list("code", flat=True)),
        "freight_rule": "termasuk",
    }
    return Content(**told | changes)
