"""The products for search engines, some ten thousand addresses a file."""

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from .cards import product_address

PER_FILE = 20_000


@require_safe
def products(request: HttpRequest, number: int) -> HttpResponse:
    """`/katalog/sitemap-<n>.xml`, from 1: the front page and the shelves first, then products that are for sale."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, p.name FROM catalogue_product p WHERE EXISTS (SELECT FROM catalogue_offersearch x "
            "WHERE x.product_id = p.id AND x.state = 0) ORDER BY p.id LIMIT %s OFFSET %s",
            [PER_FILE, (number - 1) * PER_FILE if number else 0],
        )
        paths = [product_address(product_id, name) for product_id, name in cursor.fetchall()]
        if number == 1:
            cursor.execute("SELECT slug FROM etalase_etalase WHERE state IN ('aktif', 'beku') ORDER BY slug")
            shelves = [reverse("katalog:etalase", args=[slug]) for (slug,) in cursor.fetchall()]
            paths = [reverse("katalog:home"), *shelves, *paths]
    if not paths:
        raise Http404
    addresses = [request.build_absolute_uri(path) for path in paths]
    body = render_to_string("public/sitemap.xml", {"addresses": addresses})
    return HttpResponse(body, content_type="application/xml; charset=utf-8")
