"""What the papers of a review say, already in words for readers; whoever has the records fills it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from belanja.rules.oversight.results import Result


@dataclass(frozen=True, kw_only=True)
class Member:
    """One of the team by post; `declared`: when he declared that he is independent, in words."""

    post: str
    declared: str


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """A review as its letter of assignment gives it. `letter`: number and day of that letter."""

    code: str
    title: str
    kind: str
    year: int
    letter: str
    objects: str
    period: str
    channels: str
    goal: str = ""
    basis: Sequence[str] = ()
    team: Sequence[Member] = ()


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """How a sample was drawn and from what; `explained`: the method in one sentence."""

    number: int
    method: str
    explained: str
    seed: str
    size: str
    frame: str
    amount: str
    digest: str
    drawn: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One question of a checklist with its criterion and source, and what was answered."""

    question: str
    criterion: str
    answer: str
    note: str = ""
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class Supervision:
    """A note of whoever reviews a working paper, and what was made of it."""

    post: str
    day: str
    note: str
    reply: str
    state: str


@dataclass(frozen=True, kw_only=True)
class WorkingPaper:
    """A KKR. `item`: what it is about, `amount` in words, `why`: how it came into the sample. `steps`: who made and
    reviewed it, by post and day. `finished`: both reviews are done, so that it is no draft any more. `day`: of its last
    change."""

    number: str
    item: str
    amount: str
    why: str
    day: date
    conclusion: str
    reason: str
    answers: Sequence[Answer]
    supervision: Sequence[Supervision] = ()
    steps: Sequence[tuple[str, str]] = ()
    case: str = ""
    finished: bool = False


@dataclass(frozen=True, kw_only=True)
class Note:
    """One note of a CHR to a unit in the auditors' form. `code`: by which it is answered; `paper`: the working paper it
    comes from. `response`: what the unit said and when, or that it kept silent until its term; empty while it is waited
    for."""

    number: str
    code: str
    form: Result
    unit: str = ""
    paper: str = ""
    response: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, kw_only=True)
class Row:
    """An item of the sample with its working paper, for the annex."""

    number: str
    item: str
    stratum: str
    amount: str
    certain: str
    paper: str
    conclusion: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a review came to: `counts` by conclusion, `answers` by question of the checklist (ya, tidak, tidak dapat
    dinilai, tidak berlaku)."""

    counts: Sequence[tuple[str, str]]
    answers: Sequence[tuple[str, str, str, str, str]]
    rows: Sequence[Row]
    notes: Sequence[Note]
