"""A finding in the auditors' form, its money, and when nothing of it is left."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Self

from ..decisions import RuleBroken
from .reasons import REASONS
from .states import Amount, Resolution, Verdict

ZERO = Decimal(0)
#: The parts of the form in the order in which a report reads them.
PARTS: Mapping[str, str] = {
    "condition": "Kondisi",
    "criteria": "Kriteria",
    "cause": "Sebab",
    "effect": "Akibat",
}
#: Letters below which a part says nothing.
LEAST_WORDS = 10


@dataclass(frozen=True)
class Advice:
    """One recommendation, and the post (never a person's name) that has to carry it out."""

    text: str
    post: str


@dataclass(frozen=True)
class Form:
    """What an auditor writes. `category`: a code of `reasons` for findings; amounts are rupiah, none is zero."""

    title: str
    category: str
    condition: str
    criteria: str
    cause: str
    effect: str
    advice: tuple[Advice, ...] = ()
    amounts: Mapping[Amount, Decimal] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {
            "advice": [asdict(one) for one in self.advice],
            "amounts": {kind.value: str(amount) for kind, amount in self.amounts.items() if amount},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        return cls(
            **{name: kept[name] for name in ("title", "category", *PARTS)},
            advice=tuple(Advice(**one) for one in kept["advice"]),
            amounts={Amount(kind): Decimal(amount) for kind, amount in kept["amounts"].items()},
        )

    @property
    def total(self) -> Decimal:
        return sum(self.amounts.values(), ZERO)


def problems(form: Form) -> dict[str, str]:
    """What keeps it from being issued, by field, in words; empty: nothing."""
    found: dict[str, str] = {}
    if not form.title.strip():
        found["title"] = "Judul temuan belum diisi."
    reason = REASONS.get(form.category)
    if reason is None or Verdict.FIND not in reason.uses:
        found["category"] = "Pilih jenis temuannya."
    for name, label in PARTS.items():
        if len(getattr(form, name).strip()) < LEAST_WORDS:
            found[name] = f"{label} belum diisi."
    if not form.advice:
        found["advice"] = "Tulis paling sedikit satu rekomendasi."
    if any(not one.text.strip() or not one.post.strip() for one in form.advice):
        found["advice"] = "Setiap rekomendasi menyebut isinya dan jabatan yang melaksanakannya."
    if any(amount < 0 for amount in form.amounts.values()):
        found["amounts"] = "Nilai temuan tidak boleh kurang dari nol."
    return found


@dataclass(frozen=True)
class Paid:
    """A deposit: `accepted` True once its proof was checked, None while it waits, False where it was refused."""

    kind: Amount
    amount: Decimal
    accepted: bool | None = None


def balance(amounts: Mapping[Amount, Decimal], paid: Iterable[Paid]) -> dict[Amount, Decimal]:
    """What is still owed of each kind: only deposits whose proof was accepted count."""
    left = {kind: amounts.get(kind, ZERO) for kind in Amount}
    for one in paid:
        if one.accepted:
            left[one.kind] -= one.amount
    return left


def check_deposit(amounts: Mapping[Amount, Decimal], paid: Sequence[Paid], new: Paid) -> None:
    """Raise RuleBroken 422 for a deposit of nothing, or of more than is owed with what waits to be checked."""
    if new.amount <= 0:
        raise RuleBroken("deposit_amount", "Nilai setoran harus lebih dari nol.")
    known = [Paid(one.kind, one.amount, one.accepted is not False) for one in paid]
    left = balance(amounts, known)[new.kind]
    if new.amount > left:
        raise RuleBroken(
            "deposit_too_much",
            f"Setoran {new.kind.label} melebihi saldonya; setoran yang menunggu pemeriksaan sudah diperhitungkan.",
        )


def lacks_to_settle(resolutions: Collection[Resolution], left: Mapping[Amount, Decimal], *, waiting: int) -> list[str]:
    """What keeps a finding from being settled, in words. `waiting`: deposits nobody has checked yet."""
    found = []
    if any(one in (Resolution.NOT_YET, Resolution.PARTLY) for one in resolutions):
        found.append("ada rekomendasi yang belum selesai")
    if waiting:
        found.append("ada setoran yang belum diperiksa")
    if any(amount > 0 for amount in left.values()):
        found.append("saldonya belum nol")
    return found


@dataclass(frozen=True)
class Known:
    """A finding as far as repetition goes: whom it concerns (unit or firm), of what kind, of which fiscal year."""

    number: str
    whom: str
    category: str
    year: int


def repeated(one: Known, others: Iterable[Known], *, years: int) -> tuple[Known, ...]:
    """Earlier findings of the same kind with the same addressee in the `years` fiscal years before, the latest
    first."""
    same = [
        other
        for other in others
        if (other.whom, other.category) == (one.whom, one.category) and 0 < one.year - other.year <= years
    ]
    return tuple(sorted(same, key=lambda other: (-other.year, other.number)))
