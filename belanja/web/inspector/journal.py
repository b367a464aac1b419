"""`/kelola/<gov>/jurnal/`: what was done here, by which post, when. Read only; the database refuses changes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.journal.models import Event
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, select
from belanja.web.officer.words import EVENTS, event_label
from belanja.web.pieces import Cell, Column, EmptyState, FilterRow, Row, Table


@officer_page(Duty.READ_JOURNAL)
def journal(request: HttpRequest, office: Office) -> HttpResponse:
    name = request.GET.get("peristiwa", "")
    events = Event.objects.filter(government_code=office.code).order_by("-id")
    if name in EVENTS:
        events = events.filter(name=name)
    count = events.count()
    shown, pagination = page_of(events, count, request)
    rows = [
        Row(
            cells=[
                Cell(text=text.date_time(event.at), sub=f"catatan {event.pk}"),
                event_label(event.name),
                Cell(text=event.actor_label, sub=f"akun {event.actor_id}" if event.actor_id else "tanpa akun"),
                event.subject,
                Cell(text=_told(event.payload)),
            ]
        )
        for event in shown
    ]
    table = Table(
        key="jurnal",
        caption=f"{text.number(count)} catatan, terbaru dahulu",
        columns=[
            Column(key="waktu", label="Waktu"),
            Column(key="peristiwa", label="Peristiwa"),
            Column(key="oleh", label="Oleh", note="jabatan, bukan nama"),
            Column(key="tentang", label="Tentang"),
            Column(key="isi", label="Isi"),
        ],
        rows=rows,
        pagination=pagination,
        tight=True,
        empty=EmptyState(title="Belum ada catatan.", text="Setiap perubahan di kantor ini dicatat di sini."),
    )
    context = frame(office, "inspector:journal", title="Jurnal")
    context |= {
        "lead": "Setiap perubahan tercatat sekali dan tidak dapat diubah atau dihapus.",
        "filters": FilterRow(
            key="saring",
            filters=[select("peristiwa", "Peristiwa", "Semua", EVENTS.items(), name)],
            reset_href="?" if name else "",
        ),
        "kinds": None,
        "parts": [Part(key="daftar", title="Catatan", items=[table])],
    }
    return render(request, "inspector/missing.html", context)


def _told(payload: dict[str, Any]) -> str:
    """The payload as short pairs; long lists (file hashes, row numbers) as their count."""
    pairs = []
    for name, value in payload.items():
        if value in (None, "", [], {}):
            continue
        words = f"{len(value)} buah" if isinstance(value, list | dict) else str(value)
        pairs.append(f"{name}: {words}")
    return " · ".join(pairs)
