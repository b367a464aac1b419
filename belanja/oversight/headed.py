"""The sheet of the inspectorate: letterhead, number, room for its head's signature, code. Letters of cases and papers
of reviews stand on it alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from belanja.documents import selectors as documents
from belanja.documents import stationery
from belanja.documents.models import Paper
from belanja.documents.pdf import content
from belanja.foundation import clock, text
from belanja.institutions.models import Government

POST, OFFICE = "Inspektur", "Inspektorat"


@dataclass(frozen=True)
class Headed:
    """What is to stand on the sheet. `title`: as the register and whoever checks the code read it, so no unit and no
    firm. `head`: the lines of its address; without them it is headed by `label` and `facts`."""

    label: str
    about: str
    title: str
    body: Sequence[content.Block]
    head: Sequence[tuple[str, str]] = ()
    facts: Sequence[tuple[str, str]] = ()
    annexes: Sequence[content.Block] = ()


def letterhead(government: Government) -> content.Letterhead:
    """That of the government, or its name and the office where none was entered."""
    kop = stationery.on_paper(documents.letterhead(government))
    return kop or content.Letterhead(lines=[government.name.upper(), OFFICE.upper()])


def example(government: Government) -> list[content.Block]:
    """The sentence that marks invented figures."""
    words = "Contoh: para pihak, barang dan angkanya rekaan."
    return [content.Paragraph(words)] if government.is_example else []


def sheet(what: Headed, government: Government, paper: Paper) -> content.Content:
    """The paper with its numbers, its code and room for a signature."""
    kop, day = documents.letterhead(government), paper.official_date
    head = what.head
    return content.Content(
        title=what.label,
        subtitle=what.about,
        day=day or clock.today(),
        author=government.name,
        description=what.title,
        official=f"Nomor: {paper.official_number}",
        number=paper.number,
        letterhead=letterhead(government),
        letter=[*head[:2], ("Nomor", paper.official_number), *head[2:]] if head else (),
        facts=what.facts,
        body=[*what.body, *example(government)],
        annexes=what.annexes,
        signatures=(
            content.Signature(
                post=[f"{POST},"], name="………………………………", place=(kop.place if kop else "") or "……………",
                date=text.long_date(day) if day else "………………",
            ),
        ),
        verification=stationery.check_block(paper),
        foot=f"{OFFICE} · {paper.number}",
    )  # fmt: skip
