"""Addresses of pages, worked out once a process: a page has some hundred of them."""

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse


def address(view: str, *args: object) -> str:
    """What `reverse` gives; it changes neither with the language nor with who asks. Raises NoReverseMatch as that."""
    return _made(view, args, get_script_prefix(), get_urlconf())


@lru_cache(maxsize=8192)
def _made(view: str, args: tuple[object, ...], _prefix: str, urlconf: str | None) -> str:
    return reverse(view, urlconf=urlconf, args=args)
