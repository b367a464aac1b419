"""One A4 for the leadership: the figures, what moved, who needs help, and one decision."""

from decimal import Decimal
from typing import Any

from belanja.foundation import text
from belanja.reporting.canonical import Plain
from belanja.reporting.chapters import read, summary
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
        "decision": decision(document),
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


def _short_of_target(document: Plain) -> list[Plain]:
    short = [unit for unit in document["units"] if unit["share"]["gap"] and Decimal(unit["share"]["gap"])]
    return sorted(short, key=lambda unit: -Decimal(unit["share"]["gap"]))


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
            for unit in _short_of_target(document)[:_MOST]
        ],
    )


def decision(document: Plain) -> str:
    """The one thing asked of the leadership: what is unknown first, else the largest gap, else to keep on."""
    main = document["provincial"][0]
    target = read.percent_short(main["target_percent"])
    if main["units_unknown"] and main["units_unknown"] * 4 >= main["units"]:
        return (
            f"Menugaskan pihak yang disebut dalam lampiran melengkapi data {text.count_words(main['units_unknown'])} "
            "Perangkat Daerah yang porsinya belum diketahui, paling lambat sebelum laporan triwulan berikutnya."
        )
    short = _short_of_target(document)[:3]
    if short:
        names = text.capital_first(", ".join(unit["name"] for unit in short))
        total = sum((Decimal(unit["share"]["gap"]) for unit in short), Decimal(0))
        return (
            f"Meminta {names} menyampaikan rencana pengadaan yang dialihkan ke e-Purchasing; kekurangan "
            f"{'ketiganya' if len(short) == 3 else 'mereka'} menuju {target} berjumlah {text.rupiah(total)}."
        )
    return f"Mempertahankan capaian {target} pada semua Perangkat Daerah."
