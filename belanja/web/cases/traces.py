"""`/pantau/<gov>/kasus/<code>/jejak/`: traces that accounts of opposite sides share in the orders of a case. Its own
page, so that nobody sees it in passing; whoever opens it is written down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.oversight.selectors import cases as selectors
from belanja.oversight.selectors import traces as reading
from belanja.oversight.services import base, sights
from belanja.rules.traces import Kind, Party, Shared
from belanja.web.officer.access import CASE_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Notice, Row, Table

from .access import SECTION

_ABOUT = (
    "Tanda sandi jaringan dan perangkat dari hari ketika akun itu bertindak pada pesanan; alamatnya tidak pernah "
    "disimpan. Jejak yang sama bukan bukti dan tidak menimbulkan tanda atau kasus: tanyakan dahulu."
)


@officer_page(*CASE_READERS)
def traces(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    case = selectors.case(office.government, code, office.actor)
    if not reading.readable(case):
        raise base.not_there("Jejak")
    sights.saw(of=case, what="jejak", actor=office.actor)
    found = reading.traces(case)
    context = frame(
        office, SECTION, (f"Kasus {case.code}", office.url("cases:case", case.code)), title="Jejak bersama"
    )  # fmt: skip
    counted = f"{text.number(found.looked_at)} dari {text.number(found.total)} pesanan dilihat"
    context |= {
        "lead": f"{counted}; jejak sejak {text.long_date(found.since)}, yang lebih lama sudah dihapus.",
        "top": Notice(title="Pertanyaan, bukan tuduhan.", text=_ABOUT),
        "parts": [
            Part(key="jejak", title="Akun di dua pihak dengan jejak yang sama", items=[_table(office, found)]),
            Part(key="wajar", title="Jawaban yang wajar", items=[_innocent()]),
        ],
    }
    return render(request, "inspector/detail.html", context)


def _table(office: Office, found: reading.Traces) -> Table:
    return Table(
        key="jejak-tabel",
        caption="Akun dan jejaknya",
        show_caption=False,
        stacked=True,
        personal=True,
        columns=[
            Column(key="pesanan", label="Pesanan"),
            Column(key="satu", label="Akun", note="pihaknya"),
            Column(key="lain", label="Akun lain", note="pihaknya"),
            Column(key="jejak", label="Jejak yang sama"),
            Column(key="hitung", label="Dihitung"),
        ],
        rows=[
            Row(
                href=office.url("buying:order", of.order.code),
                cells=[
                    of.order.code,
                    _party(one.one),
                    _party(one.other),
                    one.kind.value,
                    _counted(one),
                ],
            )
            for of in found.shared
            for one in of.found
        ],
        empty=EmptyState(title="Tidak ada jejak yang sama di dua pihak satu pesanan."),
    )


def _party(one: Party) -> Cell:
    as_what = "penyedia" if one.firm else ", ".join(part.label for part in sorted(one.parts)) or "pembeli"
    return Cell(text=f"akun {one.person}", sub=as_what)


def _counted(one: Shared) -> Cell:
    if one.door:
        return Cell(text="tidak", sub="dipakai juga oleh pendamping atau loket dinas")
    return Cell(text="ya")


def _innocent() -> Table:
    return Table(
        key="wajar-tabel",
        caption="Bagaimana jawaban yang wajar terlihat",
        show_caption=False,
        stacked=True,
        columns=[Column(key="jejak", label="Jejak"), Column(key="wajar", label="Yang wajar")],
        rows=[Row(cells=[text.capital_first(kind.value), kind.innocent]) for kind in Kind],
    )
