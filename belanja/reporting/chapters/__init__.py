"""A frozen report laid out for readers: one module for each group of chapters, in the order of the paper."""

from collections.abc import Callable, Iterable

from belanja.foundation import text
from belanja.reporting.canonical import Plain

from . import (
    annexes,
    confirmation,
    course,
    findings,
    frame,
    governance,
    headings,
    letter,
    marks,
    notes,
    outside,
    oversight,
    results,
    summary,
    work,
)
from .model import Chapter, Layout, written
from .read import date_words, government_words, moment_words, named

__all__ = ["Chapter", "Layout", "layout", "written"]

#: Of documents of the first layout: one letter after the other. They are shown as they were for good.
FIRST = "belanja.report/1"
CHAPTERS: tuple[Callable[[Plain], Iterable[Chapter]], ...] = (
    summary.chapters,
    frame.chapters,
    results.chapters,
    marks.chapters,
    governance.chapters,
    course.chapters,
    work.chapters,
    notes.chapters,
    annexes.chapters,
    letter.chapters,
    confirmation.chapters,
    oversight.chapters,
)
#: Of later ones, under the headings A to I (`headings`).
UNDER_HEADINGS: tuple[Callable[[Plain], Iterable[Chapter]], ...] = (
    *(make for make in CHAPTERS if make not in (notes.chapters, oversight.chapters)),
    notes.under_headings,
    findings.chapters,
    outside.chapters,
    oversight.chapters,
)


def layout(document: Plain) -> Layout:
    """The chapters of a report, from its canonical document alone."""
    document = named(document)
    report = document["report"]
    chapters = list(_first(document) if report["schema"] == FIRST else _later(document))
    return Layout(
        title=report["title"],
        government=government_words(document),
        period=report["period"]["label"],
        cut_off=date_words(report["cut_off"]),
        facts=(
            ("Periode", f"1 Januari {report['year']} sampai {date_words(report['cut_off'])} (kumulatif)"),
            ("Tahun anggaran", str(report["year"])),
            ("Keadaan data", moment_words(report["known_at"])),
        ),
        chapters=(*(c for c in chapters if not c.annex), *(c for c in chapters if c.annex)),
        is_example=report["government"]["is_example"],
        sources=_sources(document),
    )


def _first(document: Plain) -> Iterable[Chapter]:
    return (chapter for make in CHAPTERS for chapter in make(document))


def _later(document: Plain) -> Iterable[Chapter]:
    made = (chapter for make in UNDER_HEADINGS for chapter in make(document))
    province = document["report"]["government"]["kind"] == "provinsi"
    return headings.arranged(made, of_a_province=province)


def _sources(document: Plain) -> tuple[tuple[str, str], ...]:
    """What the source sheet of the workbook and the last page of the paper tell."""
    report = document["report"]
    lines = [
        ("Pemerintah daerah", f"{report['government']['name']} ({report['government']['code']})"),
        ("Laporan", report["title"]),
        ("Batas waktu (cut-off)", date_words(report["cut_off"])),
        ("Perubahan terakhir data", moment_words(report["known_at"])),
        ("Versi program dan aturan", report["code"]),
    ]
    for item in document["definitions"]:
        lines.append((f"Definisi {item['label']}", f"{item['id']} versi {item['version']}"))
    for pull in document["data_notes"]["pulls"]:
        when = f"tarikan nomor {pull['id']}, dimuat {moment_words(pull['at'])}"
        lines.append((pull["label"], f"{when}, {text.number(pull['rows_in'])} baris"))
    return tuple(lines)
