"""What an indicator is and what it says. A flag is a question, never a verdict: it names its data, its dated
thresholds and what an innocent answer looks like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any

from ..buying.policy.book import Book
from ..buying.policy.speaking import text_of
from ..channels import Channel
from .subjects.base import DocumentKind, Subject
from .told import EPURCHASING, Input, untold


class Verdict(StrEnum):
    """`UNCHANGED`: the same as when it was asked before; what was said then stands, with the evidence of then."""

    FLAGGED = "bertanda"
    CLEAR = "tidak_bertanda"
    UNJUDGED = "tidak_dapat_dinilai"
    UNCHANGED = "tidak_berubah"

    @property
    def label(self) -> str:
        return {
            "bertanda": "Perlu klarifikasi",
            "tidak_bertanda": "Tidak bertanda",
            "tidak_dapat_dinilai": "Tidak dapat dinilai",
            "tidak_berubah": "Tidak berubah",
        }[self.value]


class Family(StrEnum):
    PRICE = "harga"
    TIMING = "waktu"
    SPLITTING = "pecah"
    PLAN = "rencana"
    FIRM = "penyedia"
    OFFICER = "petugas"
    LISTING = "tayang"
    DOMESTIC = "pdn"
    SMALL = "umkk"
    DELIVERY = "terima"
    CONTRACT = "kontrak"
    PAYMENT = "bayar"
    TARGET = "target"
    COMPETITION = "minikom"


class Severity(IntEnum):
    """How much it would matter if the answer were not an innocent one."""

    LOW = 1
    MIDDLE = 2
    HIGH = 3

    @property
    def label(self) -> str:
        return ("", "rendah", "sedang", "tinggi")[self]


class Confidence(IntEnum):
    """How far a flag tells the odd from the ordinary: weak signs are for ranking and for patterns alone."""

    WEAK = 1
    FAIR = 2
    STRONG = 3

    @property
    def label(self) -> str:
        return ("", "lemah", "sedang", "kuat")[self]


class Scope(StrEnum):
    """What has to be on record for it to run: orders, plans and budgets alone, or the catalogue alone."""

    ORDERS = "pesanan"
    PLANS = "rencana"
    CATALOGUE = "katalog"


class Gather(StrEnum):
    """By what flags become one case."""

    UNIT_FIRM = "unit_penyedia"
    FIRM = "penyedia"
    OFFICER = "pejabat"
    UNIT = "unit"
    PLAN = "rencana"


@dataclass(frozen=True)
class Found:
    """What a judging function found: its verdict with the figures it went by, as exact text. `missing`: what it lacked,
    of a verdict UNJUDGED alone. `strong`: the harder form of the sign."""

    verdict: Verdict
    figures: Mapping[str, str] = field(default_factory=dict)
    missing: str = ""
    strong: bool = False


Judge = Callable[[Any, Book], Found]


def _all(_subject: Any) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One question. `judge` takes a subject of the kind `asked_of` and the thresholds of a day. `basis`: slug of
    `rules.legal_bases`; `rows`: keys of the dated values it may look at; `answered_by`: documents that answer it in
    advance. A change of what it says is another `version`, which runs silently until its base rate is known."""

    code: str
    question: str
    formula: str
    innocent: str
    basis: str
    article: str
    asked_of: type[Subject]
    concerned: Callable[[Any], bool] = _all
    """Of which of them: one shape serves several kinds of groups."""
    judge: Judge
    needs: frozenset[Input]
    rows: tuple[str, ...] = ()
    scope: Scope = Scope.ORDERS
    about: tuple[Channel, ...] = EPURCHASING
    severity: Severity
    confidence: Confidence
    gather: Gather
    answered_by: frozenset[DocumentKind] = frozenset()
    shown: bool = False
    version: int = 1

    @property
    def family(self) -> Family:
        return Family(self.code.split(".", 1)[0])

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Channels whose source tells all it needs; none for one that needs no orders."""
        if self.scope is not Scope.ORDERS:
            return ()
        return tuple(one for one in self.about if not untold(one, self.needs))


def needs(*inputs: Input) -> frozenset[Input]:
    """What an indicator needs, written shortly."""
    return frozenset(inputs)


def decided(yes: bool, *, strong: bool = False, **figures: object) -> Found:
    """FLAGGED where `yes`, else CLEAR; figures that are None are left out."""
    verdict = Verdict.FLAGGED if yes else Verdict.CLEAR
    return Found(verdict, _kept(figures), strong=yes and strong)


def unjudged(missing: str, **figures: object) -> Found:
    """It cannot be told, for want of what `missing` says (words that follow *kurang*)."""
    return Found(Verdict.UNJUDGED, _kept(figures), missing)


def _kept(figures: Mapping[str, object]) -> dict[str, str]:
    return {name: text_of(value) for name, value in figures.items() if value is not None}
