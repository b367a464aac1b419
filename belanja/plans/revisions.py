"""Where an old RUP code leads, and what a code was before. Read through `plans.selectors`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import connection

from belanja.journal.readings import Part, kept

from .models import RupRevision


def follow_revisions(*, government_id: int, codes: Iterable[str]) -> dict[str, frozenset[str]]:
    """Where each RUP code ends after all revisions: one code, several (split), or itself when never revised.

    Circles, which exist in real histories (a cancelled package names itself), end the walk.
    """
    wanted = set(codes)
    if len(wanted) == 1:
        return {code: _ends_of_one(government_id, code) for code in wanted}
    return _followed(government_id, wanted)


@kept(Part.PLANS)
def _ends_of_one(government_id: int, code: str) -> frozenset[str]:
    return _followed(government_id, {code})[code]


def _followed(government_id: int, wanted: set[str]) -> dict[str, frozenset[str]]:
    steps: dict[str, set[str]] = defaultdict(set)
    for old, new in _steps_ahead(government_id, wanted):
        if old != new:
            steps[old].add(new)
    return {code: ends_of(code, steps) for code in wanted}


#: So many codes are followed step by step; more are looked up among all revisions at once.
_FEW = 50

_AHEAD = """
WITH RECURSIVE near(code) AS (
  SELECT unnest(%(codes)s::text[])
  UNION
  SELECT r.new_code FROM near n
  JOIN plans_ruprevision r ON r.government_id = %(government)s AND r.old_code = n.code
)
SELECT r.old_code, r.new_code FROM near n
JOIN plans_ruprevision r ON r.government_id = %(government)s AND r.old_code = n.code
"""


def _steps_ahead(government_id: int, codes: set[str]) -> Iterable[tuple[str, str]]:
    if len(codes) > _FEW:
        return RupRevision.objects.filter(government_id=government_id).values_list("old_code", "new_code")
    with connection.cursor() as cursor:
        cursor.execute(_AHEAD, {"codes": sorted(codes), "government": government_id})
        found: list[tuple[str, str]] = cursor.fetchall()
    return found


def former_codes(*, government_id: int, codes: Iterable[str]) -> set[str]:
    """Every code that these codes have had before, through all revisions. One query."""
    back: dict[str, set[str]] = defaultdict(set)
    for old, new in RupRevision.objects.filter(government_id=government_id).values_list("old_code", "new_code"):
        if old != new:
            back[new].add(old)
    seen, open_codes = set(codes), list(codes)
    while open_codes:
        earlier = back.get(open_codes.pop(), set()) - seen
        seen |= earlier
        open_codes.extend(earlier)
    return seen - set(codes)


def ends_of(start: str, steps: Mapping[str, set[str]]) -> frozenset[str]:
    """Where one code ends, given every step of its chain. Level by level, so that the order of the steps does not
    matter: a code is an end when none of its steps leads further than to codes that were reached by then."""
    ends, seen, level = set(), {start}, {start}
    while level:
        ahead = {code: steps.get(code, set()) - seen for code in level}
        ends |= {code for code, following in ahead.items() if not following}
        level = set().union(*ahead.values())
        seen |= level
    return frozenset(ends)
