"""Names behind the small numbers of the search, read once for a version of `SearchState`."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from threading import Lock

from django.db.models import OuterRef, Subquery

from belanja.catalogue.models import Brand, FacetValue, Region
from belanja.etalase.models import Etalase, ReadySpecification, Schema, SchemaAttribute
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
    price_class: str = ""
    state_since: date | None = None
    state_reason: str = ""
    successor: int | None = None
    specifications: tuple[tuple[str, str], ...] = ()
    """Ready specifications: slug and name."""


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

    @cached_property
    def served(self) -> tuple[Place, ...]:
        """The regions the installation serves, by their bit."""
        found = (place for place in self.places.values() if place.bit is not None)
        return tuple(sorted(found, key=lambda one: one.bit or 0))

    @cached_property
    def provinces(self) -> dict[str, tuple[int, ...]]:
        """The provinces in which regions are served, by name, each with all its places."""
        names = sorted({place.province for place in self.served if place.province})
        return {name: tuple(p.id for p in self.places.values() if p.province == name) for name in names}

    def successor(self, shelf: Shelf) -> Shelf:
        """Where a merged shelf's goods stand now; any other shelf is its own."""
        seen = {shelf.id}
        while shelf.successor in self.shelves and shelf.successor not in seen:
            shelf = self.shelves[shelf.successor]
            seen.add(shelf.id)
        return shelf

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
    latest = Subquery(
        Schema.objects.filter(etalase=OuterRef("schema__etalase")).order_by("-version").values("version")[:1]
    )
    rows = SchemaAttribute.objects.filter(schema__version=latest).order_by("schema_id", "position")
    for etalase_id, key, label, unit in rows.values_list("schema__etalase_id", "key", "label", "unit"):
        attributes.setdefault(etalase_id, {})[key] = (label, unit)
    specifications: dict[int, list[tuple[str, str]]] = {}
    for etalase_id, slug, name in ReadySpecification.objects.values_list("etalase_id", "slug", "name"):
        specifications.setdefault(etalase_id, []).append((slug, name))
    shelves = {
        one.pk: Shelf(
            one.pk, one.slug, one.name, one.sort_key, one.kind, one.state, one.motif, one.description,
            attributes.get(one.pk, {}), one.price_class, one.state_since, one.state_reason, one.merged_into_id,
            tuple(specifications.get(one.pk, ())),
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
