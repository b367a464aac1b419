"""Files of a case or a review: handed out as downloads alone, byte for byte, and linked, each of them, in tables."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.http import Http404, HttpResponse

from belanja.documents.models import Paper
from belanja.oversight.models import CaseFile, ReviewFile
from belanja.web.officer.access import Office
from belanja.web.pieces import Actions, Cell, Link

FileAddress = Callable[[CaseFile], str]
_File = TypeVar("_File", CaseFile, ReviewFile)


def handed_out(kept: CaseFile | ReviewFile) -> HttpResponse:
    """What came with an answer, a report, a deposit, a hand-over or a working paper."""
    return _download(kept.file_name, kept.media_type, kept.content)


def handed_out_paper(paper: Paper | None) -> HttpResponse:
    """A letter or report as it was issued. Raises Http404 where there is none."""
    file = paper.files.order_by("id").first() if paper is not None else None
    if file is None:
        raise Http404
    return _download(file.name, file.media_type, file.content)


def _download(name: str, media_type: str, content: bytes | memoryview) -> HttpResponse:
    answer = HttpResponse(bytes(content), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def href_of(office: Office, code: str) -> FileAddress:
    """Where APIP takes the files of the case `code`."""
    return lambda one: office.url("cases:file", code, one.pk)


def cell(found: Iterable[_File], href: Callable[[_File], str]) -> Cell:
    """Every file, one under the other."""
    links = [Link(label=one.file_name, href=href(one)) for one in found]
    if not links:
        return Cell(text="tidak ada", words=True)
    return Cell(text="; ".join(one.label for one in links), piece=Actions(links=links))
