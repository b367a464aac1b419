"""What the policy engine is told (`Case`) and what it says (`Answer`).

Nothing here knows a database: whoever asks fills a `Case` from what he has locked, keeps the answers as JSON with his
order, and can ask again with the thresholds of that day. Money is rupiah; percentages are percent points; prices are
without tax per base unit unless said otherwise; ids are opaque text, so that nothing personal enters an answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ...channels import Mode
from ...duties import Role
from ...firms import Scale
from ...pdn import PdnClass
from ...separation import Part
from ..states import Method


class Outcome(StrEnum):
    """What an answer does to a purchase, the mildest first. A purchase that needs a reason waits for it; one that is
    blocked does not go on."""

    ALLOW = "boleh"
    WARN = "peringatan"
    NEEDS_REASON = "perlu_alasan"
    BLOCK = "ditolak"

    @property
    def label(self) -> str:
        return {
            "boleh": "Boleh",
            "peringatan": "Peringatan",
            "perlu_alasan": "Perlu alasan",
            "ditolak": "Ditolak",
        }[self.value]

    @property
    def weight(self) -> int:
        return list(Outcome).index(self)


class Occasion(StrEnum):
    """At which step the rules are asked."""

    CART = "keranjang"
    REQUEST = "pengajuan"
    NEGOTIATION = "negosiasi"
    APPROVAL = "persetujuan"
    SIGNATURE = "tanda_tangan"
    ADDENDUM = "adendum"
    PAYMENT = "pembayaran"
    RECORD = "pencatatan"
    """A purchase outside the catalogue is put on record."""


class Supply(StrEnum):
    """What is bought, as taxes and forms ask."""

    GOODS = "barang"
    SERVICE = "jasa"
    CATERING = "katering"


@dataclass(frozen=True)
class Bar:
    """A sanction that holds: `kind` as `rules.sanctions.Measure` or `daftar_hitam`; `until` None: for good."""

    kind: str
    label: str
    since: date
    until: date | None = None


@dataclass(frozen=True)
class FirmCase:
    """The firm as of the day. `scale` None: not known. `trade_fits` None: whether its trade (KBLI) fits the shelf
    cannot be told, for want of `trade_missing`; empty where the shelf asks for no trade."""

    id: str
    scale: Scale | None = None
    verified: bool = True
    trade_fits: bool | None = None
    trade_missing: str = ""
    lapsed_papers: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    members: frozenset[str] = frozenset()
    """Opaque ids of accounts that act for the firm, or did within the dated time."""


@dataclass(frozen=True)
class PlanCase:
    """The line of the plan (RUP). `ceiling` None: not known; `remaining`: what is left before this purchase."""

    code: str
    announced: bool = True
    active: bool = True
    epurchasing: bool = True
    year: int | None = None
    pdn: bool | None = None
    small_firm: bool | None = None
    ceiling: Decimal | None = None
    remaining: Decimal | None = None


@dataclass(frozen=True)
class Alternative:
    """Another offer of the same or a like product, on offer that minute. `stock` None: not limited by the firm."""

    offer: str
    firm: str
    pdn: PdnClass
    unit_price: Decimal | None = None
    landed_price: Decimal | None = None
    tkdn: Decimal | None = None
    bmp: Decimal | None = None
    scale: Scale | None = None
    stock: Decimal | None = None
    in_region: bool = True

    def serves(self, quantity: Decimal) -> bool:
        """Whether it is sold to the place of delivery in this quantity."""
        return self.in_region and (self.stock is None or self.stock >= quantity)


@dataclass(frozen=True)
class LineCase:
    """One line. `listed_price`, `unit_price`: without tax per base unit; `landed_price`: with freight and tax.
    `standard_price`: the region's standard on the same basis. `total`: rupiah with freight and tax."""

    key: str
    name: str
    pdn: PdnClass
    quantity: Decimal
    total: Decimal
    need: str = ""
    """By what like needs are told: the shelf or the code of the goods."""
    supply: Supply = Supply.GOODS
    tkdn: Decimal | None = None
    bmp: Decimal | None = None
    unit_price: Decimal | None = None
    listed_price: Decimal | None = None
    landed_price: Decimal | None = None
    standard_price: Decimal | None = None
    standard_name: str = ""
    stock: Decimal | None = None
    alternatives: tuple[Alternative, ...] = ()
    reasons: tuple[str, ...] = ()
    """Codes of `rules.buying.reasons` given for this line."""
    search_proof: str = ""
    """Id of the saved search that shows what was looked for; empty: none."""


