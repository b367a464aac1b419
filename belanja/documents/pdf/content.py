"""What stands in a paper, as data: every value is already written for readers, nothing is computed here.

The templates in `templates/` put it on pages. Texts are texts: no mark-up in them is ever obeyed.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from typing import Any, ClassVar, Literal

Align = Literal["left", "right", "center"]
Page = Literal["A4", "F4"]


@dataclass(frozen=True, kw_only=True)
class Run:
    """A stretch of text, perhaps strong, perhaps with a footnote."""

    text: str
    strong: bool = False
    note: str | None = None


Words = str | Sequence[str | Run]


class Block:
    """A part of a paper; `is_` names it to the template."""

    is_: ClassVar[str]


@dataclass(frozen=True)
class Heading(Block):
    """`level` 1 to 3; levels may not be jumped over (PDF/UA)."""

    is_ = "heading"
    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph(Block):
    is_ = "paragraph"
    words: Words


@dataclass(frozen=True)
class Points(Block):
    is_ = "points"
    items: Sequence[Words]
    numbered: bool = False


@dataclass(frozen=True, kw_only=True)
class Column:
    """`weight` is its part of the width; with `fit` it is as wide as its longest value. `help` stands below the
    label."""

    label: str
    align: Align = "left"
    weight: int = 10
    help: str = ""
    fit: bool = False


@dataclass(frozen=True, kw_only=True)
class Table(Block):
    """Head repeated on every page, figures right-aligned, `total` between heavy rules. `wide` turns the page."""

    is_ = "table"
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] = ()
    note: str = ""
    wide: bool = False
    size: float = 9


@dataclass(frozen=True, kw_only=True)
class Picture(Block):
    """A drawing of `documents.charts` (`standalone=True`), `percent` of the width wide; `alt` says in words what it
    shows."""

    is_ = "picture"
    title: str
    alt: str
    svg: str
    half: bool = False
    percent: int = 100


@dataclass(frozen=True, kw_only=True)
class Box:
    """One headline figure with a word on its standing and what it rests on."""

    label: str
    value: str
    word: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Boxes(Block):
    is_ = "boxes"
    boxes: Sequence[Box]
    per_row: int = 3


@dataclass(frozen=True)
class Terms(Block):
    """Pairs of term and words, colons below each other; `width` of the terms in millimetres."""

    is_ = "terms"
    rows: Sequence[tuple[str, str]]
    width: int = 42


@dataclass(frozen=True)
class Turned(Block):
    """Blocks that stand together on turned pages: a heading with its wide tables, or several of them."""

    is_ = "turned"
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Break(Block):
    """What follows begins a page."""

    is_ = "break"


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """Kop surat: lines (the last is the office), address lines, emblem as SVG."""

    lines: Sequence[str]
    address: Sequence[str] = ()
    emblem: str | None = None
    emblem_alt: str = ""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Room for one signature. `post` is in lines (`Plh. Sekretaris Daerah,`); nothing says that it was signed."""

    post: Sequence[str]
    name: str = ""
    rank: str = ""
    nip: str = ""
    place: str = ""
    date: str = ""


@dataclass(frozen=True, kw_only=True)
class Verification:
    """Where and by which code the paper can be checked; `qr` is the address as SVG."""

    address: str
    code: str
    number: str
    qr: str
    title: str = "Periksa keaslian naskah ini"
    words: str = "Buka alamat berikut atau ketik kodenya, lalu bandingkan berkas Anda dengan yang diterbitkan."


@dataclass(frozen=True, kw_only=True)
class Content:
    """A whole paper. `day` is the day printed in its properties: the same content gives the same bytes.

    `letter` are the lines of a letter's address block (Yth., Dari, Nomor, Sifat, Lampiran, Hal); without it the paper
    is headed by its title, and `official` is the line with the official number. `draft` puts KONSEP over every page.
    """

    title: str
    day: date
    body: Sequence[Block]
    subtitle: str = ""
    author: str = "Belanja"
    description: str = ""
    official: str = ""
    number: str = ""
    letterhead: Letterhead | None = None
    letter: Sequence[tuple[str, str]] = ()
    facts: Sequence[tuple[str, str]] = ()
    signatures: Sequence[Signature] = ()
    verification: Verification | None = None
    annexes: Sequence[Block] = ()
    page: Page = "A4"
    foot: str = ""
    draft: bool = False

    def as_data(self) -> dict[str, Any]:
        """What the template reads."""
        verification = self.verification
        return {
            "title": self.title,
            "subtitle": self.subtitle,
            "author": self.author,
            "description": self.description or self.title,
            "date": [self.day.year, self.day.month, self.day.day],
            "official": self.official,
            "number": self.number,
            "running": self.title,
            "letterhead": asdict(self.letterhead) if self.letterhead else None,
            "letter": [list(pair) for pair in self.letter] or None,
            "facts": [list(pair) for pair in self.facts],
            "body": [_block(block) for block in self.body],
            "annexes": [_block(block) for block in self.annexes],
            "signatures": [asdict(one) for one in self.signatures],
            "verification": asdict(verification) | {"qr_alt": f"Kode QR: {verification.address}"}
            if verification
            else None,
            "page": self.page,
            "foot": self.foot,
            "draft": self.draft,
        }


def _block(block: Block) -> dict[str, Any]:
    written: dict[str, Any] = {"is": block.is_}
    if isinstance(block, Turned):
        return written | {"blocks": [_block(part) for part in block.blocks]}
    if isinstance(block, Paragraph):
        return written | {"runs": _runs(block.words)}
    if isinstance(block, Points):
        return written | {"items": [_runs(item) for item in block.items], "numbered": block.numbered}
    if isinstance(block, Table):
        for row in (*block.rows, block.total):
            if row and len(row) != len(block.columns):
                raise ValueError(f"a row of {block.title} has {len(row)} cells, not {len(block.columns)}")
    assert is_dataclass(block)  # as every block is
    return written | asdict(block)


def _runs(words: Words) -> list[Any]:
    if isinstance(words, str):
        return [words]
    return [run if isinstance(run, str) else asdict(run) for run in words]
