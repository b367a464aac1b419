"""Writing the catalogue."""

from .archive import bring_archive, forget_archive
from .archive_return import restore_archive
from .photos import add_photos, arrange_photos, attach_photos, keep_photo, remove_photo
from .regions import apply_places, serve_regions
from .saving import save_search
from .storefronts import keep_in_step, storefront
from .ties import tie_sellers

__all__ = [
    "add_photos",
    "apply_places",
    "arrange_photos",
    "attach_photos",
    "bring_archive",
    "forget_archive",
    "keep_in_step",
    "keep_photo",
    "remove_photo",
    "restore_archive",
    "save_search",
    "serve_regions",
    "storefront",
    "tie_sellers",
]
