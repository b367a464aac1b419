"""The frame of a sample as it is kept: lines in the order of their keys, so that the same frame is the same bytes; and
what has changed between two frames."""

import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .sampling import Item

_MOST_NAMED = 20


@dataclass(frozen=True)
class Packed:
    """`digest`: SHA-256 of the lines, before they are packed."""

    content: bytes
    digest: str
    count: int
    amount: Decimal


def packed(items: Iterable[Item]) -> Packed:
    """A frame as it is kept, whatever the order in which it was read."""
    frame = sorted(items, key=lambda one: one.key)
    lines = _lines(frame)
    return Packed(
        zlib.compress(lines), hashlib.sha256(lines).hexdigest(), len(frame),
        sum((one.amount for one in frame), Decimal(0)),
    )  # fmt: skip


def unpacked(content: bytes, digest: str) -> tuple[Item, ...]:
    """The frame that was kept. Raises ValueError where it is not that of `digest`."""
    lines = zlib.decompress(content)
    if hashlib.sha256(lines).hexdigest() != digest:
        raise ValueError("the frame is not the one that was kept")
    return tuple(_item(line) for line in lines.decode().split("\n") if line)


@dataclass(frozen=True)
class Difference:
    """What a frame has now that it had not, has no more, and has otherwise: how many, and some of their keys."""

    added: int
    gone: int
    altered: int
    named: tuple[str, ...]

    @property
    def same(self) -> bool:
        return not (self.added or self.gone or self.altered)


def difference(then: Iterable[Item], now: Iterable[Item]) -> Difference:
    """Between the frame as it was kept and as it stands. Risk counts too: it may change what is drawn by risk."""
    before, after = {one.key: one for one in then}, {one.key: one for one in now}
    added, gone = sorted(set(after) - set(before)), sorted(set(before) - set(after))
    altered = sorted(key for key in set(before) & set(after) if before[key] != after[key])
    return Difference(len(added), len(gone), len(altered), tuple((*added, *gone, *altered)[:_MOST_NAMED]))


def _lines(frame: Iterable[Item]) -> bytes:
    rows = ([one.key, f"{one.amount:.2f}", one.stratum, one.risk] for one in frame)
    return "".join(f"{json.dumps(row)}\n" for row in rows).encode()


def _item(line: str) -> Item:
    key, amount, stratum, risk = json.loads(line)
    return Item(key, Decimal(amount), stratum, risk)
