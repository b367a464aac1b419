"""Who stands before the page, and what that person may do."""

from collections.abc import Callable
from functools import cached_property
from http import HTTPStatus
from typing import cast

from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase

from belanja.accounts.models import User
from belanja.affirmation.remembered import one_moment
from belanja.institutions import selectors
from belanja.institutions.models import Government
from belanja.journal.readings import one_reading
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role

_SESSION_KEY = "government"
_POLICY = "Content-Security-Policy"


class OneMoment:
    """A page that only reads shows the record of one moment, and asks for its state once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with one_moment(), one_reading():
            return self.get_response(request)


class ContentPolicy:
    """What a page may load and where its forms go (`CONTENT_SECURITY_POLICY`): the same for every page, so it is put
    into words once a process. A file that says more for itself keeps that; the developer's pages of an error have their
    styles in them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.INTERNAL_SERVER_ERROR)):
            response.headers.setdefault(_POLICY, self._policy)
        return response


class Desk:
    """The person of a request at the government whose pages are shown. Asks the database only when asked."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def user(self) -> User | AnonymousUser:
        return self._request.user

    @cached_property
    def government(self) -> Government | None:
        """The government chosen in this session, else that of the installation (`BELANJA_GOVERNMENT`)."""
        code = self._request.session.get(_SESSION_KEY) or settings.DEFAULT_GOVERNMENT
        return Government.objects.filter(code=code).first()

    @cached_property
    def governments(self) -> list[Government]:
        """Where this person holds a role today."""
        return list(selectors.governments_of(self.user)) if self.user.is_authenticated else []

    @cached_property
    def roles(self) -> frozenset[Role]:
        if not self.user.is_authenticated or self.government is None:
            return frozenset()
        return selectors.roles_of(self.user, government_id=self.government.pk)

    def may(self, duty: Duty, government: Government | None = None, *, unit_id: int | None = None) -> bool:
        """Whether the person may do `duty` at `government` (default: the one whose pages are shown)."""
        where = government or self.government
        return (
            where is not None
            and self.user.is_authenticated
            and selectors.is_allowed(self.user, duty, where, unit_id=unit_id)
        )

    def choose(self, government: Government) -> None:
        """Go on with the pages of another government, for the rest of the session."""
        self._request.session[_SESSION_KEY] = government.code
        for name in ("government", "roles"):
            self.__dict__.pop(name, None)

    def actor(self) -> Actor:
        """The actor of services called for this person; named by post in the journal, never by name.
        Raises RuleBroken 404 for somebody who has not signed in."""
        if not self.user.is_authenticated:
            raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
        label = ", ".join(sorted(role.label for role in self.roles)) or "Pengguna"
        return Actor(user_id=self.user.pk, label=label[:120])


def desk_of(request: HttpRequest) -> Desk:
    """The desk that the middleware put on the request."""
    return cast("Desk", request.desk)  # type: ignore[attr-defined]  # set by CurrentDuties


class CurrentDuties:
    """Puts `request.desk` on every request; costs nothing until a page asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.desk = Desk(request)  # type: ignore[attr-defined]  # read by desk_of
        return self.get_response(request)
