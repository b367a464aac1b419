"""Writing the catalogue."""

from .archive import bring_archive, forget_archive
from .regions import serve_regions
from .storefronts import keep_in_step, storefront

__all__ = ["bring_archive", "forget_archive", "keep_in_step", "serve_regions", "storefront"]
