"""Looking for likely duplicates, and saying of a pair that it is two things."""

from collections.abc import Collection

from django.db import transaction

from belanja.catalogue import alike
from belanja.catalogue.models import LikelyDuplicate, Offer, Product
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.listings import VISIBLE, ListingState

from .curators import need_reason, require_curator, require_distance

_LIVE = [state.value for state in VISIBLE - {ListingState.ARCHIVE}]
State = LikelyDuplicate.State
_BY_HAND = "Ditunjuk"


@transaction.atomic
def find_duplicates(*, etalase_ids: Collection[int] | None = None) -> int:
    """Put likely duplicates among visible products on record; part of the daily pass, and harmless when repeated. Pairs
    that a person has decided stay decided, open ones that no longer look alike go. At least one of a pair is offered
    here: what only an archive has is nobody's work. Returns how many are open for the shelves looked at."""
    visible = Product.objects.filter(offers__state__in=[state.value for state in VISIBLE], merged_into=None)
    if etalase_ids is not None:
        visible = visible.filter(etalase_id__in=etalase_ids)
    # A shelf of archives alone is nobody's work, and may be large.
    shelves = Offer.objects.filter(state__in=_LIVE).values("product__etalase_id")
    visible = visible.filter(etalase_id__in=shelves).select_related("brand").distinct()
    live = set(visible.filter(offers__state__in=_LIVE).values_list("pk", flat=True))
    found = {
        (pair.first, pair.second): pair
        for pair in alike.pairs(_thing(product) for product in visible)
        if pair.first in live or pair.second in live
    }
    recorded = LikelyDuplicate.objects.select_for_update(of=("self",))
    if etalase_ids is not None:
        recorded = recorded.filter(first__etalase_id__in=etalase_ids)
    known = {(one.first_id, one.second_id): one for one in recorded}
    LikelyDuplicate.objects.filter(
        # What a person pointed out waits for a person.
        pk__in=[
            one.pk
            for key, one in known.items()
            if one.state == State.OPEN and key not in found and not any(_BY_HAND in why for why in one.reasons)
        ]
    ).delete()
    today = clock.today()
    LikelyDuplicate.objects.bulk_create(
        [
            LikelyDuplicate(
                first_id=pair.first, second_id=pair.second, score=pair.score, reasons=list(pair.reasons), found_on=today
            )
            for key, pair in found.items()
            if key not in known
        ],
        batch_size=1_000,
        ignore_conflicts=True,
    )
    return sum(key not in known or known[key].state == State.OPEN for key in found)


def _thing(product: Product) -> alike.Thing:
    return alike.Thing(
        product.pk,
        product.etalase_id,
        product.name,
        product.brand.name if product.brand else "",
        product.model,
        product.gtin,
        product.unit,
        "" if product.pack_size is None else f"{product.pack_size.normalize():f}",
        product.attributes,
    )


def locked_pair(*, pair_id: int, duty: Duty, government: Government, actor: Actor) -> LikelyDuplicate:
    """An open pair, locked for a decision of this curator. Raises RuleBroken: 404 for a pair that is not there for him,
    403 for one with goods of his own firm, 409 where a colleague was faster."""
    pair = (
        LikelyDuplicate.objects.select_for_update(of=("self",))
        .select_related("first__etalase", "second__etalase")
        .filter(pk=pair_id)
        .first()
    )
    if pair is None:
        raise RuleBroken("pair_unknown", "Pasangan ini tidak ada lagi.", status=404)
    require_curator(
        actor=actor,
        duty=duty,
        government=government,
        shelf_governments={pair.first.etalase.government_id, pair.second.etalase.government_id},
    )
    require_distance(actor=actor, product_ids=[pair.first_id, pair.second_id], government=government)
    if pair.state != State.OPEN:
        raise RuleBroken(
            "pair_decided", f"Pasangan ini sudah diputuskan rekan Anda: {pair.get_state_display()}.", status=409
        )
    return pair


@transaction.atomic
def keep_apart(*, pair_id: int, reason: str, government: Government, actor: Actor) -> LikelyDuplicate:
    """Say that a pair is two things; it is not suggested again. Needs CURATE_CATALOGUE. Raises as `locked_pair`."""
    pair = locked_pair(pair_id=pair_id, duty=Duty.CURATE_CATALOGUE, government=government, actor=actor)
    close(pair=pair, state=State.DIFFERENT, note=need_reason(reason), actor=actor)
    journal.append(
        name="catalogue.kept_apart",
        actor=actor,
        subject=f"product:{pair.first_id}",
        payload={"other": pair.second_id, "reason": pair.note, "why_suggested": pair.reasons},
        government_code=government.code,
    )
    return pair


@transaction.atomic
def suggest(*, first_id: int, second_id: int, government: Government, actor: Actor) -> LikelyDuplicate:
    """Put a pair that somebody has seen himself among those to be decided; one that was kept apart is open again.
    Needs CURATE_CATALOGUE; RuleBroken 404 for products that are not there, 422 for one and the same, 409 for a merged
    one."""
    if first_id == second_id:
        raise RuleBroken("not_one_thing", "Pilih dua produk yang berbeda.")
    low, high = sorted((first_id, second_id))
    found = list(Product.objects.select_related("etalase").filter(pk__in=[low, high]))
    if len(found) != 2:
        raise RuleBroken("product_unknown", "Produk ini tidak ada di katalog.", status=404)
    require_curator(
        actor=actor,
        duty=Duty.CURATE_CATALOGUE,
        government=government,
        shelf_governments={product.etalase.government_id for product in found},
    )
    if any(product.merged_into_id for product in found):
        raise RuleBroken("merged_already", "Salah satunya sudah digabung ke produk lain.", status=409)
    pair, new = LikelyDuplicate.objects.select_for_update().get_or_create(
        first_id=low,
        second_id=high,
        defaults={"score": 100, "reasons": [f"{_BY_HAND} {actor.label}"[:200]], "found_on": clock.today()},
    )
    if not new and pair.state == State.DIFFERENT:
        pair.state, pair.note, pair.decided_at, pair.decided_by_id = State.OPEN, "", None, None
        pair.reasons = [*pair.reasons, f"{_BY_HAND} lagi oleh {actor.label}"[:200]]
        pair.save()
    return pair


def close(*, pair: LikelyDuplicate, state: LikelyDuplicate.State, note: str, actor: Actor) -> None:
    """Write what became of a pair."""
    pair.state, pair.note = state, note
    pair.decided_at, pair.decided_by_id = clock.now(), actor.user_id
    pair.save(update_fields=["state", "note", "decided_at", "decided_by_id"])
