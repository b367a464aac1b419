"""The parts of report.json, one module each: `build(record)` gives plain values of Python.

To add a part: a module with `build`, a line here, and a chapter in `reporting.chapters` that shows it.
"""

from collections.abc import Callable
from typing import Any

from belanja.reporting.record import Record

from . import (
    basis,
    catalogue,
    changes,
    channels,
    comparison,
    confirmation,
    data_notes,
    definitions,
    follow_up,
    itkp,
    letter,
    marks,
    outside,
    oversight,
    provincial,
    regions,
    report,
    sensitivity,
    trend,
    units,
    unknowns,
    worklists,
)

SECTIONS: dict[str, Callable[[Record], Any]] = {
    "report": report.build,
    "basis": basis.build,
    "definitions": definitions.build,
    "provincial": provincial.build,
    "units": units.build,
    "trend": trend.build,
    "pdn": marks.pdn,
    "umkk": marks.umkk,
    "channels": channels.build,
    "itkp": itkp.build,
    "sensitivity": sensitivity.build,
    "unknowns": unknowns.build,
    "worklists": worklists.build,
    "data_notes": data_notes.build,
    "comparison": comparison.build,
    "regions": regions.build,
    "letter": letter.build,
    "confirmation": confirmation.build,
    "changes": changes.build,
    "oversight": oversight.build,
    "outside": outside.build,
    "catalogue": catalogue.build,
    "follow_up": follow_up.build,
}


def document(record: Record) -> dict[str, Any]:
    """The whole of report.json, not yet canonical. A report that is rebuilt has the parts that it had."""
    return {name: build(record) for name, build in SECTIONS.items() if record.frozen is None or name in record.frozen}
