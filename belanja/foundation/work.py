"""Work that nobody waits for: capabilities register a step, the process `belanja work` takes one after another. What
may take minutes is registered `apart`: these have a thread of their own, one after another too, and the rest goes on.

A step looks in its own table for something to do, does one piece of it in transactions of its own, and says whether it
did anything. It must be safe to be killed at any moment and to run in several processes at once (rows are taken with
`FOR UPDATE SKIP LOCKED`, or by a lease in the row that ends by itself).
"""

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import wraps

from django.db import close_old_connections

from . import clock

Step = Callable[[], bool]

_log = logging.getLogger(__name__)
_steps: dict[str, Step] = {}
#: Names of those that are taken beside the others.
_apart: set[str] = set()
#: When the steps that have a time of their own were last taken in this process.
_last: dict[str, datetime] = {}
#: Seconds to wait when there was nothing to do, and after a step failed.
_REST = 1.0
_AFTER_FAILURE = 30.0


def step(name: str, *, apart: bool = False) -> Callable[[Step], Step]:
    """Register a step under a name of its own (`capability.what`); the last one of a name counts. `apart`: it may take
    minutes, and what comes after it in the order of registration among those apart waits for it."""

    def register(function: Step) -> Step:
        _steps[name] = function
        if apart:
            _apart.add(name)
        return function

    return register


def every(
    name: str,
    pause: timedelta,
    *,
    new_day: bool = False,
    insist: bool = True,
    apart: bool = False,
    by_pieces: bool = False,
) -> Callable[[Step], Step]:
    """Register a step that is taken at the start of the process and then after each `pause`, with `new_day` on the
    first turn of another day in WIB too; between these it has done nothing. A pass that failed is not counted and is
    taken again, but where `insist` is False: then it waits for its time as if it had been taken. `by_pieces`: a pass
    does one piece and is followed by the next, others having their turn between, until there is none."""

    def register(function: Step) -> Step:
        @wraps(function)
        def timed() -> bool:
            now, last = clock.now(), _last.get(name)
            if last is not None and now - last < pause and not (new_day and _on_other_days(now, last)):
                return False
            if not insist:
                _last[name] = now
            did = function()
            if not (by_pieces and did):
                _last[name] = now
            return did

        return step(name, apart=apart)(timed)

    return register


def daily(name: str, *, apart: bool = False, by_pieces: bool = False) -> Callable[[Step], Step]:
    """Register a step that is taken at the start of the process and then once on every new day in WIB."""
    return every(name, timedelta.max, new_day=True, apart=apart, by_pieces=by_pieces)


def _on_other_days(one: datetime, other: datetime) -> bool:
    return clock.wib(one).date() != clock.wib(other).date()


def once() -> bool:
    """Every step one time; whether any of them did something. What a step raises is raised."""
    did = False
    for function in list(_steps.values()):
        did = function() or did
    return did


def until(stopped: threading.Event) -> None:
    """Take steps until asked to stop. A step that fails goes to the log and is tried again later; others go on. Those
    apart are not waited for at the end: they are safe to be killed."""
    slow = {name: function for name, function in _steps.items() if name in _apart}
    if slow:
        threading.Thread(target=_take, args=(slow, stopped), name="apart", daemon=True).start()
    _take({name: function for name, function in _steps.items() if name not in slow}, stopped)


def _take(steps: Mapping[str, Step], stopped: threading.Event) -> None:
    waits = dict.fromkeys(steps, 0.0)
    while not stopped.is_set():
        busy = False
        for name, function in steps.items():
            if waits.get(name, 0.0) > 0:
                waits[name] -= _REST
                continue
            try:
                busy = function() or busy
            except Exception:
                _log.exception("step %s failed", name)
                waits[name] = _AFTER_FAILURE
            if stopped.is_set():
                return
        close_old_connections()
        if not busy:
            stopped.wait(_REST)
