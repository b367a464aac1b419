"""`/usulan/<gov>/etalase/`: proposals of an etalase, what waits longest first, with whose turn it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.proposals import selectors
from belanja.proposals.models import Proposal
from belanja.proposals.selectors import Term
from belanja.rules.duties import Duty
from belanja.rules.proposals.states import ProposalState
from belanja.web.officer.access import PROPOSAL_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, select
from belanja.web.pieces import Cell, Column, EmptyState, FilterRow, Link, Row, Table

from .access import SECTION, units_for
from .shown import due_cell, state_tag, unit_name

_STATES = [(state.value, text.capital_first(state.label)) for state in ProposalState]


@officer_page(*PROPOSAL_READERS)
def proposals(request: HttpRequest, office: Office) -> HttpResponse:
    wanted = request.GET.get("keadaan", "")
    found = selectors.of_officer(office.government, office.actor)
    if wanted in set(ProposalState):
        found = found.filter(state=wanted)
    rows, pagination = page_of(found, found.count(), request)
    terms = selectors.terms(rows)
    begin = Link(label="Usulkan etalase", href=office.url("proposals:begin"))
    may_begin = bool(units_for(office, Duty.DRAFT_PROPOSAL))
    table = Table(
        key="usulan",
        caption="Usulan etalase",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="nama", label="Etalase", note="pengusul"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="giliran", label="Giliran"),
            Column(key="lama", label="Hari kerja", numeric=True, note="dalam keadaan ini"),
            Column(key="tenggat", label="Tenggat"),
            Column(key="dukung", label="Pendukung", numeric=True),
        ],
        rows=[_row(office, one, terms[one.pk]) for one in rows],
        pagination=pagination,
        level=2,
        empty=EmptyState(
            title="Belum ada usulan etalase.",
            text="Kepala Perangkat Daerah mengusulkan etalase yang belum ada kepada Biro PBJ.",
            action=begin if may_begin else None,
        ),
    )
    context = frame(office, SECTION, title="Usulan etalase")
    context |= {
        "lead": "Etalase yang diusulkan Perangkat Daerah, dari draf sampai dibuka. Yang terlama menunggu didahulukan.",
        "actions": [begin] if may_begin else [],
        "filters": FilterRow(
            key="saring",
            filters=[select("keadaan", "Keadaan", "Semua keadaan", _STATES, wanted)],
            reset_href="?" if wanted else "",
        ),
        "around": None,
        "parts": [Part(key="daftar", title="Daftar", items=[table])],
    }
    return render(request, "manager/shelves/list.html", context)


def _row(office: Office, one: Proposal, term: Term) -> Row:
    return Row(
        href=office.url("proposals:proposal", one.code),
        cells=[
            Cell(text=one.name, sub=unit_name(one)),
            Cell(piece=state_tag(one)),
            term.whose.label if term.whose else "tidak ada",
            text.number(term.days) if term.whose else Cell(text="selesai", words=True),
            due_cell(term),
            text.number(getattr(one, "seconded", 0)),
        ],
    )
