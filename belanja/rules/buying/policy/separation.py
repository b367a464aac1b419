"""Separation of duties: who may not be one person in a package, and nobody on both sides of it (domain facts 2.2)."""

from collections.abc import Iterable, Iterator

from ...duties import Role
from .book import Book
from .model import Answer, Case, Outcome, Part
from .speaking import said, stopping

_APART = (
    (Part.SIGNER, Part.TREASURER),
    (Part.SIGNER, Part.VERIFIER),
    (Part.TREASURER, Part.VERIFIER),
    (Part.BUYER, Part.TREASURER),
    (Part.REQUESTER, Part.SIGNER),
    (Part.REQUESTER, Part.APPROVER),
    (Part.BUYER, Part.APPROVER),
    (Part.SIGNER, Part.APPROVER),
    *((Part.OVERSEER, part) for part in Part if part is not Part.OVERSEER),
)


def separation(case: Case, book: Book) -> Iterator[Answer]:
    """PP and PPK, PPK and treasurer, who proposes and who approves are two people; a firm's people act for no unit in
    its orders; APIP acts in none."""
    if not case.actors:
        return
    row = book.row("beli.dipastikan.pemisahan")
    found = [
        f"{one.label} dan {other.label} orang yang sama"
        for one, other in one_person(case.actors.items(), case.buyer_role)
    ]
    members = case.firm.members if case.firm else frozenset()
    found += [f"{part.label} juga bertindak untuk penyedia" for part in Part if case.actors.get(part) in members]
    if not found:
        told = "Tugas dalam paket ini dipegang orang yang berbeda."
        yield said("tugas.pemisahan", Outcome.ALLOW, told, row, tugas=sorted(part.value for part in case.actors))
        return
    told = f"Pemisahan tugas dilanggar: {'; '.join(found)}."
    yield said("tugas.pemisahan", stopping(book, "pemisahan", Outcome.WARN), told, row, langgar=found)


def one_person(acted: Iterable[tuple[Part, str]], buyer_role: Role | None) -> list[tuple[Part, Part]]:
    """The pairs of parts that exclude each other and were one person's. A part that several people have had counts with
    each of them; PP and PPK are two people, a PPK may buy himself."""
    people: dict[Part, set[str]] = {}
    for part, who in acted:
        if who:
            people.setdefault(part, set()).add(who)
    pairs = ((Part.BUYER, Part.SIGNER), *_APART) if buyer_role is Role.PEJABAT_PENGADAAN else _APART
    return [(one, other) for one, other in pairs if people.get(one, set()) & people.get(other, set())]
