"""Who sits at an officer's page: the government in the address, the person, and what this person may do there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belanja.accounts.models import User
from belanja.institutions import selectors
from belanja.institutions.models import Government
from belanja.institutions.reach import NO_REACH, Reach
from belanja.institutions.standing import reaches
from belanja.journal.readings import one_reading
from belanja.journal.services import Actor
from belanja.rules.buying.posts import post_of_ppk
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import DUTIES, OF_A_UNIT, Duty, Role, may
from belanja.web import context
from belanja.web.addresses import address
from belanja.web.exports import exporting
from belanja.web.pieces import Breadcrumbs, Directory, Link, LinkGroup, Tabs

_KNOWN = "belanja_offices"

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Office:
    """One person at work for one government. `duties` is what may be shown; the services ask again."""

    government: Government
    actor: Actor
    roles: tuple[Role, ...]
    duties: frozenset[Duty]
    unit_ids: tuple[int, ...] = ()
    """Units to which roles of this person are bound; empty for somebody who sits for the whole government."""
    reach: Reach = NO_REACH
    """What the person holds, for asking which units it reaches."""

    def may(self, *any_of: Duty) -> bool:
        return not self.duties.isdisjoint(any_of)

    @property
    def code(self) -> str:
        return self.government.code

    def url(self, name: str, *args: object) -> str:
        """Address of an officers' page of this government."""
        return address(name, self.code, *args)


def officer_page(*any_of: Duty, methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View], View]:
    """Let in whoever holds one of these duties for the government `gov` of the address.

    A stranger is sent to sign in. Everybody else without the duty gets 404: another government's pages, and those
    of another office, are not there. The view is called with (request, office, …).
    """

    def wrap(view: View) -> View:
        view = exporting(view)

        @never_cache
        @require_http_methods(methods)
        @wraps(view)
        def page(request: HttpRequest, *, gov: str, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), login_url=reverse("account_login"))
            with one_reading(joins=True):
                office = office_of(request, gov)
                if office is None or not _lets_in(office, any_of):
                    raise Http404
            context.at(request, office.government)
            try:
                return view(request, office, **kwargs)
            except RuleBroken as refusal:
                if refusal.status in (403, 404):
                    raise Http404(refusal.message) from refusal
                raise

        page.opens_to = frozenset(any_of)  # type: ignore[attr-defined]  # read by the test that knows every address
        return page

    return wrap


def _lets_in(office: Office, any_of: tuple[Duty, ...]) -> bool:
    return any(selectors.is_allowed(office.actor, duty, office.government) for duty in any_of)


def office_of(request: HttpRequest, code: str) -> Office | None:
    """The office of the signed-in person for a government, or None where the person holds no role there today."""
    return next((office for office in offices(request) if office.code == code), None)


def offices(request: HttpRequest) -> list[Office]:
    """An office for every government in which the signed-in person holds a role today."""
    known: list[Office] | None = getattr(request, _KNOWN, None)
    if known is not None:
        return known
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        return []
    known = [_office(user, government, reach) for government, reach in reaches(user.pk)]
    setattr(request, _KNOWN, known)
    return known


def _office(user: User, government: Government, reach: Reach) -> Office:
    held = reach.held
    roles = tuple(dict.fromkeys(role for role, _unit in held))
    whole = frozenset(role for role, unit in held if unit is None)
    duties = frozenset(duty for duty in DUTIES if may(frozenset(roles) if duty in OF_A_UNIT else whole, duty))
    posts = [post for _role, _unit, post in reach.lent]
    label = ", ".join(dict.fromkeys([role.label for role, _unit in reach.own] or posts))[:120]
    units = tuple(dict.fromkeys(unit for _role, unit in held if unit is not None))
    acting = reach.acting_duties()
    lent = (*reach.lent_duties(), *((duty, of, post_of_ppk(role)) for duty, of, role in acting))
    duties |= {Duty(duty) for duty, _units, _role in acting}
    return Office(government, Actor(user.pk, label, lent), roles, duties, () if whole else units, reach)


