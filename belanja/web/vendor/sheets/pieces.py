"""What these pages show and no other: a list of short statements in a table's cell, and a photo with its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from belanja.web.pieces import Piece


@dataclass(frozen=True, kw_only=True)
class Lines(Piece):
    """Statements under each other: a term and what is said of it; `more`: what stands below them."""

    template = "vendor/_lines.html"
    lines: Sequence[tuple[str, str]]
    more: str = ""
