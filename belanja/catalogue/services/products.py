"""Putting two products together, taking one apart, and undoing either: what moves are offers and claims, and where
each came from is kept, so that undoing gives back exactly what was."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from belanja.catalogue.models import Claim, LikelyDuplicate, Offer, Product, ProductMove
from belanja.catalogue.search.index import reindex
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from .curators import need_reason, require_curator, require_distance
from .duplicates import close, locked_pair
from .evidence import reclassify
from .stated_claims import worth_moving

Kind = ProductMove.Kind


@transaction.atomic
def merge(*, kept_id: int, other_id: int, reason: str, government: Government, actor: Actor) -> ProductMove:
    """Put another product into the one that is kept: its offers stand beside those of the kept one, its claims count
    there, its address leads there. Prices, versions and numbers of the offers stay as they are.

    Raises RuleBroken: 404 and 403 as every decision of a curator (CURATE_CATALOGUE, nobody's own firm), 409 where one
    of them has been put into another one already, 422 where they cannot be one thing (shelf, unit, pack, GTIN).
    """
    said = need_reason(reason)
    kept, other = _both(kept_id, other_id, government, actor)
    if kept.merged_into_id or other.merged_into_id:
        raise RuleBroken(
            "merged_already", "Salah satunya sudah digabung ke produk lain. Muat ulang halaman.", status=409
        )
    why_not = obstacle(kept, other)
    if why_not:
        raise RuleBroken("not_one_thing", why_not)
    claims = worth_moving(kept=kept.claims.order_by("pk"), other=other.claims.order_by("pk"))
    offers = list(other.offers.order_by("pk").values_list("pk", flat=True))
    other.merged_into = kept
    other.save(update_fields=["merged_into"])
    move = _move(Kind.MERGE, other, kept, offers, claims, said, government, actor)
    pair = LikelyDuplicate.objects.filter(first=min(kept_id, other_id), second=max(kept_id, other_id)).first()
    if pair is not None:
        close(pair=pair, state=LikelyDuplicate.State.MERGED, note=said, actor=actor)
    # Other pairs with the one that is gone: the next look finds those that still hold.
    gone = Q(first=other_id) | Q(second=other_id)
    LikelyDuplicate.objects.filter(gone, state=LikelyDuplicate.State.OPEN).delete()
    return move


@transaction.atomic
def merge_pair(*, pair_id: int, kept_id: int, reason: str, government: Government, actor: Actor) -> ProductMove:
    """Merge a suggested pair into the one of the two that is kept. Raises as `locked_pair` and `merge`."""
    pair = locked_pair(pair_id=pair_id, duty=Duty.CURATE_CATALOGUE, government=government, actor=actor)
    if kept_id not in (pair.first_id, pair.second_id):
        raise RuleBroken("kept_missing", "Pilih produk mana yang dipertahankan.")
    other_id = pair.first_id if kept_id == pair.second_id else pair.second_id
    return merge(kept_id=kept_id, other_id=other_id, reason=reason, government=government, actor=actor)


@transaction.atomic
def split(
    *, product_id: int, offer_ids: Collection[int], name: str, reason: str, government: Government, actor: Actor
) -> ProductMove:
    """Take some offers of a product out into a product of their own, which begins as a copy without claims and GTIN:
    those have to be stated for it. Raises as `merge`; 422 where nothing or everything is taken out."""
    said = need_reason(reason)
    source = _locked([product_id], government, actor)[product_id]
    if source.merged_into_id:
        raise RuleBroken("merged_already", "Produk ini sudah digabung ke produk lain.", status=409)
    here = set(source.offers.values_list("pk", flat=True))
    wanted = sorted(set(offer_ids))
    if not wanted or not set(wanted) <= here or len(wanted) == len(here):
        raise RuleBroken(
            "split_what",
            "Pilih penawaran yang dikeluarkan: paling sedikit satu, dan paling sedikit satu tetap tinggal.",
        )
    title = " ".join(name.split())[:300] or source.name
    target = Product.objects.get(pk=source.pk)
    target.pk, target.name, target.gtin, target.national_id = None, title, "", ""
    target.save(force_insert=True)
    return _move(Kind.SPLIT, source, target, wanted, [], said, government, actor)


@transaction.atomic
def undo(*, move_id: int, reason: str, government: Government, actor: Actor) -> ProductMove:
    """Give back what a merge or a split moved. Raises RuleBroken: 404 for another government's, 409 where it has been
    undone, or where something of it has been moved on since (that has to be undone first)."""
    said = need_reason(reason)
    move = ProductMove.objects.select_for_update().filter(pk=move_id, government=government).first()
    if move is None:
        raise RuleBroken("move_unknown", "Tindakan ini tidak ada.", status=404)
    both = _locked([move.source_id, move.target_id], government, actor)
    if move.undone_at is not None:
        raise RuleBroken("undone_already", f"Sudah dibatalkan oleh {move.undone_by_label}.", status=409)
    source, target = both[move.source_id], both[move.target_id]
    _check_unmoved(move, target)
    Offer.objects.filter(pk__in=move.offers).update(product=source)
    Claim.objects.filter(pk__in=move.claims).update(product=source)
    merged = move.kind == Kind.MERGE
    emptied = source if merged else target
    emptied.merged_into = None if merged else source
    emptied.save(update_fields=["merged_into"])
    move.undone_at, move.undone_by_label, move.undone_reason = clock.now(), actor.label, said
    move.save(update_fields=["undone_at", "undone_by_label", "undone_reason"])
    if merged:
        LikelyDuplicate.objects.filter(
            first=min(source.pk, target.pk), second=max(source.pk, target.pk), state=LikelyDuplicate.State.MERGED
        ).update(state=LikelyDuplicate.State.OPEN, note="", decided_at=None, decided_by_id=None)
    _settle(move, f"catalogue.{'merge' if merged else 'split'}_undone", said, government, actor)
    return move


def obstacle(kept: Product, other: Product) -> str:
    """Why two products cannot be one thing, as a sentence; empty where a person may decide that they are."""
    if kept.pk == other.pk:
        return "Pilih dua produk yang berbeda."
    if kept.etalase_id != other.etalase_id:
        return "Keduanya di etalase yang berbeda. Pindahkan salah satunya dahulu."
    if (kept.unit, kept.pack_size, kept.base_unit) != (other.unit, other.pack_size, other.base_unit):
        return "Satuan jual atau isi kemasannya berbeda, sehingga harganya tidak dapat berdampingan."
    if kept.gtin and other.gtin and kept.gtin != other.gtin:
        return "GTIN keduanya berbeda: itu dua barang. Perbaiki GTIN yang salah dahulu."
    return ""


def _both(kept_id: int, other_id: int, government: Government, actor: Actor) -> tuple[Product, Product]:
    if kept_id == other_id:
        raise RuleBroken("not_one_thing", "Pilih dua produk yang berbeda.")
    found = _locked([kept_id, other_id], government, actor)
    return found[kept_id], found[other_id]


def _locked(ids: Collection[int], government: Government, actor: Actor) -> dict[int, Product]:
    """Products by id, locked in the order of their ids so that two curators never wait for each other."""
    rows = Product.objects.select_for_update(of=("self",)).select_related("etalase").filter(pk__in=ids).order_by("pk")
    found = {product.pk: product for product in rows}
    if len(found) != len(set(ids)):
        raise RuleBroken("product_unknown", "Produk ini tidak ada.", status=404)
    require_curator(
        actor=actor,
        duty=Duty.CURATE_CATALOGUE,
        government=government,
        shelf_governments={product.etalase.government_id for product in found.values()},
    )
    require_distance(actor=actor, product_ids=list(found))
    return found


def _move(
    kind: ProductMove.Kind,
    source: Product,
    target: Product,
    offers: list[int],
    claims: list[int],
    reason: str,
    government: Government,
    actor: Actor,
) -> ProductMove:
    Offer.objects.filter(pk__in=offers).update(product=target)
    Claim.objects.filter(pk__in=claims).update(product=target)
    move = ProductMove.objects.create(
        government=government,
        kind=kind,
        source=source,
        target=target,
        offers=offers,
        claims=claims,
        reason=reason,
        at=clock.now(),
        by_id=actor.user_id,
        by_label=actor.label,
    )
    name = "catalogue.products_merged" if kind == Kind.MERGE else "catalogue.product_split"
    _settle(move, name, reason, government, actor)
    return move


def _settle(move: ProductMove, event: str, reason: str, government: Government, actor: Actor) -> None:
    """Class, search and journal follow a move or its undoing."""
    reclassify(product_ids=[move.source_id, move.target_id])
    reindex(list(Offer.objects.filter(product_id__in=[move.source_id, move.target_id]).values_list("pk", flat=True)))
    journal.append(
        name=event,
        actor=actor,
        subject=f"product:{move.target_id}",
        payload={
            "move": move.pk,
            "source": move.source_id,
            "target": move.target_id,
            "offers": move.offers,
            "claims": move.claims,
            "reason": reason,
        },
        government_code=government.code,
    )


def _check_unmoved(move: ProductMove, target: Product) -> None:
    offers = Offer.objects.select_for_update().filter(pk__in=move.offers, product=target).count()
    claims = Claim.objects.select_for_update().filter(pk__in=move.claims, product=target).count()
    extra = move.kind == Kind.SPLIT and target.offers.count() != len(move.offers)
    later = ProductMove.objects.filter(undone_at=None, pk__gt=move.pk, source=target).exists()
    if offers != len(move.offers) or claims != len(move.claims) or extra or later or (
        move.kind == Kind.SPLIT and target.merged_into_id
    ):  # fmt: skip
        raise RuleBroken(
            "moved_since",
            "Sebagian isinya sudah dipindahkan lagi sesudah itu. Batalkan dahulu tindakan yang lebih baru.",
            status=409,
        )
