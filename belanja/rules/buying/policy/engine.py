"""Asks every rule, in a fixed order."""

from collections.abc import Callable, Iterable

from .book import Book
from .model import Answer, Case

Rule = Callable[[Case, Book], Iterable[Answer]]
RULES: tuple[Rule, ...] = ()


def ask(case: Case, *, book: Book) -> tuple[Answer, ...]:
    """What the rules say of a purchase, in the order of `RULES`; rules that it does not concern are silent."""
    return tuple(answer for rule in RULES for answer in rule(case, book))
