"""Writing the catalogue."""

from .archive import bring_archive, forget_archive
from .regions import serve_regions

__all__ = ["bring_archive", "forget_archive", "serve_regions"]
