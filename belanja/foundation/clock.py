"""The only source of "now". Stored instants are UTC; the calendar day of an office in Banten is WIB."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The present calendar day in WIB (UTC+7, no summer time)."""
    return now().astimezone(WIB).date()


def midnight(day: date) -> datetime:
    """The moment at which a day begins in WIB."""
    return datetime.combine(day, time(), tzinfo=WIB)


def wib(instant: datetime) -> datetime:
    """An aware instant as the clock on the wall in WIB shows it. A naive one raises ValueError."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone has no place in WIB")
    return instant.astimezone(WIB)


@contextmanager
def frozen(at: datetime | date) -> Iterator[datetime]:
    """Let `now()` stand still in this thread or task; a bare date means noon in WIB. May be nested.

    Used by the tests and by the sample, whose history must come out the same on every day.
    """
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day, 12, tzinfo=WIB)
    token = _frozen.set(wib(at).astimezone(UTC))
    try:
        yield now()
    finally:
        _frozen.reset(token)
