"""Asks indicators of a subject, keeps what was asked, and asks it again by the thresholds of its day or of another."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..buying.policy.book import Book, Noted, Threshold
from ..kept import made, plain
from . import subjects
from .catalogue import BY_CODE, asked_of
from .model import Found, Indicator, Verdict, unjudged
from .subjects import Document, Subject
from .told import untold

#: How long before the event a document may be.
ANSWER_DAYS = "tanda.jawab.hari"


@dataclass(frozen=True)
class Result:
    """What an indicator says of a subject on a day. `stands`: the verdict itself, also where nothing has changed;
    `answered`: documents that answer the question before it is put; `thresholds`: those it looked at."""

    indicator: str
    version: int
    kind: str
    key: str
    day: date
    verdict: Verdict
    stands: Verdict
    figures: Mapping[str, str]
    missing: str = ""
    strong: bool = False
    thresholds: tuple[Threshold, ...] = ()
    answered: tuple[Document, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it is a question that nothing has answered yet."""
        return self.stands is Verdict.FLAGGED and not self.answered


def concerns(indicator: Indicator, subject: Subject) -> bool:
    """Whether the question is put at all: to what it is asked of, and to the channels that it is about."""
    about = subject.channel is None or subject.channel in indicator.about
    return about and isinstance(subject, indicator.asked_of) and indicator.concerned(subject)


def judge(indicator: Indicator, subject: Subject, *, book: Book) -> Result:
    """What one indicator says. It sees the rows that it names and no others (KeyError). What the channel's source does
    not tell is not asked for: the verdict is UNJUDGED and names it."""
    rows = Noted({key: book.rows[key] for key in indicator.rows if key in book.rows})
    missing = untold(subject.channel, indicator.needs) if subject.channel else ()
    if subject.channel and missing:
        lacks = ", ".join(one.value for one in missing)
        found: Found = unjudged(f"{lacks}: tidak disebut {subject.channel.label}")
    else:
        found = indicator.judge(subject, Book(book.day, rows))
    looked_at = set(rows.looked_at)
    answered: tuple[Document, ...] = ()
    if found.verdict is Verdict.FLAGGED and (documents := _right_documents(indicator, subject)):
        looked_at.add(ANSWER_DAYS)
        answered = _in_time(documents, subject, book)
    return Result(
        indicator=indicator.code,
        version=indicator.version,
        kind=type(subject).__name__,
        key=subject.key,
        day=subject.as_of,
        verdict=found.verdict,
        stands=found.verdict,
        figures=found.figures,
        missing=found.missing,
        strong=found.strong,
        thresholds=tuple(book.rows[key] for key in sorted(looked_at)),
        answered=answered,
    )


def ask(subject: Subject, *, book: Book) -> tuple[Result, ...]:
    """What all indicators say that concern the subject, in the order of the catalogue."""
    return tuple(judge(one, subject, book=book) for one in asked_of(type(subject)) if concerns(one, subject))


def compared(now: Result, before: Result | None) -> Result:
    """`now`, or UNCHANGED where it says what was said before, on the same figures and by the same thresholds: then
    there is nothing to keep, and the evidence frozen before stands."""
    if before is None or _content(now) != _content(before):
        return now
    return replace(now, verdict=Verdict.UNCHANGED)


def kept(result: Result, subject: Subject) -> dict[str, Any]:
    """The frozen evidence as JSON: the question, what it was asked of, thresholds and answer."""
    return {"subject": plain(subject), "result": plain(result)}


def replayed(record: Mapping[str, Any], *, book: Book | None = None) -> Result:
    """The same question asked again of the frozen facts: by its own thresholds, or by those of another `book`.

    Raises KeyError for an indicator that is gone, ValueError for one that has become another version.
    """
    stored = record["result"]
    indicator = BY_CODE[stored["indicator"]]
    if indicator.version != stored["version"]:
        raise ValueError(f"{indicator.code} is version {indicator.version} now, not {stored['version']}")
    subject = made(getattr(subjects, stored["kind"]), record["subject"])
    own = {row["key"]: made(Threshold, row) for row in stored["thresholds"]}
    return judge(indicator, subject, book=book or Book(subject.as_of, own))


def counted(indicator: Indicator, asked: Iterable[Subject], *, book: Book) -> Counter[Verdict]:
    """How often it says what under these thresholds: how a change is tried on history before it is made."""
    return Counter(judge(indicator, one, book=book).stands for one in asked if concerns(indicator, one))


def _right_documents(indicator: Indicator, subject: Subject) -> tuple[Document, ...]:
    return tuple(one for one in subject.documents if one.kind in indicator.answered_by)


def _in_time(documents: Iterable[Document], subject: Subject, book: Book) -> tuple[Document, ...]:
    """Those that were there before the event, and not long before: one made afterwards answers nothing."""
    event, days = subject.event, book.number(ANSWER_DAYS)
    return tuple(one for one in documents if event is not None and 0 <= (event - one.day).days <= days)


def _content(result: Result) -> tuple[object, ...]:
    rows = tuple((row.key, row.value) for row in result.thresholds)
    said = (result.indicator, result.version, result.kind, result.key, result.stands, result.missing, result.strong)
    return (*said, dict(result.figures), rows, result.answered)
