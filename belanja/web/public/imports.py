"""What was loaded, when, how much: the public account of every import. Quarantined rows are counted, not shown."""

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.foundation import text
from belanja.institutions.models import Government
from belanja.intake.models import Pull
from belanja.web.officer.lists import page_of
from belanja.web.pieces import Cell, Column, EmptyState, Flow, Pagination, Reconciliation, Row, Table

from . import doors, words


@doors.open_page
def imports(request: HttpRequest, code: str) -> HttpResponse:
    """`/pemda/<code>/impor/`: all imports of a government that stand, the newest first. Four queries."""
    government = doors.enter(request, code)
    pulls = Pull.objects.standing().filter(government=government)
    sums = pulls.aggregate(**{name: Sum(name) for name in _SUMMED})
    count = pulls.count()
    shown, pagination = page_of(pulls.order_by("-id"), count, request)
    here = reverse("public:imports", args=[government.code])
    return render(
        request,
        "public/imports.html",
        {
            "government": government,
            "trail": doors.trail(government, ("Impor data", here)),
            "count": count,
            "account": _account(sums) if count else None,
            "table": _table(shown, pagination),
        },
    )


_SUMMED = tuple(
    f"{what}_{how}" for what in ("rows", "amount") for how in ("in", "loaded", "unchanged", "replayed", "quarantined")
)


def _account(sums: dict[str, object]) -> Reconciliation:
    def flow(label: str, how: str) -> Flow:
        return Flow(label=label, rows=sums[f"rows_{how}"], amount=sums[f"amount_{how}"])  # type: ignore[arg-type]

    return Reconciliation(
        key="rekonsiliasi",
        incoming=flow("Masuk", "in"),
        outgoing=[
            flow("Dimuat", "loaded"),
            flow("Tidak berubah", "unchanged"),
            flow("Berulang dalam tarikan", "replayed"),
            flow("Karantina", "quarantined"),
        ],
    )


def _table(pulls: list[Pull], pagination: Pagination | None) -> Table:
    columns = [
        Column(key="data", label="Data"),
        Column(key="dimuat", label="Dimuat pada"),
        Column(key="masuk", label="Masuk", numeric=True, note="baris, rupiah"),
        Column(key="muat", label="Dimuat", numeric=True, note="baris, rupiah"),
        Column(key="sama", label="Tidak berubah", numeric=True, note="baris, rupiah"),
        Column(key="ulang", label="Berulang", numeric=True, note="baris, rupiah"),
        Column(key="karantina", label="Karantina", numeric=True, note="baris, rupiah"),
        Column(key="catatan", label="Catatan", numeric=True),
        Column(key="keadaan", label="Keadaan"),
    ]
    return Table(
        key="impor",
        caption="Semua impor, terbaru lebih dahulu",
        columns=columns,
        rows=[_row(pull) for pull in pulls],
        tight=True,
        level=2,
        pagination=pagination,
        empty=EmptyState(title="Belum ada data yang dimuat untuk pemerintah daerah ini."),
    )


def _row(pull: Pull) -> Row:
    year = f"tahun {pull.year}" if pull.year else "semua tahun"
    drawn = f"ditarik {text.long_date(pull.source_day)}" if pull.source_day else ""

    def both(how: str) -> Cell:
        rows: int = getattr(pull, f"rows_{how}")
        return Cell(text=text.number(rows), sub=text.rupiah(getattr(pull, f"amount_{how}")))

    return Row(
        cells=[
            Cell(text=words.feed(pull.feed), sub=year),
            Cell(text=text.date_time(pull.at), sub=drawn),
            both("in"),
            both("loaded"),
            both("unchanged"),
            both("replayed"),
            both("quarantined"),
            text.number(len(pull.notes)),
            pull.get_state_display(),
        ]
    )


def latest_table(government: Government, year: int) -> Table:
    """The latest import of each feed that concerns a year, for the front page. One query."""
    found = Pull.objects.standing().filter(government=government, year__in=(year, 0))
    pulls = found.order_by("feed", "-id").distinct("feed")
    rows = [
        Row(
            cells=[
                words.feed(pull.feed),
                text.long_date(pull.at),
                text.number(pull.rows_in),
                pull.get_state_display(),
            ]
        )
        for pull in sorted(pulls, key=lambda pull: (pull.at, pull.pk), reverse=True)
    ]
    columns = [
        Column(key="data", label="Data"),
        Column(key="dimuat", label="Dimuat pada"),
        Column(key="baris", label="Baris", numeric=True),
        Column(key="keadaan", label="Keadaan"),
    ]
    return Table(
        key="impor-terakhir",
        caption="Data terakhir yang dimuat",
        columns=columns,
        rows=rows,
        tight=True,
        level=2,
        empty=EmptyState(title="Belum ada data yang dimuat."),
    )
