"""Proof that nothing is oversold, lost or doubled: `make prove-concurrency`.

A thousand trials of twenty buyers at the last goods or the last pagu of a plan line, a thousand keys sent twenty times
at once, then buyers at the pages while web server and database are killed with -9. After each part everything is
counted anew from the orders. `.venv/bin/python -m prove.concurrency --dose small` takes half a minute. Works in a data
folder of its own. The last line is one JSON object; the exit code is 1 where anything does not agree.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from belanja.foundation.postgres.places import Places
from bench.surroundings import own_database

if TYPE_CHECKING:
    from bench.market import Market
    from prove.races import Copies, Trial

_DESKS = 60


@dataclass(frozen=True)
class Dose:
    trials: int
    keys: int
    sent: int
    kills: int
    processes: int


DOSES: Mapping[str, Dose] = {
    "small": Dose(trials=5, keys=5, sent=24, kills=4, processes=1),
    "full": Dose(trials=1_000, keys=1_000, sent=1_500, kills=16, processes=2),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m prove.concurrency", description=__doc__)
    parser.add_argument("--dose", choices=sorted(DOSES), default="full")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    begun = time.monotonic()
    home = Path(tempfile.mkdtemp(prefix="belanja-prove-"))
    try:
        with own_database(home):
            told = prove(DOSES[args.dose], seed=args.seed, data=Places(home).data)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    seconds = round(time.monotonic() - begun, 1)
    print(json.dumps({"prove": "concurrency", "dose": args.dose, "seconds": seconds, **told}))
    return 0 if told["sound"] else 1


def prove(dose: Dose, *, seed: int, data: Path | None) -> dict[str, object]:
    """All three parts, each with its recount. `data`: where the database lies; None where it is not ours to kill."""
    # Imported late: Django must be told where the database is before its models are read.
    from django.db import close_old_connections

    from bench.market import market
    from prove import races
    from prove.recount import complaints

    chance = random.Random(seed)
    place = market(min(_DESKS, 20 + dose.trials))
    stated: dict[int, int] = {}
    told: dict[str, object] = {}
    wrong: list[str] = []

    def recounted(part: str) -> None:
        close_old_connections()
        for one in complaints(stated):
            wrong.append(f"{part}: {one}")
            print(wrong[-1])

    for part, made in (("trials", _trials(place, dose, chance, stated)), ("keys", _keys(place, dose, stated))):
        print(f"… {part}: {len(made)} × {races.AT_ONCE}", flush=True)
        begun = time.monotonic()
        answers, found = races.run(made, processes=dose.processes)
        told[part] = {"count": len(made), "at_once": races.AT_ONCE, "answers": dict(sorted(answers.items())),
                      "seconds": round(time.monotonic() - begun, 1)}  # fmt: skip
        wrong += found
        recounted(part)
    print(f"… kill -9: {dose.sent} orders, {dose.kills} kills", flush=True)
    told["kill"], found = _killed(place, dose, chance, stated, data)
    wrong += found
    recounted("kill")
    return told | {"wrong": wrong[:20], "sound": not wrong}


def _killed(
    place: "Market", dose: Dose, chance: random.Random, stated: dict[int, int], data: Path | None
) -> tuple[dict[str, object], list[str]]:
    """Buyers at the pages under kills. Of half of the goods there is half of what is asked for: each of these pieces
    must find its one buyer, and everybody else must be told that nothing is left."""
    from belanja.purchasing.models import Order
    from prove import killing

    plenty, few = place.goods([dose.sent] * 4), place.goods([max(1, dose.sent // 16)] * 4)
    stated |= {one.pk: int(one.stock or 0) for one in (*plenty, *few)}
    wanted = [(chance.choice(place.desks), (*plenty, *few)[number % 8], 1) for number in range(dose.sent)]
    carts = place.carts(wanted)
    scarce = {cart.pk: offer.pk for cart, (_desk, offer, _many) in zip(carts, wanted, strict=True) if offer in few}
    sent = [(cart.pk, cart.version, desk.pp) for cart, (desk, _offer, _many) in zip(carts, wanted, strict=True)]
    chance.shuffle(sent)
    site = killing.Site(data)
    try:
        told, wrong = killing.run(
            site, sent, government=place.office.government.code, kills=dose.kills, clients=8, scarce=scarce
        )
    finally:
        site.stop()
    made = sum(int(one.stock or 0) for one in few)
    bought = Order.objects.filter(package__in=list(scarce)).count()
    if bought != made:
        wrong.append(f"barang terbatas: {bought} pesanan, seharusnya {made}")
    return told, wrong


def _trials(place: "Market", dose: Dose, chance: random.Random, stated: dict[int, int]) -> "list[Trial | Copies]":
    """Four of five are about the last goods, one about the last pagu."""
    from bench.market import Desk
    from prove.races import AT_ONCE, Trial
    from tests.purchasing.world import plan

    stocks = [chance.randint(1, 7) for _ in range(dose.trials)]
    goods = place.goods(stocks)
    plenty = place.goods([dose.trials * AT_ONCE] * AT_ONCE)
    stated |= {one.pk: stock for one, stock in zip(goods, stocks, strict=True)}
    stated |= {one.pk: dose.trials * AT_ONCE for one in plenty}
    each = place.total_of_one()
    wanted: list[tuple[Desk, object, int]] = []
    for number, (offer, stock) in enumerate(zip(goods, stocks, strict=True)):
        if number % 5 < 4:
            wanted += [(desk, offer, 1) for desk in chance.sample(place.desks, AT_ONCE)]
            continue
        desk, code = chance.choice(place.desks), f"{60_000_000 + number}"
        plan(place.unit(desk), code, str(each * stock + 1))
        wanted += [(Desk(desk.unit_id, code, desk.people), one, 1) for one in plenty]
    carts = place.carts(wanted)
    sent = [(one.pk, one.version, desk.pp) for one, (desk, *_more) in zip(carts, wanted, strict=True)]
    return [
        Trial(f"percobaan {number}", tuple(sent[number * AT_ONCE : (number + 1) * AT_ONCE]), stock)
        for number, stock in enumerate(stocks)
    ]


def _keys(place: "Market", dose: Dose, stated: dict[int, int]) -> "list[Trial | Copies]":
    from prove.races import Copies, fresh_key

    goods = place.goods([dose.keys] * 4)
    stated |= {one.pk: dose.keys for one in goods}
    wanted = [(place.desks[number % len(place.desks)], goods[number % 4], 1) for number in range(dose.keys)]
    carts = place.carts(wanted)
    return [
        Copies((one.pk, one.version, desk.pp), fresh_key()) for one, (desk, *_more) in zip(carts, wanted, strict=True)
    ]


if __name__ == "__main__":
    sys.exit(main())
