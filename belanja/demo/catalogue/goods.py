"""Reading the list of goods: shelves with their attributes, and kinds of goods with all their variants."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from belanja.rules.attributes import Attribute, AttributeType

_FILE = Path(__file__).parent / "data" / "goods.txt"
#: One size with decimals, not a list of values.
_DECIMAL = re.compile(r"\d+,\d+ \w+")
_FIRST_NUMBER = re.compile(r"\d+(?:,\d+)?")


@dataclass(frozen=True)
class Kind:
    """A kind of good: its name with {attributes}, what is sold, what it costs (rupiah a sold unit, or a base unit where
    the pack follows from an attribute), and flags."""

    name: str
    unit: str
    pack: str
    base: str
    low: int
    high: int
    values: dict[str, tuple[str, ...]]
    flags: frozenset[str]

    def variants(self) -> Iterator[dict[str, str]]:
        """Every combination of the attribute values."""
        for chosen in itertools.product(*self.values.values()):
            yield dict(zip(self.values, chosen, strict=True))

    def named(self, chosen: dict[str, str]) -> str:
        return self.name.format(**{key: value[:1].upper() + value[1:] for key, value in chosen.items()})

    def pack_of(self, chosen: dict[str, str]) -> Decimal:
        """Base units in one sold unit."""
        if self.pack != "*":
            return Decimal(self.pack)
        told = chosen.get("berat") or chosen.get("ukuran") or "1"
        found = _FIRST_NUMBER.search(told)
        return Decimal(found[0].replace(",", ".")) if found else Decimal(1)


@dataclass(frozen=True)
class Shelf:
    name: str
    kind: str
    motif: str
    price_class: str
    kbki: str
    attributes: tuple[Attribute, ...]
    brands: tuple[str, ...]
    kinds: tuple[Kind, ...]


def shelves() -> list[Shelf]:
    """The shelves in the order of the file."""
    blocks = [block.strip().splitlines() for block in _FILE.read_text(encoding="utf-8").split("\n\n")]
    return [_shelf(lines) for lines in blocks if lines and " | " in lines[0] and not lines[0].startswith('# "')]


def _shelf(lines: list[str]) -> Shelf:
    name, kind, motif, price_class, kbki, attributes = (part.strip() for part in lines[0].removeprefix("# ").split("|"))
    kinds = tuple(_kind(line.removeprefix("- ")) for line in lines[2:])
    brands = lines[1].removeprefix("@ ").strip()
    spoken: dict[str, list[str]] = {}
    for one in kinds:
        for key, values in one.values.items():
            spoken.setdefault(key, []).extend(values)
    return Shelf(
        name,
        kind,
        motif,
        price_class,
        kbki,
        tuple(_attribute(part, spoken) for part in attributes.split(" ; ")),
        () if brands == "-" else tuple(brands.split(", ")),
        kinds,
    )


def _attribute(text: str, spoken: dict[str, list[str]]) -> Attribute:
    key, label, written, *rest = (part.strip() for part in text.split(":"))
    unit, flags = (rest[0], rest[1]) if len(rest) > 1 else ("", rest[0] if rest else "")
    type_ = AttributeType(written)
    allowed = tuple(dict.fromkeys(spoken.get(key, ()))) if type_ is AttributeType.CHOICE else ()
    return Attribute(key, label, type_, unit, allowed, "!" in flags, "*" in flags)


def _kind(line: str) -> Kind:
    name, sold, price, values, flags = (part.strip() for part in f"{line} ".split("|"))
    unit, pack, base = sold.split()
    low, _, high = price.partition("-")
    told = dict(part.split("=", 1) for part in values.split(";"))
    return Kind(
        name,
        unit,
        pack,
        base,
        int(Decimal(low) * 1000),
        int(Decimal(high or low) * 1000),
        {key: (one,) if _DECIMAL.fullmatch(one) else tuple(one.split(",")) for key, one in told.items()},
        frozenset(flags),
    )
