"""The regions a visitor may choose as the place of delivery."""

from belanja.catalogue.search import directory, vocabulary


def places_served() -> dict[int, str]:
    """Region id -> name, by name. One query; the names are read again only when they have changed."""
    served = directory.current(vocabulary.version()).served
    return {place.id: place.name for place in sorted(served, key=lambda one: one.name)}
