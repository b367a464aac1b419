"""A form counts once however often it arrives: the hidden key of each rendered form, or the header of a program.

`{% once_field %}` stands in every form that buys, signs, receives or pays; its view hands the request to `once`.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from belanja.journal import once as journal
from belanja.journal.services import Actor

FIELD = "sekali"
HEADER = "Idempotency-Key"
#: Differ between two renderings of one form, and say nothing of what is asked for.
_APART = frozenset({FIELD, "csrfmiddlewaretoken"})
_FORMS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})


def field() -> SafeString:
    """The hidden field with a key that nobody has used."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, journal.fresh_key())


def once(
    request: HttpRequest, *, name: str, actor: Actor, do: Callable[[], dict[str, Any]]
) -> tuple[dict[str, Any], bool]:
    """`journal.once.once` for a posted form: `do` gives ids and words of what became of it, as plain JSON.

    The same form sent again, to the same address, gets the same answer and does nothing. Raises RuleBroken as that
    does, and whatever `do` raises; the page then shows the form again with a fresh key and everything that was typed.
    """
    return journal.once(
        key=request.headers.get(HEADER) or request.POST.get(FIELD, ""),
        name=name,
        actor=actor,
        digest=_digest(request),
        do=do,
    )


def _digest(request: HttpRequest) -> str:
    """What is asked for: the address, every field, and the bytes of every file."""
    fields = {name: values for name, values in request.POST.lists() if name not in _APART}
    files = [
        [name, one.name, hashlib.sha256(one.read()).hexdigest()]
        for name, several in sorted(request.FILES.lists())
        for one in several
    ]
    for several in request.FILES.lists():
        for one in several[1]:
            one.seek(0)
    # A program sends no form: then its body is what it asks for.
    body = "" if request.content_type in _FORMS else hashlib.sha256(request.body).hexdigest()
    return journal.digest_of([request.path, fields, files, body])
