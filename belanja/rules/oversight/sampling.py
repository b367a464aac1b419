"""Samples of what is to be looked at: random, stratified, by monetary unit, by risk; drawn with a seed, so that anybody
draws the same again. The order of what is handed in does not matter.

Random numbers come from SHA-256 of the seed and the key, not from a generator of a language's version: the same seed
gives the same sample on any machine, for ever. Monetary unit sampling (standards 2: attribute sampling by rupiah) picks
with a fixed interval from a random start; what is larger than the interval is certain.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ..decisions import RuleBroken

_WHOLE = 2**256


class Method(StrEnum):
    RANDOM = "acak"
    STRATIFIED = "berlapis"
    MONETARY = "satuan_rupiah"
    RISK = "risiko"

    @property
    def label(self) -> str:
        return {
            "acak": "acak sederhana",
            "berlapis": "acak berlapis menurut unit",
            "satuan_rupiah": "menurut satuan rupiah (MUS)",
            "risiko": "menurut risiko",
        }[self.value]

    @property
    def explained(self) -> str:
        """How it draws, for whoever chooses it or reads what was drawn."""
        return {
            "acak": "Setiap butir berpeluang sama; urutannya diacak dari benih.",
            "berlapis": "Kerangka dibagi menurut unit; tiap unit diwakili sebanding dengan jumlah butirnya, sedikitnya "
            "satu bila ukurannya cukup.",
            "satuan_rupiah": "Setiap rupiah berpeluang sama: dari titik awal acak diambil satu butir tiap selang "
            "rupiah yang tetap; butir yang lebih besar daripada selang itu pasti masuk.",
            "risiko": "Yang paling berat tandanya lebih dahulu, lalu yang terbesar nilainya. Sampel ini tidak mewakili "
            "seluruh kerangka.",
        }[self.value]


@dataclass(frozen=True)
class Item:
    """What may be drawn. `risk`: weight of the flags on it, an order and no probability; `stratum`: its layer."""

    key: str
    amount: Decimal
    stratum: str = ""
    risk: int = 0


@dataclass(frozen=True)
class Drawn:
    """What was drawn, and why: `certain` where it could not be left out."""

    item: Item
    certain: bool = False


def draw(items: Iterable[Item], *, method: Method, size: int, seed: str) -> tuple[Drawn, ...]:
    """A sample of `size` of `items` (all, where there are no more), by key. Raises RuleBroken 422 without a seed, for a
    size below one, and for a key that comes twice."""
    frame = sorted(items, key=lambda one: one.key)
    if not seed.strip():
        raise RuleBroken("sample_seed", "Benih sampel belum diisi.")
    if size < 1:
        raise RuleBroken("sample_size", "Ukuran sampel paling sedikit satu.")
    if len({one.key for one in frame}) < len(frame):
        raise RuleBroken("sample_twice", "Satu hal tidak boleh dua kali dalam kerangka sampel.")
    if size >= len(frame):
        return tuple(Drawn(one, certain=True) for one in frame)
    drawn = _METHODS[method](frame, size, seed)
    return tuple(sorted(drawn, key=lambda one: one.item.key))


def interval(items: Iterable[Item], size: int) -> Fraction:
    """The monetary interval: rupiah in all by size."""
    total = sum((Fraction(one.amount) for one in items if one.amount > 0), Fraction(0))
    return total / size


def _number(seed: str, key: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}\x1f{key}".encode()).digest())


def _shuffled(items: Iterable[Item], seed: str) -> list[Item]:
    return sorted(items, key=lambda one: (_number(seed, one.key), one.key))


def _random(frame: Sequence[Item], size: int, seed: str) -> list[Drawn]:
    return [Drawn(one) for one in _shuffled(frame, seed)[:size]]


def _stratified(frame: Sequence[Item], size: int, seed: str) -> list[Drawn]:
    """Each layer in proportion to its number (largest remainders), one at least where the size allows."""
    layers: dict[str, list[Item]] = {}
    for one in frame:
        layers.setdefault(one.stratum, []).append(one)
    shares = _shares({name: len(rows) for name, rows in layers.items()}, size, seed)
    return [Drawn(one) for name, rows in layers.items() for one in _shuffled(rows, seed)[: shares[name]]]


def _shares(counts: dict[str, int], size: int, seed: str) -> dict[str, int]:
    """How many of `size` each layer gets, never more than it has."""
    total = sum(counts.values())
    order = sorted(counts, key=lambda name: (_number(seed, name), name))
    if size < len(counts):
        return {name: int(name in order[:size]) for name in counts}
    exact = {name: Fraction(count * size, total) for name, count in counts.items()}
    shares = {name: max(1, int(part)) for name, part in exact.items()}
    by_rest = sorted(order, key=lambda name: shares[name] - exact[name])
    while (missing := size - sum(shares.values())) != 0:
        step = 1 if missing > 0 else -1
        fit = [one for one in by_rest if 1 <= shares[one] + step <= counts[one]]
        name = fit[0] if step > 0 else fit[-1]
        shares[name] += step
        by_rest.sort(key=lambda one: shares[one] - exact[one])
    return shares


def _monetary(frame: Sequence[Item], size: int, seed: str) -> list[Drawn]:
    """Certain items above the interval first, then every interval-th rupiah of the rest from a random start."""
    certain: list[Item] = []
    rest = [one for one in frame if one.amount > 0]
    while rest and size > len(certain):
        step = interval(rest, size - len(certain))
        large = [one for one in rest if Fraction(one.amount) >= step]
        if not large:
            break
        certain += large
        rest = [one for one in rest if Fraction(one.amount) < step]
    drawn = [Drawn(one, certain=True) for one in certain]
    left = size - len(certain)
    if not rest or left <= 0:
        return drawn[:size]
    step = interval(rest, left)
    at = step * Fraction(_number(seed, "awal"), _WHOLE)
    reached = Fraction(0)
    for one in rest:
        reached += Fraction(one.amount)
        if at < reached:
            drawn.append(Drawn(one))
            at += step
    return drawn


def _risk(frame: Sequence[Item], size: int, seed: str) -> list[Drawn]:
    """The heaviest first, the larger amount before the smaller; ties by chance."""
    order = sorted(frame, key=lambda one: (-one.risk, -one.amount, _number(seed, one.key)))
    return [Drawn(one) for one in order[:size]]


_METHODS: dict[Method, Callable[[Sequence[Item], int, str], list[Drawn]]] = {
    Method.RANDOM: _random,
    Method.STRATIFIED: _stratified,
    Method.MONETARY: _monetary,
    Method.RISK: _risk,
}
