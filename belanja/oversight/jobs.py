"""Work that nobody waits for, taken by `belanja work`: sweeps, the whole once a day and what has changed in between;
flags become cases; terms are told, traces of accounts deleted. A sweep takes minutes where there is much: sweeps and
cases go apart."""

from datetime import timedelta

from belanja.accounts.services import forget_traces
from belanja.foundation import clock, work
from belanja.institutions.models import Government

from .models import Sweep
from .selectors import traces as keeping
from .services import calendar, opening
from .services.reviews import calendar as reviews
from .sweep import run

#: What was being written while the last sweep read is asked by the next one: no step of an order takes that long. Of an
#: import that does, the night's sweep knows.
_OVERLAP = timedelta(hours=1)


@work.every("oversight.nightly", timedelta(minutes=10), new_day=True, insist=False, apart=True)
def nightly() -> bool:
    """Sweep every government that was not yet swept whole today (WIB); whether there was one. Killed, it has written
    nothing and begins anew; twice does no harm."""
    done = False
    for government in Government.objects.order_by("pk"):
        last = _last(government, whole=True)
        if last is None or clock.wib(last.started_at).date() < clock.today():
            done = run(government) is not None or done
    return done


@work.every("oversight.changed", timedelta(hours=1), insist=False, apart=True)
def changed() -> bool:
    """Sweep what has changed since the last sweep of each government; whether anything was asked. A government that was
    never swept whole waits for the night's."""
    asked = False
    for government in Government.objects.order_by("pk"):
        last = _last(government)
        if last is not None:
            sweep = run(government, since=last.started_at - _OVERLAP)
            asked = (sweep is not None and sweep.asked > 0) or asked
    return asked


@work.every("oversight.cases", timedelta(hours=1), new_day=True, apart=True)
def cases() -> bool:
    """Gather what the sweep found into cases; whether there was anything. Twice does no harm."""
    passes = [opening.open_cases(government=one) for one in Government.objects.order_by("pk")]
    return any(one.opened or one.joined for one in passes)


@work.daily("oversight.terms")
def terms() -> bool:
    """Remind of terms; whether there was one to tell."""
    return bool(calendar.remind() + reviews.remind())


@work.daily("oversight.traces")
def traces() -> bool:
    """Delete the traces whose days are over, by the shortest term that a government has set; whether there were any."""
    return bool(forget_traces(before=keeping.kept_since()))


def _last(government: Government, *, whole: bool = False) -> Sweep | None:
    ended = Sweep.objects.filter(government=government, ended_at__isnull=False)
    return (ended.filter(since__isnull=True) if whole else ended).order_by("-started_at").first()
