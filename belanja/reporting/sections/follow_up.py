"""F8: what became of the report of the quarter before: its counts of findings, and what was asked upon it."""

from typing import Any

from belanja.foundation import clock
from belanja.reporting.models import Disposition
from belanja.reporting.record import Record


def build(record: Record) -> dict[str, Any]:
    """Counts of the former report beside which those of this one are read, and of dispositions upon it as they stood
    when this one was frozen. Without a former report: nothing to follow."""
    if record.frozen is not None:
        frozen: dict[str, Any] = record.frozen["follow_up"]
        return frozen
    former = record.former
    if former is None:
        return {"report": None, "oversight": None, "dispositions": {"asked": 0, "answered": 0, "late": 0}}
    told = former.get("oversight")
    report = former["report"]
    asked = Disposition.objects.filter(
        snapshot__government=record.government, snapshot__year=report["year"], snapshot__quarter=report["quarter"]
    )
    waiting = asked.filter(answered_at=None)
    return {
        "report": {"title": report["title"], "cut_off": report["cut_off"]},
        "oversight": {part: told[part] for part in ("findings", "recommendations")} if told else None,
        "dispositions": {
            "asked": asked.count(),
            "answered": asked.exclude(answered_at=None).count(),
            "late": waiting.filter(due_on__lt=clock.today()).count(),
        },
    }
