"""`/kelola/<gov>/katalog/kebutuhan/`: what was posted because the catalogue does not have it, and what became of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.needs import selectors
from belanja.needs.models import Need
from belanja.rules.duties import Duty
from belanja.rules.needs.states import WANTED, NeedState
from belanja.web.acts import Act, Outcome, answer
from belanja.web.needs import acts, shown
from belanja.web.needs.table import COLUMNS, row
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import Cell, DefinitionList, EmptyState, Link, Table, Tabs, Term

SECTION = "manager:needs"


@officer_page(Duty.CURATE_CATALOGUE)
def needs(request: HttpRequest, office: Office) -> HttpResponse:
    """Needs that are still looked for, or of one state, the latest first."""
    asked = request.GET.get("keadaan", "")
    state = NeedState(asked) if asked in set(NeedState) else None
    counts = selectors.needs_by_state(office.government.pk)
    found = selectors.needs_of(office.government.pk, *([state] if state else WANTED))
    rows, pagination = page_of(found, found.count(), request)
    table = Table(
        key="kebutuhan",
        stacked=True,
        caption=f"Kebutuhan: {state.label if state else 'masih dicari'}",
        columns=COLUMNS,
        rows=[
            row(one, href=office.url("manager:need", one.pk), what=Cell(text=one.what, sub=_sub(one, state)))
            for one in rows
        ],
        pagination=pagination,
        empty=EmptyState(title=f"Tidak ada kebutuhan yang {state.label if state else 'masih dicari'}."),
        level=2,
    )
    links = [Link(label=f"Masih dicari ({sum(counts.get(one, 0) for one in WANTED)})", href="?", current=not state)]
    links += [
        Link(label=f"{text.capital_first(one.label)} ({counts.get(one, 0)})", href=f"?keadaan={one.value}",
             current=one is state)
        for one in NeedState
    ]  # fmt: skip
    context = frame(office, SECTION, title="Kebutuhan yang dipasang")
    context |= {
        "lead": "Yang dicari pembeli dan tidak ditemukannya di katalog.",
        "parts": [Part(key="daftar", title="Daftar", items=[Tabs(label="Keadaan", links=links), table])],
    }
    return render(request, "officer/page.html", context)


def _sub(need: Need, state: NeedState | None) -> str:
    """What stands below its title: the state where several are listed, and how it begins to tell more."""
    return " · ".join(told for told in ("" if state else NeedState(need.state).label, need.details[:120]) if told)


@officer_page(Duty.CURATE_CATALOGUE, methods=("GET", "HEAD", "POST"))
def need(request: HttpRequest, office: Office, need_id: int) -> HttpResponse:
    """One need, and the steps that Biro PBJ may take."""
    return answer(
        request,
        office,
        read=lambda: _found(office, need_id),
        acts=_acts,
        show=_show,
        gone=lambda need: f"Kebutuhan ini sekarang {NeedState(need.state).label}.",
        name="manager.need",
        to=office.url("manager:need", need_id),
    )


def _found(office: Office, need_id: int) -> Need:
    related = Need.objects.select_related("region", "government", "unit", "demand", "etalase", "specification")
    found = related.filter(pk=need_id, government=office.government).first()
    if found is None:
        raise Http404
    return found


def _acts(request: HttpRequest, office: Office, need: Need) -> list[Act]:
    return acts.acts_on(request, office.actor, need, acts.sides_of(office.actor, need))


def _show(request: HttpRequest, office: Office, need: Need, outcome: Outcome) -> HttpResponse:
    context = frame(office, SECTION, title=need.what)
    facts = [Term(term="Keadaan", text=NeedState(need.state).label), Term(term="Kode", text=need.code)]
    facts += shown.terms(need)
    facts += shown.joined(need)
    if need.answer:
        facts.append(Term(term="Keterangan", text=need.answer))
    context |= {
        "lead": need.details,
        "outcome": outcome,
        "notice": None,
        "acts": _acts(request, office, need),
        "version": need.version,
        "hand_over": office.url("manager:hand_over_need", need.pk) if need.state in WANTED else "",
        "search": shown.search(need),
        "parts": parts(need, [DefinitionList(terms=[*facts, *shown.ended(need)])]),
    }  # fmt: skip
    return render(request, "manager/need.html", context, status=outcome.status)


def parts(need: Need, facts: list[DefinitionList]) -> list[Part]:
    """What stands on the page of whoever acts on a need."""
    sought, handed = shown.so_far(need), shown.coachings(need)
    return [
        Part(key="kebutuhan", title="Kebutuhan ini", items=facts),
        *([Part(key="pendampingan", title="Pendampingan", items=[handed])] if handed else []),
        Part(key="usaha", title="Usaha yang dapat memenuhinya", items=[shown.firms(need)]),
        *([Part(key="pencarian", title="Yang sudah dicari", items=[sought])] if sought else []),
        Part(key="riwayat", title="Riwayat", items=[shown.story(need)]),
    ]
