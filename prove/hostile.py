"""Proof that no file, however damaged, brings the readers down: `make prove-hostile`.

Known attacks, then valid files with random wounds, go through the readers in a process of their own. Each
must be read, passed over, or refused with a sentence. A dead process, any other exception, a value outside
the promised types and more than a minute of work are crashes. The last line is one JSON object; the exit code
is 1 on a crash.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from select import select

from belanja.intake.readers import BrokenFile, open_table
from prove.hostile_files import attacks, damaged, valid_files

_PATIENCE = 60  # seconds for one file
_ENDINGS = (".json", ".csv", ".xlsx", ".parquet", ".txt", "")


def outcome_of(path: Path) -> str:
    """read, refused or passed_over; anything else the file brings about is raised."""
    try:
        table = open_table(path)
        if table is None:
            return "passed_over"
        for batch in table.rows():
            for row in batch:
                _check(row)
        if len(table.sha256) != 64:
            raise AssertionError("no digest")
    except BrokenFile as broken:
        if not broken.message.startswith("Berkas ") or not broken.message.endswith("."):
            raise AssertionError(f"not a sentence: {broken.message}") from None
        return "refused"
    return "read"


def _check(value: object) -> None:
    """Only the promised types, and only text that a database can store."""
    if isinstance(value, str):
        value.encode("utf-8")
        if "\0" in value:
            raise AssertionError("NUL in text")
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check(key)
            _check(inner)
    elif isinstance(value, list):
        for inner in value:
            _check(inner)
    elif isinstance(value, Decimal):
        if not value.is_finite():
            raise AssertionError("a number that is none")
    elif not isinstance(value, int | bool | date | None):
        raise AssertionError(f"unpromised type {type(value)}")


def peak_memory() -> float:
    """The most memory this process has held, in MB. Rusage would count its parent's memory too."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def work() -> None:
    """The process that reads: one path a line in, one result a line out."""
    for line in sys.stdin:
        started = time.monotonic()
        try:
            outcome, detail = outcome_of(Path(json.loads(line))), ""
        except BaseException as error:
            outcome, detail = "crash", f"{type(error).__name__}: {error}"[:300]
        seconds = time.monotonic() - started
        print(json.dumps([outcome, detail, seconds, peak_memory()]), flush=True)  # noqa: T201


@dataclass
class Tally:
    """What became of the files."""

    outcomes: Counter[str] = field(default_factory=Counter)
    details: list[str] = field(default_factory=list)
    max_seconds: float = 0.0
    max_rss_mb: float = 0.0

    def report(self) -> dict[str, object]:
        return {
            "files": self.outcomes.total(),
            "refused": self.outcomes["refused"],
            "read": self.outcomes["read"],
            "passed_over": self.outcomes["passed_over"],
            "crashes": self.outcomes["crash"],
            "max_seconds": round(self.max_seconds, 2),
            "max_rss_mb": round(self.max_rss_mb),
        }


class Reading:
    """Hands files to the reading process and notices when it dies."""

    def __init__(self) -> None:
        self.tally = Tally()
        self._process: subprocess.Popen[str] | None = None

    def submit(self, path: Path, label: str) -> str:
        """Outcome of this one file."""
        process = self._running()
        outcome, detail, seconds, memory = "crash", f"no answer in {_PATIENCE} s", float(_PATIENCE), 0.0
        if process.stdin and process.stdout:
            process.stdin.write(json.dumps(str(path)) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline() if select([process.stdout], [], [], _PATIENCE)[0] else ""
            if answer:
                outcome, detail, seconds, memory = json.loads(answer)
            else:
                self.close()
                detail = f"the process ended with {process.returncode}"
        self.tally.outcomes[outcome] += 1
        self.tally.max_seconds = max(self.tally.max_seconds, seconds)
        self.tally.max_rss_mb = max(self.tally.max_rss_mb, memory)
        if outcome == "crash":
            self.tally.details.append(f"{label}: {detail}")
        return str(outcome)

    def close(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            command = [sys.executable, "-m", "prove.hostile", "--work"]
            root = Path(__file__).resolve().parent.parent
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=root)  # noqa: S603
        return self._process


def prove(count: int, seed: int, *, with_attacks: bool = True) -> Tally:
    """Run the attacks and `count` damaged files; the same seed gives the same files."""
    valid = valid_files()
    names = sorted(valid)
    others = list(valid.values())
    reading = Reading()
    with tempfile.TemporaryDirectory(prefix="belanja-") as folder:
        try:
            for name, data in attacks().items() if with_attacks else ():
                path = Path(folder) / name
                path.write_bytes(data)
                reading.submit(path, name)
                path.unlink()
            for number in range(count):
                chance = random.Random(f"{seed}-{number}")  # noqa: S311  # repeatable, not secret
                name = chance.choice(names)
                data = damaged(chance, name, valid[name], others)
                ending = chance.choice(_ENDINGS) if chance.random() < 0.1 else Path(name).suffix
                path = Path(folder) / f"damaged{ending}"
                path.write_bytes(data)
                if reading.submit(path, f"{name} number {number} of seed {seed}") == "crash":
                    Path(tempfile.gettempdir(), f"belanja-hostile-{seed}-{number}{ending}").write_bytes(data)
        finally:
            reading.close()
    return reading.tally


def main() -> int:
    """Command line; exit code 1 when anything crashed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2_000, help="how many damaged files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work()
        return 0
    tally = prove(options.files, options.seed)
    for detail in tally.details:
        print(detail)  # noqa: T201
    print(json.dumps(tally.report()))  # noqa: T201
    return 1 if tally.outcomes["crash"] else 0


if __name__ == "__main__":
    sys.exit(main())
