"""The purchases of the sample: a year of native orders of two units, the register of their payments, and work on every
desk of buying."""

from datetime import datetime, timedelta

from django.db.models import F

from belanja.demo.accounts import SCHOOLS, SOCIAL
from belanja.demo.sample.places import LAST_YEAR
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.notices.models import Notice

from . import ground, register, waiting, year
from .people import team

#: After the report of the second quarter was frozen (`demo.reports`).
_KNOWN = datetime(LAST_YEAR, 7, 23, 9, 0, tzinfo=clock.WIB)
#: The plan is that of the sample's last year: whoever loads it later finds work that stands as of then.
_LATEST = datetime(LAST_YEAR, 12, 18, 10, 0, tzinfo=clock.WIB)


def make(*, government: Government) -> int:
    """Declare the mode and buy through the year. Returns how many orders there are. Runs in the caller's
    transaction, after catalogue, firms and officers."""
    ground.declare(government)
    social, schools = team(government, SOCIAL), team(government, SCHOOLS)
    made = year.fill([social, schools])
    ground.known_later(government, since=_KNOWN)
    register.bring(government=government, teams=[social, schools])
    now = min(clock.now(), _LATEST)
    made += waiting.fill(social, schools, now)
    _read(before=now - timedelta(days=14))
    return made


def _read(*, before: datetime) -> None:
    """Whoever works here has read what he was told long ago."""
    told = Notice.objects.filter(kind__startswith="purchasing.", at__lt=before)
    told.update(read_at=F("at"), taken_at=F("at"), handed_at=F("at"))
