"""`/?rows=N`: N rows of three cells from one query. `/json?rows=N`: the same as JSON."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

_QUERY = "SELECT code, name, kind FROM institutions_unit ORDER BY id LIMIT %s"
_PAGE = engines["django"].from_string(
    "<!doctype html><html lang=id><title>Lantai</title><table>"
    "{% for a, b, c in rows %}<tr><td>{{ a }}</td><td>{{ b }}</td><td>{{ c }}</td></tr>{% endfor %}</table></html>"
)


def _rows(request: HttpRequest) -> list[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, [int(request.GET.get("rows", "20"))])
        return [(str(code), str(name), str(kind)) for code, name, kind in cursor.fetchall()]


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_PAGE.render({"rows": _rows(request)}))


def data(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"rows": _rows(request)})


urlpatterns = [path("", page), path("json", data)]
