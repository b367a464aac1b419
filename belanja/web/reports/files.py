"""The files of a frozen report: what they are called on a page, and their answer."""

from django.http import Http404, HttpRequest, HttpResponse

from belanja.reporting import renderings
from belanja.reporting.models import Snapshot

NAMES = ((renderings.PDF, "PDF"), (renderings.XLSX, "XLSX"), (renderings.JSON, "JSON"))


def answer(request: HttpRequest, item: Snapshot, name: str) -> HttpResponse:
    """One file of a frozen report as a download; 404 for a name that it has not."""
    if name not in renderings.NAMES:
        raise Http404
    return renderings.respond(request, item, name)
