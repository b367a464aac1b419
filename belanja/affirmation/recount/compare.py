"""Where the published table and the recount disagree, to the sen."""

from belanja.affirmation.figures import ShareTable, UnitShare

from .count import Recount, RecountedUnit

_FIELDS = (
    "numerator",
    "denominator",
    "share_percent",
    "gap",
    "unclassified",
    "share_low_percent",
    "share_high_percent",
    "gap_low",
    "gap_high",
    "reached",
    "feed",
)
_OF_TOTAL = (
    "numerator",
    "denominator",
    "share_percent",
    "numerator_all",
    "numerator_of_unknown",
    "unclassified",
    "unclassified_all",
    "share_low_percent",
    "share_high_percent",
    "gap",
    "gap_low",
    "gap_high",
    "units_known",
    "units_unknown",
    "units_band",
    "units_reached",
)


def differences(table: ShareTable, counted: Recount) -> list[str]:
    """One line for each figure that differs, naming the unit; empty when both computations agree."""
    published = {unit.code: unit for unit in table.units}
    found = []
    for code in sorted(published.keys() | counted.units.keys()):
        if code not in published or code not in counted.units:
            where = "hitungan ulang" if code in counted.units else "tabel"
            found.append(f"{code}: hanya ada dalam {where}")
        else:
            found += _of_unit(published[code], counted.units[code])
    for name in _OF_TOTAL:
        found += _differ("jumlah", name, getattr(table.total, name), getattr(counted, name))
    return found + _differ("jumlah", "undated", table.undated, counted.undated)


def _of_unit(unit: UnitShare, counted: RecountedUnit) -> list[str]:
    where = f"{unit.code} {unit.name}"
    found = []
    for name in _FIELDS:
        found += _differ(where, name, getattr(unit.share, name), getattr(counted, name))
    found += _differ(where, "status", str(unit.status), counted.status)
    return found + _differ(where, "reason", unit.reason and str(unit.reason), counted.reason)


def _differ(where: str, name: str, published: object, counted: object) -> list[str]:
    return [] if published == counted else [f"{where}: {name} {published} lawan {counted}"]
