"""One sweep: read everything by one snapshot, ask, write what is new, mark what is no longer so. Twice does no harm."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.institutions.working_days import holidays
from belanja.vendors.models import FirmId

from ..models import Sweep
from . import changed, groups, lines, listings, plans
from .answers import answers
from .bars import bars
from .judging import Judged
from .members import members
from .own import own_order, own_rows
from .reading import Reading
from .told import told_order, told_rows
from .writing import write

#: First half of the key of the lock that lets one sweep of a government run at a time.
_LOCK = 20_231_181


def run(government: Government, *, since: datetime | None = None) -> Sweep | None:
    """Sweep a government: all of it, or (`since`) what has changed from that moment on. Returns the sweep, or None
    where another one of this government is under way. Everything is read by one snapshot of the database while orders
    go on being made; nothing but flags and tallies is written, all of it or nothing."""
    with _one_snapshot(government.pk) as free:
        if not free:
            return None
        sweep = Sweep.objects.create(government=government, since=since, started_at=clock.now())
        judged = Judged(_reading(government.pk, since))
        _ask(judged)
        return write(judged, sweep)


@contextmanager
def _one_snapshot(government_id: int) -> Iterator[bool]:
    """Whether the turn is ours. A snapshot is asked for before anything is read; inside somebody else's transaction
    (tests) it is that one's."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL jit = off")
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK, government_id])
        yield bool((cursor.fetchone() or [False])[0])


def _reading(government_id: int, since: datetime | None) -> Reading:
    today = clock.today()
    return Reading(
        government_id=government_id,
        today=today,
        book=institutions.book(government_id=government_id, on=today),
        changed=changed.since(since, government_id=government_id) if since is not None else None,
        plans=plans.plans(government_id=government_id),
        firms={f"{scheme}:{value}": firm for firm, scheme, value in FirmId.objects.values_list(
            "firm_id", "scheme", "value")},
        days_off=holidays(government_id),
        answers=answers(government_id=government_id),
    )  # fmt: skip


def _ask(judged: Judged) -> None:
    reading = judged.reading
    barred = bars(government_id=reading.government_id)
    judged.ask(own_order(row, reading, barred) for row in own_rows(reading))
    judged.ask(told_order(row, reading, barred) for row in told_rows(reading))
    judged.ask(lines.own_lines(reading))
    judged.ask(lines.told_lines(reading))
    judged.ask(groups.groups(reading, list(members(reading)), listings.sellers(reading)))
    judged.ask(plans.plan_lines(reading))
    judged.ask(plans.unit_plans(reading))
    judged.ask(listings.listings(reading))
    judged.ask(listings.labels(reading))
    judged.ask(listings.firm_pairs(reading))
