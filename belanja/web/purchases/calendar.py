"""Terms as a calendar file (RFC 5545), for the calendar of a telephone or an office."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpResponse

from belanja.foundation import clock

_LONGEST = 75
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Due:
    """One term: what has to be done, when, and the page where. `days`: how long before it is reminded of."""

    key: str
    what: str
    at: datetime
    address: str
    days: int = 1


def answer(dues: Iterable[Due], *, name: str) -> HttpResponse:
    """The file, one entry for each term; the same term keeps its key, so that a second copy replaces the first."""
    file = HttpResponse(
        "".join(_folded(line) for line in _lines(dues, name)), content_type="text/calendar; charset=utf-8"
    )
    file["Content-Disposition"] = 'attachment; filename="tenggat-belanja.ics"'
    return file


def _lines(dues: Iterable[Due], name: str) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Belanja//Tenggat//ID", f"X-WR-CALNAME:{_text(name)}")
    now = clock.now().astimezone(UTC).strftime(_STAMP)
    for due in dues:
        yield from (
            "BEGIN:VEVENT",
            f"UID:{due.key}@belanja",
            f"DTSTAMP:{now}",
            f"DTSTART:{due.at.astimezone(UTC).strftime(_STAMP)}",
            f"SUMMARY:{_text(due.what)}",
            f"URL:{due.address}",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_text(due.what)}",
            f"TRIGGER:-P{due.days}D",
            "END:VALARM",
            "END:VEVENT",
        )
    yield "END:VCALENDAR"


def _text(words: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        words = words.replace(sign, written)
    return words


def _folded(line: str) -> str:
    """No line is longer than 75 bytes; a longer one goes on behind a space, never inside a letter."""
    pieces: list[str] = []
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _LONGEST - (1 if pieces else 0):
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece]) + "\r\n"
