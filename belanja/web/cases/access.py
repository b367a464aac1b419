"""Who reads cases, and the words that every page of them shares."""

from collections.abc import Iterable

from belanja.foundation import clock, text
from belanja.oversight.models import Case, Finding, Question
from belanja.rules.oversight.states import CaseState, FindingState
from belanja.vendors.finding import names_of
from belanja.web.naming import shown
from belanja.web.pieces import Cell, StatusTag
from belanja.web.pieces.base import Standing

SECTION, FINDINGS, ASKED = "cases:cases", "cases:findings", "cases:asked"
_CASE_TONE = {
    CaseState.DETECTED: Standing.UNKNOWN,
    CaseState.ACCEPTED: Standing.REACHED,
    CaseState.DONE: Standing.REACHED,
    CaseState.DISMISSED: Standing.REACHED,
    CaseState.ESCALATED: Standing.BEHIND,
}
_FINDING_TONE = {
    FindingState.DRAFT: Standing.UNKNOWN,
    FindingState.SETTLED: Standing.REACHED,
    FindingState.WITHDRAWN: Standing.REACHED,
    FindingState.IMPOSSIBLE: Standing.BEHIND,
}


def case_tag(found: Case) -> StatusTag:
    state = CaseState(found.state)
    return StatusTag(standing=_CASE_TONE.get(state, Standing.ON_WAY), word=text.capital_first(state.label))


def finding_tag(found: Finding) -> StatusTag:
    state = FindingState(found.state)
    return StatusTag(standing=_FINDING_TONE.get(state, Standing.ON_WAY), word=text.capital_first(state.label))


def due_cell(found: Case | Finding | Question) -> Cell | str:
    """Until when, and that it is late."""
    if found.due is None or (isinstance(found, Question) and found.answered_at is not None):
        return "tidak ada"
    late = clock.today() > found.due
    return Cell(text=text.long_date(found.due), sub="lewat tenggat" if late else "")


def due_words(found: Case | Finding) -> str:
    """How long it is so, and until when somebody acts."""
    days = (clock.today() - text.local_day(found.since)).days
    since = "sejak hari ini" if not days else f"sejak {text.number(days)} hari"
    if found.due is None:
        return since
    late = ", lewat tenggat" if clock.today() > found.due else ""
    return f"{since}, tenggat {text.long_date(found.due)}{late}"


def firm_names(found: Iterable[Case | Finding | Question]) -> dict[int, str]:
    return names_of({one.firm_id for one in found if one.firm_id is not None})


def whom(found: Case | Finding | Question, names: dict[int, str]) -> str:
    """Unit and firm that it is about or to whom it is put."""
    parts = [shown(found.unit.name)] if found.unit is not None else []
    if found.firm_id is not None:
        parts.append(names.get(found.firm_id, ""))
    return " dan ".join(parts) or "pejabat atau pola"
