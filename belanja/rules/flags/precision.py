"""How good a question is: how often it can be put, how often it is, what became of it, and when it may be shown."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ..buying.policy.book import Book
from ..intervals import wilson
from ..written import number
from .counting import more_than


class Disposition(StrEnum):
    """What APIP says of an answered flag. The last two say that it was right to ask."""

    ACCEPTED = "dapat_diterima"
    DEEPEN = "perlu_pendalaman"
    FINDING = "temuan"

    @property
    def label(self) -> str:
        return {
            "dapat_diterima": "Dapat diterima",
            "perlu_pendalaman": "Perlu pendalaman",
            "temuan": "Temuan",
        }[self.value]


#: The question was worth asking.
RIGHT = frozenset({Disposition.DEEPEN, Disposition.FINDING})


@dataclass(frozen=True)
class Rate:
    """A share with its 95 percent interval (Wilson). None of nothing: it is not known, and never 0 or 100 percent."""

    hits: int
    of: int

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.hits) / self.of if self.of else None

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        return wilson(self.hits, self.of)


@dataclass(frozen=True)
class Tally:
    """Of one version of an indicator. `evaluated`: judged, flagged or not; `answered`: flagged and answered in advance,
    among `flagged`; `reviewed`: disposed of, by what was said."""

    evaluated: int = 0
    unjudged: int = 0
    flagged: int = 0
    answered: int = 0
    accepted: int = 0
    deepened: int = 0
    findings: int = 0

    @property
    def reviewed(self) -> int:
        return self.accepted + self.deepened + self.findings

    @property
    def coverage(self) -> Rate:
        """Of all it was asked of, what could be judged."""
        return Rate(self.evaluated, self.evaluated + self.unjudged)

    @property
    def base_rate(self) -> Rate:
        """Of what could be judged, what asks a question."""
        return Rate(self.flagged - self.answered, self.evaluated)

    @property
    def precision(self) -> Rate:
        """Of what was reviewed, where it was right to ask."""
        return Rate(self.deepened + self.findings, self.reviewed)


def reasons_for_silence(tally: Tally, *, book: Book) -> tuple[str, ...]:
    """Why an indicator is not to be shown yet, in words; empty: it may be. A person decides."""
    sample, most, least = (
        book.number("tanda.tampil.contoh"),
        book.number("tanda.tampil.laju"),
        book.number("tanda.tampil.ketepatan"),
    )
    found = []
    rate = tally.base_rate
    if rate.share is None:
        found.append("laju dasarnya belum diketahui")
    elif more_than(rate.hits, rate.of, most):
        found.append(f"mengenai lebih dari {number(most)}% yang dinilai")
    if tally.reviewed < sample:
        found.append(f"baru {tally.reviewed} dari {number(sample)} contoh ditinjau")
    elif tally.precision.interval[0] * 100 < least:
        found.append(f"batas bawah ketepatannya di bawah {number(least)}%")
    return tuple(found)
