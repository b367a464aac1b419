"""Searches as addresses: every choice has a word in the address, and every link is the address with one change."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.text import slugify

from belanja.catalogue.search import codes
from belanja.catalogue.search.directory import Directory
from belanja.catalogue.search.filters import Filters, Order
from belanja.rules.firms import Scale

#: Filter -> its word in the address.
WORDS = {
    "etalase": "etalase",
    "pdn": "pdn",
    "scale": "skala",
    "place": "asal",
    "province": "provinsi",
    "brand": "merek",
    "region": "kirim",
    "step": "harga",
    "state": "keadaan",
    "least": "min",
    "most": "maks",
}
_UNKNOWN_SCALE = "belum-diketahui"
_VALUE = "a."
_LARGEST = 10**15


@dataclass(frozen=True)
class Asked:
    """A search as its address says it. `base`: the page; `fixed`: what the page itself narrows by (its etalase, its
    firm), which the address of a choice does not repeat."""

    base: str
    text: str
    chosen: Filters
    order: Order
    page: int
    literally: bool
    directory: Directory
    fixed: frozenset[str] = frozenset()

    def href(self, **change: object) -> str:
        """The address with changes to `chosen`, `order`, `page`, `text` or `literally`; other changes begin again at
        the first page."""
        if "page" not in change:
            change["page"] = 1
        asked = replace(self, **change)  # type: ignore[arg-type]
        written = asked.parameters()
        return f"{self.base}?{urlencode(written)}" if written else self.base

    def parameters(self) -> list[tuple[str, str]]:
        """What the address says after the question mark."""
        told = [("q", self.text)] if self.text else []
        told += [(WORDS[name], word) for name in WORDS if name not in self.fixed and (word := self._word(name))]
        told += [(f"{_VALUE}{key}", str(value)) for key, value in self.chosen.values.items()]
        if self.order is not Order.AFFIRMED:
            told.append(("urut", self.order.value))
        if self.literally:
            told.append(("persis", "1"))
        if self.page > 1:
            told.append(("page", str(self.page)))
        return told

    def _word(self, name: str) -> str:
        value = getattr(self.chosen, name)
        if value is None or value == ():
            return ""
        if name == "etalase":
            return self.directory.shelves[int(value)].slug
        if name == "province":
            return next((slugify(one) for one, places in self.directory.provinces.items() if places == value), "")
        if name == "pdn":
            return str(codes.PDN[value].value)
        if name == "scale":
            return str(codes.SCALES[value] or _UNKNOWN_SCALE)
        if name == "state":
            return str(codes.STATES[value])
        if name == "region":
            return str(next(place.id for place in self.directory.served if place.bit == value))
        return str(value)


def read(query: QueryDict, directory: Directory, *, base: str, fixed: Filters | None = None) -> Asked:
    """What an address asks for; words that mean nothing narrow nothing."""
    fixed = fixed or Filters()
    shelf = directory.shelf(query.get("etalase", ""))
    region = directory.places.get(_number(query.get("kirim")) or 0)
    place, brand = _number(query.get("asal")), _number(query.get("merek"))
    step = _number(query.get("harga"))
    chosen = Filters(
        etalase=fixed.etalase or (shelf.id if shelf else None),
        seller=fixed.seller,
        pdn=_pdn(query.get("pdn")),
        scale=_scale(query.get("skala", "")),
        place=place if place in directory.places else None,
        brand=brand if brand in directory.brands else None,
        region=region.bit if region else None,
        step=step if step is not None and step <= len(codes.PRICE_STEPS) else None,
        state=codes.STATES.index(query["keadaan"]) if query.get("keadaan") in codes.STATES else None,
        least=_number(query.get("min")),
        most=_number(query.get("maks")),
        values=_values(query, directory),
        province=next(
            (places for one, places in directory.provinces.items() if slugify(one) == query.get("provinsi")), ()
        ),
    )
    order = next((order for order in Order if order.value == query.get("urut")), Order.AFFIRMED)
    kept = frozenset(name for name in ("etalase", "seller") if getattr(fixed, name) is not None)
    return Asked(
        base, query.get("q", "").strip()[:160], chosen, order, min(_number(query.get("page")) or 1, 10_000),
        query.get("persis") == "1", directory, kept,
    )  # fmt: skip


def _number(written: str | None) -> int | None:
    digits = (written or "").strip().replace(".", "")
    return (
        int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 and int(digits) < _LARGEST else None
    )


def _pdn(written: str | None) -> int | None:
    return next((place for place, one in enumerate(codes.PDN) if one.value == written), None)


def _scale(written: str) -> int | None:
    if written == _UNKNOWN_SCALE:
        return codes.SCALES.index(None)
    return codes.SCALES.index(Scale(written)) if written in set(Scale) else None


def _values(query: QueryDict, directory: Directory) -> dict[str, int]:
    found = {}
    for name in sorted(query):
        value = _number(query.get(name))
        key = name.removeprefix(_VALUE)
        if name.startswith(_VALUE) and value in directory.values and directory.values[value][0] == key:
            found[key] = value
    return dict(list(found.items())[:6])
