"""What a page costs on a bad line: pages are sent compressed, and what they share is fetched once."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage


class LightPages(GZipMiddleware):
    """Pages are sent compressed to whoever takes them so; files for downloading are small already or asked for rarely.
    Django adds a random length to each, so that nothing can be guessed from their sizes."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)


class NamedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise tells no types
    """Static files, compressed when they are collected under names that carry the mark of their content: these alone a
    browser keeps for good, so that no address ever stands for other content than its own. What was not collected (in
    tests, in commands) is named plainly."""

    def load_manifest(self) -> tuple[dict[str, str], str]:
        """The names as they were collected last; none where that was cut off, so that it can be done again."""
        try:
            found: tuple[dict[str, str], str] = super().load_manifest()
        except ValueError:
            return {}, ""
        return found

    def stored_name(self, name: str) -> str:
        return str(super().stored_name(name)) if name in self.hashed_files else name
