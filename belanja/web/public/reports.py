"""`/pemda/<code>/laporan/`: the reports that were issued, as they were frozen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.foundation import text
from belanja.institutions.models import Government
from belanja.reporting import chapters, selectors
from belanja.reporting.chapters.read import grouped
from belanja.reporting.models import Snapshot
from belanja.web.pieces import Cell, Column, EmptyState, Link, Row, Table, Term
from belanja.web.reports import files, shown
from belanja.web.reports.notices import notice_of

from . import doors


@doors.open_page
def reports(request: HttpRequest, code: str) -> HttpResponse:
    """Every issued report of a government, newest quarter first. Two queries."""
    government = doors.enter(request, code)
    found = list(selectors.published(government))
    context = {"trail": doors.trail(government, ("Laporan", "")), "table": _table(government, found)}
    return render(request, "public/reports.html", context)


def _table(government: Government, found: list[Snapshot]) -> Table:
    return Table(
        key="laporan",
        caption="Laporan yang diterbitkan",
        show_caption=False,
        level=2,
        columns=[
            Column(key="triwulan", label="Triwulan"),
            Column(key="versi", label="Versi", numeric=True),
            Column(key="keadaan", label="Keadaan"),
            Column(key="terbit", label="Diterbitkan"),
            Column(key="sampai", label="Data sampai"),
            Column(key="hash", label="SHA-256", note="12 huruf pertama"),
        ],
        rows=[
            Row(
                href=reverse("public:report_version", args=[government.code, item.year, item.quarter, item.number]),
                cells=[
                    text.quarter(item.year, item.quarter),
                    str(item.number),
                    Cell(text=text.capital_first(item.status.label), sub=item.end_reason),
                    text.long_date(item.issued_at) if item.issued_at else "",
                    text.long_date(item.cut_off) if item.cut_off else "",
                    item.sha256[:12],
                ],
            )
            for item in found
        ],
        empty=EmptyState(
            title="Belum ada laporan yang diterbitkan.",
            text="Laporan triwulan tampil di sini setelah Inspektorat atau Biro PBJ menerbitkannya.",
            action=Link(label="Lihat angka berjalan", href=reverse("public:government", args=[government.code])),
        ),
    )


@doors.open_page
def report(request: HttpRequest, code: str, year: int, quarter: int, number: int | None = None) -> HttpResponse:
    """One issued report: the version in the address, else the latest. Everything shown is from its frozen bytes."""
    government = doors.enter(request, code)
    item = selectors.published_one(government, year=year, quarter=quarter, number=number)
    layout = chapters.layout(selectors.document_of(item))
    here = reverse("public:reports", args=[government.code])
    return render(
        request,
        "public/report.html",
        {
            "trail": doors.trail(government, ("Laporan", here), (layout.period, "")),
            "title": layout.title,
            "notice": notice_of(item),
            "files": [
                Link(label=label, href=reverse("public:report_file", args=[code, year, quarter, item.number, name]))
                for name, label in files.NAMES
            ],
            "facts": shown.facts(layout, Term(term="SHA-256", text=grouped(item.sha256))),
            "sections": shown.sections(layout),
        },
    )


@doors.open_page
def report_file(request: HttpRequest, code: str, year: int, quarter: int, number: int, name: str) -> HttpResponse:
    """The files of an issued report."""
    government = doors.enter(request, code)
    item = selectors.published_one(government, year=year, quarter=quarter, number=number)
    return files.answer(request, item, name)
