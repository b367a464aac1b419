"""One A4 for the leadership: the figures, what moved, who needs help, and one decision."""

from decimal import Decimal
from typing import Any

from belanja.reporting.canonical import Plain
from belanja.reporting.chapters import decision, read, summary
from belanja.web.pieces import Column, Figures, Prose, Row, Table

from . import shown

_MOST = 5


def page(document: Plain) -> dict[str, Any]:
    """What the page shows; every value is written as in the report."""
    document = read.named(document)
    report = document["report"]
    return {
        "lead": f"{read.government_words(document)}, {report['period']['label']}, "
        f"data sampai {read.date_words(report['cut_off'])}",
        "figures": Figures(figures=[shown.figure(box) for box in summary.boxes(document)]),
        "findings": Prose(items=tuple(summary.findings(document))),
        "moved": _moved(document),
        "help": _help(document),
        "decision": decision.asked(document),
    }


def _moved(document: Plain) -> Table | Prose:
    comparison = document["comparison"]
    if comparison["report"] is None:
        return Prose(paragraphs=(f"Belum dapat dibandingkan: {comparison['reason']}.",))
    moved = sorted(comparison["units"], key=lambda unit: -abs(Decimal(unit["numerator_change"] or 0)))[:_MOST]
    return Table(
        key="gerak",
        caption="Perubahan kontrak terbesar",
        tight=True,
        columns=[
            Column(key="nama", label="Perangkat Daerah"),
            Column(key="rupiah", label="Perubahan", numeric=True),
            Column(key="porsi", label="Porsi kini", numeric=True),
        ],
        rows=[
            Row(cells=[unit["name"], read.rupiah(unit["numerator_change"]), read.percent(unit["share_now"])])
            for unit in moved
        ],
    )


def _help(document: Plain) -> Table:
    return Table(
        key="bantuan",
        caption="Kekurangan terbesar",
        tight=True,
        columns=[
            Column(key="nama", label="Perangkat Daerah"),
            Column(key="porsi", label="Porsi", numeric=True),
            Column(key="kurang", label="Kekurangan", numeric=True),
        ],
        rows=[
            Row(cells=[unit["name"], read.percent(unit["share"]["share_percent"]), read.rupiah(unit["share"]["gap"])])
            for unit in decision.short_of_target(document)[:_MOST]
        ],
    )
