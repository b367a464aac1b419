"""A small dose of prove.hostile, and the memory that a large feed takes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from prove.hostile import outcome_of, prove
from prove.hostile_files import attacks, sample_rows

ROOT = Path(__file__).resolve().parents[3]

_MEASURE = """
import sys
from pathlib import Path
from belanja.intake.readers import open_table
from prove.hostile import peak_memory
before = peak_memory()
table = open_table(Path(sys.argv[1]))
rows = sum(len(batch) for batch in table.rows())
print(rows, peak_memory() - before)
"""


def test_damaged_files_bring_nothing_down() -> None:
    tally = prove(80, seed=3, with_attacks=False)
    assert tally.details == []
    assert tally.outcomes["refused"] > 30
    assert tally.outcomes["read"] > 5


@pytest.mark.slow
def test_known_attacks_are_refused(tmp_path: Path) -> None:
    outcomes = {}
    for name, data in attacks().items():
        (tmp_path / name).write_bytes(data)
        outcomes[name] = outcome_of(tmp_path / name)
    assert set(outcomes.values()) == {"refused"}, outcomes


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["json", "csv"])
def test_a_feed_of_200_mb_takes_little_memory(tmp_path: Path, ending: str) -> None:
    rows = sample_rows(2_000)
    path = tmp_path / f"large.{ending}"
    if ending == "json":
        block = ",".join(json.dumps(row | {"uraian": "x" * 1_500}) for row in rows)
        first, between, last = '{"success": true, "data": [', ",", '], "meta": {"has_more": false}}'
    else:
        block = "\n".join(f'{row["kd_rup"]},"{"x" * 1_500}",{row["pagu"]}' for row in rows)
        first, between, last = "kd_rup,uraian,pagu\n", "\n", "\n"
    times = 200_000_000 // len(block) + 1
    with path.open("w") as file:
        file.write(first)
        for number in range(times):
            file.write((between if number else "") + block)
        file.write(last)
    result = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    count, growth = result.stdout.split()
    assert path.stat().st_size >= 200_000_000
    assert int(count) == times * 2_000
    assert float(growth) < 150
