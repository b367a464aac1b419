"""Who sits at a firm's desk: the firm in the address, the person, and how this person acts for it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belanja.accounts.models import User
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.registration import MemberRole
from belanja.vendors import selectors
from belanja.vendors.models import Firm, Profile
from belanja.web import context
from belanja.web.pieces import Breadcrumbs, Link, Tabs

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class FirmDesk:
    """One person at work for one firm. What is shown follows the role; the services ask again."""

    firm: Firm
    actor: Actor
    role: MemberRole

    @property
    def is_owner(self) -> bool:
        return self.role is MemberRole.OWNER

    @property
    def profile(self) -> Profile | None:
        return selectors.profile_of(self.firm.pk)

    def url(self, name: str, *args: object) -> str:
        """Address of a page of this firm's desk."""
        return reverse(name, args=[self.firm.pk, *args])


def firm_page(*, owner: bool = False, methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View], View]:
    """Let in whoever acts for the firm `firm_id` of the address today (`owner`: its owners alone).

    A visitor is sent to sign in and back; a stranger gets 404; a member where only the owner may is told so (403). The
    view is called with (request, desk, …).
    """

    def wrap(view: View) -> View:
        @never_cache
        @require_http_methods(methods)
        @wraps(view)
        def page(request: HttpRequest, /, firm_id: int, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return redirect_to_login(request.get_full_path(), login_url=reverse("account_login"))
            desk = desk_of(request, firm_id)
            if desk is None:
                raise Http404
            if (profile := desk.profile) is not None:
                context.at(request, profile.government)
            if owner and not desk.is_owner:
                return render(request, "vendor/owner_only.html", frame(desk, "", title="Khusus pemilik"), status=403)
            try:
                return view(request, desk, **kwargs)
            except RuleBroken as refusal:
                if refusal.status == 404:
                    raise Http404(refusal.message) from refusal
                raise

        page.of_firm = True  # type: ignore[attr-defined]  # read by the test that knows every address
        return page

    return wrap


def signed_in(*, methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View], View]:
    """Let in whoever has signed in, for pages about the person's own firms. The view gets (request, actor)."""

    def wrap(view: View) -> View:
        @never_cache
        @require_http_methods(methods)
        @wraps(view)
        def page(request: HttpRequest, /, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return redirect_to_login(request.get_full_path(), login_url=reverse("account_login"))
            return view(request, Actor(user_id=request.user.pk, label="Pelaku usaha"), **kwargs)

        return page

    return wrap


def desk_of(request: HttpRequest, firm_id: int) -> FirmDesk | None:
    """The desk of the signed-in person at a firm; None for a stranger."""
    if not isinstance(request.user, User):
        return None
    member = selectors.membership(request.user.pk, firm_id)
    if member is None:
        return None
    role = MemberRole(member.role)
    return FirmDesk(member.firm, Actor(user_id=request.user.pk, label=f"{role.label} usaha"), role)


#: Sections of a firm's desk: label, address name. Each capability of the desk adds its own.
SECTIONS: list[tuple[str, str]] = [
    ("Beranda usaha", "vendor:home"),
    ("Langkah saya", "vendor:steps"),
    ("Pesanan", "vendor:orders"),
    ("Kebutuhan", "vendor:needs"),
    ("Barang", "vendor:listings"),
    ("Lembar dan foto", "vendor:sheets"),
    ("Data usaha", "vendor:profile"),
    ("Izin usaha", "vendor:licences"),
    ("Status pajak", "vendor:taxes"),
    ("Anggota", "vendor:members"),
    ("Koperasi", "vendor:cooperative"),
    ("Arsip nasional", "vendor:archive_names"),
    ("Sanksi", "vendor:sanctions"),
    ("Pertanyaan APIP", "vendor:questions"),
]


def frame(desk: FirmDesk, section: str, *trail: tuple[str, str], title: str) -> dict[str, Any]:
    """What surrounds a page of a firm's desk: title, way back, the neighbouring pages. `section` is the address name of
    the tab to mark; `trail` are steps between the section and this page (label, address)."""
    tabs = [Link(label=label, href=desk.url(name), current=name == section) for label, name in SECTIONS]
    steps = [Link(label="Usaha saya", href=reverse("vendor:firms"))]
    here = next((tab for tab in tabs if tab.current), None)
    name = desk.firm.name or "Usaha"
    if section != "vendor:home":
        steps.append(Link(label=name, href=desk.url("vendor:home")))
    if here is not None and here.label != title and section != "vendor:home":
        steps.append(Link(label=here.label, href=here.href))
    steps += [Link(label=label, href=href) for label, href in trail]
    steps.append(Link(label=title, href=""))
    return {
        "desk": desk,
        "title": title,
        "crumbs": Breadcrumbs(links=steps),
        "tabs": Tabs(label=name, links=tabs),
    }


def refused(request: HttpRequest, refusal: RuleBroken) -> None:
    """Tell a refusal on the next page shown; 404 is not told but raised by `firm_page`."""
    if refusal.status == 404:
        raise refusal
    citation = f" ({refusal.citation})" if refusal.citation else ""
    messages.error(request, f"{refusal.message}{citation}")
