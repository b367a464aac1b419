"""Drawing a sample that nobody can choose and anybody can draw again.

Members of a population are ordered by the SHA-256 of `seed:id`; the first so many are the sample. Seed, size and the
fingerprint of the population are recorded before anything is looked at, so that a draw cannot be repeated until it
suits (domain facts: patrol of the catalogue's manager, LKPP).
"""

from collections.abc import Iterable
from hashlib import sha256


def draw(population: Iterable[int], *, size: int, seed: str) -> list[int]:
    """`size` members (all, where there are fewer), in the order of the draw."""
    ranked = sorted(set(population), key=lambda one: (sha256(f"{seed}:{one}".encode()).hexdigest(), one))
    return ranked[: max(size, 0)]


def fingerprint(population: Iterable[int]) -> str:
    """SHA-256 over the ids of a population in ascending order, one a line: what was drawn from."""
    return sha256("\n".join(str(one) for one in sorted(set(population))).encode()).hexdigest()
