"""Separation of duties: who may not be one person in a package, and nobody on both sides of it (domain facts 2.2)."""

from collections.abc import Iterator

from ...separation import Part, one_person
from .book import Book
from .model import Answer, Case, Outcome
from .speaking import said, stopping


def separation(case: Case, book: Book) -> Iterator[Answer]:
    """PP and PPK, PPK and treasurer, who proposes and who approves are two people; a firm's people act for no unit in
    its orders; APIP acts in none."""
    if not case.actors:
        return
    row = book.row("beli.dipastikan.pemisahan")
    found = [
        f"{pair.one.label} dan {pair.other.label} orang yang sama"
        for pair in one_person(case.actors.items(), case.buyer_role)
    ]
    members = case.firm.members if case.firm else frozenset()
    found += [f"{part.label} juga bertindak untuk penyedia" for part in Part if case.actors.get(part) in members]
    if not found:
        told = "Tugas dalam paket ini dipegang orang yang berbeda."
        yield said("tugas.pemisahan", Outcome.ALLOW, told, row, tugas=sorted(part.value for part in case.actors))
        return
    told = f"Pemisahan tugas dilanggar: {'; '.join(found)}."
    yield said("tugas.pemisahan", stopping(book, "pemisahan", Outcome.WARN), told, row, langgar=found)
