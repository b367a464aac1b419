"""Files that firms sent are kept for some days (a dated row), then emptied; what became of their rows stays."""

from datetime import datetime, timedelta

from django.db import transaction

from belanja.foundation import clock, work
from belanja.institutions import selectors as institutions

from .models import WORKING, Upload, UploadRow

_EVERY = timedelta(hours=6)
_last: list[datetime] = []


@work.step("exchange.forget")
def step() -> bool:
    """One pass where it is time for one; whether anything was emptied. Twice does no harm."""
    now = clock.now()
    if _last and now - _last[0] < _EVERY:
        return False
    _last[:] = [now]
    return forget() > 0


@transaction.atomic
def forget() -> int:
    """Empty what is older than its days; a sheet nobody decided on is then discarded. Returns how many."""
    days = institutions.parameter("katalog.unggahan.simpan", government_id=None, on=clock.today())
    old = Upload.objects.filter(created_at__lt=clock.now() - timedelta(days=int(days))).exclude(content=b"")
    ids = list(old.exclude(state__in=list(WORKING)).select_for_update(skip_locked=True).values_list("pk", flat=True))
    waiting = Upload.objects.filter(pk__in=ids, state__in=[Upload.State.HEADINGS, Upload.State.PREVIEW])
    UploadRow.objects.filter(upload__in=waiting).delete()
    waiting.update(state=Upload.State.DISCARDED)
    return Upload.objects.filter(pk__in=ids).update(content=b"")
