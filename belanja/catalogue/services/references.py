"""Which goods a standard price speaks of: suggested by search, said by a curator, undone by another word of his."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from belanja.catalogue.models import Product, ReferenceList, ReferenceMatch, ReferencePrice
from belanja.catalogue.search.ask import search
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from .curators import require_curator, require_distance

#: Suggestions for one price, and what they are drawn from.
_SUGGESTED, _LOOKED_AT = 5, 24


@dataclass(frozen=True)
class Suggestion:
    """A product that a price may speak of, and why it is suggested."""

    product: Product
    reasons: tuple[str, ...]


def suggestions(price: ReferencePrice) -> list[Suggestion]:
    """Products that a standard price may speak of: same KBKI, or found by its words; those in a unit in which the price
    cannot be compared come last."""
    hits = [
        one.product_id
        for one in search(f"{price.name} {price.specification}"[:160], size=_LOOKED_AT).listings
        if one.state.value != "arsip"
    ]
    by_kbki = set(
        Product.objects.filter(kbki__startswith=price.kbki).exclude(kbki="").values_list("pk", flat=True)[:_LOOKED_AT]
        if price.kbki
        else ()
    )
    order = {pk: place for place, pk in reversed(list(enumerate([*by_kbki, *hits])))}
    matched = ReferenceMatch.objects.filter(
        government_id=price.list.government_id, kind=price.kind, key=price.key, ended_at__isnull=True
    )
    known = {one.product_id for one in matched} | {(one.etalase_id, one.likeness) for one in matched if one.likeness}
    found = []
    for product in Product.objects.filter(pk__in=order).select_related("brand", "etalase"):
        if product.pk in known or (product.etalase_id, product.likeness) in known:
            continue
        reasons = ["KBKI sama"] if product.pk in by_kbki else []
        reasons += ["katanya cocok"] if product.pk in hits else []
        comparable = bool(price.unit) and price.unit in (product.unit, product.base_unit)
        reasons.append("satuan sama" if comparable else "satuan berbeda")
        found.append((not comparable, order[product.pk], Suggestion(product, tuple(reasons))))
    return [one for _worse, _place, one in sorted(found, key=lambda row: row[:2])][:_SUGGESTED]


@transaction.atomic
def match_reference(
    *, price_id: int, product_ids: Collection[int], government: Government, actor: Actor
) -> list[ReferenceMatch]:
    """Say that a standard price speaks of these products, and of all that are like them. Saying it again changes
    nothing. Raises RuleBroken 403/404 for a missing duty, a price or a product of another government and a product that
    one's own firm sells, 422 where none is chosen."""
    institutions.require(actor, Duty.CURATE_CATALOGUE, government)
    price = ReferencePrice.objects.filter(pk=price_id, list__government=government).select_related("list").first()
    if price is None:
        raise RuleBroken("not_found", "Harga acuan ini tidak ditemukan.", status=404)
    products = list(Product.objects.filter(pk__in=product_ids).select_related("etalase"))
    if not products:
        raise RuleBroken("nothing_chosen", "Pilih paling sedikit satu barang.")
    require_curator(
        actor=actor,
        duty=Duty.CURATE_CATALOGUE,
        government=government,
        shelf_governments={product.etalase.government_id for product in products},
    )
    _keep_distance(actor, {(product.pk, product.etalase_id, product.likeness) for product in products}, government)
    made = []
    for product in products:
        match = ReferenceMatch(
            government=government,
            kind=price.kind,
            key=price.key,
            product=product,
            etalase_id=product.etalase_id,
            likeness=product.likeness,
            at=clock.now(),
            by_id=actor.user_id,
            by_label=actor.label,
        )
        try:
            with transaction.atomic():
                match.save(force_insert=True)
        except IntegrityError:
            continue  # said before
        made.append(match)
    if made:
        _tell("matched", government, actor, price.kind, price.key, [match.product_id for match in made])
    return made


@transaction.atomic
def end_match(*, match_id: int, government: Government, actor: Actor) -> ReferenceMatch:
    """Take a match back; it stays on record. Raises RuleBroken 403/404 as `match_reference`, 409 for one that ended."""
    institutions.require(actor, Duty.CURATE_CATALOGUE, government)
    match = ReferenceMatch.objects.select_for_update().filter(pk=match_id, government=government).first()
    if match is None:
        raise RuleBroken("not_found", "Pencocokan ini tidak ditemukan.", status=404)
    if match.ended_at is not None:
        raise RuleBroken("already_ended", "Pencocokan ini sudah dilepas.", status=409)
    _keep_distance(actor, {(match.product_id, match.etalase_id, match.likeness)}, government)
    match.ended_at, match.ended_by_label = clock.now(), actor.label
    match.save(update_fields=["ended_at", "ended_by_label"])
    _tell("match_ended", government, actor, match.kind, match.key, [match.product_id])
    return match


def _keep_distance(actor: Actor, goods: Collection[tuple[int, int, str]], government: Government) -> None:
    """Raise RuleBroken 403 where the curator's own firm sells one of these (product, shelf, likeness), or what is like
    it: a match speaks of all of them."""
    touched = {product for product, _shelf, _likeness in goods}
    for _product, shelf, likeness in goods:
        if likeness:
            touched |= set(Product.objects.filter(etalase_id=shelf, likeness=likeness).values_list("pk", flat=True))
    require_distance(actor=actor, product_ids=touched, government=government)


def standing_lists(government_id: int) -> dict[str, ReferenceList]:
    """The list in force of each kind: of the latest year that has begun."""
    found: dict[str, ReferenceList] = {}
    lists = ReferenceList.objects.filter(
        government_id=government_id, state=ReferenceList.State.STANDING, year__lte=clock.today().year
    ).defer("content")
    for one in lists.order_by("year", "id"):
        found[one.kind] = one
    return found


def _tell(event: str, government: Government, actor: Actor, kind: str, key: str, products: list[int]) -> None:
    journal.append(
        name=f"catalogue.reference_{event}",
        actor=actor,
        subject=f"reference:{kind}:{key}"[:120],
        government_code=government.code,
        payload={"kind": kind, "key": key, "products": products},
    )
