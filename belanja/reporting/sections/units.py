"""Form A: every Perangkat Daerah with its budget, plan, orders by stage, share, gap, rank and change."""

from decimal import Decimal
from typing import Any

from belanja.affirmation import selectors
from belanja.affirmation.figures import ShareTable, UnitShare
from belanja.affirmation.selectors.packages import Packages, packages
from belanja.reporting.record import Record
from belanja.rules import money
from belanja.rules.channels import Stage
from belanja.rules.indicators import EPURCHASING, Denominator, Numerator
from belanja.rules.shares import Status

#: Reason of a line on which the two computations differ: a person must look before it is published.
RECOUNT_DIFFERS = "recount_differs"
_STAGES = (
    (Numerator.PESANAN, Stage.ORDERED),
    (Numerator.KONTRAK, Stage.CONTRACTED),
    (Numerator.TERIMA, Stage.RECEIVED),
    (Numerator.SELESAI, Stage.COMPLETED),
)


def build(record: Record) -> list[dict[str, Any]]:
    """One entry for each Perangkat Daerah, in the order of their names. Rupiah, percent, numbers of packages."""
    counted = packages(record.main)
    ranks = _ranks(record.main)
    return [_unit(record, unit, counted[unit.id], ranks.get(unit.code)) for unit in record.main.units]


def _unit(record: Record, unit: UnitShare, counted: Packages, rank: int | None) -> dict[str, Any]:
    budget = _of(record.sensitivity[Numerator.KONTRAK, Denominator.BELANJA_PENGADAAN], unit.code)
    planned = _of(record.sensitivity[Numerator.KONTRAK, Denominator.RUP_EPURCHASING], unit.code)
    base = budget.denominator if budget else None
    plan = planned.denominator if planned else None
    held = bool(record.disputed(EPURCHASING.code, unit.code))
    return {
        "code": unit.code,
        "name": unit.name,
        "budget": {"amount": base, "source": _source(record, unit.code, base)},
        "plan": {
            "packages": counted.planned,
            "amount": plan,
            "percent": money.share_percent(plan, base) if plan is not None and base else None,
        },
        "orders": {
            str(code): {
                "packages": counted.orders.get(stage, 0),
                "amount": _numerator(record, code, unit.code),
            }
            for code, stage in _STAGES
        },
        "share": share(record, EPURCHASING.code, unit),
        "rank": None if held else rank,
        "change_points": None if held else _change(record, unit),
    }


def share(record: Record, key: str, unit: UnitShare) -> dict[str, Any]:
    """One unit's share in the headline table `key`; held where the two computations differ on it."""
    disputed = record.disputed(key, unit.code)
    held = bool(disputed)
    percent = None if held else unit.share_percent
    return {
        "numerator": None if held else unit.numerator,
        "denominator": None if held else unit.denominator,
        "unclassified": None if held else unit.unclassified,
        "share_percent": percent,
        "share_low_percent": None if held else unit.share_low_percent,
        "share_high_percent": None if held else unit.share_high_percent,
        "target_percent": unit.target_percent,
        "gap_points": None if percent is None else percent - unit.target_percent,
        "gap": None if held else unit.gap,
        "gap_low": None if held else unit.share.gap_low,
        "gap_high": None if held else unit.share.gap_high,
        "reached": None if held else unit.reached,
        "status": Status.HELD if held else unit.status,
        "reason": RECOUNT_DIFFERS if held else unit.reason,
        "note": "; ".join(disputed) if held else _note(record.tables[key], unit),
    }


def _note(table: ShareTable, unit: UnitShare) -> str:
    explanation = selectors.explanation_of(table, unit)
    return explanation.sentence if explanation else ""


def _source(record: Record, code: str, base: Decimal | None) -> str | None:
    """Whether the base was entered from a document or comes from the feed; None where it is not known."""
    if base is None:
        return None
    return "entered" if any(version.unit.code == code for version in record.entered) else "feed"


def _of(table: ShareTable, code: str) -> UnitShare | None:
    return table.unit(code)


def _numerator(record: Record, code: Numerator, unit_code: str) -> Decimal | None:
    found = record.sensitivity[code, Denominator.BELANJA_PENGADAAN].unit(unit_code)
    return found.numerator if found else None


def _ranks(table: ShareTable) -> dict[str, int]:
    """1 for the largest share; equal shares stand at the same place. Units without a share have none."""
    known = sorted((unit.share_percent for unit in table.units if unit.share_percent is not None), reverse=True)
    return {unit.code: known.index(unit.share_percent) + 1 for unit in table.units if unit.share_percent is not None}


def _change(record: Record, unit: UnitShare) -> Decimal | None:
    """Percentage points since the end of the quarter before (of the same year), by what is known now."""
    if unit.share_percent is None or record.before is None:
        return None
    then = record.before.unit(unit.code)
    return None if then is None or then.share_percent is None else unit.share_percent - then.share_percent
