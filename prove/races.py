"""Races for the last goods, for the last pagu, and of copies of one request; each is a trial of twenty at once."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from threading import Barrier
from typing import Any

from django.db import close_old_connections, connection, connections

from belanja.journal.once import once
from belanja.journal.services import Actor
from belanja.purchasing.services import sending
from belanja.rules.decisions import RuleBroken

AT_ONCE = 20
_PATIENCE = 120

Work = Callable[[], object]


@dataclass(frozen=True)
class Trial:
    """What twenty do at once (package, its version, who sends it), and how many of them must succeed."""

    name: str
    carts: tuple[tuple[int, int, Actor], ...]
    succeed: int


@dataclass(frozen=True)
class Copies:
    """One request that arrives twenty times with one key."""

    cart: tuple[int, int, Actor]
    key: str


def run(trials: Sequence[Trial | Copies], *, processes: int) -> tuple[Counter[str], list[str]]:
    """All trials, dealt to processes of twenty threads each. Returns what was answered, and what was wrong."""
    connections.close_all()
    parts = [trials[place::processes] for place in range(processes)]
    if processes == 1:
        results = [_work(parts[0])]
    else:
        with get_context("fork").Pool(processes) as pool:
            results = pool.map(_work, parts, chunksize=1)
    told, wrong = Counter[str](), []
    for answers, complaints in results:
        told.update(answers)
        wrong += complaints
    return told, wrong


def _work(trials: Sequence[Trial | Copies]) -> tuple[dict[str, int], list[str]]:
    told, wrong = Counter[str](), []
    with _twenty() as together:
        for trial in trials:
            answers = together(_copies(trial) if isinstance(trial, Copies) else _buyers(trial))
            told.update(_word(one) for one in answers)
            wrong += _wrong(trial, answers)
    return dict(told), wrong


def _buyers(trial: Trial) -> list[Work]:
    return [
        partial(sending.send, package_id=package_id, version=version, actor=actor)
        for package_id, version, actor in trial.carts
    ]


def _copies(trial: Copies) -> list[Work]:
    package_id, version, actor = trial.cart

    def do() -> dict[str, Any]:
        return {"orders": [one.code for one in sending.send(package_id=package_id, version=version, actor=actor)]}

    asked = {"key": trial.key, "name": "prove.send", "actor": actor, "digest": "0" * 64, "do": do}
    return [partial(once, **asked)] * AT_ONCE


def _wrong(trial: Trial | Copies, answers: list[object]) -> list[str]:
    broken = [repr(one) for one in answers if isinstance(one, Exception) and not isinstance(one, RuleBroken)]
    if broken:
        return broken
    if isinstance(trial, Copies):
        given = {str(one[0]) if isinstance(one, tuple) else repr(one) for one in answers}
        first = sum(1 for one in answers if isinstance(one, tuple) and one[1])
        return [] if len(given) == 1 and first == 1 else [f"kunci {trial.key}: {first} pelaksana, jawaban {given}"]
    done = sum(1 for one in answers if not isinstance(one, RuleBroken))
    return [] if done == trial.succeed else [f"{trial.name}: {done} berhasil, seharusnya {trial.succeed}"]


def _word(answer: object) -> str:
    if isinstance(answer, RuleBroken):
        return f"{answer.status} {answer.code}"
    return "gagal" if isinstance(answer, Exception) else "berhasil"


@contextmanager
def _twenty() -> Iterator[Callable[[Sequence[Work]], list[object]]]:
    """Twenty threads that stay, each with its connection; what they are given begins at the same moment."""
    start = Barrier(AT_ONCE)

    def one(work: Work) -> object:
        start.wait(_PATIENCE)
        try:
            return work()
        except Exception as problem:
            return problem
        finally:
            close_old_connections()

    def leave(_place: int) -> None:
        start.wait(_PATIENCE)
        connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            yield lambda works: list(pool.map(one, works))
        finally:
            list(pool.map(leave, range(AT_ONCE)))


def fresh_key() -> str:
    return secrets.token_hex(12)
