"""Proof that plan lines are read rightly: `make prove-classification`.

412 real plan lines, judged by hand before any rule was written, in two halves by the hash of their code: the rules
were tuned on the one, and the other was left alone. 300 more ("second") were drawn later, and then 244 of a ministry
of whose lines nobody had read any; all were judged by hand before the rules were run on them. What came out first
stands in docs/decisions/classification.md; since then the rules were tuned by all but the held-out ones.

Precision is the part of the told classes that a
person accepts; coverage is the part of all judged lines that are told, those included of which nothing can be told. A
line is judged once, whatever its value; the sample holds hard lines on purpose. The last line is one JSON object; the
exit code is 1 where a set misses its floors.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from belanja.foundation.words import lexemes
from belanja.rules.classification import CLASSES, VERSION, Reader, Verdict, class_name
from belanja.rules.intervals import wilson
from prove.plan_titles import SHARED, RealLine, every_line, judged

#: The least precision and coverage of each set. By the first and the last no rule was ever tuned.
FLOORS = {
    "held_out": (0.95, 0.75),
    "development": (0.95, 0.80),
    "second": (0.97, 0.82),
    "ministry": (0.95, 0.65),
    "ministry_held_out": (0.90, 0.58),
}


@dataclass(frozen=True)
class Outcome:
    """Judged lines and what became of them. `grey`: lines of which a person cannot tell either."""

    lines: int
    told: int
    right: int
    grey: int

    @property
    def precision(self) -> float:
        return self.right / self.told if self.told else 0.0

    @property
    def coverage(self) -> float:
        return self.told / self.lines if self.lines else 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "lines": self.lines,
            "told": self.told,
            "right": self.right,
            "not_decidable": self.grey,
            "precision": round(self.precision, 4),
            "precision_95": [round(float(one), 4) for one in wilson(self.right, self.told)],
            "coverage": round(self.coverage, 4),
            "coverage_95": [round(float(one), 4) for one in wilson(self.told, self.lines)],
        }


def main() -> int:
    if not SHARED.exists():
        print(f"{SHARED} tidak ada: tidak ada judul paket nyata untuk dinilai")
        print(json.dumps({"prove": "classification", "skipped": "feeds absent"}))
        return 0
    reader = Reader(lexemes)
    told: dict[str, Any] = {"prove": "classification", "version": VERSION, "classes": len(CLASSES)}
    for name, lines in sets().items():
        read = [(one, verdict_of(reader, one)) for one in lines]
        outcome = outcome_of(read)
        told[name] = outcome.as_json() | {"kbki_division_precision": round(_division_precision(read), 4)}
        _print_set(name, outcome, read)
    told["every_line"] = everything(reader)
    print(json.dumps(told))
    return 0 if all(kept(name, told[name]["precision"], told[name]["coverage"]) for name in FLOORS) else 1


def kept(name: str, precision: float, coverage: float) -> bool:
    """Whether a set keeps its floors."""
    return precision >= FLOORS[name][0] and coverage >= FLOORS[name][1]


@cache
def sets() -> dict[str, list[RealLine]]:
    """The judged lines by what became of them: those never tuned by, and those the rules were made after."""
    first = judged("first")
    return {
        "held_out": [one for one in first if one.held_out],
        "development": [one for one in first if not one.held_out],
        "second": judged("second"),
        "ministry": judged("third"),
        "ministry_held_out": judged("fourth"),
    }


def verdict_of(reader: Reader, line: RealLine) -> Verdict:
    return reader.read(line.title, kind=line.procurement_type, accounts=line.accounts)


def outcome_of(read: Iterable[tuple[RealLine, Verdict]]) -> Outcome:
    read = list(read)
    told = [(line, verdict) for line, verdict in read if verdict.sure]
    right = sum(verdict.code in (line.right or ()) for line, verdict in told)
    return Outcome(len(read), len(told), right, sum(not line.right for line, _verdict in read))


def everything(reader: Reader) -> dict[str, Any]:
    """Coverage of all provider lines of the feeds, which nobody judged, in lines; and how fast they are read."""
    lines = [one for one in every_line() if one.kind == "penyedia"]
    start = time.perf_counter()
    sure = sum(verdict_of(reader, one).sure for one in lines)
    seconds = time.perf_counter() - start
    print(f"\nSemua {len(lines)} baris penyedia di sumber: {sure / len(lines):.1%} digolongkan, {seconds:.1f} detik")
    return {"lines": len(lines), "told": sure, "coverage": round(sure / len(lines), 4), "seconds": round(seconds, 2)}


def _division_precision(read: list[tuple[RealLine, Verdict]]) -> float:
    """Precision by the division of KBKI alone."""
    told = [(line, verdict) for line, verdict in read if verdict.sure]
    right = sum(
        CLASSES[verdict.code].division in {CLASSES[one].division for one in line.right or ()} for line, verdict in told
    )
    return right / len(told) if told else 0.0


def _print_set(name: str, outcome: Outcome, read: list[tuple[RealLine, Verdict]]) -> None:
    low, high = wilson(outcome.right, outcome.told)
    print(f"\n{name}: {outcome.lines} baris, {outcome.grey} di antaranya tidak dapat ditentukan orang")
    print(f"  ketepatan {outcome.precision:.2%} (95%: {low:.1%} sampai {high:.1%}), liputan {outcome.coverage:.2%}")
    told, right, there = Counter[str](), Counter[str](), Counter[str]()
    for line, verdict in read:
        there.update(sorted(line.right or ())[:1])
        if verdict.sure:
            told[verdict.code] += 1
            right[verdict.code] += verdict.code in (line.right or ())
    for code in sorted(told | there, key=lambda one: (-there[one], one)):
        low, high = wilson(right[code], told[code])
        precision = f"{right[code] / told[code]:7.1%} ({low:.0%}–{high:.0%})" if told[code] else "      –"
        print(f"  {class_name(code):44} ada {there[code]:3}  disebut {told[code]:3}  tepat {precision}")
    for line, verdict in read:
        if verdict.sure and verdict.code not in (line.right or ()):
            print(f"  keliru: {line.source} {line.code} -> {class_name(verdict.code)} ({', '.join(verdict.words)})")


if __name__ == "__main__":
    sys.exit(main())
