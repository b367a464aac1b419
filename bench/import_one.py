"""One import in a process of its own, so that its peak memory is its own: `python -m bench.import_one FILE`."""

import json
import sys
import time
from pathlib import Path

import django

from bench.surroundings import peak_mb


def main() -> None:
    django.setup()
    from belanja.intake.services import import_paths
    from belanja.journal.services import CONSOLE

    begun, cpu = time.perf_counter(), time.process_time()
    outcome = import_paths(paths=[Path(sys.argv[1])], actor=CONSOLE)
    seconds = time.perf_counter() - begun
    told = {
        "rows": sum(pull.rows_in for pull in outcome.pulls),
        "quarantined": sum(pull.rows_quarantined for pull in outcome.pulls),
        "seconds": seconds,
        "cpu_seconds": time.process_time() - cpu,
        "rss_mb": peak_mb(),
    }
    if told["quarantined"] or not told["rows"]:
        raise SystemExit(f"not a clean import: {told}")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
