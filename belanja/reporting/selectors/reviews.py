"""Reads of reviews: where one is, its notes with what was answered, and who made the report."""

from dataclasses import dataclass
from functools import cached_property

from belanja.rules.reporting.reviews import ReviewState, ReviewStep, Side, state_of

from ..models import ReviewAct, Snapshot


@dataclass(frozen=True)
class Note:
    """What a reviewer noted, the replies to it, and its clearing."""

    act: ReviewAct
    replies: tuple[ReviewAct, ...]
    cleared: ReviewAct | None


@dataclass(frozen=True)
class Review:
    """The review of one report, with its steps in order."""

    snapshot: Snapshot
    acts: tuple[ReviewAct, ...]

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Every note in order."""
        return tuple(self._note(one) for one in self.acts if one.step == ReviewStep.NOTE)

    @property
    def open_notes(self) -> tuple[Note, ...]:
        """Those that nobody has cleared."""
        return tuple(note for note in self.notes if note.cleared is None)

    @property
    def state(self) -> str:
        """Where it is; empty before it was handed in."""
        return state_of((one.step for one in self.acts), len(self.open_notes))

    @property
    def done(self) -> bool:
        """Whether the report may be issued to be signed."""
        return self.state == ReviewState.DONE

    @property
    def version(self) -> int:
        """How many steps were taken: a page that knows of fewer is old."""
        return len(self.acts)

    @property
    def makers(self) -> set[int | None]:
        """Who opened, froze, handed in or answered for the report."""
        mine = {one.by_id for one in self.acts if one.side == Side.MAKER}
        return {self.snapshot.opened_by_id, self.snapshot.frozen_by_id, *mine} - {None}

    def _note(self, act: ReviewAct) -> Note:
        about = [one for one in self.acts if one.of_id == act.pk]
        replies = tuple(one for one in about if one.step == ReviewStep.REPLY)
        return Note(act, replies, next((one for one in about if one.step == ReviewStep.CLEAR), None))


def review(snapshot: Snapshot) -> Review:
    """The review of a report as it stands. One query."""
    return Review(snapshot, tuple(snapshot.review_acts.order_by("at", "pk")))
