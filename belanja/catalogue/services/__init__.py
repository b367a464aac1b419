"""Writing the catalogue."""

from .archive import bring_archive, forget_archive
from .photos import add_photos, arrange_photos, attach_photos, keep_photo, remove_photo
from .regions import serve_regions
from .storefronts import keep_in_step, storefront

__all__ = [
    "add_photos",
    "arrange_photos",
    "attach_photos",
    "bring_archive",
    "forget_archive",
    "keep_in_step",
    "keep_photo",
    "remove_photo",
    "serve_regions",
    "storefront",
]
