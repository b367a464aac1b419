"""What surrounds the pages about one report."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.reporting.models import Snapshot
from belanja.web.acts import Outcome
from belanja.web.officer.access import Office, frame


def acts_page(request: HttpRequest, outcome: Outcome, context: dict[str, Any]) -> HttpResponse:
    """A page of acts with what became of the one that was sent. `context` may name state, notice, version, open_act."""
    usual: dict[str, Any] = {"state": None, "notice": None, "version": 0, "open_act": "", "parts": []}
    return render(request, "reports/acts.html", usual | context | {"outcome": outcome}, status=outcome.status)


def framed(office: Office, item: Snapshot, *, title: str = "") -> dict[str, Any]:
    """What surrounds a page about one report."""
    name = f"{text.quarter(item.year, item.quarter)}, versi {item.number}"
    trail = [(name, office.url("reports:snapshot", item.pk))] if title else []
    return frame(office, "reports:desk", *trail, title=title or name)
