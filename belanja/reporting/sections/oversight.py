"""Questions, cases and findings of the year, as counts alone: names stand in APIP's own papers."""

from typing import Any

from belanja.oversight.selectors.counted import Asked, counted
from belanja.reporting.record import Record
from belanja.rules.flags.catalogue import BY_CODE
from belanja.rules.oversight.states import CaseState, FindingState, Resolution


def build(record: Record) -> dict[str, Any]:
    """Counts as they stood when the report was frozen: what goes on afterwards is taken from there when it is
    rebuilt."""
    if record.frozen is not None:
        frozen: dict[str, Any] = record.frozen["oversight"]
        return frozen
    found = counted(government_id=record.government.pk, year=record.year)
    return {
        "asked": [entry(one) for one in found.asked if one.indicator in BY_CODE],
        "cases": [{"label": state.label, "count": found.cases.get(state.value, 0)} for state in CaseState],
        "findings": [{"label": state.label, "count": found.findings.get(state.value, 0)} for state in FindingState],
        "recommendations": [
            {"label": one.label, "count": found.recommendations.get(one.value, 0)} for one in Resolution
        ],
    }


def entry(one: Asked) -> dict[str, Any]:
    """One indicator with its question and its counts."""
    rule = BY_CODE[one.indicator]
    return {
        "code": one.indicator,
        "family": rule.family.value,
        "question": rule.question,
        "severity": rule.severity.label,
        "count": one.count,
        "strong": one.strong,
        "answered": one.answered,
        "oldest": one.oldest,
    }
