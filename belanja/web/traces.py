"""Where accounts sign in, buy and sell: one keyed mark of the network and one of the device, once a day (rules.traces).

Public pages and whoever has not signed in leave none. The browser keeps a random value of its own, set where somebody
signs in; what is stored is its mark.
"""

import secrets
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from belanja.accounts.marks import device_mark, network_mark
from belanja.accounts.services import leave_trace
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules.traces import TRACE_DAYS

#: The cookie in which a browser keeps the value of its own.
COOKIE = "alat"
_LEFT = "jejak"
#: Signing in, buying and selling; a step there is a POST that went through.
_PLACES = ("/akun/", "/beli/", "/usaha/")
_DAY = 24 * 3600


class LeavesTraces:
    """After a step of somebody who has signed in: a row for a day, network and device that are new to this session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code < 400 and request.path.startswith(_PLACES):
            _note(request, response)
        return response


def _note(request: HttpRequest, response: HttpResponseBase) -> None:
    if not request.user.is_authenticated:
        return
    kept = request.COOKIES.get(COOKIE, "")
    value = kept if 16 <= len(kept) <= 64 else secrets.token_urlsafe(24)
    network, device = network_mark(_address(request)), device_mark(value)
    left = [clock.today().isoformat(), network, device]
    if request.session.get(_LEFT) == left:
        return
    leave_trace(user_id=request.user.pk, network=network, device=device)
    request.session[_LEFT] = left
    days = int(institutions.parameter(TRACE_DAYS, government_id=None, on=clock.today()))
    response.set_cookie(
        COOKIE, value, max_age=days * _DAY, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def _address(request: HttpRequest) -> str:
    """From where the request came, as the sign-in counts it; empty where nobody knows."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""
