"""What a page costs on a bad line: pages are sent compressed, and what they share is fetched once."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.storage import CompressedStaticFilesStorage


class LightPages(GZipMiddleware):
    """Pages are sent compressed to whoever takes them so; files for downloading are small already or asked for rarely.
    Django adds a random length to each, so that nothing can be guessed from their sizes."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)


class KeptFiles(CompressedStaticFilesStorage):  # type: ignore[misc]  # whitenoise tells no types
    """Static files, compressed when they are collected; each address carries the mark of its content, so that a browser
    may keep the file for a year."""

    def url(self, name: str | None, force: bool = False) -> str:
        return f"{super().url(name)}?v={_mark(name)}" if name else super().url(name)


@cache
def _mark(name: str) -> str:
    found: Any = finders.find(name)
    return sha256(Path(found).read_bytes()).hexdigest()[:10] if found else ""
