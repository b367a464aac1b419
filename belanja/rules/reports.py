"""The life of a periodic report, and the quarters it may be written for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from . import periods
from .duties import Duty


class State(StrEnum):
    DRAFT = "draft"
    FROZEN = "frozen"
    ISSUED = "issued"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    State.DRAFT: "draf",
    State.FROZEN: "dibekukan",
    State.ISSUED: "diterbitkan",
    State.SUPERSEDED: "digantikan",
    State.WITHDRAWN: "ditarik",
}


class Action(StrEnum):
    OPEN = "open"
    FREEZE = "freeze"
    ISSUE = "issue"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"
    DISCARD = "discard"


@dataclass(frozen=True)
class Transition:
    """From one of `sources` to `target` (None: the draft is gone), by whoever holds `duty` (None: follows by
    itself from another action)."""

    action: Action
    sources: frozenset[State]
    target: State | None
    duty: Duty | None
    label: str


TRANSITIONS: dict[Action, Transition] = {
    step.action: step
    for step in (
        Transition(Action.FREEZE, frozenset({State.DRAFT}), State.FROZEN, Duty.FREEZE_REPORT, "Bekukan angka"),
        Transition(Action.DISCARD, frozenset({State.DRAFT}), None, Duty.DRAFT_REPORT, "Buang draf"),
        Transition(Action.ISSUE, frozenset({State.FROZEN}), State.ISSUED, Duty.ISSUE_REPORT, "Terbitkan"),
        Transition(Action.SUPERSEDE, frozenset({State.FROZEN, State.ISSUED}), State.SUPERSEDED, None, "Digantikan"),
        Transition(
            Action.WITHDRAW,
            frozenset({State.FROZEN, State.ISSUED}),
            State.WITHDRAWN,
            Duty.FREEZE_REPORT,
            "Tarik laporan",
        ),
    )
}


def cut_off(year: int, quarter: int, today: date) -> date:
    """The day up to which a report of a quarter counts: its last day, or today while the quarter still runs."""
    return min(periods.quarter(year, quarter).last, today)


def is_over(year: int, quarter: int, today: date) -> bool:
    """Whether the quarter has ended: only then may its figures be frozen."""
    return today > periods.quarter(year, quarter).last


def has_begun(year: int, quarter: int, today: date) -> bool:
    """Whether there is anything to report on."""
    return today >= periods.quarter(year, quarter).first


def title_of(year: int, quarter: int) -> str:
    """`Laporan Pemantauan e-Purchasing, PDN, dan UMKK Triwulan III Tahun Anggaran 2026`."""
    roman = periods.QUARTERS[quarter - 1]
    return f"Laporan Pemantauan e-Purchasing, PDN, dan UMKK Triwulan {roman} Tahun Anggaran {year}"
