"""Draws plan lines to be judged: the same lines whenever it is asked, none that were judged before or sound like one.

`python -m prove.plan_draw NAME LINES` prints code, kind, account and title of the draw NAME to whoever judges it; what
he says goes into the labels of that name by code alone.
"""

import hashlib
import re
import sys
from collections.abc import Iterable

from prove.plan_titles import SAMPLES, RealLine, every_line, judged

#: Lines of each source in a draw of 300, about as in the first sample: one city has five lines of six.
SHARES = {"D200/2022": 160, "D107/2025": 80, "D197/2024": 45, "K53/2026": 8, "L34/2026": 7}
ALIKE = 0.7


def words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", title.lower()))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two titles share seven words of ten. A title without words is like every other."""
    return not one or len(one & other) >= ALIKE * len(one | other)


def drawn(name: str, *, of: int, before: Iterable[RealLine]) -> list[RealLine]:
    """About `of` provider lines in the order of the hash of name, source and code, each source by its share; no title
    like one of `before` or like one drawn already."""
    taken = [words(one.title) for one in before]
    found: list[RealLine] = []
    left = {source: round(share * of / 300) for source, share in SHARES.items()}
    lines: dict[tuple[str, str], RealLine] = {}
    for one in every_line():
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
    name, of = sys.argv[1], int(sys.argv[2])
    earlier = list(SAMPLES)[: list(SAMPLES).index(name)] if name in SAMPLES else SAMPLES
    for one in drawn(name, of=of, before=[line for sample in earlier for line in judged(sample)]):
        print(one.source, one.code, one.procurement_type, ",".join(sorted(set(one.accounts)))[:80], one.title, sep="\t")
