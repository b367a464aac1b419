"""A product with its schema, evidence, ready specifications and like-for-like prices, in one query."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from belanja.catalogue.models import Product
from belanja.catalogue.smallest import LIKES
from belanja.etalase.models import ReadySpecification
from belanja.foundation.prepared import prepared
from belanja.rules import prices
from belanja.rules.attributes import Attribute, AttributeType, unmet
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import ClaimKind, Origin, Verification
from belanja.rules.pdn import PdnClass

from .references import OUTSIDE, STANDARDS, Beside, read


@dataclass(frozen=True)
class ClaimView:
    kind: ClaimKind
    number: str
    owner: str
    percent: Decimal | None
    valid_to: date | None
    verification: Verification
    note: str


@dataclass(frozen=True)
class SpecificationView:
    """A ready specification and why the product misses it; no reasons: it meets it."""

    name: str
    reasons: list[str]


@dataclass(frozen=True)
class PictureView:
    """A photo by the hash in its address, what it shows in words, and the size of its large picture in pixels."""

    sha256: str
    words: str
    width: int
    height: int


@dataclass(frozen=True)
class ProductView:
    """`like`: quartiles of the prices per base unit, without tax, of like products for sale; None below three."""

    id: int
    name: str
    brand: str
    model: str
    variant: str
    description: str
    gtin: str
    kbki: str
    unit: str
    unit_written: str
    pack_size: Decimal | None
    base_unit: str
    origin: Origin
    pdn: PdnClass
    tkdn: Decimal | None
    bmp: Decimal | None
    pdn_reason: str
    picture: str
    etalase: str
    etalase_slug: str
    values: dict[str, Any]
    schema: tuple[Attribute, ...]
    claims: list[ClaimView]
    specifications: list[SpecificationView]
    like: prices.Spread | None
    photos: tuple[PictureView, ...]
    beside: Beside


_PRODUCT = f"""
SELECT p.id, p.name, coalesce(b.name, ''), p.model, p.variant, p.description, p.gtin, p.kbki, p.unit, p.unit_written,
  p.pack_size, p.base_unit, p.origin, p.pdn, p.tkdn, p.bmp, p.pdn_reason, p.picture, e.name, e.slug, p.attributes,
  (SELECT json_agg(json_build_object('key', a.key, 'label', a.label, 'type', a.type, 'unit', a.unit,
      'comparable', a.comparable, 'required', a.required) ORDER BY a.position)
    FROM etalase_schemaattribute a WHERE a.schema_id = p.schema_id),
  (SELECT json_agg(json_build_object('kind', c.kind, 'number', c.number, 'owner', c.owner, 'percent', c.percent::text,
      'valid_to', c.valid_to, 'verification', c.verification, 'note', c.note) ORDER BY c.id)
    FROM catalogue_claim c WHERE c.product_id = p.id),
  (SELECT json_agg(json_build_object('name', s.name, 'requirements', s.requirements) ORDER BY s.name)
    FROM etalase_readyspecification s WHERE s.etalase_id = p.etalase_id),
  {LIKES},
  (SELECT json_agg(json_build_array(f.sha256, f.alt_text, f.width, f.height) ORDER BY f.offer_id, f.position)
    FROM catalogue_photo f JOIN catalogue_offersearch x ON x.offer_id = f.offer_id WHERE x.product_id = p.id),
  {STANDARDS}, {OUTSIDE}
FROM catalogue_product p
JOIN etalase_etalase e ON e.id = p.etalase_id
LEFT JOIN catalogue_brand b ON b.id = p.brand_id
WHERE p.id = %s AND EXISTS (SELECT FROM catalogue_offersearch x WHERE x.product_id = p.id)
"""  # noqa: S608 - constants


def product(product_id: int) -> ProductView:
    """A product that is visible through at least one offer; RuleBroken 404 for any other. One query."""
    with prepared(), connection.cursor() as cursor:
        cursor.execute(_PRODUCT, [product_id])
        row = cursor.fetchone()
    if row is None:
        raise RuleBroken("product_unknown", "Produk ini tidak ada di katalog.", status=404)
    values, attributes, claims, specifications, likes, photos = (_json(cell) for cell in row[20:26])
    schema = tuple(
        Attribute(
            one["key"], one["label"], AttributeType(one["type"]), one["unit"], required=one["required"],
            comparable=one["comparable"],
        )
        for one in attributes or ()
    )  # fmt: skip
    cells = list(row[:20])
    cells[12], cells[13] = Origin(row[12]), PdnClass(row[13])
    cells += [
        values,
        schema,
        [_claim(one) for one in claims or ()],
        [_specification(one, schema, values) for one in specifications or ()],
        prices.spread([Decimal(one) for one in likes or ()]),
        tuple({one[0]: PictureView(*one) for one in reversed(photos or ())}.values())[::-1],
        read(row[26], row[27]) or Beside(),
    ]
    return ProductView(*cells)


def _json(cell: Any) -> Any:
    return json.loads(cell) if isinstance(cell, str) else cell


def _claim(one: dict[str, Any]) -> ClaimView:
    return ClaimView(
        ClaimKind(one["kind"]),
        one["number"],
        one["owner"],
        None if one["percent"] is None else Decimal(one["percent"]),
        None if one["valid_to"] is None else date.fromisoformat(one["valid_to"]),
        Verification(one["verification"]),
        one["note"],
    )


def _specification(one: dict[str, Any], schema: tuple[Attribute, ...], values: dict[str, Any]) -> SpecificationView:
    needs = ReadySpecification(requirements=one["requirements"]).rules()
    return SpecificationView(one["name"], unmet(schema, needs, values))


def heir(product_id: int) -> tuple[int, str] | None:
    """Id and name of the product into which one was merged, at the end of the line; None where it was not."""
    seen = {product_id}
    found = Product.objects.filter(pk=product_id).values_list("merged_into_id", flat=True).first()
    while found is not None and found not in seen:
        seen.add(found)
        last = Product.objects.get(pk=found)
        if last.merged_into_id is None:
            return last.pk, last.name
        found = last.merged_into_id
    return None
