"""`/katalog/foto/<sha256>-<width>.webp`: the pictures of listings, kept by whoever fetched them once."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from belanja.catalogue import selectors
from belanja.catalogue.photos import limits
from belanja.web import addresses

#: A picture never changes under its name.
_A_YEAR = 31_536_000
SMALL, LARGE = limits.WIDTHS["small"], limits.WIDTHS["large"]


def address(sha256: str, width: int = SMALL) -> str:
    """Where a picture is: SMALL for lists, LARGE for the page of a thing."""
    return addresses.address("katalog:photo", sha256, width)


@require_safe
def photo(request: HttpRequest, sha256: str, width: int) -> HttpResponse:
    """A picture that was written here; nothing that came from outside is ever given out."""
    content = selectors.picture_bytes(sha256, width)
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="image/webp")
    answer["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    answer["Content-Disposition"] = "inline"
    answer["ETag"] = f'"{sha256}-{width}"'
    return answer
