"""The few drawn signs of Belanja: outlines on a 16 by 16 grid, coloured by the text around them."""

from functools import cache
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

PATHS: Final[dict[str, str]] = {
    "reached": "M2 8.5 6 12.5 14 3.5",
    "onway": "M2 8h11M9 4l4 4-4 4",
    "behind": "M8 2v11M4 9l4 4 4-4",
    "band": "M1 8h14M4 5 1 8l3 3M12 5l3 3-3 3",
    "unknown": "M5.5 5.5a2.5 2.5 0 1 1 3.6 2.3C8.3 8.2 8 8.8 8 9.7M8 12.7v.3",
    "held": "M5.5 3v10M10.5 3v10",
    "info": "M8 7v5M8 4v.3M15 8A7 7 0 1 1 1 8a7 7 0 0 1 14 0Z",
    "success": "M5 8.3 7.2 10.5 11.2 5.7M15 8A7 7 0 1 1 1 8a7 7 0 0 1 14 0Z",
    "warning": "M8 1.5 15 14H1ZM8 6v4M8 12v.2",
    "error": "M8 4.5v4M8 11v.3M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z",
    "up": "M4 10l4-4 4 4",
    "down": "M4 6l4 4 4-4",
    "sort": "M5 6l3-3 3 3M5 10l3 3 3-3",
    "search": "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.7 10.7 15 15",
    "document": "M3 1h6.5L13 4.5V15H3ZM9.5 1v3.5H13M5.5 8h5M5.5 11h5",
    "link": "M6 3H3v10h10v-3M9 2h5v5M14 2 7.5 8.5",
    "download": "M8 2v8M4.5 6.5 8 10l3.5-3.5M2 14h12",
    "box": "M2 5 8 2l6 3v6l-6 3-6-3ZM2 5l6 3 6-3M8 8v6",
    "cross": "M3 3l10 10M13 3 3 13",
    "flag": "M3 15V2h9l-2 3.5L12 9H3",
}


@cache
def icon(name: str) -> SafeString:
    """The sign as inline SVG, hidden from assistive technology: a word always stands beside it."""
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.75" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        mark_safe(PATHS[name]),  # noqa: S308  (a constant of this file)
    )
