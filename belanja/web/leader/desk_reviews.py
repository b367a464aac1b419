"""The desk's part about reviews of APIP."""

from belanja.foundation import text
from belanja.oversight.selectors import reviews as selectors
from belanja.rules.oversight.reviews import ReviewState
from belanja.web.officer.access import CASE_READERS, Office
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, Row, Table
from belanja.web.reviews.access import due_cell, kind_of

_MOST = 5


def reviews(office: Office) -> Part | None:
    """Reviews in which this person has the next word; nothing where none wait."""
    if not office.may(*CASE_READERS):
        return None
    waiting = list(selectors.waiting_for(office.government, office.actor)[: _MOST + 1])
    if not waiting:
        return None
    rows = [
        Row(
            href=office.url("reviews:review", one.code),
            cells=[
                Cell(text=one.title, sub=f"{kind_of(one)}, {one.code}"),
                text.capital_first(ReviewState(one.state).label),
                due_cell(one, open_still=True),
            ],
        )
        for one in waiting[:_MOST]
    ]
    if len(waiting) > _MOST:
        rows.append(Row(href=office.url("reviews:reviews"), cells=["Semua reviu", "", ""]))
    table = Table(
        key=f"reviu-{office.code}",
        caption="Daftar reviu yang menunggu",
        show_caption=False,
        columns=[
            Column(key="reviu", label="Penugasan", note="jenis"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="tenggat", label="Tenggat"),
        ],
        rows=rows,
        tight=True,
    )
    return Part(key="reviu", title="Reviu yang menunggu Anda", items=[table])