REFERENCE_READERS = (Duty.IMPORT_REFERENCE_PRICES, Duty.CURATE_CATALOGUE)
#: APIP reads cases; whoever answers for a unit sees its own questions alone.
CASE_READERS = (Duty.REVIEW_CASE, Duty.SUPERVISE_CASE, Duty.APPROVE_HANDOVER)
SANCTION_READERS = (Duty.PROPOSE_SANCTION, Duty.SANCTION_FIRM, Duty.SEE_RELATED_FIRMS)
PARAMETER_READERS = (Duty.PROPOSE_PARAMETER, Duty.APPROVE_PARAMETER, Duty.READ_JOURNAL)
UNIT_READERS = (Duty.MANAGE_INSTITUTIONS, Duty.SEE_IMPORTS, Duty.READ_JOURNAL)
FIRM_READERS = (Duty.VERIFY_FIRM, Duty.ASSIST_FIRM, Duty.SEE_RELATED_FIRMS)
#: Whoever has a step of his own in purchases; others read them.
BUYERS = (
    Duty.REQUEST_PURCHASE,
    Duty.BUY,
    Duty.APPROVE_PURCHASE,
    Duty.DETERMINE_PURCHASE,
    Duty.RECEIVE_GOODS,
    Duty.PAY_PURCHASE,
)
CART_KEEPERS = (Duty.REQUEST_PURCHASE, Duty.BUY)
SHELF_READERS = (Duty.MANAGE_ETALASE, Duty.DECIDE_ETALASE, Duty.CURATE_LISTING, Duty.READ_JOURNAL)
#: Whoever reads figures reads proposals of an etalase; what a unit may write is asked for that unit.
PROPOSAL_READERS = (Duty.SEE_SOURCE_ROWS, Duty.MANAGE_ETALASE, Duty.DECIDE_ETALASE)
FLAG_READERS = (Duty.REVIEW_CASE, Duty.SUPERVISE_CASE)
#: Sections of the officers' pages by the work they belong to: label, address name, duties of which one opens it.
_SECTIONS: dict[str, tuple[tuple[str, str, tuple[Duty, ...]], ...]] = {
    "Pantauan": (
        ("Ringkasan", "leader:overview", (Duty.SEE_SOURCE_ROWS,)),
        ("Pekerjaan", "leader:work", (Duty.SEE_SOURCE_ROWS,)),
        ("Belum diketahui", "leader:unknown", (Duty.SEE_SOURCE_ROWS,)),
        ("Pesanan tanpa rencana", "inspector:orders_without_plan", (Duty.SEE_SOURCE_ROWS,)),
        ("Rencana tanpa pesanan", "inspector:plans_without_order", (Duty.SEE_SOURCE_ROWS,)),
        ("Kelas rencana", "leader:plan_classes", (Duty.SEE_SOURCE_ROWS,)),
        ("Surat edaran", "leader:letter", (Duty.SEE_SOURCE_ROWS,)),
    ),
    "Pengawasan": (
        ("Tanda", "inspector:flags", FLAG_READERS),
        ("Kasus", "cases:cases", CASE_READERS),
        ("Temuan", "cases:findings", CASE_READERS),
        ("Reviu", "reviews:reviews", CASE_READERS),
        ("Rangkap tugas", "inspector:roles", (Duty.SEE_HELD_ROLES,)),
        ("Pertanyaan APIP", "cases:asked", (Duty.ANSWER_CASE,)),
    ),
    "Pembelian": (
        ("Meja pembelian", "buying:desk", (Duty.SEE_PURCHASES,)),
        ("Rencana", "buying:plans", CART_KEEPERS),
        ("Paket", "buying:packages", (Duty.SEE_PURCHASES,)),
        ("Pesanan", "buying:orders", (Duty.SEE_PURCHASES,)),
        ("Pembayaran", "buying:payments", (Duty.SEE_PURCHASES,)),
        ("Register SP2D", "buying:registers", (Duty.IMPORT_SP2D, Duty.PAY_PURCHASE)),
        ("Pelimpahan", "buying:delegation", (Duty.HAND_ON_ROLE,)),
        ("Latihan", "buying:practice", (Duty.SEE_PURCHASES,)),
    ),
    "Katalog": (
        ("Kurasi", "curation:queue", (Duty.CURATE_LISTING,)),
        ("Klaim", "curation:claims", (Duty.CURATE_CLAIM,)),
        ("Produk kembar", "curation:duplicates", (Duty.CURATE_CATALOGUE,)),
        ("Patroli", "curation:patrols", (Duty.FREEZE_LISTING,)),
        ("Harga acuan", "references:lists", REFERENCE_READERS),
        ("Harga luar", "references:outside", (Duty.CURATE_CATALOGUE,)),
    ),
    "Etalase dan pencarian": (
        ("Usulan etalase", "proposals:proposals", PROPOSAL_READERS),
        ("Etalase", "shelves:shelves", SHELF_READERS),
        ("Etalase tanpa penjualan", "shelves:idle", SHELF_READERS),
        ("Padanan kata", "curation:synonyms", (Duty.CURATE_CATALOGUE,)),
        ("Tanpa hasil", "curation:zero_results", (Duty.CURATE_CATALOGUE,)),
        ("Kebutuhan", "manager:needs", (Duty.CURATE_CATALOGUE,)),
    ),
    "Penyedia": (
        ("Usaha", "firms:queue", FIRM_READERS),
        ("Pendampingan", "manager:coachings", (Duty.ASSIST_FIRM,)),
        ("Calon penyedia", "manager:prospects", (Duty.ASSIST_FIRM,)),
        ("Sanksi", "sanctions:cases", SANCTION_READERS),
        ("Usaha terkait", "sanctions:related", (Duty.SEE_RELATED_FIRMS,)),
        ("Akun penyedia", "doors:people", (Duty.RESTORE_ACCESS,)),
        ("Pemulihan akses", "doors:restorations", (Duty.RESTORE_ACCESS,)),
        ("Pesan keluar", "doors:messages", (Duty.RESTORE_ACCESS, Duty.ASSIST_FIRM, Duty.VERIFY_FIRM)),
    ),
    "Data": (
        ("Impor", "manager:pulls", (Duty.SEE_IMPORTS,)),
        ("Karantina", "manager:quarantine", (Duty.SEE_IMPORTS,)),
        ("Unggah", "manager:upload", (Duty.IMPORT,)),
        ("Keputusan", "manager:held_items", (Duty.SEE_IMPORTS,)),
        ("Anggaran", "manager:budgets", (Duty.SEE_SOURCE_ROWS,)),
    ),
    "Laporan": (
        ("Halaman Pimpinan", "leader:leadership", (Duty.SEE_REPORTS,)),
        ("Laporan", "reports:desk", (Duty.SEE_REPORTS,)),
        ("Konfirmasi angka", "reports:rounds", (Duty.SEE_REPORTS, Duty.ANSWER_FIGURES)),
        ("Jadwal", "reports:schedule", (Duty.SEE_REPORTS,)),
        ("Lembar isian", "reports:sheets", (Duty.SEE_REPORTS,)),
        ("Naskah", "papers:papers", (Duty.SEE_REPORTS, Duty.SEE_PURCHASES)),
        ("Kop naskah", "papers:letterheads", (Duty.MANAGE_LETTERHEADS,)),
        ("Penanda tangan", "papers:signatories", (Duty.MANAGE_INSTITUTIONS,)),
    ),
    "Aturan dan peran": (
        ("Parameter", "manager:parameters", PARAMETER_READERS),
        ("Hari libur", "manager:holidays", PARAMETER_READERS),
        ("Perangkat Daerah", "manager:units", UNIT_READERS),
        ("Peran", "manager:roles", (Duty.MANAGE_ROLES,)),
        ("Jurnal", "inspector:journal", (Duty.READ_JOURNAL,)),
    ),
}
#: The group whose tabs keep the measure that was chosen.
_WATCHING = "Pantauan"


