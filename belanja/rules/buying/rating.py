"""How a firm did, in four aspects (Peraturan LKPP 4/2021): each 0 to 3, weighted by dated rows (`beli.nilai.*`).

Rating is prompted and no gate; one that nobody gave in its days counts as *tidak dinilai*, never as a zero.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from .policy.book import Book


class Aspect(StrEnum):
    QUALITY = "mutu"
    COST = "biaya"
    TIME = "waktu"
    SERVICE = "layanan"

    @property
    def label(self) -> str:
        return {
            "mutu": "Kualitas dan kuantitas",
            "biaya": "Biaya",
            "waktu": "Waktu",
            "layanan": "Layanan",
        }[self.value]


MARKS: Mapping[int, str] = {0: "Buruk", 1: "Cukup", 2: "Baik", 3: "Sangat baik"}


def score(marks: Mapping[Aspect, int], *, book: Book) -> Decimal:
    """The weighted mark, 0.00 to 3.00, rounded half up. Raises ValueError unless every aspect has a mark of `MARKS`."""
    if set(marks) != set(Aspect) or not set(marks.values()) <= set(MARKS):
        raise ValueError("a rating has four aspects, each 0 to 3")
    weights = {aspect: book.number(f"beli.nilai.{aspect.value}") for aspect in Aspect}
    weighted = sum((weights[aspect] * marks[aspect] for aspect in Aspect), Decimal(0))
    return (weighted / sum(weights.values())).quantize(Decimal("0.01"), ROUND_HALF_UP)


def in_words(value: Decimal) -> str:
    """The word nearest to a score: `Baik`."""
    return MARKS[int(value.quantize(Decimal(1), ROUND_HALF_UP))]
