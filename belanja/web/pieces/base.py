"""What every piece of a page has in common.

A piece is a small frozen dataclass that knows its template; a view fills it, a page shows it with
`{% load components %}{% show piece %}`. Pieces may hold other pieces. Nothing here reads the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Base of all pieces; `template` is rendered with the piece as `piece` and nothing else of the page. `drawn_once`:
    many pages hold the very same (no form, nothing of a person), so that it is drawn once a process."""

    template: ClassVar[str]
    drawn_once: ClassVar[bool] = False


class Standing(StrEnum):
    """How a unit stands against its target; always shown as icon and word together."""

    REACHED = "reached"
    ON_WAY = "onway"
    BEHIND = "behind"
    BAND = "band"
    UNKNOWN = "unknown"
    HELD = "held"


STANDING_WORDS = {
    Standing.REACHED: _("tercapai"),
    Standing.ON_WAY: _("menuju"),
    Standing.BEHIND: _("tertinggal"),
    Standing.BAND: _("belum pasti"),
    Standing.UNKNOWN: _("belum diketahui"),
    Standing.HELD: _("ditahan"),
}


def standing(*, share: Decimal | None, target: Decimal, path: Decimal | None, held: bool = False) -> Standing:
    """Where a share (percent) stands: against the target, else against `path`, its value on the straight path
    at the cut-off (percent). Without a path everything short of the target counts as on the way.
    """
    if held:
        return Standing.HELD
    if share is None:
        return Standing.UNKNOWN
    if share >= target:
        return Standing.REACHED
    return Standing.BEHIND if path is not None and share < path else Standing.ON_WAY


@dataclass(frozen=True, kw_only=True)
class Link:
    """A place to go: label, address, and whether one is there already."""

    label: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One option of a choice list or checkbox group."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class StatusTag(Piece):
    """Icon and word of a standing; `word` replaces the usual word (`menuju 30%`)."""

    template = "components/status_tag.html"
    drawn_once = True
    standing: Standing
    word: str = ""

    @property
    def text(self) -> object:
        return self.word or STANDING_WORDS[self.standing]


@dataclass(frozen=True, kw_only=True)
class Badge(Piece):
    """A class of a product or firm in words; `kind` is pdn-1 … pdn-4, pdn-unproven, pdn-import or plain."""

    template = "components/badge.html"
    drawn_once = True
    text: str
    kind: str = "plain"
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Notice(Piece):
    """A message in the page: what happened, why, what to do next. `kind`: info, success, warning, error."""

    template = "components/notice.html"
    kind: str = "info"
    title: str
    text: str = ""
    action: Link | None = None


@dataclass(frozen=True, kw_only=True)
class EmptyState(Piece):
    """Nothing here yet: why, and the next action."""

    template = "components/empty_state.html"
    title: str
    text: str = ""
    action: Link | None = None


@dataclass(frozen=True, kw_only=True)
class Breadcrumbs(Piece):
    """The way back, first the broadest; the last is the page itself and is not a link."""

    template = "components/breadcrumbs.html"
    links: Sequence[Link]


@dataclass(frozen=True, kw_only=True)
class Tabs(Piece):
    """Views of one object as plain links; `label` names the set for screen readers."""

    template = "components/tabs.html"
    drawn_once = True
    label: str
    links: Sequence[Link]


@dataclass(frozen=True, kw_only=True)
class Menu(Piece):
    """Where one can go from every page. `marked`: says which of them is the page itself."""

    template = "components/menu.html"
    drawn_once = True
    links: Sequence[Link]
    marked: bool = True


@dataclass(frozen=True, kw_only=True)
class LinkGroup:
    """Links that belong to one work, under its name."""

    title: str
    links: Sequence[Link]


@dataclass(frozen=True, kw_only=True)
class Directory(Piece):
    """Many places to go, in groups beside each other; `label` names the whole for screen readers."""

    template = "components/directory.html"
    label: str
    groups: Sequence[LinkGroup]


@dataclass(frozen=True, kw_only=True)
class Actions(Piece):
    """What somebody can do right here, the first of them first; one link under the other."""

    template = "components/actions.html"
    links: Sequence[Link]


@dataclass(frozen=True, kw_only=True)
class Facets(Piece):
    """One group of a facet list with counts; a chosen value links to the list without it."""

    template = "components/facets.html"
    title: str
    links: Sequence[Link]