def directory(office: Office, waiting: Callable[[Office, str], int | None]) -> Directory:
    """Every page this person may open at this office, by the work it belongs to. `waiting` tells how much waits
    behind a page, by its address name; nothing where nothing waits."""
    groups = [
        (
            group,
            [
                Link(label=label, href=office.url(name), count=waiting(office, name) or None)
                for label, name, duties in pages
                if office.may(*duties)
            ],
        )
        for group, pages in _SECTIONS.items()
    ]
    return Directory(
        label=f"Halaman kerja {office.government.name}",
        groups=[LinkGroup(title=title, links=links) for title, links in groups if links],
    )


def frame(office: Office, section: str, *trail: tuple[str, str], title: str, query: str = "") -> dict[str, Any]:
    """What surrounds an officers' page: title, way back, the neighbouring pages this person may open.

    `section` is the address name of the tab to mark; `trail` are steps between the section and this page (label,
    address); `query` is kept by the tabs of the watching pages, so that the measure chosen goes along.
    """
    group = next(
        (one for one, pages in _SECTIONS.items() if section in {page[1] for page in pages}), list(_SECTIONS)[-1]
    )
    watching = group == _WATCHING
    tabs = [
        Link(
            label=label,
            href=office.url(name) + (f"?{query}" if query and watching else ""),
            current=name == section,
        )
        for label, name, duties in _SECTIONS[group]
        if office.may(*duties)
    ]
    here = next((tab for tab in tabs if tab.current), None)
    steps = [Link(label="Meja kerja", href=address("leader:desk"))]
    if here is not None and here.label != title:
        steps.append(Link(label=here.label, href=here.href))
    steps += [Link(label=label, href=href) for label, href in trail]
    steps.append(Link(label=title, href=""))
    return {
        "desk": office,
        "title": title,
        "crumbs": Breadcrumbs(links=steps),
        "tabs": Tabs(label=group, links=tabs),
    }


def refused(request: HttpRequest, refusal: RuleBroken) -> None:
    """Tell a refusal on the next page shown; 403 and 404 are not told but raised by `officer_page`."""
    if refusal.status in (403, 404):
        raise refusal
    citation = f" ({refusal.citation})" if refusal.citation else ""
    messages.error(request, f"{refusal.message}{citation}")
