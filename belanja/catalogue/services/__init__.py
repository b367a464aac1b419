"""Writing the catalogue."""

from .regions import serve_regions

__all__ = ["serve_regions"]
