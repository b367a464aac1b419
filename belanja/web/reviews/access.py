"""The words that every page of reviews shares."""

from belanja.foundation import clock, text
from belanja.oversight.models import ResultNote, Review, SampleItem, WorkingPaper
from belanja.rules.oversight.reviews import Conclusion, ReviewKind, ReviewState
from belanja.web.pieces import Cell, StatusTag
from belanja.web.pieces.base import Standing

SECTION = "reviews:reviews"
_TONE = {
    ReviewState.PLANNED: Standing.UNKNOWN,
    ReviewState.REPORTED: Standing.REACHED,
    ReviewState.CANCELLED: Standing.UNKNOWN,
}
_CONCLUDED = {
    Conclusion.FITS: Standing.REACHED,
    Conclusion.NOTED: Standing.ON_WAY,
    Conclusion.DEEPEN: Standing.BEHIND,
}


def review_tag(found: Review) -> StatusTag:
    state = ReviewState(found.state)
    return StatusTag(standing=_TONE.get(state, Standing.ON_WAY), word=text.capital_first(state.label))


def conclusion_tag(paper: WorkingPaper) -> StatusTag:
    said = Conclusion(paper.conclusion)
    return StatusTag(standing=_CONCLUDED[said], word=text.capital_first(said.label))


def due_words(found: Review) -> str:
    """Since when it is so, and until when somebody acts."""
    since = f"sejak {text.long_date(text.local_day(found.since))}"
    if found.due is None:
        return since
    late = ", lewat tenggat" if clock.today() > found.due else ""
    return f"{since}, tenggat {text.long_date(found.due)}{late}"


def due_cell(found: Review | ResultNote, *, open_still: bool) -> Cell | str:
    """Until when, and that it is late; nothing where nobody has to act any more."""
    if found.due is None or not open_still:
        return Cell(text="tidak ada", words=True)
    return Cell(text=text.long_date(found.due), sub="lewat tenggat" if clock.today() > found.due else "")


def kind_of(found: Review) -> str:
    return ReviewKind(found.kind).label


def standing_of(paper: WorkingPaper | None) -> str:
    """How far the working paper of an item is."""
    if paper is None:
        return "belum ditulis"
    if paper.supervisor_at is not None:
        return "selesai direviu"
    if paper.leader_at is not None:
        return "menunggu pengendali teknis"
    return "menunggu ketua tim" if paper.submitted_at is not None else "disusun"


def paper_of(item: SampleItem) -> WorkingPaper | None:
    """The working paper of an item, where one was begun."""
    return getattr(item, "paper", None)
