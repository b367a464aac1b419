"""What this report is: whose, of which quarter, up to which day, by which code."""

from typing import Any

from belanja.reporting.record import Record
from belanja.rules import periods
from belanja.rules.reports import title_of

#: The layout of a document: from the second on its chapters stand under the headings A to I.
SCHEMA = "belanja.report/2"


def build(record: Record) -> dict[str, Any]:
    """Identity of the report; one that is rebuilt keeps its layout.

    `known_at` is the last change of the record it was computed from.
    """
    government = record.government
    quarter = periods.quarter(record.year, record.quarter)
    return {
        "schema": record.frozen["report"]["schema"] if record.frozen else SCHEMA,
        "title": title_of(record.year, record.quarter),
        "government": {
            "code": government.code,
            "name": government.name,
            "kind": government.kind,
            "region_code": government.region_code,
            "is_example": government.is_example,
        },
        "year": record.year,
        "quarter": record.quarter,
        "period": {
            "label": quarter.label,
            "first": periods.fiscal_year(record.year).first,
            "last": quarter.last,
            "complete": record.cut_off == quarter.last,
        },
        "cut_off": record.cut_off,
        "known_at": record.known_at,
        "code": record.code,
    }
