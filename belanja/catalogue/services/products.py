"""Putting two products together, taking one apart, and undoing either: what moves are offers and claims, and where
each came from is kept, so that undoing gives back what was, but for what its firm has changed since."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from belanja.catalogue.models import Claim, LikelyDuplicate, Offer, Product, ProductMove
from belanja.catalogue.models.offers import UNSEEN
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
    here = set(source.offers.exclude(UNSEEN).values_list("pk", flat=True))
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


@dataclass(frozen=True)
class Undone:
    """What undoing gave back, and what stayed: `offers_kept` have a product of their own since, by what their firm
    states now or by another decision; `claims_kept` their firm has taken back since."""

    move: ProductMove
    offers: list[int]
    claims: list[int]
    offers_kept: list[int]
    claims_kept: list[int]


@transaction.atomic
def undo(*, move_id: int, reason: str, government: Government, actor: Actor) -> Undone:
    """Give back what a merge or a split moved and what is still there; what its firm has changed since stays with the
    change. Raises RuleBroken: 404 for another government's, 409 where it has been undone, or where a later merge or
    split builds upon it (that has to be undone first)."""
    said = need_reason(reason)
    move = ProductMove.objects.select_for_update().filter(pk=move_id, government=government).first()
    if move is None:
        raise RuleBroken("move_unknown", "Tindakan ini tidak ada.", status=404)
    both = _locked([move.source_id, move.target_id], government, actor)
    if move.undone_at is not None:
        raise RuleBroken("undone_already", f"Sudah dibatalkan oleh {move.undone_by_label}.", status=409)
    source, target = both[move.source_id], both[move.target_id]
    _check_last(move)
    done = _still_there(move)
    merged = move.kind == Kind.MERGE
    back = done.claims
    if not merged:  # What was proved of the part since is proof of the whole again, where the whole has none.
        back = worth_moving(kept=source.claims.order_by("pk"), other=target.claims.order_by("pk"))
    Offer.objects.filter(pk__in=done.offers).update(product=source)
    Claim.objects.filter(pk__in=back).update(product=source)
    emptied = source if merged else target
    emptied.merged_into = None if merged else source
    emptied.save(update_fields=["merged_into"])
    move.undone_at, move.undone_by_label, move.undone_reason = clock.now(), actor.label, said
    move.save(update_fields=["undone_at", "undone_by_label", "undone_reason"])
    if merged:
        LikelyDuplicate.objects.filter(
            first=min(source.pk, target.pk), second=max(source.pk, target.pk), state=LikelyDuplicate.State.MERGED
        ).update(state=LikelyDuplicate.State.OPEN, note="", decided_at=None, decided_by_id=None)
    stayed = {"offers_kept": done.offers_kept, "claims_kept": done.claims_kept}
    _settle(move, f"catalogue.{'merge' if merged else 'split'}_undone", said, government, actor, stayed)
    return done


def what_undoing_gives(move: ProductMove) -> Undone:
    """The same without doing it, for the page that asks."""
    return _still_there(move, lock=False)


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
    require_distance(actor=actor, product_ids=list(found), government=government)
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


def _settle(
    move: ProductMove,
    event: str,
    reason: str,
    government: Government,
    actor: Actor,
    stayed: Mapping[str, list[int]] | None = None,
) -> None:
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
            **(stayed or {}),
        },
        government_code=government.code,
    )


def _still_there(move: ProductMove, *, lock: bool = True) -> Undone:
    """Which of the moved offers and claims are where the move put them."""
    offers = Offer.objects.filter(pk__in=move.offers, product=move.target_id)
    claims = Claim.objects.filter(pk__in=move.claims, product=move.target_id)
    here = set((offers.select_for_update() if lock else offers).values_list("pk", flat=True))
    proofs = set((claims.select_for_update() if lock else claims).values_list("pk", flat=True))
    return Undone(
        move,
        offers=[one for one in move.offers if one in here],
        claims=[one for one in move.claims if one in proofs],
        offers_kept=[one for one in move.offers if one not in here],
        claims_kept=[one for one in move.claims if one not in proofs],
    )


def _check_last(move: ProductMove) -> None:
    """Moves are undone from the last to the first: none that still holds may have built upon this one. An offer whose
    firm has given it a product of its own hinders nothing."""
    later = ProductMove.objects.filter(undone_at=None, pk__gt=move.pk)
    built = Q(source=move.target_id)
    if move.kind == Kind.SPLIT:
        built |= Q(target=move.target_id)  # Its product goes; what was put into it has to leave first.
    if later.filter(built).exists():
        raise RuleBroken(
            "moved_since",
            "Sesudah itu produknya digabung atau dipisah lagi. Batalkan dahulu tindakan yang lebih baru di Riwayat.",
            status=409,
        )
