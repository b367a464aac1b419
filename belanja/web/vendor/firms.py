"""`/usaha/`: the firms for which the signed-in person acts, and the way to register or claim one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.journal.services import Actor
from belanja.rules.registration import FirmState, MemberRole
from belanja.vendors import selectors
from belanja.vendors.models import Member, Profile
from belanja.web.pieces import Breadcrumbs, Cell, Column, EmptyState, Link, Row, Table

from .access import signed_in


@signed_in()
def firms(request: HttpRequest, actor: Actor) -> HttpResponse:
    assert actor.user_id is not None
    context = {
        "title": "Usaha saya",
        "crumbs": Breadcrumbs(links=[Link(label="Usaha saya", href="")]),
        "tabs": None,
        "lead": "Usaha yang Anda urus di Belanja. Satu usaha terdaftar sekali untuk semua pemerintah daerah.",
        "table": _table(selectors.memberships(actor.user_id)),
    }
    return render(request, "vendor/firms.html", context)


def _table(members: list[Member]) -> Table:
    return Table(
        key="usaha",
        caption="Usaha yang Anda urus",
        columns=[
            Column(key="nama", label="Usaha"),
            Column(key="peran", label="Peran Anda"),
            Column(key="keadaan", label="Pendaftaran"),
        ],
        rows=[_row(member) for member in members],
        empty=EmptyState(title="Belum ada usaha.", text="Cari usaha Anda dengan NIB, atau daftarkan yang baru."),
    )


def _row(member: Member) -> Row:
    profile: Profile | None = getattr(member.firm, "profile", None)
    name = profile.name if profile else member.firm.name
    return Row(
        cells=[
            Cell(text=name or "Usaha tanpa nama", href=reverse("vendor:home", args=[member.firm_id])),
            MemberRole(member.role).label,
            FirmState(profile.state).label if profile else "belum terdaftar",
        ]
    )