@dataclass(frozen=True)
class OtherOrder:
    """Another purchase that may be part of the same need; `total` with freight and tax."""

    key: str
    unit: str
    day: date
    total: Decimal
    needs: frozenset[str] = frozenset()
    plan: str = ""
    firm: str = ""


@dataclass(frozen=True)
class Case:
    """One purchase from one firm as it stands on `day`. `total`: with freight and tax; `bare_total`: without tax."""

    day: date
    occasion: Occasion
    unit: str
    total: Decimal
    bare_total: Decimal
    mode: Mode = Mode.LOCAL
    method: Method = Method.NEGOTIATION
    plan: PlanCase | None = None
    firm: FirmCase | None = None
    lines: tuple[LineCase, ...] = ()
    actors: Mapping[Part, str] = field(default_factory=dict)
    buyer_role: Role | None = None
    """The role in which the buyer acts; None: nobody runs it yet."""
    approver_role: Role | None = None
    signer_role: Role | None = None
    """The role in which the PPK acts: as PPK, or as PA or KPA; None: nobody is named yet."""
    has_ppk: bool = False
    """Whether the unit has a PPK that day; asked where PA or KPA acts as one."""
    others: tuple[OtherOrder, ...] = ()
    reasons: tuple[str, ...] = ()
    """Codes of `rules.buying.reasons` given for the whole order."""
    budget_left: Decimal | None = None
    """What the unit's budget line has left before this purchase; None: not known."""
    listed_here: bool = True
    """Whether what is bought stands on an active shelf (asked of purchases outside the catalogue)."""
    first_total: Decimal | None = None
    """The contract as first signed, for addenda."""
    advance: Decimal | None = None
    """The advance asked for, in rupiah."""
    retention: Decimal | None = None
    """What is kept back of every instalment, in percent."""
    comparable_firms: int = 0
    """Firms with a like offer for the place of delivery, this one included."""

    @property
    def given(self) -> frozenset[str]:
        """Every coded reason, of the order and of its lines."""
        return frozenset(self.reasons).union(*(line.reasons for line in self.lines))


@dataclass(frozen=True)
class Answer:
    """What one rule said. `message` is Indonesian with exact figures; `inputs`: what it went by, as text;
    `valid_from`, `valid_to` (exclusive, None: open): the days of the value it applied."""

    rule: str
    outcome: Outcome
    message: str
    citation: str
    article: str
    valid_from: date
    valid_to: date | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)

    @property
    def judged(self) -> bool:
        """Whether the rule had what it asks for; else `inputs["kurang"]` says what is missing."""
        return "kurang" not in self.inputs

    def as_json(self) -> dict[str, object]:
        """For a JSON column; `from_json` gives the equal answer back."""
        return {
            "rule": self.rule,
            "outcome": self.outcome.value,
            "message": self.message,
            "citation": self.citation,
            "article": self.article,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "inputs": dict(self.inputs),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "Answer":
        """The answer as it was stored. Raises KeyError or ValueError for anything else."""
        until, inputs = stored["valid_to"], stored["inputs"]
        if not isinstance(inputs, Mapping):
            raise ValueError("inputs of an answer are a mapping")
        return cls(
            rule=str(stored["rule"]),
            outcome=Outcome(str(stored["outcome"])),
            message=str(stored["message"]),
            citation=str(stored["citation"]),
            article=str(stored["article"]),
            valid_from=date.fromisoformat(str(stored["valid_from"])),
            valid_to=date.fromisoformat(str(until)) if until else None,
            inputs={str(key): str(value) for key, value in inputs.items()},
        )


def worst(answers: Iterable[Answer]) -> Outcome:
    """The hardest outcome among them; ALLOW where no rule spoke."""
    return max((answer.outcome for answer in answers), key=lambda outcome: outcome.weight, default=Outcome.ALLOW)
