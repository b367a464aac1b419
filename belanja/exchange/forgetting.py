"""Files that firms sent are kept for some days (their government's dated row), then emptied; what became of the rows
stays."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from belanja.foundation import clock, work
from belanja.institutions import selectors as institutions

from .models import WORKING, Upload, UploadRow


@work.every("exchange.forget", timedelta(hours=6), insist=False)
def step() -> bool:
    """One pass; whether anything was emptied. Twice does no harm."""
    return forget() > 0


@transaction.atomic
def forget() -> int:
    """Empty what is older than its days; a sheet nobody decided on is then discarded. Returns how many."""
    kept = Upload.objects.exclude(content=b"")
    too_old = Q(pk__in=[])
    for government_id in kept.order_by().values_list("government_id", flat=True).distinct():
        days = institutions.parameter("katalog.unggahan.simpan", government_id=government_id, on=clock.today())
        too_old |= Q(government_id=government_id, created_at__lt=clock.now() - timedelta(days=int(days)))
    old = kept.filter(too_old)
    ids = list(old.exclude(state__in=list(WORKING)).select_for_update(skip_locked=True).values_list("pk", flat=True))
    waiting = Upload.objects.filter(pk__in=ids, state__in=[Upload.State.HEADINGS, Upload.State.PREVIEW])
    UploadRow.objects.filter(upload__in=waiting).delete()
    waiting.update(state=Upload.State.DISCARDED)
    return Upload.objects.filter(pk__in=ids).update(content=b"")
