"""Reading photos: which a listing has, and the bytes of one picture."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from belanja.catalogue.models import Photo, PhotoFile
from belanja.catalogue.photos import limits
from belanja.rules.listings import VISIBLE

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class PhotoView:
    """One photo of a listing. `width`, `height` are those of the large picture; both sizes have its shape."""

    id: int
    offer_id: int
    sha256: str
    alt_text: str
    width: int
    height: int
    position: int


def photos_of(offer_ids: Collection[int]) -> Mapping[int, Sequence[PhotoView]]:
    """Offer id -> its photos in their order; offers without photos are left out. One query, without the bytes."""
    found: dict[int, list[PhotoView]] = {}
    for view in _views(Photo.objects.filter(offer__in=list(offer_ids))):
        found.setdefault(view.offer_id, []).append(view)
    return found


def first_photos(offer_ids: Collection[int]) -> Mapping[int, PhotoView]:
    """Offer id -> the photo that a list shows."""
    return {view.offer_id: view for view in _views(Photo.objects.filter(offer__in=list(offer_ids), position=0))}


def photos_of_product(product_id: int) -> Sequence[PhotoView]:
    """Photos of everybody's visible listings of a product, each file once, the oldest listing's first."""
    visible = [state.value for state in VISIBLE]
    seen: dict[str, PhotoView] = {}
    for view in _views(Photo.objects.filter(offer__product=product_id, offer__state__in=visible)):
        seen.setdefault(view.sha256, view)
    return list(seen.values())


def _views(photos: QuerySet[Photo]) -> Iterator[PhotoView]:
    rows: Any = photos.order_by("offer_id", "position").values_list(
        "id", "offer_id", "file_id", "alt_text", "width", "height", "position"
    )
    return (PhotoView(*row) for row in rows)


def picture_bytes(sha256: str, width: int) -> bytes | None:
    """The WebP of a file in one of the two widths of `photos.limits.WIDTHS`; None where there is none."""
    sizes = {longest: name for name, longest in limits.WIDTHS.items()}
    if width not in sizes or not _SHA256.fullmatch(sha256):
        return None
    found = PhotoFile.objects.filter(sha256=sha256).values_list(sizes[width], flat=True).first()
    return None if found is None else bytes(found)
