"""Writing the sample's catalogue: shelves, firms, about thirteen hundred goods and four thousand offers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import connection
from django.utils.text import slugify

from belanja.catalogue.models import Brand, Claim, Offer, Product, Region, Seller
from belanja.catalogue.search.index import reindex
from belanja.catalogue.services import serve_regions
from belanja.catalogue.services.evidence import thresholds
from belanja.demo.sample.chance import weighted
from belanja.etalase.models import Etalase, ReadySpecification, Schema, SchemaAttribute
from belanja.foundation import clock, environment
from belanja.foundation.text import name_key
from belanja.institutions.models import Government
from belanja.rules import prices
from belanja.rules.attributes import AttributeType, likeness
from belanja.rules.listing_steps import Hold
from belanja.rules.listings import Freight, ListingState, Origin, SellerRole, TaxBasis
from belanja.rules.pdn import Thresholds

from . import evidence, firms, goods, multiply, shelves
from .specifications import SPECIFICATIONS
from .taxes import prices_bare

#: Offers of the sample as it is shipped; BELANJA_SAMPLE_OFFERS asks for more.
OFFERS = 4_000
#: The day on which the sample's catalogue stands.
TODAY = date(2026, 11, 2)
_TAX = Decimal(11)
_STATES = ((ListingState.LISTED, 93), (ListingState.SUBMITTED, 4), (ListingState.NOT_FOR_SALE, 3))
_LICENCES = {
    "makanan": ["pangan"],
    "jantung": ["alkes"],
    "obat": ["pbf"],
    "perisai": ["bujp"],
    "olahan": ["pangan"],
    "mobil": ["angkutan"],
}


def wanted_offers() -> int:
    """How many offers the sample shall have: BELANJA_SAMPLE_OFFERS, at least those it is shipped with."""
    written = environment.text("BELANJA_SAMPLE_OFFERS", default=str(OFFERS))
    return max(OFFERS, int(written)) if written.isdigit() else OFFERS


def load(*, government: Government, at: datetime, offers: int | None = None) -> int:
    """Write the catalogue into an empty one and index it; returns how many offers it has."""
    serve_regions()
    regions = {region.code: region for region in Region.objects.exclude(code="")}
    sellers = _sellers(government, regions)
    made: list[_Made] = []
    for shelf in goods.shelves():
        made += _shelf(government, shelf)
    _claims(made)
    _offers(government, made, sellers, list(regions.values()), at)
    wanted = offers or wanted_offers()
    with connection.cursor() as cursor:
        # What comes next in this transaction would be planned for empty tables.
        cursor.execute(
            "ANALYZE catalogue_brand, catalogue_product, catalogue_claim, catalogue_offer, catalogue_seller, "
            "catalogue_pricerow, etalase_etalase"
        )
    reindex()
    shelves.govern(government=government)
    if wanted > OFFERS:
        multiply.to(wanted)
    return Offer.objects.count()


@dataclass(frozen=True)
class _Made:
    product: Product
    kind: goods.Kind
    shelf: goods.Shelf
    price: int
    claims: list[evidence.Claimed]


def _sellers(government: Government, regions: dict[str, Region]) -> list[Seller]:
    return Seller.objects.bulk_create(
        Seller(
            government=government,
            slug=f"{slugify(firm.name)}-{firm.number + 1}",
            name=firm.name,
            sort_key=name_key(firm.name),
            region=regions[firm.place],
            scale=firm.scale,
            scale_evidence=firm.evidence,
            scale_on=firm.scale_on,
            joined_on=firm.joined,
            is_example=True,
        )
        for firm in firms.firms()
    )


def _shelf(government: Government, shelf: goods.Shelf) -> list[_Made]:
    etalase = Etalase.objects.create(
        government=None if shelf.kind == "Nasional" else government,
        slug=slugify(shelf.name),
        name=shelf.name,
        sort_key=name_key(shelf.name),
        kind=shelf.kind,
        state="aktif",
        description=f"{', '.join(dict.fromkeys(kind.name.split(' {')[0] for kind in shelf.kinds[:4]))}, dan lainnya.",
        motif=shelf.motif,
        price_class=shelf.price_class,
        allowed_roles=[role.value for role in SellerRole if role.value],
        licences=_LICENCES.get(shelf.motif, []),
        category=shelves.category(shelf.name, shelf.motif),
        kbki=[shelf.kbki],
        national=shelves.national(shelf.name),
        opened_on=date(2024, 1, 15),
        state_since=date(2024, 1, 15),
    )
    schema = Schema.objects.create(etalase=etalase, version=1, valid_from=date(2024, 1, 15))
    SchemaAttribute.objects.bulk_create(
        SchemaAttribute(
            schema=schema, position=place, key=one.key, label=one.label, type=one.type.value, unit=one.unit,
            allowed=list(one.allowed), required=one.required, comparable=one.comparable,
        )
        for place, one in enumerate(shelf.attributes)
    )  # fmt: skip
    ReadySpecification.objects.bulk_create(
        ReadySpecification(etalase=etalase, slug=slugify(name), name=name, requirements=needs)
        for name, needs in SPECIFICATIONS.get(shelf.name, ())
    )
    return _products(etalase, schema, shelf)


def _products(etalase: Etalase, schema: Schema, shelf: goods.Shelf) -> list[_Made]:
    brands = {name: Brand.objects.get_or_create(name=name)[0] for name in shelf.brands}
    limits = thresholds(government_id=etalase.government_id, on=TODAY)
    made = []
    for place, kind in enumerate(shelf.kinds):
        for number, chosen in enumerate(kind.variants()):
            chance = Random(f"belanja-contoh/barang/{shelf.name}/{place}/{number}")  # noqa: S311 - figures
            several = chance.sample(list(brands), min(len(brands), 1 + chance.randrange(3))) if brands else [""]
            made += [
                _product(etalase, schema, shelf, kind, chosen, brands.get(name), limits, chance) for name in several
            ]
    Product.objects.bulk_create([one.product for one in made])
    return made


def _product(
    etalase: Etalase, schema: Schema, shelf: goods.Shelf, kind: goods.Kind, chosen: dict[str, str],
    brand: Brand | None, limits: Thresholds, chance: Random,
) -> _Made:  # fmt: skip
    from_ = evidence.origin(kind, chance)
    maker = f"{brand.name if brand else 'Usaha setempat'} (contoh)"
    claimed = evidence.claims(kind, from_, maker, chance)
    found = evidence.finding(from_, claimed, TODAY, limits)
    values = _values(shelf, chosen)
    pack = kind.pack_of(chosen)
    unit_price = kind.low + chance.randrange(max(1, kind.high - kind.low))
    price = _rounded(Decimal(unit_price) * (pack * Decimal("0.97") if kind.pack == "*" and pack != 1 else 1))
    product = Product(
        etalase=etalase,
        schema=schema,
        name=f"{kind.named(chosen)} {brand.name}" if brand else kind.named(chosen),
        brand=brand,
        description=f"{kind.named(chosen)}, barang contoh: nama, harga, dan buktinya dikarang.",
        kbki=f"{shelf.kbki}{chance.randrange(1, 99):02d}".ljust(10, "0")[:10],
        gtin=_gtin(chance) if "j" not in kind.flags and brand and chance.randrange(3) == 0 else "",
        unit=kind.unit,
        unit_written="",
        pack_size=pack,
        base_unit=kind.base,
        attributes=values,
        likeness=likeness(shelf.attributes, values, base_unit=kind.base) and
        f"{kind.name.split(' {')[0].casefold()}|{likeness(shelf.attributes, values, base_unit=kind.base)}",
        origin=from_.value,
        pdn=found.pdn.value,
        tkdn=found.tkdn,
        bmp=found.bmp,
        pdn_reason=found.reason,
        picture=f"{shelf.motif}-{chance.randrange(6)}-{chance.randrange(4)}",
    )  # fmt: skip
    return _Made(product, kind, shelf, price, claimed)


def _values(shelf: goods.Shelf, chosen: dict[str, str]) -> dict[str, Any]:
    types = {one.key: one.type for one in shelf.attributes}
    return {
        key: value == "ya" if types[key] is AttributeType.YES_NO else value
        for key, value in chosen.items()
        if value != "0" or types[key] is not AttributeType.NUMBER
    }


def _gtin(chance: Random) -> str:
    """A GTIN-13 with the Indonesian prefix and a right check digit."""
    digits = f"899{chance.randrange(10**9):09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return digits + str(-total % 10)


def _claims(made: Iterable[_Made]) -> None:
    Claim.objects.bulk_create(
        Claim(
            product=one.product, kind=claim.kind.value, number=claim.number, owner=claim.owner, percent=claim.percent,
            valid_from=claim.valid_from, valid_to=claim.valid_to, verification=claim.verification.value,
            verified_on=claim.verified_on, note=claim.note, basis="contoh",
        )
        for one in made
        for claim in one.claims
    )  # fmt: skip


def _offers(
    government: Government, made: list[_Made], sellers: list[Seller], regions: list[Region], at: datetime
) -> None:
    """Spread the offers over the goods: every good has one, liked ones up to eight."""
    chance = Random("belanja-contoh/penawaran")  # noqa: S311 - figures
    of_shelf: dict[str, list[Seller]] = {}
    for one in made:
        of_shelf.setdefault(one.shelf.name, chance.sample(sellers, 42))
    counts = [1] * len(made)
    while sum(counts) < OFFERS:
        counts[chance.randrange(len(made))] += 1
    offers: list[Offer] = []
    drawn: list[tuple[_Made, Random]] = []
    for number, (one, count) in enumerate(zip(made, counts, strict=True), start=1):
        for seller in chance.sample(of_shelf[one.shelf.name], min(count, 42)):
            # By its place in the list: ids begin elsewhere where something was undone before.
            own = Random(f"belanja-contoh/penawaran/{number}/{seller.slug}")  # noqa: S311 - figures
            offers.append(_offer(government, one, seller, regions, own, len(offers)))
            drawn.append((one, own))
    Offer.objects.bulk_create(offers, batch_size=1_000)
    rows = (
        row for offer, (one, own) in zip(offers, drawn, strict=True) for row in _price_rows(offer, one, regions, own)
    )
    with connection.cursor() as cursor, cursor.copy(
        "COPY catalogue_pricerow (offer_id, region_id, least_quantity, amount, tax_basis, tax_percent, per_base, "
        "freight, valid_from, ended_on, recorded_at, reason) FROM STDIN"
    ) as copy:  # fmt: skip
        for row in rows:
            # Known here from the morning on which it began to hold: earlier orders were bought at earlier prices.
            since = datetime.combine(row[-2], time(6), tzinfo=clock.WIB)
            copy.write_row((*row, min(since, at), ""))


def _offer(
    government: Government, one: _Made, seller: Seller, regions: list[Region], chance: Random, number: int
) -> Offer:
    service, local = "j" in one.kind.flags, "b" in one.kind.flags
    roles = (("produsen", 60), ("pengecer", 40)) if local or service else (
        ("produsen", 12), ("distributor", 28), ("agen", 15), ("pengecer", 45))  # fmt: skip
    around = [region.pk for region in regions if region.pk != seller.region_id]
    reach = chance.choice((1, 2, 3, 8, 8)) if one.shelf.price_class == "kabupaten" else 8
    by_region = one.shelf.price_class == "kabupaten"
    flat = chance.randrange(100) < 45
    offer = Offer(
        government=government,
        product=one.product,
        seller=seller,
        number=f"BTN-{one.product.etalase_id:02d}-{number + 1:06d}",
        role=weighted(chance, roles),
        maker=f"{one.product.brand.name} (contoh)" if one.product.brand else "",
        made_in="" if one.product.origin != Origin.DOMESTIC.value else chance.choice(regions).name,
        stock=None if service else Decimal(chance.choice((0, 12, 40, 120, 400, 1500))),
        monthly_capacity=Decimal(chance.choice((4, 10, 30))) if service else None,
        lead_days=chance.choice((1, 2, 3, 5, 7, 14)) if chance.randrange(10) else None,
        least_order=Decimal(1),
        serves=sorted([seller.region_id or 0, *chance.sample(around, min(reach - 1, len(around)))]),
        freight_rule=(Freight.BY_REGION if by_region else Freight.FLAT if flat else Freight.INCLUDED).value,
        freight=None if by_region or not flat else Decimal(_rounded(Decimal(one.price) * chance.randrange(1, 6) / 100)),
        warranty_months=chance.choice((0, 3, 6, 12)) if not service and one.price > 300_000 else None,
        valid_to=TODAY + timedelta(days=chance.randrange(40, 380)),
        confirmed_on=TODAY - timedelta(days=chance.randrange(1, 80)),
        state=weighted(chance, _STATES).value,
        listed_on=date(2026, chance.randrange(1, 7), chance.randrange(1, 28)),
    )
    if offer.state != ListingState.SUBMITTED.value:
        offer.reviewed_version = 0
    if offer.state == ListingState.NOT_FOR_SALE.value:
        offer.holds = [Hold.PATROL.value]
    return offer


def _price_rows(offer: Offer, one: _Made, regions: list[Region], chance: Random) -> Iterable[tuple[Any, ...]]:
    """Two to four prices over two years, the last one in force; by region where the shelf prices by kabupaten/kota."""
    food = one.shelf.motif == "makanan"
    basis = TaxBasis.EXEMPT if food else TaxBasis.INCLUDED if chance.randrange(100) < 70 else TaxBasis.EXCLUDED
    if prices_bare(offer.seller):
        basis = TaxBasis.EXEMPT
    percent = None if basis is TaxBasis.EXEMPT else _TAX
    days = sorted({date(2025, 1, 6) + timedelta(days=chance.randrange(640)) for _ in range(chance.randrange(1, 4))})
    own = Decimal(chance.randrange(88, 113)) / 100
    level = Decimal(one.price) * own
    for number, day in enumerate(days):
        ended = days[number + 1] if number + 1 < len(days) else None
        for region_id in offer.serves if offer.freight_rule == Freight.BY_REGION.value else [None]:
            far = region_id is not None and region_id != offer.seller.region_id
            amount = Decimal(_rounded(level * (Decimal("1.03") if far else 1)))
            carried = Decimal(_rounded(level / 40)) if far else Decimal(0) if region_id else None
            per_base = prices.per_base(amount, one.product.pack_size, basis, percent)
            yield offer.pk, region_id, 1, amount, basis.value, percent, per_base, carried, day, ended
        level = level * Decimal(chance.randrange(97, 109)) / 100


def _rounded(amount: Decimal) -> int:
    """Prices as shops write them: whole hundreds, from a hundred thousand on whole thousands."""
    step = 1000 if amount >= 100_000 else 100 if amount >= 2_000 else 10
    return max(step, int(amount / step + Decimal("0.5")) * step)
