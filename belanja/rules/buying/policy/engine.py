"""Asks every rule, in a fixed order."""

from collections.abc import Callable, Iterable

from . import authority, contracts, domestic, firms, methods, plans, preference, prices, separation, small_firms
from .book import Book
from .model import Answer, Case
from .splitting import splitting

Rule = Callable[[Case, Book], Iterable[Answer]]

#: What stops a purchase first, then affirmation, prices, and the contract.
RULES: tuple[Rule, ...] = (
    separation.separation,
    authority.by_value,
    authority.instead_of_ppk,
    authority.basis_of_value,
    authority.determination,
    firms.sanctions,
    firms.verification,
    plans.package,
    plans.ceiling,
    plans.budget,
    methods.allowed,
    methods.compulsory,
    methods.competition,
    splitting,
    domestic.ladder,
    domestic.imports,
    domestic.unproven,
    domestic.against_plan,
    small_firms.reserved,
    small_firms.against_plan,
    prices.listed,
    prices.dearer,
    prices.standard,
    preference.information,
    contracts.form,
    contracts.stamp,
    contracts.advance,
    contracts.retention,
    contracts.change,
)


def ask(case: Case, *, book: Book) -> tuple[Answer, ...]:
    """What the rules say of a purchase, in the order of `RULES`; rules that it does not concern are silent."""
    return tuple(answer for rule in RULES for answer in rule(case, book))
