"""What machines ask for: health, robots.txt, the map of the site."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belanja.foundation import health as foundation
from belanja.institutions.models import Government
from belanja.intake.models import Pull

from . import doors, help_texts

_FIXED = ("home", "governments", "definitions", "legal_bases", "verification", "data", "about", "help")


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """`/sehat`: 200 when the database answers and its tables fit this version, else 503."""
    found = foundation.check()
    return JsonResponse(found, status=200 if found["ok"] else 503)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; forms and desks are of no use to a search engine."""
    goods = request.build_absolute_uri(reverse("katalog:sitemaps"))
    lines = ["User-agent: *", "Disallow: /akun/", "Disallow: /galeri", f"Sitemap: {_full(request, 'sitemap')}"]
    lines += [f"Sitemap: {goods}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@doors.open_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """The fixed pages, the help pages, and the pages of every government with data. Two queries."""
    with_data = set(
        Pull.objects.standing().filter(government__isnull=False).values_list("government_id", flat=True).distinct()
    )
    paths = [reverse(f"public:{name}") for name in _FIXED]
    paths += [reverse("public:help_page", args=[page.slug]) for page in help_texts.every()]
    for government in Government.objects.filter(pk__in=with_data).order_by("code"):
        paths += [reverse(f"public:{name}", args=[government.code]) for name in ("government", "units", "imports")]
    addresses = [request.build_absolute_uri(path) for path in paths]
    body = render_to_string("public/sitemap.xml", {"addresses": addresses})
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


def _full(request: HttpRequest, name: str) -> str:
    return request.build_absolute_uri(reverse(f"public:{name}"))
