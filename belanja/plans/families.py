"""Codes that are one plan line today: orders keep the code they were made under, revisions lead it on.

A code that was split leads to the part with the largest pagu: an order is held against one line, never against two.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from belanja.journal.readings import Part, kept

from .models import RupPackage
from .revisions import ends_of

#: Every revision of whatever the given codes became or come from.
_STEPS = """
WITH RECURSIVE near(code) AS (
  SELECT unnest(%(codes)s::text[])
  UNION
  SELECT x.code FROM near n CROSS JOIN LATERAL (
    SELECT r.new_code AS code FROM plans_ruprevision r
    WHERE r.government_id = %(government)s AND r.old_code = n.code
    UNION ALL
    SELECT r.old_code FROM plans_ruprevision r WHERE r.government_id = %(government)s AND r.new_code = n.code
  ) x
)
SELECT r.old_code, r.new_code FROM plans_ruprevision r JOIN near n ON r.old_code = n.code
WHERE r.government_id = %(government)s AND r.old_code <> r.new_code
"""


@dataclass(frozen=True)
class Family:
    """A plan line of today (`package`; None: the plan has none that counts) and every code whose orders it bears."""

    code: str
    codes: frozenset[str]
    package: RupPackage | None


def families(
    *, government_id: int, year: int, codes: Iterable[str], known: Iterable[RupPackage] = ()
) -> dict[str, Family]:
    """The family of each code, by the code asked for. Two queries; one where `known` has every line of today."""
    wanted = set(codes)
    with connection.cursor() as cursor:
        cursor.execute(_STEPS, {"codes": sorted(wanted), "government": government_id})
        found = cursor.fetchall()
    steps: dict[str, set[str]] = defaultdict(set)
    for old, new in found:
        steps[old].add(new)
    ends = {code: ends_of(code, steps) for code in wanted.union(*found)}
    packages = {package.code: package for package in known}
    packages |= _packages(government_id, year, set().union(*ends.values()) - packages.keys())
    heirs = {code: _heir(reached, packages) for code, reached in ends.items()}
    borne: dict[str, set[str]] = defaultdict(set)
    for code, heir in heirs.items():
        borne[heir].add(code)
    return {
        code: Family(heirs[code], frozenset(borne[heirs[code]] | {heirs[code]}), packages.get(heirs[code]))
        for code in wanted
    }


@kept(Part.PLANS, Part.OFFICES)
def family_of(government_id: int, year: int, code: str) -> Family:
    """The family of one code with its units; kept until the plan or the offices change."""
    return families(government_id=government_id, year=year, codes=[code])[code]


@kept(Part.PLANS, Part.OFFICES)
def row_of(government_id: int, year: int, code: str) -> RupPackage | None:
    """The line of the plan under just this code, whether it counts or not; kept until the plan, or the offices that it
    names, change."""
    return RupPackage.objects.filter(
        government_id=government_id, year=year, code=code, kind=RupPackage.Kind.PENYEDIA
    ).first()


def _packages(government_id: int, year: int, codes: set[str]) -> dict[str, RupPackage]:
    if not codes:
        return {}
    rows = RupPackage.objects.filter(
        government_id=government_id, code__in=codes, kind=RupPackage.Kind.PENYEDIA, year=year, counts=True
    )
    return {package.code: package for package in rows.select_related("unit")}


def _heir(ends: frozenset[str], packages: Mapping[str, RupPackage]) -> str:
    return max(sorted(ends), key=lambda code: packages[code].pagu if code in packages else Decimal(-1))
