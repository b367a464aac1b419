"""Pieces of work in progress: decisions of rules, evidence, steps, papers, imports, products."""

from collections.abc import Sequence
from dataclasses import dataclass

from belanja.foundation import text
from belanja.web.pieces.base import Badge, Link, Piece


@dataclass(frozen=True, kw_only=True)
class Decision(Piece):
    """A rule spoke: outcome, why, article, and what would change it.

    `outcome`: pass, warn (go on with a reason), ask (a question to answer), stop.
    """

    template = "components/decision.html"
    outcome: str
    verdict: str
    why: str
    citation: str
    citation_href: str = ""
    changes: Sequence[str] = ()
    rule: str = ""

    @property
    def sign(self) -> str:
        return {"pass": "success", "warn": "warning", "ask": "info", "stop": "error"}[self.outcome]


@dataclass(frozen=True, kw_only=True)
class SpokenRule:
    """What one rule said in a list of many. `outcome` as of `Decision`; `verdict`: its word (`Peringatan`); `details`:
    validity and what it went by, in words."""

    outcome: str
    verdict: str
    message: str
    citation: str
    rule: str
    details: Sequence[str] = ()

    @property
    def sign(self) -> str:
        return {"pass": "success", "warn": "warning", "ask": "info", "stop": "error"}[self.outcome]


@dataclass(frozen=True, kw_only=True)
class Rules(Piece):
    """All rules that spoke, compact: what asks for something stands open, each with its article one touch away; what
    merely allows is counted and folded. The hardest come first."""

    template = "components/rules.html"
    spoken: Sequence[SpokenRule]
    empty: str = "Belum ada aturan yang berbicara."

    @property
    def loud(self) -> list[SpokenRule]:
        return [rule for rule in self.spoken if rule.outcome != "pass"]

    @property
    def quiet(self) -> list[SpokenRule]:
        return [rule for rule in self.spoken if rule.outcome == "pass"]


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One proof: what it is, where it came from, whether it is there."""

    label: str
    present: bool
    source: str = ""
    href: str = ""
    right: str = ""


@dataclass(frozen=True, kw_only=True)
class EvidenceList(Piece):
    template = "components/evidence_list.html"
    items: Sequence[Evidence]


@dataclass(frozen=True, kw_only=True)
class Event:
    """One moment of a story; `state`: done, now, later; empty: under way beside the one that is now."""

    title: str
    when: str = ""
    who: str = ""
    text: str = ""
    state: str = "done"
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Timeline(Piece):
    template = "components/timeline.html"
    events: Sequence[Event]


@dataclass(frozen=True, kw_only=True)
class Stepper(Piece):
    """Steps of a form over several pages; `current` counts from 1."""

    template = "components/stepper.html"
    steps: Sequence[str]
    current: int

    @property
    def marked(self) -> list[tuple[str, str]]:
        states = ["done" if n < self.current else "now" if n == self.current else "later" for n in self._numbers]
        return list(zip(self.steps, states, strict=True))

    @property
    def _numbers(self) -> range:
        return range(1, len(self.steps) + 1)


@dataclass(frozen=True, kw_only=True)
class DocumentCard(Piece):
    """A paper with the code by which anyone can check it; `more`: where something is done with it."""

    template = "components/document_card.html"
    title: str
    href: str
    number: str = ""
    date: str = ""
    details: str = ""
    code: str = ""
    verify_href: str = ""
    more: Link | None = None


@dataclass(frozen=True, kw_only=True)
class ImportProgress(Piece):
    """A running import: rows done of rows in all (`None` while not yet counted), rows a second, time left."""

    template = "components/import_progress.html"
    label: str
    done: int
    total: int | None
    per_second: int | None = None
    time_left: str = ""
    key: str = "kemajuan"

    @property
    def rows_text(self) -> str:
        if self.total is None:
            return f"{text.number(self.done)} baris terbaca, jumlah seluruhnya sedang dihitung"
        return f"{text.number(self.done)} dari {text.number(self.total)} baris"

    @property
    def rate_text(self) -> str:
        return f"{text.number(self.per_second)} baris per detik" if self.per_second is not None else ""


@dataclass(frozen=True, kw_only=True)
class ProductCard(Piece):
    """A product in a list: photo, name, brand, price with its basis, classes in words, firm, place, stock.

    `photo_words` says what a real photo shows (a drawing is left to the name); `firm_href` leads to the firm; `compare`
    is the value of a checkbox `o` of the form around the list; `also` leads to other offers of the same product; `note`
    says what keeps it from being bought.
    """

    template = "components/product_card.html"
    name: str
    href: str
    brand: str
    price: str
    basis: str
    firm: str
    place: str
    stock: str
    photo: str = ""
    photo_words: str = ""
    badges: Sequence[Badge] = ()
    compare_href: str = ""
    firm_href: str = ""
    compare: str = ""
    also: Link | None = None
    note: str = ""
    level: int = 3


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What a search may mean: label, where it leads, what kind of thing it is."""

    link: Link
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class BigSearch(Piece):
    """The search of a page: one field, one button, suggestions that are plain links."""

    template = "components/big_search.html"
    action: str
    label: str
    value: str = ""
    hint: str = ""
    name: str = "q"
    key: str = "cari"
    suggestions: Sequence[Suggestion] = ()
