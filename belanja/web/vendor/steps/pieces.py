"""What these pages show and no other: things to open, each with where it stands and a line or two about it; and the
card with the one thing to do next. Plain lists, so that they stay small."""

from collections.abc import Sequence
from dataclasses import dataclass

from belanja.web.pieces import Link, Piece, StatusTag


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing; `facts`: lines below it, so that nothing is squeezed on a narrow screen; `action`: where what they ask
    for is done, if not at `href`."""

    label: str
    tag: StatusTag
    href: str = ""
    facts: Sequence[str] = ()
    action: Link | None = None


@dataclass(frozen=True, kw_only=True)
class Items(Piece):
    template = "vendor/_items.html"
    items: Sequence[Item]


@dataclass(frozen=True, kw_only=True)
class NextCard(Piece):
    """The one thing to do next: what, why, and where it is done; `where` tells the way on paper."""

    template = "vendor/_next.html"
    title: str
    text: str
    action: Link | None = None
    where: str = ""
