"""What a search is narrowed by: each choice knows its condition, its facet, and its place in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from . import codes


class Order(StrEnum):
    """`AFFIRMED` is relevance with the points of affirmation; `RELEVANCE` without them."""

    AFFIRMED = "afirmasi"
    RELEVANCE = "relevansi"
    CHEAPEST = "harga"
    DEAREST = "-harga"


@dataclass(frozen=True)
class Filters:
    """Chosen values; None or empty narrows nothing. `pdn` and `scale` are places in `codes`, `region` is the bit of a
    region, `place` and `brand` are ids, `province` the ids of its places, `values` ids of FacetValue by attribute key,
    prices are whole rupiah."""

    etalase: int | None = None
    pdn: int | None = None
    scale: int | None = None
    place: int | None = None
    brand: int | None = None
    region: int | None = None
    step: int | None = None
    least: int | None = None
    most: int | None = None
    state: int | None = None
    seller: int | None = None
    values: Mapping[str, int] = field(default_factory=dict)
    province: tuple[int, ...] = ()

    def without(self, name: str) -> "Filters":
        """The same without one choice."""
        if name == "values":
            return replace(self, values={})
        if name == "province":
            return replace(self, province=())
        if name in CONDITIONS or name in FIXED:
            nothing: Any = None
            return replace(self, **{name: nothing})
        return replace(self, values={key: value for key, value in self.values.items() if key != name})

    @property
    def any(self) -> bool:
        return self != Filters()


#: Facet -> condition over the narrow row `s`; its parameter has the facet's name.
CONDITIONS = {
    "etalase": "s.etalase_id = %(etalase)s",
    "pdn": "s.pdn = %(pdn)s",
    "scale": "s.scale = %(scale)s",
    "place": "s.place_id = %(place)s",
    "brand": "s.brand_id = %(brand)s",
    "region": "s.regions & (1::bigint << %(region)s) <> 0",
    "step": "width_bucket(s.price, %(steps)s::bigint[]) = %(step)s",
    "state": "s.state = %(state)s",
}
#: Conditions that no facet counts: they hold for everything.
FIXED = {
    "seller": "s.seller_id = %(seller)s",
    "least": "s.price >= %(least)s",
    "most": "s.price <= %(most)s",
    "province": "s.place_id = ANY(%(province)s)",
}


def parameters(chosen: Filters) -> dict[str, object]:
    """The values behind the conditions."""
    named: dict[str, object] = {one.name: getattr(chosen, one.name) for one in fields(chosen) if one.name != "values"}
    named["province"] = list(chosen.province)
    return named | {"steps": list(codes.PRICE_STEPS)} | {f"value_{n}": v for n, v in enumerate(chosen.values.values())}
