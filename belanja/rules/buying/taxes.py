"""Taxes at purchase by date: what comes on top of the price, what is withheld from the firm, and who collects it.

Rates and limits are dated rows (`pajak.*`, domain facts 1.9). Everything here is an estimate (*perkiraan*) until the
treasurer confirms it. Amounts are whole rupiah, rounded half up. PPN of an order is the sum of its lines' PPN.

Only a PKP collects PPN. Where nobody has confirmed whether a firm is one, the amount is set aside so that the budget
lasts, under its own name (`ppn_cadangan`): every card and paper tells it as unknown. It is neither paid to the firm nor
withheld as a tax, whatever the purchase is worth: it becomes PPN once the firm is known to be PKP, else it is given up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from .policy.book import Book
from .policy.model import Supply

RUPIAH = Decimal(1)
ZERO = Decimal(0)
ESTIMATE = "perkiraan"


class TaxKind(StrEnum):
    """Stored as it is spelt. NONE: nothing comes on top."""

    PPN = "ppn"
    RESERVE = "ppn_cadangan"
    LUXURY = "ppnbm"
    PBJT = "pbjt"
    NONE = "bebas"
    PPH22 = "pph22"
    PPH23 = "pph23"
    FINAL = "pph_final"

    @property
    def label(self) -> str:
        return {
            "ppn": "PPN",
            "ppn_cadangan": "cadangan PPN",
            "ppnbm": "PPnBM",
            "pbjt": "PBJT makanan dan minuman",
            "bebas": "tidak dikenai PPN",
            "pph22": "PPh Pasal 22",
            "pph23": "PPh Pasal 23",
            "pph_final": "PPh final",
        }[self.value]


class Collector(StrEnum):
    """Who pays the tax to the state or the region. NOBODY: nobody is paid what is set aside."""

    TREASURER = "bendahara"
    OTHER_PARTY = "pihak_lain"
    FIRM = "penyedia"
    NOBODY = "disisihkan"

    @property
    def label(self) -> str:
        return {
            "bendahara": "bendahara",
            "pihak_lain": "sistem pengadaan",
            "penyedia": "penyedia sendiri",
            "disisihkan": "tidak dibayarkan (disisihkan)",
        }[self.value]


@dataclass(frozen=True)
class Taxed:
    """What taxes ask of a thing and its firm. `registered`: whether the firm is PKP, `tax_number`: whether it has an
    NPWP; None: not known. `luxury`: PPnBM in percent, None where the thing is none. `final_letter`: it holds a Surat
    Keterangan (PP 55), `relief`: a Surat Keterangan Bebas of the income taxes."""

    supply: Supply = Supply.GOODS
    registered: bool | None = None
    exempt: bool = False
    luxury: Decimal | None = None
    tax_number: bool | None = True
    final_letter: bool = False
    relief: bool = False


@dataclass(frozen=True)
class Charge:
    """What comes on top of a price: `percent` of the price (PPN and PPnBM together), `amount` whole rupiah, of which
    `luxury` is PPnBM."""

    kind: TaxKind
    percent: Decimal
    amount: Decimal
    luxury: Decimal = ZERO


@dataclass(frozen=True)
class TaxLine:
    """One tax of a purchase. `on_top`: it is part of what the order costs over the price; `withheld`: it is kept back
    and paid to state or region; `set_aside`: it is paid to nobody; `own`: the firm pays it itself. `base`: without
    tax."""

    kind: TaxKind
    percent: Decimal
    base: Decimal
    amount: Decimal
    collector: Collector
    on_top: bool
    citation: str
    article: str

    @property
    def withheld(self) -> bool:
        return self.collector in (Collector.TREASURER, Collector.OTHER_PARTY)

    @property
    def set_aside(self) -> bool:
        return self.collector is Collector.NOBODY

    @property
    def own(self) -> bool:
        return self.collector is Collector.FIRM

    def as_json(self) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "percent": str(self.percent),
            "base": str(self.base),
            "amount": str(self.amount),
            "collector": self.collector.value,
            "on_top": self.on_top,
            "citation": self.citation,
            "article": self.article,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "TaxLine":
        return cls(
            TaxKind(str(stored["kind"])),
            Decimal(str(stored["percent"])),
            Decimal(str(stored["base"])),
            Decimal(str(stored["amount"])),
            Collector(str(stored["collector"])),
            bool(stored["on_top"]),
            str(stored["citation"]),
            str(stored["article"]),
        )


@dataclass(frozen=True)
class TaxEstimate:
    """The taxes of a purchase, and what is not known of it. Marked `perkiraan` wherever it is shown."""

    lines: tuple[TaxLine, ...]
    unsure: tuple[str, ...] = ()
    mark: str = ESTIMATE

    @property
    def on_top(self) -> Decimal:
        return sum((line.amount for line in self.lines if line.on_top), ZERO)

    @property
    def withheld(self) -> Decimal:
        """What is kept back from a payment that carries the taxes on top."""
        return sum((line.amount for line in self.lines if line.withheld), ZERO)

    @property
    def set_aside(self) -> Decimal:
        """What nobody is paid as long as the firm is not known to be PKP."""
        return sum((line.amount for line in self.lines if line.set_aside), ZERO)


@dataclass(frozen=True)
class Remainder:
    """What the earlier bills of an order left of the PPN that it sets aside; `last`: this one is the last."""

    left: Decimal
    last: bool

    def of(self, shares: Sequence[Decimal]) -> list[Decimal]:
        """What the lines of a bill set aside, of their shares in whole rupiah: never more than is left, and all of it
        by the last bill, so that the bills together set aside what the order does. The difference, a rupiah or a few,
        falls on the largest share."""
        found = list(shares)
        rest = (self.left if self.last else min(sum(shares, ZERO), self.left)) - sum(shares, ZERO)
        for place in sorted(range(len(found)), key=lambda place: -found[place]):
            step = max(rest, -found[place])
            found[place], rest = found[place] + step, rest - step
        return found


def charge(base: Decimal, taxed: Taxed, *, book: Book) -> Charge:
    """What comes on top of `base` (goods and freight without tax), of one line."""
    if taxed.supply is Supply.CATERING:
        percent = book.number("pajak.pbjt.tarif")
        return Charge(TaxKind.PBJT, percent, _part(base, percent))
    if taxed.exempt or taxed.registered is False:
        return Charge(TaxKind.NONE, ZERO, ZERO)
    kind = TaxKind.PPN if taxed.registered else TaxKind.RESERVE
    rate = book.number("pajak.ppn.tarif")
    if taxed.luxury is not None:
        # PMK 131/2024 leaves luxuries at the full rate on the full price.
        luxury = _part(base, taxed.luxury)
        return Charge(kind, rate + taxed.luxury, _part(base, rate) + luxury, luxury)
    above, below = book.number("pajak.ppn.dpp_atas"), book.number("pajak.ppn.dpp_bawah")
    return Charge(
        kind,
        (rate * above / below).quantize(Decimal("0.01"), ROUND_HALF_UP),
        (base * above * rate / (below * 100)).quantize(RUPIAH, ROUND_HALF_UP),
    )


def estimate(
    parts: Sequence[tuple[Decimal, Taxed]],
    *,
    book: Book,
    whole: Decimal | None = None,
    charged: Sequence[Decimal] | None = None,
) -> TaxEstimate:
    """The taxes of a payment whose `parts` are amounts without tax.

    `whole`: the purchase without tax, by which the limits of Rp2 juta go (a payment in parts is not a small one);
    default the sum of the parts. `charged`: the tax on top of each part as the order carries it; default as computed.
    """
    collector = Collector(book.word("pajak.pemungut"))
    value = sum((base for base, _ in parts), ZERO) if whole is None else whole
    lines = [*_on_top(parts, charged, collector, value, book), *_income(parts, collector, value, book)]
    lines = [line for line in lines if line.amount]
    return TaxEstimate(tuple(lines), tuple(_unsure(parts, lines, collector)))


def _unsure(parts: Sequence[tuple[Decimal, Taxed]], lines: Sequence[TaxLine], collector: Collector) -> Iterable[str]:
    """What is not known, and what hangs on it."""
    kinds = {line.kind for line in lines}
    if TaxKind.RESERVE in kinds:
        yield (
            "Status PKP belum dinyatakan: PPN disisihkan sebagai cadangan, dan dibayarkan hanya kepada PKP. Bukan PKP "
            "tidak memungut PPN."
        )
    held = kinds & {TaxKind.PPH22, TaxKind.PPH23} if collector is Collector.TREASURER else set()
    if held and any(taxed.tax_number is None for _, taxed in parts):
        yield "NPWP belum dinyatakan: dihitung dengan tarif ber-NPWP; tanpa NPWP tarifnya dua kali lipat."
    if collector is Collector.OTHER_PARTY and any(taxed.registered is False for _, taxed in parts):
        yield "Dalam sistem yang ditunjuk sebagai pemungut, rekanan wajib PKP (PMK 58/2022, dari sumber kedua)."


def _on_top(
    parts: Sequence[tuple[Decimal, Taxed]],
    charged: Sequence[Decimal] | None,
    collector: Collector,
    value: Decimal,
    book: Book,
) -> Iterable[TaxLine]:
    charges = [charge(base, taxed, book=book) for base, taxed in parts]
    amounts = [one.amount for one in charges] if charged is None else list(charged)
    small = collector is Collector.TREASURER and value <= book.number("pajak.ppn.bendahara_di_atas")
    rows = (
        (TaxKind.PPN, "pajak.ppn.tarif"),
        (TaxKind.RESERVE, "pajak.ppn.tarif"),
        (TaxKind.PBJT, "pajak.pbjt.tarif"),
    )
    for kind, row in rows:
        held = [index for index, one in enumerate(charges) if one.kind is kind]
        if held:
            base = sum((parts[index][0] for index in held), ZERO)
            luxury = sum((charges[index].luxury for index in held), ZERO)
            by = _collected_by(kind, collector, small=small)
            whole = sum((amounts[index] for index in held), ZERO)
            yield _line(kind, charges[held[0]].percent, base, whole - luxury, by, book, row, on_top=True)
            yield _line(TaxKind.LUXURY, ZERO, base, luxury, by, book, row, on_top=True)


def _collected_by(kind: TaxKind, collector: Collector, *, small: bool) -> Collector:
    if kind is TaxKind.RESERVE:
        return Collector.NOBODY
    return Collector.FIRM if small or kind is TaxKind.PBJT else collector


def _income(
    parts: Sequence[tuple[Decimal, Taxed]], collector: Collector, value: Decimal, book: Book
) -> Iterable[TaxLine]:
    """Income tax withheld: grouped by kind and rate, each group rounded once."""
    groups: dict[tuple[TaxKind, str], Decimal] = {}
    for base, taxed in parts:
        found = _income_row(taxed, collector, small=value <= book.number("pajak.pph22.bendahara_di_atas"))
        if found:
            groups[found] = groups.get(found, ZERO) + base
    for (kind, row), base in groups.items():
        percent = book.number(row)
        yield _line(kind, percent, base, _part(base, percent), collector, book, row, on_top=False)


def _income_row(taxed: Taxed, collector: Collector, *, small: bool) -> tuple[TaxKind, str] | None:
    """The kind and the dated row of its rate; None where nothing is withheld."""
    if taxed.relief:
        return None
    if collector is Collector.OTHER_PARTY:
        return (
            (TaxKind.FINAL, "pajak.pph_final.tarif")
            if taxed.final_letter
            else (TaxKind.PPH22, "pajak.pph22.pihak_lain")
        )
    if taxed.supply is Supply.GOODS and small:
        return None
    if taxed.final_letter:
        return TaxKind.FINAL, "pajak.pph_final.tarif"
    if taxed.supply is Supply.GOODS:
        return TaxKind.PPH22, "pajak.pph22.tanpa_npwp" if taxed.tax_number is False else "pajak.pph22.tarif"
    return TaxKind.PPH23, "pajak.pph23.tanpa_npwp" if taxed.tax_number is False else "pajak.pph23.tarif"


def _line(
    kind: TaxKind,
    percent: Decimal,
    base: Decimal,
    amount: Decimal,
    by: Collector,
    book: Book,
    key: str,
    *,
    on_top: bool,
) -> TaxLine:
    row = book.row(key)
    return TaxLine(kind, percent, base, amount, by, on_top, row.citation, row.article)


def _part(base: Decimal, percent: Decimal) -> Decimal:
    return (base * percent / 100).quantize(RUPIAH, ROUND_HALF_UP)
