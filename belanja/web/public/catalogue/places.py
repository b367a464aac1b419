"""Whose catalogue it is, and the regions a visitor may choose as the place of delivery."""

from django.http import HttpRequest

from belanja.affirmation.remembered import kept
from belanja.catalogue.search import directory, vocabulary
from belanja.web import context
from belanja.web.public import doors


def places_served() -> dict[int, str]:
    """Region id -> name, by name. One query; the names are read again only when they have changed."""
    served = directory.current(vocabulary.version()).served
    return {place.id: place.name for place in sorted(served, key=lambda one: one.name)}


def enter(request: HttpRequest) -> None:
    """Tell the surroundings of a page whose catalogue it is. No query while nothing has changed."""
    government = kept(("katalog", "government"), doors.default_government)
    if government:
        context.at(request, government)
