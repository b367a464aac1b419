"""The table of rules in the docs says what the law cases prove."""

import re
from pathlib import Path

from belanja.rules.buying.parameters import CONFIRMED
from belanja.rules.parameters import YES

from . import law

TABLE = Path(__file__).parents[3] / "docs" / "buying-rules.md"
ROW = re.compile(
    r"^\| `(?P<rule>[a-z_.]+)` \| (?P<looks>[^|]+) \| (?P<says>[^|]+) \| (?P<stops>[^|]+) \| (?P<source>[^|]+) \|$"
)


def outcomes(*, own_rows: bool) -> dict[str, set[str]]:
    """By rule what the law cases expect, with the seeded rows or with those that a region sets."""
    found: dict[str, set[str]] = {}
    for row in law.CASES:
        for day in law.days_of(row):
            for rule, wanted in law.expected(row, day).items():
                if "." in rule and bool(law.set_by(row)) is own_rows:
                    outcome = wanted["outcome"] if isinstance(wanted, dict) else wanted
                    found.setdefault(rule, set()).add(outcome)
    return found


def test_the_table_names_every_rule_with_its_outcomes_and_whether_it_stops() -> None:
    rows = [found.groupdict() for line in TABLE.read_text(encoding="utf-8").splitlines() if (found := ROW.match(line))]
    seeded, changed = outcomes(own_rows=False), outcomes(own_rows=True)
    assert [row["rule"] for row in rows if rows.count(row) > 1] == []
    assert {row["rule"] for row in rows} == set(seeded)
    for row in rows:
        said = seeded[row["rule"]] - {law.SILENT}
        assert set(row["says"].split(", ")) == said, row["rule"]
        stops = "yes" if "ditolak" in said else "once confirmed" if "ditolak" in changed.get(row["rule"], ()) else "no"
        assert row["stops"] == stops, row["rule"]
        assert row["source"]


def test_as_many_rules_may_stop_as_there_are_rows_that_confirm_one() -> None:
    confirmed = [row for row in CONFIRMED if row.value == YES]
    seeded, changed = outcomes(own_rows=False), outcomes(own_rows=True)
    assert len(confirmed) == sum("ditolak" in said for said in seeded.values())
    own = {rule for rule, said in changed.items() if "ditolak" in said}
    assert len(CONFIRMED) == len(own | {rule for rule, said in seeded.items() if "ditolak" in said})
