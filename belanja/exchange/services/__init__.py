"""Writing: sheets and photos that firms upload, and where their listings stand in the national catalogue."""

from .national import record_national_number
from .photo_archives import receive_photos, undo_photos
from .sheets import (
    apply_sheet,
    choose_rows,
    discard_upload,
    explain_headings,
    read_again,
    receive_sheet,
    undo_sheet,
)

__all__ = [
    "apply_sheet",
    "choose_rows",
    "discard_upload",
    "explain_headings",
    "read_again",
    "receive_photos",
    "receive_sheet",
    "record_national_number",
    "undo_photos",
    "undo_sheet",
]
