"""How often a stranger may try something: counted by address, for all web workers together."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def used_up(request: HttpRequest, what: str, *, most: int) -> bool:
    """Whether this address has tried `what` as often as it may."""
    return int(cache.get(_key(request, what), 0)) >= most


def count(request: HttpRequest, what: str, *, seconds: int) -> None:
    """Note one try; it is forgotten when nothing was tried for `seconds`."""
    key = _key(request, what)
    cache.set(key, int(cache.get(key, 0)) + 1, timeout=seconds)


def _key(request: HttpRequest, what: str) -> str:
    return f"tries:{what}:{get_adapter().get_client_ip(request)}"
