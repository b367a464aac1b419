"""`/pantau/<gov>/reviu/`: review assignments by what is due."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.oversight.models import Review
from belanja.oversight.review_papers.gather import period_of
from belanja.oversight.selectors import reviews as selectors
from belanja.rules.duties import Duty
from belanja.rules.oversight.reviews import ReviewKind, ReviewState
from belanja.web.officer.access import CASE_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, select
from belanja.web.pieces import Cell, Column, EmptyState, FilterRow, Link, Row, Table

from .access import SECTION, due_cell, kind_of, review_tag

_STATES = [(state.value, text.capital_first(state.label)) for state in ReviewState]
_KINDS = [(kind.value, kind.label) for kind in ReviewKind]
_OPEN, _LATE, _MINE = "terbuka", "lewat", "saya"
_VIEWS = [(_OPEN, "Belum berakhir"), (_LATE, "Lewat tenggat"), (_MINE, "Tim saya")]


@officer_page(*CASE_READERS)
def reviews(request: HttpRequest, office: Office) -> HttpResponse:
    state, kind, view = (request.GET.get(name, "") for name in ("keadaan", "jenis", "tampil"))
    found = selectors.reviews(office.government, office.actor)
    if state in set(ReviewState):
        found = found.filter(state=state)
    if kind in set(ReviewKind):
        found = found.filter(kind=kind)
    if view == _OPEN:
        found = found.filter(closed_at__isnull=True)
    elif view == _LATE:
        found = found.filter(due__lt=clock.today())
    elif view == _MINE:
        found = found.filter(members__user_id=office.actor.user_id or 0, members__left_at__isnull=True)
    rows, pagination = page_of(found, found.count(), request)
    table = Table(
        key="reviu",
        caption="Penugasan reviu",
        show_caption=False,
        stacked=True,
        tight=True,
        columns=[
            Column(key="reviu", label="Penugasan", note="jenis"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="periode", label="Periode"),
            Column(key="tugas", label="Surat tugas"),
            Column(key="kkr", label="Kertas kerja", numeric=True),
            Column(key="tenggat", label="Tenggat"),
        ],
        rows=[_row(office, one) for one in rows],
        pagination=pagination,
        level=2,
        empty=EmptyState(
            title="Belum ada penugasan reviu.",
            text="Reviu dimulai dengan surat tugas, timnya, dan yang direviu.",
        ),
    )
    context = frame(office, SECTION, title="Reviu")
    context |= {
        "lead": "Penugasan reviu dan pemantauan: sampel, kertas kerja, catatan kepada unit, sampai laporannya.",
        "actions": [Link(label="Rencanakan reviu", href=office.url("reviews:plan"))]
        if office.may(Duty.REVIEW_CASE)
        else [],
        "filters": FilterRow(
            key="saring",
            filters=[
                select("tampil", "Tampilkan", "Semua reviu", _VIEWS, view),
                select("jenis", "Jenis", "Semua jenis", _KINDS, kind),
                select("keadaan", "Keadaan", "Semua keadaan", _STATES, state),
            ],
            reset_href="?" if state or kind or view else "",
        ),
        "around": None,
        "parts": [Part(key="daftar", title="Daftar", items=[table])],
    }
    return render(request, "manager/shelves/list.html", context)


def _row(office: Office, one: Review) -> Row:
    return Row(
        href=office.url("reviews:review", one.code),
        cells=[
            Cell(text=one.title, sub=f"{kind_of(one)}, {one.code}"),
            Cell(piece=review_tag(one)),
            period_of(one),
            Cell(text=one.order_number, sub=text.long_date(one.order_date)),
            text.number(getattr(one, "paper_count", 0)),
            due_cell(one, open_still=one.closed_at is None),
        ],
    )
