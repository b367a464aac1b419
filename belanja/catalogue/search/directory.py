"""Names behind the small numbers of the search, read once for a version of `SearchState`."""

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from belanja.catalogue.models import Brand, FacetValue, Region
from belanja.etalase.models import Etalase, SchemaAttribute
from belanja.rules.listings import EtalaseState


@dataclass(frozen=True)
class Shelf:
    """An etalase as lists show it, with the labels of its attributes in force (key -> label and unit)."""

    id: int
    slug: str
    name: str
    sort_key: str
    kind: str
    state: str
    motif: str
    description: str
    attributes: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Place:
    """A kabupaten/kota; `code` of Kemendagri where it is known, `bit` where the installation serves it."""

    id: int
    name: str
    province: str
    bit: int | None
    code: str


@dataclass(frozen=True)
class Directory:
    shelves: dict[int, Shelf]
    places: dict[int, Place]
    brands: dict[int, str]
    values: dict[int, tuple[str, str]]

    @property
    def served(self) -> list[Place]:
        """The regions the installation serves, by their bit."""
        return sorted((place for place in self.places.values() if place.bit is not None), key=lambda one: one.bit or 0)

    @property
    def provinces(self) -> dict[str, tuple[int, ...]]:
        """The provinces in which regions are served, by name, each with all its places."""
        names = sorted({place.province for place in self.served if place.province})
        return {name: tuple(p.id for p in self.places.values() if p.province == name) for name in names}

    def shelf(self, slug: str) -> Shelf | None:
        return next((shelf for shelf in self.shelves.values() if shelf.slug == slug), None)


_reading = Lock()


def current(version: int) -> Directory:
    """The names as of a version."""
    with _reading:
        return _of(version)


@lru_cache(maxsize=1)
def _of(version: int) -> Directory:
    attributes: dict[int, dict[str, tuple[str, str]]] = {}
    rows = SchemaAttribute.objects.order_by("schema__version", "position")
    for etalase_id, key, label, unit in rows.values_list("schema__etalase_id", "key", "label", "unit"):
        attributes.setdefault(etalase_id, {})[key] = (label, unit)
    shelves = {
        one.pk: Shelf(
            one.pk, one.slug, one.name, one.sort_key, one.kind, one.state, one.motif, one.description,
            attributes.get(one.pk, {}),
        )
        for one in Etalase.objects.exclude(state=EtalaseState.PROPOSED.value)
    }  # fmt: skip
    places = {one.pk: Place(one.pk, str(one), one.province, one.bit, one.code) for one in Region.objects.all()}
    return Directory(
        shelves,
        places,
        dict(Brand.objects.values_list("id", "name")),
        {one.pk: (one.key, one.value) for one in FacetValue.objects.all()},
    )
