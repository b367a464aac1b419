"""The goods of a shelf follow it to another version of its schema, into another shelf, out of sight and back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from belanja.catalogue.models import Offer, OfferVersion, Product, Via
from belanja.catalogue.search.index import changed, reindex
from belanja.catalogue.selectors.shelves import Misfit, misfits
from belanja.etalase.models import Etalase, Schema
from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules import schemas
from belanja.rules.attributes import Attribute, likeness
from belanja.vendors import selectors as vendors

from . import listing_time
from .listing_schema import fitted, likeness_after

_BATCH = 2_000


@transaction.atomic
def follow_schema(*, etalase_id: int) -> int:
    """Move the products that fit the latest version of their shelf's schema to it; returns how many. The others keep
    their version. Values that are no longer asked are laid aside, and come back where they are asked again."""
    _settled(etalase_id)
    moved = _follow(Product.objects.filter(etalase_id=etalase_id), etalase_id)
    _seen(moved)
    return len(moved)


@transaction.atomic
def follow_merge(*, etalase_id: int, into_id: int) -> int:
    """Move all products of a shelf that was merged to its successor; returns how many. Those that do not fit its
    schema keep the version they have, until their firm mends them."""
    _settled(etalase_id)
    ids = list(Product.objects.select_for_update().filter(etalase_id=etalase_id).values_list("pk", flat=True))
    Product.objects.filter(pk__in=ids).update(etalase_id=into_id)
    _follow(Product.objects.filter(pk__in=ids), into_id)
    _seen(ids)
    return len(ids)


@transaction.atomic
def follow_licences(*, etalase_id: int, actor: Actor) -> int:
    """Hold what is sold here without a licence that the shelf asks for now, and free what it asks for no more; returns
    how many listings changed."""
    _settled(etalase_id)
    return listing_time.resettle_shelf(etalase_id=etalase_id, actor=actor)


@transaction.atomic
def show_again(*, etalase_id: int, words: bool = True) -> None:
    """Write the search rows of a shelf's offers anew (`words`), and tell every process that names have changed."""
    if words:
        reindex(list(Offer.objects.filter(product__etalase_id=etalase_id).values_list("pk", flat=True)))
    changed()


@transaction.atomic
def tell_misfits(*, etalase_id: int, version: int, actor: Actor) -> int:
    """Tell the firms whose goods do not fit a version of their shelf's schema how many and why; returns how many
    firms were told. A firm for which nobody acts here is told on paper."""
    etalase = Etalase.objects.select_related("government").get(pk=etalase_id)
    of_firm: dict[int, list[Misfit]] = {}
    for misfit in misfits(etalase).misfits:
        for firm_id in misfit.firm_ids:
            of_firm.setdefault(firm_id, []).append(misfit)
    people = vendors.people_of_each(of_firm)
    code = etalase.government.code if etalase.government else ""
    for firm_id, found in of_firm.items():
        reasons = [reason for reason, _count in Counter(r for one in found for r in one.reasons).most_common(3)]
        told = f"Etalase {etalase.name}: skema versi {version} berlaku. {len(found)} barang Anda perlu disesuaikan: "
        told += " ".join(reasons)
        once = f"etalase-{etalase_id}-{version}-{firm_id}"
        link = f"/usaha/{firm_id}/"
        if firm_id in people:
            notices.tell(user_ids=people[firm_id], kind="etalase", text=told, link=link, actor=actor,
                         government_code=code, once=once)  # fmt: skip
        elif code:
            notices.tell_firm(firm_id=firm_id, kind="etalase", text=told, link=link, actor=actor,
                              government_code=code, once=once)  # fmt: skip
    return len(of_firm)


def _settled(etalase_id: int) -> None:
    """Wait for whoever is writing about a listing of this shelf, and let later ones wait: they then see where it is."""
    offers = Offer.objects.select_for_update(of=("self",)).filter(product__etalase_id=etalase_id)
    list(offers.order_by("pk").values_list("pk", flat=True))


def _follow(products: QuerySet[Product], etalase_id: int) -> list[int]:
    schema = Schema.objects.filter(etalase_id=etalase_id).order_by("-version").first()
    if schema is None:
        return []
    rules, former = schema.rules(), _Former()
    moved: list[Product] = []
    aside: dict[int, dict[str, Any]] = {}
    for product in products.select_for_update().exclude(schema=schema).order_by("pk"):
        fit = schemas.fit(rules, product.attributes, aside=product.former_attributes)
        if fit.reasons:
            continue
        key = likeness(rules, fit.values, base_unit=product.base_unit)
        product.likeness = likeness_after(product, former.rules(product.schema_id), key)
        aside[product.pk] = product.former_attributes
        product.attributes, product.former_attributes, product.schema = fit.values, fit.aside, schema
        moved.append(product)
    Product.objects.bulk_update(moved, ["attributes", "former_attributes", "schema", "likeness"], batch_size=_BATCH)
    _state_anew(rules, aside, why=f"Skema etalase versi {schema.version}.")
    return [product.pk for product in moved]


def _state_anew(rules: Sequence[Attribute], aside: Mapping[int, Mapping[str, Any]], *, why: str) -> None:
    """The offers of moved products say from now on what the new version asks, as a version of their own: nothing that
    their firm changed, so what curators passed stays passed. `aside`: product -> its values laid aside before."""
    offers = Offer.objects.filter(product_id__in=list(aside)).in_bulk()
    made = []
    for kept in OfferVersion.objects.filter(offer__in=list(offers), number=F("offer__version")):
        offer = offers[kept.offer_id]
        content = fitted(rules, kept.content, aside=aside[offer.product_id])
        if content is None:
            continue
        if offer.reviewed_version == offer.version:
            offer.reviewed_version += 1
        offer.version += 1
        made.append(
            OfferVersion(offer=offer, number=offer.version, content=content, at=clock.now(), by_id=None,
                         by_label="versi baru skema etalase", via=Via.SCHEMA.value, reason=why)
        )  # fmt: skip
    OfferVersion.objects.bulk_create(made, batch_size=_BATCH)
    Offer.objects.bulk_update([one.offer for one in made], ["version", "reviewed_version"], batch_size=_BATCH)


class _Former:
    """Schemas that products come from, read once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Attribute, ...]] = {}

    def rules(self, schema_id: int | None) -> tuple[Attribute, ...]:
        if schema_id is None:
            return ()
        if schema_id not in self._known:
            self._known[schema_id] = Schema.objects.get(pk=schema_id).rules()
        return self._known[schema_id]


def _seen(product_ids: Sequence[int]) -> None:
    reindex(list(Offer.objects.filter(product_id__in=product_ids).values_list("pk", flat=True)))
    changed()
