"""Writing the catalogue."""

from .archive import bring_archive, forget_archive
from .archive_return import restore_archive
from .photos import add_photos, arrange_photos, attach_photos, keep_photo, remove_photo
from .regions import apply_places, serve_regions
from .saving import save_search
from .storefronts import keep_in_step, storefront
from .ties import tie_sellers
from .wanted import Wanted, answer_need, post_need, take_back_need

__all__ = [
    "Wanted",
    "add_photos",
    "answer_need",
    "apply_places",
    "arrange_photos",
    "attach_photos",
    "bring_archive",
    "forget_archive",
    "keep_in_step",
    "keep_photo",
    "post_need",
    "remove_photo",
    "restore_archive",
    "save_search",
    "serve_regions",
    "storefront",
    "take_back_need",
    "tie_sellers",
]
