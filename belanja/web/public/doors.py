"""What every open page begins with: whose figures, which year, and how long a copy may be kept."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page, require_safe

from belanja.affirmation.remembered import kept, remembered
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.intake.models import Pull
from belanja.rules.decisions import RuleBroken
from belanja.web import context
from belanja.web.addresses import address
from belanja.web.exports import exporting
from belanja.web.pieces import Breadcrumbs, Link, Tabs

View = Callable[..., Any]


#: A page larger than this is made anew for each visitor (bytes).
LARGEST_KEPT = 256 * 1024


def open_page(view: View) -> View:
    """GET and HEAD only, answered with an ETag over the content: whoever asks again and nothing has changed gets
    304. Copies must be checked each time, because a figure may change with any import or decision.

    Strangers all get the same page, so it is made once for one state of the record (`affirmation.remembered`).
    """

    view = exporting(view)

    @require_safe
    @conditional_page
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.COOKIES or request.method != "GET":
            response = view(request, *args, **kwargs)
        else:
            response = _same_for_all(view, request, args, kwargs)
        if "Cache-Control" not in response:
            whose = {"private": True} if settings.SESSION_COOKIE_NAME in request.COOKIES else {"public": True}
            patch_cache_control(response, no_cache=True, **whose)
        return response

    return answer


class _NotKept(Exception):
    def __init__(self, response: HttpResponseBase) -> None:
        self.response = response


def _same_for_all(view: View, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]) -> HttpResponseBase:
    def make() -> tuple[bytes, list[tuple[str, str]]]:
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or not isinstance(response, HttpResponse) or response.cookies:
            raise _NotKept(response)
        if len(response.content) > LARGEST_KEPT:
            raise _NotKept(response)
        return response.content, list(response.items())

    try:
        content, headers = kept(("page", request.get_host(), request.get_full_path(), get_language()), make)
    except _NotKept as other:
        return other.response
    return HttpResponse(content, headers=dict(headers))


def enter(request: HttpRequest, code: str) -> Government:
    """The government of the address; RuleBroken 404 where there is none. One query."""
    government = institutions.government(code)
    context.at(request, government)
    return government


def default_government() -> Government | None:
    """The government of the front page: that of the settings when it has data, else the first that has. One
    query."""
    with_data = Government.objects.filter(pulls__isnull=False).order_by("region_code", "name").distinct()
    found = list(with_data)
    chosen = [government for government in found if government.code == settings.DEFAULT_GOVERNMENT]
    return next(iter(chosen or found), None)


@remembered
def years_of(government: Government) -> list[int]:
    """Fiscal years with data, the latest first. One query."""
    pulled = Pull.objects.standing().filter(government=government, year__gt=0)
    return list(pulled.order_by("-year").values_list("year", flat=True).distinct())


def year_asked(request: HttpRequest, government: Government, years: Sequence[int]) -> int | None:
    """The year of `?tahun=`, else the latest year with data that has begun; None where there is no data at all.

    Raises RuleBroken 404 for a year without data.
    """
    asked = request.GET.get("tahun", "").strip()
    if asked:
        if not (asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) in years):
            raise RuleBroken("no_data", f"Belum ada data {government.name} untuk tahun {asked[:20]}.", status=404)
        return int(asked)
    begun = [year for year in years if year <= clock.today().year]
    return next(iter(begun or years), None)


def year_tabs(years: Sequence[int], chosen: int | None, base: str = "?") -> Tabs | None:
    """The switch of years; nothing where there is no choice. `base` ends in `?` or `&`."""
    if len(years) < 2:
        return None
    links = [Link(label=str(year), href=f"{base}tahun={year}", current=year == chosen) for year in years]
    return Tabs(label="Tahun anggaran", links=links)


def trail(government: Government | None, *steps: tuple[str, str]) -> Breadcrumbs:
    """The way back: front page, government, then (label, address) of each step; the last is the page itself."""
    links = [Link(label="Beranda", href=address("public:home"))]
    if government:
        links.append(Link(label=government.name, href=address("public:government", government.code)))
    links += [Link(label=label, href=address) for label, address in steps]
    return Breadcrumbs(links=links)
