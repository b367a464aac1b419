"""Proof that flags find what was planted and leave the honest alone: `make prove-flags`.

A made-up province of 100,000 orders with schemes and honest look-alikes in it (`prove.province`, `prove.schemes`,
`prove.patterns`), swept as any other. *planted*: recall is the part of the planted subjects that ask, false alarms the
part of all other judged subjects of the indicator that ask. What was planted tells nothing of how often it happens.
Then the real feeds of ../shared/data, where that folder is there: evaluated, flagged, not computable. The last line is
one JSON object; the exit code is 1 where a planted scheme was missed or a look-alike asked about.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.surroundings import own_database

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
#: Feeds with orders, and what they need beside them.
FEEDS = ("kabbandung-2025", "kemnaker-k34", "kobar-2026", "kalbar-2022/epurchasing", "kalbar-2022/snapshots")


@dataclass(frozen=True)
class Dose:
    orders: int
    units: int
    firms: int
    shelves: int


DOSES = {"tiny": Dose(100, 12, 16, 3), "small": Dose(600, 12, 30, 8), "full": Dose(100_000, 60, 1_500, 30)}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m prove.flags", description=__doc__)
    parser.add_argument("--dose", choices=sorted(DOSES), default="full")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--planted-only", action="store_true", help="leave the real feeds alone")
    args = parser.parse_args()
    begun = time.monotonic()
    home = Path(tempfile.mkdtemp(prefix="belanja-prove-"))
    try:
        with own_database(home):
            told: dict[str, Any] = {"planted": planted(DOSES[args.dose], seed=args.seed)}
            if not args.planted_only:
                told["real"] = real()
    finally:
        shutil.rmtree(home, ignore_errors=True)
    sound = not told["planted"]["missed"] and not told["planted"]["asked_of_look_alikes"]
    seconds = round(time.monotonic() - begun, 1)
    print(json.dumps({"prove": "flags", "dose": args.dose, "seconds": seconds, "sound": sound, **told}))
    return 0 if sound else 1


def planted(dose: Dose, *, seed: int) -> dict[str, Any]:
    """Make the province, plant, sweep, compare; prints one line an indicator."""
    # Imported late: Django must be told where the database is before its models are read.
    from belanja.oversight.models import Flag, Tally
    from belanja.oversight.sweep import run
    from prove.patterns import plant
    from prove.province import Province

    world = Province(seed=seed)
    world.settle(units=dose.units, firms=dose.firms, shelves=dose.shelves)
    world.write()
    print(f"… planted: {dose.orders:,} orders, schemes and look-alikes", flush=True)
    truth = plant(world)
    world.honest(max(0, dose.orders - world.orders))
    world.documents()
    begun = time.monotonic()
    sweep = run(world.government)
    assert sweep is not None
    swept = round(time.monotonic() - begun, 1)
    flags = Flag.objects.filter(gone_at__isnull=True, government=world.government)
    asking = {(one, key) for one, key in flags.filter(answered_by="").values_list("indicator", "subject_key")}
    evaluated = Counter[str]()
    for one, count in Tally.objects.filter(sweep=sweep).values_list("indicator", "evaluated"):
        evaluated[one] += count
    rows = {}
    for code in sorted({one for one, _key in truth.schemes | truth.alike}):
        wanted = {found for found in truth.schemes if found[0] == code}
        hits = {found for found in asking if found[0] == code}
        others = evaluated[code] - len(wanted)
        row = rows[code] = {
            "planted": len(wanted), "found": len(wanted & hits), "recall": _share(len(wanted & hits), len(wanted)),
            "others": others, "false": len(hits - wanted), "false_alarms": _share(len(hits - wanted), others),
        }  # fmt: skip
        print(f"  planted {code:32} recall {row['found']}/{row['planted']}, false alarms {row['false']} of {others:,} "
              f"({row['false_alarms']})")  # fmt: skip
    return {
        "label": "planted", "orders": world.orders, "schemes": len(truth.schemes), "look_alikes": len(truth.alike),
        "sweep_seconds": swept, "asked": sweep.asked, "flags": sweep.found, "indicators": rows,
        "missed": sorted(map(list, truth.schemes - asking)),
        "asked_of_look_alikes": sorted(map(list, truth.alike & asking)),
    }  # fmt: skip


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def real() -> dict[str, Any]:
    """Import the real feeds that are there and sweep each government; prints one line an indicator."""
    from belanja.institutions.models import Government
    from belanja.intake.run import import_paths
    from belanja.journal.services import CONSOLE
    from belanja.oversight.models import Tally
    from belanja.oversight.sweep import run

    paths = [path for feed in FEEDS for path in sorted((SHARED / feed).rglob("*")) if path.is_file()]
    if not paths:
        print(f"… real feeds: {SHARED.name} is absent")
        return {}
    for path in paths:
        try:
            import_paths(paths=[path], actor=CONSOLE)
        except Exception as error:
            print(f"  {path.name}: {error}")
    counts: dict[str, Counter[str]] = {}
    for government in Government.objects.exclude(code="BUKTI"):
        sweep = run(government)
        for one in Tally.objects.filter(sweep=sweep):
            found = counts.setdefault(one.indicator, Counter())
            found.update(evaluated=one.evaluated, flagged=one.flagged, not_computable=one.unjudged)
    for code, one_counts in sorted(counts.items()):
        print(f"  real {code:32} {dict(one_counts)}")
    return {code: dict(found) for code, found in sorted(counts.items())}


if __name__ == "__main__":
    sys.exit(main())
