"""From `belanja run` to the first answer: with everything still to be made, and again."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

from belanja.foundation import environment
from bench.report import Figure
from bench.surroundings import HOME, free_port

_LONGEST = 120


def measure(*, with_sample: bool) -> Iterator[Figure]:
    """The first start makes the database (and loads the sample), the second finds it there."""
    home = HOME / "start"
    shutil.rmtree(home, ignore_errors=True)
    surroundings = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "BELANJA_GOVERNMENT")
    }
    surroundings |= {"BELANJA_HOME": str(home), "BELANJA_SAMPLE": "1" if with_sample else "0"}
    try:
        first, second = _seconds(surroundings), _seconds(surroundings)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    yield Figure(f"first start{', sample loaded' if with_sample else ', empty'}", first, "s", goal="< 90")
    yield Figure("later start", second, "s", goal="< 6")


def _seconds(surroundings: dict[str, str]) -> float:
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "belanja.cli", "run"],
        cwd=environment.source_root(),
        env={**surroundings, "PORT": str(free_port())},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Belanja siap"):
                return time.perf_counter() - begun
            if time.perf_counter() - begun > _LONGEST:
                break
        raise RuntimeError("belanja run does not start")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
