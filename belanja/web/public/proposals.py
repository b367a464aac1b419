"""`/usulan-etalase/` and `/usulan-etalase/<code>/`: etalase that are proposed, with their evidence and every step."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.foundation import text
from belanja.proposals import selectors
from belanja.proposals.models import Proposal
from belanja.rules.decisions import RuleBroken
from belanja.rules.proposals.states import ProposalState
from belanja.web import context
from belanja.web.officer.lists import page_of
from belanja.web.pieces import Cell, Column, EmptyState, Link, Notice, Row, Table
from belanja.web.proposals import letters, shown
from belanja.web.proposals.firms import public_part
from belanja.web.proposals.one import parts, sight

from . import doors
from .catalogue.places import enter


@doors.open_page
def proposals(request: HttpRequest) -> HttpResponse:
    """All that were signed, the latest first; nothing where no catalogue is yet."""
    enter(request)
    government = context.government_of(request)
    found = selectors.public(government.pk if government else 0)
    rows, pagination = page_of(found, found.count(), request)
    table = Table(
        key="usulan",
        caption="Usulan etalase",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="nama", label="Etalase"),
            Column(key="pengusul", label="Pengusul"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="sejak", label="Sejak"),
            Column(key="dukung", label="Pendukung", numeric=True),
        ],
        rows=[
            Row(
                href=reverse("public:proposal", args=[one.code]),
                cells=[
                    one.name,
                    shown.unit_name(one),
                    Cell(piece=shown.state_tag(one)),
                    text.long_date(one.since),
                    text.number(getattr(one, "seconded", 0)),
                ],
            )
            for one in rows
        ],
        pagination=pagination,
        level=2,
        empty=EmptyState(
            title="Belum ada etalase yang diusulkan.",
            text="Kepala Perangkat Daerah mengusulkan etalase yang belum ada kepada Biro PBJ.",
        ),
    )
    return render(
        request,
        "proposals/public_list.html",
        {
            "trail": doors.trail(None, ("Katalog", reverse("katalog:home")), ("Usulan etalase", "")),
            "title": "Usulan etalase",
            "lead": "Etalase yang diusulkan Perangkat Daerah kepada Biro PBJ, dengan bukti dan setiap langkahnya.",
            "table": table,
        },
    )


@doors.open_page
def proposal(request: HttpRequest, code: str) -> HttpResponse:
    """What was signed last, with the story of all steps."""
    found = _signed(code)
    context.at(request, found.government)
    seen = sight(found, live=False)
    opened = found.etalase if found.state == ProposalState.OPENED else found.folded_into
    return render(
        request,
        "proposals/public.html",
        {
            "trail": doors.trail(
                None, ("Katalog", reverse("katalog:home")), ("Usulan etalase", reverse("public:proposals")),
                (found.name, ""),
            ),
            "title": found.name,
            "lead": f"Usulan etalase dari {shown.unit_name(found)}, nomor {found.code}.",
            "state": shown.state_tag(found),
            "due": shown.due_words(selectors.terms([found])[found.pk]),
            "shelf": Link(label=f"Buka etalase {opened.name}", href=reverse("katalog:etalase", args=[opened.slug]))
            if opened
            else None,
            "call": _call(found),
            "papers": letters.cards(found, reverse("public:proposal_letter", args=[code, 0])),
            "parts": [*public_part(found), *parts(seen, officer=False)],
        },
    )  # fmt: skip


def _call(found: Proposal) -> Notice | None:
    """What a firm that would sell there does, and until when; None where no registration is ahead or open."""
    if found.registration_from is None or found.registration_to is None:
        return None
    first, last = text.long_date(found.registration_from), text.long_date(found.registration_to)
    if found.state == ProposalState.ANNOUNCED:
        return Notice(title=f"Pendaftaran penyedia dibuka {first} sampai {last}.")
    if found.state != ProposalState.REGISTRATION:
        return None
    return Notice(
        title=f"Pendaftaran penyedia dibuka sampai {last}.",
        text="Usaha mendaftar di halaman usahanya, bagian Kebutuhan. Yang diminta tertulis di Penelaahan produk. Tidak "
        "dipungut biaya.",
        action=Link(label="Buka halaman usaha", href=reverse("vendor:firms")),
    )


@doors.open_page
def letter(request: HttpRequest, code: str, paper_id: int) -> HttpResponse:
    """One letter as it was issued."""
    return letters.file_of(_signed(code), paper_id)


def _signed(code: str) -> Proposal:
    """A proposal that everybody may see; RuleBroken 404 for any other."""
    found = selectors.proposal(code, AnonymousUser())
    if not found.records.exists():
        raise RuleBroken("proposal_unknown", "Usulan ini tidak ditemukan.", status=404)
    return found
