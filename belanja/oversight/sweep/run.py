"""One sweep: read everything by one snapshot, ask, write what is new, mark what is no longer so. Twice does no harm."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain, islice

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.institutions.working_days import holidays
from belanja.rules.flags.engine import concerns
from belanja.rules.flags.model import Indicator
from belanja.rules.flags.subjects import FirmPair, Line, Listing, Order, PlanLine, ProductLabels, Subject, UnitPlan
from belanja.vendors.models import FirmId

from ..models import Sweep
from . import changed, groups, lines, listings, plans
from .answers import answers
from .bars import bars
from .judging import Judged
from .members import late_before, members
from .own import own_order, own_rows
from .reading import Reading
from .told import told_order, told_rows
from .writing import Writing

#: First half of the key of the lock that lets one sweep of a government run at a time.
_LOCK = 20_231_181
#: Subjects that are asked and written together.
_AT_ONCE = 5_000


def run(government: Government, *, since: datetime | None = None) -> Sweep | None:
    """Sweep a government: all of it, or (`since`) what has changed from that moment on. Returns the sweep, or None
    where another one of this government is under way. Everything is read by one snapshot of the database while orders
    go on being made; nothing but flags and tallies is written, all of it or nothing."""
    begun = clock.now()
    with _one_snapshot() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK, government.pk])
        if cursor.fetchone() != (True,):
            return None
        if since is None:
            # Everything is read: joining by hashes is right however old the statistics of a fresh import are.
            cursor.execute("SET LOCAL enable_nestloop = off")
        sweep = Sweep.objects.create(government=government, since=since, started_at=begun)
        judged = Judged(_reading(government.pk, since))
        writing = Writing(judged, sweep)
        for some in _some(chain.from_iterable(source() for source in _sources(judged.reading).values())):
            writing.take(some, judged.ask(some))
        return writing.close()


@contextmanager
def _one_snapshot() -> Iterator[CursorWrapper]:
    """A cursor in a transaction of one snapshot, asked for before anything is read; inside somebody else's transaction
    (tests) it is that one's."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL jit = off")
        yield cursor


def _reading(government_id: int, since: datetime | None) -> Reading:
    today = clock.today()
    known = FirmId.objects.values_list("firm_id", "scheme", "value")
    firms = {f"{scheme}:{value}": firm for firm, scheme, value in known}
    return Reading(
        government_id=government_id,
        today=today,
        book=institutions.book(government_id=government_id, on=today),
        changed=changed.since(since, government_id=government_id, firms=firms) if since is not None else None,
        plans=plans.plans(government_id=government_id),
        firms=firms,
        days_off=holidays(government_id),
        answers=answers(government_id=government_id),
    )


def _some(subjects: Iterable[Subject]) -> Iterator[list[Subject]]:
    """Some thousand at a time: never all of them in memory."""
    more = iter(subjects)
    while some := list(islice(more, _AT_ONCE)):
        yield some


_Source = Callable[[], Iterable[Subject]]


def _sources(reading: Reading) -> dict[str, _Source]:
    """What fills subjects, by what it fills: each once, in this order."""
    barred = bars(government_id=reading.government_id)
    return {
        "own_orders": lambda: (own_order(row, reading, barred) for row in own_rows(reading)),
        "told_orders": lambda: (told_order(row, reading, barred) for row in told_rows(reading)),
        "own_lines": lambda: lines.own_lines(reading),
        "told_lines": lambda: lines.told_lines(reading),
        "groups": lambda: groups.groups(
            reading, list(members(reading)), listings.sellers(reading), late=late_before(reading)
        ),
        "plan_lines": lambda: plans.plan_lines(reading),
        "unit_plans": lambda: plans.unit_plans(reading),
        "listings": lambda: listings.listings(reading),
        "labels": lambda: listings.labels(reading),
        "firm_pairs": lambda: listings.firm_pairs(reading),
    }


#: Which source fills a kind of subject; every other kind is a group.
_FILLED_BY: dict[type[Subject], tuple[str, ...]] = {
    Order: ("own_orders", "told_orders"),
    Line: ("own_lines", "told_lines"),
    PlanLine: ("plan_lines",),
    UnitPlan: ("unit_plans",),
    Listing: ("listings",),
    ProductLabels: ("labels",),
    FirmPair: ("firm_pairs",),
}


def history(government: Government, indicator: Indicator, *, seconds: int) -> Generator[Subject]:
    """All subjects of a question as they stand today, whole: what a change of its thresholds is tried on. Raises
    OperationalError for a statement that takes longer than so many seconds."""
    with _one_snapshot() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{seconds}s"])
        sources = _sources(_reading(government.pk, None))
        for name in _FILLED_BY.get(indicator.asked_of, ("groups",)):
            yield from (one for one in sources[name]() if concerns(indicator, one))
