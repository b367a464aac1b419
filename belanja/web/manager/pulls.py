"""`/kelola/<gov>/impor/`: every pull, its state, and whether anything of it waits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.intake import feeds
from belanja.intake import selectors as intake
from belanja.intake.models import Pull
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, select, whole_number
from belanja.web.pieces import (
    Cell,
    Column,
    EmptyState,
    FilterRow,
    Link,
    Row,
    Standing,
    StatusTag,
    Table,
)


@officer_page(Duty.SEE_IMPORTS)
def pulls(request: HttpRequest, office: Office) -> HttpResponse:
    feed = request.GET.get("sumber", "")
    feed = feed if feed in feeds.BY_NAME else ""
    year = whole_number(request.GET.get("tahun"))
    found = intake.pulls(government_id=office.government.pk, feed=feed, year=year)
    context = frame(office, "manager:pulls", title="Impor")
    context |= {
        "lead": "Setiap tarikan: apa yang masuk, apa yang terjadi dengannya, dan apa yang menunggu.",
        "filters": FilterRow(
            key="saring",
            filters=[
                select("sumber", "Sumber", "Semua", [(item.name, item.label) for item in feeds.ALL], feed),
                select(
                    "tahun",
                    "Tahun anggaran",
                    "Semua",
                    [(str(item), str(item)) for item in intake.years(office.government.pk)],
                    str(year or ""),
                ),
            ],
            reset_href="?" if feed or year else "",
        ),
        "kinds": None,
        "parts": [Part(key="daftar", title="Tarikan", items=[_table(request, office, found, found.count())])],
    }
    return render(request, "inspector/missing.html", context)


def _table(request: HttpRequest, office: Office, found: object, count: int) -> Table:
    shown, pagination = page_of(found, count, request)  # type: ignore[arg-type]  # a QuerySet is sliceable
    empty_action = Link(label="Unggah berkas", href=office.url("manager:upload"))
    return Table(
        key="tarikan",
        caption=f"{text.number(count)} tarikan, terbaru dahulu",
        columns=[
            Column(key="sumber", label="Sumber"),
            Column(key="waktu", label="Dimuat", note="oleh"),
            Column(key="masuk", label="Masuk", numeric=True, note="baris"),
            Column(key="nilai", label="Masuk", numeric=True, note="rupiah"),
            Column(key="baru", label="Baru", numeric=True, note="baris"),
            Column(key="berubah", label="Berubah", numeric=True, note="baris"),
            Column(key="hilang", label="Hilang", numeric=True, note="baris"),
            Column(key="karantina", label="Karantina", numeric=True, note="baris"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[pull_row(office, pull) for pull in shown],
        pagination=pagination,
        tight=True,
        empty=EmptyState(
            title="Belum ada tarikan.",
            text="Unggah berkas dari SiRUP dan Katalog Elektronik untuk memulai.",
            action=empty_action if office.may(Duty.IMPORT) else None,
        ),
    )


def _state(pull: Pull) -> Cell | str:
    word = pull.get_state_display()
    if pull.state == Pull.State.HELD:
        return Cell(piece=StatusTag(standing=Standing.HELD, word=word))
    if pull.withdrawn_at is not None:
        return Cell(piece=StatusTag(standing=Standing.UNKNOWN, word=word), sub=text.long_date(pull.withdrawn_at))
    return word


def pull_row(office: Office, pull: Pull) -> Row:
    whose = "semua pemerintah daerah" if pull.government_id is None else ""
    return Row(
        href=office.url("manager:pull", pull.pk),
        cells=[
            Cell(text=intake.feed_label(pull.feed), sub=str(pull.year) if pull.year else whose or "semua tahun"),
            Cell(text=text.date_time(pull.at), sub=pull.actor_label),
            text.number(pull.rows_in),
            text.rupiah(pull.amount_in),
            text.number(pull.added),
            text.number(pull.changed),
            text.number(pull.vanished),
            text.number(pull.rows_quarantined),
            _state(pull),
        ],
    )
