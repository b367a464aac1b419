"""`/pantau/<gov>/kasus/` and `/pantau/<gov>/temuan/`: cases by what is due, findings by what is owed."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.oversight.models import Case, Finding
from belanja.oversight.selectors import cases as selectors
from belanja.oversight.selectors import linked
from belanja.rules.flags.catalogue import BY_CODE
from belanja.rules.oversight.findings import Known
from belanja.rules.oversight.states import CaseState, FindingState
from belanja.web.officer.access import CASE_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, select
from belanja.web.pieces import Cell, Column, EmptyState, Figure, FilterRow, Row, Table

from .access import FINDINGS, SECTION, case_tag, due_cell, finding_tag, firm_names, whom
from .shown import repeated_words

_STATES = [(state.value, text.capital_first(state.label)) for state in CaseState]
_LATE, _MINE, _OPEN = "lewat", "saya", "terbuka"
_VIEWS = [(_OPEN, "Belum berakhir"), (_LATE, "Lewat tenggat"), (_MINE, "Kasus saya")]
_FINDING_STATES = [(state.value, text.capital_first(state.label)) for state in FindingState]
#: Questions of a case that the list names.
_NAMED = 2


@officer_page(*CASE_READERS)
def cases(request: HttpRequest, office: Office) -> HttpResponse:
    state, view = request.GET.get("keadaan", ""), request.GET.get("tampil", "")
    found = selectors.cases(office.government, office.actor)
    if state in set(CaseState):
        found = found.filter(state=state)
    if view == _MINE:
        found = found.filter(reviewer_id=office.actor.user_id)
    elif view == _LATE:
        found = found.filter(due__lt=clock.today())
    elif view == _OPEN:
        found = found.filter(closed_at__isnull=True)
    rows, pagination = page_of(found, found.count(), request)
    names, asked = firm_names(rows), linked.asked_in(rows)
    table = Table(
        key="kasus",
        caption="Kasus",
        show_caption=False,
        stacked=True,
        tight=True,
        columns=[
            Column(key="kasus", label="Kasus", note="tentang siapa"),
            Column(key="tanya", label="Yang ditanyakan"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="tanda", label="Tanda", numeric=True),
            Column(key="nilai", label="Nilai terbesar", numeric=True, note="rupiah"),
            Column(key="umur", label="Umur", numeric=True, note="hari"),
            Column(key="tenggat", label="Tenggat"),
            Column(key="auditor", label="Auditor"),
        ],
        rows=[_case(office, one, names, asked.get(one.pk, ())) for one in rows],
        pagination=pagination,
        level=2,
        empty=EmptyState(
            title="Tidak ada kasus.",
            text="Kasus dibuka dari tanda yang ditampilkan dan belum terjawab dokumen, sebanyak yang dapat ditelaah.",
        ),
    )
    context = frame(office, SECTION, title="Kasus")
    context |= {
        "lead": "Tanda yang belum terjawab, menurut pihak dan polanya. Tanda adalah pertanyaan, bukan tuduhan.",
        "actions": [],
        "filters": FilterRow(
            key="saring",
            filters=[
                select("tampil", "Tampilkan", "Semua kasus", _VIEWS, view),
                select("keadaan", "Keadaan", "Semua keadaan", _STATES, state),
            ],
            reset_href="?" if state or view else "",
        ),
        "around": None,
        "parts": [Part(key="daftar", title="Daftar", items=[table])],
    }
    return render(request, "manager/shelves/list.html", context)


def _case(office: Office, one: Case, names: dict[int, str], asked: Sequence[str]) -> Row:
    reviewer = "Anda" if one.reviewer_id == office.actor.user_id else "auditor lain" if one.reviewer_id else "belum ada"
    return Row(
        href=office.url("cases:case", one.code),
        cells=[
            Cell(text=one.code, sub=f"{whom(one, names)}, {one.year}"),
            _asked(asked),
            Cell(piece=case_tag(one)),
            text.number(getattr(one, "flag_count", 0)),
            text.rupiah(one.amount),
            text.number((clock.today() - text.local_day(one.opened_at)).days),
            due_cell(one),
            reviewer,
        ],
    )


def _asked(codes: Sequence[str]) -> Cell:
    """The first questions of a case by name, and how many there are besides."""
    words = [BY_CODE[code].question if code in BY_CODE else code for code in codes[:_NAMED]]
    more = len(codes) - len(words)
    return Cell(text=" ".join(words), sub=f"dan {more} pertanyaan lain" if more else "")


@officer_page(*CASE_READERS)
def findings(request: HttpRequest, office: Office) -> HttpResponse:
    state = request.GET.get("keadaan", "")
    owed = request.GET.get("saldo", "")
    found = selectors.findings(office.government, office.actor, owing=bool(owed))
    if state in set(FindingState):
        found = found.filter(state=state)
    rows, pagination = page_of(found, found.count(), request)
    names, again = firm_names(rows), linked.repeats(rows)
    table = Table(
        key="temuan",
        caption="Temuan",
        show_caption=False,
        stacked=True,
        tight=True,
        columns=[
            Column(key="temuan", label="Temuan", note="penanggung jawab"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
            Column(key="disetor", label="Disetor", numeric=True, note="terperiksa"),
            Column(key="saldo", label="Saldo", numeric=True, note="rupiah"),
            Column(key="tenggat", label="Tenggat"),
            Column(key="berulang", label="Berulang"),
        ],
        rows=[_finding(office, one, names, again.get(one.pk, ())) for one in rows],
        pagination=pagination,
        level=2,
        empty=EmptyState(title="Tidak ada temuan.", text="Temuan ditulis di halaman kasusnya."),
    )
    told = selectors.balance(office.government)
    context = frame(office, FINDINGS, title="Temuan")
    context |= {
        "lead": "Temuan APIP dan saldonya, dilaporkan sampai nol.",
        "actions": [],
        "filters": FilterRow(
            key="saring",
            filters=[
                select("keadaan", "Keadaan", "Semua keadaan", _FINDING_STATES, state),
                select("saldo", "Saldo", "Semua", [("ada", "Masih ada saldo")], owed),
            ],
            reset_href="?" if state or owed else "",
        ),
        "around": None,
        "parts": [
            Part(
                key="jumlah",
                title="Jumlah",
                about="Temuan yang sudah disampaikan dan tidak dicabut.",
                layout="grid",
                items=[
                    Figure(label="Temuan", value=text.number(told.count)),
                    Figure(label="Nilai", value=text.rupiah(told.total)),
                    Figure(label="Disetor dan terperiksa", value=text.rupiah(told.returned)),
                    Figure(label="Saldo", value=text.rupiah(told.owed)),
                ],
            ),
            Part(key="daftar", title="Daftar", items=[table]),
        ],
    }
    return render(request, "manager/shelves/list.html", context)


def _finding(office: Office, one: Finding, names: dict[int, str], again: Sequence[Known]) -> Row:
    values = [getattr(one, name) for name in ("total", "returned", "owed")]
    return Row(
        href=office.url("cases:finding", one.code),
        cells=[
            Cell(text=one.title, sub=f"{one.code}, {whom(one, names)}, {one.year}"),
            Cell(piece=finding_tag(one)),
            *(text.rupiah(value) for value in values),
            due_cell(one),
            repeated_words(again) or Cell(text="tidak", words=True),
        ],
    )
