"""How much of the procurement budget is announced as plan, for the government and each Perangkat Daerah."""

from dataclasses import dataclass
from decimal import Decimal

from belanja.affirmation import measures
from belanja.rules import money, unknowns
from belanja.rules.indicators import Denominator
from belanja.rules.measured import Measure, Part
from belanja.rules.shares import Amount, Reason

from .record import GovernanceRecord

DEFINITION = (
    "Pagu RUP penyedia dan swakelola yang terumumkan dan aktif dibagi belanja pengadaan, atas Perangkat Daerah yang "
    "anggarannya diketahui. Di atas 100% berarti lebih banyak diumumkan daripada dianggarkan."
)
CITATION = "Perpres 16/2018 jo. 12/2021 jo. 46/2025: PA mengumumkan RUP sesudah anggaran ditetapkan"
LEGAL_BASIS = "perpres-16-2018"


@dataclass(frozen=True)
class UnitCompleteness:
    """One Perangkat Daerah: rupiah announced and budgeted, percent. `because` says why there is no percent."""

    code: str
    name: str
    announced: Decimal | None
    budget: Decimal | None
    percent: Decimal | None
    because: str = ""
    reason: Reason | None = None


def of_units(record: GovernanceRecord) -> tuple[UnitCompleteness, ...]:
    budgets = record.budgets()
    rows = []
    for pd_id, unit_ids in record.evidence.members(record.definition.channels_in_play).items():
        unit, budget = record.evidence.units[pd_id], budgets[pd_id]
        announced = measures.denominator_of(record.evidence, pd_id, unit_ids, record.definition)
        rows.append((unit.sort_key, _unit(unit.code, unit.name, announced, budget)))
    return tuple(unit for _key, unit in sorted(rows, key=lambda row: (row[0], row[1].code)))


def _unit(code: str, name: str, announced: Amount, budget: Amount) -> UnitCompleteness:
    missing = announced if announced.reason else budget
    if announced.value is not None and budget.value:
        percent = money.share_percent(announced.value, budget.value)
        return UnitCompleteness(code, name, announced.value, budget.value, percent)
    because = "belanja pengadaannya nol" if missing.reason is None else _because(missing, on_plan=missing is announced)
    reason = missing.reason or Reason.NO_BUDGET
    return UnitCompleteness(code, name, announced.value, budget.value, None, because, reason)


def _because(missing: Amount, *, on_plan: bool) -> str:
    assert missing.reason is not None
    base = Denominator.RUP_TOTAL if on_plan else Denominator.BELANJA_PENGADAAN
    told = unknowns.explain(missing.reason, side=unknowns.Side.DENOMINATOR, denominator=base, feed=missing.feed)
    return told.sentence.removeprefix("belum diketahui, karena ")


def total(units: tuple[UnitCompleteness, ...]) -> Measure:
    known = [unit for unit in units if unit.percent is not None]
    announced = sum((unit.announced or money.ZERO for unit in known), money.ZERO)
    budget = sum((unit.budget or money.ZERO for unit in known), money.ZERO)
    parts = (
        Part("Pagu RUP penyedia dan swakelola", announced if known else None),
        Part("Belanja pengadaan", budget if known else None),
        Part(
            "Perangkat Daerah yang belum diketahui (tidak dihitung)",
            Decimal(len(units) - len(known)),
            "unit",
            aside=True,
        ),
    )
    label = "Kelengkapan RUP"
    if known:
        percent = money.share_percent(announced, budget)
        return Measure("rup_completeness", label, percent, "persen", parts, DEFINITION, CITATION, LEGAL_BASIS)
    first = next(iter(units), None)
    return Measure(
        "rup_completeness",
        label,
        None,
        "persen",
        parts,
        DEFINITION,
        CITATION,
        LEGAL_BASIS,
        first.reason if first else Reason.FEED_MISSING,
        first.because if first else "belum ada Perangkat Daerah dalam data tahun ini",
        "Biro PBJ",
    )
