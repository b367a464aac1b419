"""Many second counts of figures that stand still, with every source row read once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from belanja.affirmation.recount import channels, classes, count, governance
from belanja.affirmation.recount.rows import Tree

_READ = ("tree_of", "naming_rows", "imported_orders", "marks_of", "planned")


@contextmanager
def read_once() -> Iterator[None]:
    """What the recount reads from the database is kept within it; every figure is still counted from that anew."""
    kept: dict[str, Callable[..., Any]] = {}
    with ExitStack() as stack:
        for module in (channels, classes, count, governance):
            for name in _READ:
                if function := getattr(module, name, None):
                    kept.setdefault(name, _kept(function))
                    stack.enter_context(mock.patch.object(module, name, kept[name]))
        yield


def _kept(function: Callable[..., Any]) -> Callable[..., Any]:
    found: dict[tuple[object, ...], Any] = {}

    def asked(*values: Any) -> Any:
        key = tuple(_named(value) for value in values)
        if key not in found:
            told = function(*values)
            found[key] = list(told) if isinstance(told, Iterator) else told
        return found[key]

    return asked


def _named(value: Any) -> object:
    """A tree is that of the government beside it, of a year and day; feeds are the same in any order."""
    if isinstance(value, Tree):
        return value.year, value.day
    return tuple(sorted(map(str, value))) if isinstance(value, (set, list, dict)) else value
