"""Between what a firm states (`Content`) and the rows by which the catalogue shows it."""

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from belanja.catalogue.models import Brand, Claim, Offer, OfferVersion, PriceRow, Product, Region
from belanja.catalogue.models.offers import UNSEEN
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.rules import prices as rules
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_content import IDENTITY, Content, Price, Stated, beyond, differences
from belanja.rules.listings import TaxBasis
from belanja.rules.pdn import PdnClass

from .listing_schema import put
from .stated_claims import state_claims

#: How firms say that a thing has no brand.
NO_BRAND = frozenset({"", "-", "tanpa merek", "tidak bermerek", "no brand"})
_TERMS = (
    "number role maker made_in stock monthly_capacity lead_days least_order freight_rule freight warranty_months "
    "valid_to"
).split()
_THING = "name model variant description gtin kbki unit pack_size base_unit origin".split()


def content_of(offer: Offer) -> Content:
    """What an offer states now: its last version, or its rows where it was never edited here."""
    if offer.version:
        return Content.from_json(OfferVersion.objects.get(offer=offer, number=offer.version).content)
    return content_from_rows(offer)


def content_from_rows(offer: Offer) -> Content:
    """Put together from the rows of offer, product, prices and claims."""
    codes = dict(Region.objects.exclude(code="").values_list("pk", "code"))
    rows = list(PriceRow.objects.filter(offer=offer, ended_on__isnull=True).order_by("least_quantity", "id"))
    first = rows[0] if rows else None
    return Content(
        **identity_of(offer.product),
        **{name: getattr(offer, name) for name in _TERMS},
        serves=tuple(codes[one] for one in offer.serves if one in codes),
        prices=_stated_prices(rows, codes),
        tax_basis=first.tax_basis if first else "",
        tax_percent=first.tax_percent if first else None,
        claims=tuple(
            Stated(one.kind, one.number, one.owner, one.percent, one.valid_to)
            for one in Claim.objects.filter(product=offer.product).order_by("id")
        ),
    )


def identity_of(product: Product) -> dict[str, Any]:
    """What a product is, by the names of `Content` (rules.listing_content.IDENTITY)."""
    told: dict[str, Any] = {name: getattr(product, name) for name in _THING}
    return told | {"brand": product.brand.name if product.brand else "", "attributes": dict(product.attributes)}


def _stated_prices(rows: list[PriceRow], codes: dict[int, str]) -> tuple[Price, ...]:
    """Prices by region code. Regions that only the national list knows by number have no code; where no row has one,
    the price that most regions share stands for all."""
    told = [
        Price(row.amount, codes.get(row.region_id, "") if row.region_id else "", row.least_quantity, row.freight)
        for row in rows
        if row.region_id is None or row.region_id in codes
    ]
    if told or not rows:
        return tuple(told)
    amounts = [row.amount for row in rows]
    return (Price(max(sorted(set(amounts)), key=amounts.count)),)


def write_product(offer: Offer, content: Content, *, etalase: Etalase) -> Product:
    """Write what the thing is. A product that other firms' offers share is never changed under their feet: where this
    firm now says something else of it than before, the offer gets one of its own. What differs between firms since a
    curator put their products together is no change, and neither is what the product says already. A draft that was
    never shown changes nothing of what others sell, and keeps nobody from changing what he alone sells. Which version
    of the schema it stands under: `listing_schema`."""
    etalase = _standing(etalase)
    product = offer.product if offer.product_id else None
    former: Content | None = content_of(offer) if product is not None else None
    if product is not None and former is not None and shared(offer):
        changed = {one.field for one in differences(former, content)}
        same = changed.isdisjoint(IDENTITY) or says_as(content, product)
        if same and product.etalase_id == etalase.pk:
            if "claims" in changed and offer.submitted_at is not None:
                state_claims(product_id=product.pk, stated=content.claims, before=former.claims, alone=False)
            return product
        product = former = None
    if product is None:
        product = Product(pdn=PdnClass.UNKNOWN.value)
    put(product, offer, etalase, content)
    for name in _THING:
        setattr(product, name, getattr(content, name))
    product.brand = _brand(content.brand)
    product.save()
    if not product.picture and etalase.motif:
        product.picture = f"{etalase.motif}-{product.pk % 6}-{product.pk % 4}"
        product.save(update_fields=["picture"])
    state_claims(product_id=product.pk, stated=content.claims, before=former.claims if former else ())
    product.refresh_from_db(fields=["pdn", "tkdn", "bmp", "pdn_reason"])
    return product


