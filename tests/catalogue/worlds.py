"""A small shop of a few shelves, for tests of the catalogue."""

from datetime import date
from decimal import Decimal
from typing import Any

from belanja.catalogue.models import Brand, Claim, Offer, PriceRow, Product, Region, Seller
from belanja.catalogue.search.index import reindex
from belanja.catalogue.services import serve_regions
from belanja.etalase.models import Etalase, Schema, SchemaAttribute
from belanja.foundation import clock
from belanja.foundation.text import name_key
from belanja.institutions.models import Government
from belanja.rules import prices
from belanja.rules.attributes import likeness
from belanja.rules.listings import ListingState, Origin, TaxBasis
from belanja.rules.pdn import PdnClass

DAY = date(2026, 11, 2)


def shelf(slug: str, name: str, *attributes: dict[str, Any]) -> Etalase:
    """An active shelf with one version of its schema."""
    government = Government.objects.get(code="D43")
    made = Etalase.objects.create(
        government=government, slug=slug, name=name, sort_key=name_key(name), kind="Lokal", state="aktif",
        price_class="provinsi", motif="kertas",
    )  # fmt: skip
    schema = Schema.objects.create(etalase=made, version=1, valid_from=date(2026, 1, 1))
    for place, one in enumerate(attributes):
        SchemaAttribute.objects.create(schema=schema, position=place, **one)
    return made


def seller(name: str, *, scale: str = "mikro", place: str = "36.73") -> Seller:
    serve_regions()
    return Seller.objects.get_or_create(
        government=Government.objects.get(code="D43"),
        name=name,
        defaults={
            "slug": name_key(name).replace(" ", "-"),
            "sort_key": name_key(name),
            "scale": scale,
            "region": Region.objects.get(code=place),
        },
    )[0]


def product(etalase: Etalase, name: str, **fields: Any) -> Product:
    schema = etalase.schemas.get()
    values = fields.pop("attributes", {})
    brand = fields.pop("brand", "")
    return Product.objects.create(
        etalase=etalase,
        schema=schema,
        name=name,
        brand=Brand.objects.get_or_create(name=brand)[0] if brand else None,
        attributes=values,
        unit=fields.pop("unit", "H87"),
        base_unit=fields.pop("base_unit", "H87"),
        pack_size=fields.pop("pack_size", Decimal(1)),
        origin=fields.pop("origin", Origin.DOMESTIC.value),
        pdn=fields.pop("pdn", PdnClass.UNPROVEN.value),
        likeness=likeness(schema.rules(), values, base_unit="H87"),
        picture="kertas-1-1",
        **fields,
    )


def offer(thing: Product, firm: Seller, amount: int | str = 10_000, **fields: Any) -> Offer:
    """An offer with one price, delivered to all regions of Banten for nothing."""
    state = fields.pop("state", ListingState.LISTED)
    made = Offer.objects.create(
        government=firm.government,
        product=thing,
        seller=firm,
        number=f"UJI-{thing.pk}-{firm.pk}",
        role="pengecer",
        state=state.value,
        serves=fields.pop("serves", list(Region.objects.exclude(code="").values_list("pk", flat=True))),
        freight_rule=fields.pop("freight_rule", "termasuk"),
        stock=fields.pop("stock", Decimal(10)),
        archive_day=date(2022, 12, 22) if state is ListingState.ARCHIVE else None,
        **fields,
    )
    price(made, amount)
    return made


def price(made: Offer, amount: int | str, **fields: Any) -> PriceRow:
    basis = fields.pop("basis", TaxBasis.INCLUDED)
    return PriceRow.objects.create(
        offer=made,
        amount=Decimal(amount),
        tax_basis=basis.value,
        tax_percent=Decimal(11),
        per_base=prices.per_base(Decimal(amount), made.product.pack_size, basis, Decimal(11)),
        valid_from=fields.pop("valid_from", date(2026, 1, 5)),
        recorded_at=clock.now(),
        **fields,
    )


def small_shop() -> dict[str, Offer]:
    """Paper, pens, printers and food: enough to look for."""
    papers = shelf(
        "kertas",
        "Kertas dan Cover",
        {"key": "ukuran", "label": "Ukuran", "type": "pilihan", "allowed": ["A4", "F4"], "comparable": True},
        {"key": "gramatur", "label": "Gramatur", "type": "angka", "unit": "g", "comparable": True},
    )
    office = shelf("atk", "Alat Tulis Kantor")
    machines = shelf("printer", "Printer dan Tinta")
    food = shelf("makanan", "Makanan dan Minuman")
    micro, large = seller("Toko Sumber Ilmu"), seller("PT Niaga Besar", scale="besar", place="36.03")
    f4 = product(papers, "Kertas HVS F4 80 g", attributes={"ukuran": "F4", "gramatur": "80"}, brand="Rinjani",
                 unit="RM", base_unit="XST", pack_size=Decimal(500), kbki="3212900000")  # fmt: skip
    a4 = product(papers, "Kertas HVS A4 70 g", attributes={"ukuran": "A4", "gramatur": "70"}, brand="Rinjani",
                 pdn=PdnClass.TKDN_BMP_40.value, tkdn=Decimal("44.10"), gtin="8991234567895")  # fmt: skip
    Claim.objects.create(product=a4, kind="tkdn", number="CONTOH-1", percent=Decimal("44.10"), owner="Pabrik Contoh",
                         verification="terverifikasi", valid_to=date(2028, 1, 1))  # fmt: skip
    made = {
        "f4": offer(f4, micro, 55_500),
        "f4 besar": offer(f4, large, 52_000),
        "a4": offer(a4, micro, 45_000),
        "stapler": offer(product(office, "Stapler Sedang"), micro, 25_000),
        "isi stapler": offer(product(office, "Isi Stapler No. 10"), micro, 3_000),
        "tinta": offer(product(machines, "Tinta Printer untuk Epson 003 Hitam"), large, 90_000),
        "printer": offer(
            product(machines, "Printer Laser Monokrom", brand="Zyrlan", origin="impor", pdn="impor"), large, 2_400_000
        ),
        "nasi": offer(product(food, "Nasi Kotak Ayam Bakar"), micro, 25_000),
        "arsip": offer(product(office, "Stapler Lama"), large, 20_000, state=ListingState.ARCHIVE),
    }  # fmt: skip
    reindex()
    return made
