"""What time takes away again: counts of wrong PINs that are forgotten, and codes that nobody brought back."""

from django.db import transaction
from django.db.models import Q

from belanja.accounts.models import Attempts, DoorCode
from belanja.foundation import clock
from belanja.rules.pins import FORGOTTEN_AFTER

_BATCH = 5_000


@transaction.atomic
def tidy() -> int:
    """Drop what no longer counts and the numbers that no code can prove any more; returns how many rows. A second run
    finds nothing to do. Rows that somebody is using now are left for the next run."""
    now = clock.now()
    old = Attempts.objects.filter(
        Q(rests_until__isnull=True) | Q(rests_until__lt=now), last_at__lt=now - FORGOTTEN_AFTER
    ).select_for_update(skip_locked=True)
    gone, _ = Attempts.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:_BATCH])).delete()
    late = DoorCode.objects.filter(used_at__isnull=True, cancelled_at__isnull=True, expires_at__lte=now)
    ended = list(late.select_for_update(skip_locked=True).values_list("pk", flat=True)[:_BATCH])
    return gone + DoorCode.objects.filter(pk__in=ended).update(cancelled_at=now, phone="")
