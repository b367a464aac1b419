"""Under which version of its shelf's schema a listing stands, and what becomes of values that are no longer asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q

from belanja.catalogue.models import Offer, Product
from belanja.etalase.models import Etalase, Schema, SchemaAttribute
from belanja.rules import schemas
from belanja.rules.attributes import Attribute, likeness
from belanja.rules.listing_content import Content
from belanja.rules.listings import VISIBLE, ListingState


def latest(etalase: Etalase) -> Schema | None:
    """The version in force."""
    return etalase.schemas.order_by("-version").first()


def asked_before(etalase: Etalase) -> frozenset[str]:
    """Keys that any version of the shelf, or of one that was merged into it, ever asked for."""
    of_shelf = Q(schema__etalase=etalase) | Q(schema__etalase__merged_into=etalase)
    of_shelf |= Q(schema__etalase__merged_into__merged_into=etalase)
    return frozenset(SchemaAttribute.objects.filter(of_shelf).values_list("key", flat=True))


def under_schema(offer: Offer, old: Content, content: Content) -> Content:
    """What a firm states, with the values of `old` that form and sheet no longer ask for. Where it fits the version in
    force they are laid aside; a misfit that was submitted keeps them, since it stays under the version it has."""
    schema = latest(offer.product.etalase)
    if schema is None:
        return content
    rules = schema.rules()
    asked = {one.key for one in rules}
    unasked = {key: value for key, value in old.attributes.items() if key not in asked}
    strange = {key: value for key, value in content.attributes.items() if key not in asked and key not in unasked}
    told = {**unasked, **content.attributes}
    fit = schemas.fit(rules, told, aside=offer.product.former_attributes)
    return replace(content, attributes=told if fit.reasons and _may_stay(offer) else {**fit.values, **strange})


def put(product: Product, offer: Offer, etalase: Etalase, content: Content) -> None:
    """Set the shelf, schema, values and likeness of the product of an offer. What was submitted and does not fit the
    version in force stays under the one it has (docs/decisions/catalogue-and-search.md)."""
    came = offer.product if offer.product_id and offer.product.etalase_id == etalase.pk else None
    schema = latest(etalase)
    rules = schema.rules() if schema else ()
    aside: dict[str, Any] = {}
    if came is not None:
        aside = {**came.former_attributes, **came.attributes}
        if schema is not None and _may_stay(offer) and schemas.fit(rules, content.attributes, aside={}).reasons:
            schema, aside = came.schema, dict(came.former_attributes)
            rules = schema.rules() if schema else ()
    asked = {one.key for one in rules} | content.attributes.keys()
    key = likeness(rules, content.attributes, base_unit=content.base_unit)
    if came is not None:
        key = likeness_after(came, came.schema.rules() if came.schema else (), key)
    product.likeness, product.etalase, product.schema = key, etalase, schema
    product.attributes = dict(content.attributes)
    product.former_attributes = {name: value for name, value in aside.items() if name not in asked}


def likeness_after(product: Product, old: Sequence[Attribute], key: str) -> str:
    """`key` with what its writer put before the former one (the kind of good). `old`: rules it stands under."""
    before = likeness(old, product.attributes, base_unit=product.base_unit)
    told = product.likeness
    return told.removesuffix(before) + key if key and before and told.endswith(before) else key


def fitted(rules: Sequence[Attribute], kept: Mapping[str, Any], *, aside: Mapping[str, Any]) -> dict[str, Any] | None:
    """A kept statement (as JSON) under other rules; None where it says the same there."""
    values = schemas.fit(rules, kept["attributes"], aside=aside).values
    return None if values == kept["attributes"] else {**kept, "attributes": values}


def _may_stay(offer: Offer) -> bool:
    return offer.submitted_at is not None or ListingState(offer.state) in VISIBLE
