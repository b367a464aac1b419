"""Photos of a firm's listings: taken in, put in order, given words, taken away."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from belanja.catalogue.models import Offer, Photo, PhotoFile
from belanja.catalogue.photos import limits
from belanja.catalogue.photos.rewriting import refusal, rewritten
from belanja.foundation import clock
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import ListingState
from belanja.vendors import selectors as vendors

_CLOSED = frozenset({ListingState.ARCHIVE.value, ListingState.REMOVED.value})


@dataclass(frozen=True)
class Added:
    """What became of the photos of one listing: new ones, and how many it had already."""

    photos: tuple[Photo, ...]
    known: int


def keep_photo(*, content: bytes, name: str) -> PhotoFile:
    """The two pictures of a file, written anew; a file that was kept before is not opened again. Raises RuleBroken
    422 `photo_…` where it is not taken."""
    if len(content) > limits.LARGEST:
        raise refusal("large", name)
    digest = hashlib.sha256(content).hexdigest()
    known = PhotoFile.objects.filter(sha256=digest).defer("large", "small").first()
    if known is not None:
        return known
    made = rewritten(content, name=name)
    kept, _new = PhotoFile.objects.get_or_create(
        sha256=digest,
        defaults={
            "width": made.large.width,
            "height": made.large.height,
            "large": made.large.content,
            "small": made.small.content,
            "made_at": clock.now(),
        },
    )
    return kept


def add_photos(*, offer_id: int, files: Sequence[tuple[str, bytes]], actor: Actor) -> Added:
    """Photos (name and bytes each) behind those that the listing has. All or none; one it has already is not added
    again. Raises RuleBroken 404 for a stranger, 409 for an archived or removed listing, 422 for what is no photo."""
    _require(offer_id, actor)
    kept = [keep_photo(content=content, name=name) for name, content in files]
    return attach_photos(offer_id=offer_id, files=kept, actor=actor)


@transaction.atomic
def attach_photos(*, offer_id: int, files: Sequence[PhotoFile], actor: Actor) -> Added:
    """Photos that were kept before, behind those that the listing has. Raises RuleBroken like `add_photos`."""
    offer = _taken(offer_id, actor)
    there = {photo.sha256 for photo in offer.photos.all()}
    new = list({file.sha256: file for file in files if file.sha256 not in there}.values())
    if len(there) + len(new) > limits.MOST:
        raise RuleBroken(
            "photos_too_many",
            f"Satu barang paling banyak {limits.MOST} foto; sudah ada {len(there)}. Hapus yang lama lebih dulu.",
        )
    last = offer.photos.aggregate(last=Max("position"))["last"]
    first = 0 if last is None else last + 1
    now = clock.now()
    made = Photo.objects.bulk_create(
        Photo(
            offer=offer,
            file=file,
            position=place,
            alt_text=_words(offer.product.name, place),
            width=file.width,
            height=file.height,
            added_at=now,
            added_by_id=actor.user_id,
        )
        for place, file in enumerate(new, start=first)
    )
    if made:
        _tell("catalogue.photos_added", offer, actor, {"files": [photo.sha256 for photo in made]})
    return Added(tuple(made), len(files) - len(made))


@transaction.atomic
def arrange_photos(*, offer_id: int, order: Sequence[int], words: dict[int, str], actor: Actor) -> None:
    """Put the listing's photos (ids) in an order and give them their words. Raises RuleBroken 409 where the photos
    have changed meanwhile, 422 where words are missing."""
    offer = _taken(offer_id, actor)
    photos = {photo.pk: photo for photo in offer.photos.select_for_update()}
    if sorted(photos) != sorted(order):
        raise RuleBroken(
            "photos_changed", "Foto barang ini baru saja berubah. Muat ulang halaman, lalu urutkan lagi.", status=409
        )
    for place, pk in enumerate(order):
        photo = photos[pk]
        told = " ".join(words.get(pk, photo.alt_text).split())[:160]
        if not told:
            raise RuleBroken("photo_words_missing", f"Isi keterangan foto ke-{place + 1}: apa yang terlihat.")
        photo.position, photo.alt_text = place, told
    Photo.objects.bulk_update(photos.values(), ["position", "alt_text"])
    _tell("catalogue.photos_arranged", offer, actor, {"files": [photos[pk].sha256 for pk in order]})


@transaction.atomic
def remove_photo(*, offer_id: int, photo_id: int, actor: Actor) -> None:
    """Take one photo away; its file goes when no listing shows it. One that is gone already stays gone."""
    offer = _taken(offer_id, actor)
    photo = offer.photos.select_for_update().filter(pk=photo_id).first()
    if photo is None:
        return
    photo.delete()
    if not Photo.objects.filter(file__sha256=photo.sha256).exists():
        PhotoFile.objects.filter(sha256=photo.sha256).delete()
    for place, left in enumerate(offer.photos.all()):
        if left.position != place:
            left.position = place
            left.save(update_fields=["position"])
    _tell("catalogue.photo_removed", offer, actor, {"file": photo.sha256})


def _words(name: str, place: int) -> str:
    """Words until the firm writes better ones: the thing itself, and which picture of it."""
    return (f"Foto {name}"[:148] + (f" ({place + 1})" if place else "")).strip()


def _require(offer_id: int, actor: Actor) -> None:
    """Whoever acts for the firm of the listing; for everybody else the listing is not there."""
    firm_id = Offer.objects.filter(pk=offer_id).values_list("seller__firm_id", flat=True).first()
    if firm_id is None:
        raise RuleBroken("not_found", "Barang ini tidak ditemukan.", status=404)
    vendors.require_member(actor, firm_id)


def _taken(offer_id: int, actor: Actor) -> Offer:
    offer = (
        Offer.objects.select_for_update(of=("self",))
        .select_related("product", "seller", "government")
        .filter(pk=offer_id, seller__firm__isnull=False)
        .first()
    )
    if offer is None or offer.seller.firm_id is None:
        raise RuleBroken("not_found", "Barang ini tidak ditemukan.", status=404)
    vendors.require_member(actor, offer.seller.firm_id)
    if offer.state in _CLOSED:
        raise RuleBroken(
            "listing_closed", "Barang ini arsip atau sudah dihapus; fotonya tidak dapat diubah.", status=409
        )
    return offer


def _tell(event: str, offer: Offer, actor: Actor, payload: dict[str, object]) -> None:
    journal.append(
        name=event,
        actor=actor,
        subject=f"offer:{offer.pk}",
        government_code=offer.government.code if offer.government else "",
        payload=payload,
    )
