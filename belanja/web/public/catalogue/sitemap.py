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
    """`/katalog/sitemap-<n>.xml`, from 1: the front page, the shelves and the firms first, then products for sale."""
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
            cursor.execute(
                "SELECT slug FROM catalogue_seller s WHERE EXISTS (SELECT FROM catalogue_offersearch x "
                "WHERE x.seller_id = s.id AND x.state = 0) ORDER BY slug LIMIT %s",
                [PER_FILE],
            )
            firms = [reverse("katalog:seller", args=[slug]) for (slug,) in cursor.fetchall()]
            paths = [reverse("katalog:home"), reverse("katalog:needs"), *shelves, *firms, *paths]
    if not paths:
        raise Http404
    addresses = [request.build_absolute_uri(path) for path in paths]
    body = render_to_string("public/sitemap.xml", {"addresses": addresses})
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/katalog/sitemap.xml`: the files there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM catalogue_product p WHERE EXISTS (SELECT FROM catalogue_offersearch x "
            "WHERE x.product_id = p.id AND x.state = 0)"
        )
        count = cursor.fetchone()[0]
    files = range(1, max(1, -(-count // PER_FILE)) + 1)
    addresses = [request.build_absolute_uri(reverse("katalog:sitemap", args=[number])) for number in files]
    body = render_to_string("katalog/sitemap_index.xml", {"addresses": addresses})
    return HttpResponse(body, content_type="application/xml; charset=utf-8")
