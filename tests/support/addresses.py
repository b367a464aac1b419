"""Every address of the site, and what a request wrote: for the tests of who may open what."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|COPY|TRUNCATE|WITH\b.*\b(INSERT|UPDATE|DELETE)\b)", re.I | re.S)
#: A value for each kind of part of an address. No record of the tests has this number or this name.
_NOBODY = {"IntConverter": 987_654_321, "SlugConverter": "tidak-ada", "StringConverter": "x", "PathConverter": "x"}


@dataclass(frozen=True)
class Page:
    """One address of the site by its name, the parts it is made of, and the view behind it."""

    name: str
    parts: dict[str, object]
    view: Callable[..., Any]

    def url(self, **known: object) -> str:
        """The address with the parts given, the others naming nothing that exists."""
        return reverse(self.name, kwargs=self.parts | {key: one for key, one in known.items() if key in self.parts})


def pages() -> Iterator[Page]:
    """Every address of the site, those of the API among them."""
    yield from _below(get_resolver(), "", {})


def _below(resolver: URLResolver, space: str, before: dict[str, object]) -> Iterator[Page]:
    for one in resolver.url_patterns:
        converters = one.pattern.converters
        parts = before | {key: _NOBODY.get(type(how).__name__, 1) for key, how in converters.items()}
        if isinstance(one, URLPattern):
            yield Page(f"{space}{one.name}", parts, one.callback)
        else:
            yield from _below(one, f"{space}{one.namespace}:" if one.namespace else space, parts)


def asked(client: Client, address: str, body: dict[str, str] | None = None) -> tuple[int, str, list[str]]:
    """Status, where it leads, and the statements that wrote. A GET, or a POST of `body`; the session is not counted:
    reading it may renew it."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address) if body is None else client.post(address, body)
        if getattr(answer, "streaming", False):
            for _piece in answer:
                pass  # a file is closed when it was read
    written = [one["sql"] for one in queries.captured_queries if _WRITES.match(one["sql"])]
    return answer.status_code, answer.get("Location", ""), [one for one in written if '"django_session"' not in one]
