"""Several at once on real transactions: what each got, or the refusal it met."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from belanja.rules.decisions import RuleBroken

#: Seconds within which all must have begun; a test that waits for one that never comes fails by it.
_PATIENCE = 30


def outcomes(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each gave, or the refusal it met, in their order; all begin together."""
    start = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            start.wait(_PATIENCE)
            return work()
        except RuleBroken as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def at_once(*works: Callable[[], object]) -> list[str]:
    """What each says when all begin together, sorted: empty, or the status and code of its refusal."""
    return sorted(f"{one.status} {one.code}" if isinstance(one, RuleBroken) else "" for one in outcomes(works))
