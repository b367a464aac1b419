"""From flags to cases: what belongs together, what comes first, and how much a desk can take in a week.

A flag asks; a case is opened by what is shown and not answered. Nothing is dropped: what does not fit into the week
waits, in the same order.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..buying.policy.book import Book
from .catalogue import BY_CODE
from .engine import Result
from .model import Gather, Indicator
from .subjects import Subject

#: How many days an accepted reason holds for the same question.
REASON_DAYS = "tanda.alasan.hari"
#: What a key is made of, by what flags are gathered; where a part is not told, the unit is what is left.
_PARTS: dict[Gather, tuple[str, ...]] = {
    Gather.UNIT_FIRM: ("unit", "firm"),
    Gather.FIRM: ("firm",),
    Gather.OFFICER: ("officer",),
    Gather.UNIT: ("unit",),
    Gather.PLAN: ("plan_code",),
}


@dataclass(frozen=True)
class Flag:
    """A flag that is shown and unanswered: what asks, on which day, by what it is gathered, how much it is about.
    `key`: of its subject, or of the row in which it is kept."""

    key: str
    indicator: str
    strong: bool
    day: date
    case: str
    amount: Decimal


@dataclass(frozen=True)
class Candidate:
    """Flags that belong to one case. `amount`: the largest that one of them is about, so that nothing counts twice."""

    case: str
    flags: tuple[Flag, ...]

    @property
    def indicators(self) -> tuple[str, ...]:
        return tuple(sorted({one.indicator for one in self.flags}))

    @property
    def amount(self) -> Decimal:
        return max(one.amount for one in self.flags)

    @property
    def priority(self) -> int:
        """Of each indicator once: severity times confidence, one more for the harder form. An order, no probability."""
        strong = {one.indicator for one in self.flags if one.strong}
        return sum(weight(BY_CODE[code]) + (code in strong) for code in self.indicators)


@dataclass(frozen=True)
class Accepted:
    """A reason that APIP has accepted of a case and an indicator."""

    case: str
    indicator: str
    on: date

    def holds(self, day: date, *, days: Decimal) -> bool:
        """Whether it still answers on a day."""
        return 0 <= (day - self.on).days <= days


@dataclass(frozen=True)
class Week:
    """What a week takes: `opened` as new cases, `joined` to cases that are open already, `waiting` for a later one."""

    opened: tuple[Candidate, ...]
    joined: tuple[Candidate, ...]
    waiting: tuple[Candidate, ...]


def weight(indicator: Indicator) -> int:
    """From 1 (low and weak) to 9 (high and strong)."""
    return int(indicator.severity) * int(indicator.confidence)


def case_key(indicator: Indicator, subject: Subject) -> str:
    """By what a flag is gathered: unit, firm, officer, plan line or pair, within a fiscal year."""
    names = _PARTS[indicator.gather]
    values = [str(getattr(subject, name)) for name in names]
    year = subject.year or subject.as_of.year
    if all(values):
        return ":".join([indicator.gather.value, *values, str(year)])
    left = subject.unit or subject.key
    return f"{Gather.UNIT.value}:{left}:{year}"


def gathered(
    found: Iterable[tuple[Result, Subject]],
    *,
    shown: Collection[str],
    accepted: Sequence[Accepted] = (),
    book: Book,
) -> list[Candidate]:
    """The cases that shown and unanswered flags make, the weightiest first, by `grouped`."""
    asking = [
        Flag(
            subject.key, result.indicator, result.strong, result.day, case_key(BY_CODE[result.indicator], subject),
            subject.amount,
        )
        for result, subject in found
        if result.indicator in shown and result.asks
    ]  # fmt: skip
    return grouped(asking, accepted=accepted, book=book)


def grouped(flags: Iterable[Flag], *, accepted: Sequence[Accepted] = (), book: Book) -> list[Candidate]:
    """What belongs together, the weightiest first. What was accepted of the same case and indicator within the dated
    days is not asked again."""
    days = book.number(REASON_DAYS)
    known: dict[tuple[str, str], list[Accepted]] = {}
    for one in accepted:
        known.setdefault((one.case, one.indicator), []).append(one)
    groups: dict[str, list[Flag]] = {}
    for flag in flags:
        if not any(one.holds(flag.day, days=days) for one in known.get((flag.case, flag.indicator), ())):
            groups.setdefault(flag.case, []).append(flag)
    made = [Candidate(case, tuple(of)) for case, of in groups.items()]
    return sorted(made, key=lambda one: (-one.priority, -one.amount, one.case))


def week(
    candidates: Sequence[Candidate], *, auditors: int, opened: int, open_cases: Collection[str], book: Book
) -> Week:
    """What of `candidates` (the weightiest first) a week takes. `opened`: new cases of this week so far; the ceiling is
    the dated number for each auditor."""
    room = max(0, auditors * int(book.number("tanda.kasus.seminggu")) - opened)
    joined = tuple(one for one in candidates if one.case in open_cases)
    fresh = [one for one in candidates if one.case not in open_cases]
    return Week(tuple(fresh[:room]), joined, tuple(fresh[room:]))
