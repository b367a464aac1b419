"""Asks indicators of subjects as they come and counts what is said: nothing that is not flagged is kept."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from belanja.rules.channels import Channel
from belanja.rules.flags import engine
from belanja.rules.flags.cases import case_key
from belanja.rules.flags.catalogue import BY_CODE, asked_of
from belanja.rules.flags.engine import Result
from belanja.rules.flags.model import Indicator, Verdict
from belanja.rules.flags.subjects import Subject
from belanja.rules.flags.told import untold
from belanja.rules.kept import plain

from .reading import Reading

#: Indicator, version, channel (empty: of several, or of none).
Key = tuple[str, int, str]


@dataclass
class Count:
    """What one indicator said on one channel."""

    evaluated: int = 0
    unjudged: int = 0
    flagged: int = 0
    answered: int = 0
    unchanged: int = 0
    missing: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Flagged:
    """A flag as it was found, with what it was asked of and the tally that it is counted in."""

    result: Result
    subject: Subject
    count: Count

    @cached_property
    def named(self) -> tuple[str, int, str, str]:
        one = self.result
        return one.indicator, one.version, one.kind, one.key

    @property
    def case(self) -> str:
        return case_key(BY_CODE[self.result.indicator], self.subject)

    @cached_property
    def said(self) -> str:
        """What was said, as one mark: the same verdict, figures, thresholds and documents give the same."""
        one = self.result
        told = [one.stands.value, one.missing, one.strong, dict(one.figures),
                [(row.key, row.value) for row in one.thresholds], plain(one.answered)]  # fmt: skip
        return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def evidence(self) -> str:
        """`engine.kept` as JSON, without what was not told: what is left out is what a subject starts with."""
        record = {"subject": plain(self.subject, told=True), "result": plain(self.result)}
        return json.dumps(record, ensure_ascii=False)


@dataclass
class Judged:
    """What a sweep found so far."""

    reading: Reading
    asked: int = 0
    tallies: dict[Key, Count] = field(default_factory=dict)
    _plans: dict[tuple[type[Subject], Channel | None], "_Plan"] = field(default_factory=dict)

    def ask(self, subjects: Iterable[Subject]) -> list[Flagged]:
        """Ask of each what concerns it. Returns what is flagged."""
        book, found = self.reading.book, list[Flagged]()
        for subject in subjects:
            self.asked += 1
            plan = self._plan(type(subject), subject.channel)
            for count, missing in plan.never:
                count.unjudged += 1
                count.missing[missing] += 1
            for indicator, count in plan.asked:
                if engine.concerns(indicator, subject):
                    result = engine.judge(indicator, subject, book=book)
                    if _counted(result, count):
                        found.append(Flagged(result, subject, count))
        return found

    def _plan(self, kind: type[Subject], channel: Channel | None) -> "_Plan":
        if (kind, channel) not in self._plans:
            self._plans[kind, channel] = self._made(kind, channel)
        return self._plans[kind, channel]

    def _made(self, kind: type[Subject], channel: Channel | None) -> "_Plan":
        plan = _Plan()
        for indicator in asked_of(kind):
            if channel is not None and channel not in indicator.about:
                continue
            key = (indicator.code, indicator.version, _channel(channel))
            count = self.tallies.setdefault(key, Count())
            lacks = untold(channel, indicator.needs) if channel is not None else ()
            if lacks:
                plan.never.append((count, ", ".join(one.value for one in lacks)))
            else:
                plan.asked.append((indicator, count))
        return plan


@dataclass
class _Plan:
    """What is asked of a kind on a channel: indicators that can be judged, and tallies of those that never can."""

    asked: list[tuple[Indicator, Count]] = field(default_factory=list)
    never: list[tuple[Count, str]] = field(default_factory=list)


def _counted(result: Result, count: Count) -> bool:
    """Count what was said; whether it is flagged."""
    if result.stands is Verdict.UNJUDGED:
        count.unjudged += 1
        count.missing[_told(result.missing)] += 1
        return False
    count.evaluated += 1
    if result.stands is not Verdict.FLAGGED:
        return False
    count.flagged += 1
    count.answered += bool(result.answered)
    return True


def _channel(channel: Channel | None) -> str:
    return channel.value if channel is not None else ""


def _told(missing: str) -> str:
    """What was missing without its figures (after ';'), so that like answers are counted together."""
    return missing.split(";", 1)[0][:120]
