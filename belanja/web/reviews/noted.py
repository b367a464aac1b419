"""The notes of results in the list of what APIP asks of a unit."""

from belanja.foundation import text
from belanja.oversight.selectors import reviews as selectors
from belanja.web.naming import shown as unit_name
from belanja.web.officer.access import Office
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table

from .access import due_cell


def part(office: Office) -> Part:
    """Those to the units for which this person answers, the unanswered first."""
    found = list(selectors.results_of_units(office.government, office.actor))
    table = Table(
        key="catatan-reviu",
        caption="Daftar catatan hasil reviu",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="catatan", label="Catatan"),
            Column(key="disampaikan", label="Disampaikan"),
            Column(key="tenggat", label="Tenggat"),
            Column(key="tanggapan", label="Tanggapan"),
        ],
        rows=[
            Row(
                href=office.url("reviews:note", one.code),
                cells=[
                    Cell(text=one.result().title, sub=unit_name(one.unit.name)),
                    text.long_date(text.local_day(one.sent_at)) if one.sent_at else "",
                    due_cell(one, open_still=one.answered_at is None and selectors.takes_responses(one)),
                    text.date_time(one.answered_at) if one.answered_at else "belum ditanggapi",
                ],
            )
            for one in found
        ],
        empty=EmptyState(title="Tidak ada catatan hasil reviu."),
    )
    about = "Hasil reviu APIP atas sampel. Tanggapan Anda dimuat dalam laporannya."
    return Part(key="catatan-reviu", title="Catatan hasil reviu", about=about, items=[table])
