"""`/katalog/kebutuhan/saya/` and `…/<id>/urus`: needs in the hands of their posters and units."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.foundation import text
from belanja.institutions import selectors as institutions
from belanja.journal.services import Actor
from belanja.needs import selectors
from belanja.needs.models import Need
from belanja.needs.services.base import poster
from belanja.rules.duties import Duty
from belanja.rules.needs.states import WANTED, NeedState, Side
from belanja.web import context
from belanja.web.acts import Act, Outcome, answer
from belanja.web.middleware import desk_of
from belanja.web.needs import acts, shown
from belanja.web.needs.table import COLUMNS, row
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import Cell, DefinitionList, EmptyState, Link, Notice, Table, Term
from belanja.web.public import doors

from .people import signed_in
from .places import enter


@dataclass(frozen=True)
class _Desk:
    actor: Actor


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Needs that this account may go on with, those that still run first."""
    enter(request)
    government = context.government_of(request)
    actor = desk_of(request).actor()
    held = institutions.units_allowed(actor, Duty.POST_NEED, government) if government else frozenset()
    found = selectors.needs_held(actor.user_id or 0, government.pk if government else 0, held)
    rows, pagination = page_of(found, found.count(), request)
    table = Table(
        key="kebutuhan-saya",
        caption="Kebutuhan saya",
        show_caption=False,
        stacked=True,
        columns=COLUMNS,
        rows=[
            row(
                one,
                href=reverse("katalog:need_desk", args=[one.pk]),
                what=Cell(text=one.what, sub=text.capital_first(NeedState(one.state).label)),
            )
            for one in rows
        ],
        pagination=pagination,
        level=2,
        empty=EmptyState(
            title="Belum ada kebutuhan yang Anda pasang.",
            action=Link(label="Pasang kebutuhan", href=reverse("katalog:post_need")),
        ),
    )
    steps = (("Katalog", reverse("katalog:home")), ("Kebutuhan", reverse("katalog:needs")), ("Kebutuhan saya", ""))
    told = {
        "trail": doors.trail(None, *steps), "title": "Kebutuhan saya", "years": None,
        "lead": "Yang Anda pasang, dan yang dipasang untuk unit tempat Anda berwenang.",
        "parts": [Part(key="daftar", title="Daftar", items=[table])], "loaded": "",
    }  # fmt: skip
    return render(request, "public/sections.html", told)


@signed_in
def desk(request: HttpRequest, number: int) -> HttpResponse:
    """One need: who could meet it, what was done to find it, and the steps of its poster. 404 for everybody else."""
    found = selectors.need(number)
    actor = desk_of(request).actor()
    poster(actor, found)
    context.at(request, found.government)
    return answer(
        request,
        _Desk(actor),
        read=lambda: selectors.need(number),
        acts=_acts,
        show=_show,
        gone=lambda need: f"Kebutuhan ini sekarang {NeedState(need.state).label}.",
        name="katalog.need",
        to=reverse("katalog:need_desk", args=[number]),
    )


def _acts(request: HttpRequest, desk: _Desk, need: Need) -> list[Act]:
    return acts.acts_on(request, desk.actor, need, [Side.POSTER])


def _show(request: HttpRequest, desk: _Desk, need: Need, outcome: Outcome) -> HttpResponse:
    state = NeedState(need.state)
    facts = [Term(term="Kode", text=need.code), *shown.terms(need)]
    facts += shown.joined(need)
    sought, handed = shown.so_far(need), shown.coachings(need)
    steps = (("Katalog", reverse("katalog:home")), ("Kebutuhan saya", reverse("katalog:my_needs")), (need.what, ""))
    told = {
        "trail": doors.trail(None, *steps),
        "need": need,
        "outcome": outcome,
        "state": Notice(title=text.capital_first(f"{state.label}."), text=need.answer),
        "acts": _acts(request, desk, need),
        "version": need.version,
        "amend": reverse("katalog:need_amend", args=[need.pk]) if state in WANTED else "",
        "hand_over": _hand_over(need) if state in WANTED else "",
        "parts": [
            Part(key="usaha", title="Usaha yang dapat memenuhinya", items=[shown.firms(need)]),
            *([Part(key="pendampingan", title="Pendampingan", items=[handed])] if handed else []),
            Part(key="kebutuhan", title="Kebutuhan ini", items=[DefinitionList(terms=[*facts, *shown.ended(need)])]),
            *([Part(key="pencarian", title="Yang sudah dicari", items=[sought])] if sought else []),
            Part(key="riwayat", title="Riwayat", items=[shown.story(need)]),
        ],
    }  # fmt: skip
    return render(request, "katalog/need_desk.html", told, status=outcome.status)


def _hand_over(need: Need) -> str:
    """Where a unit asks for help with its need; what an account posted for itself is handed over by Biro PBJ."""
    if need.unit_id is None:
        return ""
    return reverse("manager:hand_over_need", args=[need.government.code, need.pk])
