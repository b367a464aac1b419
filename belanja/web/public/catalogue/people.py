"""Pages of the catalogue for whoever has signed in, officer or not: what is kept and posted needs an account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belanja.web.exports import exporting

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Whoever has not signed in is sent to the sign-in page and back; nothing of it is kept in a cache."""
    view = exporting(view)

    @never_cache
    @require_http_methods(("GET", "HEAD", "POST"))
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), login_url=reverse("account_login"))
        return view(request, *args, **kwargs)

    return page
