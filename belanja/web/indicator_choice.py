"""The choice of an indicator with its evidence in an address: `umkk.bukti`; nothing means e-Purchasing."""

from dataclasses import dataclass

from belanja.rules.indicators import EPURCHASING, INDICATORS, EvidenceKind, Indicator


@dataclass(frozen=True)
class Chosen:
    indicator: Indicator = EPURCHASING
    evidence: EvidenceKind | None = None

    @property
    def word(self) -> str:
        """As the address spells it; empty for the one that needs no saying."""
        return "" if self.indicator is EPURCHASING else f"{self.indicator.code}.{self.evidence}"

    @property
    def label(self) -> str:
        return f"{self.indicator.label} {self.evidence.label}" if self.evidence else self.indicator.label


CHOICES: tuple[Chosen, ...] = tuple(
    Chosen(indicator, evidence) for indicator in INDICATORS.values() for evidence in indicator.evidences
)
_BY_WORD = {choice.word: choice for choice in CHOICES}


def chosen(word: str) -> Chosen:
    """What an address asks for; e-Purchasing for anything that is not known."""
    return _BY_WORD.get(word, CHOICES[0])
