"""What decides how a firm is taxed, as it states it and a verifier confirms it: PKP or not, NPWP, Surat Keterangan.

Each fact is a paper with number, issuer and days, stated and confirmed like a licence (`rules.licences`), but no shelf
asks for it. What nobody has confirmed is not known: it is told so, never taken for granted. Sources: UU PPN (jo UU
7/2021), only an enterprise that is confirmed as PKP collects PPN; PP 55/2022 and PMK 164/2023, Surat Keterangan; PMK
59/2022, what a treasurer withholds. The articles are known from second sources, as their citations say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .licences import KINDS, Held, LicenceKind, LicenceState, counts

PKP, NOT_PKP, NO_TAX_NUMBER, FINAL, RELIEF = "pkp", "bukan_pkp", "tanpa_npwp", "suket_pp55", "skb_pph"

_SELF = "Usaha ini sendiri"
_TAX_OFFICE = "Kantor Pelayanan Pajak"

TAX_KINDS: dict[str, LicenceKind] = {
    one.code: one
    for one in (
        LicenceKind(
            PKP, "Pengusaha Kena Pajak (SPPKP)", "PKP", _TAX_OFFICE,
            "UU PPN Pasal 3A jo UU 7/2021; PMK 59/2022 (sumber kedua)",
        ),
        LicenceKind(
            NOT_PKP, "Bukan Pengusaha Kena Pajak (surat pernyataan)", "Bukan PKP", _SELF,
            "UU PPN Pasal 14 ayat (1): bukan PKP tidak membuat faktur pajak (sumber kedua)",
        ),
        LicenceKind(
            FINAL, "Surat Keterangan PPh final 0,5 persen (PP 55/2022)", "Surat Keterangan PP 55", _TAX_OFFICE,
            "PP 55/2022 Pasal 56 sampai 60; PMK 164/2023 (sumber kedua)",
        ),
        LicenceKind(
            RELIEF, "Surat Keterangan Bebas pemotongan atau pemungutan PPh", "SKB PPh", _TAX_OFFICE,
            "PMK 59/2022, pengecualian pemungutan (sumber kedua)",
        ),
        LicenceKind(
            NO_TAX_NUMBER, "Tidak memiliki NPWP (surat pernyataan)", "Tanpa NPWP", _SELF,
            "UU PPh Pasal 22 ayat (3) dan 23 ayat (1a): tarif 100 persen lebih tinggi",
        ),
    )
}  # fmt: skip

#: Every paper that a firm states and a verifier confirms.
PAPERS: dict[str, LicenceKind] = KINDS | TAX_KINDS

#: What a firm declares itself: its letter, not one of the tax office.
DECLARED = (NOT_PKP, NO_TAX_NUMBER)

#: Papers that always end: a statement without a last day is not theirs.
ENDING = (FINAL, RELIEF)


@dataclass(frozen=True)
class TaxFacts:
    """What is known of a firm on a day. `registered`: whether it is PKP; `tax_number`: whether it has an NPWP; None:
    not known. `final_to`, `relief_to`: last day of its Surat Keterangan and SKB, None without one. `number`: of its
    SPPKP. `waiting`: kinds that a verifier has not answered yet."""

    registered: bool | None = None
    tax_number: bool | None = None
    final_to: date | None = None
    relief_to: date | None = None
    number: str = ""
    waiting: tuple[str, ...] = ()

    def final_on(self, day: date) -> bool:
        return self.final_to is not None and day <= self.final_to

    def relief_on(self, day: date) -> bool:
        return self.relief_to is not None and day <= self.relief_to

    @property
    def status(self) -> str:
        """The status of PKP in words, for cards and papers."""
        if self.registered is None:
            why = "menunggu pemeriksaan verifikator" if {PKP, NOT_PKP} & {*self.waiting} else "usaha belum mengisinya"
            return f"status PKP belum dinyatakan: {why}"
        if self.registered:
            return f"PKP ({self.number})" if self.number else "PKP"
        return "bukan PKP: tidak memungut PPN"

    def as_json(self) -> dict[str, object]:
        return {
            "registered": self.registered,
            "tax_number": self.tax_number,
            "final_to": self.final_to.isoformat() if self.final_to else None,
            "relief_to": self.relief_to.isoformat() if self.relief_to else None,
            "number": self.number,
            "waiting": list(self.waiting),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "TaxFacts":
        """As it was frozen; of an empty record nothing is known."""
        registered, tax_number = stored.get("registered"), stored.get("tax_number")
        waiting = stored.get("waiting")
        return cls(
            registered if isinstance(registered, bool) else None,
            tax_number if isinstance(tax_number, bool) else None,
            _day(stored.get("final_to")),
            _day(stored.get("relief_to")),
            str(stored.get("number") or ""),
            tuple(str(one) for one in waiting) if isinstance(waiting, list) else (),
        )


def facts_on(stated: Iterable[tuple[Held, str]], *, tax_number: bool, on: date) -> TaxFacts:
    """What these statements (each with its number, oldest first) make of a firm on a day. `tax_number`: its
    registration carries an NPWP. Of PKP and not PKP the one that began later holds."""
    papers = list(stated)
    held = [(one, number) for one, number in papers if counts(one, on=on)]
    status = _latest(held, (PKP, NOT_PKP))
    final, relief = _latest(held, (FINAL,)), _latest(held, (RELIEF,))
    without = _latest(held, (NO_TAX_NUMBER,)) is not None
    return TaxFacts(
        registered=None if status is None else status[0].kind == PKP,
        tax_number=True if tax_number else False if without else None,
        final_to=final[0].valid_to if final else None,
        relief_to=relief[0].valid_to if relief else None,
        number=status[1] if status and status[0].kind == PKP else "",
        waiting=tuple(one.kind for one, _ in papers if one.state is LicenceState.OPEN and one.kind in TAX_KINDS),
    )


def _latest(held: Sequence[tuple[Held, str]], kinds: Sequence[str]) -> tuple[Held, str] | None:
    """Of these kinds the one that began last; of two of one day the later statement."""
    found = [(one.valid_from, place) for place, (one, _) in enumerate(held) if one.kind in kinds]
    return held[max(found)[1]] if found else None


def _day(written: object) -> date | None:
    return date.fromisoformat(written) if isinstance(written, str) else None