def _standing(etalase: Etalase) -> Etalase:
    """The shelf, or where its goods went if it was merged while the firm was writing."""
    while True:
        fresh = Etalase.objects.get(pk=etalase.pk)
        if fresh.merged_into_id is None:
            return fresh
        etalase = Etalase.objects.get(pk=fresh.merged_into_id)


def shared(offer: Offer) -> bool:
    """Whether others offer its product, too. A draft that nobody ever saw is nobody's business."""
    return offer.product.offers.exclude(pk=offer.pk).exclude(UNSEEN).exists()


def says_as(content: Content, product: Product) -> bool:
    """Whether a statement says of the thing exactly what the product says."""
    return all(getattr(content, name) == told for name, told in identity_of(product).items())


def _brand(written: str) -> Brand | None:
    name = " ".join(written.split())
    if name.casefold() in NO_BRAND:
        return None
    return Brand.objects.filter(name__iexact=name).order_by("id").first() or Brand.objects.get_or_create(name=name)[0]


def write_terms(offer: Offer, content: Content) -> None:
    """Set the terms of trade on the offer; the caller saves it."""
    ids = dict(Region.objects.exclude(code="").values_list("code", "pk"))
    for name in _TERMS:
        setattr(offer, name, getattr(content, name))
    offer.serves = sorted(ids[code] for code in content.serves if code in ids)


def write_prices(offer: Offer, content: Content, *, reason: str = "") -> None:
    """End the price rows that no longer hold and add the new ones; what stays the same stays the same row."""
    ids = dict(Region.objects.exclude(code="").values_list("code", "pk"))
    basis = TaxBasis(content.tax_basis)
    percent = None if basis is TaxBasis.EXEMPT else content.tax_percent
    wanted = {
        (ids.get(one.region), one.least_quantity): PriceRow(
            offer=offer,
            region_id=ids.get(one.region),
            least_quantity=one.least_quantity,
            amount=one.amount,
            tax_basis=basis.value,
            tax_percent=percent,
            per_base=rules.per_base(one.amount, content.pack_size, basis, percent),
            freight=one.freight,
            valid_from=clock.today(),
            recorded_at=clock.now(),
            reason=reason[:200],
        )
        for one in content.prices
        if not one.region or one.region in ids
    }
    over = []
    for row in PriceRow.objects.filter(offer=offer, ended_on__isnull=True):
        new = wanted.get((row.region_id, row.least_quantity))
        if new is not None and _same(row, new):
            del wanted[(row.region_id, row.least_quantity)]
        else:
            over.append(row.pk)
    PriceRow.objects.filter(pk__in=over).update(ended_on=clock.today(), ended_at=clock.now())
    PriceRow.objects.bulk_create(wanted.values())


def _same(row: PriceRow, new: PriceRow) -> bool:
    return all(getattr(row, name) == getattr(new, name) for name in _PRICED)


_PRICED = "amount tax_basis tax_percent per_base freight".split()


def tidy(content: Content) -> Content:
    """The same statement without stray blanks, and with the pack of one that goes without saying. RuleBroken 422
    for what is longer or larger than anything can be."""
    texts = {
        one.name: " ".join(value.split())
        for one in fields(content)
        if one.name != "description" and isinstance(value := getattr(content, one.name), str)
    }
    content = replace(content, **texts, description=content.description.strip())  # type: ignore[arg-type]
    if content.unit and not content.base_unit and content.pack_size in (None, 1):
        content = replace(content, base_unit=content.unit, pack_size=Decimal(1))
    if told := beyond(content):
        raise RuleBroken("statement_beyond", told)
    return content
