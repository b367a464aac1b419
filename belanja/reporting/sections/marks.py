"""Forms B and C: what is PDN, and what goes to UMKK, by the plan's marks and by evidence."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from belanja.reporting.record import Record
from belanja.rules import money
from belanja.rules.indicators import Denominator, EvidenceKind, Numerator
from belanja.rules.measured import rounded
from belanja.rules.spend_classes import PdnSpend, ScaleSpend

from . import units


def pdn(record: Record) -> dict[str, Any]:
    """Parts and units of the PDN shares."""
    proven = sum((row.pdn for row in record.channels), money.ZERO)
    foreign = sum((row.not_pdn for row in record.channels), money.ZERO)
    return {**_build(record, "pdn", proven, foreign), "classes": _classes(record.classes[0])}


def umkk(record: Record) -> dict[str, Any]:
    """Parts and units of the UMKK shares."""
    proven = sum((row.umkk for row in record.channels), money.ZERO)
    larger = sum((row.not_umkk for row in record.channels), money.ZERO)
    return {**_build(record, "umkk", proven, larger), "classes": _classes(record.classes[1])}


def _build(record: Record, indicator: str, yes: Decimal, no: Decimal) -> dict[str, Any]:
    contracted = sum((row.contracted for row in record.channels), money.ZERO)
    return {
        "plan": _plan(record, indicator),
        "proof": {"yes": yes, "no": no, "open": contracted - yes - no, "total": contracted},
        "units": _units(record, indicator),
    }


def _classes(classes: Mapping[PdnSpend, Decimal] | Mapping[ScaleSpend, Decimal]) -> list[dict[str, Any]]:
    """Contracted rupiah of each class with its part of the whole; `counts` null is open."""
    total = sum(classes.values(), money.ZERO)
    return [
        {
            "code": one,
            "label": one.label,
            "counts": one.counts,
            "amount": amount,
            "share_percent": rounded(Fraction(amount) * 100 / Fraction(total)) if total > 0 else None,
        }
        for one, amount in classes.items()
    ]


def _plan(record: Record, indicator: str) -> dict[str, Decimal | None]:
    """Pagu of the RUP packages of penyedia by their mark; None where the plan is not loaded."""
    table = record.sensitivities[f"{indicator}.{EvidenceKind.RUP}"][Numerator.RENCANA, Denominator.RUP_PENYEDIA]
    total = table.total
    if not total.units_known:
        return {"yes": None, "no": None, "open": None, "total": None}
    rest = total.denominator - total.numerator - total.unclassified
    return {"yes": total.numerator, "no": rest, "open": total.unclassified, "total": total.denominator}


def _units(record: Record, indicator: str) -> list[dict[str, Any]]:
    """Every Perangkat Daerah with both shares, in the order of their names."""
    by_plan, by_proof = (record.tables[f"{indicator}.{kind}"] for kind in (EvidenceKind.RUP, EvidenceKind.BUKTI))
    names = {unit.code: unit.name for table in (by_plan, by_proof) for unit in table.units}
    found = []
    for code in [unit.code for unit in by_proof.units] + [
        u.code for u in by_plan.units if by_proof.unit(u.code) is None
    ]:
        plan, proof = by_plan.unit(code), by_proof.unit(code)
        found.append(
            {
                "code": code,
                "name": names[code],
                "rup": None if plan is None else units.share(record, f"{indicator}.rup", plan),
                "bukti": None if proof is None else units.share(record, f"{indicator}.bukti", proof),
            }
        )
    return found
