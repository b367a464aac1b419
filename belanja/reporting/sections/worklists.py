"""What would mend the figures: how much of each kind of work waits, in rupiah."""

from typing import Any

from belanja.affirmation.selectors.worklists import work_summary
from belanja.reporting.record import Record
from belanja.rules.worklists import RULES, Work


def build(record: Record) -> list[dict[str, Any]]:
    """One entry for each kind of work of which something waits, in the order in which they pay."""
    summary = work_summary(government=record.government, year=record.year)
    return [
        {
            "work": work,
            "label": RULES[work].label,
            "todo": RULES[work].todo,
            "owner": RULES[work].owner,
            "place": RULES[work].place,
            "measure": RULES[work].measure,
            "count": summary.totals[work].count,
            "amount": summary.totals[work].amount,
        }
        for work in Work
        if summary.totals[work].count
    ]
