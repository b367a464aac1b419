"""A service is all or nothing, alone or as part of another."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

_P = ParamSpec("_P")
_T = TypeVar("_T")

_inside: ContextVar[bool] = ContextVar("inside", default=False)


def whole(service: Callable[_P, _T], /) -> Callable[_P, _T]:
    """As `transaction.atomic`, but without a savepoint inside another whole service: what it refuses undoes that one
    too. Only for services that write nothing before they refuse, or whose callers let a refusal through."""

    @wraps(service)
    def one(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        if _inside.get() and connection.in_atomic_block:
            return service(*args, **kwargs)
        with transaction.atomic():
            token = _inside.set(True)
            try:
                return service(*args, **kwargs)
            finally:
                _inside.reset(token)

    return one
