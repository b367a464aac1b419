"""Draws plan lines to be judged: the same lines whenever it is asked, none that were judged before or sound like one.

`python -m prove.plan_draw NAME` prints code, kind, account and title of the draw NAME to whoever judges it; what
he says goes into the labels of that name by code alone.
"""

import hashlib
import re
import sys
from itertools import chain

from prove.plan_titles import SAMPLES, RealLine, every_line, judged, of_a_ministry

#: Lines of each source in a draw: about as in the first sample, where one city has five lines of six; a ministry alone.
DRAWS = {
    "second": {"D200/2022": 160, "D107/2025": 80, "D197/2024": 45, "K53/2026": 8, "L34/2026": 7},
    "third": {"K34/2026": 150},
    "fourth": {"K34/2026": 94},
}
ALIKE = 0.7


def words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", title.lower()))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two titles share seven words of ten. A title without words is like every other."""
    return not one or len(one & other) >= ALIKE * len(one | other)


def drawn(name: str) -> list[RealLine]:
    """The provider lines of a draw in the order of the hash of name, source and code; no title like one that was judged
    in an earlier sample or like one drawn already."""
    earlier = list(SAMPLES)[: list(SAMPLES).index(name)]
    taken = [words(one.title) for sample in earlier for one in judged(sample)]
    found: list[RealLine] = []
    left = dict(DRAWS[name])
    lines: dict[tuple[str, str], RealLine] = {}
    for one in chain(every_line(), of_a_ministry()):
        lines.setdefault((one.source, one.code), one)
    bought = [key for key, one in lines.items() if one.kind == "penyedia"]
    for key in sorted(bought, key=lambda key: hashlib.sha256(" ".join((name, *key)).encode()).digest()):
        told = words(lines[key].title)
        if left.get(key[0], 0) and not any(alike(told, other) for other in taken):
            left[key[0]] -= 1
            taken.append(told)
            found.append(lines[key])
    return found


if __name__ == "__main__":
    for one in drawn(sys.argv[1]):
        print(one.source, one.code, one.procurement_type, ",".join(sorted(set(one.accounts)))[:80], one.title, sep="\t")
