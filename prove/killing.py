"""Buyers at the pages of the product while its web server and its database are killed: what was confirmed stays, what
was not is sent again with the same key, and everything is there once. Some goods are too few: of those exactly as many
orders are made as there are goods, and everybody else is told so."""

import contextlib
import http.client
import os
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from django.db import connection

from belanja.journal.services import Actor
from belanja.purchasing.models import Order
from bench.person import Person, signed_in
from bench.serving import answers, started
from bench.surroundings import family, free_port, raw_connection

_HEALTH = "/sehat"
#: Seconds until a page that does not come is asked for again, and until a buyer gives up for good.
_TRY_AGAIN, _GIVE_UP = 0.1, 120.0
KINDS = ("pekerja web", "seluruh web", "satu sambungan basis data", "seluruh basis data")


@dataclass
class Site:
    """The product's web server, which may be killed and comes back on the same port; and its database."""

    data: Path | None
    """Where its database lies; None where that one is not ours to kill."""
    port: int = field(default_factory=free_port)
    web: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.web = started(self.port)
        answers(self.port, _HEALTH)

    def stop(self) -> None:
        if self.web is not None:
            self.web.terminate()
            self.web.wait(15)

    def kill(self, kind: str) -> None:
        """End one of our own processes with -9, by its number."""
        assert self.web is not None
        if kind == "pekerja web":
            workers = [pid for pid in family(self.web.pid) if pid != self.web.pid]
            _end(workers[:1])
        elif kind == "seluruh web":
            _end(family(self.web.pid))
            self.web.wait(15)
            self.start()
        elif kind == "satu sambungan basis data":
            with contextlib.suppress(psycopg.Error), raw_connection() as own:
                busy = own.execute(
                    "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' "
                    "AND pid <> pg_backend_pid() AND datname = current_database() ORDER BY state, pid LIMIT 1"
                ).fetchone()
                _end([int(str(busy[0]))] if busy else [])
        elif self.data is not None:
            _end([int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])])


def _end(pids: Iterable[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@dataclass
class _Story:
    """What the buyers were told, by package; how often they had to ask again. `late`: told that nothing was left."""

    confirmed: dict[int, str] = field(default_factory=dict)
    late: set[int] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    again: Counter[str] = field(default_factory=Counter)

    @property
    def answered(self) -> int:
        return len(self.confirmed) + len(self.late)


def run(
    site: Site,
    carts: Sequence[tuple[int, int, Actor]],
    *,
    government: str,
    kills: int,
    clients: int,
    scarce: Mapping[int, int],
) -> tuple[dict[str, object], list[str]]:
    """Send every cart over HTTP while `kills` processes are killed at even distances. `scarce`: by package of goods
    that are too few, which goods. Returns figures and complaints."""
    site.start()
    story, begun = _Story(), time.monotonic()
    people = {actor.user_id: None for _package, _version, actor in carts if actor.user_id is not None}
    cookies = {user_id: signed_in(user_id, site.port).cookies for user_id in people}
    connection.close()
    threads = [
        threading.Thread(target=_buy, args=(site, carts[place::clients], cookies, government, story, scarce))
        for place in range(clients)
    ]
    for thread in threads:
        thread.start()
    killed, kinds = Counter[str](), KINDS if site.data else KINDS[:2]
    for number in range(kills):
        while story.answered * (kills + 1) < len(carts) * (number + 1) and any(one.is_alive() for one in threads):
            time.sleep(0.01)
        kind = kinds[number % len(kinds)]
        site.kill(kind)
        killed[kind] += 1
    for thread in threads:
        thread.join()
    site.stop()
    wrong = [*story.refused, *_lost(story, carts)]
    seconds = round(time.monotonic() - begun, 1)
    return {"orders": len(story.confirmed), "too_late": len(story.late), "killed": dict(killed),
            "asked_again": dict(story.again), "seconds": seconds}, wrong  # fmt: skip


def _buy(
    site: Site,
    carts: Sequence[tuple[int, int, Actor]],
    cookies: dict[int, dict[str, str]],
    government: str,
    story: _Story,
    scarce: Mapping[int, int],
) -> None:
    for package_id, version, actor in carts:
        assert actor.user_id is not None
        person = Person(site.port, dict(cookies[actor.user_id]), patience=20)
        path, key = f"/beli/{government}/paket/{package_id}/", f"prove-kill-{package_id}"
        deadline = time.monotonic() + _GIVE_UP
        while time.monotonic() < deadline:
            try:
                answer = person.post(path, key=key, do="kirim", version=str(version))
            except (OSError, http.client.HTTPException) as problem:
                story.again[type(problem).__name__] += 1
            else:
                if answer.status == http.client.FOUND:
                    story.confirmed[package_id] = answer.where
                    break
                if answer.status == http.client.CONFLICT and package_id in scarce:
                    story.late.add(package_id)
                    break
                if answer.status < 500:
                    story.refused.append(f"paket {package_id}: {answer.status}")
                    break
                story.again[str(answer.status)] += 1
            time.sleep(_TRY_AGAIN)
        person.leave()


def _lost(story: _Story, carts: Sequence[tuple[int, int, Actor]]) -> list[str]:
    """Carts without the one order that its buyer was shown, and carts with one whose buyer was sent away."""
    connection.close()
    found: dict[int, list[str]] = {}
    wanted = [package_id for package_id, _version, _actor in carts]
    for package_id, code in Order.objects.filter(package_id__in=wanted).values_list("package_id", "code"):
        found.setdefault(package_id, []).append(code)
    return [
        f"paket {package_id}: dijawab {_told(story, package_id)}, ada {found.get(package_id)}"
        for package_id in wanted
        if not _agrees(_told(story, package_id), found.get(package_id, []))
    ]


def _told(story: _Story, package_id: int) -> str:
    return "sudah habis" if package_id in story.late else story.confirmed.get(package_id, "tidak ada")


def _agrees(told: str, found: Sequence[str]) -> bool:
    """Whoever was told that nothing was left has no order; everybody else the one that he was shown, once."""
    if told == "sudah habis":
        return not found
    return len(found) == 1 and told.endswith(f"/{found[0]}/")
